"""When a paper acts, as running text says it: „Baubeginn im April 2026“, „von Mai 2022 bis …“."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from leitgraph.vorlage import amounts

_MONTHS: tuple[str, ...] = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
_WHEN = (
    r"(?P<{0}>(?:\d{{1,2}}\.\s?(?:\d{{1,2}}\.\s?\d{{4}}|(?:" + "|".join(_MONTHS) + r")\s+\d{{4}})"
    r"|(?:" + "|".join(_MONTHS) + r")\s+\d{{4}}|(?:20|21)\d\d))(?![\d.,/]*\d)"
)
_WORK = (
    r"(?:Bauzeitraum|Bauzeit|Bau|Ausführung|Umsetzung|Ausbau|Umbau|Neubau|Realisierung|Durchführung|"
    r"Maßnahme|Projekt|Vorhaben|Investitionszeitraum|Zeitraum|Laufzeit|Programm|Erweiterung|Sanierung)"
)
_SPAN = re.compile(
    rf"\b{_WORK}\w*\b[^.;\n]{{0,60}}?\b(?:von\s+|vom\s+|in den Jahren\s+)?"
    + _WHEN.format("a")
    + r"\s+(?:bis|–|-)\s+(?:zum\s+)?"
    + _WHEN.format("b"),
)
_BEGIN = re.compile(
    r"\b(?:(?:Bau|Maßnahme|Projekt|Umsetzungs)?[Bb]eginn|beginnt|Baustart|Inkrafttreten|tritt)\b"
    r"[^.;,\n]{0,25}?\b(?:im|am|ab|zum|in|:)?\s*" + _WHEN.format("a"),
)
_END = re.compile(
    r"\b(?:Fertigstellung|endet|Abschluss|Bauende|Inbetriebnahme|Eröffnung|abgeschlossen)\b"
    r"[^.;,\n]{0,45}?\b(?:im|am|bis|zum|in|:)?\s*" + _WHEN.format("a"),
)
_NAMED = re.compile(
    r"strategie|konzept|pl[aä]n(?:e|en|s|es)?\b|programm(?:e|en|s|es)?\b|Haushalt|Wahlperiode", re.I
)
"""What bears years in its name."""
_STAGES = re.compile(
    r"\b(?:Einführung|Umsetzung|Ausbau|Sanierung)\b[^.;\n]{0,120}\bbis\s+(?:zum\s+)?"
    + _WHEN.format("a")
)


class Horizon(NamedTuple):
    """First and last day, each ISO or empty, with where it stands."""

    beginn: str
    ende: str
    place: str
    passage: str


def horizon(texts: Iterable[tuple[str, str]]) -> Horizon | None:
    """When a paper acts, if running text says one beginning or one end; ``texts``: with place.

    Two that differ say nothing for certain: None.
    """
    begins: dict[str, tuple[str, str]] = {}
    ends: dict[str, tuple[str, str]] = {}
    for text, place in texts:
        for match in _SPAN.finditer(text):
            if _NAMED.search(match[0]):
                continue
            begin, end = first_day(match["a"]), last_day(match["b"])
            if begin and end and begin <= end:
                begins.setdefault(begin, (place, match[0]))
                ends.setdefault(end, (place, match[0]))
        for match in _BEGIN.finditer(text):
            begins.setdefault(first_day(match["a"]), (place, match[0]))
        for pattern in (_END, _STAGES):
            for match in pattern.finditer(text):
                ends.setdefault(last_day(match["a"]), (place, match[0]))
    begin = _one(begins)
    end = _one(ends)
    if begin and end and begin > end:
        return None
    if not begin and not end:
        return None
    place, passage = begins[begin] if begin else ends[end]
    return Horizon(begin, end, place, passage)


def _one(found: dict[str, tuple[str, str]]) -> str:
    known = [day for day in found if day]
    return known[0] if len(known) == 1 else ""


def first_day(words: str) -> str:
    """The first day of a date, a month or a year in words; empty if it is none."""
    return _day(words, last=False)


def last_day(words: str) -> str:
    """The last day of a date, a month or a year in words; empty if it is none."""
    return _day(words, last=True)


def _day(words: str, last: bool) -> str:
    found = amounts.dates(words)
    if found:
        return found[0][0]
    year = amounts.years(words)
    if len(year) != 1:
        return ""
    month = next((n for n, name in enumerate(_MONTHS, 1) if words.startswith(name)), 0)
    if not month:
        return date(int(year[0]), 12 if last else 1, 31 if last else 1).isoformat()
    day = calendar.monthrange(int(year[0]), month)[1] if last else 1
    return date(int(year[0]), month, day).isoformat()
