"""Amounts, years, dates and codes as people write them, read strictly.

Whoever writes „1.650.000,00 €“, „1650000“ or „1,65 Mio. €“ means the same. What is not certain is
an error that names the field; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from leitgraph.errors import BadParameter

MAX_AMOUNT = Decimal("1e15")
MAX_TEXT = 200_000
_AMOUNT = re.compile(
    r"(?:EUR|€)?\s*([+-]?[\d.,'\u2019 \u00a0\u202f\u2009]*\d)\s*(?:,[-–]+)?"
    r"\s*(Mio\.?|Million(?:en)?|Mill\.?|Mrd\.?|Milliarden?|Tsd\.?|T|k(?=\s*(?:€|EUR))|Tausend)?"
    r"\s*(?:EUR|Euro|€)?",
    re.IGNORECASE,
)
_FACTORS = {"m": Decimal(10**6), "r": Decimal(10**9), "t": Decimal(10**3), "k": Decimal(10**3)}


def wrong(field: str, value: Any, de: str, en: str) -> BadParameter:
    """The error for a field that cannot be read; says field, value and what is expected."""
    shown = str(value)[:80]
    return BadParameter(
        f"Das Feld „{field}“ kann nicht gelesen werden („{shown}“): {de}",
        f"The field “{field}” cannot be read (“{shown}”): {en}",
        parameter=field,
        value=shown,
    )


def amount(field: str, value: Any) -> Decimal:
    """An amount in EUR, not negative. „1.650“ is a thousand and more, „1.65“ is one and more.

    A single point before exactly three digits groups thousands, as in German council papers; a
    single comma there could be meant either way and is refused.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise wrong(
            field, value, "erwartet wird ein Betrag in Euro.", "an amount in EUR is needed."
        )
    number = Decimal(value) if isinstance(value, int | Decimal) else _written(field, value)
    if not number.is_finite() or number.copy_abs() >= MAX_AMOUNT:
        raise wrong(field, value, "der Betrag ist zu groß.", "the amount is too large.")
    if number < 0:
        raise wrong(
            field, value, "ein Betrag ist nicht negativ.", "an amount must not be negative."
        )
    return number


def _written(field: str, text: str) -> Decimal:
    match = _AMOUNT.fullmatch(text.strip()) if len(text) <= 60 else None
    if match is None:
        raise wrong(
            field,
            text,
            "erwartet wird ein Betrag wie 1.650.000,00 € oder 1650000.",
            "an amount like 1.650.000,00 € or 1650000 is needed.",
        )
    digits = re.sub(r"['\u2019 \u00a0\u202f\u2009]", "", match[1])
    unit = (match[2] or "").lower()
    # „1.650 Mio.“ could be either; „1.650 T€“ groups thousands.
    unclear = r"\d{1,3}\.\d{3}" if unit[:1] == "m" else r"\d{1,3},\d{3}"
    number = None if re.fullmatch(unclear, digits) else _number(digits)
    if number is None:
        raise wrong(
            field,
            text,
            "Tausender und Cent sind nicht zu unterscheiden.",
            "thousands and cents cannot be told apart.",
        )
    if unit:
        number *= _FACTORS["r" if unit.startswith(("mrd", "milliard")) else unit[0]]
    return number


def _number(digits: str) -> Decimal | None:
    """German (1.650.000,00), English (1,650,000.00) or plain (1650000.00); None if neither."""
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?|[+-]?\d+,\d+", digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(
        r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}|[+-]?\d+(\.\d+)?", digits
    ):
        return Decimal(digits.replace(",", ""))
    return None


def decimal_text(number: Decimal) -> str:
    """The lexical form of an xsd:decimal, never with an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share(field: str, value: Any) -> Decimal:
    """A share; „60 %“ is 0.6. Whether it lies between 0 and 1 is a rule's matter."""
    if isinstance(value, str):
        match = re.fullmatch(r"\s*([+-]?\d{1,6}(?:[.,]\d{1,9})?)\s*(%?)\s*", value)
        if match is not None:
            number = Decimal(match[1].replace(",", "."))
            return number / 100 if match[2] else number
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
        if number.is_finite() and number.copy_abs() < 10**6:
            return number
    raise wrong(
        field, value, "erwartet wird ein Anteil wie 0,6 oder 60 %.", "a share like 0.6 is needed."
    )


def year(field: str, value: Any) -> str:
    """A year between 1900 and 2199, four digits."""
    text = str(value).strip() if not isinstance(value, bool) else ""
    if not re.fullmatch(r"(19|20|21)\d\d", text):
        raise wrong(field, value, "erwartet wird ein Jahr wie 2026.", "a year like 2026 is needed.")
    return text


def day(field: str, value: Any) -> date:
    """A date, written 2025-06-16 or 16.06.2025."""
    text = str(value).strip()
    german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        if german is not None:
            return date(int(german[3]), int(german[2]), int(german[1]))
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise wrong(
        field,
        value,
        "erwartet wird ein Datum wie 2025-06-16 oder 16.06.2025.",
        "a date like 2025-06-16 is needed.",
    )


def text(field: str, value: Any) -> str:
    """A text without its outer blanks; numbers are taken as written."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise wrong(field, value, "erwartet wird ein Text.", "a text is needed.")
    found = str(value).strip()
    if len(found) > MAX_TEXT:
        raise wrong(field, value, "der Text ist zu lang.", "the text is too long.")
    return found


def code(field: str, value: Any, allowed: tuple[str, ...]) -> str:
    """A code of a list, also written as a word: „fördert“ is ``foerdert``."""
    written = text(field, value).lower()
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        written = written.replace(umlaut, plain)
    written = re.sub(r"[^a-z0-9]+", "-", written).strip("-")
    if written not in allowed:
        raise wrong(
            field,
            value,
            f"möglich ist {', '.join(allowed)}.",
            f"possible is {', '.join(allowed)}.",
        )
    return written
