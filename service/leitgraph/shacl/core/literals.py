"""Literals as SHACL sees them: is the lexical form valid, and which of two comes first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from pyoxigraph import Literal

XSD = "http://www.w3.org/2001/XMLSchema#"

_ZONE = r"(Z|[+-]\d{2}:\d{2})?"
_FORMS: dict[str, re.Pattern[str]] = {
    "integer": re.compile(r"[+-]?\d+"),
    "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    "boolean": re.compile(r"true|false|0|1"),
    "gYear": re.compile(rf"-?\d{{4,}}{_ZONE}"),
    "gYearMonth": re.compile(rf"-?\d{{4,}}-(0[1-9]|1[0-2]){_ZONE}"),
    "date": re.compile(rf"-?\d{{4,}}-\d{{2}}-\d{{2}}{_ZONE}"),
    "dateTime": re.compile(rf"-?\d{{4,}}-\d{{2}}-\d{{2}}T\d{{2}}:\d{{2}}:\d{{2}}(\.\d+)?{_ZONE}"),
}
_RANGES = {
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
}
_AT_END = re.compile(r"(Z|[+-]\d{2}:\d{2})$")
_HOURS = timedelta(hours=14)
_EVERY_ZONE: dict[str, Any] = {"date": _HOURS, "dateTime": _HOURS, "gYear": 0}
"""How far apart a time with a zone and one without must be to have an order."""
_INTEGERS = {"integer", *_RANGES}
_FLOATS = {"float", "double"}


def well_formed(literal: Literal) -> bool:
    """True if the lexical form belongs to the datatype; unknown datatypes accept any form."""
    name = _name(literal)
    if name is None:
        return True
    text = literal.value
    form = _FORMS.get("integer" if name in _RANGES else name)
    if form is not None and form.fullmatch(text) is None:
        return False
    try:
        return _valid(name, text)
    except (ValueError, InvalidOperation, OverflowError):
        return False


def _valid(name: str, text: str) -> bool:
    if name == "date":
        _date(text)
    elif name == "dateTime":
        _instant(text)
    elif name in _FLOATS:
        _float(text)
    elif name in _RANGES:
        low, high = _RANGES[name]
        number = int(text)
        return (low is None or number >= low) and (high is None or number <= high)
    return True


def compare(left: object, right: object) -> int | None:
    """-1, 0 or 1 as SPARQL's ``<`` would order two terms; None if it cannot.

    A time with a zone and one without have an order where it is the same in every zone (XML Schema
    1.1, part 2, section 3.3.7.1: fourteen hours either way).
    """
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return None
    first, second = _key(left), _key(right)
    if first is None or second is None or first.kind != second.kind:
        return None
    one, two = first.value, second.value
    if first.zone != second.zone and abs(one - two) <= _EVERY_ZONE[first.kind]:
        return None
    return 0 if one == two else -1 if one < two else 1


class _Key(NamedTuple):
    """What a literal is ordered by: numbers among numbers, days among days."""

    kind: str
    value: Any
    zone: bool


def _key(literal: Literal) -> _Key | None:
    name = _name(literal)
    if name is None or literal.language is not None or not well_formed(literal):
        return None
    kind = "number" if name in _INTEGERS | _FLOATS | {"decimal"} else name
    read = _READERS.get(kind)
    if read is None:
        return None
    zone = _AT_END.search(literal.value[4:]) if kind in _EVERY_ZONE else None
    return _Key(kind, read(literal.value), zone is not None)


def _name(literal: Literal) -> str | None:
    iri = literal.datatype.value
    return iri[len(XSD) :] if iri.startswith(XSD) else None


def _date(text: str) -> timedelta:
    """From the first day there is to the beginning of this one, in its zone."""
    return _since(datetime.combine(date.fromisoformat(text[:10]), time()), text)


def _instant(text: str) -> timedelta:
    return _since(datetime.fromisoformat(text).replace(tzinfo=None), text)


def _since(local: datetime, text: str) -> timedelta:
    zone = _AT_END.search(text[10:])
    if zone is None or zone[1] == "Z":
        return local - datetime.min
    hours, minutes = int(zone[1][1:3]), int(zone[1][4:])
    ahead = timedelta(hours=hours, minutes=minutes)
    if ahead > _HOURS:
        raise ValueError(text)
    return local - datetime.min - (ahead if zone[1][0] == "+" else -ahead)


def _float(text: str) -> float:
    # Python reads "nan" and "infinity" too, XML Schema only NaN and INF.
    if text not in {"INF", "-INF", "NaN"} and re.search(r"[a-df-zA-DF-Z_]", text):
        raise ValueError(text)
    return float(text)


def _number(text: str) -> Decimal:
    return Decimal(text.replace("INF", "Infinity"))


def _year(text: str) -> int:
    return int(_AT_END.sub("", text))


_READERS: dict[str, Callable[[str], Any]] = {
    "number": _number,
    "date": _date,
    "dateTime": _instant,
    "gYear": _year,
    "gYearMonth": lambda text: _AT_END.sub("", text),
    "string": str,
    "boolean": lambda text: text in {"true", "1"},
}
