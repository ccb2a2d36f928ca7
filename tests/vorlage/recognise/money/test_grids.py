"""Tables of money in the shapes that council papers have."""

from __future__ import annotations

from typing import Any

import pytest

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft


def read(*lines: str) -> DocumentDraft:
    (document,) = read_document("\n".join(["Titel: Ein Versuch", "", *lines]).encode(), "")
    return document


def slices(document: DocumentDraft) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in document.draft.get("jahresscheiben", [])]


TABLES: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]], str | None]] = {
    "income beside": (
        (
            "Jahr | Auszahlung | Zuwendung | Eigenmittel | davon Verpflichtungsermächtigung",
            "2026 | 40.000 € | 10.000 € | 30.000 € | –",
            "2027 | 60.000 € | 20.000 € | 40.000 € | 60.000 €",
            "Summe | 100.000 € | 30.000 € | 70.000 € | 60.000 €",
        ),
        [(2026, "40000"), (2027, "60000", "60000")],
        "100000",
    ),
    "income first": (
        (
            "Jahr | Einmalige Einzahlungen (Euro) | Einmalige Auszahlungen (Euro)",
            "2026 | 5.000 | 20.000",
        ),
        [(2026, "20000")],
        None,
    ),
    "from and to": (
        (
            "Im Haushalt wirksam | von | bis | Höhe in EUR | wo veranschlagt",
            "Finanzhaushalt, Auszahlungen | 2026 | 2026 | 350.000 | 7.0001234.700",
            "Finanzhaushalt, Einzahlungen (Fördermittel) | 2026 | 2027 | 90.000 | 7.0001234.705",
        ),
        [(2026, "350000", "finanzhaushalt")],
        None,
    ),
    "two budgets": (
        (
            "Jahr | Ergebnishaushalt: Aufwand (Betrieb) | Finanzhaushalt: Investition | zusammen",
            "2026 | 48.000 € | 120.000 € | 168.000 €",
            "2027 | 96.000 € | 0,00 € | 96.000 €",
            "Summe | 144.000 € | 120.000 € | 264.000 €",
        ),
        [
            (2026, "48000", "ergebnishaushalt"),
            (2026, "120000", "finanzhaushalt"),
            (2027, "96000", "ergebnishaushalt"),
        ],
        "264000",
    ),
    "budget in the head": (
        ("Jahr | Plätze | Aufwand (Ergebnishaushalt)", "2026 | 3 (halbes Jahr) | 9.000,00 €"),
        [(2026, "9000", "ergebnishaushalt")],
        None,
    ),
    "saving": (
        (
            "Jahr | Minderaufwand | Mehraufwand Bus | Einsparung",
            "2026 | 102.000 € | 17.000 € | 85.000 €",
        ),
        [(2026, "17000")],
        None,
    ),
    "only income": (("Jahr | Mehrerträge (Ergebnishaushalt)", "2026 | 74.000 €"), [], None),
    "thousands": (
        ("Jahr | Betrag in 1.000 €", "2026 | 400", "2027 | 600*"),
        [(2026, "400000"), (2027, "600000")],
        None,
    ),
    "unit above": (
        ("(Angaben in 1000 EUR)", "", "Jahr | Betrag", "2026 | 400"),
        [(2026, "400000")],
        None,
    ),
    "names and sums": (
        (
            "Maßnahme | Jahr | Betrag in T€",
            "Planung | 2026 | 150",
            "Bau | 2027 | 1.850",
            "Summe | | 2.000",
        ),
        [(2026, "150000"), (2027, "1850000")],
        "2000000",
    ),
    "across": (
        (
            "Angaben in TEUR | 2026 | 2027 | gesamt",
            "Auszahlungen | 450 | 30 | 480",
            "davon VE | | 30 | 30",
            "Zuwendungen | 200 | 15 | 215",
        ),
        [(2026, "450000"), (2027, "30000", "30000")],
        "480000",
    ),
    "the same in both budgets": (
        (
            "Jahr | Ergebnishaushalt Aufwendungen in EUR | Finanzhaushalt Auszahlungen in EUR",
            "2026 | 25.000 | 25.000",
            "2027 | 30.000 | 30.000",
            "Summe | 55.000 | 55.000",
        ),
        [(2026, "25000", "ergebnishaushalt"), (2027, "30000", "ergebnishaushalt")],
        "55000",
    ),
    "rows that nobody filled in": (
        (
            "Im Haushalt wirksam | von | bis | Höhe in EUR | wo veranschlagt",
            "Ergebnishaushalt Erträge | | | |",
            "Ergebnishaushalt Aufwendungen | 2026 | 2026 | 45.000 | 36.5.0.01",
            "Finanzhaushalt Auszahlungen | | | |",
        ),
        [(2026, "45000", "ergebnishaushalt")],
        None,
    ),
    "lines and their sum": (
        ("Jahresscheiben:", "2026: 150.000 €", "2027: 350.000 €", "Gesamt: 500.000 €"),
        [(2026, "150000"), (2027, "350000")],
        "500000",
    ),
    "years and their sum across": (
        (
            "Jahr | 2026 | 2027 | Summe",
            "Auszahlungen Finanzhaushalt in EUR | 100.000 | 200.000 | 300.000",
        ),
        [(2026, "100000", "finanzhaushalt"), (2027, "200000", "finanzhaushalt")],
        "300000",
    ),
    "what is in the budget already": (
        (
            "Haushaltsjahr | Mittelbedarf | bereits veranschlagt",
            "2026 | 100.000 € | 60.000 €",
            "2027 | 80.000 € | 20.000 €",
        ),
        [(2026, "100000"), (2027, "80000")],
        None,
    ),
    "across with parts": (
        (
            "Kosten in TEUR | 2026 | 2027",
            "Bau | 300 | 200",
            "Planung | 50 | 10",
            "Summe | 350 | 210",
        ),
        [(2026, "350000"), (2027, "210000")],
        None,
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_slices_and_the_total_of_a_table_are_read(name: str) -> None:
    lines, expected, total = TABLES[name]
    document = read(*lines)
    found = [tuple(value for value in row) for row in slices(document)]
    assert [tuple(sorted(map(str, row))) for row in found] == [
        tuple(sorted(map(str, row))) for row in expected
    ]
    assert document.draft.get("gesamtbetrag") == total


ASKED = {
    "and on": ("Jahr | Aufwand in €", "2026 | 120.000", "2027 ff. | 80.000"),
    "several years": ("Teil | von | bis | Auszahlung in EUR", "Planung | 2026 | 2027 | 80.000"),
    "negative": ("Jahr | Betrag (EUR)", "2026 | -12.000", "2027 | 30.000"),
    "perhaps thousands": ("Jahr | Betrag", "2026 | 400", "2027 | 600"),
    "years to come": ("Kosten in T€ | 2026 | 2027 | Folgejahre", "Auszahlungen | 10 | 20 | 30"),
    "later across": ("Kosten in T€ | 2026 | 2027 | 2028 ff.", "Auszahlungen | 10 | 20 | 30"),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_table_that_is_not_certain_gives_one_question_and_no_slices(name: str) -> None:
    document = read(*ASKED[name])
    assert slices(document) == []
    assert [q.field for q in document.questions if q.field == "jahresscheiben"] == [
        "jahresscheiben"
    ]


def test_income_and_own_funds_beside_spending_are_the_sources_of_finance() -> None:
    document = read(*TABLES["income beside"][0])
    assert document.draft["finanzierungsquellen"] == [
        {"quelle": "Zuwendung", "betrag": "30000"},
        {"quelle": "Eigenmittel", "betrag": "70000"},
    ]


def test_a_table_of_follow_up_cost_gives_what_it_costs_every_year() -> None:
    document = read(
        "Entstehen Folgekosten oder Einsparungen? | von | bis | Höhe in EUR/Jahr | wo veranschlagt",
        "Ergebnishaushalt, Aufwendungen (Licht) | 2028 | 2054 | 31.200 | 1.100.54.1.0.01",
    )
    assert document.draft["folgekostenProJahr"] == "31200"
    assert "jahresscheiben" not in document.draft
    assert "produkt" not in document.draft


def test_what_is_saved_in_a_table_pays_for_what_it_spends() -> None:
    assert read(*TABLES["saving"][0]).draft["deckung"] == "Minderaufwand"


def test_slices_bear_the_budget_that_the_paper_names() -> None:
    document = read(
        "Haushalt: Finanzhaushalt, Investition", "", "Jahr | Auszahlung", "2026 | 40.000 €"
    )
    assert slices(document) == [(2026, "40000", "finanzhaushalt")]


def test_an_amount_is_no_number_of_a_product() -> None:
    document = read(
        "Haushaltsjahr | Mittelbedarf | wo veranschlagt",
        "2026 | 100.000 € | 60.000",
        "2027 | 80.000 € | 54.1.0.02",
    )
    assert document.draft["produkt"] == "54.1.0.02"


def test_years_and_earlier_in_lines_are_asked() -> None:
    document = read("Haushaltsmittel 2017 und früher: 400.000 €", "Haushaltsmittel 2018: 150.000 €")
    assert "jahresscheiben" not in document.draft
    assert "jahresscheiben" in {one.field for one in document.questions}


BELOW: dict[str, tuple[str, ...]] = {
    "bars": ("Jahr | Betrag in Euro", "2026 | 250.000", "2027 | 1.000.000", "Summe | 1.250.000"),
    "bars, no sum": ("Jahr | Betrag in Euro", "2026 | 250.000", "2027 | 1.000.000"),
    "blanks": (
        "Haushaltsjahr                                                      Betrag in Euro",
        "2026                                                               250.000",
        "2027                                                               1.000.000",
        "Summe                                                              1.250.000",
    ),
}


@pytest.mark.parametrize("name", BELOW, ids=list(BELOW))
def test_a_paragraph_right_below_a_table_is_no_row_of_it(name: str) -> None:
    words = "Laufende Kosten ab 2028 jährlich: 9.000 Euro. Die Stadt zahlt."
    document = read(*BELOW[name], words)
    assert slices(document) == [(2026, "250000"), (2027, "1000000")]
    assert document.draft["folgekostenProJahr"] == "9000"
    assert document.questions == ()


ACROSS = ("Jahr | 2026 | 2027 | Gesamt", "Auszahlungen Finanzhaushalt | 70 | 90 | 160")


def test_a_row_of_a_budget_has_its_total_in_the_last_column() -> None:
    rows = ("davon Zuwendung | 40 | 60 | 100", "Eigenanteil | 30 | 30 | 60")
    document = read("Finanzielle Auswirkungen (Angaben in T€):", "", *ACROSS, *rows)
    assert document.draft["gesamtbetrag"] == "160000"
    assert document.draft["finanzierungsquellen"] == [
        {"quelle": "Zuwendung", "betrag": "100000"},
        {"quelle": "Eigenanteil", "betrag": "60000"},
    ]


def test_the_same_outlay_in_rows_of_both_budgets_is_not_added() -> None:
    row = "Aufwendungen Ergebnishaushalt | 70 | 90 | 160"
    document = read("Finanzielle Auswirkungen (Angaben in T€):", "", *ACROSS, row)
    assert slices(document) == [
        (2026, "70000", "finanzhaushalt"),
        (2027, "90000", "finanzhaushalt"),
    ]
    assert document.draft["gesamtbetrag"] == "160000"
