"""No write over HTTP takes away more than it means to."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from tests.web.test_graph_store import ONE, TURTLE, objects, put
from tests.web.test_sparql import refused

GRAPH = "https://w3id.org/insek/id/test/graph/verlust"


@pytest.fixture
def graph(admin: httpx2.Client) -> Iterator[dict[str, str]]:
    """Parameters that name a graph which is gone afterwards."""
    yield {"graph": GRAPH}
    admin.delete("/graph-store", params={"graph": GRAPH})


@pytest.mark.parametrize("text", ["", "  \n", "# nichts", "@prefix a: <http://example.org/> ."])
def test_a_document_that_says_nothing_empties_no_graph(
    text: str, admin: httpx2.Client, graph: dict[str, str]
) -> None:
    put(admin, graph, ONE)
    refused(put(admin, graph, text), 400, "bad-data")
    assert objects(admin, graph) == ["1"]
    added = admin.post("/graph-store", params=graph, content=text, headers=TURTLE)
    assert (added.status_code, added.json()["read"], added.json()["added"]) == (200, 0, 0)


def test_json_ld_with_a_space_in_an_iri_removes_nothing(
    admin: httpx2.Client, graph: dict[str, str]
) -> None:
    put(admin, graph, ONE)
    text = '{"@id": "http://example.org/a b", "http://example.org/p": 2}'
    headers = {"Content-Type": "application/ld+json"}
    answer = admin.put("/graph-store", params=graph, content=text, headers=headers)
    refused(answer, 400, "bad-data")
    assert "„http://example.org/a b“ ist keine IRI" in answer.json()["detail"]
    assert objects(admin, graph) == ["1"]
