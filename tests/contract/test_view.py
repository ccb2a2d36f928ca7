"""What every view promises. A view in the registry is covered without another line here."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from leitgraph.errors import Forbidden, InUse, NotFound
from leitgraph.model import Patch, Role
from leitgraph.store.journal.journal import Journal
from leitgraph.store.rdf.layers import (
    CATALOGUE,
    INFERRED_INTERNAL,
    INFERRED_PUBLIC,
    INTERNAL_LAYER,
    ONTOLOGY,
    PUBLIC_LAYER,
    check_writable,
)
from leitgraph.store.rdf.skolem import canonical
from leitgraph.store.views import VIEWS, View, dataset_for, open_view
from leitgraph.store.views.following import FollowingView

PREFIXES = """
@prefix : <http://ex/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix insek: <https://w3id.org/insek/ns#> .
"""
AXIOMS = f"""
{ONTOLOGY} {{ :Beschlussvorlage rdfs:subClassOf :Vorlage .
  :untersteht a owl:TransitiveProperty . :gehoertZu rdfs:subPropertyOf :untersteht ;
    owl:inverseOf :umfasst . }}
{CATALOGUE} {{ {ONTOLOGY} insek:sichtbarkeit "public" . :auf insek:sichtbarkeit "public" .
  :auch insek:sichtbarkeit "public" . :zu insek:sichtbarkeit "internal" . }}
"""


def quads(trig: str) -> bytes:
    store = ox.Store()
    store.load((PREFIXES + trig).encode(), format=ox.RdfFormat.TRIG)
    return canonical(store, "http://ex")


def bring_up(view: View, journal: Journal, directory: Path) -> int:
    """Load and catch up as a start does; the number of patches applied."""
    loaded = view.load(directory) and journal.hash_at(view.version) == view.hash
    if not loaded:
        view.clear()
        return view.replay(journal.since(0))
    behind = journal.last() - view.version
    for patch in journal.since(view.version):
        view.apply(patch)
    return behind


class Bench:
    """A view with its journal, as the host would have them."""

    def __init__(self, kind: str, data: Path) -> None:
        self.kind, self.data = kind, data
        self.journal = Journal.open(f"sqlite:///{data / 'journal.sqlite'}", data)
        self.view: View = open_view(kind, data)

    def write(self, add: str = "", remove: str = "") -> Patch:
        patch = self.journal.append(Patch(quads(add), quads(remove), "Amt 61", "Test"))
        self.view.apply(patch)
        return patch

    def note(self, add: str = "", remove: str = "") -> None:
        """Only into the journal."""
        self.journal.append(Patch(quads(add), quads(remove), "Amt 61", "Test"))

    def reopen(self) -> None:
        self.view.close()
        self.view = open_view(self.kind, self.data)

    @property
    def saved(self) -> Path:
        return self.data / "view"

    def ask(self, query: str, role: Role = Role.PUBLIC) -> list[str]:
        """Rows of a SELECT, local names joined by spaces, asked as a reader does: in a fork."""
        return in_reader(self.view, lambda store: select(store, query, role))

    def content(self) -> list[str]:
        """All quads but the state, as lines."""

        def dump(store: ox.Store) -> list[str]:
            lines = (store.dump(format=ox.RdfFormat.N_QUADS) or b"").decode().splitlines()
            return sorted(line for line in lines if "urn:leitgraph:state" not in line)

        return in_reader(self.view, dump)

    def close(self) -> None:
        self.view.close()
        self.journal.close()


def select(store: ox.Store, query: str, role: Role) -> list[str]:
    default, named = dataset_for(store, role)
    found = store.query(
        "PREFIX : <http://ex/> PREFIX insek: <https://w3id.org/insek/ns#> " + query,
        default_graph=default,
        named_graphs=[*named],
    )
    assert isinstance(found, ox.QuerySolutions)
    return sorted(
        " ".join(str(row[v]).strip('<>"').rsplit("/", 1)[-1] for v in found.variables)
        for row in found
    )


def in_reader(view: View, work: Callable[[ox.Store], list[str]]) -> list[str]:
    return start_reader(view, work)()


def start_reader(view: View, work: Callable[[ox.Store], list[str]]) -> Callable[[], list[str]]:
    """Fork a reader; what comes back waits for its answer."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(30)
        try:
            store = view.store_for_reader()
            public = view.public_store()
            if public is not None:
                layer = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
                assert set(public) == set(layer), "the copy of the public layer lags"
            answer = json.dumps(work(store)).encode()
            while answer:
                answer = answer[os.write(send, answer) :]
        finally:
            os._exit(0)
    os.close(send)

    def finish() -> list[str]:
        with os.fdopen(receive, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(child, 0)
        assert answer, "the reader died"
        return list(json.loads(answer))

    return finish


@pytest.fixture(params=sorted(VIEWS))
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(request.param, tmp_path)
    made.write(AXIOMS)
    yield made
    made.close()


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


def changes(bench: Bench) -> None:
    bench.write(":auf { :x :gehoertZu :y . :v a :Beschlussvorlage } :zu { :y :gehoertZu :z }")
    bench.write(":auch { :x :gehoertZu :y }", remove=":auf { :x :gehoertZu :y }")
    bench.write(":zu { :v a :Vorlage } :auf { :z :gehoertZu :w }")


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


def test_a_saved_view_is_loaded_as_it_was(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    changes(bench)
    kept = bench.content()
    bench.view.save(bench.saved)
    bench.reopen()
    monkeypatch.setattr(
        "leitgraph.store.inference.layering.Layering.rebuild",
        lambda self: pytest.fail("derived anew"),
    )
    assert bring_up(bench.view, bench.journal, bench.saved) == 0
    assert (bench.view.version, bench.view.hash) == (4, bench.journal.hash_at(4))
    assert bench.content() == kept


def test_a_lagging_view_catches_up(bench: Bench) -> None:
    bench.view.save(bench.saved)
    bench.reopen()
    bench.note(":auf { :x :gehoertZu :y }")
    bench.note(":auf { :y :gehoertZu :z }")
    assert bring_up(bench.view, bench.journal, bench.saved) == 2
    assert bench.ask("SELECT ?o { :x :untersteht ?o }") == ["y", "z"]


def test_without_a_saved_view_it_is_built_from_the_journal(bench: Bench) -> None:
    changes(bench)
    kept = bench.content()
    bench.view.clear()
    bench.view.save(bench.saved)
    bench.reopen()
    assert bring_up(bench.view, bench.journal, bench.data / "leer") == 4
    assert bench.content() == kept


def test_a_view_of_another_journal_is_built_anew(bench: Bench) -> None:
    bench.view.apply(Patch(quads(":auf { :fremd :p :b }"), b"", "a", "b", number=2, hash="f" * 64))
    bench.view.save(bench.saved)
    bench.reopen()
    bench.note(":auf { :eigen :p :b }")
    assert bring_up(bench.view, bench.journal, bench.saved) == 2
    assert bench.ask("SELECT ?s { ?s :p :b }") == ["eigen"]


def test_a_view_ahead_of_the_journal_is_built_anew(bench: Bench) -> None:
    bench.view.apply(Patch(quads(":auf { :a :p :b }"), b"", "a", "b", number=2, hash="f" * 64))
    bench.view.save(bench.saved)
    bench.reopen()
    assert bring_up(bench.view, bench.journal, bench.saved) == 1
    assert bench.view.version == 1
    assert bench.ask("SELECT ?s { ?s :p :b }") == []


@pytest.mark.parametrize("harm", ["short", "byte", "empty", "gone"])
def test_a_damaged_saved_view_is_found_and_built_anew(bench: Bench, harm: str) -> None:
    changes(bench)
    kept = bench.content()
    bench.view.save(bench.saved)
    bench.view.close()
    files = [p for p in bench.data.rglob("*") if p.is_file() and p.parent.name in {"view", "live"}]
    assert files
    for path in files:
        content = path.read_bytes()
        if harm == "gone":
            path.unlink()
        elif harm == "short":
            path.write_bytes(content[: len(content) // 2])
        elif harm == "empty":
            path.write_bytes(b"")
        elif content:
            place = len(content) // 2
            path.write_bytes(
                content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
            )
    bench.view = open_view(bench.kind, bench.data)
    assert bring_up(bench.view, bench.journal, bench.saved) == 4
    assert bench.content() == kept


def test_a_crash_in_the_middle_of_a_large_change_is_seen(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes(bench)
    kept = bench.content()
    bench.view.save(bench.saved)

    def crash(self: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr("leitgraph.store.inference.layering.Layering.rebuild", crash)
        with pytest.raises(MemoryError):
            bench.view.replay([Patch(quads(":auf { :q :p :r }"), b"", "a", "b", number=5)])
    bench.reopen()
    bring_up(bench.view, bench.journal, bench.saved)
    assert bench.content() == kept
    assert bench.view.version == 4


def test_a_reader_keeps_its_version_while_the_view_goes_on(bench: Bench) -> None:
    bench.write(":auf { :a :p 1 }")
    go_read, go_write = os.pipe()
    ready_read, ready_write = os.pipe()

    def wait_and_ask(store: ox.Store) -> list[str]:
        os.write(ready_write, b"!")
        os.read(go_read, 1)
        return select(store, "SELECT ?o { :a :p ?o }", Role.PUBLIC)

    finish = start_reader(bench.view, wait_and_ask)
    os.close(ready_write)
    assert os.read(ready_read, 1) == b"!"
    for number in range(2, 10):
        bench.write(f":auf {{ :a :p {number} }}")
    os.write(go_write, b"!")
    assert len(finish()) == 1
    for end in (go_read, go_write, ready_read):
        os.close(end)
    assert len(bench.ask("SELECT ?o { :a :p ?o }")) == 9


def test_the_files_of_a_disk_view_are_not_taken_from_under_it(tmp_path: Path) -> None:
    bench = Bench("disk", tmp_path)
    bench.write(AXIOMS)
    with pytest.raises(InUse):
        open_view("disk", tmp_path)
    bench.write(":auf { :a :p :b }")
    assert bench.ask("SELECT ?o { :a :p ?o }") == ["b"]
    bench.close()


def test_a_killed_reader_harms_nothing(bench: Bench) -> None:
    bench.write(":auf { :a :p :b }")
    for _ in range(3):
        child = os.fork()
        if child == 0:
            try:
                bench.view.store_for_reader()
            finally:
                os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
    bench.write(":auf { :a :p :c }")
    assert bench.ask("SELECT ?o { :a :p ?o }") == ["b", "c"]


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
