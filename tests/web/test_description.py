"""/sparql without a query: a description for programs, the editor for people."""

from __future__ import annotations

import httpx2
import pyoxigraph as ox
import pytest
from tests.web.test_sparql import GRAPH, RDF, ask, column, refused


@pytest.mark.parametrize("name", ["turtle", "jsonld", "rdfxml", "ntriples"])
def test_a_bare_get_describes_the_service(client: httpx2.Client, name: str) -> None:
    media, form = RDF[name]
    answer = client.get("/sparql", headers={"Accept": media})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    triples = {
        (q.subject, q.predicate.value, q.object) for q in ox.parse(answer.content, format=form)
    }
    sd = "http://www.w3.org/ns/sparql-service-description#"
    service = ox.NamedNode(f"{client.base_url}".rstrip("/") + "/sparql")
    assert (service, sd + "endpoint", service) in triples
    formats = {o.value for s, p, o in triples if p == sd + "resultFormat"}
    assert len(formats) >= 10
    graphs = {o.value for s, p, o in triples if p == sd + "name"}
    assert GRAPH in graphs
    asked = column(ask(client, "SELECT ?g { ?g a insek:Graph }"))
    assert graphs == set(asked)


def test_the_description_without_a_wish_is_turtle(client: httpx2.Client) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"].startswith("text/turtle")
    refused(client.get("/sparql", headers={"Accept": "text/csv"}), 406, "not-acceptable")


def test_a_browser_is_led_to_the_editor(client: httpx2.Client) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = client.get("/sparql", headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sparql-editor"


def test_a_host_that_is_no_host_gives_no_server_error(client: httpx2.Client) -> None:
    answer = client.get("/sparql", headers={"Host": 'x"> <y'})
    assert answer.status_code < 500
