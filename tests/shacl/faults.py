"""A conforming graph (the demo sample with ontology and code lists) and ways to break it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from leitgraph.config import Settings
from leitgraph.model import Patch

BASE = "https://w3id.org/insek/id/"
GRAPH = ox.NamedNode(BASE + "musterstadt/graph/test")
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def ontology_files() -> list[Path]:
    """The modules and code lists, without the alignments."""
    root = Settings().content_dir("ontology")
    return [*sorted(root.glob("*.ttl")), *sorted((root / "vocab").glob("*.ttl"))]


def load(files: list[Path]) -> ox.Store:
    """Files in the default graph of a new store."""
    store = ox.Store()
    for file in files:
        store.load(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    return store


def demo_files() -> list[Path]:
    """The shipped sample of the demo city."""
    return sorted((Settings().content_dir("data") / "demo").glob("*.ttl"))


def triples(store: ox.Store) -> list[Triple]:
    """All triples in a stable order."""
    return sorted(
        ((q.subject, q.predicate, q.object) for q in store), key=lambda t: tuple(map(str, t))
    )


def patch(added: Iterable[Triple] = (), removed: Iterable[Triple] = ()) -> Patch:
    """A patch in one named graph, as the journal would hold it."""
    lines = [
        b"".join(sorted(f"{s} {p} {o} {GRAPH} .\n".encode() for s, p, o in part))
        for part in (added, removed)
    ]
    return Patch(lines[0], lines[1], actor="test", reason="test")


def apply(store: ox.Store, added: list[Triple], removed: list[Triple]) -> None:
    """Make the change in the default graph."""
    for triple in removed:
        store.remove(ox.Quad(*triple))
    for triple in added:
        store.add(ox.Quad(*triple))


def strangers(shapes: Graph) -> Iterator[Triple]:
    """Broken things of each kind and with each property that shapes are about.

    They break what no change of the sample can, as the sample has nothing of the kind.
    """
    numbers = itertools.count()
    nothing = ox.NamedNode("https://example.org/unbekannt")

    def new() -> ox.NamedNode:
        return ox.NamedNode(f"{BASE}musterstadt/fremd/{next(numbers)}")

    for kind in sorted(set(shapes.objects(None, SH.targetClass)), key=str):
        yield new(), RDF_TYPE, ox.NamedNode(str(kind))
    about = {
        value
        for told in (SH.targetSubjectsOf, SH.targetObjectsOf, SH.path)
        for value in shapes.objects(None, told)
        if isinstance(value, URIRef)
    }
    for predicate in (ox.NamedNode(str(value)) for value in sorted(about)):
        for values in ((ox.Literal(""), nothing), (ox.Literal("Text"),), (nothing,)):
            subject = new()
            for value in values:
                yield subject, predicate, value
        itself = new()
        yield itself, predicate, itself
    for shape, kind in sorted(shapes.subject_objects(SH.targetClass), key=str):
        for path in sorted(
            path
            for part in shapes.objects(shape, SH.property)
            for path in shapes.objects(part, SH.path)
            if isinstance(path, URIRef)
        ):
            subject = new()
            yield subject, RDF_TYPE, ox.NamedNode(str(kind))
            yield subject, ox.NamedNode(str(path)), ox.Literal("")
            yield subject, ox.NamedNode(str(path)), nothing


def faults(clean: list[Triple], seed: int) -> Iterator[tuple[list[Triple], list[Triple]]]:
    """Endless small changes (added, removed), drawn so that every predicate has its turn."""
    draw = random.Random(seed)
    by_predicate: dict[ox.NamedNode, list[Triple]] = {}
    for triple in clean:
        by_predicate.setdefault(triple[1], []).append(triple)
    objects = sorted({t[2] for t in clean if isinstance(t[2], ox.NamedNode)}, key=str)
    while True:
        for group in by_predicate.values():
            subject, predicate, value = triple = draw.choice(group)
            other = draw.choice(group)[2]
            wrong: list[ox.NamedNode | ox.Literal] = [
                other,
                draw.choice(objects),
                ox.NamedNode("https://example.org/unbekannt"),
                ox.Literal("Text ohne Sprache"),
                ox.Literal("Text", language="de"),
                ox.Literal("Text", language="fr"),
                ox.Literal(""),
                ox.Literal("-1.5", datatype=ox.NamedNode(XSD + "decimal")),
                ox.Literal("1999-01-01", datatype=ox.NamedNode(XSD + "date")),
                ox.Literal("2999-02-30", datatype=ox.NamedNode(XSD + "date")),
                ox.Literal("2999", datatype=ox.NamedNode(XSD + "gYear")),
                ox.Literal("0", datatype=ox.NamedNode(XSD + "integer")),
                ox.Literal("vielleicht", datatype=ox.NamedNode(XSD + "boolean")),
            ]
            kind = draw.randrange(4)
            if kind == 0:
                yield [], [triple]
            elif kind == 1:
                yield [(subject, predicate, draw.choice(wrong))], []
            elif kind == 2:
                yield [(subject, predicate, draw.choice(wrong))], [triple]
            elif isinstance(value, ox.NamedNode):
                # What others point to goes away altogether.
                gone = [t for t in clean if t[0] == value and len(by_predicate) > 1]
                yield [], gone or [triple]
            else:
                yield [], [triple]
