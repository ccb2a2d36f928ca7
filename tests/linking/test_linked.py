"""Goals that the running text of a paper speaks of become Zielbezüge, with direction and reason."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.linking.conftest import BASE

from leitgraph.linking.kommune import knows, kommune_of
from leitgraph.linking.shelf import CityNames
from leitgraph.model import Text
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.vorlage.linked.goals import linked
from leitgraph.vorlage.reading import DocumentDraft, Question, Recognised, Stretch, Use

City = Callable[[str], CityNames]


def paper(*lines: str, use: Use = "text", field: str = "", **draft: Any) -> DocumentDraft:
    parts = tuple(Stretch(line, f"Zeile {n}", use, field) for n, line in enumerate(lines, 1))
    return DocumentDraft({"titel": "Probe", **draft}, (), (), "text", 1, "", stretches=parts)


def goals(document: DocumentDraft) -> list[tuple[str, str | None]]:
    return [(row["ziel"], row.get("richtung")) for row in document.draft.get("zielbezuege", [])]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["Der Steg dient dem Unterziel „Steigerung der freizeitlichen Attraktivität“."],
            [("Steigerung der freizeitlichen Attraktivität", "foerdert")],
            id="served",
        ),
        pytest.param(
            ["Damit wird der Klimaschutz in der Stadt gefördert."],
            [],
            id="a short name without a sign that a goal is meant",
        ),
        pytest.param(
            ["Damit wird das Ziel Klimaschutz in der Stadt gefördert."],
            [("Klimaschutz in der Stadt", "foerdert")],
            id="introduced",
        ),
        pytest.param(
            [
                "Die Vorlage dient dem Ziel Gewährleistung von offentlicher Ordnung und "
                "Sicherheit in der Stadt."
            ],
            [("Gewährleistung von offentlicher Ordnung und Sicherheit in der Stadt", "foerdert")],
            id="umlaut lost",
        ),
        pytest.param(
            [
                "Der Verkauf widerspricht dem Ziel „Umsetzung der Maßnahmen nach Prioritäten "
                "aus dem Sportentwicklungskonzept“."
            ],
            [
                (
                    "Umsetzung der Maßnahmen nach Prioritäten aus dem Sportentwicklungskonzept",
                    "hemmt",
                )
            ],
            id="hampered",
        ),
        pytest.param(
            ["Sie dient dem Leitziel „Solide Finanzen“, Unterziel „Weiterer Schuldenabbau“."],
            [("Weiterer Schuldenabbau", "foerdert")],
            id="the parent of a sub-goal is implied",
        ),
        pytest.param(
            ["Das Ziel „Bürgernähe“ wird nicht berührt.", "Ziel „Solide Finanzen“: kein Beitrag"],
            [],
            id="denied",
        ),
        pytest.param(
            ["Ein Anlieger wendet ein, der Bau widerspreche dem Ziel „Klimaschutz in der Stadt“."],
            [],
            id="the opinion of somebody else",
        ),
        pytest.param(
            ["Berührte Ziele: ☐ Solide Finanzen ☐ Bürgernähe ☐ Abbau sozialer Missstände"],
            [],
            id="a form with empty boxes",
        ),
        pytest.param(
            ["Unterstützte Ziele: ☐ Solide Finanzen ☒ Bürgernähe ☐ Abbau sozialer Missstände"],
            [("Bürgernähe", "foerdert")],
            id="one box is ticked",
        ),
        pytest.param(
            ["Unterstützte Ziele: Solide Finanzen Bürgernähe ☒ ☐ ☐"],
            [],
            id="boxes that lost their words",
        ),
        pytest.param(
            ["Solide Finanzen | Stärkung der Finanzkraft der Stadt | fördert | Die Miete steigt."],
            [("Stärkung der Finanzkraft der Stadt", "foerdert")],
            id="a row of a table",
        ),
        pytest.param(
            ["Solide Finanzen Weiterer Schuldenabbau fördert Der Erlös wird dafür verwendet."],
            [("Weiterer Schuldenabbau", "foerdert")],
            id="a row that lost its bars",
        ),
        pytest.param(
            ["Solide Finanzen | 3 | fehlt"],
            [],
            id="a row of another table",
        ),
        pytest.param(
            [
                "Das Ziel „Bürgernähe“ wird gefördert.",
                "Das Ziel „Bürgernähe“ wird gehemmt, es hemmt die Vorlage.",
            ],
            [],
            id="the paper says both",
        ),
        pytest.param(
            [
                "Berührt ist das Unterziel „Bürgernähe“. Sie fördert dieses Ziel, weil ein "
                "zweites Büro öffnet."
            ],
            [("Bürgernähe", "foerdert")],
            id="the next sentence says it",
        ),
    ],
)
def test_what_a_paper_says(
    city: City, lines: list[str], expected: list[tuple[str, str | None]]
) -> None:
    assert goals(linked(paper(*lines), city("auerbach"))) == expected


def test_the_reason_is_the_sentence_with_its_place(city: City) -> None:
    sentence = "Der Steg dient dem Unterziel „Ausbau und Förderung von Sportmöglichkeiten“."
    document = linked(paper("Der Steg ist alt.", "Er ist schmal. " + sentence), city("auerbach"))
    assert document.draft["zielbezuege"][0]["begruendung"] == sentence
    assert {(one.field, one.place, one.passage) for one in document.recognised} == {
        (f"zielbezuege[0].{name}", "Zeile 2", sentence)
        for name in ("ziel", "richtung", "begruendung")
    }


def test_headings_empty_labels_and_alternatives_say_nothing(city: City) -> None:
    sentence = "Die Vorlage dient dem Ziel „Bürgernähe“."
    for use, field in (("furniture", ""), ("text", "alternativen"), ("field", "titel")):
        document = paper(sentence, use=use, field=field)  # type: ignore[arg-type]
        assert linked(document, city("auerbach")) == document


def test_what_a_table_says_stays_and_is_completed(city: City) -> None:
    rows = [{"ziel": "Bürgernähe"}, {"ziel": "Freies WLAN", "richtung": "foerdert"}]
    document = paper("Die Vorlage fördert die Bürgernähe mit einem Büro.", zielbezuege=rows)
    found = linked(document, city("auerbach")).draft["zielbezuege"]
    assert found == [
        {
            "ziel": "Bürgernähe",
            "richtung": "foerdert",
            "begruendung": "Die Vorlage fördert die Bürgernähe mit einem Büro.",
        },
        rows[1],
    ]


def test_a_direction_that_is_stated_is_not_overruled(city: City) -> None:
    rows = [{"ziel": "Bürgernähe", "richtung": "hemmt"}]
    document = paper("Die Vorlage fördert die Bürgernähe.", zielbezuege=rows)
    assert linked(document, city("auerbach")).draft["zielbezuege"] == rows


def test_a_sentence_read_as_a_goal_gives_way_to_the_goal_in_it(city: City) -> None:
    sentence = "Die Vorlage dient insbesondere dem Ziel „Bürgernähe“."
    asked = Question("zielbezuege", Text("Ziele?", "Goals?"), (), "Zeile 1", sentence)
    document = paper(sentence, zielbezuege=[{"ziel": sentence}])
    document = linked(
        DocumentDraft(document.draft, (), (asked,), "text", 1, "", stretches=document.stretches),
        city("auerbach"),
    )
    assert goals(document) == [("Bürgernähe", "foerdert")]
    assert document.questions == ()


def test_a_goal_of_an_earlier_time_is_looked_up_by_the_date(city: City) -> None:
    text = "Die Vorlage fördert das Zukunftsthema „Ressourcenschonende Stadt“."
    assert len(goals(linked(paper(text), city("dresden"), date(2019, 1, 1)))) == 1


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Stadt Leipzig – Beschlussvorlage\nVII-DS-1", "leipzig"),
        ("Große Kreisstadt Auerbach/Vogtl.\nBeschlussvorlage", "auerbach"),
        ("Landeshauptstadt Dresden\nDer Oberbürgermeister", "dresden"),
        ("Stadtverwaltung Kaiserslautern", "kaiserslautern"),
        ("Landesdirektion Leipzig\nBescheid", ""),
        ("Stadt Leipzig und Landeshauptstadt Dresden: Vertrag", ""),
        ("Stadt Hintertupfing", ""),
        ("", ""),
    ],
)
def test_the_city_is_told_by_the_letterhead(layers: Layers, head: str, expected: str) -> None:
    assert kommune_of(layers, BASE, head) == expected


def test_only_cities_of_the_graph_are_known(layers: Layers) -> None:
    assert knows(layers, BASE, "auerbach")
    assert not knows(layers, BASE, "entenhausen")
    assert not knows(layers, BASE, "a> <b")


@pytest.mark.alone
def test_thirty_pages_are_scanned_in_time(city: City) -> None:
    page = [
        "Die Vorlage dient dem Unterziel „Klimaschutz in der Stadt“, weil Bäume gepflanzt werden.",
        *["Der Rat hat im Mai über die Lage der Straßen und Plätze in der Stadt beraten. " * 3]
        * 11,
    ]
    names = city("auerbach")
    names.scanner("ziel")
    document = paper(*(page * 30))
    start = time.process_time()
    assert len(goals(linked(document, names))) == 1
    assert time.process_time() - start < 0.25


@pytest.mark.parametrize(
    ("after", "weighed"),
    [
        pytest.param(
            "Abgewogen wurde zugunsten der Schule, weil Plätze fehlen.", True, id="weighed"
        ),
        pytest.param("Der Bedarf an Plätzen wiegt hier schwerer als das Grün.", True, id="heavier"),
        pytest.param("Eine Abwägung erfolgt nicht.", False, id="not weighed"),
        pytest.param("Abwägung:", False, id="a label"),
        pytest.param("Die Bäume werden im Herbst gefällt.", False, id="nothing said"),
    ],
)
def test_a_hampered_goal_carries_its_weighing(city: City, after: str, weighed: bool) -> None:
    text = "Die Fällung beeinträchtigt das Ziel „Klimaschutz in der Stadt“."
    (row,) = linked(paper(text, "Es sind drei Bäume.", after), city("auerbach")).draft[
        "zielbezuege"
    ]
    assert row["richtung"] == "hemmt"
    assert row.get("abwaegung") == (after if weighed else None)


def test_what_is_weighed_is_not_held_to_be_given_up_in_silence(city: City) -> None:
    closing = Stretch("Die Grundschule Am Anger wird geschlossen.", "Zeile 1", "text", "beschluss")
    why = Stretch("Die Sparpflicht wiegt schwerer als der kurze Schulweg.", "Zeile 2", "text", "")
    for parts, expected in (((closing,), True), ((closing, why), False)):
        document = DocumentDraft({"titel": "P"}, (), (), "text", 1, "", stretches=parts)
        assert ("gefaehrdeteZiele" in linked(document, city("auerbach")).draft) is expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        pytest.param("Unterstützte Ziele", "foerdert", id="supported"),
        pytest.param("Beeinträchtigte Ziele", "hemmt", id="hampered"),
        pytest.param("Berührte Ziele", None, id="touched, and not said how"),
    ],
)
def test_a_ticked_box_says_what_the_label_above_it_says(
    city: City, above: str, expected: str | None
) -> None:
    label = Stretch(above, "Zeile 1", "furniture", "zielbezuege")
    lines = [
        Stretch(text, "Zeile 2", "field", "") for text in ("☒ Bürgernähe", "☐ Solide Finanzen")
    ]
    document = DocumentDraft({}, (), (), "text", 1, "", stretches=(label, *lines))
    assert goals(linked(document, city("auerbach"))) == [("Bürgernähe", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Vorlage dient dem Unterziel 3.1.", ["Unterziel 3.1"]),
        ("Die Vorlage dient dem Leitziel 11.", ["Leitziel 11"]),
        ("Die Vorlage dient Ziel 3.1 des Bebauungsplanes nicht.", []),
        ("Die Vorlage fördert Ziel 58.1.", []),
        ("Die Vorlage dient dem Ziel 3 auf der Liste.", []),
        ("Sie dient dem Leitziel 11.500 Euro zu sparen.", []),
    ],
)
def test_a_goal_may_be_named_by_its_number(city: City, text: str, expected: list[str]) -> None:
    assert [name for name, _ in goals(linked(paper(text), city("auerbach")))] == expected


def test_several_goals_in_one_cell_are_several(city: City) -> None:
    rows = [
        {
            "ziel": "Leitziel Solide Finanzen, Bürgernähe und\nKlimaschutz in der Stadt",
            "richtung": "foerdert",
        },
        {"ziel": "Freies WLAN"},
    ]
    told = (
        Recognised("zielbezuege[0].ziel", rows[0]["ziel"], "Zeile 1", "a", 0.9),
        Recognised("zielbezuege[1].ziel", rows[1]["ziel"], "Zeile 2", "b", 0.9),
    )
    document = DocumentDraft({"zielbezuege": rows}, told, (), "text", 1, "")
    document = linked(document, city("auerbach"))
    assert goals(document) == [
        ("Solide Finanzen", "foerdert"),
        ("Bürgernähe", "foerdert"),
        ("Klimaschutz in der Stadt", "foerdert"),
        ("Freies WLAN", None),
    ]
    assert [(one.field, one.place) for one in document.recognised] == [
        ("zielbezuege[0].ziel", "Zeile 1"),
        ("zielbezuege[1].ziel", "Zeile 1"),
        ("zielbezuege[2].ziel", "Zeile 1"),
        ("zielbezuege[3].ziel", "Zeile 2"),
    ]
