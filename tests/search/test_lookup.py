"""Search as you type finds what a clerk means, first what is meant most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest

from leitgraph.config import NS
from leitgraph.errors import BadParameter, NotFound
from leitgraph.search.entries import KINDS, Entries, Entry
from leitgraph.search.lookup import near
from leitgraph.search.shelf import layers
from leitgraph.store.host.job import ReaderContext
from leitgraph.vorlage.draft.writer import RDF_TYPE

Typed = Callable[..., list[dict[str, Any]]]


def ids(found: list[dict[str, Any]]) -> list[str]:
    """Which entries, in their order."""
    return [one["id"] for one in found]


def test_everything_that_can_be_found_is_in_the_index(shipped: ReaderContext) -> None:
    entries: list[Entry] = list(Entries(layers(shipped), shipped.settings.base).all())
    kinds = [entry.kind for entry in entries]
    classes = [ox.NamedNode(NS + name) for names in KINDS.values() for name in names]
    there = {
        quad.subject.value
        for cls in classes
        for quad in shipped.store.quads_for_pattern(None, RDF_TYPE, cls, None)
    }
    assert sorted(entry.iri for entry in entries) == sorted(there)
    assert {kind for kind in KINDS if kinds.count(kind) >= 10} == set(KINDS)
    assert {e.city for e in entries} >= {"auerbach", "dresden", "leipzig", "musterstadt"}


@pytest.mark.parametrize("number", ["66", "Amt 66", "GZ 66", "amt  66"])
def test_a_geschaeftszeichen_finds_its_unit_first(typed: Typed, number: str) -> None:
    first = typed(number)[0]
    assert (first["kind"], first["id"], first["why"]) == ("einheit", "66", "Nummer 66")


def test_a_number_finds_the_goal_in_force_before_the_one_that_had_it(typed: Typed) -> None:
    found = typed("2.2")
    assert ids(found) == ["uz-2-8", "uz-2-2", "wz-2-2-1"]
    assert [one["valid"] for one in found] == [True, False, True]
    assert ids(typed("2.2", date="2020-01-01"))[:2] == ["uz-2-2", "uz-2-8"]
    assert ids(typed("54.1.0", kind="produkt")) == ["54.1.0"]
    assert ids(typed("V0001/19")) == ["v0001-19"]


def test_the_whole_answer_for_one_hit(typed: Typed, shipped: ReaderContext) -> None:
    assert typed("hafenquartier", kind="raum", language="en") == [
        {
            "id": "sr-1",
            "iri": f"{shipped.settings.base}/musterstadt/raum/sr-1",
            "label": "Schwerpunktraum Hafenquartier",
            "number": "",
            "kind": "raum",
            "valid": True,
            "why": "has “Hafenquartier”",
        }
    ]


def test_the_beginning_of_a_word_is_enough(typed: Typed) -> None:
    found = typed("rad", kind="ziel")
    assert ids(found) == ["uz-2-8", "wz-2-2-1", "uz-2-2"]
    assert found[0]["why"] == "Wortanfang von „Radverkehr“"
    assert "sr-1" in ids(typed("schwerp haf"))


def test_a_compound_finds_its_piece_and_a_piece_its_compound(typed: Typed) -> None:
    concept = typed("Radverkehrskonzept", kind="ziel")
    assert ids(concept)[:3] == ["uz-2-8", "wz-2-2-1", "uz-2-2"]
    assert concept[0]["why"] == "verwandt mit „Radverkehr“"
    assert ids(typed("Verkehr ", kind="ziel"))[0] == "wz-2-1-1"
    assert ids(typed("Infrastruktur", "auerbach", kind="ziel"))[:3] == ["l03-3", "l03", "l14-3"]
    assert typed("Infrastruktur", "auerbach")[2]["why"] == "Teil von „Verkehrsinfrastruktur“"


@pytest.mark.parametrize("text", ["Fachkräfte", "fachkraefte", "FACHKRÄFTE", "Fachkrafte"])
def test_umlauts_may_be_written_in_any_way(typed: Typed, text: str) -> None:
    assert ids(typed(text, "auerbach")) == ["l15-1", "l01-1"]


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("Digitalisierng", "l13"),
        ("Plattenbuageb", "l02-1"),
        ("Infrastruckturelle", "l03-3"),
        ("Wirtschafftsstandort", "l01"),
    ],
)
def test_one_wrong_letter_does_no_harm(typed: Typed, text: str, goal: str) -> None:
    found = typed(text, "auerbach", kind="ziel")
    assert ids(found)[0] == goal
    assert found[0]["why"].startswith("ähnlich wie „")


def test_short_words_and_numbers_must_be_right(typed: Typed) -> None:
    assert typed("rda") == []
    assert typed("54.1.9") == []
    assert ids(typed("V9999/18", kind="vorlage")) == []


def test_all_words_must_fit_or_else_half_of_them(typed: Typed) -> None:
    assert ids(typed("radverkehr stärken"))[0] == "uz-2-8"
    assert ids(typed("den radverkehr in marsstadt stärken"))[0] == "uz-2-8"
    assert typed("marsstadt jupiterbahn") == []


def test_forms_of_words_find_each_other(typed: Typed) -> None:
    assert ids(typed("Förderung Radverkehr", date="2020-01-01"))[0] == "uz-2-2"


def test_kind_city_and_limit_narrow_the_search(typed: Typed) -> None:
    assert {one["kind"] for one in typed("kulturhaus", kind="vorlage")} == {"vorlage"}
    assert {one["iri"].split("/id/")[1].split("/")[0] for one in typed("rad", "leipzig")} <= {
        "leipzig"
    }
    cities = {one["iri"].split("/id/")[1].split("/")[0] for one in typed("stadt", "", limit=50)}
    assert len(cities) >= 4
    assert len(typed("a", limit=3)) == 3


def test_what_is_only_in_the_description_comes_last(typed: Typed) -> None:
    found = typed("Behindertenbeirat ", kind="vorlage")
    assert found
    assert {one["why"] for one in found} == {"in der Beschreibung: „Behindertenbeirat“"}


@pytest.mark.parametrize("text", ["zzzz", "", " ", "?!", "\x00", "🚲", "…"])
def test_nothing_found_is_an_empty_answer(typed: Typed, text: str) -> None:
    assert typed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        'rad" OR *:*',
        "+rad -verkehr",
        "rad~9 ^5",
        "label:rad AND (",
        "[* TO *]",
        "rad\\",
        "ra.*d|[a-z]+",
        "{{rad}}",
        "rad" + "\u0301" * 90,
        "rad " * 50,
        "'; DROP",
        "a" * 200,
    ],
)
def test_signs_of_query_languages_mean_nothing(typed: Typed, text: str) -> None:
    for one in typed(text):
        assert set(one) == {"id", "iri", "label", "number", "kind", "valid", "why"}


def test_what_cannot_be_asked_is_said(typed: Typed) -> None:
    for wrong in ({"kind": "stern"}, {"date": "gestern"}):
        with pytest.raises(BadParameter):
            typed("rad", **wrong)
    with pytest.raises(BadParameter) as error:
        typed("a" * 201)
    assert error.value.facts["parameter"] == "q"
    for city in ("marsstadt", "../x", "a b", "musterstadt/ziel"):
        with pytest.raises(NotFound):
            typed("rad", city)


@pytest.mark.parametrize(
    ("word", "other", "prefix", "same"),
    [
        ("verkher", "verkehr", False, True),
        ("verkhr", "verkehr", False, True),
        ("verkeehr", "verkehr", False, True),
        ("varkehr", "verkehr", False, True),
        ("vrekhre", "verkehr", False, False),
        ("varke", "verkehrs", True, True),
        ("varke", "verkehrs", False, False),
        ("12345", "12346", False, False),
    ],
)
def test_near_is_one_letter_or_two_swapped(word: str, other: str, prefix: bool, same: bool) -> None:
    assert near(word, other, prefix) is same
