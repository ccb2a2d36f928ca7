"""The structure gate finds what a patch breaks, and nothing else."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.shacl import faults

from leitgraph.config import Settings
from leitgraph.demo import generate
from leitgraph.model import Patch
from leitgraph.shacl.core.data import Data
from leitgraph.shacl.core.gate import Shapes, gate, load_shapes, results, warm_shapes
from leitgraph.store.rdf.layers import CATALOGUE, ONTOLOGY, SICHTBARKEIT
from leitgraph.store.rdf.skolem import canonical
from leitgraph.store.views import open_view

V = f"{faults.BASE}musterstadt/vorlage/neu"
PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix insek: <https://w3id.org/insek/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix richtung: <https://w3id.org/insek/vocab/wirkungsrichtung/> .
@prefix ziel: <musterstadt/ziel/> .
"""
FORM = "https://w3id.org/insek/shapes/structure#"
PLANTED = FORM + "anteile"
"""What the demo city is told of: it has positions with shares over 1, planted there."""


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return warm_shapes(Settings())


@pytest.fixture
def store() -> ox.Store:
    return faults.load(faults.demo_files())


def write(store: ox.Store, turtle: str) -> Patch:
    """Add Turtle to the store; the patch that does it."""
    quads = ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE, base_iri=faults.BASE)
    added = [(q.subject, q.predicate, q.object) for q in quads]
    faults.apply(store, added, [])
    return faults.patch(added)


def without_planted_shares(store: ox.Store, shapes: Shapes) -> None:
    """Take the shares away that are planted to sum to more than 1, so that the sample conforms."""
    told = gate(store, shapes, faults.patch(faults.triples(store)))
    assert {f["rule"] for f in told} == {PLANTED}
    positions = {ox.NamedNode(f["focus"]) for f in told}
    of = ox.NamedNode("https://w3id.org/insek/ns#allokationVon")
    everything = faults.triples(store)
    shares = {s for s, p, o in everything if p == of and o in positions}
    faults.apply(store, [], [t for t in everything if t[0] in shares])


def names(findings: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return sorted((f["mode"], f["rule"].partition("#")[2]) for f in findings)


def test_in_the_demo_sample_only_the_planted_shares_are_told(
    shapes: Shapes, store: ox.Store
) -> None:
    everything = faults.triples(store)
    assert len(everything) > 9000
    found = gate(store, shapes, faults.patch(everything))
    assert set(names(found)) == {("warn", "anteile")}


def test_every_city_passes_and_is_checked(shapes: Shapes) -> None:
    cities = sorted((Settings().content_dir("data") / "cities").glob("*/city.toml"))
    assert cities, "no city found"
    store = faults.load([file for city in cities for file in sorted(city.parent.glob("*.ttl"))])
    everything = faults.triples(store)
    found = gate(store, shapes, faults.patch(everything))
    assert [f for f in found if f["mode"] != "report"] == []


def test_what_is_inferred_changes_no_finding(shapes: Shapes, tmp_path: Path) -> None:
    """The view that the service gates over holds inferred types, inverses and chains as well."""
    quads = ox.Store()
    for name, files in (("ns", faults.ontology_files()), ("demo", faults.demo_files())):
        graph = ONTOLOGY if name == "ns" else faults.GRAPH
        for file in files:
            quads.load(
                path=str(file), format=ox.RdfFormat.TURTLE, base_iri=faults.BASE, to_graph=graph
            )
        quads.add(ox.Quad(graph, SICHTBARKEIT, ox.Literal("public"), CATALOGUE))
    broken = ox.NamedNode(f"{faults.BASE}musterstadt/zielbezug/neu")
    ns = "https://w3id.org/insek/ns#"
    quads.add(ox.Quad(broken, faults.RDF_TYPE, ox.NamedNode(ns + "Zielbezug"), faults.GRAPH))
    added = canonical(quads, faults.BASE)
    patch = Patch(added, b"", actor="test", reason="test", number=1)
    view = open_view("memory", tmp_path)
    view.apply(patch)
    store = view.store_for_reader()
    assert ox.Quad(
        ox.NamedNode(f"{faults.BASE}musterstadt/ziel/uz-1-8"),
        faults.RDF_TYPE,
        ox.NamedNode(ns + "Ziel"),
    ) in set(store)
    found = [f for f in gate(store, shapes, patch) if f["set"].rpartition("/")[2] != "katalog"]
    found = [f for f in found if f["rule"] != PLANTED]
    assert names(found) == [
        ("block", "zielbezug-bezugvon"),
        ("block", "zielbezug-wirkungsrichtung"),
        ("block", "zielbezug-ziel"),
    ]
    assert {f["focus"] for f in found} == {broken.value}


def test_one_vorlage_costs_milliseconds_in_a_large_graph(shapes: Shapes) -> None:
    """About 1 ms at any size; the bound leaves room for a busy machine."""
    store = ox.Store()
    store.bulk_load(b"".join(generate(200_000, form="nt")), format=ox.RdfFormat.N_TRIPLES)
    paper = next(
        q.subject
        for q in store.quads_for_pattern(
            None, ox.NamedNode("https://w3id.org/insek/ns#hatJahresscheibe"), None
        )
    )
    about = [(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(paper, None, None)]
    patch = faults.patch(about)  # type: ignore[arg-type]
    times = []
    for _ in range(5):
        start = time.process_time()
        assert gate(store, shapes, patch) == []
        times.append(time.process_time() - start)
    assert len(about) > 10
    assert min(times) < 0.02


def test_a_complete_vorlage_passes(shapes: Shapes, store: ox.Store) -> None:
    patch = write(
        store,
        f"""
        <{V}> a insek:Beschlussvorlage ; skos:prefLabel "V1"@de ; dcterms:title "Radweg"@de ;
            insek:kommune <musterstadt/kommune/stadt> ; insek:datum "2025-01-31"^^xsd:date ;
            insek:hatZielbezug <{V}-z> .
        <{V}-z> a insek:Zielbezug ; skos:prefLabel "V1: fördert"@de ; insek:ziel ziel:uz-1-8 ;
            insek:kommune <musterstadt/kommune/stadt> ; insek:wirkungsrichtung richtung:foerdert .
        """,
    )
    assert gate(store, shapes, patch) == []


def test_a_faulty_vorlage_is_told_place_by_place(shapes: Shapes, store: ox.Store) -> None:
    patch = write(
        store,
        f"""
        <{V}> a insek:Beschlussvorlage ; skos:prefLabel "Paper"@en ;
            insek:kommune <musterstadt/kommune/stadt> ; insek:datum "31.01.2025" ;
            insek:hatZielbezug <{V}-z> ; insek:hatJahresscheibe <{V}-2025> .
        <{V}-z> a insek:Zielbezug ; skos:prefLabel "V1: gut"@de ; insek:ziel ziel:gibt-es-nicht ;
            insek:kommune <musterstadt/kommune/stadt> ; insek:wirkungsrichtung "gut" .
        <{V}-2025> a insek:Jahresscheibe ; skos:prefLabel "2025"@de ;
            insek:kommune <musterstadt/kommune/stadt> ;
            insek:jahr "2025"^^xsd:gYear , "2026"^^xsd:gYear ; insek:betrag 100 .
        """,
    )
    found = gate(store, shapes, patch)
    assert names(found) == [
        ("block", "code-wirkungsrichtung"),
        ("block", "jahresscheibe-jahr"),
        ("block", "ressource-name-de"),
        ("block", "vorlage-title"),
        ("block", "wert-betrag"),
        ("block", "wert-datum"),
        ("block", "wert-datum"),
        ("warn", "verweis-ziel"),
    ]
    [datum, form] = [f for f in found if f["rule"].endswith("#wert-datum")]
    assert form == datum | {"component": "PatternConstraintComponent"}
    assert datum == {
        "rule": "https://w3id.org/insek/shapes/structure#wert-datum",
        "set": "https://w3id.org/insek/shapes/structure/werte",
        "mode": "block",
        "severity": "Violation",
        "component": "OrConstraintComponent",
        "focus": V,
        "path": "https://w3id.org/insek/ns#datum",
        "value": "31.01.2025",
        "message": "„Datum“ ist ein Tag (JJJJ-MM-TT, xsd:date), ein Monat (JJJJ-MM, "
        "xsd:gYearMonth) oder ein Jahr (JJJJ, xsd:gYear), ohne Zeitzone.",
        "message_en": '"date" is a day (YYYY-MM-DD, xsd:date), a month (YYYY-MM, '
        "xsd:gYearMonth) or a year (YYYY, xsd:gYear), without a time zone.",
    }


def test_only_what_the_patch_touches_is_checked(shapes: Shapes, store: ox.Store) -> None:
    write(store, "<musterstadt/vorlage/alt> a insek:Vorlage .")
    patch = write(store, "<musterstadt/thema/neu> a insek:Thema .")
    assert gate(store, shapes, patch) == []


def test_who_points_to_a_removed_unit_is_warned_about(shapes: Shapes, store: ox.Store) -> None:
    unit = ox.NamedNode(f"{faults.BASE}musterstadt/einheit/66")
    gone = [t for t in faults.triples(store) if t[0] == unit]
    faults.apply(store, [], gone)
    found = gate(store, shapes, faults.patch([], gone))
    assert {f["mode"] for f in found} == {"warn"}
    found = [f for f in found if f["rule"] != PLANTED]  # at a paper of this unit
    assert {f["value"] for f in found} == {unit.value}
    assert "verweis-federfuehrung" in {f["rule"].partition("#")[2] for f in found}


def test_a_slice_taken_from_its_vorlage_is_found(shapes: Shapes, store: ox.Store) -> None:
    predicate = ox.NamedNode("https://w3id.org/insek/ns#hatJahresscheibe")
    link = next(t for t in faults.triples(store) if t[1] == predicate)
    faults.apply(store, [], [link])
    found = gate(store, shapes, faults.patch([], [link]))
    assert [(f["rule"].partition("#")[2], f["focus"]) for f in found] == [
        ("jahresscheibe-vorlage", link[2].value)
    ]


def test_internal_layer_and_public_layer_are_read_as_one(shapes: Shapes, store: ox.Store) -> None:
    patch = write(store, "<musterstadt/abwaegung/a> a insek:Abwaegung .")
    assert names(gate(store, shapes, patch)) == [("block", "abwaegung-inhalt")]
    store.add(
        ox.Quad(
            ox.NamedNode(f"{faults.BASE}musterstadt/abwaegung/a"),
            ox.NamedNode("https://w3id.org/insek/ns#ergebnis"),
            ox.Literal("Vorrang für das Grün", language="de"),
            ox.NamedNode("urn:leitgraph:layer:internal"),
        )
    )
    assert gate(store, shapes, patch) == []


@pytest.mark.parametrize("strictest", ["block", "warn", "report"])
def test_the_setting_caps_the_mode_of_every_shape_set(
    strictest: str, store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEITGRAPH_GATE", strictest)
    patch = write(store, "<musterstadt/zielkonflikt/k> a insek:Zielkonflikt .")
    found = gate(store, warm_shapes(Settings()), patch)
    assert names(found) == sorted(
        [("report", "belegt-durch"), (strictest, "zielkonflikt-zwischen")]
    )


@pytest.mark.slow
def test_one_change_finds_what_a_check_of_everything_finds(
    shapes: Shapes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a conforming graph, all that is wrong after a change comes from the change."""
    monkeypatch.setattr("leitgraph.shacl.core.gate.LIMIT", 100_000)
    store = faults.load(faults.demo_files())
    without_planted_shares(store, shapes)
    clean = faults.triples(store)
    assert gate(store, shapes, faults.patch(clean)) == []
    subjects = {t[0] for t in clean}
    broken = 0
    for added, removed in itertools.islice(faults.faults(clean, seed=7), 120):
        faults.apply(store, added, removed)
        data = Data(store, background=shapes.background)
        nodes = subjects | {t[2] for t in added if isinstance(t[2], ox.NamedNode)}
        everything = Counter(
            (r.focus.value, r.shape.iri.value)
            for node in nodes
            for r in results(data, shapes, node)
            if isinstance(r.shape.iri, ox.NamedNode)
        )
        found = gate(store, shapes, faults.patch(added, removed))
        assert Counter((f["focus"], f["rule"]) for f in found) == everything, (added, removed)
        broken += bool(found)
        faults.apply(store, removed, [t for t in added if t not in set(clean)])
    assert broken > 60


def test_a_patch_that_breaks_everything_returns_a_bounded_list(
    shapes: Shapes, store: ox.Store
) -> None:
    stadt = ox.NamedNode(f"{faults.BASE}musterstadt/kommune/stadt")
    gone = [t for t in faults.triples(store) if t[0] == stadt]
    faults.apply(store, [], gone)
    assert len(gate(store, shapes, faults.patch([], gone))) == 1000


def test_a_file_without_mode_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ohne.ttl"
    file.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape .")
    with pytest.raises(Exception, match=r"regel:modus"):
        load_shapes([file])
