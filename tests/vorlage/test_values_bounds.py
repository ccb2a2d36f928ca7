"""Where an amount, a share, a year, a date and a text end: the last that is read, the first not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from leitgraph.errors import BadParameter
from leitgraph.vorlage import values


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (999_999_999_999_999, "999999999999999"),
        ("999.999.999.999.999,99 €", "999999999999999.99"),
        ("999999,9 Mrd. €", "999999900000000"),
        (Decimal(0), "0"),
        (" " * 58 + "5 ", "5"),
        ("12,3456 Mio.", "12345600"),
        ("1.500,00 T€", "1500000"),
        ("1.650.000", "1650000"),
        ("1,650,000", "1650000"),
        ("0,50", "0.5"),
        ("+12.5", "12.5"),
        ("1.650,5", "1650.5"),
        ("1,650.5", "1650.5"),
    ],
)
def test_an_amount_is_read_up_to_its_bounds(written: Any, read: str) -> None:
    assert values.decimal_text(values.amount("betrag", written)) == read


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (10**15, "zu groß"),
        (-(10**15), "zu groß"),
        ("1000000 Mrd.", "zu groß"),
        (Decimal("Infinity"), "zu groß"),
        (Decimal("NaN"), "zu groß"),
        (Decimal("-0.01"), "nicht negativ"),
        (" " * 59 + "5 ", "erwartet wird ein Betrag"),
        ("999,999", "Tausender und Cent"),
        ("1.650 Mio.", "Tausender und Cent"),
        ("1.65.000,00", "Tausender und Cent"),
        ("1,65,000.00", "Tausender und Cent"),
        (1.5, "ein Betrag in Euro"),
        (None, "ein Betrag in Euro"),
    ],
)
def test_beyond_them_the_sentence_says_which_bound(written: Any, why: str) -> None:
    with pytest.raises(BadParameter, match=why) as caught:
        values.amount("betrag", written)
    assert caught.value.facts == {"parameter": "betrag", "value": str(written)[:80]}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (999_999, "999999"),
        (-999_999, "-999999"),
        (Decimal("999999.999"), "999999.999"),
        ("999999", "999999"),
        ("999999 %", "9999.99"),
        (" -5,5 % ", "-0.055"),
        ("+0.123456789", "0.123456789"),
        (0, "0"),
    ],
)
def test_a_share_is_read_up_to_a_million_whether_it_makes_sense_is_a_rules_matter(
    written: Any, read: str
) -> None:
    assert values.share("anteil", written) == Decimal(read)


@pytest.mark.parametrize(
    "written",
    [
        10**6,
        -(10**6),
        "1000000",
        Decimal("1e6"),
        Decimal("NaN"),
        Decimal("Infinity"),
        "0,1234567890",
        "60 Prozent",
        "",
        True,
        0.6,
        None,
    ],
)
def test_a_share_beyond_that_is_refused(written: Any) -> None:
    with pytest.raises(BadParameter, match="ein Anteil wie 0,6 oder 60 %") as caught:
        values.share("allokationen[1].anteil", written)
    assert caught.value.facts["parameter"] == "allokationen[1].anteil"


@pytest.mark.parametrize("written", ["1900", "2199", 1999, " 2026 "])
def test_years_from_1900_to_2199_are_read(written: Any) -> None:
    assert values.year("jahr", written) == str(written).strip()


@pytest.mark.parametrize("written", ["1899", "2200", "20260", "026", True, None, 2026.0])
def test_other_years_are_refused(written: Any) -> None:
    with pytest.raises(BadParameter, match="ein Jahr wie 2026"):
        values.year("jahr", written)


def test_day_month_and_year_stand_where_they_are_written() -> None:
    assert values.day("datum", "3.4.2025") == date(2025, 4, 3)
    assert values.day("datum", "29.02.2024") == date(2024, 2, 29)
    for written in ("29.02.2025", "1.1.25", "2025-13-01", "001.01.2025", "2025-06-16T00:00"):
        with pytest.raises(BadParameter, match="Datum wie 2025-06-16"):
            values.day("datum", written)


def test_a_text_may_be_as_long_as_the_bound_without_its_outer_blanks() -> None:
    longest = "x" * values.MAX_TEXT
    assert values.MAX_TEXT == 200_000
    assert values.text("titel", f"  {longest}\n") == longest
    with pytest.raises(BadParameter, match="der Text ist zu lang") as caught:
        values.text("titel", longest + "x")
    assert caught.value.facts["value"] == "x" * 80


@pytest.mark.parametrize(("written", "read"), [(12, "12"), (Decimal("1.50"), "1.50"), (" a ", "a")])
def test_numbers_are_taken_as_text_as_they_are_written(written: Any, read: str) -> None:
    assert values.text("titel", written) == read


@pytest.mark.parametrize("written", [True, False, None, ["a"], 1.5])
def test_what_is_no_text_is_refused(written: Any) -> None:
    with pytest.raises(BadParameter, match="erwartet wird ein Text"):
        values.text("titel", written)


def test_a_code_may_be_written_with_umlauts_blanks_and_signs() -> None:
    allowed = ("groesser-oder-gleich", "strasse", "uebergang")
    assert values.code("art", " Größer – oder / gleich! ", allowed) == "groesser-oder-gleich"
    assert values.code("art", "Straße", allowed) == "strasse"
    assert values.code("art", "ÜBERGANG", allowed) == "uebergang"


@pytest.mark.parametrize(
    ("number", "text"),
    [("1E+3", "1000"), ("100", "100"), ("1.50", "1.5"), ("0.00", "0"), ("1E-7", "0.0000001")],
)
def test_a_decimal_is_written_without_exponent_and_idle_zeros(number: str, text: str) -> None:
    assert values.decimal_text(Decimal(number)) == text
