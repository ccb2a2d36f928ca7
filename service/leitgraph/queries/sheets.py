"""The answer of a free SPARQL query as a file for spreadsheet programs: CSV for Excel, and XLSX.

Numbers and dates are such in the file; what is a text in the graph stays one (``007``, ``1.50``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from leitgraph.errors import BadInput
from leitgraph.exporters.registry import exporters
from leitgraph.exporters.tables.base import Cell, Table, Value, Writer
from leitgraph.model import Column, Query, Text

Results = ox.QuerySolutions | ox.QueryBoolean
_XSD = "http://www.w3.org/2001/XMLSchema#"
_EXACT = 10**15
"""Spreadsheet programs keep 15 digits of a number; longer ones are left as texts."""


def write_sheet(
    results: Results, name: str, language: str, out: Writer, *, most: int, version: int
) -> None:
    """Write the answer of a SELECT or ASK in an exporter's format.

    ``BadInput`` if it has more than ``most`` rows.
    """
    if isinstance(results, ox.QueryBoolean):
        columns: tuple[Column, ...] = (Column("answer", Text("Antwort", "answer")),)
        rows: Iterator[tuple[Cell, ...]] = iter([(Cell(bool(results)),)])
    else:
        names = [variable.value for variable in results.variables]
        columns = tuple(Column(one, Text(one, one)) for one in names)
        rows = _rows(results, names, most)
    title = Text("SPARQL-Abfrage", "SPARQL query")
    query = Query("sparql", title, title, (), "", columns=columns)
    exporters()[name].write(Table(query, language, rows, version=version), out)


def _rows(results: ox.QuerySolutions, names: list[str], most: int) -> Iterator[tuple[Cell, ...]]:
    for number, solution in enumerate(results, 1):
        if number > most:
            raise BadInput(
                f"Die Antwort hat mehr als {most} Zeilen. Bitte LIMIT ergänzen.",
                f"The answer has more than {most} rows. Please add LIMIT.",
            )
        yield tuple(Cell(_value(solution[name])) for name in names)


def _value(term: object) -> Value:
    """The value of a term as a cell has it; what cannot be one is its text."""
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        if kind == "integer":
            return int(term.value) if abs(int(term.value)) < _EXACT else term.value
        if kind in {"decimal", "double", "float"}:
            number = Decimal(term.value)
            return number if number.is_finite() and abs(number) < _EXACT else term.value
        if kind == "date":
            return date.fromisoformat(term.value)
    except (ValueError, InvalidOperation):
        return term.value
    return term.value == "true" if kind == "boolean" else term.value
