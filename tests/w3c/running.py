"""Runs tests of the suite over HTTP, and on the engine itself, which tells what is to be expected.

Over HTTP the files of all queries stand in graphs named by their addresses; which of them a query
reads, the request says (SPARQL 1.1 Protocol, 2.1.4). An update finds its dataset in the standard
graph and in graphs of the names it knows, and the request says that it reads those.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import httpx2
import pyoxigraph as ox
from tests.w3c.suite import Case, State

from leitgraph.store.rdf.layers import STANDARD

RESULT = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
NOTHING = "urn:leitgraph:nothing"
_OWN_DATASET = re.compile(r"\b(?:USING|WITH)\b", re.IGNORECASE)
_MEDIA = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
    ".ttl": "application/n-triples",
    ".nt": "application/n-triples",
    ".rdf": "application/n-triples",
}
_GENID = re.compile(r"<[^<>]*/\.well-known/genid/([^<>]*)>")


class Unlike(Exception):
    """The test does not come out as it should; says how."""


def failing(cases: Iterable[Case], run: Callable[[Case], None]) -> dict[str, str]:
    """What goes wrong, by the names of the tests."""
    found: dict[str, str] = {}
    for case in cases:
        try:
            run(case)
        except Exception as error:  # whatever a peer may raise is a test that fails
            found[case.name] = f"{type(error).__name__}: {error}"[:300]
    return found


# -- the engine ------------------------------------------------------------------------------------


def by_engine(case: Case) -> None:
    """Run a test on the engine; raises if it fails."""
    store = ox.Store()
    for file, graph in _files(case.before, ox.DefaultGraph()):
        store.extend(_quads(file, graph))
    if case.after is not None:
        store.update(case.text, base_iri=case.base)
        expected = ox.Store()
        for file, graph in _files(case.after, ox.DefaultGraph()):
            expected.extend(_quads(file, graph))
        _same(_canonical(store), _canonical(expected))
        return
    if case.outcome is None:
        if "Update" in case.kind:
            _syntax(case, lambda: store.update(case.text, base_iri=case.base))
        else:
            _syntax(case, lambda: store.query(case.text, base_iri=case.base))
        return
    results = store.query(case.text, base_iri=case.base)
    if isinstance(results, ox.QueryTriples):
        body = results.serialize(format=ox.RdfFormat.N_TRIPLES)
    else:
        form = ox.QueryResultsFormat.from_media_type(_MEDIA.get(case.outcome.suffix, ""))
        body = results.serialize(format=form or ox.QueryResultsFormat.XML)
    assert body is not None
    _compare(case, body, tabular=not isinstance(results, ox.QueryTriples))


def _syntax(case: Case, run: Callable[[], object]) -> None:
    refused = False
    try:
        run()
    except SyntaxError:
        refused = True
    except (OSError, RuntimeError):
        refused = False  # read, and could not be carried out
    if refused == case.kind.startswith("Positive"):
        raise Unlike("refused" if refused else "accepted")


# -- over HTTP -------------------------------------------------------------------------------------


def load(admin: httpx2.Client, cases: Iterable[Case]) -> None:
    """Bring the files of all queries in, each as a graph, in one update."""
    files = {file for case in cases for file, _ in _files(case.before, STANDARD)}
    blocks = (_block(_quads(file, _graph_of(file)), _graph_of(file)) for file in sorted(files))
    changed(admin, f"INSERT DATA {{ {' '.join(blocks)} }}")


def changed(admin: httpx2.Client, text: str, **parameters: list[str]) -> None:
    """An update; raises ``Unlike`` if it is refused."""
    answer = admin.post(
        "/sparql",
        params={name.replace("_", "-"): value for name, value in parameters.items()},
        content=text.encode(),
        headers={"Content-Type": "application/sparql-update"},
    )
    if answer.status_code != 200:
        raise Unlike(f"{answer.status_code} {answer.json().get('detail')}")


def query_over_http(client: httpx2.Client) -> Callable[[Case], None]:
    """Runs queries."""

    def run(case: Case) -> None:
        default = [file.as_uri() for file in case.before.default] or [NOTHING]
        named = [file.as_uri() for file in case.before.named.values()]
        accept = _MEDIA.get(case.outcome.suffix, "*/*") if case.outcome else "*/*"
        answer = client.post(
            "/sparql",
            params={"default-graph-uri": default, "named-graph-uri": named},
            content=f"BASE <{case.base}>\n{case.text}".encode(),
            headers={
                "Content-Type": "application/sparql-query",
                "Accept": f"{accept}, application/sparql-results+xml;q=0.9, text/turtle;q=0.1",
            },
        )
        if case.outcome is None:
            _status(case, answer)
            return
        if answer.status_code != 200:
            raise Unlike(f"{answer.status_code} {answer.json().get('detail')}")
        media = answer.headers["content-type"].partition(";")[0]
        tabular = media in {_MEDIA[end] for end in (".srx", ".srj", ".tsv", ".csv")}
        _compare(case, answer.content, tabular=tabular)

    return run


def update_over_http(admin: httpx2.Client, all_of_them: list[Case]) -> Callable[[Case], None]:
    """Runs updates, each on its own dataset; graphs that come and go have names of the suite."""
    states = [state for case in all_of_them for state in (case.before, case.after) if state]
    graphs = sorted({name for state in states for name in state.named})

    def run(case: Case) -> None:
        if case.after is None:
            _status(
                case, admin.post("/sparql", data={"update": f"BASE <{case.base}>\n{case.text}"})
            )
            return
        drops = [f"DROP SILENT GRAPH <{graph}>" for graph in (STANDARD.value, *graphs)]
        files = _files(case.before, STANDARD)
        blocks = " ".join(_block(_quads(file, graph), graph) for file, graph in files)
        changed(admin, " ; ".join((*drops, f"INSERT DATA {{ {blocks} }}")))
        dataset = {"using_graph_uri": [STANDARD.value], "using_named_graph_uri": graphs}
        own = _OWN_DATASET.search(case.text)
        changed(admin, f"BASE <{case.base}>\n{case.text}", **({} if own else dataset))
        expected, found = ox.Store(), ox.Store()
        for file, graph in _files(case.after, STANDARD):
            expected.extend(_quads(file, graph))
        for name in (STANDARD.value, *graphs):
            answer = admin.get("/graph-store", params={"graph": name, "format": "nt"})
            if answer.status_code == 200:
                text = _GENID.sub(r"_:b\1", answer.text)
                found.extend(
                    ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name))
                    for t in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)
                )
        _same(_canonical(found), _canonical(expected))

    return run


def _status(case: Case, answer: httpx2.Response) -> None:
    refused = answer.status_code == 400
    known = (
        {"bad-query", "bad-input"} >= {answer.json()["type"].rpartition("#")[2]} if refused else 1
    )
    if answer.status_code not in {200, 400} or not known:
        raise Unlike(f"{answer.status_code} {answer.json().get('detail')}")
    could = refused and "ließ sich nicht" in answer.json()["detail"]  # read, but not carried out
    if (refused and not could) == case.kind.startswith("Positive"):
        raise Unlike("refused" if refused else "accepted")


# -- comparing -------------------------------------------------------------------------------------


def _compare(case: Case, body: bytes, *, tabular: bool) -> None:
    assert case.outcome is not None
    expected = case.outcome.read_bytes()
    if not tabular:
        _same(_graph(body, ".nt", case), _graph(expected, case.outcome.suffix, case))
    elif case.outcome.suffix == ".csv":
        _same(_lines(body), _lines(expected))
    else:
        _same(_rows(body, case.outcome.suffix), _rows(expected, case.outcome.suffix))


def _same(found: object, expected: object) -> None:
    if found != expected:
        raise Unlike(f"{str(found)[:140]} instead of {str(expected)[:140]}")


def _lines(body: bytes) -> tuple[str, Counter[str]]:
    heading, *lines = body.decode().replace("\r\n", "\n").splitlines()
    return heading, Counter(re.sub(r"_:\w+|b\d\b", "_:x", line) for line in lines)


def _graph(body: bytes, suffix: str, case: Case) -> object:
    form = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML}.get(
        suffix, ox.RdfFormat.N_TRIPLES
    )
    store = ox.Store()
    text = _GENID.sub(r"_:b\1", body.decode())
    store.extend(ox.Quad(*q) for q in ox.parse(text, format=form, base_iri=case.base))
    return _canonical(store)


def _rows(body: bytes, suffix: str) -> object:
    """The solutions as a canonical dataset, each a blank node with its values; or the answer."""
    form = ox.QueryResultsFormat.from_media_type(_MEDIA.get(suffix, ""))
    results = ox.parse_query_results(_unskolemised(body), format=form or ox.QueryResultsFormat.XML)
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    solutions = [[solution[name] for name in names] for solution in results]
    return sorted(names), _canonical(_reified(names, solutions))


def _unskolemised(body: bytes) -> bytes:
    """An answer with blank nodes of the data as blank nodes again, in XML, JSON and TSV."""
    genid = rb"https?://[^\s<>\"]*/\.well-known/genid/(\w+)"
    body = re.sub(rb"<uri>" + genid + rb"</uri>", rb"<bnode>b\1</bnode>", body)
    body = re.sub(
        rb'"type":"uri","value":"' + genid + rb'"', rb'"type":"bnode","value":"b\1"', body
    )
    return re.sub(rb"<" + genid + rb">", rb"_:b\1", body)


def _reified(names: list[str], solutions: list[list[object]]) -> ox.Store:
    store = ox.Store()
    for solution in solutions:
        row = ox.BlankNode()
        store.add(ox.Quad(row, ox.NamedNode(RESULT + "row"), ox.Literal(True)))
        for name, value in zip(names, solution, strict=True):
            if value is not None:
                store.add(ox.Quad(row, ox.NamedNode(f"{RESULT}var-{name}"), value))  # type: ignore[arg-type]
    return store


def _canonical(store: ox.Store) -> list[str]:
    """All quads with canonical names of blank nodes, sorted; literals as the store keeps them."""
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(str(quad) for quad in dataset)


# -- files -----------------------------------------------------------------------------------------

Graph = ox.NamedNode | ox.DefaultGraph


def _files(state: State, default: Graph) -> Iterator[tuple[Path, Graph]]:
    yield from ((file, default) for file in state.default)
    yield from ((file, ox.NamedNode(name)) for name, file in state.named.items())


def _graph_of(file: Path) -> ox.NamedNode:
    return ox.NamedNode(file.as_uri())


def _quads(file: Path, graph: Graph) -> list[ox.Quad]:
    form = ox.RdfFormat.from_extension(file.suffix[1:]) or ox.RdfFormat.TURTLE
    found = ox.parse(path=str(file), format=form, base_iri=file.as_uri(), rename_blank_nodes=True)
    return [ox.Quad(q.subject, q.predicate, q.object, graph) for q in found]


def _block(quads: list[ox.Quad], graph: Graph) -> str:
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    assert triples is not None
    return f"GRAPH {graph} {{ {triples.decode()} }}"
