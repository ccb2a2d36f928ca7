"""Bounded work: a question of death costs one reader, nobody else notices."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from leitgraph.errors import BadData, BadInput, BadQuery, Busy, DeadlineExceeded, OutOfMemory
from leitgraph.model import Principal, Role
from leitgraph.store.host.job import Order

if TYPE_CHECKING:
    from tests.conftest import Service

CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
BOMB = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
ADMIN = Principal(Role.ADMIN, "Prüfung")


@pytest.fixture(scope="module")
def service(service_with: Callable[..., Service]) -> Service:
    started = service_with(
        deadline_public=1.0,
        deadline_admin=20.0,
        memory_public_mb=128,
        readers=2,
        readers_max=6,
        queue_seconds=1.0,
    )
    turtle = " ".join(f"<http://s/{n}> <http://p> {n} ." for n in range(2000))
    started.run(started.load(turtle, "http://test/g"))
    return started


def test_a_cartesian_count_ends_at_its_deadline_while_others_are_answered(
    service: Service,
) -> None:
    async def both() -> tuple[float, list[float]]:
        started = time.perf_counter()
        heavy = [asyncio.create_task(service.ask(CARTESIAN)) for _ in range(2)]
        await asyncio.sleep(0.1)
        small: list[float] = []
        while not heavy[0].done():
            asked = time.perf_counter()
            await service.ask("ASK { ?s ?p ?o }")
            small.append(time.perf_counter() - asked)
            await asyncio.sleep(0.02)
        ended = time.perf_counter() - started
        for task in heavy:
            with pytest.raises(DeadlineExceeded):
                await task
        return ended, small

    ended, small = service.run(both())
    assert 0.9 < ended < 5.0  # it would take for ever
    assert len(small) > 2
    assert min(small) < 0.1


def test_the_asker_may_shorten_the_deadline_but_not_stretch_it(service: Service) -> None:
    took = []
    for _ in range(3):
        started = time.perf_counter()
        with pytest.raises(DeadlineExceeded) as caught:
            service.run(service.ask(CARTESIAN, deadline=0.3))
        took.append(time.perf_counter() - started)
    assert min(took) < 1.0
    assert caught.value.facts["deadline"] == 0.3
    with pytest.raises(DeadlineExceeded) as stretched:
        service.run(service.ask(CARTESIAN, deadline=60.0))
    assert stretched.value.facts["deadline"] == 1.0


def test_a_sort_of_everything_with_everything_ends_for_lack_of_memory(
    service_with: Callable[..., Service],
) -> None:
    service = service_with(memory_public_mb=128, deadline_public=30.0)
    turtle = " ".join(f"<http://s/{n}> <http://p> {n} ." for n in range(2000))
    service.run(service.load(turtle, "http://test/g"))
    with pytest.raises(OutOfMemory) as caught:
        service.run(service.ask(BOMB))
    assert caught.value.facts["memory_mb"] == 128
    assert service.rows("SELECT (1 AS ?n) {}") == ["1"]


CRASHING_QUERIES = {
    "960 calls": "SELECT * { BIND(" + "STR(" * 960 + "1" + ")" * 960 + " AS ?x) }",
    "2240 braces": "SELECT * " + "{" * 2240 + "}" * 2240,
    "unclosed braces": "SELECT * " + "{" * 60000,
    "15000 minus signs": "SELECT * { FILTER(" + "- " * 15000 + "1) }",
    "200 patterns": "SELECT * {"
    + " . ".join(f"?a{n} <http://p> ?a{n + 1}" for n in range(200))
    + "}",
}


@pytest.mark.parametrize("name", CRASHING_QUERIES)
def test_queries_that_would_crash_are_bad_queries(service: Service, name: str) -> None:
    with pytest.raises(BadQuery):
        service.run(service.ask(CRASHING_QUERIES[name]))
    assert service.rows("SELECT (1 AS ?n) {}") == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { FILTER(1" + " + 1" * 15000 + " > 0) }",
        "SELECT * { ?s " + "/".join(["<p>"] * 90) + " ?o }",
        "SELECT * { ?s " + "^" * 20000 + "<p> ?o }",
        "SELECT * { ?s <p>" + "?" * 20000 + " ?o }",
        "SELECT * { FILTER(" + "!" * 30000 + "true) }",
    ],
)
def test_long_chains_end_one_way_or_another(service: Service, text: str) -> None:
    with contextlib.suppress(BadQuery, DeadlineExceeded, OutOfMemory):
        service.run(service.ask(text))
    assert service.rows("SELECT (1 AS ?n) {}") == ["1"]


RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
BODY = '<rdf:Description rdf:about="http://a"><e:p>{}</e:p></rdf:Description></rdf:RDF>'


def lol(levels: int) -> str:
    """An entity bomb."""
    entities = '<!ENTITY l0 "ha">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels)
    )
    return f"<!DOCTYPE rdf:RDF [{entities}]>{RDF}{BODY.format(f'&l{levels - 1};')}"


CRASHING_DATA = {
    "nested objects": ("jsonld", '{"http://p":' * 10000 + "1" + "}" * 10000),
    "nested arrays": ("jsonld", "[" * 10000 + "]" * 10000),
    "unclosed objects": ("jsonld", '{"http://p":' * 10000),
    "hidden by strings": ("jsonld", '{"http://p/}":' * 10000 + "1" + "}" * 10000),
    "quoted triples": ("turtle", "<<( " * 100000),
    "closed quoted triples": (
        "ntriples",
        "<http://a> <http://b> " * 100000 + "<<( <http://a> <http://b> " * 100000,
    ),
    "nested quoted triples": (
        "turtle",
        "<http://a> <http://p> "
        + "<<( <http://a> <http://p> " * 100000
        + "1"
        + " )>>" * 100000
        + " .",
    ),
    "entity bomb": ("rdfxml", lol(10)),
    "quadratic entity": (
        "rdfxml",
        f'<!DOCTYPE rdf:RDF [<!ENTITY a "{"x" * 4000}">]>{RDF}{BODY.format("&a;" * 20000)}',
    ),
    "circular entity": (
        "rdfxml",
        f'<!DOCTYPE rdf:RDF [<!ENTITY a "&b;"><!ENTITY b "&a;">]>{RDF}{BODY.format("&a;")}',
    ),
    "external entity": (
        "rdfxml",
        f'<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>{RDF}{BODY.format("&x;")}',
    ),
    "parameter entity": (
        "rdfxml",
        f"<!DOCTYPE rdf:RDF [<!ENTITY % x \"<!ENTITY y 'z'>\">%x;]>{RDF}{BODY.format('&y;')}",
    ),
    "remote context": ("jsonld", '{"@context": "http://127.0.0.1:9/c", "@id": "http://a"}'),
    "space in an IRI": ("turtle", "<http://a b> <http://p> 1 ."),
    "broken turtle": ("turtle", "<http://a> <http://p> "),
}


@pytest.mark.parametrize("name", CRASHING_DATA)
def test_documents_that_would_crash_are_bad_data(service: Service, name: str) -> None:
    form, text = CRASHING_DATA[name]
    version = service.graph.version
    with pytest.raises(BadData):
        service.run(service.load(text, "http://test/crash", form))
    assert service.graph.version == version
    assert service.rows("SELECT (1 AS ?n) {}") == ["1"]


@pytest.mark.parametrize(
    ("form", "opening", "closing"),
    [
        ("turtle", "(", ")"),
        ("turtle", "[ <http://p> ", "]"),
        ("rdfxml", "<e:p><e:C>", "</e:C></e:p>"),
    ],
)
def test_deep_but_harmless_nesting_is_answered_one_way_or_another(
    service: Service, form: str, opening: str, closing: str
) -> None:
    depth = 5000
    inner = opening * depth + closing * depth
    text = f"<http://a> <http://p> {inner} ."
    if form == "rdfxml":
        text = f'{RDF}<rdf:Description rdf:about="http://a">{inner}</rdf:Description></rdf:RDF>'
    with contextlib.suppress(BadInput, DeadlineExceeded, OutOfMemory):
        service.run(service.load(text, "http://test/deep", form, deadline=2.0))
    assert service.rows("SELECT (1 AS ?n) {}") == ["1"]


def test_entities_as_editors_write_them_are_read(service: Service) -> None:
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE rdf:RDF [\n'
        '<!ENTITY owl "http://www.w3.org/2002/07/owl#" >\n'
        '<!ENTITY xsd "http://www.w3.org/2001/XMLSchema#" >\n]>\n'
        f'{RDF}<rdf:Description rdf:about="http://a">'
        '<e:p rdf:datatype="&xsd;integer">5</e:p><e:q rdf:resource="&owl;Thing"/>'
        "</rdf:Description></rdf:RDF>"
    )
    service.run(service.load(text, "http://test/protege", "rdfxml"))
    rows = service.rows("SELECT ?o { GRAPH <http://test/protege> { ?s ?p ?o } }")
    assert rows == ["5", "http://www.w3.org/2002/07/owl#Thing"]


def test_an_asker_who_leaves_frees_the_reader(service: Service) -> None:
    pool = service.graph._supervisor.host.pool if service.graph._supervisor.host else None
    assert pool is not None

    async def leave_waiting() -> None:
        task = asyncio.create_task(service.ask(CARTESIAN, role=Role.ADMIN))
        await asyncio.sleep(0.2)
        assert pool.figures["busy"] == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await settled()

    async def leave_reading() -> None:
        answer = await service.graph.run(
            Order("query", {"query": BOMB.replace("ORDER BY ?c ?f ?i", "")}), principal=ADMIN
        )
        async for _ in answer.frames:
            break
        assert pool.figures["busy"] == 1
        await answer.close()
        await settled()

    async def settled() -> None:
        end = time.monotonic() + 5.0  # of the twenty seconds that it might take
        while pool.figures["busy"] or pool.figures["idle"] < 1:
            assert time.monotonic() < end, "the reader was not freed"
            await asyncio.sleep(0.01)

    service.run(leave_waiting())
    service.run(leave_reading())
    assert service.rows("SELECT (1 AS ?n) {}") == ["1"]


def test_a_hundred_cancelled_questions_leave_no_trace(service: Service) -> None:
    async def cancel_many() -> str:
        tasks = [asyncio.create_task(service.ask(CARTESIAN)) for _ in range(100)]
        await asyncio.sleep(0.3)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return await service.ask("SELECT (1 AS ?n) {}")

    assert service.run(cancel_many()) == "n\r\n1\r\n"
    pool = service.graph._supervisor.host.pool if service.graph._supervisor.host else None
    assert pool is not None
    assert pool.figures["busy"] == 0


def test_when_all_readers_are_busy_the_asker_is_told_when_to_come_back(service: Service) -> None:
    async def crowd() -> list[object]:
        # Six readers for a second each: of thirty, some cannot be served within the waiting time.
        tasks = [service.ask(CARTESIAN) for _ in range(30)]
        return list(await asyncio.gather(*tasks, return_exceptions=True))

    outcomes = service.run(crowd())
    busy = [outcome for outcome in outcomes if isinstance(outcome, Busy)]
    late = [outcome for outcome in outcomes if isinstance(outcome, DeadlineExceeded)]
    assert len(busy) + len(late) == 30
    assert len(late) >= 6
    assert busy
    assert busy[0].facts["retry_after"] >= 1
