"""What memory and disk view share: a store that follows the journal."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from leitgraph.model import Patch
from leitgraph.store.inference.layering import Layering, PublicCopy, TooMuch
from leitgraph.store.rdf.layers import STATE

VIEW = ox.NamedNode("urn:leitgraph:view")
VERSION = ox.NamedNode("urn:leitgraph:version")
HASH = ox.NamedNode("urn:leitgraph:hash")

# A change of more quads than this is worth deriving everything anew, unless the graph is larger
# by this factor. Measured: carrying costs about 10 times as much a quad as deriving.
CARRY_LIMIT = 2_000
CARRY_FACTOR = 10


class FollowingView:
    """A store with layers and inferred triples, and in it the number of its last patch."""

    _attached = False

    def __init__(self, store: ox.Store, copy: PublicCopy | None = None) -> None:
        self._attach(store, copy)

    def _detach(self) -> None:
        """Let go of the store, so that a file it locks is free."""
        if self._attached:
            if (layering := self.__dict__.pop("_layering", None)) is not None:
                layering.close()
            del self._store
            self._attached = False

    def _attach(self, store: ox.Store, copy: PublicCopy | None = None) -> None:
        self._store = store
        self._attached = True
        self._layering = Layering(store, copy)
        self._size = len(store)
        self._version = int(_state(store, VERSION) or 0)
        self._hash = _state(store, HASH) or ""

    @property
    def version(self) -> int:
        """Number of the last patch applied; 0 if none."""
        return self._version

    @property
    def hash(self) -> str:
        """Chain hash of the last patch applied; empty if none."""
        return self._hash

    def public_store(self) -> ox.Store | None:
        """The public layer alone, if this view keeps such a copy."""
        copy = self._layering.copy
        return None if copy is None else copy.store

    def apply(self, patch: Patch) -> None:
        """Apply the next patch: carried through if small, everything derived anew if large."""
        self._check_next(patch)
        lines = patch.added.count(b"\n") + patch.removed.count(b"\n")
        limit = max(CARRY_LIMIT, self._size // CARRY_FACTOR)
        if lines <= limit:
            added, removed = _stored(patch.added), _stored(patch.removed)
            try:
                self._layering.carry(added, removed, _state_quads(patch), limit)
            except TooMuch:
                pass
            else:
                self._size += len(added) - len(removed)
                self._version, self._hash = patch.number, patch.hash
                self._changed(bulk=False)
                return
        self._bulk([patch])

    def replay(self, patches: Iterable[Patch]) -> int:
        """Apply many patches and derive once at the end; the number of patches applied."""
        return self._bulk(patches)

    def _bulk(self, patches: Iterable[Patch]) -> int:
        count, last = 0, None
        self._before_bulk()
        for patch in patches:
            self._check_next(patch)
            if last is None:
                # Without a state the store counts as damaged, so a crash in between is seen.
                self._store.remove_graph(STATE)
            for quad in _stored(patch.removed):
                self._store.remove(quad)
            self._store.bulk_load(patch.added, format=ox.RdfFormat.N_QUADS, lenient=True)
            self._version, self._hash = patch.number, patch.hash
            count, last = count + 1, patch
        if last is not None:
            self._layering.rebuild()
            self._store.extend(_state_quads(last))
            self._size = len(self._store)
            self._changed(bulk=True)
        return count

    def _check_next(self, patch: Patch) -> None:
        if patch.number != self._version + 1:
            raise ValueError(f"patch {patch.number} does not follow version {self._version}")

    def _before_bulk(self) -> None:
        """Called before everything is derived anew."""

    def _changed(self, *, bulk: bool) -> None:
        """Called after every change; a view on disk has something to do then."""


def _stored(nquads: bytes) -> list[ox.Quad]:
    """Quads as a store gives them back: with literals normalised."""
    scratch = ox.Store()
    scratch.load(nquads, format=ox.RdfFormat.N_QUADS)
    return list(scratch)


def _state_quads(patch: Patch) -> list[ox.Quad]:
    return [
        ox.Quad(VIEW, VERSION, ox.Literal(str(patch.number)), STATE),
        ox.Quad(VIEW, HASH, ox.Literal(patch.hash), STATE),
    ]


def _state(store: ox.Store, key: ox.NamedNode) -> str | None:
    for quad in store.quads_for_pattern(VIEW, key, None, STATE):
        return str(quad.object.value)  # type: ignore[union-attr]
    return None
