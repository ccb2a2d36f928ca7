"""SPARQL Update over real HTTP: admins only, nothing from elsewhere."""

from __future__ import annotations

import httpx2
import pytest
from tests.web.test_sparql import UPDATE, ask, column, refused


def test_an_update_without_a_token_is_told_what_is_missing(narrow: httpx2.Client) -> None:
    text = "INSERT DATA { GRAPH <test/u> { <a> <b> 1 } }"
    for answer in (
        narrow.post("/sparql", data={"update": text}),
        narrow.post("/sparql", content=text, headers=UPDATE),
    ):
        refused(answer, 401, "unauthorised")
        assert answer.headers["www-authenticate"] == 'Bearer realm="leitgraph"'


@pytest.mark.parametrize("value", ["Bearer falsch", "Bearer", "Basic nur-zur-pruefung", "x"])
def test_a_wrong_token_is_not_authorised_even_for_reading(
    narrow: httpx2.Client, value: str
) -> None:
    headers = {"Authorization": value}
    text = "INSERT DATA { GRAPH <test/u> { <a> <b> 1 } }"
    for answer in (
        narrow.post("/sparql", data={"update": text}, headers=headers),
        narrow.get("/sparql", params={"query": "ASK {}"}, headers=headers),
    ):
        refused(answer, 401, "unauthorised")
        assert answer.headers["www-authenticate"].startswith("Bearer ")


def test_an_admin_updates_and_everybody_sees_it(
    admin: httpx2.Client, narrow: httpx2.Client
) -> None:
    before = narrow.get("/ready").json()["graph_version"]
    insert = "INSERT DATA { GRAPH <test/update> { <test/a> <test/b> 1, 2 } }"
    answer = admin.post("/sparql", content=insert, headers=UPDATE)
    assert answer.status_code == 200, answer.text
    assert answer.json()["version"] == before + 1
    assert answer.headers["cache-control"] == "no-store"
    values = "SELECT ?o { <test/a> <test/b> ?o } ORDER BY ?o"
    assert column(ask(narrow, values)) == ["1", "2"]
    delete = {"update": "DELETE WHERE { GRAPH <test/update> { ?s ?p 2 } }"}
    assert admin.post("/sparql", data=delete).json()["removed"] == 1
    assert column(ask(narrow, values)) == ["1"]
    assert admin.post("/sparql", data={"update": "DROP GRAPH <test/update>"}).status_code == 200
    assert column(ask(narrow, values)) == []


def test_not_even_an_admin_loads_from_elsewhere(admin: httpx2.Client) -> None:
    for text in (
        "LOAD <http://127.0.0.1:9/x> INTO GRAPH <test/l>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <test/l>",
        "INSERT { GRAPH <x> { ?s ?p ?o } } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ):
        refused(admin.post("/sparql", content=text, headers=UPDATE), 403, "forbidden")


def test_a_broken_update_is_told_with_its_place(admin: httpx2.Client) -> None:
    problem = refused(
        admin.post("/sparql", content="INSERT DATA {\n <a> }", headers=UPDATE), 400, "bad-query"
    )
    assert problem["line"] == 2


def test_an_update_larger_than_a_megabyte_is_too_large(admin: httpx2.Client) -> None:
    text = "INSERT DATA { GRAPH <x> { <a> <b> 1 } } #" + "x" * (1 << 20)
    refused(admin.post("/sparql", content=text, headers=UPDATE), 413, "too-large")
