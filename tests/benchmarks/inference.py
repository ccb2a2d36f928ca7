"""What follows: the set-based rules at every size, and owlrl where it ends in time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import owlrl
import pyoxigraph as ox
import rdflib
from tests.benchmarks.limited import within

from leitgraph.config import Settings
from leitgraph.store.inference.fixpoint import PUBLIC, derive
from leitgraph.store.inference.rules import Rules, touches_axioms
from leitgraph.store.rdf.layers import INFERRED_PUBLIC, ONTOLOGY, PUBLIC_LAYER

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
OWLRL_LIMIT = 300.0


def ours(graphs: Path) -> dict[str, Any]:
    """Seconds to derive everything at once, and how many triples follow."""
    store = _store(graphs)
    stated = len(list(store.quads_for_pattern(None, None, None, PUBLIC_LAYER)))
    rules = Rules.read(store)
    started = time.perf_counter()
    derive(store, rules, PUBLIC)
    seconds = time.perf_counter() - started
    inferred = sum(1 for _ in store.quads_for_pattern(None, None, None, INFERRED_PUBLIC))
    return {"seconds": seconds, "stated": stated, "inferred": inferred}


def peer(graphs: Path) -> dict[str, Any]:
    """owlrl on the triples that a rule of ours can read, and the axioms; the same set follows.

    All the other triples could only slow it down.
    """
    done = within(OWLRL_LIMIT, _owlrl, graphs)
    if done is None:
        return {"seconds": None, "note": f"> {OWLRL_LIMIT:.0f} s"}
    seconds, same = done
    assert same, "owlrl finds something else"
    return {"seconds": seconds}


def _store(graphs: Path) -> ox.Store:
    """The city in the default graph, the ontology in its own."""
    store = ox.Store()
    for file in sorted(Settings().content_dir("ontology").glob("*.ttl")):
        store.load(path=str(file), to_graph=ONTOLOGY)
    parsed = ox.parse(path=str(graphs), format=ox.RdfFormat.N_QUADS)
    store.bulk_extend(
        ox.Quad(quad.subject, quad.predicate, quad.object, PUBLIC_LAYER) for quad in parsed
    )
    return store


def _owlrl(graphs: Path) -> tuple[float, bool]:
    store = _store(graphs)
    rules = Rules.read(store)
    described = {q.subject for q in store.quads_for_pattern(None, None, None, ONTOLOGY)}
    heads = {h.property for hs in rules.properties.values() for h in hs}
    heads |= {chain[2] for chain in rules.chains}
    uppers = {upper for values in rules.classes.values() for upper in values}
    bodies = set(rules.properties) | {name for chain in rules.chains for name in chain[:2]}
    city = store.quads_for_pattern(None, None, None, PUBLIC_LAYER)
    readable = [
        quad.triple
        for quad in city
        if quad.predicate.value in bodies | heads
        or (quad.predicate == TYPE and quad.object.value in uppers | set(rules.classes))
    ]
    ontology = store.quads_for_pattern(None, None, None, ONTOLOGY)
    stated = [quad.triple for quad in ontology if touches_axioms(quad)]
    graph = rdflib.Graph()
    text = ox.serialize([*readable, *stated], format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=text, format="nt")
    started = time.perf_counter()
    owlrl.DeductiveClosure(
        owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False
    ).expand(graph)
    seconds = time.perf_counter() - started

    def counts(s: str, p: str, o: str) -> bool:
        implied = o in uppers if p == TYPE.value else p in heads
        return implied and ox.NamedNode(s) not in described

    theirs = {
        (str(s), str(p), str(o))
        for s, p, o in graph
        if isinstance(s, rdflib.URIRef)
        and isinstance(o, rdflib.URIRef)
        and counts(str(s), str(p), str(o))
    }
    derive(store, rules, PUBLIC)
    mine = {
        (q.subject.value, q.predicate.value, q.object.value)
        for q in store.quads_for_pattern(None, None, None, PUBLIC_LAYER)
        if isinstance(q.subject, ox.NamedNode)
        and isinstance(q.object, ox.NamedNode)
        and counts(q.subject.value, q.predicate.value, q.object.value)
    }
    return seconds, bool(mine) and mine == theirs
