"""A table for the terminal: what all rows share above it, sources as numbered notes below it."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text as RichText

from leitgraph.exporters.tables.base import Exporter, Table, Writer
from leitgraph.exporters.tables.known import HEADING
from leitgraph.exporters.tables.shown import shown

WIDTH = 120
_RIGHT = {"money", "share", "integer", "decimal", "year"}
_SHARED = {"text", "iri", "code"}
_NOTED = "source"
_GAP = 2
_WORD = 16
"""Longer words may be broken."""


def render(table: Table, width: int = WIDTH) -> str:
    """The table as text lines of ``width`` characters, or more if the numbers need it."""
    rows = [
        [
            shown(cell, column, table.language)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    shared = _shared(table, rows)
    kept = [index for index in range(len(table.columns)) if index not in shared]
    notes: dict[str, int] = {}
    for row in rows:
        for index in kept:
            if table.columns[index].kind == _NOTED:
                row[index] = _note(row[index], notes)
    grid = RichTable(show_lines=False, pad_edge=False, box=None, header_style="")
    texts = [[table.headings()[index], *(row[index] for row in rows)] for index in kept]
    right = [table.columns[index].kind in _RIGHT for index in kept]
    widths = _widths(texts, right, width)
    for column, number, chosen in zip(texts, right, widths, strict=True):
        grid.add_column(
            RichText(column[0]),
            justify="right" if number else "left",
            width=chosen,
            overflow="fold",
        )
    for row in rows:
        grid.add_row(*(RichText(row[index]) for index in kept))
    needed = sum(widths) + _GAP * len(widths)
    parts = [
        "".join(f"{table.headings()[i]}: {rows[0][i]}\n" for i in shared),
        _lines(grid, max(width, needed)) if rows else "",
        _lines(_notes(notes), width) if notes else "",
        _recorded(table, width),
        _count(len(rows), table.language),
    ]
    return "\n".join(part for part in parts if part)


def _shared(table: Table, rows: list[list[str]]) -> list[int]:
    """The columns that say the same in all of several rows; some column is always left."""
    if len(rows) < 2:
        return []
    return [
        index
        for index, column in enumerate(table.columns)
        if column.kind in _SHARED and rows[0][index] and len({row[index] for row in rows}) == 1
    ][: len(table.columns) - 2]


def _widths(columns: list[list[str]], numbers: list[bool], width: int) -> list[int]:
    """A width for each column, so that all fit if they can. What is short is not made shorter.

    A number is never broken, for half of it would look like one; so the table may get wider.
    """
    widths = []
    for (heading, *texts), number in zip(columns, numbers, strict=True):
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        least = max(min(_WORD, longest), *(len(word) for word in heading.split()))
        widths.append(max([least, *(len(text) for text in texts)]) if number else least)
    wishes = [
        least if number else max(len(text) for text in column)
        for column, number, least in zip(columns, numbers, widths, strict=True)
    ]
    room = width - sum(widths) - _GAP * len(widths)
    hungry = sorted(range(len(widths)), key=lambda index: wishes[index] - widths[index])
    for rank, index in enumerate(hungry):
        share = max(0, room) // (len(hungry) - rank)
        more = max(0, min(wishes[index] - widths[index], share))
        widths[index] += more
        room -= more
    return widths


def _note(text: str, notes: dict[str, int]) -> str:
    return f"[{notes.setdefault(text, len(notes) + 1)}]" if text else ""


def _notes(notes: dict[str, int]) -> RichTable:
    grid = RichTable(show_header=False, pad_edge=False, box=None)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for text, number in notes.items():
        grid.add_row(RichText(f"[{number}]"), RichText(text))
    return grid


def _lines(grid: RichTable, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None, force_terminal=False)
    with console.capture() as captured:
        console.print(grid)
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())


def _recorded(table: Table, width: int) -> str:
    """What the answer rests on, one line for each city."""
    if table.known is None:
        return ""
    grid = RichTable(show_header=False, pad_edge=False, box=None)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for city in table.known.cities.values():
        grid.add_row(RichText(city.name), RichText(city.text(table.language)))
    return f"{HEADING.get(table.language)}\n{_lines(grid, width)}"


def _count(count: int, language: str) -> str:
    if language == "en":
        return f"{count} {'row' if count == 1 else 'rows'}\n"
    return f"{count} {'Zeile' if count == 1 else 'Zeilen'}\n"


def write(table: Table, out: Writer) -> None:
    """Write the table in the usual width."""
    out.write(render(table).encode())


EXPORTER = Exporter("table", "text/plain; charset=utf-8", "txt", write)
