"""SPARQL 1.1 Protocol over HTTP: the requests of the W3C's tests, written down from their manifest.

Each test is its name there, the requests, and what is to come: a class of status and, for ASK, the
answer. The files that they read are graphs of one triple each.
"""

from __future__ import annotations

from typing import NamedTuple

import httpx2
import pytest

DATA = "http://kasei.us/2009/09/sparql/data/"
DOCUMENT = "http://xmlns.com/foaf/0.1/Document"
TARGET = "http://example.org/protocol-update"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}


def data(*numbers: int) -> list[str]:
    """Names of the graphs of the tests."""
    return [f"{DATA}data{number}.rdf" for number in numbers]


def typed(*numbers: int) -> str:
    """Patterns that hold where these graphs are read as default graphs."""
    return " ".join(f"<{name}> a ?type{number} ." for number, name in enumerate(data(*numbers)))


def in_graphs(*numbers: int) -> str:
    """Patterns that hold where these graphs are read as named graphs."""
    pairs = enumerate(data(*numbers))
    return " ".join(f"GRAPH ?g{number} {{ <{name}> a ?t{number} }}" for number, name in pairs)


class Sent(NamedTuple):
    """A request, and what comes: ``2`` or ``4`` for the status, ``media`` of the answer."""

    method: str = "POST"
    parameters: dict[str, str | list[str]] = {}
    body: bytes | str = b""
    headers: dict[str, str] = {}
    status: int = 2
    yes: bool | None = None
    media: tuple[str, ...] = ()


DEFAULT = "default-graph-uri"
NAMED = "named-graph-uri"
_TABLES = ("sparql-results+json", "sparql-results+xml", "csv", "tab-separated-values")
_RDF = ("turtle", "rdf+xml", "n-triples", "ld+json")
_READ = {
    "query_post_form": Sent(body="query=ASK%20%7B%7D", headers=FORM, yes=True),
    "query_get": Sent("GET", {"query": "ASK {}", DEFAULT: data(0)}, yes=True),
    "query_post_direct": Sent(body="ASK {}", headers=QUERY, yes=True),
    "query_dataset_default_graphs_get": Sent(
        "GET", {"query": f"ASK {{ {typed(1, 2)} }}", DEFAULT: data(1, 2)}, yes=True
    ),
    "query_dataset_default_graphs_post": Sent(
        "POST", {DEFAULT: data(1, 2)}, f"ASK {{ {typed(1, 2)} }}", QUERY, yes=True
    ),
    "query_dataset_named_graphs_post": Sent(
        "POST", {NAMED: data(1, 2)}, f"ASK {{ {in_graphs(1, 2)} }}", QUERY, yes=True
    ),
    "query_dataset_named_graphs_get": Sent(
        "GET", {"query": f"ASK {{ {in_graphs(1, 2)} }}", NAMED: data(1, 2)}, yes=True
    ),
    "query_dataset_full": Sent(
        "POST",
        {DEFAULT: data(3), NAMED: data(1, 2)},
        f"ASK {{ {typed(3)} {in_graphs(1, 2)} }}",
        QUERY,
        yes=True,
    ),
    "query_multiple_dataset": Sent(
        "POST",
        {NAMED: data(1, 2)},
        f"ASK FROM <{data(3)[0]}> {{ {in_graphs(1, 2)} }}",
        QUERY,
        yes=True,
    ),
    "query_content_type_select": Sent(body="SELECT (1 AS ?v) {}", headers=QUERY, media=_TABLES),
    "query_content_type_ask": Sent(body="ASK {}", headers=QUERY, media=_TABLES[:2]),
    "query_content_type_describe": Sent(
        body="DESCRIBE <http://example.org/>", headers=QUERY, media=_RDF
    ),
    "query_content_type_construct": Sent(
        body="CONSTRUCT { <s> <p> 1 } WHERE {}", headers=QUERY, media=_RDF
    ),
    "bad_query_method": Sent("PUT", {"query": "ASK {}"}, headers=FORM, status=4),
    "bad_multiple_queries": Sent("GET", {"query": ["ASK {}", "SELECT * {}"]}, status=4),
    "bad_query_wrong_media_type": Sent(
        body="ASK {}", headers={"Content-Type": "text/plain"}, status=4
    ),
    "bad_query_missing_form_type": Sent(body="query=ASK%20%7B%7D", status=4),
    "bad_query_missing_direct_type": Sent(body="ASK {}", status=4),
    "bad_query_non_utf8": Sent(
        body="ASK {}".encode("utf-16"),
        headers={"Content-Type": "application/sparql-query; charset=UTF-16"},
        status=4,
    ),
    "bad_query_syntax": Sent("GET", {"query": "ASK {"}, status=4),
    "bad_update_get": Sent("GET", {"update": "CLEAR ALL"}, status=4),
    "bad_multiple_updates": Sent(
        body="update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", headers=FORM, status=4
    ),
    "bad_update_wrong_media_type": Sent(
        body="CLEAR NAMED", headers={"Content-Type": "text/plain"}, status=4
    ),
    "bad_update_missing_form_type": Sent(body="update=CLEAR%20NAMED", status=4),
    "bad_update_non_utf8": Sent(
        body="CLEAR NAMED".encode("utf-16"),
        headers={"Content-Type": "application/sparql-update; charset=UTF-16"},
        status=4,
    ),
    "bad_update_syntax": Sent(body="update=CLEAR%20XYZ", headers=FORM, status=4),
    "bad_update_dataset_conflict": Sent(
        "POST",
        {"using-named-graph-uri": "http://example/people"},
        "WITH <http://example/addresses> DELETE { ?p ?q 'Bill' } WHERE { ?p ?q 'Bill' }",
        UPDATE,
        status=4,
    ),
}
_BLOCKS = " ".join(f"GRAPH <{name}> {{ <{name}> a <{DOCUMENT}> }}" for name in data(1, 2, 3))
_FILL = f"DROP ALL ; INSERT DATA {{ {_BLOCKS} }} ;"
_MARK = f"INSERT {{ GRAPH <{TARGET}> {{ ?s a <urn:seen> }} }}"


def seen(*numbers: int) -> str:
    """ASK whether an update saw exactly these."""
    return " ".join(
        f"FILTER {'' if number in numbers else 'NOT '}EXISTS "
        f"{{ GRAPH <{TARGET}> {{ <{data(number)[0]}> ?p ?o }} }}"
        for number in (1, 2, 3)
    )


_WRITTEN = {
    "update_post_form": (Sent(body="update=CLEAR+ALL", headers=FORM), ""),
    "update_post_direct": (Sent(body="CLEAR ALL", headers=UPDATE), ""),
    "update_base_uri": (
        Sent(
            body=f"CLEAR SILENT GRAPH <{TARGET}> ; "
            f"INSERT DATA {{ GRAPH <{TARGET}> {{ <http://example.org/s> <urn:p> <test> }} }}",
            headers=UPDATE,
        ),
        f"GRAPH <{TARGET}> {{ ?s <urn:p> ?o FILTER(isIRI(?o) && STR(?o) != 'test') }}",
    ),
    "update_dataset_default_graph": (
        Sent(
            "POST",
            {"using-graph-uri": data(1)},
            f"{_FILL} {_MARK} WHERE {{ ?s a <{DOCUMENT}> }}",
            UPDATE,
        ),
        seen(1),
    ),
    "update_dataset_default_graphs": (
        Sent(
            "POST",
            {"using-graph-uri": data(1, 2)},
            f"{_FILL} {_MARK} WHERE {{ ?s a <{DOCUMENT}> }}",
            UPDATE,
        ),
        seen(1, 2),
    ),
    "update_dataset_named_graphs": (
        Sent(
            "POST",
            {"using-named-graph-uri": data(1, 2)},
            f"{_FILL} {_MARK} WHERE {{ GRAPH ?g {{ ?s a <{DOCUMENT}> }} }}",
            UPDATE,
        ),
        seen(1, 2),
    ),
    "update_dataset_full": (
        Sent(
            "POST",
            {"using-graph-uri": data(1), "using-named-graph-uri": data(2)},
            f"{_FILL} {_MARK} WHERE {{ {{ GRAPH ?g {{ ?s a <{DOCUMENT}> }} }} UNION "
            f"{{ ?s a <{DOCUMENT}> }} }}",
            UPDATE,
        ),
        seen(1, 2),
    ),
}


def sent(client: httpx2.Client, said: Sent) -> httpx2.Response:
    """The answer, whose status is as expected."""
    answer = client.request(
        said.method, "/sparql", params=said.parameters, content=said.body, headers=said.headers
    )
    assert answer.status_code // 100 == said.status, answer.text
    return answer


@pytest.fixture(scope="module")
def filled(admin: httpx2.Client) -> httpx2.Client:
    """The service with the graphs of the tests."""
    sent(admin, Sent(body=f"INSERT DATA {{ {_BLOCKS} }}", headers=UPDATE))
    return admin


@pytest.mark.parametrize("name", _READ)
def test_what_is_read_or_refused(filled: httpx2.Client, name: str) -> None:
    said = _READ[name]
    answer = sent(filled, said)
    if said.yes is not None:
        assert answer.json()["boolean"] is said.yes
    if said.media:
        media = answer.headers["content-type"].partition(";")[0].rpartition("/")[2]
        assert media in said.media


@pytest.mark.parametrize("name", _WRITTEN)
def test_what_is_written(admin: httpx2.Client, name: str) -> None:
    said, condition = _WRITTEN[name]
    sent(admin, said)
    answer = sent(admin, Sent(body=f"ASK {{ {condition} }}", headers=QUERY))
    assert answer.json()["boolean"] is True
