"""pySHACL decides: the compiled shapes find what it finds, on good data and on broken data."""

from __future__ import annotations

import itertools
import logging
from collections import Counter

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import BNode, Node
from tests.shacl import faults

from leitgraph.config import Settings
from leitgraph.shacl.core.data import Data
from leitgraph.shacl.core.gate import Shapes, results, warm_shapes

SHACL = "http://www.w3.org/ns/shacl#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
ORDER = {
    f"{SHACL}{name}ConstraintComponent"
    for name in ("LessThan", "LessThanOrEquals", "MinInclusive", "MaxInclusive")
}
Found = Counter[tuple[str, str, str, str | None]]


def text(node: Node | None) -> str | None:
    return None if node is None else node.n3()


def by_pyshacl(store: ox.Store, shapes: Graph) -> Found:
    """Results of pySHACL: focus, component, shape (blank ones as ``_``), value."""
    dump = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    data = Graph().parse(data=dump, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    found: Found = Counter()
    for result in report.subjects(URIRef(str(SH.focusNode)), None):
        if (None, SH.detail, result) in report:
            continue
        shape = report.value(result, SH.sourceShape)
        found[
            (
                text(report.value(result, SH.focusNode)) or "",
                str(report.value(result, SH.sourceConstraintComponent)),
                "_" if isinstance(shape, BNode) else str(shape),
                text(report.value(result, SH.value)),
            )
        ] += 1
    return found


def by_gate(store: ox.Store, shapes: Shapes) -> Found:
    """Results of the compiled shapes over every node of the store, in the same form."""
    data = Data(store)
    nodes = {term for quad in store for term in (quad.subject, quad.object)}
    found: Found = Counter()
    for node in nodes:
        for result in results(data, shapes, node):
            if not result.component.startswith(SHACL):
                continue  # beyond what pySHACL knows; see test_beyond.py
            value = result.value
            if value is None and result.component.endswith("NodeConstraintComponent"):
                value = node
            found[
                (
                    in_n3(result.focus) or "",
                    result.component,
                    result.shape.iri.value if isinstance(result.shape.iri, ox.NamedNode) else "_",
                    in_n3(value),
                )
            ] += 1
    return found


def in_n3(term: object) -> str | None:
    """A term as rdflib writes it."""
    if term is None:
        return None
    [quad] = Graph().parse(data=f"<urn:s> <urn:p> {term} .", format="nt")
    return text(quad[2])


@pytest.fixture(autouse=True)
def quiet_rdflib() -> None:
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # it tells of every faulty literal


@pytest.fixture(scope="module")
def oracle() -> Graph:
    graph = Graph()
    files = sorted((Settings().content_dir("shapes") / "structure").glob("*.ttl"))
    assert len(files) >= 14
    for file in files:
        graph.parse(file)
    return graph


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return warm_shapes(Settings())


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["demo", "cities/*"])
def test_both_find_the_shipped_data_in_order(folder: str, oracle: Graph, shapes: Shapes) -> None:
    files = sorted(Settings().content_dir("data").glob(f"{folder}/*.ttl"))
    store = faults.load([*files, *faults.ontology_files()])
    assert len(store) > 9000
    assert by_pyshacl(store, oracle) == Counter()
    assert by_gate(store, shapes) == Counter()


@pytest.mark.slow
def test_both_find_the_same_faults(oracle: Graph, shapes: Shapes) -> None:
    clean = faults.triples(faults.load(faults.demo_files()))
    broken: set[str] = set()
    for seed in range(5):
        store = faults.load([*faults.demo_files(), *faults.ontology_files()])
        for added, removed in itertools.islice(faults.faults(clean, seed), 400):
            faults.apply(store, added, removed)
        expected, found = by_pyshacl(store, oracle), by_gate(store, shapes)
        assert expected - found == Counter()
        # A date and a number have no order; SHACL calls that a breach, pySHACL lets it pass.
        assert {component for _, component, _, _ in found - expected} <= ORDER
        broken |= {shape for _, _, shape, _ in found}
    used: set[ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple]
    used = {predicate for _, predicate, _ in clean}
    used |= {object_ for _, predicate, object_ in clean if predicate == TYPE}
    by = shapes.compiled
    found_by = [*by.by_class.items(), *by.by_subject_of.items(), *by.by_object_of.items()]
    reached = {
        shape.iri.value
        for term, roots in found_by
        if term in used
        for root in roots
        for shape in (root, *root.properties)
        if shape.constraints and isinstance(shape.iri, ox.NamedNode)
    }
    # A shape that nothing breaks is not compared at all; the corpus must reach most of those whose
    # class or property it has. What stands only in drafts and real cities has no instance in it.
    assert len(reached) > 250
    assert len(broken & reached) / len(reached) > 0.8, sorted(reached - broken)
