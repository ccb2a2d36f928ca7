"""What the structure shapes can say beyond SHACL Core: order of dates, sums, names, terms."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from leitgraph.errors import UnsupportedShape
from leitgraph.shacl.core.data import Data
from leitgraph.shacl.core.gate import Shapes, load_shapes, results
from leitgraph.shacl.core.partial_dates import Span, span

HEAD = """
@prefix regel: <https://w3id.org/insek/regel#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <urn:> .
"""


def shapes(folder: Path, turtle: str) -> Shapes:
    file = folder / "probe.ttl"
    file.write_text(f'{HEAD} :satz regel:modus "warn" . {turtle}')
    return load_shapes([file])


def blamed(known: Shapes, turtle: str) -> list[str]:
    """The values (or the focus nodes, where none is to blame) of all that is found."""
    store = ox.Store()
    store.load(f"{HEAD} {turtle}".encode(), format=ox.RdfFormat.TURTLE)
    data = Data(store, background=known.background)
    found = [r for node in {q.subject for q in store} for r in results(data, known, node)]
    return sorted((r.focus if r.value is None else r.value).value for r in found)


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ('"2024-05-17"^^xsd:date', ((2024, 5, 17), (2024, 5, 17))),
        ('"2024-05"^^xsd:gYearMonth', ((2024, 5, 1), (2024, 5, 31))),
        ('"2024"^^xsd:gYear', ((2024, 1, 1), (2024, 12, 31))),
        ('"2024-05-17T10:00:00Z"^^xsd:dateTime', ((2024, 5, 17), (2024, 5, 17))),
        ('"2024-05-17"', None),
        ('"bald"^^xsd:date', None),
    ],
)
def test_a_date_is_the_days_that_it_can_mean(literal: str, expected: Span | None) -> None:
    [quad] = ox.parse(f"{HEAD} :a :b {literal} .".encode(), format=ox.RdfFormat.TURTLE)
    assert span(quad.object) == expected


@pytest.mark.parametrize(
    ("begin", "end", "late"),
    [
        ('"2024-05-01"^^xsd:date', '"2024-05-01"^^xsd:date', False),
        ('"2024-05-02"^^xsd:date', '"2024-05-01"^^xsd:date', True),
        ('"2024-05-02"^^xsd:date', '"2024-05"^^xsd:gYearMonth', False),
        ('"2024-06-01"^^xsd:date', '"2024-05"^^xsd:gYearMonth', True),
        ('"2024"^^xsd:gYear', '"2024-01-01"^^xsd:date', False),
        ('"2025"^^xsd:gYear', '"2024-12"^^xsd:gYearMonth', True),
        ('"2025"^^xsd:gYear', '"2024"^^xsd:gYear , "2026"^^xsd:gYear', False),
        ('"bald"', '"2024"^^xsd:gYear', False),
    ],
)
def test_only_what_is_certainly_too_late_is_told(
    begin: str, end: str, late: bool, tmp_path: Path
) -> None:
    known = shapes(
        tmp_path,
        ":form a sh:PropertyShape ; sh:targetSubjectsOf :b ; sh:path :b ; regel:nichtNach :e .",
    )
    assert bool(blamed(known, f":x :b {begin} ; :e {end} .")) is late


def test_what_is_certainly_before_all_others_is_told(tmp_path: Path) -> None:
    known = shapes(
        tmp_path,
        ":form a sh:PropertyShape ; sh:targetSubjectsOf :proof ; sh:path ( :proof :on ) ; "
        "regel:nichtVor ( :about :on ) .",
    )
    years = [f'"{year}"^^xsd:gYear' for year in (2007, 2022, 2023)]
    steps = " ".join(f":s{n} :on {year} ." for n, year in enumerate(years))
    assert blamed(
        known,
        f":x :proof :s0 , :s1 , :s2 ; :about :m1 , :m2 . {steps} "
        ':m1 :on "2022-06-01"^^xsd:date . :m2 :on "2023-06-01"^^xsd:date .',
    ) == ["2007"]
    assert blamed(known, f":x :proof :s0 ; :about :m1 . {steps}") == []


@pytest.fixture
def apart(tmp_path: Path) -> Shapes:
    return shapes(
        tmp_path,
        ":form a sh:PropertyShape ; sh:targetSubjectsOf :has ; sh:path :has ; "
        "regel:ohneUeberschneidung ( :from :to ) ; regel:unter :counts . "
        ":counts a sh:PropertyShape ; sh:path :draft ; sh:maxCount 0 .",
    )


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (':from "2016-01-01"^^xsd:date', ':from "2020"^^xsd:gYear', ["urn:two"]),
        (':from "2016"^^xsd:gYear ; :to "2019"^^xsd:gYear', ':from "2020"^^xsd:gYear', []),
        (':from "2016"^^xsd:gYear ; :to "2020"^^xsd:gYear', ':from "2020"^^xsd:gYear', []),
        (':from "2016"^^xsd:gYear ; :to "2021"^^xsd:gYear', ':from "2020"^^xsd:gYear', ["urn:two"]),
        (':from "2016"^^xsd:gYear', ':from "2020"^^xsd:gYear ; :draft 1', []),
        (':from "2016"^^xsd:gYear', ":note 1", []),
    ],
)
def test_two_that_hold_on_one_day_for_certain_are_told(
    one: str, other: str, found: list[str], apart: Shapes
) -> None:
    assert blamed(apart, f":x :has :one , :two . :one {one} . :two {other} .") == found


def test_equal_shares_are_added_up_and_not_merged(tmp_path: Path) -> None:
    known = shapes(
        tmp_path,
        ":form a sh:PropertyShape ; sh:targetSubjectsOf :has ; sh:path :has ; "
        "regel:summand :share ; regel:summeHoechstens 1.0 .",
    )
    assert blamed(known, ":x :has :a , :b . :a :share 0.6 . :b :share 0.6 .") == ["urn:x"]
    assert blamed(known, ":x :has :a , :b . :a :share 0.5 . :b :share 0.5 .") == []
    assert blamed(known, ':x :has :a . :a :share "viel" , 0.5 .') == []


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("https://a/id/dresden/ziel/x", True),
        ("https://a/id/.well-known/genid/0af3", True),
        ("https://a/id/leipzig/ziel/x", False),
        ("https://a/id/dresden-2/ziel/x", False),
        ("https://example.org/x", False),
        ("urn:x", False),
    ],
)
def test_a_name_begins_as_that_of_its_city(name: str, right: bool, tmp_path: Path) -> None:
    known = shapes(
        tmp_path,
        ":form a sh:NodeShape ; sh:targetSubjectsOf :city ; regel:imNamensraumVon :city .",
    )
    told = blamed(known, f"<{name}> :city <https://a/id/dresden/kommune/stadt> .")
    assert told == ([] if right else [name])
    assert blamed(known, f"<{name}> :city <https://www.wikidata.org/entity/Q1731> .") == []


@pytest.mark.parametrize("turtle", ['regel:begriffe "neu"', "regel:gibtsNicht 1", "regel:stufe 1"])
def test_a_parameter_that_is_none_is_refused(turtle: str, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedShape):
        shapes(tmp_path, f":form a sh:NodeShape ; sh:targetNode :x ; {turtle} .")
