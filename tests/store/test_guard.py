"""The guard refuses what would go out or crash, and nothing else."""

from __future__ import annotations

import contextlib
import itertools
import socket
import threading
import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from leitgraph.errors import BadQuery, Forbidden, TooLarge
from leitgraph.store.sparql import guard
from leitgraph.store.sparql.guard import check_query, check_update

REFUSED_QUERIES = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "select * { service silent <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?x { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE<http://example.org/>{?s ?p ?o} } } }",
    "ASK { ?s ?p 5SERVICE<http://example.org/>{?a ?b ?c} }",
    "PREFIX : <http://example.org/> ASK { SERVICE:x{?a ?b ?c} }",
    "PREFIX : <http://example.org/> ASK { SERVICESILENT:x {?a ?b ?c} }",
    "DESCRIBE ?s { # x\n SERVICE\n#y\n<http://example.org/> { ?s ?p ?o } }",
]
ALLOWED_QUERIES = [
    "SELECT ?service { ?service ?p ?o }",
    "SELECT * { ?s ?p <http://example.org/service/SERVICE> }",
    'SELECT * { ?s ?p "SERVICE <http://example.org/> { }", \'LOAD\', """a "SERVICE" b""" }',
    "SELECT * { ?s service:x service:Y OPTIONAL { ?s load:x ?y } }",
    "PREFIX service: <http://example.org/> SELECT * { GRAPH service:g { ?s service:p ?o } }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/> {",
    "SELECT * { ?s ?p 'it\\'s # SERVICE' . ?s ?q \"\\\\\" }",
    "SELECT * { ?s ?p ?o FILTER(?o < 5 && ?o > 3) }",
    "SELECT * { ?s ex:a.b.c-d%20\\#e ?o }",
]


@pytest.mark.parametrize("text", REFUSED_QUERIES)
def test_service_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(Forbidden) as caught:
        check_query(text)
    assert caught.value.facts["keyword"] == "SERVICE"
    assert caught.value.facts["line"] >= 1


@pytest.mark.parametrize("text", ALLOWED_QUERIES)
def test_words_that_only_look_like_service_are_allowed(text: str) -> None:
    assert check_query(text).form in {"SELECT"}


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://example.org/x>",
        "load silent <http://example.org/x> into graph <http://g/>",
        "CLEAR GRAPH <http://g/> ; LOAD <http://example.org/x>",
        "PREFIX : <http://example.org/> LOAD:x",
        "INSERT { GRAPH <http://g/> {?s ?p ?o} } WHERE { SERVICE <http://h/> {?s ?p ?o} }",
    ],
)
def test_updates_that_go_out_are_refused(text: str) -> None:
    with pytest.raises(Forbidden):
        check_update(text)


# -- against the engine itself --------------------------------------------------------------------

BEFORE = (
    "{",
    "{?s ?p ?o.",
    "{?s ?p ?o ",
    "{?s ?p 5",
    "{?s ?p 5.0e1",
    "{?s ?p true",
    '{?s ?p "x"@en',
    '{?s ?p "x"@en--ltr',
    '{?s ?p "x"^^ex:a ',
    "{?s ?p ex:a.",
    "{?s ?p ex:a;.",
    "{?s ?p _:b.",
    "{?s ?p ?v.",
    "{?s ex:p?o.",
    "{?s ?p <<(?a ?b ?c)>>",
    "{{}UNION{",
    "{OPTIONAL{",
    "{MINUS{",
    "{LATERAL{",
    "{GRAPH ?g{",
    "{FILTER(1<5)",
    "{FILTER(1<5&&3>2)",
    "{BIND(1 AS ?n)",
    "{VALUES ?n {1}",
    "{FILTER EXISTS{",
    "{SELECT*{",
    "{#'\n",
    "{#\r",
)
KEYWORDS = ("SERVICE", "sErVice ", "SERVICE SILENT", "SERVICESILENT", "SERVICE#\n")
ADDRESSES = ("<URL>", " <URL>", ":x", " :x", "ex:x", " ex:x")


class Listener:
    """A server on loopback that counts who comes."""

    def __init__(self) -> None:
        self.sock = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.sock.getsockname()[1]}/"
        self.visits = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                visitor, _ = self.sock.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.sock.close()


def test_whatever_the_engine_would_fetch_is_refused(listener: Listener) -> None:
    store = ox.Store()
    for term in ("a", "b"):
        node = ox.NamedNode("http://e/" + term)
        store.add(ox.Quad(node, node, ox.Literal(5), node))
        store.add(ox.Quad(node, node, ox.Literal(5)))
    went_out = 0
    for before, keyword, address in itertools.product(BEFORE, KEYWORDS, ADDRESSES):
        body = f"{before}{keyword}{address}{{?a ?b ?c}}"
        body += "}" * (body.count("{") - body.count("}"))
        prologue = "PREFIX : <URL> PREFIX ex: <URL> SELECT * "
        text = (prologue + body).replace("URL", listener.url)
        visits = listener.visits
        try:
            solutions = store.query(text)
            assert isinstance(solutions, ox.QuerySolutions)
            list(solutions)
        except (SyntaxError, OSError):
            pass
        if listener.visits > visits:
            went_out += 1
            with pytest.raises(Forbidden):
                check_query(text)
    assert went_out > 200


def test_whatever_the_engine_would_load_is_refused(listener: Listener) -> None:
    insert = "INSERT DATA {<http://a> <http://b> 5};"
    starts = ("", "CLEAR SILENT GRAPH <http://g/>;", insert, "#'\n")
    keywords = ("LOAD", "load ", "LOAD SILENT", "LOADSILENT", "LOAD#\n")
    went_out = 0
    for start, keyword, address in itertools.product(starts, keywords, ADDRESSES):
        text = f"PREFIX : <URL> PREFIX ex: <URL> {start}{keyword}{address}"
        text = text.replace("URL", listener.url)
        visits = listener.visits
        with contextlib.suppress(SyntaxError, OSError):
            ox.Store().update(text)
        if listener.visits > visits:
            went_out += 1
            with pytest.raises(Forbidden):
                check_update(text)
    assert went_out > 30


# -- what it finds ---------------------------------------------------------------------------------


def test_from_clauses_are_resolved() -> None:
    found = check_query(
        "BASE <http://b/> PREFIX g: <http://g/> SELECT * FROM <x> FROM g:y FROM NAMED insek:z { }",
        base="http://other/",
    )
    assert found.default == ["http://b/x", "http://g/y"]
    assert found.named == ["https://w3id.org/insek/ns#z"]


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        ("INSERT DATA { GRAPH <http://g/> { <a> <b> 1 } }", ["http://g/"]),
        ("WITH <http://g/> DELETE {?s ?p ?o} INSERT {?s ?p 1} WHERE {?s ?p ?o}", ["http://g/"]),
        ("DELETE WHERE { GRAPH <http://g/> { ?s ?p ?o } }", ["http://g/"]),
        ("CLEAR GRAPH <http://g/>", ["http://g/"]),
        ("COPY <http://g/> TO GRAPH <http://h/>", ["http://g/", "http://h/"]),
        (
            "INSERT { GRAPH <http://g/> {?s ?p ?o} } USING <http://u/> WHERE "
            "{ GRAPH <http://h/> {?s ?p ?o} }",
            ["http://g/"],
        ),
    ],
)
def test_the_graphs_an_update_writes_are_found(text: str, graphs: list[str]) -> None:
    found = check_update(text)
    assert (found.graphs, found.any_graph, found.default_graph_at) == (graphs, False, None)


def test_a_graph_by_variable_may_be_any() -> None:
    assert check_update("INSERT {GRAPH ?g {?s ?p 1}} WHERE {GRAPH ?g {?s ?p ?o}}").any_graph


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a> <b> <c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT { ?s ?p 1 } WHERE { GRAPH <http://g/> { ?s ?p ?o } }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "CLEAR NAMED",
        "COPY <http://g/> TO DEFAULT",
        "WITH <http://g/> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o } ; INSERT DATA { <a> <b> 1 }",
    ],
)
def test_a_write_to_the_default_graph_is_seen(text: str) -> None:
    assert check_update(text).default_graph_at is not None


# -- caps ----------------------------------------------------------------------------------------


def test_a_query_over_the_size_cap_is_too_large() -> None:
    with pytest.raises(TooLarge):
        check_query("SELECT * { ?s ?p ?o } #" + "x" * 65536)


def test_deep_nesting_is_refused_with_its_place() -> None:
    with pytest.raises(BadQuery) as caught:
        check_query("SELECT *\n{ BIND(" + "STR(" * 960 + "1" + ")" * 960 + " AS ?x) }")
    assert caught.value.facts["line"] == 2
    with pytest.raises(BadQuery):
        check_query("SELECT * " + "{" * 2240 + "}" * 2240)


def test_many_triple_patterns_are_refused() -> None:
    patterns = " . ".join(f"?a{n} <http://p> ?a{n + 1}" for n in range(200))
    with pytest.raises(BadQuery):
        check_query(f"SELECT * {{ {patterns} }}")
    assert check_query("SELECT * { ?a ?b ?c ; ?d ?e , ?f . [ ?g ?h ] ?i ?j }").patterns == 5


def test_data_blocks_are_not_counted_as_patterns() -> None:
    triples = " . ".join(f"<http://s/{n}> <http://p> {n}" for n in range(2000))
    text = f"INSERT DATA {{ GRAPH <http://g/> {{ {triples} }} }}"
    assert check_update(text, size=1 << 20).patterns == 0


def test_query_and_update_are_told_apart() -> None:
    with pytest.raises(BadQuery):
        check_query("INSERT DATA { GRAPH <http://g/> { <http://a> <http://b> 1 } }")
    with pytest.raises(BadQuery):
        check_update("SELECT * { ?s ?p ?o }")
    for nothing in ("", "{}", "SELECT".swapcase()[:3], "ASK {} \ud800"):
        with pytest.raises(BadQuery):
            check_query(nothing)


@pytest.mark.parametrize(
    "text", ["a." * 30000, "a-" * 30000, "<a\\u0" * 12000, '"""' * 20000, "ex:" + "." * 60000]
)
def test_no_text_keeps_the_lexer_busy(text: str) -> None:
    started = time.process_time()
    with pytest.raises(BadQuery):
        check_query("x " + text)
    assert time.process_time() - started < 2.0


def test_a_small_query_is_checked_in_well_under_a_millisecond() -> None:
    text = (
        "SELECT ?z ?n WHERE { ?z a insek:Leitziel ; skos:prefLabel ?n . FILTER(lang(?n) = 'de') "
        "OPTIONAL { ?z insek:horizont ?h } } ORDER BY ?n LIMIT 10"
    )
    reading = guard._check.__wrapped__
    best = min(_timed(lambda: reading(text, "https://x/", False)) for _ in range(50))
    assert best < 0.0005


def _timed(work: object) -> float:
    assert callable(work)
    started = time.process_time()
    work()
    return time.process_time() - started
