"""The SPARQL 1.1 Protocol over real HTTP: what may be asked, how, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pyoxigraph as ox
import pytest

GOALS = "SELECT ?z { ?z a insek:Leitziel ; insek:kommune <auerbach/kommune/stadt> } ORDER BY ?z"
GRAPH = "https://w3id.org/insek/id/auerbach/graph/leitziele"
FORM = "application/x-www-form-urlencoded"
DIRECT = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}


def ask(client: httpx2.Client, query: str, **more: Any) -> httpx2.Response:
    """A query by GET."""
    return client.get("/sparql", params={"query": query, **more})


def column(response: httpx2.Response) -> list[str]:
    """The values of the only column of a JSON answer."""
    assert response.status_code == 200, response.text
    (name,) = response.json()["head"]["vars"]
    return [row[name]["value"] for row in response.json()["results"]["bindings"]]


def refused(response: httpx2.Response, status: int, slug: str) -> dict[str, Any]:
    """The problem document of a refusal."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    problem: dict[str, Any] = response.json()
    assert problem["type"] == f"/docs/fehler#{slug}"
    assert problem["status"] == status
    assert problem["instance"] == response.request.url.path
    assert problem["detail"]
    return problem


# ---- ways to ask


def test_a_query_may_come_by_get_by_form_and_as_it_is(client: httpx2.Client) -> None:
    by_get = ask(client, GOALS)
    assert len(column(by_get)) == 16
    assert client.post("/sparql", data={"query": GOALS}).content == by_get.content
    assert client.post("/sparql", content=GOALS, headers=DIRECT).content == by_get.content
    with_charset = {"Content-Type": "application/sparql-query; charset=UTF-8"}
    assert client.post("/sparql", content=GOALS, headers=with_charset).content == by_get.content


def test_umlauts_come_through_on_every_way(client: httpx2.Client) -> None:
    query = 'SELECT ("Zukunft – Äpfel 🌳" AS ?text) {}'
    assert column(ask(client, query)) == ["Zukunft – Äpfel 🌳"]
    assert column(client.post("/sparql", data={"query": query})) == ["Zukunft – Äpfel 🌳"]
    direct = client.post("/sparql", content=query.encode(), headers=DIRECT)
    assert column(direct) == ["Zukunft – Äpfel 🌳"]


def test_the_default_graph_may_be_chosen_in_the_request(client: httpx2.Client) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    everything = int(column(ask(client, count))[0])
    one = int(column(ask(client, count, **{"default-graph-uri": GRAPH}))[0])
    assert 0 < one < everything
    from_clause = count.replace("{", f"FROM <{GRAPH}> {{", 1)
    assert column(ask(client, from_clause)) == [str(one)]
    url = f"/sparql?default-graph-uri={GRAPH}"
    assert column(client.post(url, content=count, headers=DIRECT)) == [str(one)]


def test_named_graphs_may_be_chosen_in_the_request(client: httpx2.Client) -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    assert GRAPH in column(ask(client, query))
    assert len(column(ask(client, query))) > 6
    assert column(ask(client, query, **{"named-graph-uri": GRAPH})) == [GRAPH]
    absent = ask(client, query, **{"named-graph-uri": "https://example.org/nothing"})
    assert column(absent) == []


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "graph",
    [
        "not an iri",
        "nothing",
        "http://example.org/%P",
        "http://example.org:port/",
        "http://[x",
        "a:b\n",
    ],
)
def test_a_graph_that_is_no_iri_is_a_wrong_parameter(
    client: httpx2.Client, name: str, graph: str
) -> None:
    answer = ask(client, "ASK {}", **{name: graph})
    assert refused(answer, 422, "bad-parameter")["parameter"] == name


# ---- formats

TABLES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
RDF = {
    "turtle": ("text/turtle", ox.RdfFormat.TURTLE),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "ntriples": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "nquads": ("application/n-quads", ox.RdfFormat.N_QUADS),
    "rdfxml": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_come_in_each_format_by_accept_and_by_name(client: httpx2.Client, name: str) -> None:
    media = TABLES[name]
    answer = client.get("/sparql", params={"query": GOALS}, headers={"Accept": media})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    named = ask(client, GOALS, format=name)
    assert named.content == answer.content
    assert named.headers["content-type"] == answer.headers["content-type"]
    read = (
        ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.from_media_type(media))
        if name != "csv"
        else answer.text.split("\r\n")[1:-1]
    )
    assert len(list(read)) == 16  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["json", "xml"])
def test_yes_comes_in_json_and_xml(client: httpx2.Client, name: str) -> None:
    answer = ask(client, "ASK { ?z a insek:Leitziel }", format=name)
    form = ox.QueryResultsFormat.from_media_type(TABLES[name])
    assert form is not None
    assert bool(ox.parse_query_results(answer.content, format=form)) is True


@pytest.mark.parametrize("name", RDF)
def test_triples_come_in_each_format_by_accept_and_by_name(
    client: httpx2.Client, name: str
) -> None:
    media, form = RDF[name]
    query = GOALS.replace("SELECT ?z", "CONSTRUCT { ?z a insek:Ziel }", 1)
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": media})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    assert len(list(ox.parse(answer.content, format=form))) == 16
    assert ask(client, query, format=name).content == answer.content


def test_a_description_of_a_goal_holds_its_label(client: httpx2.Client) -> None:
    answer = ask(client, "DESCRIBE <auerbach/ziel/l01>", format="ntriples")
    triples = [line for line in answer.text.splitlines() if "/auerbach/ziel/l01> " in line]
    assert any("skos/core#prefLabel" in line for line in triples)


def test_nothing_said_about_the_format_gives_json_and_turtle(client: httpx2.Client) -> None:
    rows = client.get("/sparql", params={"query": GOALS}, headers={"Accept": "*/*"})
    assert rows.headers["content-type"] == "application/sparql-results+json"
    triples = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s a insek:Leitziel }"})
    assert triples.headers["content-type"].startswith("text/turtle")


def test_the_best_of_the_accepted_formats_is_taken(client: httpx2.Client) -> None:
    accept = "text/csv;q=0.5, application/sparql-results+xml;q=0.9, image/png"
    answer = client.get("/sparql", params={"query": GOALS}, headers={"Accept": accept})
    assert answer.headers["content-type"] == "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("ASK {}", "image/png"),
        ("SELECT * {}", "text/turtle"),
        ("CONSTRUCT WHERE { ?s a insek:Leitziel }", "text/csv"),
        ("SELECT * {}", "application/sparql-results+json;q=0"),
    ],
)
def test_a_format_that_is_not_on_offer_is_not_acceptable(
    client: httpx2.Client, query: str, accept: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    refused(answer, 406, "not-acceptable")
    refused(ask(client, query, format="doc"), 406, "not-acceptable")


def test_head_says_what_get_says_without_the_body(client: httpx2.Client) -> None:
    got = ask(client, GOALS)
    headed = client.head("/sparql", params={"query": GOALS})
    assert headed.status_code == 200
    assert headed.content == b""
    for name in ("content-type", "content-length", "etag"):
        assert headed.headers[name] == got.headers[name]


# ---- what is refused


def test_two_questions_at_once_are_one_too_many(client: httpx2.Client) -> None:
    two = client.get("/sparql?query=ASK{}&query=ASK{}")
    refused(two, 400, "bad-input")
    refused(
        client.post("/sparql", data={"query": "ASK {}", "update": "CLEAR ALL"}), 400, "bad-input"
    )
    refused(client.post("/sparql?query=ASK{}", content="ASK {}", headers=DIRECT), 400, "bad-input")


def test_a_form_without_a_query_is_refused(client: httpx2.Client) -> None:
    refused(client.post("/sparql", data={"format": "csv"}), 400, "bad-input")


def test_an_update_by_get_is_refused(client: httpx2.Client) -> None:
    refused(client.get("/sparql", params={"update": "CLEAR ALL"}), 400, "bad-input")


def test_an_update_sent_as_a_query_does_not_parse(client: httpx2.Client) -> None:
    refused(ask(client, "INSERT DATA { GRAPH <x> { <a> <b> 1 } }"), 400, "bad-query")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/json"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {},
        {**DIRECT, "Content-Encoding": "gzip"},
        {"Content-Type": "application/sparql-query; charset=latin-1"},
        {"Content-Type": f"{FORM}; charset=iso-8859-1"},
    ],
    ids=["JSON", "multipart", "nothing said", "gzip", "latin-1", "latin-1 form"],
)
def test_bodies_of_other_kinds_are_not_read(client: httpx2.Client, headers: dict[str, str]) -> None:
    answer = client.post("/sparql", content=b"ASK {}", headers=headers)
    refused(answer, 415, "unsupported-media-type")


def test_bytes_that_are_no_utf_8_are_refused(client: httpx2.Client) -> None:
    latin = 'ASK { ?s ?p "ä" }'.encode("latin-1")
    refused(client.post("/sparql", content=latin, headers=DIRECT), 400, "bad-input")
    form = client.post("/sparql", content=b"query=ASK%7B%7D%E4", headers={"Content-Type": FORM})
    refused(form, 400, "bad-input")
    refused(client.get("/sparql?query=ASK%7B%7D%E4"), 400, "bad-input")


def test_more_fields_than_anybody_needs_are_refused(client: httpx2.Client) -> None:
    refused(client.get("/sparql?" + "&".join(["named-graph-uri=urn:x"] * 201)), 400, "bad-input")


def test_a_query_over_64_kib_is_too_large_on_every_way(client: httpx2.Client) -> None:
    query = "ASK {} #" + "x" * (1 << 16)
    refused(client.post("/sparql", content=query, headers=DIRECT), 413, "too-large")
    refused(client.post("/sparql", data={"query": query}), 413, "too-large")
    fits = "ASK {} #" + "x" * ((1 << 16) - 8)
    assert client.post("/sparql", content=fits, headers=DIRECT).json()["boolean"] is True
    assert client.post("/sparql", data={"query": fits}).json()["boolean"] is True


def test_a_body_whose_size_is_not_announced_is_cut_off_as_well(client: httpx2.Client) -> None:
    parts = (b"ASK {} #" + b"x" * 8192 for _ in range(20))
    refused(client.post("/sparql", content=parts, headers=DIRECT), 413, "too-large")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_told_which_ones_there_are(client: httpx2.Client, method: str) -> None:
    answer = client.request(method, "/sparql")
    refused(answer, 405, "method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { service <http://127.0.0.1:9/> {} } }",
    ],
)
def test_service_is_refused_wherever_it_stands(client: httpx2.Client, query: str) -> None:
    refused(ask(client, query), 403, "forbidden")


def test_a_syntax_error_is_told_with_line_and_column(client: httpx2.Client) -> None:
    problem = refused(ask(client, "SELECT *\nWHERE {\n  ?s ?p }"), 400, "bad-query")
    assert (problem["line"], problem["column"]) == (3, 9)
    assert problem["detail"].startswith("Zeile 3, Spalte 9: ")
    assert problem["title"] == "Abfrage nicht lesbar"


def test_who_prefers_english_is_answered_in_english(client: httpx2.Client) -> None:
    query = {"query": "SELECT *\nWHERE {\n  ?s ?p }"}
    answer = client.get("/sparql", params=query, headers={"Accept-Language": "en-GB, de;q=0.5"})
    problem = refused(answer, 400, "bad-query")
    assert problem["detail"].startswith("Line 3, column 9: ")
    assert problem["title"] == "Query cannot be read"
    assert answer.headers["content-language"] == "en"
    german = client.get("/sparql", params=query, headers={"Accept-Language": "en;q=0.1, de"})
    assert german.headers["content-language"] == "de"


# ---- pages of other origins


def test_a_page_of_another_origin_may_ask_first(client: httpx2.Client) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.options("/sparql", headers=headers)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in answer.headers
    assert "authorization" in answer.headers["access-control-allow-headers"].lower()


def test_json_of_an_answer_is_json(client: httpx2.Client) -> None:
    assert json.loads(ask(client, "ASK {}").content) == {"head": {}, "boolean": True}
