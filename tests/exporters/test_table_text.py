"""The table in the terminal is narrow: shared values stand once, sources are notes."""

from __future__ import annotations

from decimal import Decimal

from leitgraph.exporters.tables.base import Cell, Table
from leitgraph.exporters.tables.text import render
from leitgraph.model import Column, Query, Text

COLUMNS = (
    Column("stadt", Text("Kommune", "City"), "iri", "stadt_name"),
    Column("ziel", Text("Ziel", "Goal"), "iri", "ziel_name"),
    Column("betrag", Text("Betrag", "Amount"), "money"),
    Column("stelle", Text("Quelle", "Source"), "source", "beleg"),
)
QUERY = Query("q", Text("Q", "Q"), Text("Q", "Q"), (), "", columns=COLUMNS)


def row(goal: str, amount: str, source: str | None, city: str = "Prüfstadt") -> tuple[Cell, ...]:
    return (Cell(city, "urn:s"), Cell(goal, "urn:z"), Cell(Decimal(amount)), Cell(source, "urn:f"))


def table(*rows: tuple[Cell, ...], language: str = "de") -> str:
    return render(Table(QUERY, language, rows), 60)


def test_what_all_rows_share_stands_above_and_sources_below_once() -> None:
    text = table(
        row("Wohnen", "1234.5", "Plan, Seite 1"),
        row("Klima [Schutz]", "10", "Plan, Seite 2"),
        row("Verkehr", "7", "Plan, Seite 1"),
    )
    assert text == (
        "Kommune: Prüfstadt\n"
        "\n"
        "Ziel                Betrag  Quelle\n"
        "Wohnen          1.234,50 €  [1]\n"
        "Klima [Schutz]     10,00 €  [2]\n"
        "Verkehr             7,00 €  [1]\n"
        "\n"
        "[1]  Plan, Seite 1\n"
        "[2]  Plan, Seite 2\n"
        "\n"
        "3 Zeilen\n"
    )


def test_one_row_keeps_all_its_columns() -> None:
    lines = table(row("Wohnen", "1", "Plan"), language="en").splitlines()
    assert lines[0].split() == ["City", "Goal", "Amount", "Source"]
    assert lines[-1] == "1 row"


def test_equal_amounts_are_not_taken_out_and_neither_is_a_missing_source() -> None:
    text = table(row("Wohnen", "1", None), row("Klima", "1", None))
    assert text.count("1,00 €") == 2
    assert "[1]" not in text


def test_if_all_rows_are_alike_something_is_left_to_read() -> None:
    lines = table(row("Wohnen", "1", "Plan"), row("Wohnen", "1", "Plan")).splitlines()
    assert lines[:2] == ["Kommune: Prüfstadt", "Ziel: Wohnen"]
    assert lines[3].split() == ["Betrag", "Quelle"]


def test_nothing_is_zero_rows() -> None:
    assert table() == "0 Zeilen\n"
    assert table(language="en") == "0 rows\n"


def test_a_number_is_never_cut_even_if_the_table_gets_wider_than_it_should() -> None:
    rows = [row("Ein sehr langer Name eines Zieles", "1234567890.5", "Plan"), row("Kurz", "1", "A")]
    text = render(Table(QUERY, "de", rows), 10)
    assert "1.234.567.890,50 €" in text
    assert "[2]" in text
    assert "Quelle" in text


def test_a_long_text_is_broken_so_that_the_lines_fit() -> None:
    rows = [row("Wohnen und Arbeiten in der ganzen Stadt", "1", "P"), row("Kurz", "1", "P")]
    lines = render(Table(QUERY, "de", rows), 40).splitlines()
    assert max(len(line) for line in lines) <= 40
    assert lines[2:4] == [
        "Ziel                    Betrag  Quelle",
        "Wohnen und Arbeiten in  1,00 €  [1]",
    ]
