"""Nothing leaves the machine, and nothing internal leaves the graph."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from leitgraph.errors import BadInput, Conflict, Forbidden, LeitgraphError
from leitgraph.model import Principal, Role
from leitgraph.store.host.job import Order

if TYPE_CHECKING:
    from tests.conftest import Service

ADMIN = Principal(Role.ADMIN, "Prüfung")


class Listener:
    """A server on loopback that notes every visit."""

    def __init__(self) -> None:
        self.sock = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.sock.getsockname()[1]}/x"
        self.visits: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                visitor, _ = self.sock.accept()
            except OSError:
                return
            with visitor:
                visitor.settimeout(1)
                try:
                    self.visits.append(visitor.recv(1000))
                except OSError:
                    self.visits.append(b"")


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.sock.close()


@pytest.fixture(scope="module")
def service(service_with: Callable[..., Service]) -> Service:
    started = service_with(new_graph_visibility="internal")
    secret = "<http://secret> <http://p> 'geheim' ; <http://knows> <http://open> ."
    started.run(started.load(secret, "http://test/secret"))
    shown = "<http://open> <http://p> 'offen' ; <http://knows> <http://secret> ."
    started.run(started.load(shown, "http://test/open", visibility="public"))
    return started


OUTWARD_QUERIES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "PREFIX : <URL> SELECT * { SERVICE:x{ ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH <URL> { ?s ?p ?o } }",
    "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
    "DESCRIBE <URL>",
]
OUTWARD_UPDATES = [
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <http://test/x>",
    "PREFIX : <URL> LOAD:x",
    "INSERT { GRAPH <http://test/x> { ?s ?p ?o } } WHERE { SERVICE <URL> { ?s ?p ?o } }",
]
OUTWARD_DATA = [
    ("jsonld", '{"@context": "URL", "@id": "http://a", "name": "x"}'),
    ("jsonld", '{"@context": {"@version": 1.1, "@import": "URL"}, "@id": "http://a"}'),
    ("turtle", "<http://o> <http://www.w3.org/2002/07/owl#imports> <URL> ."),
    (
        "rdfxml",
        '<!DOCTYPE rdf:RDF SYSTEM "URL"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
        'syntax-ns#"/>',
    ),
    (
        "rdfxml",
        '<!DOCTYPE r [<!ENTITY x SYSTEM "URL">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-'
        'rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description><e:p>&x;</e:p></rdf:Description>'
        "</rdf:RDF>",
    ),
]


def test_a_listening_server_hears_nothing(service: Service, listener: Listener) -> None:
    tried = 0
    for role in Role:
        for query in OUTWARD_QUERIES:
            attempt(service, service.ask(query.replace("URL", listener.url), role=role, form=""))
            tried += 1
    for update in OUTWARD_UPDATES:
        attempt(service, service.update(update.replace("URL", listener.url)))
        tried += 1
    for form, text in OUTWARD_DATA:
        text = text.replace("URL", listener.url)
        attempt(service, service.load(text, "http://test/outward", form))
        tried += 1
    time.sleep(0.2)
    assert tried == 25
    assert listener.visits == []
    with socket.create_connection(listener.sock.getsockname()) as visitor:
        visitor.sendall(b"here")
    time.sleep(0.2)
    assert listener.visits == [b"here"], "the listener itself does not work"


def attempt(service: Service, work: object) -> None:
    """Whatever comes of it, as long as it is one of ours."""
    with contextlib.suppress(BadInput, Forbidden, Conflict):
        service.run(work)  # type: ignore[arg-type]


def test_readers_have_no_network(service: Service) -> None:
    if not service.graph.isolated:
        pytest.skip("this kernel does not let us leave the network")
    host = service.graph._supervisor.host
    assert host is not None
    with open(f"/proc/{host.pid}/net/dev") as file:
        devices = [line.split(":")[0].strip() for line in file.readlines()[2:]]
    assert devices == ["lo"]


LEAKS = [
    "SELECT ?o { <http://secret> <http://p> ?o }",
    "SELECT ?o FROM <http://test/secret> { ?s ?p ?o }",
    "SELECT ?o FROM <http://test/secret> FROM <http://test/open> { <http://secret> ?p ?o }",
    "SELECT ?o FROM NAMED <http://test/secret> { GRAPH <http://test/secret> { ?s ?p ?o } }",
    "SELECT ?o { GRAPH <http://test/secret> { ?s ?p ?o } }",
    "SELECT ?o { GRAPH ?g { <http://secret> ?p ?o } }",
    "SELECT ?g { GRAPH ?g { } FILTER(CONTAINS(STR(?g), 'secret')) }",
    "SELECT ?g { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), 'secret')) }",
    "SELECT ?s { ?s <http://p> ?o FILTER EXISTS { GRAPH <http://test/secret> { ?a ?b ?c } } }",
    "SELECT ?s { GRAPH <urn:leitgraph:layer:internal> { ?s ?p ?o } }",
    "SELECT ?s FROM <urn:leitgraph:layer:internal> { ?s ?p ?o }",
    "SELECT ?s FROM <urn:leitgraph:inferred:internal> { ?s ?p ?o }",
    "SELECT ?o { <http://open> <http://knows>/<http://p> ?o }",
    "SELECT ?o { <http://open> (<http://knows>|^<http://knows>)+/<http://p> ?o "
    "FILTER(?o = 'geheim') }",
    "SELECT ?g { ?g insek:sichtbarkeit 'internal' }",
    "SELECT ?g { GRAPH <https://w3id.org/insek/graph/katalog> { ?g ?p ?o } }",
]


@pytest.mark.parametrize("query", LEAKS)
def test_an_internal_graph_does_not_leak_to_the_public(service: Service, query: str) -> None:
    assert service.rows(query) == []


def test_describe_export_and_graph_store_leak_nothing_either(service: Service) -> None:
    described = service.run(service.ask("DESCRIBE <http://secret>", form="ntriples"))
    assert "geheim" not in described
    jobs: list[tuple[str, dict[str, object]]] = [
        ("export", {}),
        ("export", {"inferred": True}),
        ("gsp-get", {"format": "nquads"}),
    ]
    for job, payload in jobs:
        text = service.run(whole(service, job, payload, Principal()))
        assert "geheim" not in text
        assert "test/secret" not in text
        assert "offen" in text
        assert "geheim" in service.run(whole(service, job, payload, ADMIN))
    with pytest.raises(LeitgraphError) as caught:
        service.run(whole(service, "gsp-get", {"graph": "http://test/secret"}, Principal()))
    assert caught.value.status == 404


async def whole(service: Service, job: str, payload: dict[str, object], who: Principal) -> str:
    """The whole answer of a job."""
    return (await (await service.graph.run(Order(job, payload), principal=who)).read()).decode()


def test_protocol_parameters_do_not_reach_an_internal_graph(service: Service) -> None:
    for key in ("default_graph_uris", "named_graph_uris"):
        query = "SELECT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        assert service.rows(query, **{key: ["http://test/secret"]}) == []
        assert service.rows(query, **{key: ["http://test/nowhere"]}) == []
        seen = service.rows(query, role=Role.ADMIN, **{key: ["http://test/secret"]})
        assert seen == ["geheim", "http://open"]


def test_the_admin_sees_what_the_public_does_not(service: Service) -> None:
    answered = [query for query in LEAKS[:6] if service.rows(query, role=Role.ADMIN)]
    assert len(answered) == 6


def test_a_graph_turned_internal_is_gone_for_the_public(service: Service) -> None:
    service.run(service.load("<http://t> <http://p> 1 .", "http://test/t", visibility="public"))
    assert service.rows("SELECT ?o { <http://t> <http://p> ?o }") == ["1"]
    service.run(service.load("<http://t> <http://p> 1 .", "http://test/t", visibility="internal"))
    assert service.rows("SELECT ?o { <http://t> <http://p> ?o }") == []
    assert service.rows("SELECT ?o { <http://t> <http://p> ?o }", role=Role.ADMIN) == ["1"]
    service.run(service.load("<http://t> <http://p> 2 .", "http://test/t"))
    assert service.rows("SELECT ?o { <http://t> <http://p> ?o }") == []
