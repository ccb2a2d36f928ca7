"""What follows: both ways of deriving agree, with a plain fixpoint and with owlrl."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from leitgraph.store.inference.fixpoint import PUBLIC, derive
from leitgraph.store.inference.layering import Layering
from leitgraph.store.inference.rules import Rules, touches_axioms
from leitgraph.store.rdf.layers import (
    CATALOGUE,
    INFERRED_INTERNAL,
    INFERRED_PUBLIC,
    INTERNAL_LAYER,
    ONTOLOGY,
    PUBLIC_LAYER,
    SICHTBARKEIT,
    SYSTEM_GRAPHS,
)
from leitgraph.store.rdf.skolem import canonical, parse_lines
from leitgraph.store.rdf.terms import Fact, fact_of

ROOT = Path(__file__).parents[2]
EX = "http://ex/"
AXIOMS = """
@prefix : <http://ex/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:A rdfs:subClassOf :B . :B rdfs:subClassOf :C , [ a owl:Restriction ] . :C rdfs:subClassOf :B .
:direkt rdfs:subPropertyOf :weit . :weit a owl:TransitiveProperty .
:direkt owl:inverseOf :hat . :wider a owl:SymmetricProperty .
:teil a owl:TransitiveProperty . :liegt owl:propertyChainAxiom ( :liegt :teil ) .
:betrifft owl:propertyChainAxiom ( :bezug :ziel ) ; rdfs:subPropertyOf :nennt .
:bezug owl:inverseOf :bezugVon .
"""
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def ex(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def axioms(turtle: str = AXIOMS) -> list[ox.Quad]:
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE, to_graph=ONTOLOGY)
    return parse_lines(canonical(store, EX + "base"))


def follows(data: str, turtle: str = AXIOMS) -> set[str]:
    """What follows from Turtle data beyond what it says, as `s p o` of local names."""
    store = ox.Store()
    store.load(f"@prefix : <{EX}> .\n{data}".encode(), format=ox.RdfFormat.TURTLE)
    store.extend(axioms(turtle))
    derive(store, Rules.read(store), PUBLIC)
    found = store.quads_for_pattern(None, None, None, INFERRED_PUBLIC)
    return {" ".join(str(t).rsplit("/", 1)[-1].strip("<>") for t in fact_of(q)) for q in found}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (":x a :A .", {"x 22-rdf-syntax-ns#type B", "x 22-rdf-syntax-ns#type C"}),
        (":x a :C .", {"x 22-rdf-syntax-ns#type B"}),
        (":x :direkt :y .", {"x weit y", "y hat x"}),
        (":x :hat :y .", {"y direkt x", "y weit x"}),
        (
            ":x :direkt :y . :y :direkt :z .",
            {"x weit y", "y weit z", "x weit z", "y hat x", "z hat y"},
        ),
        (":x :weit :y . :y :weit :x .", {"x weit x", "y weit y"}),
        (":x :wider :y .", {"y wider x"}),
        (":x :wider 'Text' .", set()),
        (":v :liegt :a . :a :teil :b . :b :teil :c .", {"v liegt b", "v liegt c", "a teil c"}),
        (":v :bezug :n . :n :ziel :z .", {"n bezugVon v", "v betrifft z", "v nennt z"}),
        (":n :bezugVon :v ; :ziel :z .", {"v bezug n", "v betrifft z", "v nennt z"}),
        (":x :unbekannt :y .", set()),
    ],
)
def test_what_follows_is_exactly(data: str, expected: set[str]) -> None:
    assert follows(data) == expected


def test_schema_statements_are_not_inferred() -> None:
    turtle = "@prefix : <http://ex/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    assert follows("", turtle + ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .") == set()


def test_a_chain_of_three_is_passed_over_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    turtle = AXIOMS + ":lang owl:propertyChainAxiom ( :bezug :ziel :teil ) ."
    assert follows(":a :bezug :b . :b :ziel :c . :c :teil :d .", turtle) == follows(
        ":a :bezug :b . :b :ziel :c . :c :teil :d ."
    )
    assert "3 links" in caplog.text


# --- the two ways agree with a plain fixpoint, whatever is added and removed ---------------------

NODES = [ex(name) for name in "uvwxy"]
CLASSES = [ex(name) for name in "ABC"]
PROPERTIES = [
    ex(name)
    for name in (
        *("direkt", "weit", "hat", "wider", "teil", "liegt"),
        *("bezug", "bezugVon", "ziel", "betrifft", "nennt"),
    )
]
GRAPHS = [ex(name) for name in ("oeffentlich1", "oeffentlich2", "intern")]
PUBLIC_WORD, INTERNAL_WORD = ox.Literal("public"), ox.Literal("internal")

facts = st.one_of(
    st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(NODES)),
    st.tuples(st.sampled_from(NODES), st.just(TYPE), st.sampled_from(CLASSES)),
    st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.just(ox.Literal("Text"))),
)
quads = st.one_of(
    st.builds(lambda f, g: ox.Quad(f[0], f[1], f[2], g), facts, st.sampled_from(GRAPHS)),
    st.builds(
        lambda g, word: ox.Quad(g, SICHTBARKEIT, word, CATALOGUE),
        st.sampled_from([*GRAPHS, CATALOGUE]),
        st.sampled_from([PUBLIC_WORD, INTERNAL_WORD]),
    ),
)
# Some chances to remove what is there: a number picks from the present quads.
steps = st.lists(
    st.tuples(st.lists(quads, max_size=6), st.lists(st.integers(0, 1000), max_size=6)),
    min_size=1,
    max_size=6,
)


def fixpoint(asserted: Iterable[Fact], rules: Rules) -> set[Fact]:
    """The closure as one would write it down: everything with everything until nothing is new."""
    known = set(asserted)
    while True:
        new: set[Fact] = set()
        for s, p, o in known:
            if p == TYPE:
                for upper in rules.classes.get(getattr(o, "value", ""), ()):
                    new.add((s, TYPE, ox.NamedNode(upper)))
            for head in rules.properties.get(p.value, ()):
                if not head.turned:
                    new.add((s, ox.NamedNode(head.property), o))
                elif isinstance(o, ox.NamedNode):
                    new.add((o, ox.NamedNode(head.property), s))
            for first, second, name in rules.chains:
                if p.value == first:
                    new |= {
                        (s, ox.NamedNode(name), o2)
                        for s2, p2, o2 in known
                        if p2.value == second and s2 == o
                    }
        if new <= known:
            return known
        known |= new


def expected_layers(store: ox.Store) -> dict[object, set[Fact]]:
    rules = Rules.read(store)
    words: dict[object, set[str]] = {}
    for quad in store.quads_for_pattern(None, SICHTBARKEIT, None, CATALOGUE):
        words.setdefault(quad.subject, set()).add(quad.object.value)
    public = {graph for graph, values in words.items() if values == {"public"}}
    everything, open_ = set(), set()
    for quad in store:
        if quad.graph_name in SYSTEM_GRAPHS:
            continue
        everything.add(fact_of(quad))
        by = quad.subject if quad.graph_name == CATALOGUE else quad.graph_name
        if by in public:
            open_.add(fact_of(quad))
    layer, whole = fixpoint(open_, rules), fixpoint(everything, rules)
    return {
        PUBLIC_LAYER: layer,
        INTERNAL_LAYER: whole - layer,
        INFERRED_PUBLIC: layer - open_,
        INFERRED_INTERNAL: whole - layer - everything,
    }


def layers(store: ox.Store) -> dict[object, set[Fact]]:
    return {
        graph: {fact_of(q) for q in store.quads_for_pattern(None, None, None, graph)}
        for graph in (PUBLIC_LAYER, INTERNAL_LAYER, INFERRED_PUBLIC, INFERRED_INTERNAL)
    }


@settings(max_examples=150, deadline=None)
@given(
    start=st.lists(quads, max_size=15),
    changes=steps,
)
def test_carrying_changes_through_equals_deriving_anew(
    start: list[ox.Quad], changes: list[tuple[list[ox.Quad], list[int]]]
) -> None:
    store = ox.Store()
    store.extend(axioms())
    store.extend(ox.Quad(g, SICHTBARKEIT, PUBLIC_WORD, CATALOGUE) for g in (ONTOLOGY, *GRAPHS[:2]))
    store.extend(start)
    layering = Layering(store)
    layering.rebuild()
    assert layers(store) == expected_layers(store)
    for added, picks in changes:
        there = sorted(
            (q for q in store if q.graph_name not in SYSTEM_GRAPHS | {ONTOLOGY}), key=str
        )
        removed = [there[pick % len(there)] for pick in picks if there]
        layering.carry(added, removed, [], limit=10_000)
        assert layers(store) == expected_layers(store)
    carried = layers(store)
    layering.rebuild()
    assert layers(store) == carried


# --- owlrl, an independent engine, finds the same -------------------------------------------------

CITIES = sorted(path.parent for path in ROOT.glob("data/cities/*/city.toml"))
FOLDERS = [*CITIES, ROOT / "data" / "demo"]


def test_the_oracle_is_asked_about_every_city() -> None:
    names = {folder.name for folder in FOLDERS if list(folder.glob("*.ttl"))}
    assert "demo" in names
    assert names == {folder.name for folder in FOLDERS}


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_owlrl_finds_the_same_entailments(folder: Path) -> None:
    """The entailments of the axioms used, defined so:

    triples whose predicate some rule implies, or that give a type some rule implies; whose subject
    is not itself described in the ontology; and whose terms are IRIs (or a literal as object).
    To spare owlrl hours, it is given the triples that a rule can read and the axioms themselves;
    all others could only take part in rules on datatypes and equality, whose results the
    definition leaves out.
    """
    store = ox.Store()
    for file in sorted((ROOT / "ontology").glob("*.ttl")):
        store.load(path=str(file), to_graph=ONTOLOGY)
    for file in sorted(folder.glob("*.ttl")):
        store.load(path=str(file), base_iri="https://w3id.org/insek/id/")
    rules = Rules.read(store)
    described = {q.subject for q in store.quads_for_pattern(None, None, None, ONTOLOGY)}
    heads = {h.property for hs in rules.properties.values() for h in hs}
    heads |= {chain[2] for chain in rules.chains}
    uppers = {upper for values in rules.classes.values() for upper in values}
    bodies = set(rules.properties) | {name for chain in rules.chains for name in chain[:2]}

    readable = [
        q.triple
        for q in store.quads_for_pattern(None, None, None, PUBLIC_LAYER)
        if q.predicate.value in bodies | heads
        or (q.predicate == TYPE and q.object.value in uppers | set(rules.classes))
    ]
    assert len(readable) > (2000 if folder.name == "demo" else 5)
    stated = [
        quad.triple
        for quad in store.quads_for_pattern(None, None, None, ONTOLOGY)
        if touches_axioms(quad)
    ]
    graph = rdflib.Graph()
    # In one piece, or the blank nodes of the lists would fall apart.
    text = ox.serialize([*readable, *stated], format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=text, format="nt")
    owlrl.DeductiveClosure(
        owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False
    ).expand(graph)

    def counts(s: str, p: str, o: str) -> bool:
        implied = o in uppers if p == TYPE.value else p in heads
        return implied and ox.NamedNode(s) not in described

    theirs = {
        (str(s), str(p), o.n3() if isinstance(o, rdflib.Literal) else str(o))
        for s, p, o in graph
        if isinstance(s, rdflib.URIRef) and not isinstance(o, rdflib.BNode)
        if counts(str(s), str(p), str(o))
    }
    derive(store, rules, PUBLIC)
    ours = {
        (
            q.subject.value,
            q.predicate.value,
            q.object.value
            if isinstance(q.object, ox.NamedNode)
            else rdflib.util.from_n3(str(q.object)).n3(),
        )
        for q in store.quads_for_pattern(None, None, None, PUBLIC_LAYER)
        if isinstance(q.subject, ox.NamedNode) and not isinstance(q.object, ox.BlankNode)
        if counts(q.subject.value, q.predicate.value, getattr(q.object, "value", ""))
    }
    inferred = sum(1 for _ in store.quads_for_pattern(None, None, None, INFERRED_PUBLIC))
    assert inferred > (2000 if folder.name == "demo" else 5)
    assert ours == theirs
