"""A document as one text whose every stretch knows its line: what forms are looked for in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leitgraph.vorlage.blocks import Block, Line, Row

_NUMBER = re.compile(r"^(?P<where>.*\bZeile )(?P<number>\d+)$")


@dataclass(frozen=True)
class Part:
    """A line of the document, or of a cell. ``at``: block and, in it, line or row and cell;
    ``start``: where it begins in the text; ``gap``: a blank line stands before it, or a table
    begins."""

    text: str
    place: str
    at: tuple[int, int, int]
    start: int
    gap: bool

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)


class Sheet:
    """The parts of a document in order, and their text: one a line, blank lines between."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.parts: list[Part] = []
        pieces: list[str] = []
        at, before = 0, ""
        for text, place, where in _lines(blocks):
            gap = bool(self.parts) and (_apart(before, place) or self._table_begins(where[0]))
            if self.parts:
                pieces.append("\n\n" if gap else "\n")
                at += len(pieces[-1])
            self.parts.append(Part(text, place, where, at, gap))
            pieces.append(text)
            at += len(text)
            before = place
        self.text = "".join(pieces)
        self._starts = [part.start for part in self.parts]

    def _table_begins(self, block: int) -> bool:
        """True if the part before is running text and this one stands in a table."""
        return bool(self.blocks[block].rows) and not self.blocks[self.parts[-1].at[0]].rows

    def between(self, start: int, end: int) -> range:
        """The numbers of the parts of which something stands between two places of the text."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, max(start, end - 1))
        if first < len(self.parts) and self.parts[first].end <= start:
            first += 1
        return range(first, last)

    def place(self, start: int) -> str:
        """Where in the document that place of the text is."""
        found = self.between(start, start + 1)
        return self.parts[found[0]].place if found else ""

    def without(self, taken: set[int], first: int, last: int) -> list[Block]:
        """The blocks of the parts from ``first`` to before ``last``, without those taken."""
        kept: dict[tuple[int, int, int], list[str]] = {}
        for number in range(first, last):
            if number not in taken:
                part = self.parts[number]
                kept.setdefault(part.at, []).append(part.text)
        found: list[Block] = []
        for number, block in enumerate(self.blocks):
            whole = _rest(block, number, kept)
            if whole is not None:
                found.append(whole)
        return found


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, str, tuple[int, int, int]]]:
    for number, block in enumerate(blocks):
        for at, line in enumerate(block.lines):
            words = " ".join(line.text.split())
            if words:
                yield words, line.place, (number, at, 0)
        for at, row in enumerate(block.rows):
            for column, cell in enumerate(row.cells):
                for line_text in cell.split("\n"):
                    words = " ".join(line_text.split())
                    if words:
                        yield words, row.place, (number, at, column)


def _apart(before: str, place: str) -> bool:
    """True if the numbers of two lines say that something blank stands between them."""
    one, two = _NUMBER.match(before), _NUMBER.match(place)
    if one is None or two is None or one["where"] != two["where"]:
        return False
    return int(two["number"]) > int(one["number"]) + 1


def _rest(block: Block, number: int, kept: dict[tuple[int, int, int], list[str]]) -> Block | None:
    if block.rows:
        rows = tuple(
            replace(
                row, cells=tuple(_cell(row, number, at, c, kept) for c in range(len(row.cells)))
            )
            for at, row in enumerate(block.rows)
            if any((number, at, column) in kept for column in range(len(row.cells)))
        )
        return replace(block, rows=rows) if rows else None
    lines: tuple[Line, ...] = tuple(
        line for at, line in enumerate(block.lines) if (number, at, 0) in kept
    )
    return replace(block, lines=lines) if lines else None


def _row(row: Row, number: int, at: int, kept: dict[tuple[int, int, int], list[str]]) -> Row:
    cells = (_cell(row, number, at, column, kept) for column in range(len(row.cells)))
    return replace(row, cells=tuple(cells))


def _cell(
    row: Row, number: int, at: int, column: int, kept: dict[tuple[int, int, int], list[str]]
) -> str:
    lines = kept.get((number, at, column), [])
    cell = row.cells[column]
    whole = [words for line in cell.split("\n") if (words := " ".join(line.split()))]
    return cell if lines == whole else "\n".join(lines)
