"""Amounts in every way that council papers write them; errors of a thousand are the worst."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitgraph.vorlage import amounts, values
from leitgraph.vorlage.reading import CERTAIN

CERTAINLY = {
    "1.650.000,00 €": "1650000",
    "1’650’000 €": "1650000",
    "1'650'000 EUR": "1650000",
    "1 650 000,00 €": "1650000",
    "EUR 1.650.000": "1650000",
    "€ 1.650.000,-": "1650000",
    "600.000,- €": "600000",
    "600.000,– €": "600000",
    "600.000,-- EUR": "600000",
    "850 TEUR": "850000",
    "850 T€": "850000",
    "TEUR 850": "850000",
    "T€ 850": "850000",
    "19 k€": "19000",
    "2.850 T€": "2850000",
    "12,5 Tsd. Euro": "12500",
    "1,9 Mio. EUR": "1900000",
    "Mio. € 1,9": "1900000",
    "2,5 Mill. €": "2500000",
    "1,9-Mio.-Euro": "1900000",
    "3 Milliarden Euro": "3000000000",
    "1,2 Mrd. €": "1200000000",
    "150 T€*": "150000",
    "34.000,00 € im Jahr": "34000",
    "ca. 310.000 €": "310000",
    "rd. 2,85 Mio. €": "2850000",
    "bis zu 50.000 €": "50000",
    "0,00 €": "0",
}


@pytest.mark.parametrize(("written", "value"), CERTAINLY.items(), ids=list(CERTAINLY))
def test_an_amount_is_read_for_certain(written: str, value: str) -> None:
    found = amounts.amount(written)
    assert found is not None
    assert (found.value, found.confidence >= CERTAIN) == (value, True)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.650 Mio. €", "1650000000"),
        ("1,650 €", "1.65"),
        ("gut 5.000 €", "5000"),
        ("über 5.000 €", "5000"),
        ("1.200 Euro im Monat", "1200"),
        ("(1.200)", "-1200"),
        ("100.000 € bis 150.000 €", "100000"),
    ],
)
def test_what_could_be_meant_another_way_is_read_and_not_certain(written: str, value: str) -> None:
    found = amounts.amount(written)
    assert found is not None
    assert (found.value, found.confidence < CERTAIN) == (value, True)


@pytest.mark.parametrize("written", ["54.1.0.02", "31.03.2025", "60 %", "in TEUR 2026", "-,-", ""])
def test_what_is_no_amount_is_none(written: str) -> None:
    assert amounts.amount(written) is None


@pytest.mark.parametrize(
    "written", ["-", "–", "--", "-,-", ",–", "./.", "keine", "entfällt", "", "k. A.", "0,-- €"]
)
def test_a_cell_can_say_that_there_is_none(written: str) -> None:
    assert amounts.nothing(written)


def test_a_nought_that_is_written_out_is_an_amount() -> None:
    assert not amounts.nothing("0,00 €")


UNITS = {
    "Betrag in 1.000 €": 1000,
    "(in TEUR)": 1000,
    "(Angaben in 1000 EUR)": 1000,
    "Angaben in T€": 1000,
    "in 1.000 Euro": 1000,
    "Beträge in Tausend Euro": 1000,
    "Kosten in k€": 1000,
    "in Mio. €": 10**6,
    "- in EUR -": 1,
    "Höhe in EUR": 1,
}


@pytest.mark.parametrize(("heading", "unit"), UNITS.items(), ids=list(UNITS))
def test_a_heading_names_its_unit(heading: str, unit: int) -> None:
    assert amounts.unit_of(heading) == unit


@pytest.mark.parametrize(
    "text",
    ["Gesamtkosten von 1,9 Mio. EUR", "Angaben in Mio. € und T€", "Betrag", "Kosten: 1.000.000 €"],
)
def test_the_unit_of_an_amount_or_of_two_kinds_is_no_unit_of_a_heading(text: str) -> None:
    assert amounts.unit_of(text) is None


MEANT = {
    "800.000 € (2027: 500.000 €; 2028: 300.000 €)": "800000",
    "Strom 31.000 €, Putzen 42.400 €, Wartung 25.000 €, zusammen 98.400 €": "98400",
    "Strom 10 T€, Putzen 20 T€, insgesamt 30 T€. Hinzu kommen Abschreibungen von 5 T€": "30000",
    "von 5.000.000 € um 250.000 € auf 5.250.000 €": "5250000",
    "von bisher 3,1 Mio. € auf 4,2 Mio. €": "4200000",
    "119.000 € brutto (100.000 € netto)": "119000",
    "100.000 € netto bzw. 119.000 € brutto": "119000",
    "7 × 6.600,00 € = 46.200,00 €": "46200",
    "2.850.000 €, davon 350.000 € im ersten Jahr": "2850000",
}


@pytest.mark.parametrize(("text", "value"), MEANT.items(), ids=list(MEANT))
def test_of_several_amounts_the_one_that_is_meant_is_taken(text: str, value: str) -> None:
    found = amounts.amount(text)
    assert found is not None
    assert (found.value, found.confidence >= CERTAIN) == (value, True)


@pytest.mark.parametrize(
    ("cell", "sure"),
    [("150", True), ("1.450", True), ("150.000,00", False), ("2.850.000", False)],
)
def test_what_stands_in_thousands_and_looks_like_euros_is_not_certain(
    cell: str, sure: bool
) -> None:
    found = amounts.amount(cell, Decimal(1000))
    assert found is not None
    assert (found.confidence >= CERTAIN) is sure


def _grouped(number: int, sign: str) -> str:
    return f"{number:,}".replace(",", sign)


@given(st.integers(10_000, 10**12), st.sampled_from([".", "'", "’", " ", "\u2009"]))
def test_what_is_grouped_by_any_sign_is_the_same_number(number: int, sign: str) -> None:
    found = amounts.amount(f"{_grouped(number, sign)},00 €")
    assert found is not None
    assert (int(found.number), found.confidence >= CERTAIN) == (number, True)
    assert values.amount("gesamtbetrag", f"{_grouped(number, sign)},00 €") == number


@given(st.integers(1, 999_999))
def test_thousands_and_millions_are_the_same_money(number: int) -> None:
    in_thousands, in_millions = amounts.amount(f"{number} T€"), amounts.amount(f"{number} Mio. €")
    assert in_thousands is not None
    assert in_millions is not None
    assert in_thousands.number * 1000 == in_millions.number


@pytest.mark.parametrize(
    "written", ["2,7 – 3,3 Mio. €", "2.700.000 € - 3.300.000 €", "2,7 Mio. € bis 3,3 Mio. €"]
)
def test_both_ends_of_a_range_are_in_one_unit_and_neither_is_negative(written: str) -> None:
    assert [one.value for one in amounts.amounts(written)] == ["2700000", "3300000"]
