"""Amounts, years, dates and shares as they stand in council papers.

Each function gives the value in the form of a draft (``1650000``, ``2025-06-16``) with a
confidence: below ``CERTAIN`` if it could be meant another way, None if there is none.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

_UNIT = (
    r"(?P<unit>Mrd\.?|Milliarden?|Mio\.?|Million(?:en)?|Tsd\.?|Tausend|T(?=\s?(?:€|EUR|Euro)))?"
    r"\s?(?P<euro>€|EUR|Euro)?"
)
_NUMBER = (
    r"(?P<sign>[-\u2212–+]\s?)?"
    r"(?P<digits>\d{1,3}(?:[.' \u00a0\u202f]\d{3})+(?:,\d{1,4})?|\d+(?:[.,]\d+)*)"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<before>€|EUR)\s?)?{_NUMBER}(?:,[-–—]+)?\s?{_UNIT}(?![\w])",
    re.IGNORECASE,
)
_FACTORS = {"mr": 9, "mi": 6, "ts": 3, "ta": 3, "t": 3}
_ABOUT = re.compile(r"\b(ca|circa|etwa|rund|ungefähr|gut|knapp|bis zu|geschätzt|vsl|voraus)", re.I)
_PLAIN = re.compile(
    r"(?:in höhe von|insgesamt|einmalig|jährlich|je jahr|pro jahr|p\. ?a\.?|/ ?jahr|/ ?a\b|brutto|"
    r"netto|inkl\.? mwst\.?|ca\.?|circa|etwa|rund|im jahr|[().,;:\s])*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_AND_ON = re.compile(r"\bff\b|\bbis\b|\bab\b|Folgejahr", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
DATE = re.compile(
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    r"|(?<!\d)(?P<day2>\d{1,2})\.\s?(?P<month2>\d{1,2})\.\s?(?P<year2>\d{4}|\d\d)(?!\d)"
    r"|(?<!\d)(?P<day3>\d{1,2})\.\s?(?P<name>Jan|Feb|Mär|Mae|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"
    r"[a-zä]*\.?\s(?P<year3>\d{4})(?!\d)",
    re.IGNORECASE,
)


class Value(NamedTuple):
    """A value in the form of a draft, and how sure it is."""

    value: str
    confidence: float


class Amount(NamedTuple):
    """An amount in EUR. ``unit``: the text says a unit of its own (€, T€, Mio.)."""

    number: Decimal
    confidence: float
    unit: bool
    start: int
    end: int

    @property
    def value(self) -> str:
        """As a draft has it: no grouping, no exponent."""
        return plain(self.number)


def plain(number: Decimal) -> str:
    """A number in full, without an exponent and without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_of(text: str) -> Decimal | None:
    """The unit that a heading names: „in T€“ is 1000, „Euro“ is 1; None if it names none."""
    if re.search(r"\bT\s?(?:€|EUR\b|Euro\b)|\bTsd\b|\bTausend\b", text, re.I):
        return Decimal(1000)
    if re.search(r"\bMio\b|\bMillionen\b", text, re.I):
        return Decimal(10**6)
    return Decimal(1) if re.search(r"€|\bEUR\b|\bEuro\b", text, re.I) else None


def amounts(text: str, factor: Decimal | None = None) -> list[Amount]:
    """All amounts in a text. ``factor``: the unit a heading says, for those that have none."""
    found: list[Amount] = []
    for match in _AMOUNT.finditer(text):
        if match["digits"] is None or len(match["digits"]) > 30:
            continue
        number, sure = _number(match["digits"], bool(match["unit"]))
        unit = bool(match["unit"] or match["euro"] or match["before"])
        if match["unit"]:
            key = match["unit"].lower()[:2]
            number = number.scaleb(_FACTORS.get(key, _FACTORS["t"]))
        elif factor is not None and not match["euro"] and not match["before"]:
            number, unit = number * factor, True
        if (match["sign"] or "").strip() in {"-", "\u2212", "–"}:
            number = -number
        found.append(Amount(number, sure, unit, match.start(), match.end()))
    return found


def amount(text: str, factor: Decimal | None = None) -> Amount | None:
    """The one amount of a value; unsure if the words around it may change its meaning."""
    found = amounts(text, factor)
    with_unit = [one for one in found if one.unit]
    meant = with_unit if len(with_unit) == 1 else found
    if not meant:
        return None
    one = meant[0]
    around = text[: one.start] + " " + text[one.end :]
    confidence = min(one.confidence, 0.95)
    if len(meant) > 1:
        # Twice the same in two ways of writing makes it more certain, not less.
        confidence = 0.95 if len({other.number for other in meant}) == 1 else 0.5
    elif _ABOUT.search(around):
        confidence = min(confidence, 0.6)
    elif not _PLAIN.fullmatch(around):
        confidence = min(confidence, 0.85 if one.unit else 0.6)
    return one._replace(confidence=confidence)


def _number(digits: str, scaled: bool) -> tuple[Decimal, float]:
    """German (1.650.000,00), grouped by blanks, English or plain; less sure if it could be both."""
    text = re.sub(r"[' \u00a0\u202f]", "", digits)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", text):
        # „1.650 Mio.“ could be either; „1.650“ alone groups thousands, as everywhere in Germany.
        sure = 0.5 if scaled and text.count(".") == 1 and "," not in text else 0.95
        return Decimal(text.replace(".", "").replace(",", ".")), sure
    if re.fullmatch(r"\d+,\d+", text):
        sure = 0.5 if re.fullmatch(r"\d{1,3},\d{3}", text) and not scaled else 0.95
        return Decimal(text.replace(",", ".")), sure
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        return Decimal(text.replace(",", "")), 0.85
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return Decimal(text), 0.95
    return Decimal(re.sub(r"\D", "", text) or "0"), 0.3


def years(text: str) -> list[str]:
    """All years in a text."""
    return _YEAR.findall(text)


def year(text: str) -> str | None:
    """The year, if a cell or a heading is about just one: „2025“, „Plan 2025“, „HHJ 2025“."""
    found = years(text)
    rest = _YEAR.sub("", text)
    if _AND_ON.search(rest):
        return None
    if len(found) == 1 and not re.search(r"\d", rest) and len(rest.strip()) <= 20:
        return found[0]
    return None


def dates(text: str) -> list[tuple[str, int, int]]:
    """All dates in a text in ISO form, with where they stand."""
    found: list[tuple[str, int, int]] = []
    for match in DATE.finditer(text):
        day = match["day"] or match["day2"] or match["day3"]
        month = match["month"] or match["month2"]
        if match["name"]:
            short = {"mae": "mär", "mrz": "mär"}.get(match["name"].lower(), match["name"].lower())
            month = str(_MONTHS.index(short) + 1)
        written = match["year"] or match["year2"] or match["year3"]
        try:
            iso = date(int(written) + 2000 * (len(written) == 2), int(month), int(day))
        except ValueError:
            continue
        found.append((iso.isoformat(), match.start(), match.end()))
    return found


def day(text: str) -> Value | None:
    """The one date of a value; unsure if there are several or much else."""
    found = dates(text)
    if not found:
        return None
    iso, start, end = found[0]
    rest = (text[:start] + text[end:]).strip(" ,.;:()")
    if len(found) > 1:
        return Value(iso, 0.5)
    return Value(iso, 0.95 if len(rest) <= 12 else 0.85 if len(rest) <= 60 else 0.6)


def share(text: str) -> Value | None:
    """A share: „60 %“ is 0.6."""
    match = re.search(r"(\d{1,3}(?:[.,]\d{1,9})?)\s*(%|v\. ?H\.|Prozent)?", text)
    if match is None:
        return None
    number = Decimal(match[1].replace(",", "."))
    if match[2]:
        return Value(plain(number / 100), 0.95)
    return Value(plain(number), 0.95 if number <= 1 else 0.5)
