"""Dates as precise as their source: a day, a month or a year (2023-07-14, 2023-07, 2023).

A date that names no day is a span. So a comparison has two answers: surely, and possibly. On the
texts of ISO dates both are one comparison, since "~" stands behind all their signs: ``2009`` is the
first moment of the year, ``2009~`` the last. SPARQL does the same, with ``STR`` and ``CONCAT``
(docs/howto-rule.md).
"""

from __future__ import annotations

import re

OPEN_END = "9999"
"""The last day of what is valid until further notice."""
_END = "~"
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}


def surely_before(one: str, other: str) -> bool:
    """True if all of one lies before all of the other."""
    return one + _END < other


def possibly_within(first: str, last: str, day: str) -> bool:
    """True if a day may lie in a period, both ends included.

    ``first``: "" for from ever on; ``last``: "" for until further notice.
    """
    return not surely_before(day, first) and not surely_before(last or OPEN_END, day)


def month_shown(text: str, language: str = "de") -> str | None:
    """„Juli 2023“ or "July 2023" for 2023-07; None if the text is no month."""
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    names = _MONTHS["en" if language == "en" else "de"].split()
    return f"{names[int(found[2]) - 1]} {found[1]}"
