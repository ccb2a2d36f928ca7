"""What every view promises about who sees what."""

from __future__ import annotations

import pytest
from tests.contract.bench import Bench

from leitgraph.model import Role
from leitgraph.store.rdf.layers import (
    CATALOGUE,
)

PROBES = [
    "SELECT ?o { :a :p ?o }",
    "SELECT ?o { GRAPH ?g { :a :p ?o } }",
    "SELECT ?o { GRAPH :zu { :a :p ?o } }",
    "SELECT ?o { :a (:p|:q)+ ?o }",
    "SELECT ?s { ?s ?p ?o FILTER(?o = :geheim) }",
    "SELECT ?g { GRAPH ?g { ?s ?p :geheim } }",
    "SELECT ?x { BIND(1 AS ?x) FILTER EXISTS { GRAPH ?g { :a :p :geheim } } }",
    "SELECT ?o { GRAPH <urn:leitgraph:layer:internal> { ?s ?p ?o } }",
    "SELECT ?o { GRAPH <urn:leitgraph:inferred:internal> { ?s ?p ?o } }",
    "SELECT ?o { GRAPH <https://w3id.org/insek/graph/katalog> { ?s ?p ?o } }",
    "SELECT ?o { GRAPH <urn:leitgraph:state> { ?s ?p ?o } }",
    "SELECT ?s { ?s insek:sichtbarkeit 'internal' }",
    "SELECT ?o { :a :p ?o { SELECT ?o { ?s ?p ?o } } }",
]


@pytest.mark.parametrize("query", PROBES)
def test_the_public_sees_nothing_of_an_internal_graph(bench: Bench, query: str) -> None:
    bench.write(":zu { :a :p :geheim . :geheim a :Beschlussvorlage }")
    assert bench.ask(query) == []


def test_who_may_see_internal_graphs_sees_each_triple_once(bench: Bench) -> None:
    bench.write(":auf { :a :p :b } :auch { :a :p :b } :zu { :a :p :b , :c }")
    assert bench.ask("SELECT ?o { :a :p ?o }", Role.ADMIN) == ["b", "c"]
    assert bench.ask("SELECT ?g { GRAPH ?g { :a :p :b } }", Role.ADMIN) == ["auch", "auf", "zu"]
    assert bench.ask("SELECT ?o { :a :p ?o }") == ["b"]


def test_what_follows_from_an_internal_triple_is_internal(bench: Bench) -> None:
    bench.write(":auf { :x :gehoertZu :y } :zu { :y :gehoertZu :z }")
    assert bench.ask("SELECT ?o { :x :untersteht ?o }") == ["y"]
    assert bench.ask("SELECT ?o { :x :untersteht ?o }", Role.ADMIN) == ["y", "z"]
    bench.write(":auch { :y :gehoertZu :z }")
    assert bench.ask("SELECT ?o { :x :untersteht ?o }") == ["y", "z"]
    assert bench.ask("SELECT ?o { :x :untersteht ?o }", Role.ADMIN) == ["y", "z"]
    bench.write(remove=":auch { :y :gehoertZu :z }")
    assert bench.ask("SELECT ?o { :x :untersteht ?o }") == ["y"]


def test_a_graph_the_catalogue_does_not_know_is_internal(bench: Bench) -> None:
    bench.write(":unbekannt { :a :p :b }")
    assert bench.ask("SELECT ?o { :a :p ?o }") == []
    assert bench.ask("SELECT ?o { :a :p ?o }", Role.ADMIN) == ["b"]


def test_a_graph_called_both_is_internal(bench: Bench) -> None:
    bench.write(f':auf {{ :a :p :b }} {CATALOGUE} {{ :auf insek:sichtbarkeit "internal" }}')
    assert bench.ask("SELECT ?o { :a :p ?o }") == []


def test_visibility_can_change_both_ways(bench: Bench) -> None:
    bench.write(":auf { :x :gehoertZu :y } :zu { :y :gehoertZu :z }")
    public = f'{CATALOGUE} {{ :zu insek:sichtbarkeit "public" }}'
    internal = f'{CATALOGUE} {{ :zu insek:sichtbarkeit "internal" }}'
    before = bench.content()

    bench.write(public, remove=internal)
    assert bench.ask("SELECT ?o { :x :untersteht ?o }") == ["y", "z"]
    assert bench.ask("SELECT ?g { GRAPH ?g { :y :gehoertZu :z } }") == ["zu"]
    assert bench.ask("SELECT ?v { :zu insek:sichtbarkeit ?v }") == ["public"]

    bench.write(internal, remove=public)
    assert bench.ask("SELECT ?o { :x :untersteht ?o }") == ["y"]
    assert bench.content() == before


def test_entries_of_public_graphs_are_public(bench: Bench) -> None:
    assert bench.ask("SELECT ?g { ?g insek:sichtbarkeit ?v }") == ["auch", "auf", "ns"]
    everything = bench.ask("SELECT ?g { ?g insek:sichtbarkeit ?v }", Role.ADMIN)
    assert everything == ["auch", "auf", "ns", "zu"]
