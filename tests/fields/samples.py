"""A value for every field and column, by its kind, as a careful program would send it."""

from __future__ import annotations

from typing import Any

from leitgraph.fields.kinds import (
    Amount,
    Choice,
    Column,
    Day,
    Field,
    Flag,
    Name,
    Rows,
    Share,
    Words,
    Year,
)
from leitgraph.fields.table import FIELDS

TITLE = "Umbau der Schule am Anger"
_NAMES = {
    "einheit": "66",
    "gremium": "Stadtrat",
    "raum": "sb-4",
    "produkt": "54.1.0",
    "ziel": "4.1",
    "vorlage": "V1796/22",
}


def sample(entry: Field | Column) -> Any:
    """A value that the field may have."""
    kind = entry.kind
    if isinstance(kind, Rows):
        return [{column.name: sample(column) for column in kind.columns}]
    value = _single(entry)
    return [value] if isinstance(entry, Field) and entry.several else value


def _single(entry: Field | Column) -> Any:
    kind = entry.kind
    if isinstance(kind, Words):
        said = "V0815/26" if kind.mark else f"Was hier zu {entry.name} zu sagen ist."
        return TITLE if entry.name == "titel" else said
    if isinstance(kind, Name):
        return _NAMES.get(kind.kinds[0], "Wohnen")
    if isinstance(kind, Choice):
        return kind.of.names[0]
    if isinstance(kind, Amount):
        return "1650000"
    if isinstance(kind, Day):
        return "2026-03-02"
    if isinstance(kind, Share):
        return "0.6"
    if isinstance(kind, Year):
        return 2026
    return True if isinstance(kind, Flag) else "Der Nutzen überwiegt."


def draft(name: str) -> dict[str, Any]:
    """A draft with that field, and with a title."""
    return {"titel": TITLE, name: sample(FIELDS[name])}
