"""Drafts in one way of writing, so that two of them can be compared."""

from __future__ import annotations

from typing import Any

from leitgraph.fields.codes import ART, HAUSHALTSART, KLIMAWIRKUNG, RICHTUNG
from leitgraph.fields.kinds import Amount, Day
from leitgraph.fields.table import ROWS, entries
from leitgraph.vorlage import values

AMOUNTS = {entry.name for entry in entries() if isinstance(entry.kind, Amount)}
DAYS = {entry.name for entry in entries() if isinstance(entry.kind, Day)}
CODES = {of.name: of.names for of in (RICHTUNG, HAUSHALTSART, KLIMAWIRKUNG)}


def canonical(draft: dict[str, Any]) -> dict[str, Any]:
    """The draft with amounts, days, codes and entries each written in one way, nothing empty."""
    found = {name: _field(name, value) for name, value in draft.items()}
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _field(name: str, value: Any) -> Any:
    if name in ROWS:
        return [_entry(one, ROWS[name].short) for one in value]
    if isinstance(value, list):
        return [_value(name, one) for one in value]
    return [str(value)] if name in {"mitwirkung", "raum", "nutzung"} else _value(name, value)


def _entry(entry: Any, short: str) -> dict[str, Any]:
    given = entry if isinstance(entry, dict) else {short: entry}
    cells = {name: _value(name, one) for name, one in given.items()}
    return {name: one for name, one in cells.items() if one not in ("", "-", None)}


def _value(name: str, value: Any) -> Any:
    if name in AMOUNTS:
        return values.decimal_text(values.amount(name, value))
    if name in DAYS:
        return values.day(name, value).isoformat()
    if name in CODES:
        return values.code(name, value, CODES[name])
    if name == "art" and str(value).lower() in ART.names:
        return str(value).capitalize()
    if name == "anteil":
        return values.decimal_text(values.share(name, value))
    return value.strip() if isinstance(value, str) else value
