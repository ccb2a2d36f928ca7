"""Graphs by addresses of their own, made by POST, several documents at once, changed by PATCH."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import httpx2
import pyoxigraph as ox
import pytest
from tests.shell import Shell
from tests.web.test_graph_store import ONE, TURTLE, TWO, objects
from tests.web.test_sparql import UPDATE, ask, column, refused

ADDRESS = "/graph-store/test/graph/adresse"
GRAPH = "https://w3id.org/insek/id/test/graph/adresse"


@pytest.fixture
def address(admin: httpx2.Client) -> Iterator[str]:
    """The address of a graph that is gone before and after."""
    yield ADDRESS
    admin.delete(ADDRESS)


def test_a_graph_has_an_address_of_its_own(
    admin: httpx2.Client, narrow: httpx2.Client, address: str
) -> None:
    assert narrow.head(address).status_code == 404
    made = admin.put(address, content=ONE, headers=TURTLE)
    assert made.status_code == 201, made.text
    assert made.headers["location"] == f"{admin.base_url}{address}"
    assert objects(narrow, {"graph": GRAPH}) == ["1"]
    assert narrow.get(made.headers["location"]).text == narrow.get(address).text
    by_name = narrow.get("/graph-store", params={"graph": made.headers["location"]})
    assert by_name.text == narrow.get(address).text
    assert narrow.head(address).status_code == 200
    again = admin.put(address, content=TWO, headers=TURTLE)
    assert (again.status_code, "location" in again.headers) == (200, False)
    assert admin.post(address, content=ONE, headers=TURTLE).json()["added"] == 1
    assert admin.delete(address).status_code == 200
    refused(narrow.get(address), 404, "not-found")
    refused(admin.delete(address), 404, "not-found")


def test_an_address_takes_no_other_graph_beside_it(admin: httpx2.Client) -> None:
    for query in ("?graph=x", "?default"):
        refused(admin.put(ADDRESS + query, content=ONE, headers=TURTLE), 422, "bad-parameter")


def test_nobody_writes_to_an_address_without_a_token(narrow: httpx2.Client) -> None:
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        answer = narrow.request(method, ADDRESS, content=ONE, headers=TURTLE)
        refused(answer, 401, "unauthorised")


def test_names_without_scheme_are_meant_beside_the_graph(
    admin: httpx2.Client, address: str
) -> None:
    text = "<> <p> <b>, </c>, <#d> ."
    assert admin.put(address, content=text, headers=TURTLE).status_code == 201
    beside = GRAPH.rpartition("/")[0]
    query = f"SELECT ?o {{ GRAPH <{GRAPH}> {{ <{GRAPH}> <{beside}/p> ?o }} }} ORDER BY ?o"
    assert column(ask(admin, query)) == [
        "https://w3id.org/c",
        f"{GRAPH}#d",
        f"{beside}/b",
    ]


def test_a_post_that_names_no_graph_makes_one(admin: httpx2.Client, narrow: httpx2.Client) -> None:
    made = admin.post("/graph-store?label=Neu", content=ONE, headers=TURTLE)
    assert made.status_code == 201, made.text
    place = made.headers["location"]
    assert "/graph-store/graph/" in place
    assert "example.org/a" in narrow.get(place).text
    other = admin.post("/graph-store", content=ONE, headers=TURTLE)
    assert other.headers["location"] != place
    for one in (place, other.headers["location"]):
        assert admin.delete(one).status_code == 200


def test_several_documents_come_in_one_post(admin: httpx2.Client, address: str) -> None:
    triples = TWO.replace("2", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>').encode()
    files = [
        ("eins", ("eins.ttl", ONE.encode(), "text/turtle; charset=utf-8")),
        ("zwei", ("zwei.nt", triples, "text/plain")),
        ("drei", ("drei", b"<http://example.org/a> <http://example.org/p> 3 .", "text/turtle")),
    ]
    made = admin.post(address, files=files)
    assert made.status_code == 201, made.text
    assert objects(admin, {"graph": GRAPH}) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        (b"--x\r\n\r\n<a> <b> .\r\n--x--\r\n", 400, "bad-data"),
        (b"nothing of the kind", 400, "bad-data"),
        (b"--x\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n--x--\r\n", 415, None),
    ],
)
def test_parts_that_cannot_be_read_change_nothing(
    admin: httpx2.Client, address: str, body: bytes, status: int, slug: str | None
) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    refused(
        admin.post(address, content=body, headers=headers), status, slug or "unsupported-media-type"
    )
    assert admin.get(address).status_code == 404


def test_a_patch_changes_one_graph_by_update(
    admin: httpx2.Client, narrow: httpx2.Client, address: str
) -> None:
    admin.put(address, content=ONE, headers=TURTLE)
    change = "DELETE { ?s ?p 1 } INSERT { ?s ?p 4, 5 } WHERE { ?s ?p 1 }"
    changed = admin.patch(address, content=change, headers=UPDATE)
    assert changed.status_code == 200, changed.text
    assert objects(narrow, {"graph": GRAPH}) == ["4", "5"]
    version = changed.headers["etag"]
    stale = {**UPDATE, "If-Match": '"1"'}
    refused(admin.patch(address, content=change, headers=stale), 412, "precondition-failed")
    held = {**UPDATE, "If-Match": version}
    deletion = "DELETE DATA { <http://example.org/a> <http://example.org/p> 5 }"
    assert admin.patch(address, content=deletion, headers=held).json()["removed"] == 1
    assert objects(narrow, {"graph": GRAPH}) == ["4"]


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { GRAPH <http://example.org/x> { <a> <b> 1 } }",
        "WITH <http://example.org/x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR GRAPH <http://example.org/x>",
        "CLEAR ALL",
        "INSERT { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_a_patch_touches_no_other_graph(admin: httpx2.Client, address: str, update: str) -> None:
    refused(admin.patch(address, content=update, headers=UPDATE), 400, "bad-input")


def test_a_patch_is_an_update_or_nothing(admin: httpx2.Client) -> None:
    answer = admin.patch(ADDRESS, content=ONE, headers=TURTLE)
    refused(answer, 415, "unsupported-media-type")


def test_what_is_written_to_the_default_graph_stands_in_the_standard_graph(
    admin: httpx2.Client, narrow: httpx2.Client
) -> None:
    standard = {"graph": "https://w3id.org/insek/graph/standard"}
    assert admin.delete("/graph-store?default").status_code == 200
    made = admin.put("/graph-store?default", content=ONE, headers=TURTLE)
    assert (made.status_code, made.headers["location"][-8:]) == (201, "?default")
    assert objects(narrow, standard) == ["1"]
    more = admin.post("/graph-store?default", content=TWO, headers=TURTLE)
    assert (more.status_code, more.json()["added"]) == (200, 1)
    assert column(ask(narrow, "SELECT ?o { <http://example.org/a> ?p ?o } ORDER BY ?o")) == [
        "1",
        "2",
    ]
    assert len(narrow.get("/graph-store?default&format=ntriples").text.splitlines()) > 1000
    assert admin.delete("/graph-store?default").json()["removed"] >= 2
    assert narrow.get("/graph-store", params=standard).status_code == 404


def test_without_a_name_all_graphs_come_with_their_names(client: httpx2.Client) -> None:
    accept = "application/trig, application/n-quads;q=0.9, */*;q=0.3"
    answer = client.get("/graph-store", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith("application/trig")
    quads = list(ox.parse(answer.content, format=ox.RdfFormat.TRIG))
    named = {str(quad.graph_name)[1:-1] for quad in quads}
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert named == set(column(ask(client, query))) - {"https://w3id.org/insek/graph/inferred"}
    refused(client.get("/graph-store", headers={"Accept": "text/csv"}), 406, "not-acceptable")


def test_an_offer_of_http_2_does_not_end_a_request_with_a_body(narrow_shell: Shell) -> None:
    """What the HTTP client of Java sends with every first request."""
    host, port = narrow_shell.url.removeprefix("http://").split(":")
    body = b"ASK {}"
    head = (
        "POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
        "Content-Type: application/sparql-query\r\nHTTP2-Settings: AAEAAEAAAAIAAAAA\r\n"
        f"Upgrade: h2c\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        for together in (True, False):
            if together:
                connection.sendall(head.encode() + body)
            else:
                connection.sendall(head.encode())
                time.sleep(0.2)
                connection.sendall(body)
            answer = b""
            while b'"boolean":true}' not in answer:
                piece = connection.recv(65536)
                assert piece, answer
                answer += piece
            assert answer.startswith(b"HTTP/1.1 200 OK")
