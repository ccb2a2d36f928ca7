"""Dates as precise as their source: compared as spans, shown as people write them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pyoxigraph as ox
import pytest

from leitgraph.check.report import english_value, german_value
from leitgraph.dates import month_shown, possibly_within, surely_before
from leitgraph.exporters.tables.base import Cell, Value
from leitgraph.exporters.tables.shown import shown
from leitgraph.model import Column, Text

IN_ORDER = ("2009", "2010-01", "2010-02-28", "2010-03", "2010-04-01", "2011")
OVERLAPPING = [("2009", "2009-05-04"), ("2009-05", "2009"), ("2009-05", "2009-05-31")]


@pytest.mark.parametrize("place", range(len(IN_ORDER) - 1))
def test_what_ends_before_the_other_begins_is_surely_before_it(place: int) -> None:
    one, other = IN_ORDER[place], IN_ORDER[place + 1]
    assert surely_before(one, other)
    assert not surely_before(other, one)


@pytest.mark.parametrize(("one", "other"), [*OVERLAPPING, ("2009", "2009")])
def test_of_spans_that_overlap_neither_is_surely_before_the_other(one: str, other: str) -> None:
    assert not surely_before(one, other)
    assert not surely_before(other, one)


@pytest.mark.parametrize(
    ("first", "last", "day", "possibly"),
    [
        ("2009", "2018-05-30", "2009-01-01", True),
        ("2009", "2018-05-30", "2008-12-31", False),
        ("2009", "2018", "2018-12-31", True),
        ("2009", "2018", "2019-01-01", False),
        ("2018-05", "", "2018-05-01", True),
        ("2018-05", "", "2018-04-30", False),
        ("", "2018-05", "2018-05-31", True),
        ("", "", "1200-01-01", True),
    ],
)
def test_a_day_may_lie_in_a_period_of_which_only_months_or_years_are_known(
    first: str, last: str, day: str, possibly: bool
) -> None:
    assert possibly_within(first, last, day) is possibly


@pytest.mark.parametrize(("one", "other"), [*OVERLAPPING, *pairwise(IN_ORDER)])
def test_sparql_compares_as_python_does(one: str, other: str) -> None:
    def literal(text: str) -> str:
        kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
        return f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{kind}>'

    for a, b in ((one, other), (other, one)):
        asked = f'ASK {{ FILTER (CONCAT(STR({literal(a)}), "~") < STR({literal(b)})) }}'
        assert bool(ox.Store().query(asked)) is surely_before(a, b)


def test_a_month_is_shown_by_its_name() -> None:
    assert (month_shown("2023-07"), month_shown("2023-07", "en")) == ("Juli 2023", "July 2023")
    assert (month_shown("2023-13"), month_shown("2023"), month_shown("2023-07-01")) == (None,) * 3


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [("2023-07", "Juli 2023", "July 2023"), ("2009", "2009", "2009"), (Decimal(3), "3", "3")],
)
def test_a_cell_of_a_date_shows_what_precision_there_is(
    value: Value, german: str, english: str
) -> None:
    column = Column("seit", Text("seit", "since"), "date")
    assert shown(Cell(value), column) == german
    assert shown(Cell(value), column, "en") == english


def test_a_finding_shows_a_month_by_its_name() -> None:
    assert german_value("bis", "2018-05") == "Mai 2018"
    assert english_value("bis", "2018-05") == "May 2018"
    assert english_value("bis", "2018-05-09") == "9 May 2018"
