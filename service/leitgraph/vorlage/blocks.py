"""What all documents become before anything is recognised: paragraphs, headings, tables.

Word knows its tables; PDF and plain text only know lines. There two or more blanks (or a tab) part
cells, and what looks like a table by its heading is put together in ``lines``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

_GAP = re.compile(r"\s{2,}")
_APART = 1000
"""Columns between cells that bars or tabs part: more than any line is long."""
PAGE_NUMBER = re.compile(
    r"\s*(?:(?:Seite|Blatt|S\.)\s*\d{1,4}(?:\s*(?:/|von)\s*\d{1,4})?"
    r"|[–—-]\s?\d{1,4}\s?[–—-])\s*"
)
"""A line that only counts the pages: „Seite 2 von 5“, „– 2 –“."""
BULLET = re.compile(r"^\s*(?:[•‣▪●◦·*–—-]|o(?=\s{2}))\s+(?=\S)")
"""A sign before an entry of a list."""


@dataclass(frozen=True)
class Line:
    """A line of text. ``opens``: a paragraph begins here, else it goes on from the line before.

    ``furniture``: it repeats on pages or counts them, and says nothing of its own.
    """

    text: str
    place: str
    opens: bool = True
    furniture: bool = False

    @property
    def cells(self) -> list[tuple[int, str]]:
        """What stands side by side, each with its column.

        Bars and tabs part cells wherever they stand; else two or more blanks do.
        """
        sign = "|" if "|" in self.text else "\t" if "\t" in self.text.strip() else ""
        if sign:
            text = self.text.strip()
            whole = text[1:-1] if sign == "|" and text[0] == text[-1] == "|" else self.text
            parts = [part.strip() for part in whole.split(sign)]
            return [(_APART * number, part) for number, part in enumerate(parts) if part]
        found: list[tuple[int, str]] = []
        start = len(self.text) - len(self.text.lstrip())
        for gap in _GAP.finditer(self.text, start):
            if self.text[start : gap.start()].strip():
                found.append((start, self.text[start : gap.start()].strip()))
            start = gap.end()
        if self.text[start:].strip():
            found.append((start, self.text[start:].strip()))
        return found


@dataclass(frozen=True)
class Row:
    """A row of a table: its cells, each with its lines parted by line ends.

    ``columns``: where on the grid of its table each cell begins, empty where no grid is known.
    ``merged``: the cells that began in a row above and hold its text here too.
    """

    cells: tuple[str, ...]
    place: str
    columns: tuple[int, ...] = ()
    merged: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """The row as a passage."""
        return " | ".join(" ".join(cell.split()) for cell in self.cells if cell.strip())

    @property
    def own(self) -> tuple[str, ...]:
        """The cells, but blank where the text is that of a row above."""
        if not self.merged:
            return self.cells
        return tuple("" if at in self.merged else cell for at, cell in enumerate(self.cells))

    def under(self, head: Row) -> Row:
        """This row with a cell for each of another row's: what stands below it on the grid.

        The row itself if the grid of one is not known, or if both have the same cells.
        """
        if not self.columns or not head.columns or self.columns == head.columns:
            return self
        placed: list[list[str]] = [[] for _ in head.cells]
        merged = set[int]()
        for at, (column, cell) in enumerate(zip(self.columns, self.cells, strict=True)):
            where = max(bisect_right(head.columns, column) - 1, 0)
            if cell.strip():
                placed[where].append(cell)
            if at in self.merged:
                merged.add(where)
        cells = tuple("\n".join(texts) for texts in placed)
        return Row(cells, self.place, head.columns, frozenset(merged))


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading (``level`` from 1; 0 is the title of a Word document) or a table.

    ``note``: words that belong to no label above them, such as a footnote. ``furniture``: what
    repeats on pages and says nothing of its own: feet, page numbers, tables of contents.
    """

    kind: Literal["text", "heading", "table", "note", "furniture"]
    lines: tuple[Line, ...] = ()
    rows: tuple[Row, ...] = ()
    level: int = 1

    @property
    def text(self) -> str:
        """The text of a paragraph or heading."""
        return joined(self.lines)

    @property
    def place(self) -> str:
        """Where it begins."""
        return self.lines[0].place if self.lines else self.rows[0].place if self.rows else ""


def joined(lines: tuple[Line, ...] | list[Line]) -> str:
    """Lines as text: those that go on are put together, paragraphs begin on a line of their own."""
    parts: list[str] = []
    for line in lines:
        words = " ".join(line.text.split())
        if not words:
            continue
        if not parts:
            parts.append(words)
        elif line.opens or BULLET.match(line.text):
            parts += ["\n", words]
        elif _parted(parts[-1], words):
            parts[-1] = parts[-1][:-1]
            parts.append(words)
        else:
            parts += [" ", words]
    return "".join(parts)


def unwrapped(text: str, words: str) -> str:
    """A line put after another; a word parted at the end of a line is put together."""
    return text[:-1] + words if _parted(text, words) else f"{text} {words}"


def _parted(text: str, words: str) -> bool:
    """True if a word goes on in the next line; „Rad-“ before „und Fußwege“ is whole."""
    if not (text.endswith("-") and text[-2:-1].islower() and words[:1].islower()):
        return False
    return re.match(r"(und|oder|bzw\.|sowie)\b", words) is None


def entries(text: str) -> list[str]:
    """The entries of a list that stands in bullets or lines; else the text as one."""
    found: list[str] = []
    for line in text.split("\n"):
        words = BULLET.sub("", line).strip()
        if words:
            found.append(words)
    return found
