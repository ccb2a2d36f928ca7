"""Counts the rows of a serialised result as its bytes pass, and stops it at a cap.

The engine writes the answer; building Python objects to count them would be 30 times slower.
"""

from __future__ import annotations

from typing import Protocol

from leitgraph.errors import BadInput
from leitgraph.store.host.job import Out

# Counting in pieces of this size costs about 3 % of the serialisation.
PIECE_BYTES = 64 << 10


class Counter(Protocol):
    """Rows in the bytes so far; pieces may end anywhere."""

    def count(self, piece: bytes) -> int:
        """Rows that this piece adds."""


class Lines:
    """One row a line (TSV, N-Triples, N-Quads): line breaks in values are escaped there."""

    def __init__(self, heading: int) -> None:
        self._skip = heading

    def count(self, piece: bytes) -> int:
        """Line ends, but for the heading."""
        lines = piece.count(b"\n")
        skipped = min(lines, self._skip)
        self._skip -= skipped
        return lines - skipped


class Csv:
    """Lines outside quotation marks."""

    def __init__(self) -> None:
        self._inside = 0
        self._skip = 1

    def count(self, piece: bytes) -> int:
        """Line ends in every second part between quotation marks."""
        parts = piece.split(b'"')
        lines = sum(part.count(b"\n") for part in parts[self._inside :: 2])
        self._inside = (self._inside + len(parts) - 1) % 2
        skipped = min(lines, self._skip)
        self._skip -= skipped
        return lines - skipped


class Marks:
    """One mark a row that cannot stand in a value (XML: ``<result>``)."""

    def __init__(self, mark: bytes) -> None:
        self._mark = mark
        self._rest = b""

    def count(self, piece: bytes) -> int:
        """Marks, also those cut by the end of a piece."""
        data = self._rest + piece
        self._rest = data[-(len(self._mark) - 1) :]
        return data.count(self._mark)


class Json:
    """Objects right in the array of bindings: ``{`` after ``[`` or ``,``, outside strings.

    Terms stand after a colon, so they are not counted, nor are quoted triples.
    """

    def __init__(self) -> None:
        self._inside = 0
        self._held = b""
        self._last = b""

    def count(self, piece: bytes) -> int:
        """Row starts in the parts between strings."""
        data = self._held + piece
        self._held = b""
        if data.endswith(b"\\"):
            # The escape may be cut in two; keep the run of backslashes for the next piece.
            cut = len(data.rstrip(b"\\"))
            data, self._held = data[:cut], data[cut:]
        if b"\\" in data:
            data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        parts = data.split(b'"')
        outside = self._last + b"".join(parts[self._inside :: 2])
        self._inside = (self._inside + len(parts) - 1) % 2
        self._last = outside[-1:]
        return outside.count(b",{") + outside.count(b"[{")


def counter_for(name: str) -> Counter | None:
    """The counter for a format by its short name; None where only the size is capped."""
    if name == "json":
        return Json()
    if name == "csv":
        return Csv()
    if name == "tsv":
        return Lines(1)
    if name == "xml":
        return Marks(b"<result>")
    return Lines(0) if name in {"ntriples", "nquads"} else None


class Capped:
    """A file for the engine to write to: passes on to ``out`` until a cap is reached."""

    def __init__(self, out: Out, counter: Counter | None, *, rows: int, size: int) -> None:
        self.error: BadInput | None = None
        self._out = out
        self._counter = counter
        self._rows, self._most_rows = 0, rows
        self._size, self._most_size = 0, size
        self._parts: list[bytes] = []
        self._held = 0

    def write(self, data: bytes) -> int:
        """More bytes of the answer."""
        self._parts.append(data)
        self._held += len(data)
        if self._held >= PIECE_BYTES:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Nothing: pieces are passed on when they are large enough."""

    def close(self) -> None:
        """The last piece."""
        self._pass_on()

    def _pass_on(self) -> None:
        piece = b"".join(self._parts)
        self._parts, self._held = [], 0
        self._size += len(piece)
        if self._counter is not None:
            self._rows += self._counter.count(piece)
        if self._rows > self._most_rows:
            self._stop(f"{self._most_rows} Zeilen", f"{self._most_rows} rows")
        if self._size > self._most_size:
            megabytes = self._most_size >> 20
            self._stop(f"{megabytes} MB", f"{megabytes} MB")
        self._out.write(piece)

    def _stop(self, german: str, english: str) -> None:
        self.error = BadInput(
            f"Die Antwort hat mehr als {german}. Bitte LIMIT ergänzen oder die Frage einschränken.",
            f"The answer has more than {english}. Please add LIMIT or narrow the question.",
        )
        raise self.error
