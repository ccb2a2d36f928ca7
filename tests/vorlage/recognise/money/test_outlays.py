"""What sentences say is spent once, and lines of the budget for one year."""

from __future__ import annotations

from typing import Any

import pytest

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft


def read(*lines: str) -> DocumentDraft:
    (document,) = read_document("\n\n".join(["Titel: Ein Versuch", *lines]).encode(), "")
    return document


def slices(document: DocumentDraft) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in document.draft.get("jahresscheiben", [])]


SPENT: dict[str, tuple[str, str, list[tuple[Any, ...]]]] = {
    "once": (
        "Für den Umzug sind einmalig 6.200 € geplant (Ergebnishaushalt 2026, Produkt 25.2.0.01).",
        "6200",
        [(2026, "6200", "ergebnishaushalt")],
    ),
    "price": ("Das Gerät wird zum Preis von 41.000,00 € beschafft.", "41000", []),
    "payments of a year": (
        "Finanzhaushalt 2027: Auszahlungen 73.000,- € (Produkt 42.4.0.01, Investitionsnummer "
        "I-4240-9001)",
        "73000",
        [(2027, "73000", "finanzhaushalt")],
    ),
    "below a heading": (
        "Finanzielle Auswirkungen:\nFinanzhaushalt 2026: Auszahlungen 38.500,- €",
        "38500",
        [(2026, "38500", "finanzhaushalt")],
    ),
    "line of the budget": (
        "Finanzhaushalt 2026, Produkt 42.4.0.01, Investitionsnummer I-4240-9001: 38.500,00 €",
        "38500",
        [(2026, "38500", "finanzhaushalt")],
    ),
}


@pytest.mark.parametrize("name", SPENT, ids=list(SPENT))
def test_what_is_spent_once_is_the_total_and_a_slice_if_its_year_is_said(name: str) -> None:
    text, total, rows = SPENT[name]
    document = read(text)
    assert document.draft["gesamtbetrag"] == total
    assert slices(document) == rows


@pytest.mark.parametrize(
    "text",
    [
        "Finanzhaushalt 2026: Einzahlungen 30.000 €",
        "Die Deckung erfolgt aus Minderauszahlungen im Finanzhaushalt 2026: 30.000 €",
        "Das Grundstück wird zum Preis von 80.000 € verkauft.",
        "Der Verein hatte das Haus zum Preis von 80.000 € zum Kauf angeboten.",
        "Die Geräte werden zum Preis von 800 € je Stück beschafft.",
        "Finanzhaushalt 2026 bis 2029: 400.000 €",
        "Im Ergebnishaushalt 2026 sind jährlich einmalig 500 € vorgesehen.",
        "Der Verein spendet einmalig 5.000 €.",
    ],
)
def test_what_is_no_outlay_of_the_paper_is_left_alone(text: str) -> None:
    document = read(text)
    assert "gesamtbetrag" not in document.draft
    assert "jahresscheiben" not in document.draft


def test_lines_for_several_years_are_slices_and_their_sum_is_asked() -> None:
    document = read("Finanzhaushalt 2026: 10.000 €", "Finanzhaushalt 2027: 20.000 €")
    assert slices(document) == [
        (2026, "10000", "finanzhaushalt"),
        (2027, "20000", "finanzhaushalt"),
    ]
    (question,) = [one for one in document.questions if one.field == "gesamtbetrag"]
    assert question.options == ("30000", "10000", "20000")


def test_a_line_of_the_budget_is_no_total_beside_another() -> None:
    document = read("Gesamtkosten: 90.000 €", "Finanzhaushalt 2026: Auszahlungen 40.000 €")
    assert document.draft["gesamtbetrag"] == "90000"
    assert slices(document) == []
