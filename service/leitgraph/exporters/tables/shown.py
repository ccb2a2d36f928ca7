"""A cell as people read it: 1.650.000,00 €, 30.06.2025, 60 %, ja; or the English way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leitgraph.dates import month_shown
from leitgraph.exporters.tables.base import Cell
from leitgraph.model import Column


def shown(cell: Cell, column: Column, language: str = "de") -> str:
    """The text of a cell; empty if it has no value."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"de": ("nein", "ja"), "en": ("no", "yes")}["en" if language == "en" else "de"][
            value
        ]
    if isinstance(value, date):
        return value.isoformat() if language == "en" else value.strftime("%d.%m.%Y")
    if isinstance(value, int) and column.kind == "year":
        return str(value)
    if isinstance(value, int | Decimal):
        return _number(Decimal(value), column.kind, language)
    if column.kind == "date":
        return month_shown(value, language) or value
    return value


def _number(value: Decimal, kind: str, language: str) -> str:
    if kind == "money":
        return _grouped(f"{value:,.2f}", language) + " €"
    if kind == "share":
        percent = f"{(value * 100).normalize():,f}"
        return _grouped(percent, language) + (" %" if language != "en" else "%")
    return _grouped(f"{value:,f}", language)


def _grouped(english: str, language: str) -> str:
    if language == "en":
        return english
    return english.translate(str.maketrans(",.", ".,"))
