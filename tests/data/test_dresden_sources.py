"""Dresden: where its facts are from, and what only pages beside the two documents say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Store
from tests.data.reading import BASE, ask, column

D = f"{BASE}dresden/"
OWN = f"VALUES ?q {{ <{D}quelle/grundlagendiskussion> <{D}quelle/beschlusskontrolle> }}"


@pytest.fixture
def dresden(city: Callable[[str], Store]) -> Store:
    return city("dresden")


def test_the_names_of_2016_and_2026_have_their_own_sources(dresden: Store) -> None:
    rows = ask(
        dresden,
        "SELECT DISTINCT ?jahr ?name { ?a insek:praedikat skos:prefLabel ; insek:jahr ?jahr ; "
        "insek:wert ?name ; insek:belegtDurch/insek:quelle ?q }",
    )
    assert len({name for jahr, name in rows if jahr == "2016"}) == 4
    assert {name for jahr, name in rows if jahr == "2026"} - {
        name for jahr, name in rows if jahr == "2016"
    } == {
        "Ressourcenschonende und klimaresiliente Stadt",
        "Klimaresiliente und ressourcenschonende Stadt",
        "Kulturstadt Dresden",
        "Stadt mit wirtschaftlicher Leistungskraft",
        "Lebenswerte Stadt für alle",
    }


def test_the_survey_of_2026_began_before_the_events_in_the_city_forum(dresden: Store) -> None:
    begins = ask(
        dresden,
        "SELECT ?k ?b { ?k a insek:Konsultation ; insek:beginn ?b "
        "FILTER(STRSTARTS(STR(?b), '2026')) }",
    )
    assert {(k.removeprefix(D), b) for k, b in begins} == {
        ("konsultation/insek-2035", "2026-01-07"),
        ("konsultation/stadtforum-2026", "2026-01-12"),
    }


def test_what_is_not_in_the_documents_is_marked(dresden: Store) -> None:
    own = set(column(dresden, f"SELECT ?x {{ {OWN} ?x insek:belegtDurch/insek:quelle ?q }}"))
    foreign = set(column(dresden, "SELECT ?x { ?x insek:belegtDurch ?f }")) - own
    assert len(foreign) > 50
    marked = set(column(dresden, "SELECT ?x { ?x insek:bestaetigung ?b }"))
    marked |= set(column(dresden, "SELECT ?x { ?x a insek:Abdeckung }"))
    assert foreign - marked == set()


def test_every_passage_says_where_it_is_in_its_document(dresden: Store) -> None:
    rows = ask(
        dresden,
        f"SELECT ?f ?a {{ {OWN} ?f insek:quelle ?q ; insek:abschnitt ?a }}",
    )
    assert len(rows) > 200
    assert [f for f, section in rows if len(section) < 4] == []


def test_every_other_source_has_an_address(dresden: Store) -> None:
    assert (
        column(
            dresden,
            f"SELECT ?f {{ ?f a insek:Quelle FILTER NOT EXISTS {{ {OWN} FILTER(?f = ?q) }} "
            "FILTER NOT EXISTS { ?f insek:herausgeber 'Leitgraph' } "
            "FILTER NOT EXISTS { ?f rdfs:seeAlso ?address } }",
        )
        == []
    )
