"""RDF terms of an answer as typed cells, and cells as JSON lines between processes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph as ox

from leitgraph.exporters.tables.base import Cell, Value
from leitgraph.model import Column, Text

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def to_cell(
    column: Column,
    term: Term | None,
    text: Term | None,
    labels: Mapping[str, Text],
    language: str,
) -> Cell:
    """The cell of a column. A value that does not fit the column's kind stays text."""
    if term is None:
        return Cell(_plain(text))
    if isinstance(term, ox.NamedNode):
        label = labels.get(term.value)
        if label is not None:
            return Cell(label.get(language), term.value)
        return Cell(_plain(text) or term.value, term.value)
    raw = _plain(term) or ""
    if raw in column.values:
        return Cell(column.values[raw].get(language))
    return Cell(_typed(raw, column.kind))


def encode(row: tuple[Cell, ...]) -> bytes:
    """A row as one line."""
    return json.dumps([[_json(cell.value), cell.iri] for cell in row]).encode() + b"\n"


def decode(line: bytes, columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    """The row of ``encode``."""
    return tuple(
        Cell(_typed(value, column.kind) if isinstance(value, str) and iri is None else value, iri)
        for (value, iri), column in zip(json.loads(line), columns, strict=True)
    )


def _json(value: Value) -> Any:
    return str(value) if isinstance(value, Decimal | date) else value


def _plain(term: Term | None) -> str | None:
    if term is None:
        return None
    return str(term) if isinstance(term, ox.Triple) else term.value


def _typed(raw: str, kind: str) -> Value:
    try:
        if kind in {"money", "share", "decimal"}:
            return Decimal(raw)
        if kind in {"integer", "year"}:
            return int(raw)
        if kind == "date":
            return date.fromisoformat(raw[:10])
    except (ValueError, InvalidOperation):
        return raw
    if kind == "boolean" and raw in {"true", "false"}:
        return raw == "true"
    return raw
