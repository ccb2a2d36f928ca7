"""Values under the labels of a form, each held against the kind of its field.

What is of another kind than its field is not taken: a date is no unit, a price no Kennung.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from leitgraph.catalog.forms.form import Form
from leitgraph.fields.kinds import Amount, Choice, Day, Flag, Name, Year
from leitgraph.fields.table import FIELDS, words
from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import unwrapped

SURE = 0.95
_LONGEST = 500
"""A title is not longer than this."""
_NAME = 100
"""A unit or a theme is not called longer than this."""
_SHORT = 30
"""A unit below its label, with nothing to tell it from what follows, is as short as this."""
_NOTHING = re.compile(r"[-–—./ ]*|keine?|entfällt|k\. ?A\.", re.IGNORECASE)
_NO_NAME = re.compile(
    r"[\d\s.,/:€%-]+|\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}.*|.*\d\s?(?:€|EUR|Euro).*|.*\?", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?:-|\b(?:und|für|der|des|von|in|am|sowie))$")
_PARTED = re.compile(r"\s*[,;/]\s*|\s+[-–]\s+(?=[A-ZÄÖÜ])|\s*•\s*")


class FieldValue(NamedTuple):
    """A value, how sure it is, and what else it could be."""

    value: Any
    confidence: float
    options: tuple[str, ...] = ()


def joined(lines: Sequence[str]) -> str:
    """Lines as one text; a word parted at the end of a line is put together."""
    text = ""
    for line in lines:
        text = unwrapped(text, line) if text else line
    return text.strip()


def read_value(
    field: str, text: str, form: Form, values: Mapping[str, str] | None = None
) -> FieldValue | None:
    """The value in a text, None if nothing was filled in; of confidence 0 if it is unreadable."""
    plain = " ".join(text.split())
    if _NOTHING.fullmatch(plain):
        return None
    kind = FIELDS[field].kind
    if field == "kennung":
        return _kennung(plain, form.kennung)
    if isinstance(kind, Amount):
        return _amount(field, plain)
    if isinstance(kind, Day):
        day = amounts.day(plain)
        return FieldValue(*day) if day else FieldValue(None, 0.0)
    if isinstance(kind, Choice):
        code = code_of(field, plain, values)
        return FieldValue(code, SURE) if code else FieldValue(None, 0.0, kind.of.names)
    if isinstance(kind, Name):
        good = len(plain) <= _NAME and not _NO_NAME.fullmatch(plain)
        value: Any = plain
        if good and FIELDS[field].several:
            value = [part for part in re.split(r"\s*[;,]\s*", plain) if part]
        return FieldValue(value, SURE if good else 0.0)
    if isinstance(kind, Flag | Year):
        return FieldValue(None, 0.0)
    return FieldValue(text.strip(), SURE if len(text) <= _LONGEST or field != "titel" else 0.5)


def _kennung(plain: str, pattern: str) -> FieldValue:
    if not pattern:
        first = plain.split(" ")[0]
        good = bool(re.search(r"\d", first)) and first == plain
        return FieldValue(plain, SURE if good else 0.5)
    found = re.search(rf"(?<![\w/-])(?:{pattern})(?![\w/-])", plain)
    return FieldValue(found[0], SURE) if found else FieldValue(None, 0.0, (plain[:60],))


def _amount(field: str, plain: str) -> FieldValue | None:
    found = amounts.amount(plain)
    if found is None:
        return None  # words alone, such as „siehe Anlage“
    sure = found.confidence if found.unit and found.number >= 0 else 0.0
    if field == "folgekostenProJahr" and amounts.no_cost(plain, found):
        sure = min(sure, 0.5)
    said = [one for one in amounts.amounts(plain) if one.number >= 0]
    said = [one for one in said if one.unit] or said  # years are no amounts
    several = dict.fromkeys(one.value for one in said)
    return FieldValue(found.value, sure, tuple(several))


def code_of(field: str, text: str, values: Mapping[str, str] | None = None) -> str | None:
    """The code that words stand for: by the form, by its name, label or another word for it.

    Of a kind of paper also the one it contains: „VO Beschlussvorlage (Standard)“.
    """
    kind = FIELDS[field].kind
    assert isinstance(kind, Choice)
    wanted = text.strip(" .:").casefold()
    said = {word.casefold(): code for word, code in (values or {}).items()}
    code = said.get(wanted)
    for one in kind.of.codes:
        known = {word.casefold() for word in (one.code, one.label.de, *words(one.aliases))}
        if code is None and wanted in known:
            code = one.code
    if code is None and field == "art":
        inside = [c.code for c in kind.of.codes[:-1] if c.label.de.casefold() in wanted]
        code = inside[0] if len(inside) == 1 else None
    if code is not None and field == "art":
        return next(one.label.de for one in kind.of.codes if one.code == code)
    return code


def unit_lines(
    lines: Sequence[str], gaps: Sequence[bool], units: Sequence[str], below: bool
) -> int:
    """So many of the lines name the unit; what follows is not of it.

    A known name is one; else a blank line ends it; else it goes on as long as a line ends as if it
    did. ``gaps``: before which lines a blank one stands; ``below``: they begin under their label,
    so that the first may not be meant for it at all.
    """
    blank = next((at for at, gap in enumerate(gaps) if gap and at), 0)
    known = {_plain(unit) for unit in units}
    most = min(len(lines), blank or 4)
    for count in range(most, 0, -1):
        if _plain(joined(lines[:count])) in known:
            return count
    if blank and len(joined(lines[:blank])) <= _NAME:
        return blank
    if below and (len(lines) < 2 or len(lines[0]) > _SHORT or len(lines[0].split()) > 2):
        return 0
    count = 1
    while count < most and _GOES_ON.search(lines[count - 1]):
        count += 1
    return count


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def themes(text: str) -> list[str]:
    """The goals or themes in a text, parted where it parts them."""
    plain = " ".join(text.split()).strip(' .:„“"')
    found = [part.strip(' .„“"') for part in _PARTED.split(plain)]
    return [part for part in dict.fromkeys(found) if part and not _NO_NAME.fullmatch(part)]
