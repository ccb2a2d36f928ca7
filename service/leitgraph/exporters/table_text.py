"""A table for the terminal: aligned columns, amounts to the right."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text as RichText

from leitgraph.exporters.base import Exporter, Table, Writer
from leitgraph.exporters.shown import shown

WIDTH = 120
_RIGHT = {"money", "share", "integer", "decimal", "year"}


def render(table: Table, width: int = WIDTH) -> str:
    """The table as text lines of at most ``width`` characters."""
    grid = RichTable(show_lines=False, pad_edge=False, box=None, header_style="")
    for heading, column in zip(table.headings(), table.columns, strict=True):
        right = column.kind in _RIGHT
        grid.add_column(
            RichText(heading), justify="right" if right else "left", no_wrap=right, overflow="fold"
        )
    count = 0
    for row in table.rows:
        pairs = zip(row, table.columns, strict=True)
        grid.add_row(*(RichText(shown(cell, c, table.language)) for cell, c in pairs))
        count += 1
    console = Console(file=io.StringIO(), width=width, color_system=None, force_terminal=False)
    with console.capture() as captured:
        console.print(grid)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    word = (
        ("row" if count == 1 else "rows")
        if table.language == "en"
        else ("Zeile" if count == 1 else "Zeilen")
    )
    return "\n".join([*(lines if count else []), f"{count} {word}"]) + "\n"


def write(table: Table, out: Writer) -> None:
    """Write the table in the usual width."""
    out.write(render(table).encode())


EXPORTER = Exporter("table", "text/plain; charset=utf-8", "txt", write)
