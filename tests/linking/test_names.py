"""A name is found however it is spelt, and no other thing is taken for it."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from tests.linking.conftest import BASE

from leitgraph.linking.names import Names
from leitgraph.linking.shelf import CityNames
from leitgraph.linking.things import KINDS, Thing
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.vorlage.resolve import EINHEIT, RAUM, ZIEL, Resolver

City = Callable[[str], CityNames]
SQUARES = "Öffentliche Räume beleben und sicher gestalten"


def last(iris: tuple[str, ...]) -> list[str]:
    return [iri.rsplit("/", 1)[-1] for iri in iris]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(SQUARES, id="as it is"),
        pytest.param(unicodedata.normalize("NFD", SQUARES), id="decomposed"),
        pytest.param("Öffent\u00adliche Räume beleben und sicher gestalten", id="soft hyphen"),
        pytest.param(SQUARES.replace(" ", "\u00a0"), id="blanks that do not break"),
        pytest.param(SQUARES.replace("beleben und", "beleben\nund"), id="line break"),
        pytest.param(SQUARES.replace("beleben", "bele-\nben"), id="hyphenated"),
        pytest.param(f"„{SQUARES}“", id="quoted"),
        pytest.param(f"»{SQUARES}«", id="quoted otherwise"),
        pytest.param("Oeffentliche Raeume beleben und sicher gestalten", id="ae and oe"),
        pytest.param("Offentliche Raume beleben und sicher gestalten", id="umlauts lost"),
        pytest.param(SQUARES + ".", id="full stop"),
        pytest.param(SQUARES.upper(), id="capitals"),
        pytest.param("1.3 " + SQUARES, id="with its number"),
        pytest.param(f"Ziel 1.3: {SQUARES}", id="called a goal, with its number"),
        pytest.param(f"Unterziel: {SQUARES}", id="called a sub-goal"),
        pytest.param(f"Unterziel „{SQUARES}“", id="called a sub-goal and quoted"),
        pytest.param("Öffentlichen Raum beleben und sicher gestalten", id="inflected"),
        pytest.param("Öffentliche Räume beleben und sichet gestalten", id="a slip"),
        pytest.param("Ziel 1.3", id="number alone"),
    ],
)
def test_57_a_goal_is_found_in_any_spelling(city: City, written: str) -> None:
    assert last(city("musterstadt").of("ziel").find(written)) == ["uz-1-3"]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("2.3 " + SQUARES, id="another number"),
        pytest.param("58", id="a number"),
        pytest.param("", id="nothing"),
        pytest.param("„“", id="quotation marks"),
        pytest.param("Leitziel", id="the word goal"),
        pytest.param("Öffentliche Räume", id="two words of it"),
        pytest.param("Öffentliche Räume beleben und sicher gestalten ist richtig", id="and more"),
        pytest.param("Öffentliche Räume nicht beleben und sicher gestalten", id="denied"),
    ],
)
def test_what_is_not_the_name_is_not_taken_for_it(city: City, written: str) -> None:
    assert city("musterstadt").of("ziel").find(written) == ()


@pytest.mark.parametrize(
    ("slug", "written", "expected"),
    [
        ("auerbach", "Digitalisierung der Angebote für den Burger", "l13-2"),
        ("auerbach", "Leitziel 11 – Solide Finanzen", "l11"),
        ("auerbach", "Solide Finanzen / Weiterer Schuldenabbau", "l11-2"),
        ("auerbach", "Leitziel „Solide Finanzen“, Unterziel „Weiterer Schuldenabbau“", "l11-2"),
        ("auerbach", "CO2-neutrale Stadt", "l14"),
        ("auerbach", "Digitalisierung vorantreiben", "l13"),
        (
            "auerbach",
            "Erhalt und Fortentwicklung der hochwertigen Bildungseinrichtungen für lebenslanges "
            "Lernen",
            "l05",
        ),
        ("dresden", "Zukunftsthema „Lebenswerte Stadt“", "lebenswert"),
        ("leipzig", "Handlungsschwerpunkt: nachhaltige Mobilität", "nachhaltige-mobilitaet"),
    ],
)
def test_goals_of_cities(city: City, slug: str, written: str, expected: str) -> None:
    assert last(city(slug).of("ziel").find(written)) == [expected]


def test_what_is_merely_alike_is_offered_and_not_taken(city: City) -> None:
    known = city("auerbach").known("ziel", "Digitalisierung der externen Verwaltung")
    assert (known.sure, last(known.iris)[0], bool(known)) == ("near", "l13-1", False)
    assert city("auerbach").known("ziel", "Bau einer Seilbahn").sure == "none"


def test_two_goals_that_serve_each_other_not_are_not_one(city: City) -> None:
    assert city("auerbach").of("ziel").find("Solide Finanzen / Klimaschutz in der Stadt") == ()


def test_places_are_not_bent() -> None:
    places = Names(
        [
            Thing("neuhaus", "raum", "Neuhaus", ("Neuhaus",), ()),
            Thing("burg", "raum", "Burgstraße", ("Burgstraße",), ("12",)),
        ],
        loose=False,
        endings=False,
    )
    assert places.find("NEUHAUS") == ("neuhaus",)
    assert places.find("Burgstrasse") == ("burg",)
    assert places.find("Neuhausen") == ()
    assert places.find("Bergstraße") == ()


@pytest.mark.parametrize(
    ("written", "kind", "expected"),
    [
        ("Unterziel: " + SQUARES.upper(), ZIEL, "ziel/uz-1-3"),
        ("wohnen und quartiere", ZIEL, None),
        ("gz 66", EINHEIT, "einheit/66"),
    ],
)
def test_the_resolver_forgives_spelling(
    layers: Layers, written: str, kind: object, expected: str | None
) -> None:
    resolver = Resolver(layers, f"{BASE}/musterstadt", date(2025, 6, 16))
    found = resolver.find(written, kind)  # type: ignore[arg-type]
    assert (found and found.value.removeprefix(f"{BASE}/musterstadt/")) == expected


def test_the_resolver_offers_what_may_be_meant(layers: Layers) -> None:
    resolver = Resolver(layers, f"{BASE}/musterstadt", date(2025, 6, 16))
    offered = resolver.like("Öffentliche Plätze beleben und sicher gestalten", ZIEL)
    assert [node.value.rsplit("/", 1)[-1] for node in offered][:1] == ["uz-1-3"]
    assert resolver.like("Seilbahn", RAUM) == []


def test_names_of_all_shipped_cities_are_read_soon(layers: Layers) -> None:
    start = time.process_time()
    number = 0
    for slug in ("auerbach", "dresden", "leipzig", "kaiserslautern", "weisswasser", "musterstadt"):
        names = CityNames(layers, f"{BASE}/{slug}")
        number += sum(len(names.of(kind).things) for kind in KINDS)
    assert number > 300
    assert time.process_time() - start < 0.6
