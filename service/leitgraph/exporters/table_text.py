"""A table for the terminal: what all rows share above it, sources as numbered notes below it."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text as RichText

from leitgraph.exporters.base import Exporter, Table, Writer
from leitgraph.exporters.shown import shown

WIDTH = 120
_RIGHT = {"money", "share", "integer", "decimal", "year"}
_SHARED = {"text", "iri", "code"}
_NOTED = "source"


def render(table: Table, width: int = WIDTH) -> str:
    """The table as text lines of at most ``width`` characters."""
    rows = [
        [
            shown(cell, column, table.language)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    shared = _shared(table, rows)
    grid = RichTable(show_lines=False, pad_edge=False, box=None, header_style="")
    kept = [index for index in range(len(table.columns)) if index not in shared]
    for index in kept:
        right = table.columns[index].kind in _RIGHT
        grid.add_column(
            RichText(table.headings()[index]),
            justify="right" if right else "left",
            no_wrap=right,
            overflow="fold",
        )
    notes: dict[str, int] = {}
    for row in rows:
        grid.add_row(
            *(
                RichText(_note(row[i], notes) if table.columns[i].kind == _NOTED else row[i])
                for i in kept
            )
        )
    parts = [
        "".join(f"{table.headings()[i]}: {rows[0][i]}\n" for i in shared),
        _lines(grid, width) if rows else "",
        _lines(_notes(notes), width) if notes else "",
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


def _count(count: int, language: str) -> str:
    if language == "en":
        return f"{count} {'row' if count == 1 else 'rows'}\n"
    return f"{count} {'Zeile' if count == 1 else 'Zeilen'}\n"


def write(table: Table, out: Writer) -> None:
    """Write the table in the usual width."""
    out.write(render(table).encode())


EXPORTER = Exporter("table", "text/plain; charset=utf-8", "txt", write)
