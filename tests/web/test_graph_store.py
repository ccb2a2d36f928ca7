"""The SPARQL 1.1 Graph Store Protocol over real HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pyoxigraph as ox
import pytest
from tests.web.test_sparql import RDF, ask, column, refused

GRAPH = "https://w3id.org/insek/id/test/graph/a"
ONE = "<http://example.org/a> <http://example.org/p> 1 .\n"
TWO = "<http://example.org/a> <http://example.org/p> 2 .\n"
TURTLE = {"Content-Type": "text/turtle"}
NQUADS = {"Content-Type": "application/n-quads"}


@pytest.fixture
def graph(admin: httpx2.Client) -> Iterator[dict[str, str]]:
    """Parameters that name a graph which is gone before and after."""
    yield {"graph": GRAPH}
    admin.delete("/graph-store", params={"graph": GRAPH})


def objects(client: httpx2.Client, graph: dict[str, str]) -> list[str]:
    """What the graph says of the one resource, as N-Triples."""
    answer = client.get("/graph-store", params={**graph, "format": "ntriples"})
    assert answer.status_code == 200, answer.text
    return sorted(line.split()[2].split("^")[0].strip('"') for line in answer.text.splitlines())


def put(client: httpx2.Client, graph: dict[str, str], text: str, **more: Any) -> httpx2.Response:
    """PUT of Turtle."""
    headers = {**TURTLE, **more.pop("headers", {})}
    return client.put("/graph-store", params={**graph, **more}, content=text, headers=headers)


def test_a_graph_is_made_changed_added_to_and_deleted(
    admin: httpx2.Client, narrow: httpx2.Client, graph: dict[str, str]
) -> None:
    assert narrow.get("/graph-store", params=graph).status_code == 404
    made = put(admin, graph, ONE)
    assert (made.status_code, made.json()["findings"]) == (201, [])
    assert objects(narrow, graph) == ["1"]
    changed = put(admin, graph, TWO)
    assert (changed.status_code, changed.json()["removed"]) == (200, 1)
    assert changed.json()["version"] == made.json()["version"] + 1
    assert objects(narrow, graph) == ["2"]
    added = admin.post("/graph-store", params=graph, content=ONE, headers=TURTLE)
    assert (added.status_code, added.json()["added"], added.json()["removed"]) == (200, 1, 0)
    assert objects(narrow, graph) == ["1", "2"]
    assert admin.delete("/graph-store", params=graph).status_code == 200
    refused(narrow.get("/graph-store", params=graph), 404, "not-found")
    refused(admin.delete("/graph-store", params=graph), 404, "not-found")


def test_a_post_to_a_graph_that_is_not_there_makes_it(
    admin: httpx2.Client, graph: dict[str, str]
) -> None:
    made = admin.post("/graph-store", params=graph, content=ONE, headers=TURTLE)
    assert made.status_code == 201


def test_the_same_put_twice_changes_nothing(admin: httpx2.Client, graph: dict[str, str]) -> None:
    first, second = put(admin, graph, ONE), put(admin, graph, ONE)
    assert (second.status_code, second.json()["added"], second.json()["removed"]) == (200, 0, 0)
    assert second.json()["version"] == first.json()["version"]


def test_nothing_in_a_graph_is_no_graph(admin: httpx2.Client, graph: dict[str, str]) -> None:
    assert put(admin, graph, "").status_code == 200
    assert admin.get("/graph-store", params=graph).status_code == 404


def test_a_relative_name_is_a_graph_under_the_base(
    admin: httpx2.Client, graph: dict[str, str]
) -> None:
    assert put(admin, {"graph": "test/graph/a"}, ONE).status_code == 201
    assert objects(admin, graph) == ["1"]
    assert objects(admin, {"graph": "/test/graph/a"}) == ["1"]


def test_relative_iris_in_a_document_stand_beside_its_graph(
    admin: httpx2.Client, graph: dict[str, str]
) -> None:
    put(admin, graph, "<../ding> <http://example.org/p> <../anderes> .")
    answer = admin.get("/graph-store", params={**graph, "format": "ntriples"})
    assert "<https://w3id.org/insek/id/test/anderes>" in answer.text


@pytest.mark.parametrize("name", RDF)
def test_a_graph_goes_in_and_comes_out_in_each_format(
    admin: httpx2.Client, graph: dict[str, str], name: str
) -> None:
    media, form = RDF[name]
    triple = ox.Triple(
        ox.NamedNode("http://example.org/ä"),
        ox.NamedNode("http://example.org/p"),
        ox.Literal("Größe\n„x“", language="de"),
    )
    body = ox.serialize([triple], format=form)
    headers = {"Content-Type": media}
    made = admin.put("/graph-store", params=graph, content=body, headers=headers)
    assert made.status_code == 201, made.text
    got = admin.get("/graph-store", params=graph, headers={"Accept": media})
    assert got.headers["content-type"].partition(";")[0] == media
    assert [quad.triple for quad in ox.parse(got.content, format=form)] == [triple]
    assert admin.get("/graph-store", params={**graph, "format": name}).content == got.content


def test_head_says_what_get_says_without_the_body(client: httpx2.Client) -> None:
    graph = {"graph": "auerbach/graph/raum"}
    got, headed = (client.request(m, "/graph-store", params=graph) for m in ("GET", "HEAD"))
    assert got.headers["content-type"] == "text/turtle; charset=utf-8"
    assert len(list(ox.parse(got.content, format=ox.RdfFormat.TURTLE))) > 5
    assert (headed.status_code, headed.content) == (200, b"")
    assert headed.headers["etag"] == got.headers["etag"]
    missing = client.head("/graph-store", params={"graph": "auerbach/graph/nichts"})
    assert missing.status_code == 404


def test_the_default_graph_is_everything_that_is_public(client: httpx2.Client) -> None:
    answer = client.get("/graph-store?default&format=ntriples")
    count = column(ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert [str(len(answer.text.splitlines()))] == count


@pytest.mark.parametrize("query", ["?graph=a&default", "?graph=a&graph=b", "?graph="])
def test_exactly_one_graph_has_to_be_named(client: httpx2.Client, query: str) -> None:
    problem = refused(client.get("/graph-store" + query), 422, "bad-parameter")
    assert problem["parameter"] == "graph"


@pytest.mark.parametrize("name", ["http://a b", "a<b>", 'x"y'])
def test_a_name_that_is_no_iri_is_refused(client: httpx2.Client, name: str) -> None:
    answer = client.get("/graph-store", params={"graph": name})
    assert refused(answer, 422, "bad-parameter")["parameter"] == "graph"


def test_a_parameter_that_nobody_knows_is_refused_by_name(admin: httpx2.Client) -> None:
    answer = put(admin, {"graph": GRAPH}, ONE, visiblity="internal")
    assert refused(answer, 422, "bad-parameter")["parameter"] == "visiblity"
    wrong = put(admin, {"graph": GRAPH}, ONE, visibility="geheim")
    assert refused(wrong, 422, "bad-parameter")["parameter"] == "visibility"
    assert admin.get("/graph-store", params={"graph": GRAPH}).status_code == 404


def test_other_formats_are_not_acceptable(client: httpx2.Client) -> None:
    graph = {"graph": "auerbach/graph/raum"}
    png = client.get("/graph-store", params=graph, headers={"Accept": "image/png"})
    refused(png, 406, "not-acceptable")
    refused(client.get("/graph-store", params={**graph, "format": "csv"}), 406, "not-acceptable")


def test_nobody_writes_without_a_token(narrow: httpx2.Client, graph: dict[str, str]) -> None:
    before = narrow.get("/ready").json()["graph_version"]
    for method in ("PUT", "POST", "DELETE"):
        answer = narrow.request(method, "/graph-store", params=graph, content=ONE, headers=TURTLE)
        refused(answer, 401, "unauthorised")
        assert answer.headers["www-authenticate"].startswith("Bearer ")
        wrong = {**TURTLE, "Authorization": "Bearer falsch"}
        answer = narrow.request(method, "/graph-store", params=graph, content=ONE, headers=wrong)
        refused(answer, 401, "unauthorised")
    assert narrow.get("/ready").json()["graph_version"] == before


def test_whoever_may_not_write_is_told_so_before_the_upload_is_read(
    narrow: httpx2.Client, graph: dict[str, str]
) -> None:
    large = ONE.encode() * 40_000
    assert len(large) > 1 << 20
    answer = narrow.put("/graph-store", params=graph, content=large, headers=TURTLE)
    refused(answer, 401, "unauthorised")


def test_an_upload_over_the_limit_is_too_large(admin: httpx2.Client, graph: dict[str, str]) -> None:
    large = ONE.encode() * 40_000
    answer = admin.put("/graph-store", params=graph, content=large, headers=TURTLE)
    assert refused(answer, 413, "too-large")["limit"] == 1 << 20
    parts = (large[start : start + 65536] for start in range(0, len(large), 65536))
    unannounced = admin.put("/graph-store", params=graph, content=parts, headers=TURTLE)
    refused(unannounced, 413, "too-large")
    assert admin.get("/graph-store", params=graph).status_code == 404


def test_broken_turtle_is_told_with_its_line(admin: httpx2.Client, graph: dict[str, str]) -> None:
    problem = refused(put(admin, graph, ONE + ONE + "<http://a> <http://b> ."), 400, "bad-data")
    assert problem["line"] == 3
    assert problem["detail"].startswith("Zeile 3")
    assert admin.get("/graph-store", params=graph).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/csv"},
        {"Content-Type": "application/pdf"},
        {**TURTLE, "Content-Encoding": "gzip"},
        {"Content-Type": "text/turtle; charset=latin-1"},
    ],
    ids=["CSV", "PDF", "gzip", "latin-1"],
)
def test_other_kinds_of_documents_are_not_read(
    admin: httpx2.Client, graph: dict[str, str], headers: dict[str, str]
) -> None:
    answer = admin.put("/graph-store", params=graph, content=ONE, headers=headers)
    refused(answer, 415, "unsupported-media-type")


def test_a_document_that_names_another_graph_is_refused(
    admin: httpx2.Client, graph: dict[str, str]
) -> None:
    quad = "<http://a> <http://b> <http://c> <http://example.org/other> ."
    answer = admin.put("/graph-store", params=graph, content=quad, headers=NQUADS)
    refused(answer, 400, "bad-data")


@pytest.mark.parametrize(
    "name",
    [
        "https://w3id.org/insek/graph/inferred",
        "urn:leitgraph:layer:internal",
        "urn:leitgraph:inferred:internal",
    ],
)
def test_graphs_that_the_service_keeps_itself_are_not_written(
    admin: httpx2.Client, name: str
) -> None:
    refused(put(admin, {"graph": name}, ONE), 403, "forbidden")


WRONG = """
@prefix insek: <https://w3id.org/insek/ns#> .
<../vorlage/v1> a insek:Beschlussvorlage ; insek:gesamtbetrag "viel" .
"""


def test_what_breaks_the_structure_is_refused_with_what_is_wrong(
    admin: httpx2.Client, graph: dict[str, str]
) -> None:
    before = admin.get("/ready").json()["graph_version"]
    problem = refused(put(admin, graph, WRONG), 409, "conflict")
    assert problem["findings"]
    focus = {finding["focus"] for finding in problem["findings"]}
    assert "https://w3id.org/insek/id/test/vorlage/v1" in focus
    assert all(finding["message"] for finding in problem["findings"])
    assert admin.get("/ready").json()["graph_version"] == before
    assert admin.get("/graph-store", params=graph).status_code == 404


def test_a_write_on_an_outdated_state_is_refused(
    admin: httpx2.Client, graph: dict[str, str]
) -> None:
    made = put(admin, graph, ONE)
    tag = made.headers["etag"]
    assert put(admin, graph, TWO, headers={"If-Match": tag}).status_code == 200
    late = put(admin, graph, ONE, headers={"If-Match": tag})
    problem = refused(late, 412, "precondition-failed")
    assert problem["version"] == made.json()["version"] + 1
    assert objects(admin, graph) == ["2"]
    read = admin.get("/graph-store", params=graph).headers["etag"]
    assert put(admin, graph, ONE, headers={"If-Match": f'"0-x", {read}'}).status_code == 200
    outdated = admin.delete("/graph-store", params=graph, headers={"If-Match": read})
    refused(outdated, 412, "precondition-failed")
    assert put(admin, graph, TWO, headers={"If-Match": "*"}).status_code == 200


def test_a_write_may_ask_that_the_graph_is_new_or_is_there(
    admin: httpx2.Client, graph: dict[str, str]
) -> None:
    new, there = {"If-None-Match": "*"}, {"If-Match": "*"}
    refused(put(admin, graph, ONE, headers=there), 412, "precondition-failed")
    assert put(admin, graph, ONE, headers=new).status_code == 201
    problem = refused(put(admin, graph, TWO, headers=new), 412, "precondition-failed")
    assert problem["detail"] == "Den Graphen gibt es schon."
    assert objects(admin, graph) == ["1"]


def test_of_two_writes_on_the_same_state_one_is_refused(
    admin: httpx2.Client, graph: dict[str, str]
) -> None:
    tag = put(admin, graph, ONE).headers["etag"]
    with ThreadPoolExecutor(8) as pool:
        bodies = [f'<a> <b> "{number}" .' for number in range(8)]
        done = pool.map(lambda body: put(admin, graph, body, headers={"If-Match": tag}), bodies)
        codes = sorted(answer.status_code for answer in done)
    assert codes == [200, *[412] * 7]


def test_a_reason_given_stands_in_the_journal(admin: httpx2.Client, graph: dict[str, str]) -> None:
    put(admin, graph, ONE, headers={"X-Reason": "Prüfung des Journals".encode()})
    newest = admin.get("/api/v1/log", params={"limit": 1}).json()["entries"][0]
    assert newest["reason"] == "Prüfung des Journals"


def test_two_writers_at_once_lose_nothing(admin: httpx2.Client, graph: dict[str, str]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def add(number: int) -> int:
        text = ONE.replace(" 1 ", f" {number} ")
        return admin.post("/graph-store", params=graph, content=text, headers=TURTLE).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(add, range(12))) <= {200, 201}
    assert objects(admin, graph) == sorted(map(str, range(12)))


def test_a_sender_who_leaves_in_the_middle_writes_nothing(
    admin: httpx2.Client, graph: dict[str, str]
) -> None:
    def parts() -> Iterator[bytes]:
        yield ONE.encode()
        raise TimeoutError

    with pytest.raises(TimeoutError):
        admin.put("/graph-store", params=graph, content=parts(), headers=TURTLE)
    time.sleep(0.2)
    assert admin.get("/graph-store", params=graph).status_code == 404
