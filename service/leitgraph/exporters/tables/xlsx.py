"""Excel workbook (OOXML): the table with real numbers and dates, and a sheet on its origin."""

from __future__ import annotations

import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from leitgraph.errors import TooLarge
from leitgraph.exporters.tables.base import Cell, Exporter, Table, Writer, harmless

MOST_ROWS = 1_048_575
"""Rows of an Excel sheet but for the heading."""
_LONGEST = 32_767
_FORMATS = {"money": '#,##0.00 "€"', "share": "0.##%", "date": "dd.mm.yyyy", "integer": "#,##0"}
_WIDTHS = {"text": 40, "iri": 40, "source": 60, "code": 22, "money": 18}


def write(table: Table, out: Writer) -> None:
    """Write the workbook. ``TooLarge`` above the rows that a sheet can hold."""
    book = Workbook(write_only=True)
    kinds: list[str] = []
    for column in table.columns:
        kinds += [column.kind, "text"] if column.kind in {"iri", "source"} else [column.kind]
    if table.known is not None:
        kinds.append("text")
    sheet = book.create_sheet(_sheet_name(table.query.title.get(table.language)))
    for number, kind in enumerate(kinds, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(kind, 14)
    sheet.freeze_panes = "A2"
    headings, rows = table.spread()
    sheet.append([_cell(sheet, heading, "", bold=True) for heading in headings])
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise TooLarge(
                f"Eine Tabelle fasst höchstens {MOST_ROWS} Zeilen.",
                f"A sheet holds {MOST_ROWS} rows at most.",
            )
        sheet.append([_of(sheet, cell, kind) for cell, kind in zip(row, kinds, strict=True)])
    _origin(book, table)
    buffer = io.BytesIO()
    book.save(buffer)
    out.write(buffer.getvalue())


def _of(sheet: Any, cell: Cell, kind: str) -> Any:
    return None if cell.value is None else _cell(sheet, cell.value, _FORMATS.get(kind, ""))


def _cell(sheet: Any, value: Any, form: str, *, bold: bool = False) -> Any:
    if isinstance(value, str):
        value = harmless(ILLEGAL_CHARACTERS_RE.sub("", value))[:_LONGEST]
    cell = WriteOnlyCell(sheet, value=value)
    if form:
        cell.number_format = form
    if bold:
        cell.font = Font(bold=True)
    return cell


def _origin(book: Workbook, table: Table) -> None:
    german = table.language != "en"
    sheet = book.create_sheet("Herkunft" if german else "Origin")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 100
    facts = [
        ("Abfrage" if german else "Query", table.query.slug),
        ("Titel" if german else "Title", table.query.title.get(table.language)),
        ("Beschreibung" if german else "Description", table.query.description.get(table.language)),
        ("Stand des Graphen" if german else "Version of the graph", table.version),
    ]
    labels = {p.name: p.label.get(table.language) for p in table.query.parameters}
    facts += [(labels.get(name, name), value) for name, value in table.parameters.items()]
    for name, value in facts:
        sheet.append([_cell(sheet, name, "", bold=True), _cell(sheet, value, "")])


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters and not these."""
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:31] or "Tabelle"


EXPORTER = Exporter(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", write
)
