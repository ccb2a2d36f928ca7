"""Forms that were read column by column: all labels first, then all values.

A value goes to a label only if their kinds agree and no other value or label of the run would do
as well. All else is left beside no label, so that nothing is put together that does not belong so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import Block, Line, Row
from leitgraph.vorlage.recognise import labels

_LABELS = 2
"""So many labels without a value, one after the other, are no accident."""
_VALUES = 12
_SHORT = 90
_NUMBER = re.compile(r"[A-ZÄÖÜ]{0,6}[ /_-]?\d[\w./-]*[/-]\d[\w./-]*|[A-ZÄÖÜ]{1,4}-?\d{3,}[\w./-]*")
_BODY = re.compile(
    r"(?:\d+\.\s*(?:Sitzung\s+)?)?[\wäöüÄÖÜß.,&()/ -]*(?:[Aa]usschuss|[Rr]at|[Bb]eirat|"
    r"[Kk]ommission|[Vv]ersammlung|[Vv]ertretung|[Ss]enat)\b[\wäöüÄÖÜß.,&()/ -]*"
)
_UNIT = re.compile(
    r"(?:(?:Amt|Dez(?:ernat|\.)|Fachbereich|FB|Referat|Abteilung|Stabsstelle|Eigenbetrieb)\b.*"
    r"|[\wäöüÄÖÜß-]*(?:amt|referat|kasse|büro|betrieb)\b.*)",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?:TOP\s*)?\d{1,3}(?:\.\d{1,2})?")
_OPEN = re.compile(r"(?:nicht\s?-?)?öffentlich", re.IGNORECASE)
_SAID: tuple[tuple[str, str], ...] = (
    (r"top|tagesordnungspunkt", "point"),
    (r"gremium|gremien|sitzung|organ", "body"),
    (r"termin|sitzungstermin|sitzungsdatum|sitzung am|datum|vom|stand", "day"),
    (r"vorlagen?\s?(?:nr|nummer)?|drucksachen?\s?(?:nr|nummer)?|nr|nummer", "number"),
    (r"oeffentlich|oeffentlichkeit|status|oeffentlichkeitsstatus", "open"),
)
_OF_FIELD = {
    **{"kennung": "number", "datum": "day", "federfuehrung": "unit", "nichtoeffentlich": "open"},
    **{"beratungsfolge": "body", "gesamtbetrag": "amount", "investitionskosten": "amount"},
}
_FITS: dict[str, Callable[[str], bool]] = {
    "number": lambda text: _NUMBER.fullmatch(text) is not None and amounts.day(text) is None,
    "day": lambda text: len(text) <= 30 and amounts.day(text) is not None,
    "body": lambda text: _BODY.fullmatch(text) is not None and _UNIT.fullmatch(text) is None,
    "unit": lambda text: _UNIT.fullmatch(text) is not None,
    "point": lambda text: _POINT.fullmatch(text) is not None,
    "open": lambda text: _OPEN.fullmatch(text) is not None,
    "amount": lambda text: len(text) <= 40 and any(one.unit for one in amounts.amounts(text)),
}


def column_form(lines: Sequence[Line], start: int) -> tuple[list[Block], int]:
    """The blocks of such a form that begins here, and the line after it; none if none does."""
    found, number = _run(lines, start)
    if len(found) < _LABELS:
        return [], start
    values, end = _values(lines, number)
    if len(values) < len(found):
        return [], start
    pairs = _paired([_kind(one.text) for one in found], [one.text.strip() for one in values])
    if not pairs:
        return [], start
    blocks = [
        Block("table", rows=(Row((label.text.strip(), value.text.strip()), value.place),))
        for label, value in ((found[at], values[number]) for at, number in pairs.items())
    ]
    taken = set(pairs.values())
    alone = [one for at, one in enumerate(found) if at not in pairs]
    alone += [one for at, one in enumerate(values) if at not in taken]
    return [*blocks, *(Block("note", (one,)) for one in alone)], end


def _run(lines: Sequence[Line], start: int) -> tuple[list[Line], int]:
    """Labels with nothing behind them, one after the other; blank lines may stand between."""
    found: list[Line] = []
    number = start
    while number < len(lines):
        text = lines[number].text.strip()
        if text and not _bare(text):
            break
        if text:
            found.append(lines[number])
        number += 1
    return found, number


def _bare(text: str) -> bool:
    label = text.rstrip(": ")
    if not 2 <= len(label) <= 40 or "  " in text:
        return False
    known = labels.field_of(label)
    return text.endswith(":") and (known is not None or _kind(text) != "")


def _values(lines: Sequence[Line], start: int) -> tuple[list[Line], int]:
    """The lines below, up to a blank one or the next label with a value of its own."""
    found: list[Line] = []
    number = start
    while number < len(lines) and len(found) < _VALUES:
        text = lines[number].text.strip()
        if not text or len(text) > _SHORT or ": " in text or _bare(text):
            break
        found.append(lines[number])
        number += 1
    return found, number


def _kind(label: str) -> str:
    """Of which kind the value of a label is; "" if that is not known."""
    plain = labels.normal(label.rstrip(": "))
    for pattern, kind in _SAID:
        if re.fullmatch(pattern, plain):
            return kind
    return _OF_FIELD.get(labels.field_of(label.rstrip(": ")) or "", "")


def _paired(kinds: Sequence[str], values: Sequence[str]) -> dict[int, int]:
    """Which value belongs to which label, by their places; only what is certain."""
    found: dict[int, int] = {}
    for at, kind in enumerate(kinds):
        if not kind or kinds.count(kind) > 1:
            continue
        fitting = [number for number, text in enumerate(values) if _FITS[kind](text)]
        if len(fitting) == 1:
            found[at] = fitting[0]
    return {at: number for at, number in found.items() if list(found.values()).count(number) == 1}
