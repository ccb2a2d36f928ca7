"""Amounts, years, dates and shares as they stand in council papers.

Each function gives the value in the form of a draft (``1650000``, ``2025-06-16``) with a
confidence: below ``CERTAIN`` if it could be meant another way, None if there is none.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

_EURO = r"(?:€|EUR\b|Euro\b)"
_UNIT = (
    r"(?P<unit>Mrd\.?|Milliarden?|Mi ?o\.?|Million(?:en)?|Mill\.?|Tsd\.?|Tausend"
    r"|[Tk]\.?(?=\s?(?:€|EUR|Euro)))?[\s-]{0,2}(?P<euro>€|EUR|Euro)?"
)
_FIRST = r"(?:(?P<scale>T|k|Tsd\.?|Mio\.?|Mrd\.?)?\s?(?P<before>€|EUR)\s?)?"
_NUMBER = (
    r"(?P<sign>[-\u2212–+]\s?)?"
    r"(?P<digits>\d{1,3}(?:[.'\u2019 \u00a0\u202f\u2009]\d{3})+(?:,\d{1,4})?(?!\d)|\d+(?:[.,]\d+)*)"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,]){_FIRST}{_NUMBER}(?:[,.][-–—=]{{1,2}})?\*{{0,3}}[\s-]?{_UNIT}(?![\w])"
    r"(?!\s?(?:%|v\. ?H\.|Prozent))",
    re.IGNORECASE,
)
_IN = r"(?:\bin\s+|\(\s*|^\s*)"
_THOUSANDS = re.compile(rf"{_IN}1[. '’]?000\s?{_EURO}", re.IGNORECASE)
_MILLIONS = re.compile(rf"\bin\s+1[. '’]?000[. '’]?000\s?{_EURO}", re.IGNORECASE)
_NOTHING = re.compile(
    r"[-–—.,/*\s€]*|0?,?[-–—]{1,3}\s?€?|keine?[rsn]?|entfällt|nicht|ohne|k\. ?A\.|n\. ?n\.?", re.I
)
_ABOUT = re.compile(r"\b(ca|circa|etwa|rund|rd|ungefähr|bis zu|geschätzt|vsl|voraus)", re.I)
_VAGUE = re.compile(r"(?:\b(?:gut|knapp|mindestens|über|unter|zunächst|je)\s+|[<>≤≥]\s*)$", re.I)
_UP_TO = re.compile(r"(?:\s*[-–—]|\s+bis(?: zu)?)\s*$")
_AGAIN = re.compile(
    r"[\s(=,:]*(?:d\. ?h\.|bzw\.|also|entspricht|genau|rund|ca\.|in Ziffern:)?[\s(=,:]*", re.I
)
_THEN = re.compile(r"\b(?:danach|anschließend|später|ab (?:dem Jahr )?20\d\d)\b", re.I)
_EACH = re.compile(r"^\s*(?:,-\s*)?(?:\([^()]{0,30}\)\s*)?(?:je|pro|im)\s+(?!(?:\w+)?Jahr)\w", re.I)
_PLAIN = re.compile(
    r"(?:in höhe von|insgesamt|zusammen|einmalig|jährlich|je jahr|pro jahr|p\. ?a\.?|/ ?jahr|"
    r"/ ?a\b|brutto|netto|inkl\.? mwst\.?|ca\.?|circa|etwa|rund|im jahr|[().,;:\s])*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\b(?:davon|darunter|hiervon|zzgl\.?|zuzüglich|hinzu komm\w+)\b", re.I)
_SUM = re.compile(
    r"(?:\b(?:zusammen|insgesamt|gesamt|in summe|summe|mithin)\b|=)[^\d]{0,30}$", re.I
)
_TO = re.compile(r"\bauf\s+(?:(?:nunmehr|insgesamt|rund|ca\.|brutto)\s+)*$", re.I)
_GROSS = re.compile(r"\bbrutto\b|inkl(?:usive|\.)? (?:der )?(?:MwSt|Umsatzsteuer|USt)", re.I)
_NET = re.compile(r"\bnetto\b|ohne (?:MwSt|Umsatzsteuer|USt)", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_AND_ON = re.compile(r"\bff\b|\bbis\b|\bab\b|Folgejahr", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_NO_COST = re.compile(
    r"einzahlung|ertr[aä]g|einnahme|rückfluss|erlös|einspar|minder(?:aus|auf)|einmalig",
    re.IGNORECASE,
)
DATE = re.compile(
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    r"|(?<!\d)(?P<day2>\d{1,2})\.\s?(?P<month2>\d{1,2})\.\s?(?P<year2>\d{4}|\d\d)(?!\d)"
    r"|(?<!\d)(?P<day3>\d{1,2})\.\s?(?P<name>Jan|Feb|Mär|Mae|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"
    r"[a-zä]*\.?\s(?P<year3>\d{4})(?!\d)",
    re.IGNORECASE,
)


ABOUT = 0.8
"""How sure an amount is that is said to be about so much: it may be used."""


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
    """The unit that a heading names: „in T€“ or „in 1.000 €“ is 1000, „Euro“ is 1.

    None if it names none, or several. The units of amounts in the text are none of a heading.
    """
    text = _MILLIONS.sub(" Mio ", _THOUSANDS.sub(" T€ ", text))
    text = _AMOUNT.sub(lambda found: " " if found["unit"] or found["euro"] else found[0], text)
    found: set[Decimal] = set()
    if re.search(r"\b[Tk]\.?\s?(?:€|EUR\b|Euro\b)|\bTsd\b|\bTausend\b", text, re.I):
        found.add(Decimal(1000))
    if re.search(r"\bMio\b|\bMill\b|\bMillionen\b", text, re.I):
        found.add(Decimal(10**6))
    if re.search(r"\bMrd\b|\bMilliarden\b", text, re.I):
        found.add(Decimal(10**9))
    if not found and re.search(r"€|\bEUR\b|\bEuro\b", text, re.I):
        found.add(Decimal(1))
    return found.pop() if len(found) == 1 else None


def nothing(text: str) -> bool:
    """True for a cell that says there is none: „-“, „--“, „-,-“, „keine“, or that is empty."""
    return _NOTHING.fullmatch(text.strip()) is not None


def amounts(text: str, factor: Decimal | None = None) -> list[Amount]:
    """All amounts in a text. ``factor``: the unit a heading says, for those that have none."""
    found: list[Amount] = []
    for match in _AMOUNT.finditer(text):
        if match["digits"] is None or len(match["digits"]) > 30:
            continue
        written = match["unit"] or (match["scale"] if not match["euro"] else None)
        unit = bool(match["unit"] or match["euro"] or match["before"])
        if match["before"] and not match["euro"] and _YEAR.fullmatch(match["digits"]):
            continue  # „in TEUR 2026“ is the unit of a heading, and a year
        number, sure = _number(match["digits"], (written or "")[:1].lower() == "m")
        if sure < 0.5 and not unit:
            continue  # a date, a product: no number
        if written:
            number = number.scaleb(_power(written.lower()))
        elif factor is not None and not unit:
            number, unit = number * factor, True
            if factor > 1 and (number >= 10**9 or re.search(r"\.\d{3},\d\d$", match["digits"])):
                sure = min(sure, 0.5)  # cents, or billions: perhaps it stands in euros after all
        if (match["sign"] or "").strip() in {"-", "\u2212", "–"}:
            if found and not text[found[-1].end : match.start()].strip():
                found[-1] = _of_range(found[-1], written or "", unit)  # „2,7 – 3,3 Mio. €“
            else:
                number = -number
        if found and unit and _is_range(text[found[-1].start : match.start()]):
            found[-1] = _of_range(found[-1], written or "", unit)  # „550.000 bis 750.000 €“
        found.append(Amount(number, sure, unit, match.start(), match.end()))
    return found


def _is_range(before: str) -> bool:
    """True for a number that is no year, and „bis“ or a dash behind it."""
    mark = _UP_TO.search(before)
    first = before[: mark.start()].strip() if mark else ""
    return re.fullmatch(r"[\d.,]+", first) is not None and _YEAR.fullmatch(first) is None


def _of_range(first: Amount, written: str, unit: bool) -> Amount:
    """The lower end of a range, in the unit that only its upper end bears."""
    if first.unit or not unit:
        return first
    number = first.number.scaleb(_power(written.lower())) if written else first.number
    return first._replace(number=number, unit=True)


def _power(unit: str) -> int:
    if unit[0] in "tk":
        return 3
    return 9 if unit.startswith(("mrd", "milliard")) else 6


def meant(text: str, found: list[Amount]) -> list[Amount]:
    """Those of several amounts that a text is about.

    The sum („zusammen“) and not its parts, where it rose to and not from, gross and not net, and
    not what is said to be part of it („davon“) or to come on top of it.
    """
    cut = _PARTS.search(text, found[0].end) if found else None
    kept = [one for one in found if cut is None or one.end <= cut.start()]
    if len(kept) < 2:
        return kept or found
    gaps = [
        text[a.end : b.start] for a, b in pairwise([Amount(kept[0].number, 0, False, 0, 0), *kept])
    ]
    whole = sum((one.number for one in kept), Decimal(0))
    if len(kept) > 2 and kept[0].number * 2 == whole:
        return kept[:1]  # „800 T€ (2027: 500 T€; 2028: 300 T€)“
    sums = [one for one, gap in zip(kept, gaps, strict=True) if _SUM.search(gap)]
    if len(sums) == 1:
        return sums
    if re.search(r"\b(?:von|um)\b", gaps[0], re.I) and _TO.search(gaps[-1]):
        return kept[-1:]
    after = [*gaps[1:], text[kept[-1].end :]]
    near = [f"{before[-25:]} {behind[:20]}" for before, behind in zip(gaps, after, strict=True)]
    if any(_NET.search(words) for words in near):
        gross = [
            one
            for one, before, behind in zip(kept, gaps, after, strict=True)
            if _GROSS.search(re.split(r"[,;(]", behind)[0] if not _GROSS.search(before) else before)
            and not _NET.search(re.split(r"[,;)]", behind)[0])
        ]
        if len(gross) == 1:
            return gross
    return kept


def amount(text: str, factor: Decimal | None = None) -> Amount | None:
    """The one amount of a value; unsure if the words around it may change its meaning."""
    found = amounts(text, factor)
    with_unit = [one for one in found if one.unit]
    chosen = meant(text, with_unit or found)
    if not chosen:
        return None
    one = chosen[0]
    around = text[: one.start] + " " + text[one.end :]
    confidence = min(one.confidence, 0.95)
    if re.fullmatch(r"\s*\(\s*[\d.,]+\s?(?:€|EUR)?\s*\)\s*", text):
        # In books a figure in brackets is a negative one, elsewhere a remark.
        return one._replace(number=-abs(one.number), confidence=0.5)
    if len(chosen) > 1:
        # Twice the same in two ways of writing makes it more certain, not less.
        same = len({other.number for other in chosen}) == 1
        gaps = [text[a.end : b.start] for a, b in pairwise(chosen)]
        confidence = 0.95 if same and all(_AGAIN.fullmatch(gap) for gap in gaps) else 0.5
    elif _VAGUE.search(text[: one.start][-20:]) or _EACH.match(text[one.end : one.end + 30]):
        confidence = min(confidence, 0.6)
    elif _ABOUT.search(around):
        confidence = min(confidence, ABOUT)
    elif not _PLAIN.fullmatch(around):
        confidence = min(confidence, 0.85 if one.unit else 0.6)
    return one._replace(confidence=confidence)


def each(after: str) -> bool:
    """True if what stands behind an amount says that it is one of many: „pro Einheit“, „je m²“."""
    return _EACH.match(after) is not None and re.match(r"\W*im\b", after) is None


def no_cost(text: str, one: Amount) -> bool:
    """True if what stands around an amount says that it is received, saved or spent only once,
    or that there is another for later years."""
    later = any(other.number != one.number for other in amounts(text[one.end :]) if other.unit)
    after = later and _THEN.search(text[one.end :]) is not None
    return after or _NO_COST.search(text[: one.start]) is not None


def _number(digits: str, scaled: bool) -> tuple[Decimal, float]:
    """German (1.650.000,00), grouped by blanks, English or plain; less sure if it could be both."""
    text = re.sub(r"['\u2019 \u00a0\u202f\u2009]", "", digits)
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
