"""A decision that evidently gives up what a goal wants to keep is seen, and no other is accused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.linking.test_linked import paper

from leitgraph.linking.endangered import endangered
from leitgraph.linking.shelf import CityNames
from leitgraph.linking.topics import of_goal, of_text, topics
from leitgraph.vorlage.linked.goals import linked
from leitgraph.vorlage.reading import DocumentDraft, Stretch

City = Callable[[str], CityNames]
PRIMARY = "Erhaltung und Fortentwicklung der bestehenden Strukturen der Primarstufe"
SPORTS = "Ausbau und Förderung von Sportmöglichkeiten"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Die Grundschule Am Anger wird zum 31. Juli 2027 geschlossen.", [PRIMARY]),
        ("Schließung der Grundschule Am Anger", [PRIMARY]),
        ("Der Stadtrat beschließt die Aufgabe der Grundschule Am Anger.", [PRIMARY]),
        ("Das Hallenbad wird auf Dauer stillgelegt.", [SPORTS]),
        ("Der Verkauf der Turnhalle an den Verein wird beschlossen.", [SPORTS]),
        ("Das Hallenbad wird vorübergehend geschlossen.", []),
        ("Das Freibad wird zum Ende der Saison geschlossen.", []),
        ("Das Hallenbad wird nicht geschlossen.", []),
        ("Das alte Hallenbad wird abgerissen und durch einen Neubau ersetzt.", []),
        ("Ein Grundstück wird an den Sportverein verkauft.", []),
        ("Die Lücke im Radweg wird geschlossen.", []),
        ("Mit dem Sportverein wird ein Vertrag geschlossen.", []),
        ("Der Anbau schließt an die Grundschule an.", []),
        ("Es ist Aufgabe der Grundschule, Kinder zu fördern.", []),
        ("Die Satzung der Musikschule wird aufgehoben.", []),
        ("Die Grundschule wird um vier Räume erweitert.", []),
    ],
)
def test_what_a_decision_gives_up(city: City, sentence: str, expected: list[str]) -> None:
    found = endangered([(sentence, "Zeile 1")], city("auerbach").of("ziel"))
    assert [(one.label, one.sentence, one.place) for one in found] == [
        (label, sentence, "Zeile 1") for label in expected
    ]


def decision(sentence: str, **draft: object) -> DocumentDraft:
    part = Stretch(sentence, "Zeile 1", "text", "beschluss")
    return DocumentDraft({"titel": "P", **draft}, (), (), "text", 1, "", stretches=(part,))


def test_the_draft_names_what_is_at_risk_with_the_sentence(city: City) -> None:
    sentence = "Die Grundschule Am Anger wird geschlossen."
    document = linked(decision(sentence), city("auerbach"))
    assert document.draft["gefaehrdeteZiele"] == [{"ziel": PRIMARY, "textstelle": sentence}]
    assert {(one.field, one.place) for one in document.recognised} == {
        ("gefaehrdeteZiele[0].ziel", "Zeile 1"),
        ("gefaehrdeteZiele[0].textstelle", "Zeile 1"),
    }


@pytest.mark.parametrize(
    "goal",
    [
        PRIMARY,
        "Erhalt und Fortentwicklung der hochwertigen Bildungseinrichtungen für lebenslanges Lernen",
    ],
)
def test_what_the_paper_states_itself_is_not_held_against_it(city: City, goal: str) -> None:
    rows = [{"ziel": goal, "richtung": "hemmt"}]
    document = decision("Die Grundschule Am Anger wird geschlossen.", zielbezuege=rows)
    assert "gefaehrdeteZiele" not in linked(document, city("auerbach")).draft


@pytest.mark.parametrize(
    ("sentence", "claimed"),
    [
        ("Die Maßnahme steht im Einklang mit den Zielen des INSEK.", True),
        ("Die Vorlage folgt dem Anliegen des INSEK, dass jeder nahe am Park wohnt.", True),
        ("Das Vorhaben entspricht dem Integrierten Stadtentwicklungskonzept.", True),
        ("Das INSEK wurde 2022 beschlossen.", False),
        ("Ein Bezug zum INSEK besteht nicht.", False),
        ("Die Fraktion meint, der Bau entspreche dem INSEK.", False),
        ("Die Vorlage dient dem Ziel „Bürgernähe“ des INSEK.", False),
    ],
)
def test_a_general_claim_is_kept_where_no_goal_is_named(
    city: City, sentence: str, claimed: bool
) -> None:
    draft = linked(paper(sentence), city("auerbach")).draft
    assert draft.get("konzeptaussage") == (sentence if claimed else None)


def test_topics_know_words_that_only_look_alike() -> None:
    assert set(of_text("Drei Praxen suchen Ärzte.")) == {"Gesundheit"}
    assert of_text("Die Schulden und die Begründung der Einwohner") == {
        "Finanzen": ["Schulden"],
    }
    assert of_goal("Gewinnung von Ärzten") == {"Gesundheit", "Fachkräfte"}
    assert all(one.said and one.goal for one in topics().values())
