"""Whether a paper has effects on the budget: said, denied, or both at once."""

from __future__ import annotations

import pytest

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft


def read(*lines: str) -> DocumentDraft:
    (document,) = read_document("\n\n".join(["Titel: Ein Versuch", *lines]).encode(), "")
    return document


@pytest.mark.parametrize(
    "lines",
    [
        ("Keine unmittelbaren finanziellen Auswirkungen.",),
        ("Aus der Umbenennung ergeben sich keine finanziellen Auswirkungen.",),
        ("Finanzielle Auswirkungen", "keine"),
        ("Finanzielle Auswirkungen", "Keine unmittelbaren Auswirkungen."),
        ("Finanzielle Auswirkungen", "Der Stadt entstehen keine Kosten."),
        ("Finanzielle Auswirkungen: Es entstehen keine direkten finanziellen Auswirkungen.",),
    ],
)
def test_effects_that_a_paper_denies_are_none(lines: tuple[str, ...]) -> None:
    document = read(*lines)
    assert document.draft["finanzielleAuswirkungen"] is False
    assert document.questions == ()


@pytest.mark.parametrize(
    "line",
    [
        "Für den Kreis ergeben sich keine finanziellen Auswirkungen.",
        "Derzeit entstehen keine finanziellen Auswirkungen.",
        "Es entstehen keine weiteren finanziellen Auswirkungen.",
    ],
)
def test_what_denies_them_only_in_part_says_nothing(line: str) -> None:
    assert "finanzielleAuswirkungen" not in read(line).draft


@pytest.mark.parametrize(
    "amount", ["Die Gesamtkosten betragen 70.000 €.", "Jahresscheiben: 2026: 70.000 €"]
)
@pytest.mark.parametrize(
    "denied", ["Keine unmittelbaren finanziellen Auswirkungen.", "Finanzielle Auswirkungen: keine"]
)
def test_amounts_that_contradict_it_make_one_question(denied: str, amount: str) -> None:
    document = read(denied, amount)
    assert "finanzielleAuswirkungen" not in document.draft
    assert [(one.field, one.options) for one in document.questions] == [
        ("finanzielleAuswirkungen", ("Nein", "Ja"))
    ]


@pytest.mark.parametrize("words", ["Bezeichnung-Konto", "Betrag EUR", "Haushaltsjahr"])
def test_the_head_of_a_column_is_no_product(words: str) -> None:
    document = read(f"Produktkonto\n{words}")
    assert "produkt" not in document.draft


def test_the_name_of_a_product_is_one() -> None:
    assert read("Produkt: Gemeindestraßen").draft["produkt"] == "Gemeindestraßen"
