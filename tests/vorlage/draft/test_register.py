"""What a register holds completely, on which day; and which version of a concept is meant."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from leitgraph.config import NS
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.store.rdf.layers import PUBLIC_LAYER
from leitgraph.vorlage.draft.register import Register
from leitgraph.vorlage.draft.versions import Versions

CITY = "https://w3id.org/insek/id/stadt"
GRAPH = f"""
    @prefix insek: <{NS}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix grad: <https://w3id.org/insek/vocab/abdeckungsgrad/> . @base <{CITY}/> .
    <abdeckung/ziele> insek:abdeckungIn <kommune/stadt> ; insek:abgedeckt insek:Ziel ;
        insek:abdeckungsgrad grad:vollstaendig .
    <abdeckung/einheiten> insek:abdeckungIn <kommune/stadt> ;
        insek:abgedeckt insek:Organisationseinheit ; insek:abdeckungsgrad grad:vollstaendig ;
        insek:stand "2024-12-31"^^xsd:date .
    <abdeckung/raeume> insek:abdeckungIn <kommune/stadt> ; insek:abgedeckt insek:Raum ;
        insek:abdeckungsgrad grad:teilweise .
    <konzept/insek> a insek:INSEK .
    <fassung/alt> a insek:Fassung ; insek:fassungVon <konzept/insek> ;
        skos:prefLabel "INSEK 2025+"@de ; insek:gueltigAb "2016-02-25"^^xsd:date ;
        insek:gueltigBis "2023-03-01"^^xsd:date .
    <fassung/neu> a insek:Fassung ; insek:fassungVon <konzept/insek> ;
        skos:prefLabel "INSEK, 2. Fortschreibung (V1234/22)"@de ;
        insek:gueltigAb "2023-03-02"^^xsd:date .
    <fassung/plan> a insek:Fassung ; insek:fassungVon <konzept/insek> ;
        skos:prefLabel "INSEK 2040+"@de .
"""


@pytest.fixture(scope="module")
def layers() -> Layers:
    """A city that declares some of its registers complete, with three versions of its concept."""
    store = ox.Store()
    store.load(GRAPH.encode(), ox.RdfFormat.TURTLE, to_graph=PUBLIC_LAYER)
    return Layers(store, [PUBLIC_LAYER])


@pytest.mark.parametrize(
    ("kinds", "day", "complete"),
    [
        (("ziel",), "2030-01-01", True),
        (("einheit",), "2024-12-31", True),
        (("einheit",), "2025-01-01", False),
        (("raum",), "2024-01-01", False),
        (("produkt",), "2024-01-01", False),
        (("ziel", "produkt"), "2024-01-01", False),
    ],
    ids=["on every day", "up to its day", "not later", "partly", "nothing said", "one of two"],
)
def test_a_register_is_complete_as_far_as_the_city_says(
    layers: Layers, kinds: tuple[str, ...], day: str, complete: bool
) -> None:
    assert Register(layers, CITY, day).complete(kinds) is complete


def test_all_names_that_are_not_recorded_are_told_at_once(layers: Layers) -> None:
    register = Register(layers, CITY, "2024-01-01")
    assert register.note() is None
    for number in range(10):
        register.miss(f"Ort {number}")
    register.miss("Ort 1")
    note = register.note()
    assert note is not None
    assert note.de.count("„") == 8
    assert "und 2 weitere" in note.de


VERSIONS = [
    ("INSEK 2025+", None, "alt"),
    ("INSEK 2025plus", None, "alt"),
    ("INSEK in der 2. Fortschreibung", None, "neu"),
    ("das Konzept (V1234/22)", None, "neu"),
    ("INSEK 2040+", None, "plan"),
    ("das INSEK", date(2016, 2, 25), "alt"),
    ("INSEK (Beschluss vom 02.03.2023)", None, "neu"),
    ("INSEK 2025+", date(2009, 1, 1), None),
    ("das INSEK", None, None),
]


@pytest.mark.parametrize(("written", "adopted", "version"), VERSIONS)
def test_a_version_is_told_by_day_number_or_marks(
    layers: Layers, written: str, adopted: date | None, version: str | None
) -> None:
    found = Versions(layers, CITY).find(written, adopted, date(2024, 8, 19))
    assert (found.value.rpartition("/")[2] if found else None) == version


def test_the_version_in_force_is_that_of_the_day(layers: Layers) -> None:
    versions = Versions(layers, CITY)
    on = {
        day: versions.in_force(day)
        for day in (date(2015, 1, 1), date(2023, 3, 1), date(2023, 3, 2))
    }
    assert [iri.value.rpartition("/")[2] if iri else None for iri in on.values()] == [
        None,
        "alt",
        "neu",
    ]
