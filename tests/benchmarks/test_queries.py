"""The eight queries of the bench answer on the shipped sample, the same from both engines."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from tests.benchmarks.client import accept_of, comparable
from tests.benchmarks.queries import QUERIES

from leitgraph.check.rulebook import Rulebook
from leitgraph.config import Settings
from leitgraph.store.inference.fixpoint import PUBLIC, derive
from leitgraph.store.rdf.layers import PUBLIC_LAYER

SETTINGS = Settings()
NAMES = (
    "1-sum-per-goal",
    "2-no-goal",
    "3-two-concepts",
    "4-top-units-by-theme",
    "5-substring",
    "6-neighbourhood",
    "7-per-year",
    "8-listing",
)


@pytest.fixture(scope="module")
def sample() -> tuple[ox.Store, rdflib.Graph]:
    """The demo sample with what follows from it, in both engines."""
    store = ox.Store()
    for path in sorted((SETTINGS.content_dir("data") / "demo").glob("*.ttl")):
        store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=SETTINGS.base + "/")
    assert derive(store, Rulebook.load(SETTINGS).inference, PUBLIC) > 1000
    public = [q.triple for q in store.quads_for_pattern(None, None, None, PUBLIC_LAYER)]
    assert len(public) > 6000
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(public, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return store, graph


def test_eight_queries_are_there() -> None:
    assert tuple(QUERIES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_give_the_same_rows(name: str, sample: tuple[ox.Store, rdflib.Graph]) -> None:
    store, graph = sample
    query = QUERIES[name]
    mine, theirs = _ours(store, query), _rdflib(graph, query)
    assert sum(mine.values()) >= 1
    assert mine == theirs


def _ours(store: ox.Store, query: str) -> Counter[Any]:
    answer = store.query(query)
    if isinstance(answer, ox.QuerySolutions):
        return comparable(query, answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    assert isinstance(answer, ox.QueryTriples)
    return comparable(query, answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")


def _rdflib(graph: rdflib.Graph, query: str) -> Counter[Any]:
    form = "nt" if "n-triples" in accept_of(query) else "json"
    return comparable(query, graph.query(query).serialize(format=form) or b"")
