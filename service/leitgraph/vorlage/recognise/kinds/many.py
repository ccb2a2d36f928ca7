"""The values of a field that has several: where an entry is parted, and how sure that is."""

from __future__ import annotations

import re

from leitgraph.vorlage.blocks import BULLET, entries
from leitgraph.vorlage.reading import CERTAIN
from leitgraph.vorlage.recognise import checkboxes, codes
from leitgraph.vorlage.recognise.cells import SURE
from leitgraph.vorlage.recognise.kinds import references, units
from leitgraph.vorlage.recognise.labels import NOTHING, normal

_CONCEPT = re.compile(r"konzept|plan|strategie|programm|leitlinie", re.I)
_KINDS = {
    "fachkonzepte": _CONCEPT,
    "querschnittsthemen": re.compile(""),
    "zitiert": re.compile(r"\d"),
}
"""What every part must have for a comma to part entries; themes bear no commas in their names."""
_SIGN = 8
"""The sign of a unit is not longer than this."""
_THEME_WORDS = 6
"""A theme has a short name; a longer text describes what is done for it."""


def values(field: str, text: str) -> tuple[list[str], float, tuple[str, ...]]:
    """The values, how sure they are, and what else they could be."""
    boxes = checkboxes.options(text)
    if boxes:
        parts, sure = [one.text for one in boxes if one.ticked and one.text], SURE
    elif field == "zitiert" and (cited := references.references(text)):
        parts, sure = cited, SURE
    else:
        parts, sure = divided(field, text)
    if field == "nutzung":
        parts = [codes.code("nutzung", part) or part for part in parts]
        sure = sure if all(part in codes.code_list("nutzung") for part in parts) else 0.5
    elif field == "mitwirkung":
        parts = [units.sign_of(units.name_of(part)) for part in parts]
        sure = sure if all(units.is_unit(part) for part in parts) else 0.5
    elif field == "querschnittsthemen" and any(len(p.split()) > _THEME_WORDS for p in parts):
        parts = []
    parts = list(dict.fromkeys(part for part in parts if part and normal(part) not in NOTHING))
    options = ("; ".join(parts), "; ".join(_commas(text))) if parts and sure < CERTAIN else ()
    return parts, sure, options


def divided(field: str, text: str) -> tuple[list[str], float]:
    """The entries of a list; less sure where a comma may part them or belong to a name."""
    lines = entries(text)
    if len(lines) > 1 or BULLET.match(text):
        return lines, SURE
    line = lines[0] if lines else ""
    if ";" in line:
        return [part.strip() for part in line.split(";") if part.strip()], SURE
    pieces = _commas(line)
    if len(pieces) == 1:
        return pieces, SURE
    if field == "mitwirkung":
        parted = units.divided(line)
        if len(parted) > 1 or all(units.is_unit(piece) for piece in pieces):
            signs = all(units.is_unit(piece) and len(piece) <= _SIGN for piece in pieces)
            return (parted if len(parted) > 1 and not signs else pieces), 0.85
    known = _KINDS.get(field)
    if all(re.search(r"\d", piece) and len(piece) <= 40 for piece in pieces):
        return pieces, SURE
    if known is not None and all(known.search(piece) for piece in pieces):
        return pieces, 0.85
    return [line], 0.6


def _commas(line: str) -> list[str]:
    return [part.strip() for part in re.split(r",\s+|\s+und\s+(?=\S*\d)", line) if part.strip()]
