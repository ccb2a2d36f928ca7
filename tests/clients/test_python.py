"""Clients of Python as they come: SPARQLWrapper, sparql_dataframe and the stores of rdflib."""

from __future__ import annotations

from typing import Any

import pytest
import sparql_dataframe
from rdflib import RDF, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, POST, RDFXML, TURTLE, XML, SPARQLWrapper
from tests.shell import TOKEN, Shell

INSEK = "https://w3id.org/insek/ns#"
CITY = "https://w3id.org/insek/id/auerbach/kommune/stadt"
OF_CITY = f"?z a <{INSEK}Leitziel> ; <{INSEK}kommune> <{CITY}>"
GOALS = f"SELECT ?z ?n {{ {OF_CITY} ; skos:prefLabel ?n }}"
COUNT = 16
EX = "http://example.org/clients/"


def wrapped(service: Shell, query: str, form: str | None = None) -> Any:
    """What a wrapper makes of an answer, in its default mode: formats are said in three ways."""
    asker = SPARQLWrapper(f"{service.url}/sparql")
    asker.setQuery(query)
    if form:
        asker.setReturnFormat(form)
    return asker.query().convert()


def test_sparqlwrapper_reads_in_its_default_mode(service: Shell) -> None:
    rows = wrapped(service, GOALS, JSON)["results"]["bindings"]
    assert len(rows) == COUNT
    document = wrapped(service, GOALS)  # XML, if nothing is said
    assert len(document.getElementsByTagName("result")) == COUNT
    lines = wrapped(service, GOALS, CSV).decode().splitlines()
    assert len(lines) == COUNT + 1
    assert wrapped(service, f"ASK {{ <{CITY}> ?p ?o }}", JSON)["boolean"] is True


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_sparqlwrapper_reads_graphs(service: Shell) -> None:
    query = f"CONSTRUCT {{ ?z a <{INSEK}Ziel> }} WHERE {{ {OF_CITY} }}"
    assert len(wrapped(service, query, XML)) == COUNT
    assert len(wrapped(service, query, RDFXML)) == COUNT
    found = Graph().parse(data=wrapped(service, query, TURTLE), format="turtle")
    assert len(found) == COUNT


def test_sparqlwrapper_writes_with_a_token(service: Shell) -> None:
    for credentials in ("header", "password"):
        asker = SPARQLWrapper(f"{service.url}/sparql")
        asker.setMethod(POST)
        if credentials == "header":
            asker.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
        else:
            asker.setCredentials("leitgraph", TOKEN)
        thing = f"<{EX}{credentials}>"
        asker.setQuery(f"INSERT DATA {{ {thing} <{EX}p> 1 }}")
        asker.query()
        assert wrapped(service, f"ASK {{ {thing} ?p 1 }}", JSON)["boolean"] is True
        asker.setQuery(f"DELETE WHERE {{ {thing} ?p ?o }}")
        asker.query()


def test_sparql_dataframe_reads(service: Shell) -> None:
    frame = sparql_dataframe.get(f"{service.url}/sparql", GOALS)
    assert list(frame.columns) == ["z", "n"]
    assert len(frame) == COUNT
    posted = sparql_dataframe.get(f"{service.url}/sparql", GOALS, post=True)
    assert len(posted) == COUNT


def test_the_store_of_rdflib_reads(service: Shell) -> None:
    for method in ("GET", "POST", "POST_FORM"):
        store = SPARQLStore(f"{service.url}/sparql", method=method)
        graph = Graph(store)
        goals = list(graph.subjects(RDF.type, URIRef(INSEK + "Leitziel")))
        assert len(goals) >= COUNT
        assert len(list(graph.query(GOALS))) == COUNT
        assert (URIRef(CITY), RDF.type, URIRef(INSEK + "Kommune")) in graph


def test_service_of_rdflib_reads(service: Shell) -> None:
    query = f"SELECT * {{ SERVICE <{service.url}/sparql> {{ {OF_CITY} }} }}"
    assert len(list(Graph().query(query))) == COUNT


def test_the_update_store_of_rdflib_writes_and_reads_again(service: Shell) -> None:
    address = f"{service.url}/sparql"
    store = SPARQLUpdateStore(address, address, auth=("leitgraph", TOKEN))
    thing, says = URIRef(EX + "a"), URIRef(EX + "p")
    graph = Graph(store, identifier=URIRef(EX + "graph"))
    graph.add((thing, says, Literal("Grün – ä")))
    graph.add((thing, says, Literal(2)))
    assert {str(value) for value in graph.objects(thing, says)} == {"Grün – ä", "2"}
    graph.remove((thing, says, Literal(2)))
    assert len(graph) == 1
    graph.update("DELETE WHERE { ?s ?p ?o }")  # rdflib says of which graph
    assert len(graph) == 0
    default = Graph(store, identifier=DATASET_DEFAULT_GRAPH_ID)
    default.update(f"INSERT DATA {{ <{thing}> <{says}> 7 }}")
    assert [str(value) for value in default.objects(thing, says)] == ["7"]
    default.update(f"DELETE WHERE {{ <{thing}> ?p ?o }}")


def test_rdflib_fetches_the_whole_with_its_graphs(service: Shell) -> None:
    dataset = Dataset().parse(f"{service.url}/graph-store?graph=auerbach/graph/leitziele")
    assert len(list(dataset.quads((None, RDF.type, None, None)))) > 0
