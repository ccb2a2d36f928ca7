"""Goals are suggested from the whole text of a paper, each with the sentence that speaks of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leitgraph.linking.shelf import CityNames
from leitgraph.suggest.hints import score
from leitgraph.suggest.matters import hints, spoken
from leitgraph.vorlage.reading import Stretch

City = Callable[[str], CityNames]


def parts(*lines: tuple[str, str]) -> list[Stretch]:
    return [Stretch(text, f"Zeile {n}", "text", name) for n, (name, text) in enumerate(lines, 1)]


def best(city: CityNames, title: str, *lines: tuple[str, str]) -> list[str]:
    """The goals suggested, best first."""
    found: dict[str, list[object]] = {}
    for iri, hint in hints(parts(*lines), title, city):
        if hint is not None:
            found.setdefault(iri, []).append(hint)
    ranked = sorted(found, key=lambda iri: -score(found[iri]))  # type: ignore[arg-type]
    return [iri.rsplit("/", 1)[-1] for iri in ranked]


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        pytest.param(
            "Neubau einer Skateanlage",
            [("beschluss", "Die Freizeitanlage mit Sportfläche wird gebaut.")],
            {"l07", "l07-2"},
            id="sports",
        ),
        pytest.param(
            "Zuschuss für eine Hebamme",
            [("sachverhalt", "Patientinnen müssen in die Klinik der Nachbarstadt fahren.")],
            {"l04", "l04-2"},
            id="health in other words",
        ),
        pytest.param(
            "Neue Buslinie zum Bahnhof",
            [("beschluss", "Die Haltestelle wird gebaut."), ("", "Der Fahrplan liegt bei.")],
            {"l03-2"},
            id="public transport",
        ),
    ],
)
def test_goals_of_the_same_matter_come_first(
    city: City, title: str, lines: list[tuple[str, str]], expected: set[str]
) -> None:
    assert expected <= set(best(city("auerbach"), title, *lines)[:3])


def test_the_sentence_that_says_most_is_the_evidence(city: City) -> None:
    decision = "Die Turnhalle und das Freibad werden saniert."
    lines = parts(("", "Der Sportverein freut sich."), ("beschluss", decision))
    (hint,) = [
        hint for iri, hint in hints(lines, "Sanierung", city("auerbach")) if iri.endswith("/l07-2")
    ]
    assert hint is not None
    assert (hint.kind, hint.passage) == ("thema", decision)
    assert set(hint.words) == {"Sportverein", "Turnhalle", "Freibad"}


def test_names_of_bodies_and_one_word_alone_say_nothing() -> None:
    lines = parts(
        ("", "Ausschuss für Bildung, Kultur, Soziales und Tourismus: Vorberatung"),
        ("", "Fachbereich Kultur und Tourismus"),
        ("beratungsfolge", "Kulturausschuss, Museumsbeirat"),
        ("", "Es gibt ein Hotel."),
    )
    assert spoken(lines, "Wahl der Schriftführer") == {}


def test_a_goal_only_named_is_suggested_and_one_denied_is_not(city: City) -> None:
    lines = parts(
        ("", "Das INSEK nennt dazu das Unterziel „Bürgernähe“."),
        ("", "Das Unterziel „Weiterer Schuldenabbau“ wird nicht berührt."),
    )
    told = {iri.rsplit("/", 1)[-1]: hint for iri, hint in hints(lines, "P", city("auerbach"))}
    assert told["l11-2"] is None
    named = told["l12-3"]
    assert named is not None
    assert (named.kind, named.passage) == ("genannt", lines[0].text)


def test_a_decision_that_gives_something_up_suggests_the_goal_and_what_it_serves(
    city: City,
) -> None:
    lines = parts(("beschluss", "Die Grundschule Am Anger wird geschlossen."))
    found = [
        (iri.rsplit("/", 1)[-1], hint.kind)
        for iri, hint in hints(lines, "Haushalt", city("auerbach"))
        if hint is not None
    ]
    assert found[:2] == [("l05-2", "gefahr"), ("l05", "gefahr")]
