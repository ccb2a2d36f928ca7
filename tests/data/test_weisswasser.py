"""Weißwasser/O.L.: the resolution and the legend of the map, as far as it can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Store
from tests.data.reading import ask, column, count


@pytest.fixture(scope="module")
def weisswasser(city: Callable[[str], Store]) -> Store:
    return city("weisswasser")


def test_the_council_adopted_the_update_on_28_march_2023(weisswasser: Store) -> None:
    assert ask(
        weisswasser,
        "SELECT ?from ?date ?body ?year { ?f a insek:Fassung ; insek:gueltigAb ?from ; "
        "insek:horizont ?year ; "
        "insek:beschlossenDurch ?b . ?b insek:datum ?date ; insek:gremium/skos:prefLabel ?body }",
    ) == [("2023-03-28", "2023-03-28", "Stadtrat Weißwasser/O.L.", "2035")]


def test_the_legend_has_four_groups_of_content_and_the_spatial_base(weisswasser: Store) -> None:
    rows = ask(
        weisswasser,
        "SELECT ?n (COUNT(?e) AS ?k) { ?g a insek:Themenbereich ; skos:prefLabel ?n ; "
        "insek:reihenfolge ?i . "
        "?e insek:thema ?g FILTER(LANG(?n)='de') } GROUP BY ?n "
        "?i ORDER BY ?i",
    )
    assert rows == [
        ("Wirtschaft", "3"),
        ("Wohnen & Quartiere", "9"),
        ("Mobilität & Energie", "4"),
        ("Freiraum", "3"),
        ("Räumliche Grundlagen", "11"),
    ]


def test_what_the_legend_of_a_map_shows_is_neither_goal_nor_measure(weisswasser: Store) -> None:
    assert count(weisswasser, "insek:Planinhalt") == 30
    assert count(weisswasser, "insek:Massnahme") == count(weisswasser, "insek:Ziel") == 0
    assert (
        len(column(weisswasser, "SELECT ?p { ?p a insek:Planinhalt ; insek:inFassung ?f }")) == 30
    )


def test_every_legend_entry_has_a_confidence_and_a_spoiled_one_the_printed_form(
    weisswasser: Store,
) -> None:
    rows = ask(
        weisswasser,
        "SELECT ?e ?quote ?read ?k { ?e insek:thema ?g . ?g a "
        "insek:Themenbereich . ?e insek:belegtDurch ?f ; insek:konfidenz/skos:notation ?k "
        "OPTIONAL { ?f insek:zitat ?quote } OPTIONAL { ?f dcterms:description ?read } }",
    )
    assert len(rows) == 30
    low = {entry.rsplit("/", 1)[1]: quote for entry, quote, _, k in rows if k == "niedrig"}
    assert low == {
        "rueckbau": "Flichen für Bechlen Rückban",
        "rad-fusswege": "411 Degreen file Rad- and Full-weisele",
    }
    assert [entry for entry, quote, read, _ in rows if quote and "gelesen als" not in read] == []


def test_what_the_documents_do_not_say_is_unconfirmed(weisswasser: Store) -> None:
    states = set(
        column(
            weisswasser, "SELECT ?s { ?a a insek:Aussage ; insek:bestaetigung/skos:notation ?s }"
        )
    )
    assert states == {"unbestaetigt"}
    assert count(weisswasser, "insek:Aussage") == 5
