"""Dresden: where its facts are from, and what only pages beside the two documents say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Store
from tests.data.quotations.document import content_words, same_word
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


def test_a_theme_that_a_suggestion_does_not_name_is_told_as_a_reading(dresden: Store) -> None:
    links = ask(
        dresden,
        "SELECT ?a ?t ?text ?name { ?a a insek:Anregung ; insek:thema ?t ; dcterms:description "
        "?text . ?t insek:kommune ?k ; skos:prefLabel ?name "
        "FILTER(LANG(?name) = 'de' && LANG(?text) = 'de') }",
    )
    read = ask(
        dresden,
        "SELECT ?a ?t { ?x insek:praedikat insek:thema ; insek:ueber ?a ; insek:wert ?t ; "
        "insek:konfidenz ?k ; insek:bestaetigung v:bestaetigung\\/erschlossen ; "
        "dcterms:description ?why ; insek:belegtDurch ?f . ?a insek:thema ?t ; "
        "insek:belegtDurch ?f }",
    )
    assert len(links) > 5
    unread = [(a.removeprefix(D), name) for a, t, text, name in links if (a, t) not in read
              and not any(same_word(one, other) for one in content_words(name)
                          for other in content_words(text))]  # fmt: skip
    assert unread == []
    assert {a.removeprefix(f"{D}anregung/") for a, _ in read} >= {"a03", "a06", "a07", "a20", "a21"}


def test_a_word_read_otherwise_than_printed_is_told(dresden: Store) -> None:
    rows = ask(
        dresden,
        f"SELECT ?printed ?state {{ ?x insek:ueber <{D}anregung/a14> ; insek:praedikat "
        "dcterms:description ; insek:wert ?printed ; insek:bestaetigung/skos:notation ?state }",
    )
    assert rows == [("auch Ausschussgebiete festlegen", "verdacht")]
