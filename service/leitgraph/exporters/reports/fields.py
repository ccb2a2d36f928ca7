"""What the fields of a draft are called, wherever a finding names one."""

from __future__ import annotations

import re

from leitgraph.config import NS
from leitgraph.fields.table import FIELDS, ROWS, columns, entry
from leitgraph.model import Finding, Text

NAMES: dict[str, Text] = {
    **{column.name: column.label for _, column in columns()},
    **{name: field.label for name, field in FIELDS.items()},
    "offen": Text("Noch offen", "Still open"),
}
"""By name of the field, or of a column of a list."""
_OF_PROPERTY = {
    re.split("[#/]", iri)[-1]: name
    for name, field in FIELDS.items()
    if (iri := field.iri or (NS + ROWS[name].back if name in ROWS else ""))
}
"""The field that a property of the Vorlage fills, by the end of its IRI."""
_FIELD = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?")


def field_of_path(path: str | None) -> str | None:
    """The field of the form that a property of the Vorlage fills; None if there is none."""
    local = re.split(r"[#/]", path or "")[-1]
    name = _OF_PROPERTY.get(local, local)
    found = _FIELD.fullmatch(name)
    return name if found is not None and found[1] in NAMES else None


def field_of(finding: Finding) -> str | None:
    """The field of the form that a finding is about; None if it is about none."""
    return finding.field or field_of_path(finding.path)


def field_words(field: str, language: str = "de") -> str:
    """What the form calls a field: „Ziele, 2. Zeile: Begründung“; unknown ones as they are."""
    match = _FIELD.fullmatch(field)
    if match is None or match[1] not in NAMES:
        return field
    words = NAMES[match[1]].get(language)
    if match[2] is not None:
        number = int(match[2]) + 1
        words += f", row {number}" if language == "en" else f", {number}. Zeile"
    if match[3] is not None:
        own = entry(match[1], match[3])
        words += f": {own.label.get(language) if own else match[3]}"
    return words
