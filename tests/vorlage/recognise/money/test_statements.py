"""What sentences say of money: what is certain, what is asked, and what is no statement of it."""

from __future__ import annotations

from typing import Any

import pytest

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft, State
from leitgraph.vorlage.states import states_of


def read(text: str) -> DocumentDraft:
    (document,) = read_document(f"Titel: Ein Versuch\n\n{text}\n".encode(), "")
    return document


SAID: dict[str, tuple[str, Any]] = {
    "Gebaut wird mit Gesamtkosten von 480.000,00 € (brutto).": ("gesamtbetrag", "480000"),
    "Die Gesamtkosten betragen 1,25 Mio. €.": ("gesamtbetrag", "1250000"),
    "Die Gesamtkosten betragen 100.000 € netto bzw. 119.000 € brutto.": ("gesamtbetrag", "119000"),
    "Die Gesamtkosten steigen von 2,4 Mio. € um 0,3 Mio. € auf 2,7 Mio. €.": (
        "gesamtbetrag",
        "2700000",
    ),
    "Die Kosten für die Maßnahme betragen 75 T€.": ("gesamtbetrag", "75000"),
    "Die Verpflichtungsermächtigung für die Jahre 2027 und 2028 in Höhe von 800 T€ gilt.": (
        "verpflichtungsermaechtigung",
        "800000",
    ),
    "Verpflichtungen zulasten der Jahre 2027 (500.000 €) und 2028 (300.000 €) sind erlaubt.": (
        "verpflichtungsermaechtigung",
        "800000",
    ),
    "Folgekosten ab 2029: 9.600 € im Jahr für Strom und Wasser.": ("folgekostenProJahr", "9600"),
    "Laufende Auszahlungen jährlich: 14 T€; laufende Einzahlungen jährlich: 5 T€.": (
        "folgekostenProJahr",
        "14000",
    ),
    "Jährliche Folgekosten: Strom 3.000 €, Wartung 1.500 €, zusammen 4.500 €.": (
        "folgekostenProJahr",
        "4500",
    ),
    "Für die Aufsicht entstehen jährliche Kosten von 18.500 € je Schuljahr.": (
        "folgekostenProJahr",
        "18500",
    ),
    "Laufende Auszahlungen ab 2027 jährlich: 22.000 Euro.": ("folgekostenProJahr", "22000"),
    "Laufende Kosten von 700 € im Jahr trägt das Budget der Schule.": (
        "folgekostenProJahr",
        "700",
    ),
    "Entstehen Folgekosten? nein, weil der Verein das Haus betreibt": (
        "folgekostenBegruendung",
        "der Verein das Haus betreibt",
    ),
    "2027 gilt die Verpflichtungsermächtigung von 300.000 Euro.": (
        "verpflichtungsermaechtigung",
        "300000",
    ),
    "Über 30 Jahre ergeben Bau und Betrieb zusammen 7,46 Mio. €.": (
        "lebenszykluskosten",
        "7460000",
    ),
    "Die Mittel sind im Haushaltsplan 2026 veranschlagt.": (
        "deckung",
        "Die Mittel sind im Haushaltsplan 2026 veranschlagt.",
    ),
    "Die Zuwendung ist nach der Förderrichtlinie Ländliche Wege beantragt.": (
        "foerderprogramm",
        ["Förderrichtlinie Ländliche Wege"],
    ),
    "Die Einzahlungen stammen aus der Städtebauförderung.": (
        "foerderprogramm",
        ["Städtebauförderung"],
    ),
    "Es ist Produkt 54.1.0.02 Wege, Investitionsnummer I-5410-9014.": ("produkt", "54.1.0.02"),
    "Das steht bei Produkt 54.1.0.02 Wege, Maßnahme 5410-9014.": ("pspElement", "5410-9014"),
    "Produkt 41.1.0.01; Deckung im Haushaltsplan 2026.": ("produkt", "41.1.0.01"),
    "Das steht auf dem PSP-Element 7.500123.700.": ("pspElement", "7.500123.700"),
}


@pytest.mark.parametrize("sentence", SAID, ids=list(SAID))
def test_an_explicit_statement_is_certain(sentence: str) -> None:
    field, value = SAID[sentence]
    assert read(sentence).draft.get(field) == value


@pytest.mark.parametrize(
    "sentence",
    [
        "Im Haushalt ist ein Gesamtbetrag von 40.000 € bei den Sachkosten einzusparen.",
        "Variante 2 hätte Gesamtkosten von 3,2 Mio. €.",
        "Als Alternativen wurden ein Neubau (6,8 Mio. €) und die Miete (300 T€ im Jahr) geprüft.",
        "Ab 2027 entfallen laufende Kosten von 27.500,00 € im Jahr.",
        "Fördermittel werden nicht in Anspruch genommen.",
        "Der Rat beschließt das Förderprogramm für Lastenräder der Stadt.",
        "Das ISEK ist Grundlage für alle Programme der Städtebauförderung.",
        "Die Richtlinie der Stadt für die Förderung von Vereinen gilt weiter.",
        "Die Maßnahme S 3 der Planung wird umgesetzt.",
        "Hinzu kommen Abschreibungen von 60.750 € bei einer Nutzungsdauer von 80 Jahren.",
        "Dem stehen laufende Einzahlungen von 14.400 € im Jahr gegenüber.",
    ],
)
def test_what_is_no_cost_of_the_paper_is_left_alone(sentence: str) -> None:
    document = read(sentence)
    assert set(document.draft) <= {"titel", "gegenstand"}


def test_two_totals_give_one_question_with_both() -> None:
    document = read("Gesamtkosten: 1.350.000 €\n\nDie Gesamtkosten betragen 1.250.000 €.")
    assert "gesamtbetrag" not in document.draft
    (question,) = [one for one in document.questions if one.field == "gesamtbetrag"]
    assert set(question.options) == {"1350000", "1250000"}


def test_what_something_is_done_for_in_all_is_asked() -> None:
    document = read("Das Amt möchte den Platz ab April für insgesamt 1.200.000 Euro umbauen.")
    assert [(q.field, q.options) for q in document.questions if q.field == "gesamtbetrag"] == [
        ("gesamtbetrag", ("1200000",))
    ]


def test_a_rounded_total_does_not_contradict_the_exact_one() -> None:
    text = "Die Gesamtkosten betragen 2.846.700 €.\n\nGebaut wird mit Gesamtkosten von 2,85 Mio. €."
    assert read(text).draft["gesamtbetrag"] == "2846700"


def test_follow_up_cost_in_parts_without_a_sum_is_asked() -> None:
    document = read("Jährliche Folgekosten entstehen für Strom 3.000 € und für Wartung 1.500 €.")
    assert "folgekostenProJahr" not in document.draft
    (question,) = [one for one in document.questions if one.field == "folgekostenProJahr"]
    assert question.options == ("4500", "3000", "1500")


def test_a_sentence_that_says_who_pays_gives_the_sources() -> None:
    document = read(
        "Gebaut wird zu 1,9 Mio. EUR aus Fördermitteln, zu 850 TEUR aus Eigenmitteln finanziert."
    )
    assert document.draft["finanzierungsquellen"] == [
        {"quelle": "Fördermittel", "betrag": "1900000"},
        {"quelle": "Eigenmittel", "betrag": "850000"},
    ]


def test_slices_in_a_sentence_count_if_they_make_up_the_total() -> None:
    text = (
        "Die Gesamtkosten betragen 450 T€. "
        "Die Auszahlungen fallen mit 150 T€ auf 2026 und mit 300 T€ auf 2027 an."
    )
    assert read(text).draft["jahresscheiben"] == [
        {"jahr": 2026, "betrag": "150000"},
        {"jahr": 2027, "betrag": "300000"},
    ]


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Die VE für die Jahre 2027 und 2028 in Höhe von 800 T€ gilt.", ["2027", "2028"]),
        ("Die VE beträgt 800 T€, davon 500 T€ in 2027 und 300 T€ in 2028.", ["2027", "2028"]),
        ("Die VE zulasten der Jahre 2027 bis 2029 beträgt 9 T€.", ["2027", "2028", "2029"]),
    ],
)
def test_all_the_years_of_a_commitment_are_read(sentence: str, years: list[str]) -> None:
    assert read(sentence).draft["verpflichtungsjahre"] == years


def test_a_product_that_pays_for_another_is_not_the_product_of_the_paper() -> None:
    document = read(
        "Gebaut wird in Produkt 54.1.0.01. Die Deckung erfolgt aus Minderausgaben bei "
        "Produkt 36.5.0.02."
    )
    assert document.draft["produkt"] == "54.1.0.01"


@pytest.mark.parametrize(
    ("line", "field"),
    [("Produkt: I-2111-9001", "produkt"), ("Investitionsnummer: 21.1.1.01", "pspElement")],
)
def test_a_number_of_the_other_kind_is_asked(line: str, field: str) -> None:
    document = read(line)
    assert field not in document.draft
    assert [one.field for one in document.questions if one.field != "titel"] == [field]


@pytest.mark.parametrize(
    "words", ["keine", "nein.", "keine erforderlich", "wird nicht benötigt", "nicht vorgesehen"]
)
def test_a_commitment_that_is_denied_is_none_and_not_unread(words: str) -> None:
    document = read(f"Verpflichtungsermächtigung: {words}")
    assert document.questions == ()
    assert states_of(document)["verpflichtungsermaechtigung"] is State.ABSENT


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (
            "Läden werden mit einem Gesamtbetrag von 9.000 € (Zuschuss) pro Laden gefördert.",
            "gesamtbetrag",
        ),
        ("Folgekosten pro Jahr: Ertrag aus Mieten: 8.000 €", "folgekostenProJahr"),
        ("Gesamtkosten: 550.000 - 750.000 €", "gesamtbetrag"),
        ("Gesamtkosten: 5,3 bis 5,9 Mio. €", "gesamtbetrag"),
        ("Die Gesamtkosten betragen 5,3 bis 5,9 Mio. €.", "gesamtbetrag"),
        ("Gesamtkosten: > 6 Mio. €", "gesamtbetrag"),
        ("Folgekosten pro Jahr: Personal 9.000 €, Sachkosten 9.000 €", "folgekostenProJahr"),
        ("Folgekosten pro Jahr: bis 2027 8.000 €, danach 9.000 €", "folgekostenProJahr"),
        ("Folgekosten pro Jahr: einmaliger Zuschuss von insgesamt 8.000 €", "folgekostenProJahr"),
    ],
)
def test_an_amount_that_may_not_be_meant_is_asked(text: str, field: str) -> None:
    document = read(text)
    assert field not in document.draft
    assert [one.field for one in document.questions] == [field]
