"""What holds for every city: files that parse, names, passages, references that lead somewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from pyoxigraph import NamedNode, Store
from tests.data.quotations.document import content_words, same_word
from tests.data.reading import (
    BASE,
    ask,
    cities,
    dangling,
    homeless,
    pairs,
    slugs,
    unnamed,
    unsourced,
    unused_passages,
)

from leitgraph.dates import surely_before

OWNED = ("auerbach", "kaiserslautern", "sachsen", "weisswasser")
LEAST = {
    "auerbach": 1900,
    "dresden": 5500,
    "kaiserslautern": 2500,
    "leipzig": 3100,
    "sachsen": 2800,
    "weisswasser": 700,
}
"""How much each holds; more may come, nothing may go."""


def test_the_cities_of_these_documents_are_there() -> None:
    assert set(LEAST) <= set(slugs())
    assert set(OWNED) <= set(LEAST)


@pytest.mark.parametrize("slug", slugs())
def test_the_city_file_says_who_where_and_from_what(slug: str) -> None:
    facts = tomllib.loads((cities() / slug / "city.toml").read_text("utf-8"))
    assert facts["slug"] == slug
    assert not (facts["synthetic"] and slug in LEAST)
    assert facts["visibility"] in {"public", "internal"}
    assert facts["name"]
    assert len(facts["ags"]) in ({0} if slug == "sachsen" else {0, 8})
    assert all(source["title"] and source["location"] for source in facts["sources"])


@pytest.mark.parametrize("slug", slugs())
def test_no_reference_leads_nowhere(
    bare: Callable[[str], Store], every_city: Store, slug: str
) -> None:
    assert dangling(bare(slug), every_city) == []


@pytest.mark.parametrize("slug", slugs())
def test_every_resource_has_a_german_name_a_passage_and_a_home(
    bare: Callable[[str], Store], slug: str
) -> None:
    store = bare(slug)
    assert len(store) >= LEAST.get(slug, 1)
    assert unnamed(store) == []
    assert unsourced(store) == []
    assert homeless(store) == []


@pytest.mark.parametrize("slug", slugs())
def test_goal_levels_stand_in_the_order_of_their_kind(
    bare: Callable[[str], Store], slug: str
) -> None:
    order = ["leitbild", "leitziel", "ziel", "strategie", "massnahme", "projekt"]
    rows = ask(
        bare(slug),
        "SELECT ?k ?art { ?e insek:konzept ?k ; insek:rang ?r ; insek:kernebene ?art } "
        "ORDER BY ?k ?r",
    )
    kinds: dict[str, list[int]] = {}
    for concept, kind in rows:
        kinds.setdefault(concept, []).append(order.index(kind.rsplit("/", 1)[1]))
    assert {c: found for c, found in kinds.items() if found != sorted(found)} == {}


@pytest.mark.parametrize("slug", OWNED)
def test_no_passage_is_idle_and_nothing_is_said_of_other_cities_resources(
    bare: Callable[[str], Store], slug: str
) -> None:
    store = bare(slug)
    assert unused_passages(store) == []
    subjects = {q.subject for q in store}
    assert all(isinstance(s, NamedNode) for s in subjects), "no blank nodes"
    assert {s.value.removeprefix(BASE).split("/")[0] for s in subjects} == {slug}


@pytest.mark.parametrize("slug", OWNED)
def test_the_files_are_relative_and_readable(slug: str) -> None:
    for file in sorted((cities() / slug).glob("*.ttl")):
        text = file.read_text("utf-8")
        assert "@base" not in text
        assert BASE not in text, "resources are relative"
        assert len(text.splitlines()) <= 420, file.name
        assert text.startswith("# "), "says what is in it"


_PERIODS = """SELECT ?thing ?first ?last { { ?thing insek:beginn ?first ; insek:ende ?last }
    UNION { ?thing insek:gueltigAb ?first ; insek:gueltigBis ?last } }"""


@pytest.mark.parametrize("slug", slugs())
def test_no_day_is_made_up_for_a_month_or_a_year(slug: str, city: Callable[[str], Store]) -> None:
    spans = [(str(first), str(last)) for _, first, last in ask(city(slug), _PERIODS)]
    whole = [one for one in spans if one[0].endswith("-01") and len(one[0]) == 10]
    assert [one for one in whole if _last_of_its_month(one[1])] == []


@pytest.mark.parametrize("slug", slugs())
def test_nothing_ends_before_it_begins(slug: str, city: Callable[[str], Store]) -> None:
    spans = [(str(first), str(last)) for _, first, last in ask(city(slug), _PERIODS)]
    assert [one for one in spans if surely_before(one[1], one[0])] == []


def _last_of_its_month(text: str) -> bool:
    return len(text) == 10 and (date.fromisoformat(text) + timedelta(days=1)).day == 1


@pytest.mark.parametrize("slug", slugs())
def test_an_office_is_called_by_its_office_and_a_name_stands_beside_it(
    bare: Callable[[str], Store], slug: str
) -> None:
    offices = ask(
        bare(slug),
        "SELECT ?a ?label ?function ?in { ?a a insek:Amtstraeger ; skos:prefLabel ?label "
        "FILTER(LANG(?label) = 'de') OPTIONAL { ?a insek:funktion ?function } "
        "OPTIONAL { ?a insek:amtIn ?in } }",
    )
    assert [a for a, _, function, place in offices if not function or not place] == []
    assert [a for a, label, function, _ in offices if not label_of_office(label, function)] == []
    names = pairs(bare(slug), "SELECT ?a ?n { ?a a insek:Amtstraeger ; skos:altLabel ?n }")
    assert [a for a, name in names if not 1 < len(name.split()) < 5] == []
    labels = {a: label for a, label, _, _ in offices}
    assert [a for a, name in names if name in labels[a]] == []


def label_of_office(label: str, function: str) -> bool:
    """Whether the name of an office holder is that of the office, and not of the person."""
    return any(
        same_word(one, other) for one in content_words(label) for other in content_words(function)
    )
