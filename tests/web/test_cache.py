"""What is asked again is answered again without a reader, and never wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.web.test_graph_store import TURTLE
from tests.web.test_sparql import ask, column

from leitgraph.model import Principal, Role
from leitgraph.web.transport.cache import AnswerCache, Kept, digest_of, etag, lasting, matches

SECRET = "https://w3id.org/insek/id/test/graph/geheim"
ADMIN = Principal(Role.ADMIN, "x")


def figures(client: httpx2.Client) -> dict[str, float]:
    """The metrics without labels."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {s.name: s.value for family in families for s in family.samples if not s.labels}


def again(response: httpx2.Response, client: httpx2.Client, **headers: str) -> httpx2.Response:
    """The same request with the ETag of its answer."""
    return client.get(
        response.request.url, headers={"If-None-Match": response.headers["etag"], **headers}
    )


def test_the_same_question_again_has_not_been_modified(client: httpx2.Client) -> None:
    first = ask(client, "SELECT ?z { ?z a insek:Leitziel }")
    assert first.headers["etag"].startswith(f'W/"{first.headers["x-graph-version"]}-')
    assert first.headers["cache-control"] == "public, no-cache"
    assert first.headers["vary"] == "Accept, Accept-Language, Authorization, Accept-Encoding"
    second = again(first, client)
    assert (second.status_code, second.content) == (304, b"")
    for name in ("etag", "cache-control", "vary"):
        assert second.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    "path",
    [
        "/graph-store?graph=auerbach/graph/raum",
        "/api/v1/queries/goals-of-a-city?stadt=auerbach",
        "/api/v1/queries/goals-of-a-city?stadt=auerbach&format=csv",
    ],
)
def test_graphs_and_named_queries_say_not_modified_too(client: httpx2.Client, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200, first.text
    assert again(first, client).status_code == 304
    assert client.get(path).content == first.content


def test_another_question_or_format_has_another_tag(client: httpx2.Client) -> None:
    tags = {
        ask(client, query, format=form).headers["etag"]
        for query in ("SELECT ?z { ?z a insek:Leitziel }", "SELECT ?z { ?z a insek:Unterziel }")
        for form in ("csv", "json")
    }
    assert len(tags) == 4
    first = ask(client, "SELECT ?z { ?z a insek:Leitziel }")
    assert again(first, client, Accept="text/csv").status_code == 200


def test_the_language_of_a_named_query_has_its_own_tag(client: httpx2.Client) -> None:
    german = client.get("/api/v1/queries/goal-counts")
    english = again(german, client, **{"Accept-Language": "en"})
    assert english.status_code == 200
    assert english.headers["content-language"] == "en"
    assert english.headers["etag"] != german.headers["etag"]


@pytest.mark.parametrize("tag", ['W/"0-abc"', "*", "Unfug", '""'])
def test_a_tag_of_something_else_does_not_hide_an_answer_or_an_error(
    client: httpx2.Client, tag: str
) -> None:
    headers = {"If-None-Match": tag}
    wrong = client.get("/sparql", params={"query": "SELECT {"}, headers=headers)
    assert wrong.status_code == 400
    missing = client.get("/graph-store?graph=test/nirgends", headers=headers)
    assert missing.status_code == 404


def test_an_answer_from_the_cache_is_the_same_to_the_byte(client: httpx2.Client) -> None:
    query = "SELECT ?s ?p ?o { ?s a insek:Leitziel ; ?p ?o } # Prüfung des Antwortspeichers"
    before = figures(client)
    first = ask(client, query, format="xml")
    second = ask(client, query, format="xml")
    after = figures(client)
    assert second.content == first.content
    assert len(first.content) > 10_000
    for name in ("etag", "content-type", "vary", "cache-control", "x-graph-version"):
        assert second.headers[name] == first.headers[name]
    assert after["leitgraph_cache_hits"] - before["leitgraph_cache_hits"] == 1
    assert after["leitgraph_cache_misses"] - before["leitgraph_cache_misses"] == 1


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "now ()"])
def test_what_depends_on_the_moment_is_asked_anew(client: httpx2.Client, call: str) -> None:
    first, second = (ask(client, f"SELECT (STR({call}) AS ?x) {{}}") for _ in range(2))
    assert column(first) != column(second)
    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers


@pytest.fixture
def secret(admin: httpx2.Client) -> Iterator[str]:
    """An internal graph that says one thing."""
    body = "<http://example.org/geheim> <http://example.org/p> 'geheim' ."
    params = {"graph": SECRET, "visibility": "internal", "label": "Geheim"}
    made = admin.put("/graph-store", params=params, content=body, headers=TURTLE)
    assert made.status_code == 201, made.text
    yield SECRET
    assert admin.delete("/graph-store", params={"graph": SECRET}).status_code == 200


def test_admin_and_public_never_share_an_answer(
    admin: httpx2.Client, narrow: httpx2.Client, secret: str
) -> None:
    query = "SELECT ?o { <http://example.org/geheim> <http://example.org/p> ?o }"
    for _ in range(2):
        seen, unseen = ask(admin, query), ask(narrow, query)
        assert (column(seen), column(unseen)) == (["geheim"], [])
        assert seen.headers["cache-control"] == "private, no-store"
        assert unseen.headers["cache-control"] == "public, no-cache"
    tag = {"If-None-Match": seen.headers["etag"]}
    assert narrow.get("/sparql", params={"query": query}, headers=tag).status_code == 200
    graph = {"graph": secret}
    assert "geheim" in admin.get("/graph-store", params=graph).text
    absent = narrow.get("/graph-store", params=graph, headers=tag)
    assert absent.status_code == 404
    everything = "SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?o), 'eheim')) }"
    chosen: dict[str, Any] = {"default-graph-uri": secret, "named-graph-uri": secret}
    assert ask(narrow, everything, format="csv").text == "g,o\r\n"
    assert ask(narrow, everything, format="csv", **chosen).text == "g,o\r\n"
    assert secret in ask(admin, everything, format="csv").text
    for description in (narrow.get("/sparql"), admin.get("/sparql")):
        assert secret not in description.text


def test_a_write_makes_every_answer_new(admin: httpx2.Client, narrow: httpx2.Client) -> None:
    query = "SELECT ?o { <http://example.org/stand> <http://example.org/p> ?o }"
    graph = {"graph": "test/graph/stand"}
    tags = set()
    for value in ("1", "2"):
        body = f"<http://example.org/stand> <http://example.org/p> {value} ."
        admin.put("/graph-store", params=graph, content=body, headers=TURTLE)
        first = ask(narrow, query)
        assert column(first) == [value]
        assert column(ask(narrow, query)) == [value]
        tags.add(first.headers["etag"])
    assert len(tags) == 2
    assert again(first, narrow).status_code == 304
    admin.delete("/graph-store", params=graph)
    gone = again(first, narrow)
    assert (gone.status_code, column(gone)) == (200, [])


# ---- the cache by itself


def kept(size: int) -> Kept:
    """An answer of that many bytes."""
    return Kept("text/csv", b"x" * size, {})


def test_the_least_recently_used_goes_first() -> None:
    cache = AnswerCache(40_000)  # an answer may have 2,500 bytes, each weighs 500 more
    for number in range(13):
        cache.put(1, str(number), kept(2500))
    assert (len(cache), cache.held) == (13, 39_000)
    assert cache.get(1, "0") is not None
    cache.put(1, "13", kept(2500))
    assert cache.get(1, "1") is None
    assert cache.get(1, "0") is not None
    assert (len(cache), cache.held, cache.hits, cache.misses) == (13, 39_000, 2, 1)


def test_an_answer_too_large_is_not_kept() -> None:
    cache = AnswerCache(40_000)
    cache.put(1, "a", kept(2501))
    assert (len(cache), cache.held) == (0, 0)


def test_many_small_answers_stay_within_the_size() -> None:
    cache = AnswerCache(40_000)
    for number in range(1000):
        cache.put(number, "same question", kept(1))
        assert cache.held <= 40_000
    assert len(cache) == 40_000 // 501


def test_an_answer_kept_twice_counts_once() -> None:
    cache = AnswerCache(40_000)
    cache.put(1, "a", kept(100))
    cache.put(1, "a", kept(200))
    assert (len(cache), cache.held) == (1, 700)


def test_a_cache_without_size_keeps_nothing() -> None:
    cache = AnswerCache(0)
    cache.put(1, "a", kept(0))
    assert (len(cache), cache.held, cache.get(1, "a")) == (0, 0, None)


def test_role_job_and_payload_make_a_question() -> None:
    questions = [
        digest_of("query", {"query": "ASK {}"}, Principal()),
        digest_of("query", {"query": "ASK {}"}, ADMIN),
        digest_of("ask", {"query": "ASK {}"}, Principal()),
        digest_of("query", {"query": "ASK { }"}, Principal()),
        digest_of("query", {"query": "ASK {}", "format": "xml"}, Principal()),
    ]
    assert len(set(questions)) == 5
    first, second = {"a": "1", "b": "2"}, {"b": "2", "a": "1"}
    assert digest_of("query", first, ADMIN) == digest_of("query", second, ADMIN)


def test_tags_are_compared_weakly() -> None:
    tag = etag(7, "abc")
    assert tag == 'W/"7-abc"'
    assert matches('W/"7-abc"', tag)
    assert matches('"x", "7-abc"', tag)
    assert not matches('W/"8-abc"', tag)
    assert not matches(None, tag)


def test_words_that_only_look_momentary_last() -> None:
    assert lasting("SELECT ?now ?rand { ?now ?uuid ?rand }")
    assert not lasting("SELECT (NOW() AS ?n) {}")
    assert not lasting("SELECT (Now\n() AS ?n) {}")
