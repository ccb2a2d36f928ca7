"""Drafts are read as people write them; what cannot be read is a sentence that names the field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.vorlage.read import CITY, objects, read

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.errors import BadParameter
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.draft import date_of

# ---- values


@pytest.mark.parametrize(
    ("written", "euro"),
    [
        ("1.650.000,00 €", "1650000"),
        ("1.650.000 EUR", "1650000"),
        ("1650000", "1650000"),
        (1650000, "1650000"),
        (Decimal("1650000.5"), "1650000.5"),
        ("1650000.00", "1650000"),
        ("1,650,000.00", "1650000"),
        ("€ 1 650 000,-", "1650000"),
        ("1'650'000", "1650000"),
        ("1.650", "1650"),
        ("1.65", "1.65"),
        ("12,5", "12.5"),
        ("1,65 Mio. €", "1650000"),
        ("2,1 Mrd. Euro", "2100000000"),
        ("535 T€", "535000"),
        ("535 Tsd. EUR", "535000"),
        ("0", "0"),
    ],
)
def test_an_amount_means_the_same_however_it_is_written(written: Any, euro: str) -> None:
    assert values.decimal_text(values.amount("betrag", written)) == euro


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("viel", "erwartet wird ein Betrag"),
        ("1,650", "Tausender und Cent"),
        ("1.65.00", "Tausender und Cent"),
        ("-5", "nicht negativ"),
        (-5, "nicht negativ"),
        ("9" * 20, "zu groß"),
        (Decimal("1e999999"), "zu groß"),
        (True, "ein Betrag in Euro"),
        ([1], "ein Betrag in Euro"),
        ("1" * 5000, "erwartet wird ein Betrag"),
    ],
)
def test_an_amount_that_is_not_certain_is_refused_with_its_field(written: Any, why: str) -> None:
    with pytest.raises(BadParameter, match=why) as caught:
        values.amount("jahresscheiben[2].betrag", written)
    assert caught.value.facts["parameter"] == "jahresscheiben[2].betrag"
    assert "jahresscheiben[2].betrag" in caught.value.detail_en


@pytest.mark.parametrize("written", ["2025-06-16", "16.06.2025", " 16.6.2025 "])
def test_a_date_is_read_in_german_and_iso(written: str) -> None:
    assert values.day("datum", written) == date(2025, 6, 16)


@pytest.mark.parametrize("written", ["06/16/2025", "31.02.2025", "2025-6-1", "gestern", 20250616])
def test_a_date_that_is_none_is_refused(written: Any) -> None:
    with pytest.raises(BadParameter, match="Datum wie 2025-06-16"):
        values.day("datum", written)


def test_shares_years_and_codes_are_read_as_written() -> None:
    assert values.share("anteil", "60 %") == Decimal("0.6")
    assert values.share("anteil", "0,6") == Decimal("0.6")
    assert values.share("anteil", 60) == 60
    assert values.year("jahr", 2026) == values.year("jahr", "2026") == "2026"
    assert values.code("richtung", "Fördert", ("foerdert",)) == "foerdert"
    assert values.code("richtung", "nicht relevant", ("nicht-relevant",)) == "nicht-relevant"
    with pytest.raises(BadParameter, match="möglich ist foerdert, hemmt"):
        values.code("richtung", "gut", ("foerdert", "hemmt"))
    with pytest.raises(BadParameter, match="ein Jahr wie 2026"):
        values.year("jahr", "26")


# ---- JSON


def test_every_field_of_the_draft_reaches_the_graph(graph: Layers) -> None:
    draft = read(
        graph,
        {
            "kennung": "V2/25",
            "art": "Beschlussvorlage",
            "titel": "Radweg",
            "gegenstand": "Ein Radweg wird gebaut.",
            "datum": "16.06.2025",
            "federfuehrung": "61",
            "mitwirkung": ["GZ 68"],
            "raum": "Stadtbezirk Nord",
            "gesamtbetrag": "1.650.000,00 €",
            "jahresscheiben": [{"jahr": 2025, "betrag": "50000", "haushaltsart": "Finanzhaushalt"}],
            "verpflichtungsermaechtigung": 535000,
            "investitionskosten": 1650000,
            "folgekostenProJahr": 0,
            "folgekostenBegruendung": "Keine.",
            "deckung": "Haushalt 2025",
            "produkt": "54.1.0",
            "pspElement": "7.0001784.700",
            "zielbezuege": [
                {"ziel": "1.1", "richtung": "hemmt", "begruendung": "Grund", "abwaegung": "Text"}
            ],
            "nichtRelevantWeil": "Grund",
            "ohneRaumbezugWeil": "Grund",
            "allokationen": [{"ziel": "Klima schützen", "anteil": "60 %"}],
            "klimawirkung": "gering negativ",
            "klimabegruendung": "Grund",
            "alternativen": "Keine",
            "nichtoeffentlich": True,
            "nichtoeffentlichWeil": "Grund",
            "zitiert": ["V1/24"],
        },
    )
    assert draft.notes == ()
    assert draft.focus.value == f"{CITY}/vorlage/v2-25"
    assert (draft.title, draft.kennung, date_of(draft.store, draft.focus)) == (
        "Radweg",
        "V2/25",
        "2025-06-16",
    )
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert NS + "Vorlage" in objects(draft, rdf_type)
    assert objects(draft, "federfuehrung") == [f"{CITY}/einheit/61-neu"]
    assert objects(draft, "mitwirkung") == [f"{CITY}/einheit/68"]
    assert objects(draft, "liegtIn") == [f"{CITY}/raum/nord"]
    assert objects(draft, "gesamtbetrag") == ["1650000"]
    assert objects(draft, "folgekostenProJahr") == ["0"]
    assert objects(draft, "produkt") == [f"{CITY}/produkt/54.1.0"]
    assert objects(draft, "zitiert") == [f"{CITY}/vorlage/v1-24"]
    assert objects(draft, "klimawirkung") == [f"{VOCAB_BASE}klimawirkung/gering-negativ"]
    (scheibe,) = objects(draft, "hatJahresscheibe")
    assert objects(draft, "betrag", scheibe) == ["50000"]
    (bezug,) = objects(draft, "hatZielbezug")
    assert objects(draft, "ziel", bezug) == [f"{CITY}/ziel/z-2"]
    assert objects(draft, "wirkungsrichtung", bezug) == [f"{VOCAB_BASE}wirkungsrichtung/hemmt"]
    (weighing,) = objects(draft, "abwaegung", bezug)
    assert objects(draft, "begruendung", weighing) == ["Text"]
    (allokation,) = objects(draft, "hatZielallokation")
    assert objects(draft, "anteil", allokation) == ["0.6"]
    for name in (
        *("verpflichtungsermaechtigung", "investitionskosten", "folgekostenBegruendung"),
        *("deckung", "pspElement", "nichtRelevantWeil", "ohneRaumbezugWeil", "klimabegruendung"),
        *("alternativen", "nichtoeffentlich", "nichtoeffentlichWeil", "kennung"),
    ):
        assert len(objects(draft, name)) == 1, name


@pytest.mark.parametrize(
    ("name", "day", "found"),
    [
        ("1.1", "2025-01-01", "z-2"),
        ("1.1", "2020-01-01", "z-1"),
        ("Klima schützen", "2020-01-01", "z-1"),
        ("z-1", "2025-01-01", "z-1"),
        (f"{CITY}/ziel/z-1", "2025-01-01", "z-1"),
    ],
)
def test_a_goal_is_found_by_number_label_id_or_iri_as_of_the_date(
    graph: Layers, name: str, day: str, found: str
) -> None:
    draft = read(graph, {"titel": "T", "datum": day, "zielbezuege": [{"ziel": name}]})
    (bezug,) = objects(draft, "hatZielbezug")
    assert objects(draft, "ziel", bezug) == [f"{CITY}/ziel/{found}"]


@pytest.mark.parametrize("name", ["Wohnen", "Fremdes Ziel", "nichts", "https://kein iri"])
def test_a_goal_not_found_or_found_twice_stays_as_it_was_written(graph: Layers, name: str) -> None:
    draft = read(graph, {"titel": "T", "zielbezuege": [name]})
    (bezug,) = objects(draft, "hatZielbezug")
    assert objects(draft, "ziel", bezug) == [name]


def test_the_unit_that_bore_the_geschaeftszeichen_on_the_date_is_taken(graph: Layers) -> None:
    def unit(gz: str, day: str) -> str:
        draft = read(graph, {"titel": "T", "datum": day, "federfuehrung": gz})
        return objects(draft, "federfuehrung")[0].rsplit("/", 1)[-1]

    assert unit("61", "2020-05-05") == "61-alt"
    assert unit("Amt 61", "2025-05-05") == "61-neu"
    assert unit("68", "2025-05-05") == "68"
    assert unit("99.zz", "2025-05-05") == "99.zz"


def test_a_date_asked_for_replaces_that_of_the_draft(graph: Layers) -> None:
    draft = read(graph, {"titel": "T", "datum": "2025-01-01"}, day=date(2020, 1, 1))
    assert objects(draft, "datum") == ["2020-01-01"]
    assert objects(read(graph, {"titel": "T"}), "datum") == [date.today().isoformat()]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({}, "titel"),
        ({"titel": " "}, "titel"),
        ({"titel": ["T"]}, "titel"),
        ({"titel": "T", "art": "Brief"}, "art"),
        ({"titel": "T", "datum": "bald"}, "datum"),
        ({"titel": "T", "gesamtbetrag": "viel"}, "gesamtbetrag"),
        ({"titel": "T", "federfuehrung": ["61", "68"]}, "federfuehrung"),
        ({"titel": "T", "jahresscheiben": "2025: 5"}, "jahresscheiben"),
        ({"titel": "T", "jahresscheiben": [5]}, "jahresscheiben[0]"),
        ({"titel": "T", "jahresscheiben": [{"jahr": 2025}]}, "jahresscheiben[0].betrag"),
        ({"titel": "T", "zielbezuege": [{}]}, "zielbezuege[0].ziel"),
        (
            {"titel": "T", "zielbezuege": [{"ziel": "1.1", "richtung": "?"}]},
            "zielbezuege[0].richtung",
        ),
        (
            {"titel": "T", "allokationen": [{"ziel": "1.1", "anteil": "x"}]},
            "allokationen[0].anteil",
        ),
        ({"titel": "T", "nichtoeffentlich": "ja"}, "nichtoeffentlich"),
        ({"titel": "T", "raum": [{"id": "nord"}]}, "raum[0]"),
        ({"titel": "T", "zitiert": ["x"] * 501}, "zitiert"),
        ({"titel": "T" * 200_001}, "titel"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(
    graph: Layers, draft: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadParameter) as caught:
        read(graph, draft)
    assert caught.value.facts["parameter"] == field
    assert field in caught.value.detail


def test_fields_that_are_not_known_are_named_not_dropped(graph: Layers) -> None:
    draft = read(
        graph,
        {
            "titel": "T",
            "farbe": 1,
            "zielbezuege": [{"ziel": "1.1", "note": 1}],
            "zitiert": ["V0/0"],
        },
    )
    assert [note.field for note in draft.notes] == ["zitiert", "zielbezuege[0].note", "farbe"]
    assert draft.notes[0].value == "V0/0"


def test_a_byte_order_mark_does_no_harm(graph: Layers) -> None:
    assert read(graph, b'\xef\xbb\xbf{"titel": "T"}').title == "T"
