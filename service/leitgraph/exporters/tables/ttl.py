"""An answer as RDF: rows in the vocabulary of the W3C's test suites for result sets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from leitgraph.exporters.tables.base import Cell, Exporter, Table, Writer

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_ROWS_AT_ONCE = 200


def write(table: Table, out: Writer) -> None:
    """Write one ``rs:ResultSet``. A resource is its IRI; its text is left out."""
    names = [column.name for column in table.columns]
    variables = ", ".join(f'"{name}"' for name in names)
    out.write(
        f"@prefix rs: <{RS}> .\n\n[] a rs:ResultSet ;\n  rs:resultVariable {variables}".encode()
    )
    parts: list[str] = []
    for number, row in enumerate(table.rows, 1):
        bindings = [
            f'    rs:binding [ rs:variable "{name}" ; rs:value {term} ]'
            for name, cell in zip(names, row, strict=True)
            if (term := _term(cell, table, name)) is not None
        ]
        body = " ;\n".join([*bindings, f"    rs:index {number}"])
        parts.append(f" ;\n  rs:solution [\n{body} ]")
        if number % _ROWS_AT_ONCE == 0:
            out.write("".join(parts).encode())
            parts = []
    out.write(("".join(parts) + " .\n").encode())


def _term(cell: Cell, table: Table, name: str) -> str | None:
    if cell.iri is not None:
        return str(ox.NamedNode(cell.iri))
    value = cell.value
    if value is None:
        return None
    if isinstance(value, Decimal):
        return str(ox.Literal(f"{value:f}", datatype=ox.NamedNode(_XSD + "decimal")))
    if isinstance(value, date):
        return str(ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "date")))
    kinds = {column.name: column.kind for column in table.columns}
    if kinds[name] == "year":
        return str(ox.Literal(str(value), datatype=ox.NamedNode(_XSD + "gYear")))
    return str(ox.Literal(value))


EXPORTER = Exporter("ttl", "text/turtle", "ttl", write)
