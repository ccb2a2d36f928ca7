"""Paths of no step from what the graph does not know (case 87), asked through the service's job."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from leitgraph.queries.dataset import Selected
from leitgraph.store.sparql import zero_length

BASE = "https://hier.example/"
TRIPLES = "INSERT DATA { <urn:a> <urn:p> <urn:b> . <urn:b> <urn:p> <urn:c> . <urn:c> <urn:q> 3 }"


@pytest.fixture(scope="module")
def asked() -> Selected:
    store = ox.Store()
    store.update(TRIPLES)
    store.update("INSERT DATA { GRAPH <urn:g> { <urn:nur-dort> <urn:p> 1 } }")
    return Selected(store, [ox.DefaultGraph()], [ox.NamedNode("urn:g")])


def mended(asked: Selected, query: str) -> str:
    return zero_length.mended(query, BASE, asked.knows)


def answer(asked: Selected, query: str) -> bool | list[str]:
    results = asked.store.query(
        mended(asked, query),
        base_iri=BASE,
        default_graph=asked.default_graph,
        named_graphs=asked.named_graphs,
    )
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    assert isinstance(results, ox.QuerySolutions)
    return sorted(" ".join(str(term) for term in row) for row in results)


MENDED: dict[str, tuple[str, bool | list[str]]] = {
    "star": ("SELECT ?x { <urn:z> <urn:p>* ?x }", ["<urn:z>"]),
    "question mark": ("SELECT ?x { <urn:z> <urn:p>? ?x }", ["<urn:z>"]),
    "backwards": ("SELECT ?x { ?x <urn:p>* <urn:z> }", ["<urn:z>"]),
    "inverse": ("SELECT ?x { <urn:z> ^<urn:p>* ?x }", ["<urn:z>"]),
    "alternatives": ("SELECT ?x { <urn:z> (<urn:p>|<urn:q>)* ?x }", ["<urn:z>"]),
    "sequence": ("SELECT ?x { <urn:z> <urn:p>*/<urn:q>? ?x }", ["<urn:z>"]),
    "two ways": ("SELECT ?x { <urn:z> <urn:p>*|<urn:q>? ?x }", ["<urn:z>", "<urn:z>"]),
    "plus of star": ("SELECT ?x { <urn:z> (<urn:p>*)+ ?x }", ["<urn:z>"]),
    "to itself": ("ASK { <urn:z> <urn:p>* <urn:z> }", True),
    "prefixed": ("PREFIX u: <urn:> SELECT ?x { u:z u:p* ?x . }", ["<urn:z>"]),
    "relative": ("SELECT ?x { <z> <urn:p>* ?x }", ["<https://hier.example/z>"]),
    "beside others": (
        "SELECT ?x ?o { <urn:a> <urn:p> ?o . <urn:z> <urn:p>* ?x FILTER(?o != ?x) }",
        ["<urn:z> <urn:b>"],
    ),
    "optional": (
        "SELECT ?o ?x { <urn:a> <urn:p> ?o OPTIONAL { <urn:z> <urn:p>* ?x } }",
        ["<urn:b> <urn:z>"],
    ),
    "not exists": ("ASK { FILTER NOT EXISTS { <urn:z> <urn:p>* ?x } }", False),
    "in a graph": ("SELECT ?x { GRAPH <urn:g> { <urn:z> <urn:p>* ?x } }", ["<urn:z>"]),
    "in another graph only": ("SELECT ?x { <urn:nur-dort> <urn:p>* ?x }", ["<urn:nur-dort>"]),
}


@pytest.mark.parametrize(("query", "expected"), MENDED.values(), ids=MENDED)
def test_87_what_the_graph_does_not_know_reaches_itself(
    asked: Selected, query: str, expected: bool | list[str]
) -> None:
    assert answer(asked, query) == expected


KEPT = [
    "SELECT ?x { <urn:a> <urn:p>* ?x }",
    "SELECT ?x { <urn:c> <urn:p>? ?x }",
    "SELECT ?x { <urn:z> <urn:p>+ ?x }",
    "SELECT ?x { <urn:z> <urn:p>/<urn:p>* ?x }",
    "SELECT ?x { <urn:z> <urn:p>* ?x ; <urn:q> ?y }",
    "ASK { <urn:z> <urn:p>* <urn:y> }",
    "SELECT * { ?s ?p ?o FILTER(?o * 2 > 4) }",
    "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }",
    'SELECT * { ?s <urn:p> "<urn:z> <urn:p>* ?x" }',
    "SELECT * { ?s ?p ?o } # . <urn:z> <urn:p>* ?x .",
]


@pytest.mark.parametrize("query", KEPT)
def test_87_every_other_query_goes_to_the_engine_as_it_is(asked: Selected, query: str) -> None:
    assert mended(asked, query) == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { VALUES ?y { <urn:z> } ?y <urn:p>* ?x }",
        "SELECT ?x { BIND(<urn:z> AS ?y) ?y <urn:p>* ?x }",
    ],
)
def test_87_a_thing_that_a_variable_holds_is_the_limit_of_the_engine(
    asked: Selected, query: str
) -> None:
    """The standard wants ``<urn:z>``; if this fails, the engine has learnt it (oxigraph#1815)."""
    assert answer(asked, query) == []


def test_87_a_deeply_nested_path_is_left_to_the_guard(asked: Selected) -> None:
    query = "ASK { <urn:z> " + "(" * 60 + "<urn:p>*" + ")" * 60 + " ?x }"
    assert mended(asked, query) == query
