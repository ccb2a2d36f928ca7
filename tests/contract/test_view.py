"""What every view promises. A view in the registry is covered without another line here."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.contract.bench import Bench, changes, in_reader, quads

from leitgraph.errors import Forbidden, NotFound
from leitgraph.model import Patch, Role
from leitgraph.store.rdf.layers import (
    CATALOGUE,
    INFERRED_INTERNAL,
    INFERRED_PUBLIC,
    INTERNAL_LAYER,
    ONTOLOGY,
    PUBLIC_LAYER,
    check_writable,
)
from leitgraph.store.views import VIEWS, open_view
from leitgraph.store.views.following import FollowingView


def test_the_views_of_the_plan_are_registered() -> None:
    assert sorted(VIEWS) == ["disk", "memory"]
    with pytest.raises(NotFound):
        open_view("zettelkasten", Path())


def test_the_view_in_memory_keeps_a_copy_of_the_public_layer(bench: Bench) -> None:
    # That it is the same as the layer is asserted in every reader of this file (start_reader).
    assert (bench.view.public_store() is not None) == (bench.kind == "memory")


def test_a_new_view_is_empty(bench: Bench) -> None:
    bench.view.clear()
    assert (bench.view.version, bench.view.hash) == (0, "")
    assert bench.ask("SELECT * { ?s ?p ?o }", Role.ADMIN) == []


def test_a_view_knows_which_patch_it_stands_on(bench: Bench) -> None:
    patch = bench.write(":auf { :a :p :b }")
    assert (bench.view.version, bench.view.hash) == (patch.number, patch.hash)
    assert bench.view.name == bench.kind


def test_patches_go_in_order_or_not_at_all(bench: Bench) -> None:
    later = Patch(quads(":auf { :a :p :b }"), b"", "Amt", "zu früh", number=9)
    with pytest.raises(ValueError, match="does not follow"):
        bench.view.apply(later)
    with pytest.raises(ValueError, match="does not follow"):
        bench.view.replay([later])
    assert bench.view.version == 1
    assert bench.ask("SELECT * { :a :p ?o }", Role.ADMIN) == []


def test_what_is_added_is_there_and_what_is_removed_is_gone(bench: Bench) -> None:
    bench.write(":auf { :a :p :b , :c }")
    bench.write(":auf { :a :p :d }", remove=":auf { :a :p :b }")
    assert bench.ask("SELECT ?o { :a :p ?o }") == ["c", "d"]
    assert bench.ask("SELECT ?g ?o { GRAPH ?g { :a :p ?o } }") == ["auf c", "auf d"]


def test_a_triple_in_two_graphs_stays_until_both_let_go(bench: Bench) -> None:
    bench.write(":auf { :a :p :b } :auch { :a :p :b }")
    assert bench.ask("SELECT ?o { :a :p ?o }") == ["b"]
    bench.write(remove=":auf { :a :p :b }")
    assert bench.ask("SELECT ?o { :a :p ?o }") == ["b"]
    bench.write(remove=":auch { :a :p :b }")
    assert bench.ask("SELECT ?o { :a :p ?o }") == []


def test_literals_are_removed_however_they_are_spelled(bench: Bench) -> None:
    raw = (
        "<http://ex/a> <http://ex/p> "
        '"{}"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://ex/auf> .\n'
    )
    bench.view.apply(Patch(raw.format("12.50").encode(), b"", "Amt", "r", number=2, hash="x"))
    assert len(bench.ask("SELECT ?o { :a :p ?o }")) == 1
    bench.view.apply(Patch(b"", raw.format("12.500").encode(), "Amt", "r", number=3, hash="y"))
    assert bench.ask("SELECT ?o { :a :p ?o }") == []


def test_any_text_comes_back_as_it_went_in(bench: Bench) -> None:
    text = 'Straße \\u0041 "zitiert" \\\\ {}. \n\t GRAPH <x> { } # ü€😀'
    quad = ox.Quad(
        ox.NamedNode("http://ex/a"),
        ox.NamedNode("http://ex/p"),
        ox.Literal(text),
        ox.NamedNode("http://ex/auf"),
    )
    line = ox.serialize([quad], format=ox.RdfFormat.N_QUADS) or b""
    bench.view.apply(Patch(line, b"", "Amt", "r", number=2, hash="x"))
    found = in_reader(
        bench.view,
        lambda store: [q.object.value for q in store.quads_for_pattern(quad.subject, None, None)],
    )
    assert found == [text, text]
    bench.view.apply(Patch(b"", line, "Amt", "r", number=3, hash="y"))
    assert bench.ask("SELECT ?o { :a :p ?o }", Role.ADMIN) == []


def test_what_follows_can_be_asked_and_told_apart(bench: Bench) -> None:
    bench.write(":auf { :v a :Beschlussvorlage . :x :gehoertZu :y . :y :gehoertZu :z }")
    assert bench.ask("SELECT ?c { :v a ?c }") == ["Beschlussvorlage", "Vorlage"]
    assert bench.ask("SELECT ?o { :x :untersteht ?o }") == ["y", "z"]
    assert bench.ask("SELECT ?c { GRAPH <https://w3id.org/insek/graph/inferred> { :v a ?c } }") == [
        "Vorlage"
    ]
    bench.write(remove=":auf { :y :gehoertZu :z }")
    assert bench.ask("SELECT ?o { :x :untersteht ?o }") == ["y"]
    assert bench.ask("SELECT ?s { ?s :umfasst ?o }") == ["y"]


def test_a_triple_both_stated_and_inferred_changes_sides(bench: Bench) -> None:
    inferred = "SELECT ?o { GRAPH <https://w3id.org/insek/graph/inferred> { :x :untersteht ?o } }"
    bench.write(":auf { :x :gehoertZu :y }")
    assert bench.ask(inferred) == ["y"]
    bench.write(":auch { :x :untersteht :y }")
    assert bench.ask(inferred) == []
    bench.write(remove=":auch { :x :untersteht :y }")
    assert bench.ask(inferred) == ["y"]
    bench.write(":auch { :x :untersteht :y }", remove=":auf { :x :gehoertZu :y }")
    assert bench.ask(inferred) == []
    assert bench.ask("SELECT ?o { :x :untersteht ?o }") == ["y"]


def test_a_changed_ontology_derives_everything_anew(bench: Bench) -> None:
    bench.write(":auf { :v a :Beschlussvorlage }")
    bench.write(f"{ONTOLOGY} {{ :Vorlage rdfs:subClassOf :Dokument }}")
    assert bench.ask("SELECT ?c { :v a ?c }") == ["Beschlussvorlage", "Dokument", "Vorlage"]
    bench.write(remove=f"{ONTOLOGY} {{ :Beschlussvorlage rdfs:subClassOf :Vorlage }}")
    assert bench.ask("SELECT ?c { :v a ?c }") == ["Beschlussvorlage"]


def test_a_small_change_does_not_derive_the_world_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "leitgraph.store.inference.layering.Layering.rebuild",
        lambda self: pytest.fail("derived anew"),
    )
    bench.write(":auf { :v a :Beschlussvorlage ; :p 1 }")
    bench.write(remove=":auf { :v a :Beschlussvorlage }")
    assert bench.ask("SELECT ?p { :v ?p ?o }") == ["p"]


def test_many_patches_at_once_give_the_same_as_one_by_one(bench: Bench) -> None:
    changes(bench)
    one_by_one = bench.content()
    bench.view.clear()
    assert bench.view.replay(bench.journal.since(0)) == 4
    assert bench.content() == one_by_one
    assert (bench.view.version, bench.view.hash) == (4, bench.journal.hash_at(4))


def test_a_large_patch_gives_the_same_as_a_small_one(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes(bench)
    carried = bench.content()
    bench.view.clear()
    monkeypatch.setattr("leitgraph.store.views.following.CARRY_LIMIT", -1)
    monkeypatch.setattr("leitgraph.store.views.following.CARRY_FACTOR", 10**9)
    assert isinstance(bench.view, FollowingView)
    for patch in bench.journal.since(0):
        bench.view.apply(patch)
    assert bench.content() == carried


@pytest.mark.parametrize(
    "graph",
    [
        PUBLIC_LAYER,
        INTERNAL_LAYER,
        INFERRED_PUBLIC,
        INFERRED_INTERNAL,
        ox.NamedNode("urn:leitgraph:anything"),
    ],
    ids=str,
)
def test_what_the_view_keeps_itself_is_not_written_from_outside(graph: ox.NamedNode) -> None:
    with pytest.raises(Forbidden):
        check_writable([ox.NamedNode("http://ex/auf"), graph])
    check_writable([ox.NamedNode("http://ex/auf"), CATALOGUE, ONTOLOGY])
