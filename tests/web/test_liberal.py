"""``/sparql`` takes what clients say to other endpoints: liberal on reading, strict on writing."""

from __future__ import annotations

import time

import httpx2
import pytest
from tests.shell import TOKEN
from tests.web.test_sparql import GOALS, RDF, TABLES, ask, column, refused

IGNORED = "x-ignored-parameters"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_parameter_that_nobody_knows_is_ignored_and_named(client: httpx2.Client) -> None:
    answer = ask(client, GOALS, should_sponge="grab-all", debug="on")
    assert len(column(answer)) == 16
    assert answer.headers[IGNORED] == "debug, should_sponge"
    assert IGNORED not in ask(client, GOALS).headers
    form = {"query": GOALS, "debug": "on"}
    assert client.post("/sparql", data=form).headers[IGNORED] == "debug"


def test_the_name_of_an_ignored_parameter_cannot_break_the_header(client: httpx2.Client) -> None:
    answer = client.get("/sparql?query=ASK{}&a%0D%0AX-Evil:%201=2&%C3%A4=3")
    assert answer.status_code == 200
    assert answer.headers[IGNORED] == "?, a??X-Evil??1"
    assert "x-evil" not in answer.headers


def test_a_parameter_that_nobody_knows_is_refused_for_an_update(narrow: httpx2.Client) -> None:
    token = {"Authorization": f"Bearer {TOKEN}"}
    data = {"update": "CLEAR GRAPH <test/x>", "default-graph-uri": "urn:x"}
    problem = refused(narrow.post("/sparql", data=data, headers=token), 422, "bad-parameter")
    assert problem["parameter"] == "default-graph-uri"


@pytest.mark.parametrize("field", ["format", "output", "results"])
@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("json", "json"),
        ("JSON", "json"),
        ("xml", "xml"),
        ("csv", "csv"),
        ("tsv", "tsv"),
        ("srx", "xml"),
        ("application/sparql-results+xml", "xml"),
        ("application/sparql-results xml", "xml"),
        ("text/csv; charset=utf-8", "csv"),
    ],
)
def test_rows_come_as_other_endpoints_call_their_formats(
    client: httpx2.Client, field: str, said: str, name: str
) -> None:
    answer = client.get("/sparql", params={"query": GOALS, field: said})
    assert answer.headers["content-type"].partition(";")[0] == TABLES[name]
    assert IGNORED not in answer.headers


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("json", "jsonld"),
        ("xml", "rdfxml"),
        ("json-ld", "jsonld"),
        ("rdf+xml", "rdfxml"),
        ("n3", "turtle"),
        ("ttl", "turtle"),
        ("text/turtle", "turtle"),
        ("application/ld+json", "jsonld"),
    ],
)
def test_triples_come_as_other_endpoints_call_their_formats(
    client: httpx2.Client, said: str, name: str
) -> None:
    query = GOALS.replace("SELECT ?z", "CONSTRUCT { ?z a insek:Ziel }", 1)
    answer = ask(client, query, output=said)
    assert answer.headers["content-type"].partition(";")[0] == RDF[name][0]


def test_of_several_names_for_a_format_the_first_that_there_is_counts(
    client: httpx2.Client,
) -> None:
    answer = ask(client, GOALS, output="pretty", results="csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers[IGNORED] == "output"
    refused(ask(client, GOALS, format="pretty"), 406, "not-acceptable")


def test_a_question_ends_at_the_time_that_its_asker_gives_it(client: httpx2.Client) -> None:
    started = time.monotonic()
    problem = refused(ask(client, ENDLESS, timeout="0.5"), 504, "deadline-exceeded")
    assert problem["deadline"] == 0.5
    assert time.monotonic() - started < 8


@pytest.mark.parametrize("given", ["bald", "-1", "nan", "inf", "0"])
def test_a_time_that_is_none_is_ignored_and_named(client: httpx2.Client, given: str) -> None:
    answer = ask(client, GOALS, timeout=given)
    assert answer.status_code == 200
    assert answer.headers[IGNORED] == "timeout"


def test_nobody_gets_more_time_than_there_is(narrow: httpx2.Client) -> None:
    problem = refused(ask(narrow, ENDLESS, timeout="3000"), 504, "deadline-exceeded")
    assert problem["deadline"] == 2


def test_a_token_may_come_as_the_password_of_any_name(narrow: httpx2.Client) -> None:
    update = {"update": "INSERT DATA { GRAPH <test/basic> { <a> <b> 1 } }"}
    refused(narrow.post("/sparql", data=update, auth=("rathaus", "falsch")), 401, "unauthorised")
    refused(narrow.post("/sparql", data=update, auth=(TOKEN, "")), 401, "unauthorised")
    answer = narrow.post("/sparql", data=update, auth=("rathaus", TOKEN))
    assert answer.status_code == 200, answer.text
    drop = {"update": "DROP GRAPH <test/basic>"}
    assert narrow.post("/sparql", data=drop, auth=("", TOKEN)).status_code == 200


@pytest.mark.parametrize("call", ["<urn:f>(1)", "geof:buffer(?z, 1, 2)", "<urn:f>(<urn:g>(2))"])
def test_a_function_that_there_is_not_binds_nothing(client: httpx2.Client, call: str) -> None:
    answer = ask(client, f"SELECT ({call} AS ?x) (STR(1) AS ?y) {{}}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["results"]["bindings"] == [{"y": {"type": "literal", "value": "1"}}]
    filtered = ask(client, f"ASK {{ ?z a insek:Leitziel FILTER({call}) }}")
    assert filtered.json()["boolean"] is False
    ordered = ask(client, GOALS.replace("ORDER BY", f"ORDER BY {call}"))
    assert len(column(ordered)) == 16


def test_a_function_that_is_called_with_too_little_is_no_fault_of_the_service(
    client: httpx2.Client,
) -> None:
    refused(ask(client, "SELECT (xsd:integer() AS ?x) {}"), 400, "bad-query")
