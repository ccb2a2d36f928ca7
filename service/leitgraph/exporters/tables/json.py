"""Plain JSON for programs that do not want to know RDF: columns with labels, rows as objects."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from leitgraph.exporters.tables.base import Cell, Exporter, Table, Writer

_ROWS_AT_ONCE = 200


def write(table: Table, out: Writer) -> None:
    """Write the table, rows as they come.

    A resource is ``{"iri", "text"}``; amounts are strings, so that no cent is lost on the way.
    """
    query = table.query
    head = {
        "query": query.slug,
        "title": query.title.get(table.language),
        "parameters": table.parameters,
        "graph_version": table.version,
        "columns": [
            {"name": column.name, "label": column.label.get(table.language), "kind": column.kind}
            for column in table.columns
        ],
    }
    out.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "rows": [')
    names = [column.name for column in table.columns]
    count = 0
    parts: list[str] = []
    for row in table.rows:
        plain = {name: _plain(cell) for name, cell in zip(names, row, strict=True)}
        parts.append(("," if count else "") + "\n" + json.dumps(plain, ensure_ascii=False))
        count += 1
        if count % _ROWS_AT_ONCE == 0:
            out.write("".join(parts).encode())
            parts = []
    out.write(("".join(parts) + f'\n], "count": {count}').encode())
    if table.known is not None:
        told = json.dumps(table.known.as_plain(table.language), ensure_ascii=False)
        out.write(f', "coverage": {told}'.encode())
    out.write(b"}\n")


def _plain(cell: Cell) -> Any:
    if cell.iri is not None:
        return {"iri": cell.iri, "text": cell.value}
    if isinstance(cell.value, Decimal):
        return f"{cell.value:f}"
    if isinstance(cell.value, date):
        return cell.value.isoformat()
    return cell.value


EXPORTER = Exporter("json", "application/json", "json", write)
