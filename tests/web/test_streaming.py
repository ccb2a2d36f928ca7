"""Large answers come as they are made; broken ones never look whole; who leaves costs nothing."""

from __future__ import annotations

import csv
import io
import socket
import time
from urllib.parse import quote

import httpx2
import pyoxigraph as ox
import pytest
from tests.shell import Shell
from tests.web.test_cache import figures
from tests.web.test_sparql import ask, column

EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"
CROSS = "SELECT ?a ?d { ?a a ?c . ?d a ?f }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_large_answer_comes_in_pieces_and_whole(client: httpx2.Client) -> None:
    (count,) = column(ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert int(count) > 30_000
    params = {"query": EVERYTHING, "format": "csv"}
    plain = {"Accept-Encoding": "identity"}  # pieces are looked at as they come
    with client.stream("GET", "/sparql", params=params, headers=plain) as answer:
        assert answer.headers["transfer-encoding"] == "chunked"
        assert "content-length" not in answer.headers
        pieces = list(answer.iter_raw())
    assert len(pieces) > 10
    rows = list(csv.reader(io.StringIO(b"".join(pieces).decode(), newline="")))
    assert len(rows) == int(count) + 1
    assert {len(row) for row in rows} == {3}


def test_a_large_answer_asked_again_is_the_same(client: httpx2.Client) -> None:
    first, second = (ask(client, EVERYTHING, format="tsv") for _ in range(2))
    assert sorted(first.text.splitlines()) == sorted(second.text.splitlines())
    headers = {"If-None-Match": first.headers["etag"]}
    params = {"query": EVERYTHING, "format": "tsv"}
    assert client.get("/sparql", params=params, headers=headers).status_code == 304


def test_a_large_graph_comes_whole(client: httpx2.Client) -> None:
    answer = client.get("/graph-store?default&format=turtle")
    assert answer.headers["transfer-encoding"] == "chunked"
    assert len(list(ox.parse(answer.content, format=ox.RdfFormat.TURTLE))) > 30_000


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_an_answer_over_the_cap_breaks_off_and_does_not_look_whole(
    narrow: httpx2.Client, form: str
) -> None:
    params = {"query": CROSS, "format": form}
    received = 0
    with narrow.stream("GET", "/sparql", params=params) as answer:
        assert answer.status_code == 200
        pieces = answer.iter_raw()
        with pytest.raises(httpx2.RemoteProtocolError):  # noqa: PT012
            while True:
                received += len(next(pieces))
    assert received > 100_000
    before = figures(narrow)["leitgraph_cache_hits"]
    with pytest.raises(httpx2.RemoteProtocolError):
        ask(narrow, CROSS, format=form)
    assert figures(narrow)["leitgraph_cache_hits"] == before, "a broken answer was kept"


def test_an_answer_of_exactly_the_cap_is_whole(narrow: httpx2.Client) -> None:
    answer = ask(narrow, CROSS + " LIMIT 20000", format="csv")
    assert len(answer.text.splitlines()) == 20_001


def test_a_limit_over_the_cap_is_refused_or_breaks_off(narrow: httpx2.Client) -> None:
    with pytest.raises(httpx2.RemoteProtocolError):
        ask(narrow, CROSS + " LIMIT 20001", format="csv")


def test_an_error_before_the_first_byte_has_its_own_status(narrow: httpx2.Client) -> None:
    small = "SELECT ?x { { SELECT ?x { VALUES ?x { 1 } } } UNION { ENDLESS } }".replace(
        "ENDLESS", ENDLESS.replace("(COUNT(*) AS ?n)", "(COUNT(*) AS ?x)").join("{}")
    )
    answer = ask(narrow, small, format="csv")
    assert (answer.status_code, answer.json()["type"]) == (504, "/docs/fehler#deadline-exceeded")


def busy(client: httpx2.Client) -> float:
    """Readers at work now."""
    return figures(client)["leitgraph_graph_busy"]


def settled(client: httpx2.Client, seconds: float = 1.0) -> bool:
    """True as soon as no reader is at work; False if that takes longer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if busy(client) == 0:
            return True
        time.sleep(0.02)
    return False


def leave(shell: Shell, query: str, *, post: bool, read: int) -> None:
    """Ask, read so many bytes, and go away."""
    host, port = shell.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as visitor:
        if post:
            request = (
                f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: {len(query)}\r\n"
                f"Content-Type: application/sparql-query\r\n\r\n{query}"
            )
        else:
            request = f"GET /sparql?format=csv&query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n"
        visitor.sendall(request.encode())
        if read:
            assert len(visitor.recv(read)) > 0
        else:
            time.sleep(0.3)


@pytest.mark.parametrize("post", [False, True], ids=["GET", "POST"])
def test_who_leaves_while_waiting_frees_the_reader(
    narrow: httpx2.Client, narrow_shell: Shell, post: bool
) -> None:
    assert settled(narrow, 5.0)
    leave(narrow_shell, ENDLESS, post=post, read=0)
    assert settled(narrow, 1.5), "the reader went on for nobody"
    assert ask(narrow, "ASK { ?s ?p ?o }").json()["boolean"] is True


def test_who_leaves_while_reading_frees_the_reader(client: httpx2.Client, served: Shell) -> None:
    assert settled(client, 5.0)
    for _ in range(3):
        leave(served, CROSS, post=False, read=1000)
    assert settled(client, 5.0), "the reader went on for nobody"
    assert ask(client, "ASK { ?s ?p ?o }").json()["boolean"] is True


@pytest.mark.alone
def test_a_hundred_who_leave_do_not_stop_the_service(
    narrow: httpx2.Client, narrow_shell: Shell
) -> None:
    for number in range(100):
        leave(narrow_shell, CROSS + f" # {number}", post=False, read=100)
    assert settled(narrow, 10.0)
    started = time.perf_counter()
    assert ask(narrow, "ASK { ?s ?p ?o } # danach").json()["boolean"] is True
    assert time.perf_counter() - started < 5.0


# ---- who reads slowly

# 18,000 rows of 1,000 characters: more than the sockets in between take by themselves.
WIDE = (
    "SELECT (CONCAT(?x, ?x, ?x, ?x, ?x, ?x, ?x, ?x, ?x, ?x) AS ?y) "
    "{ ?s ?p ?o BIND('" + "0123456789" * 10 + "' AS ?x) } LIMIT 18000"
)


def test_who_reads_slowly_gets_all_and_holds_no_reader(
    narrow: httpx2.Client, narrow_shell: Shell
) -> None:
    host, port = narrow_shell.url.removeprefix("http://").split(":")
    with socket.socket() as visitor:
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        visitor.connect((host, int(port)))
        address = f"/sparql?format=csv&query={quote(WIDE)}"
        visitor.sendall(f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        received = visitor.recv(1000)
        assert settled(narrow, 1.5), "the reader waits for the asker"
        time.sleep(1.5)  # beyond the deadline of two seconds
        parts = [received]
        while piece := visitor.recv(1 << 20):
            parts.append(piece)
    whole = b"".join(parts)
    assert whole.endswith(b"\r\n0\r\n\r\n")
    assert whole.count(b"0123456789" * 100) > 17_000  # a few are cut by the ends of chunks


def test_head_of_a_large_answer_frees_its_reader_at_once(client: httpx2.Client) -> None:
    answer = client.head("/sparql", params={"query": EVERYTHING, "format": "csv"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert "content-length" not in answer.headers
    assert settled(client, 0.5)
