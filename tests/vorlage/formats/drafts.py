"""Drafts in one way of writing, so that two of them can be compared."""

from __future__ import annotations

from typing import Any

from leitgraph.vorlage import values
from leitgraph.vorlage.draft import codes as draft_codes
from leitgraph.vorlage.draft.lists import LISTS

AMOUNTS = {
    *("gesamtbetrag", "investitionskosten", "folgekostenProJahr", "lebenszykluskosten"),
    *("verpflichtungsermaechtigung", "betrag"),
}
DAYS = {"datum", "beginn", "ende", "frist"}
CODES = {
    "richtung": draft_codes.RICHTUNGEN,
    "haushaltsart": draft_codes.HAUSHALTSARTEN,
    "klimawirkung": draft_codes.KLIMAWIRKUNGEN,
}


def canonical(draft: dict[str, Any]) -> dict[str, Any]:
    """The draft with amounts, days, codes and entries each written in one way, nothing empty."""
    found = {name: _field(name, value) for name, value in draft.items()}
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _field(name: str, value: Any) -> Any:
    if name in LISTS:
        return [_entry(one, LISTS[name][0]) for one in value]
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
    if name == "art" and str(value).lower() in draft_codes.ARTEN:
        return str(value).capitalize()
    if name == "anteil":
        return values.decimal_text(values.share(name, value))
    return value.strip() if isinstance(value, str) else value
