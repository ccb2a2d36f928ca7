"""Graph: reads through readers, writes through patches, everything visible at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from tests.store.running import GOALS, G

from leitgraph.errors import (
    BadData,
    BadQuery,
    Forbidden,
    LeitgraphError,
    NotAcceptable,
    NotFound,
    TooLarge,
)
from leitgraph.model import Principal, Role
from leitgraph.store import local_socket
from leitgraph.store.answer import WriteResult
from leitgraph.store.host.job import Order

if TYPE_CHECKING:
    from tests.conftest import Service


ADMIN = Principal(Role.ADMIN, "Prüfung")


def test_a_query_needs_no_prefix_declarations(service: Service) -> None:
    assert service.rows("SELECT (COUNT(*) AS ?n) { ?s a insek:Leitziel }") == ["2"]


def test_relative_names_are_resolved_against_the_base(service: Service) -> None:
    rows = service.rows("SELECT ?s { ?s insek:nummer 12 }")
    assert rows == ["https://w3id.org/insek/id/stadt/ziel/1"]
    assert service.rows("SELECT ?n { <stadt/ziel/1> insek:nummer ?n }") == ["12"]


def test_a_written_patch_is_visible_as_soon_as_it_is_acknowledged(service: Service) -> None:
    for number in range(10):
        written = service.run(
            service.update(f"INSERT DATA {{ GRAPH <http://test/v> {{ <v> <n> {number} }} }}")
        )
        rows = service.rows("SELECT (COUNT(?n) AS ?c) { <v> <n> ?n }")
        assert (rows, service.graph.version) == ([str(number + 1)], written.version)


def test_loading_the_same_again_changes_nothing(service: Service) -> None:
    before = service.graph.version
    written = service.run(service.load(GOALS, G))
    assert (written.version, written.added, written.removed) == (before, 0, 0)


def test_loading_a_changed_document_is_a_difference(service: Service) -> None:
    graph = "http://test/d"
    one = "<a> <p> 1, 2 . <b> <p> [ <q> 3 ] ."
    first = service.run(service.load(one, graph))
    second = service.run(service.load(one.replace("1, 2", "2, 4"), graph))
    assert (first.added, first.removed) == (4 + 4, 0)  # four triples, four of the catalogue
    assert (second.added, second.removed) == (1, 1)


def test_blank_nodes_of_two_files_stay_apart(service: Service) -> None:
    documents = [
        {"graph": "http://test/b", "format": "turtle", "size": len(body)}
        for body in (b"_:x <http://p> 1 .", b"_:x <http://p> 2 .")
    ]
    body = b"_:x <http://p> 1 ._:x <http://p> 2 ."
    service.run(
        service.graph.write(
            Order("load", {"documents": documents}),
            principal=ADMIN,
            body=body,
            reason="zwei Dateien",
        )
    )
    rows = service.rows("SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH <http://test/b> { ?s ?p ?o } }")
    assert rows == ["2"]


def test_the_graph_store_protocol_writes_reads_and_deletes(service: Service) -> None:
    graph = service.graph

    async def write(job: str, body: bytes = b"") -> dict[str, Any]:
        payload = {"graph": "http://test/gsp", "format": "text/turtle"}
        result = await graph.write(Order(job, payload), principal=ADMIN, body=body, reason="gsp")
        return result.head

    async def read() -> list[str]:
        payload = {"graph": "http://test/gsp", "format": "ntriples"}
        answer = await graph.run(Order("gsp-get", payload), principal=Principal())
        return sorted((await answer.read()).decode().splitlines())

    assert service.run(write("gsp-put", b"<http://a> <http://p> 1 ."))["created"] is True
    assert service.run(write("gsp-post", b"<http://a> <http://p> 2 ."))["created"] is False
    assert len(service.run(read())) == 2
    assert service.run(write("gsp-put", b"<http://a> <http://p> 3 ."))["created"] is False
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    assert service.run(read()) == [f'<http://a> <http://p> "3"^^{integer} .']
    service.run(write("gsp-delete"))
    with pytest.raises(NotFound):
        service.run(read())
    with pytest.raises(NotFound):
        service.run(write("gsp-delete"))


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("turtle", "<http://a> <http://p> 'x' ."),
        ("ntriples", '<http://a> <http://p> "x" .'),
        ("nquads", '<http://a> <http://p> "x" .'),
        ("trig", "<http://a> <http://p> 'x' ."),
        ("jsonld", '{"@id": "http://a", "http://p": "x"}'),
        (
            "rdfxml",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://">'
            '<rdf:Description rdf:about="http://a"><e:p>x</e:p></rdf:Description></rdf:RDF>',
        ),
    ],
)
def test_every_format_is_read(service: Service, form: str, data: str) -> None:
    graph = f"http://test/format/{form}"
    service.run(service.load(data, graph, form))
    assert service.rows(f"SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}") == ["x,http://p,http://a"]


def test_trig_names_its_graphs_itself(service: Service) -> None:
    body = (
        b"<http://test/t1> { <http://a> <http://p> 1 } <http://test/t2> { <http://a> <http://p> 2 }"
    )
    payload = {"documents": [{"format": "trig"}]}
    service.run(
        service.graph.write(Order("load", payload), principal=ADMIN, body=body, reason="trig")
    )
    rows = service.rows("SELECT ?g ?o { GRAPH ?g { <http://a> <http://p> ?o } } ORDER BY ?g")
    assert {"http://test/t1,1", "http://test/t2,2"} <= set(rows)
    with pytest.raises(BadData):
        service.run(
            service.graph.write(
                Order("load", payload),
                principal=ADMIN,
                body=b"<http://a> <http://p> 1 .",
                reason="ohne",
            )
        )


@pytest.mark.parametrize(
    ("form", "name", "media", "start"),
    [
        ("SELECT", "json", "application/sparql-results+json", b'{"head"'),
        ("SELECT", "xml", "application/sparql-results+xml", b"<?xml"),
        ("SELECT", "csv", "text/csv", b"s,p,o\r\n"),
        ("SELECT", "tsv", "text/tab-separated-values", b"?s\t?p\t?o\n"),
        ("SELECT", "", "application/sparql-results+json", b'{"head"'),
        ("CONSTRUCT", "turtle", "text/turtle", b"@prefix"),
        ("CONSTRUCT", "nt", "application/n-triples", b"<"),
        ("CONSTRUCT", "nquads", "application/n-quads", b"<"),
        ("CONSTRUCT", "trig", "application/trig", b"<"),
        ("CONSTRUCT", "rdfxml", "application/rdf+xml", b"<?xml"),
        ("CONSTRUCT", "jsonld", "application/ld+json", b"["),
        ("CONSTRUCT", "", "text/turtle", b"@prefix"),
    ],
)
def test_answers_come_in_the_format_asked_for(
    service: Service, form: str, name: str, media: str, start: bytes
) -> None:
    what = "SELECT ?s ?p ?o" if form == "SELECT" else "CONSTRUCT { ?s ?p ?o }"
    payload = {"query": f"{what} {{ ?s ?p ?o }} LIMIT 3", "format": name}

    async def ask() -> tuple[str, bytes]:
        answer = await service.graph.run(Order("query", payload), principal=Principal())
        return str(answer.head["content_type"]), await answer.read()

    said, body = service.run(ask())
    assert body.startswith(start)
    assert said == media


@pytest.mark.parametrize(
    ("query", "media"),
    [("ASK {}", "text/csv"), ("DESCRIBE <http://a>", "application/n-triples")],
)
def test_of_a_format_for_each_kind_the_one_that_fits_is_taken(
    service: Service, query: str, media: str
) -> None:
    payload = {"query": query, "formats": {"table": "csv", "graph": "ntriples"}}

    async def ask() -> str:
        answer = await service.graph.run(Order("query", payload), principal=Principal())
        await answer.read()
        return str(answer.head["content_type"])

    assert service.run(ask()) == media


def test_a_format_that_is_not_on_offer_is_refused(service: Service) -> None:
    with pytest.raises(NotAcceptable):
        service.run(service.ask("ASK {}", form="", formats={"table": None, "graph": "turtle"}))
    with pytest.raises(NotAcceptable):
        service.run(service.ask("ASK {}", form="turtle"))


def test_syntax_errors_name_line_and_column(service: Service) -> None:
    with pytest.raises(BadQuery) as caught:
        service.run(service.ask("SELECT *\n{ ?s ?p }"))
    assert (caught.value.facts["line"], caught.value.facts["column"]) == (2, 9)
    with pytest.raises(BadData) as data:
        service.run(service.load("<http://a> <http://p> 1 .\n<http://a b> <http://p> 1 .", G))
    assert data.value.facts["line"] == 2


def test_an_answer_cut_in_the_middle_breaks_off(service_with: Callable[..., Service]) -> None:
    service = service_with(bytes_public_mb=4)
    text = "x" * 2000
    service.run(
        service.load(" ".join(f"<http://s/{n}> <http://p> '{text}{n}' ." for n in range(400)), G)
    )

    sizes: list[int] = []

    async def read() -> None:
        answer = await service.graph.run(
            Order(
                "query",
                {"query": "SELECT * { ?s <http://p> ?o . ?t <http://p> ?u }", "format": "json"},
            ),
            principal=Principal(),
        )
        async for frame in answer.frames:
            sizes.append(len(frame))

    with pytest.raises(LeitgraphError, match="LIMIT"):
        service.run(read())
    assert 0 < sum(sizes) <= 4 << 20
    assert service.rows("SELECT (1 AS ?n) {}") == ["1"]


def test_frames_are_large(service: Service) -> None:
    turtle = " ".join(f"<http://s/{n}> <http://frames> '{'x' * 100}{n}' ." for n in range(20000))
    service.run(service.load(turtle, "http://test/frames"))

    async def sizes() -> list[int]:
        answer = await service.graph.run(
            Order("query", {"query": "SELECT * { ?s <http://frames> ?o }"}), principal=Principal()
        )
        return [len(frame) async for frame in answer.frames]

    frames = service.run(sizes())
    assert len(frames) > 3
    assert min(frames[:-1]) >= 65536


def test_a_body_over_the_upload_limit_is_too_large(service_with: Callable[..., Service]) -> None:
    service = service_with(upload_mb=1)
    with pytest.raises(TooLarge):
        service.run(service.load(b" " * (1 << 20) + b" ", G))


def test_the_catalogue_cannot_be_deleted(service: Service) -> None:
    catalogue = "https://w3id.org/insek/graph/katalog"
    with pytest.raises(Forbidden):
        service.run(
            service.graph.write(Order("drop", {"graph": catalogue}), principal=ADMIN, reason="weg")
        )
    assert service.rows(f"SELECT ?v {{ <{G}> insek:sichtbarkeit ?v }}") == ["public"]


def test_only_an_admin_writes(service: Service) -> None:
    with pytest.raises(Forbidden):
        service.run(
            service.graph.write(
                Order("gsp-put", {"graph": G, "format": "turtle"}),
                principal=Principal(),
                body=b"<http://a> <http://p> 1 .",
                reason="ohne Recht",
            )
        )


def test_another_process_reads_through_the_running_one(
    service_with: Callable[..., Service],
) -> None:
    service = service_with()
    service.run(service.load(GOALS, G))
    settings = service.settings
    with pytest.raises(NotFound):
        service.run(local_socket.attach(settings))

    async def beside() -> tuple[bytes, int]:
        server = await local_socket.serve(service.graph, settings.data)
        other = await local_socket.attach(settings)
        payload = {"query": "SELECT (COUNT(*) AS ?n) {?s a insek:Leitziel}", "format": "csv"}
        answer = await other.run(Order("query", payload), principal=Principal())
        body = await answer.read()
        with pytest.raises(BadQuery):
            await other.run(Order("query", {"query": "SELECT"}), principal=Principal())
        await other.close()
        await server.close()
        return body, other.version

    assert service.run(beside()) == (b"n\r\n2\r\n", service.graph.version)


def test_another_process_writes_through_the_running_one(
    service_with: Callable[..., Service],
) -> None:
    service = service_with()

    async def beside() -> tuple[WriteResult, str]:
        server = await local_socket.serve(service.graph, service.settings.data)
        other = await local_socket.attach(service.settings)
        text = f"INSERT DATA {{ GRAPH <{G}> {{ <urn:a> <urn:b> 1 }} }}"
        result = await other.write(
            Order("update", {"update": text}), principal=ADMIN, reason="daneben"
        )
        with pytest.raises(Forbidden):
            await other.write(
                Order("update", {"update": text}), principal=Principal(), reason="nein"
            )
        with pytest.raises(BadQuery):
            await other.write(Order("update", {"update": "INSERT"}), principal=ADMIN, reason="nein")
        await other.close()
        await server.close()
        return result, (await service.graph.log(1))[0].reason

    result, reason = service.run(beside())
    assert (result.version, result.added > 0, reason) == (service.graph.version, True, "daneben")
    assert service.rows("SELECT ?o { <urn:a> <urn:b> ?o }") == ["1"]


def test_many_askers_at_once_all_get_their_answer(service: Service) -> None:
    async def all_of_them() -> list[str]:
        queries = [service.ask(f"SELECT ({n} AS ?n) {{}}", form="json") for n in range(100)]
        return list(await asyncio.gather(*queries))

    answers = [json.loads(text) for text in service.run(all_of_them())]
    values = [int(answer["results"]["bindings"][0]["n"]["value"]) for answer in answers]
    assert values == list(range(100))
