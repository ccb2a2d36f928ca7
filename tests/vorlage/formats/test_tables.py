"""Tables and lines of council papers: slices with units and by year, crosses, labels, questions."""

from __future__ import annotations

from typing import Any

import pytest
from tests.vorlage.formats.documents import TEXT

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft


def read(text: str) -> DocumentDraft:
    """The Vorlage in a pasted text; cells are parted by bars."""
    (document,) = read_document(f"Titel: Ein Versuch\n\n{text}\n".encode(), TEXT)
    return document


def slices(text: str) -> list[tuple[Any, ...]]:
    """The slices as tuples; nothing may be asked."""
    document = read(text)
    assert document.questions == ()
    return [tuple(one.values()) for one in document.draft["jahresscheiben"]]


THREE = [(2025, "50000"), (2026, "750000"), (2027, "850000")]
IN_FINANZ = [(*one, "finanzhaushalt") for one in THREE]


@pytest.mark.parametrize(
    "table",
    [
        "Jahr | Betrag in Euro\n2025 | 50.000\n2026 | 750.000\n2027 | 850.000",
        "Jahr | Betrag\n2025 | 50.000,00 €\n2026 | 750.000,00 €\n2027 | 850.000,00 €",
        "Jahr | Betrag in T€\n2025 | 50\n2026 | 750\n2027 | 850",
        "Jahr | Betrag (TEUR)\n2025 | 50\n2026 | 750\n2027 | 850",
        "Jahr | Betrag in Mio. €\n2025 | 0,05\n2026 | 0,75\n2027 | 0,85",
        "Angaben in T€:\n\nJahr | Betrag\n2025 | 50\n2026 | 750\n2027 | 850",
        "Haushaltsjahr | Kosten\nPlan 2025 | 50.000 EUR\nPlan 2026 | 750.000 EUR\n"
        "2027 | 850.000 EUR",
        "Jahr | Betrag in Euro\n2025 | 50 000\n2026 | 750 000\n2027 | 850 000",
        "Jahr | Betrag in Euro\n2025 | 50000\n2026 | 750000\n2027 | 850000\nSumme | 1650000",
    ],
)
def test_slices_by_row_are_read_in_their_unit(table: str) -> None:
    assert slices(table) == THREE


@pytest.mark.parametrize(
    "table",
    [
        " | 2025 | 2026 | 2027\nFinanzhaushalt in Euro | 50.000 | 750.000 | 850.000",
        "in T€ | 2025 | 2026 | 2027\nFinanzhaushalt | 50 | 750 | 850\nEinzahlungen | 10 | 20 | 30",
        "Angaben in Euro | 2025 | 2026 | 2027 | gesamt\n"
        "Auszahlungen (investiv) | 50.000 | 750.000 | 850.000 | 1.650.000",
        "Jahr | Ergebnishaushalt in € | Finanzhaushalt in €\n"
        "2025 | 0 | 50.000\n2026 | – | 750.000\n2027 | | 850.000",
        "Jahr | Betrag in € | Haushalt\n2025 | 50.000 | Finanzhaushalt\n"
        "2026 | 750.000 | investiv\n2027 | 850.000 | FinHH",
    ],
)
def test_slices_tell_which_budget_they_are_in(table: str) -> None:
    assert slices(table) == IN_FINANZ


def test_both_budgets_are_slices_of_their_own() -> None:
    table = (
        "in Euro | 2025 | 2026\nErgebnishaushalt | 1.000 | 2.000\nFinanzhaushalt | 3.000 | 4.000"
    )
    assert slices(table) == [
        (2025, "1000", "ergebnishaushalt"),
        (2026, "2000", "ergebnishaushalt"),
        (2025, "3000", "finanzhaushalt"),
        (2026, "4000", "finanzhaushalt"),
    ]


def test_a_sum_is_the_total_where_none_is_named() -> None:
    table = "Jahr | Betrag in Euro\n2025 | 50.000\n2026 | 750.000\nSumme | 800.000"
    assert read(table).draft["gesamtbetrag"] == "800000"
    assert read(f"Gesamtbetrag: 900.000 €\n\n{table}").draft["gesamtbetrag"] == "900000"


def test_a_row_of_commitments_is_no_slice() -> None:
    table = "in Euro | 2025 | 2026\nFinanzhaushalt | 3.000 | 40.000\nVE | – | 40.000"
    document = read(table)
    assert document.draft["verpflichtungsermaechtigung"] == "40000"
    assert len(document.draft["jahresscheiben"]) == 2


@pytest.mark.parametrize(
    "table",
    [
        "Jahr | Betrag\n2025 | 50\n2026 | 750",  # Euro or thousands?
        "Jahr | Betrag in Euro\n2025 | 50.000\n2026 ff. | 750.000",
        "Jahr | Betrag in Euro\n2025 | 50.000\n2026 | offen",
        " | 2025 | 2026\nVariante A in Euro | 50.000 | 750.000\n"
        "Variante B in Euro | 60.000 | 70.000",
    ],
)
def test_slices_that_are_not_certain_are_asked_and_not_in_the_draft(table: str) -> None:
    document = read(table)
    assert "jahresscheiben" not in document.draft
    (question,) = document.questions
    assert question.field == "jahresscheiben"
    assert question.text.de.startswith("Jahresscheiben: Gelesen wurde 2025 50")


def test_crosses_in_a_grid_of_goals_give_the_direction() -> None:
    table = (
        "Ziel | fördert | hemmt | neutral | Begründung\n"
        "2.2 Rad | x | | | Ein Weg.\n"
        "3.6 Hitze | ☐ | ☒ | ☐ | Versiegelt.\n"
        "4.1 Schule | ☐ | ☐ | ☐ | "
    )
    assert read(table).draft["zielbezuege"] == [
        {"ziel": "2.2", "richtung": "foerdert", "begruendung": "Ein Weg."},
        {"ziel": "3.6", "richtung": "hemmt", "begruendung": "Versiegelt."},
    ]


def test_two_crosses_for_one_goal_are_asked() -> None:
    document = read("Ziel | fördert | hemmt\n2.2 | x | x")
    assert document.draft["zielbezuege"] == [{"ziel": "2.2"}]
    assert [question.field for question in document.questions] == ["zielbezuege[0].richtung"]


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Klimarelevanz: ☒ ja ☐ nein", "klimarelevant", True),
        ("Klimarelevanz: [ ] ja [x] nein", "klimarelevant", False),
        ("Klimarelevanz: ja ☐ nein ☒", "klimarelevant", False),
        ("Klimarelevanz ☒ ja ☐ nein", "klimarelevant", True),
        ("Klimarelevanz ja ☐ nein ☒", "klimarelevant", False),
        ("☒ öffentlich ☐ nichtöffentlich", "nichtoeffentlich", False),
        ("Behandlung: ☐ öffentlich ☑ nicht öffentlich", "nichtoeffentlich", True),
        ("nichtöffentlich", "nichtoeffentlich", True),
        ("Klimawirkung: ☐ positiv ☐ keine ☒ gering negativ", "klimawirkung", "gering-negativ"),
        ("Klimacheck: geringfügige Verschlechterung", "klimawirkung", "gering-negativ"),
        ("Klimawirkung: erhebliche Verbesserung", "klimawirkung", "erheblich-positiv"),
        ("Querschnittsthemen: ☒ Inklusion ☐ Gesundheit ☒ Baukultur", "querschnittsthemen",
         ["Inklusion", "Baukultur"]),
        ("Federführendes Amt: Straßen- und Tiefbauamt (66)", "federfuehrung", "66"),
        ("Federführung: Amt 66 – Straßen- und Tiefbauamt", "federfuehrung", "66"),
        ("GZ: (GB 2) 55", "federfuehrung", "55"),
        ("Einreicher: Dezernat Stadtentwicklung und Bau", "federfuehrung",
         "Dezernat Stadtentwicklung und Bau"),
        ("Mitzeichnung: 20, 61 und 67", "mitwirkung", ["20", "61", "67"]),
        # Commas part places: the names of places bear none, so nothing has to be asked.
        ("Räumlicher Bezug: Altstadt, Neustadt", "raum", ["Altstadt", "Neustadt"]),
        ("Datum: 25. Apr. 2024", "datum", "2024-04-25"),
        ("Datum: 16. Juni 2025", "datum", "2025-06-16"),
        ("Produkt: 54.1.0 Gemeindestraßen", "produkt", "54.1.0"),
        ("PSP-Element: 7.0001784.700 (Planung)", "pspElement", "7.0001784.700"),
        ("Folgekosten: 33.000 € jährlich", "folgekostenProJahr", "33000"),
        ("Folgekosten: keine, weil sie im Bestand schon anfallen.", "folgekostenBegruendung",
         "sie im Bestand schon anfallen."),
        ("Ziele: nicht relevant, weil es nur um einen Namen geht", "nichtRelevantWeil",
         "es nur um einen Namen geht"),
        ("Bezug: Beschluss V1796/22 vom 2. März 2023", "zitiert", ["V1796/22"]),
    ],
)  # fmt: skip
def test_a_line_of_a_form_fills_its_field(line: str, field: str, value: Any) -> None:
    document = read(line)
    assert document.draft == {"titel": "Ein Versuch", field: value}
    assert document.questions == ()


@pytest.mark.parametrize(
    ("line", "field", "options"),
    [
        ("Folgekosten: 33.000 €", "folgekostenProJahr", ("33000",)),
        ("Gesamtkosten: 100.000 € bis 150.000 €", "gesamtbetrag", ("100000", "150000")),
        ("Kosten: 100.000 €", "gesamtbetrag", ("100000",)),
        ("Klimawirkung: geht so", "klimawirkung",
         ("erheblich-positiv", "positiv", "gering-positiv", "gering-negativ", "negativ",
          "erheblich-negativ", "keine")),
        ("Klimarelevanz: unklar", "klimarelevant", ("Ja", "Nein")),
        ("Gesamtbetrag: 5.000 €\nGesamtkosten: 6.000 €", "gesamtbetrag", ("5000", "6000")),
        ("Der Stadtrat hat mit Beschluss V1796/22 entschieden.", "zitiert", ("V1796/22",)),
        ("Wir fördern damit das Ziel 1.3 des Konzepts.", "zielbezuege", ("1.3",)),
        ("Zeitraum: Frühjahr 2026", "beginn", ()),
    ],
)  # fmt: skip
def test_what_could_be_meant_another_way_is_asked(
    line: str, field: str, options: tuple[str, ...]
) -> None:
    document = read(line)
    assert field not in document.draft
    (question,) = document.questions
    assert (question.field, question.options) == (field, options)
    assert question.place == "Zeile 3"
    assert question.text.de != question.text.en
