"""Jobs ``export`` (all that the principal sees, with graphs) and ``gsp-get`` (one graph)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypedDict

import pyoxigraph as ox

from leitgraph.errors import NotAcceptable, NotFound
from leitgraph.queries.dataset import holds
from leitgraph.queries.formats import GRAPHS, SHORTER, Choice, Format, Formats
from leitgraph.queries.query import capped, written
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.rdf.layers import SYSTEM_GRAPHS
from leitgraph.store.sparql.prefixes import PREFIXES

_SHORTENED = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
"""Formats that are a third smaller with prefixes."""


class ExportPayload(TypedDict, total=False):
    """``inferred``: with the graphs of what follows."""

    format: str
    inferred: bool


def export(ctx: ReaderContext, payload: ExportPayload, body: bytes, out: Out) -> None:
    """Every named graph that the principal sees, as N-Quads (default) or TriG.

    Payload: ``format``; ``inferred`` true adds the graphs of what follows. Loading the result
    into an empty instance gives the same graphs again.
    """
    name = str(payload.get("format") or "nquads").lower()
    name = SHORTER.get(name, name)
    if name not in {"nquads", "trig", "jsonld"}:
        raise NotAcceptable(
            "Alles auf einmal gibt es als nquads, trig oder jsonld.",
            "All at once is on offer as nquads, trig or jsonld.",
        )
    media, form = GRAPHS[name]
    inferred = bool(payload.get("inferred"))
    graphs = [g for g in ctx.named_graphs if inferred or g not in SYSTEM_GRAPHS]
    out.head({"content_type": media, "format": name, "graphs": len(graphs)})
    _send(ctx, name, _quads(ctx, graphs), form, out)


EXPORT = Job("export", ExportPayload, export)


class GraphPayload(TypedDict, total=False):
    """A graph, or without one the default graph."""

    graph: str
    format: str
    formats: Formats


def gsp_get(ctx: ReaderContext, payload: GraphPayload, body: bytes, out: Out) -> None:
    """Graph Store Protocol GET: payload ``graph`` (absent: default graph), ``format``/``formats``.

    ``NotFound`` if there is no such graph, or none that the principal may see.
    """
    name, media, form = Choice.of(payload).taken(tabular=False)
    if not payload.get("graph"):
        out.head({"content_type": media, "format": name})
        _send(ctx, name, _triples(ctx, ctx.default_graph), form, out)
        return
    iri = str(payload["graph"])
    known = {graph.value: graph for graph in ctx.named_graphs}
    if iri not in known or not holds(ctx, known[iri]):
        raise NotFound(f"Es gibt keinen Graphen <{iri}>.", f"There is no graph <{iri}>.")
    out.head({"content_type": media, "format": name})
    _send(ctx, name, _triples(ctx, [known[iri]]), form, out)


GSP_GET = Job("gsp-get", GraphPayload, gsp_get)


def _send(
    ctx: ReaderContext,
    name: str,
    statements: Iterable[ox.Quad] | Iterable[ox.Triple],
    form: Format,
    out: Out,
) -> None:
    """Serialise within the size that the role may have; all rows of a graph may go out."""
    sink = capped(ctx, out, None)
    prefixes = dict(PREFIXES) if form in _SHORTENED else None
    written(
        sink,
        lambda: ox.serialize(statements, sink, format=form, prefixes=prefixes),  # type: ignore[arg-type]
    )


def _quads(ctx: ReaderContext, graphs: list[ox.NamedNode]) -> Iterator[ox.Quad]:
    for graph in graphs:
        yield from ctx.store.quads_for_pattern(None, None, None, graph)


def _triples(ctx: ReaderContext, graphs: list[Any]) -> Iterator[ox.Triple]:
    for quad in _quads(ctx, graphs):
        yield quad.triple
