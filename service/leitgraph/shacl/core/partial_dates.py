"""Dates as precise as the source has them: a day, a month or a year, each a span of days."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from pyoxigraph import Literal

XSD = "http://www.w3.org/2001/XMLSchema#"
Day: TypeAlias = tuple[int, int, int]
_FORMS = {
    XSD + "gYear": re.compile(r"(\d{4})"),
    XSD + "gYearMonth": re.compile(r"(\d{4})-(\d{2})"),
    XSD + "date": re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    XSD + "dateTime": re.compile(r"(\d{4})-(\d{2})-(\d{2})T"),
}


class Span(NamedTuple):
    """First and last day that a date can mean; the 31st of every month stands for its end."""

    first: Day
    last: Day


def span(term: object) -> Span | None:
    """The days that a literal can mean; None for what is no date. Time zones are passed over."""
    if not isinstance(term, Literal):
        return None
    form = _FORMS.get(term.datatype.value)
    found = form.match(term.value) if form else None
    if found is None:
        return None
    year, month, day = [*(int(part) for part in found.groups()), 0, 0][:3]
    return Span((year, month or 1, day or 1), (year, month or 12, day or 31))
