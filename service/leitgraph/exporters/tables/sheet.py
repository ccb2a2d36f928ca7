"""CSV for spreadsheet programs: headings in words, UTF-8 with a mark, semicolons in German.

The standard CSV of SPARQL (variables as headings, raw values) is another format; this one is made
to be opened with a double click, so no cell may act as a formula.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from leitgraph.exporters.tables.base import Cell, Exporter, Table, Writer, harmless

_ROWS_AT_ONCE = 500


def write(table: Table, out: Writer) -> None:
    """Write the table."""
    german = table.language != "en"
    headings, rows = table.spread()
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if german else ",")
    writer.writerow([harmless(heading) for heading in headings])
    out.write(b"\xef\xbb\xbf")
    for number, row in enumerate(rows, 1):
        writer.writerow([_text(cell, german) for cell in row])
        if number % _ROWS_AT_ONCE == 0:
            out.write(buffer.getvalue().encode())
            buffer.seek(0)
            buffer.truncate()
    out.write(buffer.getvalue().encode())


def _text(cell: Cell, german: bool) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return ("ja" if value else "nein") if german else str(value).lower()
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.replace(".", ",") if german else text
    if isinstance(value, str):
        return harmless(value)
    return str(value)


EXPORTER = Exporter("sheet", "text/csv; charset=utf-8", "csv", write)
