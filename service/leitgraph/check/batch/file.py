"""The file of a batch: a head, then one line for each Vorlage, each on disk before the next one.

Only whole lines count: what a run that was killed left half written is cut off.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from leitgraph.errors import BadData, Conflict, InUse, LeitgraphError

KIND = "leitgraph-check-all-1"
_NAMES = {
    "city": ("die Stadt", "the city"),
    "date": ("das Datum (--date)", "the date (--date)"),
    "graph_version": ("der Stand des Graphen", "the graph version"),
    "journal": ("das Journal", "the journal"),
    "rules": ("das Regelwerk", "the rules"),
    "ontology": ("die Ontologie", "the ontology"),
    "profile": ("das Profil der Stadt", "the city's profile"),
    "engines": ("die Programme", "the programs"),
    "view": ("die Sicht", "the view"),
    "count": ("die Zahl der Vorlagen", "the number of papers"),
}


class BatchFile:
    """Open for appending; ``done`` are the lines that were there."""

    def __init__(
        self, path: Path, file: BinaryIO, done: list[dict[str, Any]], ends: list[int]
    ) -> None:
        self.path = path
        self.done = done
        self._file = file
        self._ends = ends

    @classmethod
    def open(cls, path: Path, head: dict[str, Any], *, fresh: bool = False) -> Self:
        """Begin, or go on where an earlier run with the same head stopped.

        ``Conflict`` if it was made with something else (``fresh`` begins anew); ``BadData`` if it
        is no file of a batch, which is never overwritten.
        """
        head = {"kind": KIND, **head}
        with contextlib.ExitStack() as undo:
            try:
                file = undo.enter_context(path.open("a+b"))
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                file.seek(0)
                data = file.read()
            except BlockingIOError as error:
                raise InUse(
                    f"An {path} arbeitet schon ein anderer Lauf.",
                    f"Another run is working on {path} already.",
                ) from error
            except OSError as error:
                raise _unwritable(path, error) from error
            lines = [line for line in data.splitlines(keepends=True) if line.endswith(b"\n")]
            known = _parsed(lines[0]) if lines else None
            if data and not _line(head).startswith(data) and (known or {}).get("kind") != KIND:
                raise _foreign(path)
            if known is not None and known != head and not fresh:
                raise _other(path, known, head)
            found = cls._go_on(path, file, head, [] if fresh else lines)
            undo.pop_all()
            return found

    @classmethod
    def _go_on(cls, path: Path, file: BinaryIO, head: dict[str, Any], lines: list[bytes]) -> Self:
        done: list[dict[str, Any]] = []
        ends = [len(lines[0]) if lines else 0]
        for line in lines[1:]:
            entry = _parsed(line)
            if entry is None:
                break
            done.append(entry)
            ends.append(ends[-1] + len(line))
        file.truncate(ends[-1])
        found = cls(path, file, done, ends)
        if not lines:
            found.append(head)
        return found

    def cut(self, number: int) -> None:
        """Keep only so many of the results that were there."""
        self._file.truncate(self._ends[number])
        del self.done[number:]

    def append(self, entry: dict[str, Any]) -> None:
        """One more line; on disk when this returns."""
        try:
            self._file.write(_line(entry))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


def _line(entry: dict[str, Any]) -> bytes:
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"
    return text.encode("utf-8", "replace")


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None


def _foreign(path: Path) -> BadData:
    return BadData(
        f"{path} ist keine Datei von leitgraph check --all; sie wird nicht überschrieben.",
        f"{path} is no file of leitgraph check --all; it is not overwritten.",
    )


def _other(path: Path, known: dict[str, Any], head: dict[str, Any]) -> Conflict:
    names = [name for name in _NAMES if known.get(name) != head.get(name)]
    german = ", ".join(_NAMES[name][0] for name in names)
    english = ", ".join(_NAMES[name][1] for name in names)
    return Conflict(
        f"{path} wurde mit anderem gemacht (anders: {german}). Mit --fresh neu beginnen oder eine "
        "andere Datei nennen.",
        f"{path} was made with something else (other: {english}). Begin anew with --fresh, or name "
        "another file.",
        other=names,
    )


def _unwritable(path: Path, error: OSError) -> LeitgraphError:
    return LeitgraphError(
        f"{path} lässt sich nicht schreiben: {error.strerror}.",
        f"{path} cannot be written: {error.strerror}.",
    )
