"""What the last patches were about, so that what was made of an older state can be mended.

Kept by the host and inherited by its readers. Whoever keeps something aside that was made of the
graph (the full-text index) asks here which subjects have changed since, instead of making it anew
after every write.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from leitgraph.model import Patch
from leitgraph.store.rdf.layers import CATALOGUE, ONTOLOGY, SICHTBARKEIT

MOST = 20_000
"""So many subjects are remembered; older patches are forgotten first."""
_LARGE = 8 << 20
"""A patch of more bytes is not looked into: what was made before it is to be made anew."""
_ONTOLOGY = f" {ONTOLOGY} .".encode()
_CATALOGUE = f" {CATALOGUE} .".encode()
_VISIBILITY = f"> {SICHTBARKEIT} ".encode()
_TYPE = b"> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "


class Changes:
    """The subjects that each of the last patches touched."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held = 0
        self._start = (0, "")
        self._steps: deque[tuple[tuple[int, str], frozenset[str]]] = deque()

    @property
    def state(self) -> tuple[int, str]:
        """Number and chain hash of the state that the last patch led to."""
        return self._steps[-1][0] if self._steps else self._start

    def begin(self, number: int, chain: str) -> None:
        """From here on; what was before is not known."""
        self._steps.clear()
        self._held = 0
        self._start = (number, chain)

    def note(self, patch: Patch) -> None:
        """A patch was applied."""
        size = len(patch.added) + len(patch.removed)
        subjects = _subjects(patch) if size <= _LARGE else None
        if subjects is None or len(subjects) > self._most:
            self.begin(patch.number, patch.hash)
            return
        self._steps.append(((patch.number, patch.hash), subjects))
        self._held += len(subjects)
        while self._held > self._most:
            self._start, gone = self._steps.popleft()
            self._held -= len(gone)

    def since(self, number: int, chain: str) -> frozenset[str] | None:
        """IRIs of the subjects that changed after a state; None if that is not known (any more).

        ``chain`` is its hash, or the beginning of it.
        """
        states = [self._start, *(state for state, _ in self._steps)]
        places = [n for n, (at, own) in enumerate(states) if at == number and own.startswith(chain)]
        if not places:
            return None
        later = list(self._steps)[places[-1] :]
        return frozenset().union(*(subjects for _, subjects in later))


def _subjects(patch: Patch) -> frozenset[str] | None:
    """IRIs of the subjects of a patch; None if it changes what is true of, or seen of, others."""
    found: set[bytes] = set()
    for lines in (patch.added.splitlines(), patch.removed.splitlines()):
        if any(line.endswith(_ONTOLOGY) for line in lines) or _shows(lines):
            return None
        found.update(line[1 : line.index(b">")] for line in lines)
    return frozenset(subject.decode() for subject in found)


def _shows(lines: Iterable[bytes]) -> bool:
    """True if a graph becomes public or internal that does not come or go whole with the patch.

    A graph that comes or goes has all lines of its entry in the patch, also its type, and all
    its triples; only then are the patch's own subjects all that changes.
    """
    entries = [line for line in lines if line.endswith(_CATALOGUE)]
    whole = {line[: line.index(b">")] for line in entries if _TYPE in line}
    return any(_VISIBILITY in line and line[: line.index(b">")] not in whole for line in entries)
