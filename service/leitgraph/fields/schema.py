"""The JSON schema of a draft (2020-12): what is sure to be read, as a program would send it.

A draft may say more than this: amounts, dates and names are understood as people write them. What
is not known by name is told in the answer, so no further property is forbidden.
"""

from __future__ import annotations

from typing import Any

from leitgraph.fields.kinds import (
    Amount,
    Choice,
    Column,
    Day,
    Field,
    Flag,
    Rows,
    Share,
    Year,
)
from leitgraph.fields.table import FIELDS

MOST_ENTRIES = 500
_AMOUNT = {
    "description": "Euro: 1650000, „1.650.000,00 €“",
    "anyOf": [
        {"type": "number", "minimum": 0, "exclusiveMaximum": 1e15},
        {
            "type": "string",
            "pattern": r"^([0-9]{1,14}|[1-9][0-9]{0,2}(\.[0-9]{3}){2,3})(,[0-9]{2})?( €)?$",
        },
    ],
}
_OPEN = {
    "title": "Noch offen",
    "description": "Felder, die noch zu klären sind; was an ihnen hängt, bleibt offen.",
    "type": "array",
    "items": {"type": "string", "pattern": r"^\w+$"},
    "maxItems": MOST_ENTRIES,
}
_SHARE = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {
            "type": "string",
            "pattern": r"^(0([.,][0-9]{1,9})?|1|(100|[1-9]?[0-9])([.,][0-9]{1,6})? ?%)$",
        },
    ]
}
_YEAR = {
    "anyOf": [
        {"type": "integer", "minimum": 1900, "maximum": 2199},
        {"type": "string", "pattern": "^(19|20|21)[0-9]{2}$"},
    ]
}
_DAY = {
    "anyOf": [
        {
            "type": "string",
            "pattern": "^(19|20|21)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
            "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$",
        },
        {
            "type": "string",
            "pattern": r"^(0?[1-9]|1[0-9]|2[0-8])\.(0?[1-9]|1[0-2])\.(19|20|21)[0-9]{2}$",
        },
    ]
}


def draft_schema() -> dict[str, Any]:
    """The schema of the component ``Vorlage``."""
    return {
        "type": "object",
        "properties": {name: _field(field) for name, field in FIELDS.items()} | {"offen": _OPEN},
        "required": [name for name, field in FIELDS.items() if field.required],
    }


def _field(field: Field) -> dict[str, Any]:
    title = {"title": field.label.de}
    if isinstance(field.kind, Rows):
        return title | {"type": "array", "items": _entry(field.kind), "maxItems": MOST_ENTRIES}
    value = _value(field)
    if field.several:
        many = {"type": "array", "items": value, "maxItems": MOST_ENTRIES}
        return title | {"anyOf": [many, value]}
    return title | value


def _entry(rows: Rows) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "object",
        "properties": {c.name: {"title": c.label.de} | _value(c) for c in rows.columns},
        "required": [column.name for column in rows.columns if column.required],
    }
    return {"anyOf": [found, {"type": "string", "pattern": r"\S"}]} if rows.short else found


def _value(found: Field | Column) -> dict[str, Any]:
    kind = found.kind
    if isinstance(kind, Flag):
        return {"type": "boolean"}
    if isinstance(kind, Choice):
        codes = kind.of.codes
        said = [one.label.de for one in codes if "(" not in one.label.de]
        return {"type": "string", "enum": list(dict.fromkeys([*kind.of.names, *said]))}
    if isinstance(kind, Amount):
        return dict(_AMOUNT)
    if isinstance(kind, Share):
        return dict(_SHARE)
    if isinstance(kind, Year):
        return dict(_YEAR)
    if isinstance(kind, Day):
        return dict(_DAY)
    text: dict[str, Any] = {"type": "string"}
    return text | {"pattern": r"\S"} if found.required else text
