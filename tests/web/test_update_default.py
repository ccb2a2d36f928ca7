"""What an update writes without naming a graph, and what it is told to read (ADR 16)."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from tests.web.test_sparql import ask, column, refused

STANDARD = "https://w3id.org/insek/graph/standard"
EX = "PREFIX : <http://example.org/standard/> "


@pytest.fixture(autouse=True)
def _emptied(admin: httpx2.Client) -> Iterator[None]:
    yield
    update(admin, "DROP DEFAULT ; DROP SILENT GRAPH :g ; DROP SILENT GRAPH :h")


def update(admin: httpx2.Client, text: str, **more: str | list[str]) -> httpx2.Response:
    """An update that is carried out."""
    answer = admin.post("/sparql", data={"update": EX + text, **more})
    assert answer.status_code == 200, answer.text
    return answer


def objects(client: httpx2.Client, graph: str, subject: str = ":a") -> list[str]:
    """What a graph says of a subject."""
    query = f"{EX}SELECT ?o {{ GRAPH {graph} {{ {subject} ?p ?o }} }} ORDER BY ?o"
    return column(ask(client, query))


def test_data_without_a_graph_go_to_the_standard_graph_and_everybody_sees_them(
    admin: httpx2.Client, narrow: httpx2.Client
) -> None:
    update(admin, "INSERT DATA { :a :p 1 . GRAPH :g { :a :p 2 } :a :p 3 }")
    assert objects(narrow, f"<{STANDARD}>") == ["1", "3"]
    assert objects(narrow, ":g") == ["2"]
    assert column(ask(narrow, f"{EX}SELECT ?o {{ :a :p ?o }} ORDER BY ?o")) == ["1", "2", "3"]
    label = f"SELECT ?l {{ <{STANDARD}> rdfs:label ?l }}"
    assert column(ask(narrow, label)) == ["standard"]


def test_who_writes_to_no_graph_reads_the_same_one(admin: httpx2.Client) -> None:
    update(admin, "INSERT DATA { :a :p 1 . GRAPH :g { :a :p 2 } }")
    update(admin, "DELETE { ?s ?p ?o } INSERT { ?s ?p 9 } WHERE { ?s ?p ?o }")
    assert objects(admin, f"<{STANDARD}>") == ["9"]
    assert objects(admin, ":g") == ["2"]
    update(admin, "DELETE WHERE { :a ?p ?o }")
    assert objects(admin, f"<{STANDARD}>") == []
    assert objects(admin, ":g") == ["2"]


def test_who_writes_to_a_named_graph_reads_all_that_is_public(admin: httpx2.Client) -> None:
    update(admin, "INSERT DATA { GRAPH :g { :a :p 2 } }")
    update(admin, "INSERT { GRAPH :h { ?s :q ?o } } WHERE { ?s :p ?o }")
    assert objects(admin, ":h") == ["2"]


def test_operations_after_one_another_see_what_the_one_before_wrote(admin: httpx2.Client) -> None:
    update(
        admin,
        "INSERT DATA { :a :p 1 } ; DELETE { ?s :p ?o } INSERT { ?s :q ?o } WHERE { ?s :p ?o }",
    )
    query = f"{EX}ASK {{ GRAPH <{STANDARD}> {{ :a :q 1 }} }}"
    assert ask(admin, query).json()["boolean"] is True


def test_default_may_be_copied_moved_added_and_cleared(admin: httpx2.Client) -> None:
    update(admin, "INSERT DATA { :a :p 1 } ; COPY DEFAULT TO :g ; CLEAR DEFAULT")
    assert objects(admin, f"<{STANDARD}>") == []
    assert objects(admin, ":g") == ["1"]
    update(admin, "ADD :g TO DEFAULT")
    assert objects(admin, f"<{STANDARD}>") == ["1"]
    update(admin, "MOVE DEFAULT TO :h")
    assert objects(admin, f"<{STANDARD}>") == []
    assert objects(admin, ":h") == ["1"]
    update(admin, "COPY DEFAULT TO :h")
    assert objects(admin, ":h") == []


def test_the_request_may_say_what_an_update_reads(admin: httpx2.Client) -> None:
    one, two = "http://example.org/standard/g", "http://example.org/standard/h"
    update(admin, "INSERT DATA { GRAPH :g { :a :p 1 } GRAPH :h { :a :p 2 } }")
    text = "INSERT { :b :p ?o } WHERE { :a :p ?o }"
    update(admin, text, **{"using-graph-uri": one})
    assert objects(admin, f"<{STANDARD}>", ":b") == ["1"]
    update(admin, text, **{"using-graph-uri": [one, two]})
    assert objects(admin, f"<{STANDARD}>", ":b") == ["1", "2"]
    named = "INSERT { :c :p ?o } WHERE { GRAPH ?g { :a :p ?o } }"
    update(admin, named, **{"using-named-graph-uri": two})
    assert objects(admin, f"<{STANDARD}>", ":c") == ["2"]
    update(admin, "DELETE WHERE { GRAPH ?g { :a :p ?o } }", **{"using-named-graph-uri": two})
    assert (objects(admin, ":g"), objects(admin, ":h")) == (["1"], [])


@pytest.mark.parametrize(
    "text",
    [
        "WITH :g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } USING :g WHERE { ?s ?p ?o }",
    ],
)
def test_what_is_read_is_said_in_one_place(admin: httpx2.Client, text: str) -> None:
    data = {"update": EX + text, "using-graph-uri": "http://example.org/x"}
    refused(admin.post("/sparql", data=data), 400, "bad-input")


def test_a_graph_to_be_read_that_is_no_iri_is_a_wrong_parameter(admin: httpx2.Client) -> None:
    data = {"update": "DELETE WHERE { ?s ?p ?o }", "using-graph-uri": "x> WHERE {} #"}
    problem = refused(admin.post("/sparql", data=data), 422, "bad-parameter")
    assert problem["parameter"] == "using-graph-uri"


@pytest.mark.parametrize("text", ["PREFIX a: <http://a/>", "BASE <http://a/>", "# nichts"])
def test_an_update_of_nothing_but_a_prologue_changes_nothing(
    admin: httpx2.Client, text: str
) -> None:
    before = admin.get("/ready").json()["graph_version"]
    answer = admin.post("/sparql", data={"update": text})
    assert (answer.status_code, answer.json()["version"]) == (200, before)
    refused(ask(admin, text), 400, "bad-query")


def test_a_fault_of_an_update_without_a_graph_is_told_at_its_place(admin: httpx2.Client) -> None:
    answer = admin.post("/sparql", data={"update": "INSERT DATA { <a> <b> 1 }\n; CLEAR XYZ"})
    problem = refused(answer, 400, "bad-query")
    assert (problem["line"], problem["column"]) == (2, 9)
