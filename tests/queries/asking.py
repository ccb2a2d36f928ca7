"""Graphs as the service holds them, and named queries asked of them without a service."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox
from tests import content

from leitgraph.catalog.binding import bound
from leitgraph.config import VOCAB_BASE, Settings
from leitgraph.demo import generate
from leitgraph.model import Patch, Query, Role
from leitgraph.store.rdf.layers import CATALOGUE, SICHTBARKEIT
from leitgraph.store.rdf.skolem import canonical
from leitgraph.store.sparql import guard
from leitgraph.store.views import dataset_for, open_view
from leitgraph.writing.seed import shipped

SETTINGS = Settings()
BASE = SETTINGS.base
FIXTURES = Path(__file__).parent
TODAY = "2026-11-21"
LARGE = 100_000
Row = dict[str, str]


@cache
def everything() -> ox.Store:
    """All that ships, as after the first start: every city, the demo city, inferences drawn."""
    return _view((d["path"], d["graph"]) for parcel in shipped(SETTINGS) for d in parcel.documents)


@cache
def only(name: str) -> ox.Store:
    """Ontology, code lists and one file of this folder, inferences drawn."""
    return with_ontology([(FIXTURES / name, f"{BASE}/pruefstadt/graph/{name[:-4]}")])


def with_ontology(files: Iterable[tuple[Path, str]]) -> ox.Store:
    """Ontology, code lists and some files in their graphs, inferences drawn."""
    ontology = [(d["path"], d["graph"]) for d in shipped(SETTINGS)[0].documents]
    return _view([*ontology, *((str(path), graph) for path, graph in files)])


@cache
def large() -> ox.Store:
    """The demo city in ``LARGE`` triples, beside the ontology, inferences drawn."""
    with TemporaryDirectory() as directory:
        file = Path(directory) / "alles.ttl"
        file.write_bytes(b"".join(generate(LARGE)))
        return with_ontology([(file, f"{BASE}/musterstadt/graph/alles")])


def _view(files: Iterable[tuple[str, str]]) -> ox.Store:
    scratch = ox.Store()
    for path, graph in files:
        node = ox.NamedNode(graph)
        scratch.bulk_load(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE + "/", to_graph=node)
        scratch.add(ox.Quad(node, SICHTBARKEIT, ox.Literal("public"), CATALOGUE))
    view = open_view("memory", Path("unused"))
    view.replay([Patch(canonical(scratch, BASE), b"", "Prüfung", "Prüfung", number=1, hash="0")])
    return view.store_for_reader()


def asked(slug: str, store: ox.Store | None = None, **parameters: str) -> list[Row]:
    """What a named query answers; of all that ships, or of another store."""
    return answered(content.queries()[slug], store, **parameters)


def answered(query: Query, store: ox.Store | None = None, **parameters: str) -> list[Row]:
    """Rows as short texts: IRIs without the base, codes as list/code, nothing as ""."""
    found = solutions(query, store, **parameters)
    names = [variable.value for variable in found.variables]
    return [{name: _short(row[name]) for name in names} for row in found]


def solutions(query: Query, store: ox.Store | None = None, **parameters: str) -> ox.QuerySolutions:
    """The terms, as the engine gives them."""
    store = everything() if store is None else store
    text = bound(query, parameters, base=BASE, today=TODAY, codes=content.ontology().codes)
    default, named = dataset_for(store, Role.PUBLIC)
    found = store.query(
        text,
        base_iri=BASE + "/",
        prefixes=dict(guard.PREFIXES),
        default_graph=default,
        named_graphs=list[ox.NamedNode | ox.BlankNode](named),
    )
    assert isinstance(found, ox.QuerySolutions)
    return found


def everywhere(query: Query) -> dict[str, str]:
    """Parameters that ask of all cities, on a fixed day."""
    names = {parameter.name for parameter in query.parameters}
    fixed = {"stichtag": "2025-06-30"} if "stichtag" in names else {}
    return fixed | {p.name: "*" for p in query.parameters if not p.required}


def shown(rows: list[Row], keys: Iterable[str]) -> list[Row]:
    """Some columns of the rows."""
    return [{key: row[key] for key in keys} for row in rows]


def _short(term: Any) -> str:
    if term is None:
        return ""
    return str(term.value).removeprefix(BASE + "/").removeprefix(VOCAB_BASE)
