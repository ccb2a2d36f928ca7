"""Answers packed as the asker takes them, whole ones and those under way."""

from __future__ import annotations

import gzip
import zlib

import httpx2
import pytest
import zstandard
from tests.web.test_sparql import GOALS, ask

from leitgraph.web.transport.compression import coding

MANY = "SELECT * { ?s ?p ?o } LIMIT 60000"


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("zstd;q=0, gzip", "gzip"),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "gzip"),
        ("identity", None),
        ("gzip;q=0", None),
        ("gzip;q=viel", None),
        ("br", None),
        ("", None),
    ],
)
def test_the_best_of_what_is_taken_and_offered_is_chosen(accepted: str, chosen: str | None) -> None:
    assert coding(accepted) == chosen


def raw(client: httpx2.Client, query: str, accepted: str) -> tuple[httpx2.Response, bytes]:
    """An answer with its bytes as they came."""
    with client.stream(
        "GET", "/sparql", params={"query": query}, headers={"Accept-Encoding": accepted}
    ) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("query", [GOALS, MANY], ids=["whole", "under way"])
def test_an_answer_says_the_same_in_every_coding(client: httpx2.Client, query: str) -> None:
    plain, expected = raw(client, query, "identity")
    assert "content-encoding" not in plain.headers
    zipped, body = raw(client, query, "gzip")
    assert (zipped.headers["content-encoding"], gzip.decompress(body)) == ("gzip", expected)
    assert len(body) < len(expected) / 2
    packed, body = raw(client, query, "zstd, gzip")
    assert packed.headers["content-encoding"] == "zstd"
    assert zstandard.ZstdDecompressor().decompressobj().decompress(body) == expected
    for answer in (plain, zipped, packed):
        assert "Accept-Encoding" in answer.headers["vary"]


def test_what_is_small_goes_as_it_is(client: httpx2.Client) -> None:
    answer, body = raw(client, "ASK {}", "gzip")
    assert "content-encoding" not in answer.headers
    assert body == b'{"head":{},"boolean":true}'


def test_what_is_packed_already_is_not_packed_again(client: httpx2.Client) -> None:
    path = "/api/v1/queries/goals-of-a-city?stadt=auerbach&format=xlsx"
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


def test_pages_and_styles_are_packed(client: httpx2.Client) -> None:
    page = client.get("/", headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert "<html" in page.text


def test_whoever_has_the_packed_answer_is_told_so(client: httpx2.Client) -> None:
    first = client.get("/sparql", params={"query": GOALS}, headers={"Accept-Encoding": "gzip"})
    headers = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["etag"]}
    assert client.get("/sparql", params={"query": GOALS}, headers=headers).status_code == 304


def broken(client: httpx2.Client, accept: str, accepted: str) -> tuple[httpx2.Response, bytes]:
    """An answer over its limit, with the bytes before the connection was closed without an end."""
    parts: list[bytes] = []
    headers = {"Accept": accept, "Accept-Encoding": accepted}
    params = {"query": "SELECT * { ?a a ?b . ?c a ?d }"}
    with client.stream("GET", "/sparql", params=params, headers=headers) as answer:
        try:
            parts.extend(answer.iter_raw())
        except httpx2.RemoteProtocolError:
            return answer, b"".join(parts)
    raise AssertionError("the answer came to an end")


@pytest.mark.parametrize(
    ("accept", "comment"),
    [
        ("application/sparql-results+xml", "<!-- ABGEBROCHEN: "),
        ("application/sparql-results+json", "/* ABGEBROCHEN: "),
        ("text/csv", "# ABGEBROCHEN: "),
    ],
)
def test_an_answer_that_breaks_off_says_why_and_has_no_end(
    narrow: httpx2.Client, accept: str, comment: str
) -> None:
    answer, body = broken(narrow, accept, "identity")
    assert answer.headers["x-limit-rows"] == "20000"
    last = body.decode().rstrip().splitlines()[-1]
    assert last.startswith(comment)
    assert "20000 Zeilen" in last
    assert "20000 rows" in last


def test_a_packed_answer_that_breaks_off_has_no_end_either(narrow: httpx2.Client) -> None:
    _, body = broken(narrow, "text/csv", "gzip")
    unpacking = zlib.decompressobj(31)
    assert b"ABGEBROCHEN" in unpacking.decompress(body)
    assert not unpacking.eof


def test_limits_are_told_before(client: httpx2.Client) -> None:
    answer = ask(client, GOALS, timeout="2.5")
    assert answer.headers["x-limit-seconds"] == "2.5"
    assert int(answer.headers["x-limit-bytes"]) == 64 << 20
