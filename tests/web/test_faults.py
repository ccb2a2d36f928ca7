"""Questions and documents of death over HTTP: one answer is refused, the same service goes on."""

from __future__ import annotations

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from tests.faults.test_bounds import CRASHING_DATA, CRASHING_QUERIES
from tests.faults.test_outbound import OUTWARD_DATA, OUTWARD_QUERIES, OUTWARD_UPDATES, Listener
from tests.shell import TOKEN, Shell
from tests.web.test_sparql import DIRECT, RDF, UPDATE, ask, refused

CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
CHECKS = "/api/v1/checks?city=musterstadt"
GRAPH = {"graph": "test/graph/fehler"}
COMMON = {"turtle", "ntriples", "jsonld"}


def alive(client: httpx2.Client, shell: Shell) -> None:
    """The same process, with the same graph, answers at once."""
    with open(f"/proc/{shell.pid}/cmdline", "rb") as file:
        assert b"serve" in file.read()
    started = time.perf_counter()
    answer = ask(client, f"ASK {{ ?s a insek:Leitziel }} # {started}")
    assert answer.json()["boolean"] is True
    assert time.perf_counter() - started < 5.0


def test_a_cartesian_query_ends_at_its_deadline_while_others_are_answered(
    narrow: httpx2.Client, narrow_shell: Shell
) -> None:
    with ThreadPoolExecutor(1) as pool, httpx2.Client(base_url=narrow_shell.url) as other:
        started = time.perf_counter()
        heavy = pool.submit(ask, narrow, CARTESIAN)
        time.sleep(0.2)
        small: list[float] = []
        while not heavy.done():
            asked = time.perf_counter()
            assert ask(other, f"ASK {{ ?s ?p ?o }} # {asked}").json()["boolean"] is True
            small.append(time.perf_counter() - asked)
            time.sleep(0.05)
        took = time.perf_counter() - started
    problem = refused(heavy.result(), 504, "deadline-exceeded")
    assert problem["deadline"] == 2.0
    assert 1.9 < took < 6.0  # it would take for ever
    assert len(small) > 2
    assert min(small) < 0.1
    alive(narrow, narrow_shell)


def test_more_heavy_queries_than_readers_end_as_well(
    narrow: httpx2.Client, narrow_shell: Shell
) -> None:
    with ThreadPoolExecutor(12) as pool:
        heavy = list(pool.map(lambda n: ask(narrow, f"{CARTESIAN} # {n}"), range(12)))
    assert {answer.status_code for answer in heavy} <= {503, 504}
    assert 504 in {answer.status_code for answer in heavy}
    assert all("retry-after" in a.headers for a in heavy if a.status_code == 503)
    alive(narrow, narrow_shell)


def test_a_sort_of_everything_with_everything_ends_too(
    narrow: httpx2.Client, narrow_shell: Shell
) -> None:
    assert ask(narrow, SORTED).status_code in {504, 507}
    alive(narrow, narrow_shell)


def test_an_order_that_the_engine_panics_at_is_told_with_a_way_round(
    admin: httpx2.Client, narrow: httpx2.Client, narrow_shell: Shell
) -> None:
    # Values of different kinds have no total order in the engine; whether it notices depends on
    # the data, so these are enough that it does.
    literals = [f'{n}, "{n % 977}", "2024-01-{n % 28 + 1:02}"^^xsd:date, {n}.5' for n in range(900)]
    turtle = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + "\n".join(
        f"<urn:x:{n}> <urn:y> {objects}, <urn:z:{n}> ." for n, objects in enumerate(literals)
    )
    where = {"graph": "urn:unsortiert"}
    headers = {"Content-Type": "text/turtle"}
    loaded = admin.put("/graph-store", params=where, content=turtle, headers=headers)
    assert loaded.status_code == 201, loaded.text
    query = "SELECT ?a { GRAPH <urn:unsortiert> { ?s ?p ?a } } ORDER BY ?a"
    problem = refused(ask(admin, query), 400, "bad-query")
    assert "ORDER BY STR(?x)" in problem["detail"]
    assert ask(admin, query.replace("BY ?a", "BY STR(?a)")).status_code == 200
    assert admin.delete("/graph-store", params=where).status_code == 200
    alive(narrow, narrow_shell)


@pytest.mark.parametrize("name", CRASHING_QUERIES)
def test_queries_that_would_crash_are_bad_queries(
    narrow: httpx2.Client, admin: httpx2.Client, narrow_shell: Shell, name: str
) -> None:
    query = CRASHING_QUERIES[name]
    refused(narrow.post("/sparql", content=query, headers=DIRECT), 400, "bad-query")
    refused(narrow.post("/sparql", data={"query": query}), 400, "bad-query")
    update = query.replace("SELECT *", "INSERT { GRAPH <x> { <a> <b> 1 } } WHERE", 1)
    refused(admin.post("/sparql", content=update, headers=UPDATE), 400, "bad-query")
    alive(narrow, narrow_shell)


@pytest.mark.parametrize("name", CRASHING_DATA)
def test_documents_that_would_crash_are_bad_data(
    admin: httpx2.Client, narrow: httpx2.Client, narrow_shell: Shell, name: str
) -> None:
    form, text = CRASHING_DATA[name]
    before = narrow.get("/ready").json()["graph_version"]
    headers = {"Content-Type": RDF[form][0]}
    body = text.encode()
    status = 413 if len(body) > 1 << 20 else 400
    answer = admin.put("/graph-store", params=GRAPH, content=body, headers=headers)
    refused(answer, status, "bad-data" if status == 400 else "too-large")
    assert narrow.get("/ready").json()["graph_version"] == before
    checked = narrow.post(CHECKS, content=body, headers=headers)
    if form in COMMON:
        assert checked.status_code in {400, 413}, checked.text
    else:
        refused(checked, 415, "unsupported-media-type")
    alive(narrow, narrow_shell)


def test_nested_drafts_are_bad_data(narrow: httpx2.Client, narrow_shell: Shell) -> None:
    for body in ('{"titel":' * 10_000, "[" * 100_000, '{"titel":' * 5000 + "1" + "}" * 5000):
        for media in ("application/json", "application/ld+json"):
            answer = narrow.post(CHECKS, content=body, headers={"Content-Type": media})
            refused(answer, 400, "bad-data")
    alive(narrow, narrow_shell)


def test_a_listening_server_hears_nothing(
    admin: httpx2.Client, narrow: httpx2.Client, narrow_shell: Shell
) -> None:
    listener = Listener()
    seen: set[int] = set()
    tried = 0

    def said(text: str) -> str:
        nonlocal tried
        tried += 1
        return text.replace("URL", listener.url)

    for client in (admin, narrow):
        for query in OUTWARD_QUERIES:
            seen.add(ask(client, said(query)).status_code)
        for name in ("default-graph-uri", "named-graph-uri"):
            seen.add(ask(client, said("SELECT * { ?s ?p ?o }"), **{name: listener.url}).status_code)
    for update in OUTWARD_UPDATES:
        seen.add(admin.post("/sparql", content=said(update), headers=UPDATE).status_code)
    for form, document in OUTWARD_DATA:
        headers = {"Content-Type": RDF[form][0]}
        body = said(document)
        seen.add(admin.put("/graph-store", params=GRAPH, content=body, headers=headers).status_code)
        seen.add(narrow.post(CHECKS, content=body, headers=headers).status_code)
    draft = json.dumps({"@context": listener.url, "titel": "x", "quelle": listener.url})
    json_header = {"Content-Type": "application/json"}
    seen.add(narrow.post(CHECKS, content=draft, headers=json_header).status_code)
    seen.add(narrow.get("/graph-store", params={"graph": listener.url}).status_code)
    admin.delete("/graph-store", params=GRAPH)
    time.sleep(0.3)
    assert tried == 29
    assert seen <= {200, 201, 400, 403, 404, 409, 415, 422}
    assert {200, 400, 403, 404} <= seen
    assert listener.visits == []
    with socket.create_connection(listener.sock.getsockname()) as visitor:
        visitor.sendall(b"here")
    time.sleep(0.2)
    assert listener.visits == [b"here"], "the listener itself does not work"
    listener.sock.close()
    alive(narrow, narrow_shell)


# ---- bytes on the wire


def spoken(shell: Shell, request: bytes) -> bytes:
    """What the service answers to these bytes until it closes or is silent."""
    host, port = shell.url.removeprefix("http://").split(":")
    answer = b""
    with socket.create_connection((host, int(port)), timeout=2) as visitor:
        visitor.sendall(request)
        try:
            while piece := visitor.recv(65536):
                answer += piece
        except TimeoutError:
            pass
    return answer


def test_a_length_beside_chunks_smuggles_nothing(
    narrow_shell: Shell, narrow: httpx2.Client
) -> None:
    smuggled = f"GET /health HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
    request = (
        "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
        f"0\r\n\r\n{smuggled}"
    )
    assert spoken(narrow_shell, request.encode()).startswith(b"HTTP/1.1 400 ")
    alive(narrow, narrow_shell)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX-A: b\x00c\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET /sparql?query=ASK%00%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /sparql?query=%ED%A0%80 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /api/v1/queries/%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /graph-store?graph=%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    ],
    ids=["NUL in a header", "TLS", "long address", "nonsense", "NUL", "surrogate", "bad UTF-8",
         "NUL graph", "negative length"],
)  # fmt: skip
def test_bytes_that_are_no_request_end_in_a_refusal(
    narrow_shell: Shell, narrow: httpx2.Client, request_: bytes
) -> None:
    answer = spoken(narrow_shell, request_)
    assert not answer or answer.startswith(b"HTTP/1.1 4"), answer[:300]
    assert b"Traceback" not in answer
    alive(narrow, narrow_shell)
