"""Jobs ``export`` (all that the principal sees, with graphs) and ``gsp-get`` (one graph)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, TypedDict

import pyoxigraph as ox
import zstandard

from leitgraph.errors import NotAcceptable, NotFound
from leitgraph.queries.dataset import holds
from leitgraph.queries.formats import GRAPHS, SHORTER, Choice, Format, Formats
from leitgraph.queries.query import capped, written
from leitgraph.queries.rows import Capped
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.rdf.layers import SYSTEM_GRAPHS
from leitgraph.store.sparql.prefixes import PREFIXES

_SHORTENED = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
"""Formats that are a third smaller with prefixes."""


class ExportPayload(TypedDict, total=False):
    """``inferred``: with the graphs of what follows; ``city``: only the graphs of this one;
    ``compression``: ``gzip`` or ``zstd``."""

    format: str
    inferred: bool
    city: str
    compression: str


def export(ctx: ReaderContext, payload: ExportPayload, body: bytes, out: Out) -> None:
    """Every named graph that the principal sees, as N-Quads (default) or TriG.

    Payload: ``format``; ``inferred`` true adds the graphs of what follows. Loading the result
    into an empty instance gives the same graphs again. ``NotFound`` for a city of which the
    principal sees no graph.
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
    city = payload.get("city")
    if city:
        below = f"{ctx.settings.base}/{city}/"
        graphs = [g for g in graphs if g.value.startswith(below) and holds(ctx, g)]
        if not graphs:
            raise NotFound(
                f"Von „{city}“ gibt es hier keinen Graphen.", f"There is no graph of “{city}” here."
            )
    compression = str(payload.get("compression") or "")
    if compression:
        media = COMPRESSED[compression]
    out.head({"content_type": media, "format": name, "graphs": len(graphs)})
    _send(ctx, name, _quads(ctx, graphs), form, out, compression)


COMPRESSED = {"gzip": "application/gzip", "zstd": "application/zstd"}
"""Media types of what is compressed as a whole."""
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
    compression: str = "",
) -> None:
    """Serialise within the size that the role may have; all rows of a graph may go out."""
    sink = capped(ctx, out, None)
    prefixes = dict(PREFIXES) if form in _SHORTENED else None
    into = _Compressing(sink, compression) if compression else sink

    def write() -> None:
        ox.serialize(statements, into, format=form, prefixes=prefixes)  # type: ignore[arg-type]
        if isinstance(into, _Compressing):
            into.end()

    written(sink, write)


class _Compressing:
    """A file for the engine to write to, compressed piece by piece into the one behind it."""

    def __init__(self, behind: Capped, how: str) -> None:
        self._behind = behind
        # 31: with the head and end of gzip, which then holds no time: the same graph, same bytes.
        self._by = zlib.compressobj(wbits=31) if how == "gzip" else _zstd()

    def write(self, data: bytes) -> int:
        """More bytes."""
        self._behind.write(self._by.compress(data))
        return len(data)

    def flush(self) -> None:
        """Nothing: pieces go on when they are large enough."""

    def end(self) -> None:
        """What is still held."""
        self._behind.write(self._by.flush())


def _zstd() -> zstandard.ZstdCompressionObj:
    return zstandard.ZstdCompressor(level=6, write_checksum=True).compressobj()


def _quads(ctx: ReaderContext, graphs: list[ox.NamedNode]) -> Iterator[ox.Quad]:
    for graph in graphs:
        yield from ctx.store.quads_for_pattern(None, None, None, graph)


def _triples(ctx: ReaderContext, graphs: list[Any]) -> Iterator[ox.Triple]:
    for quad in _quads(ctx, graphs):
        yield quad.triple
