"""/openapi.json says what there is, and it is there. /metrics tells nothing of the askers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.web.test_checks import JSON

from leitgraph.queries.ask import formats

METHODS = {"get", "put", "post", "patch", "delete"}


@pytest.fixture(scope="module")
def document(client: httpx2.Client) -> dict[str, Any]:
    """The document in German."""
    answer = client.get("/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert method in METHODS
            yield path, method, operation


def references(node: Any) -> Iterator[str]:
    """Every $ref below a node."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolved(document: dict[str, Any], reference: str) -> Any:
    """What a reference points to."""
    assert reference.startswith("#/")
    node: Any = document
    for part in reference[2:].split("/"):
        node = node[part]
    return node


def test_it_is_openapi_3_1(document: dict[str, Any], client: httpx2.Client) -> None:
    assert document["openapi"] == "3.1.0"
    assert document["info"]["version"] == client.get("/health").json()["version"]
    english = client.get("/openapi.json", headers={"Accept-Language": "en"}).json()
    assert set(english["paths"]) == set(document["paths"])
    assert english["info"]["description"] != document["info"]["description"]


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    found = set(references(document))
    assert len(found) >= 5
    for reference in found:
        assert resolved(document, reference)


def test_every_operation_says_what_it_answers(document: dict[str, Any]) -> None:
    identifiers = []
    for path, _, operation in operations(document):
        assert operation["summary"]
        assert operation["responses"]["200"]["content"]
        assert "default" in operation["responses"]
        names = [(p["name"], p["in"]) for p in operation.get("parameters", [])]
        assert len(names) == len(set(names))
        assert "{" not in path
        identifiers += [operation["operationId"]] if "operationId" in operation else []
    assert len(identifiers) == len(set(identifiers)) >= 16


def test_every_path_answers(document: dict[str, Any], client: httpx2.Client) -> None:
    asked = 0
    for path, method, operation in operations(document):
        if method != "get":
            continue
        answer = client.get(path)
        wanting = any(p["required"] for p in operation.get("parameters", []))
        one_of = path == "/api/v1/history"  # one of two parameters is needed
        expected = {422} if one_of else {200, 422} if wanting else {200}
        assert answer.status_code in expected, (path, answer.text)
        asked += 1
    assert asked >= 24


def test_every_method_that_is_not_there_is_refused(
    document: dict[str, Any], client: httpx2.Client
) -> None:
    for path, item in document["paths"].items():
        for method in METHODS - set(item):
            assert client.request(method.upper(), path).status_code == 405, (method, path)


def test_every_named_query_is_there_with_its_parameters(
    document: dict[str, Any], client: httpx2.Client
) -> None:
    listed = client.get("/api/v1/queries").json()["queries"]
    cities = [city["slug"] for city in client.get("/api/v1/cities").json()["cities"]]
    assert len(cities) >= 7
    paths = {path for path in document["paths"] if path.startswith("/api/v1/queries/")}
    assert paths == {query["href"] for query in listed}
    for query in listed:
        operation = document["paths"][query["href"]]["get"]
        assert operation["operationId"] == query["slug"]
        assert operation["summary"] == query["title"]
        said = {p["name"]: p for p in operation["parameters"]}
        assert set(said) == {p["name"] for p in query["parameters"]} | {"format", "limit", "offset"}
        for parameter in query["parameters"]:
            own = said[parameter["name"]]
            assert own["required"] == (parameter["required"] and parameter["default"] is None)
            if parameter["type"] == "city":
                assert sorted(own["schema"]["enum"]) == sorted(cities)
        assert said["format"]["schema"]["enum"] == sorted(formats())


def test_the_example_of_a_paper_is_one(document: dict[str, Any], client: httpx2.Client) -> None:
    operation = document["paths"]["/api/v1/checks"]["post"]
    example = operation["requestBody"]["content"]["application/json"]["example"]
    schema = document["components"]["schemas"]["Vorlage"]
    assert set(example) <= set(schema["properties"])
    answer = client.post("/api/v1/checks?city=musterstadt", json=example, headers=JSON)
    assert answer.status_code == 200
    report = document["components"]["schemas"]["Report"]
    optional = {"suggestions"}  # there if asked for
    assert set(report["required"]) <= set(answer.json()) <= set(report["properties"]) - optional
    assert answer.json()["verdict"] in report["properties"]["verdict"]["enum"]
    finding = document["components"]["schemas"]["Finding"]
    for found in answer.json()["findings"]:
        assert set(found) <= set(finding["properties"])


def test_a_table_and_a_problem_look_as_said(
    document: dict[str, Any], client: httpx2.Client
) -> None:
    schemas = document["components"]["schemas"]
    table = client.get("/api/v1/queries/goal-counts").json()
    assert set(schemas["Table"]["required"]) <= set(table) <= set(schemas["Table"]["properties"])
    problem = client.get("/sparql?query=x").json()
    assert set(schemas["Problem"]["required"]) <= set(problem)
    assert set(problem) <= set(schemas["Problem"]["properties"])


# ---- metrics


def test_the_metrics_are_read_by_prometheus_and_count(client: httpx2.Client) -> None:
    def count() -> float:
        families = text_string_to_metric_families(client.get("/metrics").text)
        return sum(
            sample.value
            for family in families
            for sample in family.samples
            if sample.name == "leitgraph_requests_total" and sample.labels["route"] == "/health"
        )

    before = count()
    for _ in range(3):
        client.get("/health")
    assert count() == before + 3
    names = {f.name for f in text_string_to_metric_families(client.get("/metrics").text)}
    assert {
        "leitgraph_requests",
        "leitgraph_request_seconds",
        "leitgraph_ready",
        "leitgraph_graph_version",
        "leitgraph_cache_hits",
        "leitgraph_graph_busy",
    } <= names


def test_no_label_comes_from_what_askers_send(client: httpx2.Client) -> None:
    mark = "zzgeheimzz"
    client.get(f"/{mark}")
    client.get(f"/id/{mark}/x/y")
    client.get(f"/api/v1/queries/{mark}")
    client.get(f"/sparql?query={mark}", headers={"User-Agent": mark, "Host": mark})
    client.get("/health", headers={"Authorization": mark})
    client.request(mark.upper(), "/health")
    text = client.get("/metrics").text
    assert mark not in text.lower()
    labels = {
        tuple(sorted(sample.labels.items()))
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "leitgraph_requests_total"
    }
    assert len(labels) > 3
    for entry in labels:
        found = dict(entry)
        assert set(found) == {"route", "method", "status"}
        assert found["method"] in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "-"}
        assert found["status"].isdecimal()


def test_what_a_graph_may_be_told_is_what_the_graph_store_takes(document: dict[str, Any]) -> None:
    item = document["paths"]["/graph-store"]
    said = {method: {p["name"] for p in item[method]["parameters"]} for method in item}
    assert said == {
        "get": {"graph", "default", "format"},
        "put": {"graph", "visibility", "label", "source"},
        "post": {"graph", "visibility", "label", "source"},
        "patch": {"graph"},
        "delete": {"graph"},
    }
