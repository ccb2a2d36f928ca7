"""Write jobs over documents: ``load``, ``gsp-put``, ``gsp-post``, ``gsp-delete``, ``drop``.

Each runs in a one-shot reader: it parses the foreign bytes, compares them with what the graph
holds, and hands back the difference as one patch. Nothing changes but by that patch.
"""

from __future__ import annotations

from pathlib import Path
from typing import Required

import pyoxigraph as ox

from leitgraph.errors import BadData, Forbidden, NotFound
from leitgraph.queries.dataset import holds
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.rdf.layers import CATALOGUE, STANDARD, check_writable
from leitgraph.store.rdf.rdf_input import read_into
from leitgraph.store.rdf.skolem import canonical, diff, graph_lines, parse_lines
from leitgraph.writing.multipart import parts
from leitgraph.writing.patching import (
    ConditionsPayload,
    GraphFacts,
    GraphFactsPayload,
    catalogue_change,
    graph_node,
    hand_over,
    hold,
    merge,
    uncatalogue,
)


class DocumentPayload(GraphFactsPayload, total=False):
    """One document to be loaded; see ``load``."""

    graph: str
    format: Required[str]
    path: str
    size: int
    base: str
    name: str


class LoadPayload(GraphFactsPayload, total=False):
    """Documents, how they are loaded, and graphs to empty."""

    documents: Required[list[DocumentPayload]]
    mode: str
    remove: list[str]


class GraphPayload(GraphFactsPayload, ConditionsPayload, total=False):
    """One graph, the format of the body, and the state that it must be in."""

    graph: str | None
    format: str


def load(ctx: ReaderContext, payload: LoadPayload, body: bytes, out: Out) -> None:
    """Load documents, each into its graph; what a graph held before and they do not say goes.

    Payload: ``documents``, each with ``graph`` (may be absent where the format names graphs),
    ``format``, and either ``path`` (a file of this machine) or ``size`` (bytes of the body, in
    order; absent: the rest), optionally ``name``, ``visibility``, ``label``, ``source``,
    ``synthetic``. ``mode``: ``replace`` (default) or ``add``. ``remove``: graphs to empty.
    """
    scratch = ox.Store()
    said: dict[ox.NamedNode, GraphFacts] = {}
    position = read = 0
    adds_only = payload.get("mode", "replace") == "add"
    for document in payload["documents"]:
        graph = graph_node(document["graph"]) if document.get("graph") else None
        if document.get("path"):
            data = Path(document["path"]).read_bytes()
        else:
            size = document.get("size", len(body) - position)
            data = body[position : position + size]
            position += size
        read += read_into(
            scratch,
            data,
            format_=str(document["format"]),
            base=str(document.get("base") or ctx.base),
            graph=graph,
            name=str(document.get("name") or ""),
        )
        if graph is not None:
            said[graph] = GraphFacts.of(document)
    if next(iter(scratch.quads_for_pattern(None, None, None, ox.DefaultGraph())), None):
        raise BadData(
            "Das Dokument hat Tripel ohne Graph; bitte den Graphen nennen.",
            "The document has triples without a graph; please name the graph.",
        )
    named = list(scratch.named_graphs())
    found = [graph for graph in named if isinstance(graph, ox.NamedNode)]
    if len(found) < len(named):
        raise BadData(
            "Das Dokument hat einen Graphen ohne IRI (einen leeren Knoten); bitte benennen.",
            "The document has a graph without IRI (a blank node); please name it.",
        )
    check_writable(found)
    for graph in () if adds_only else said:
        if not scratch.contains_named_graph(graph):
            _not_by_accident(ctx, graph)
    facts = GraphFacts.of(payload)
    targets = {**{graph: facts for graph in found}, **said}
    gone = [graph_node(iri) for iri in payload.get("remove", [])]
    _replace(ctx, scratch, targets, gone, out, adds_only=adds_only, read=read)


def gsp_put(ctx: ReaderContext, payload: GraphPayload, body: bytes, out: Out) -> None:
    """Graph Store Protocol PUT: the graph holds exactly the body afterwards."""
    _one_graph(ctx, payload, body, out, adds_only=False)


def gsp_post(ctx: ReaderContext, payload: GraphPayload, body: bytes, out: Out) -> None:
    """Graph Store Protocol POST: the graph holds the body as well afterwards."""
    _one_graph(ctx, payload, body, out, adds_only=True)


def gsp_delete(ctx: ReaderContext, payload: GraphPayload, body: bytes, out: Out) -> None:
    """Graph Store Protocol DELETE: the graph is gone. ``NotFound`` if there is none."""
    graph = _graph(payload)
    if graph == CATALOGUE:
        raise Forbidden(
            "Der Katalog der Graphen lässt sich nicht löschen.",
            "The catalogue of graphs cannot be deleted.",
        )
    hold(ctx, payload, graph)
    removed = graph_lines(ctx.store, graph)
    if not removed and payload.get("graph"):  # a default graph is always there
        raise NotFound(
            f"Es gibt keinen Graphen <{graph.value}>.", f"There is no graph <{graph.value}>."
        )
    removed = merge(removed, uncatalogue(ctx, graph), ctx.settings.base)
    hand_over(ctx, out, b"", removed, {})


def _graph(payload: GraphPayload) -> ox.NamedNode:
    """The graph that is meant; what is written to none goes to the standard graph (ADR 16)."""
    return graph_node(str(payload.get("graph") or STANDARD.value))


def _one_graph(
    ctx: ReaderContext, payload: GraphPayload, body: bytes, out: Out, *, adds_only: bool
) -> None:
    graph = _graph(payload)
    hold(ctx, payload, graph)
    scratch = ox.Store()
    # What the document names without a scheme is meant beside the graph (GSP, section 5.3); a file
    # brings no address of its own, so what it calls <> is the graph.
    base = graph.value if payload.get("graph") else ctx.base
    read = 0
    for name, form, data in parts(str(payload["format"]), body):
        read += read_into(scratch, data, format_=form, base=base, graph=graph, name=name)
    if not read and not adds_only:
        _not_by_accident(ctx, graph)
    others = [node for node in scratch.named_graphs() if node != graph]
    if others:
        raise BadData(
            f"Das Dokument nennt einen anderen Graphen als <{graph.value}>: {others[0]}.",
            f"The document names another graph than <{graph.value}>: {others[0]}.",
        )
    facts = {graph: GraphFacts.of(payload)}
    _replace(ctx, scratch, facts, [], out, adds_only=adds_only, read=read)


def _not_by_accident(ctx: ReaderContext, graph: ox.NamedNode) -> None:
    """``BadData`` if a document without any statement would empty a graph that has some."""
    if holds(ctx, graph):
        raise BadData(
            f"Das Dokument macht keine Aussage; der Graph <{graph.value}> wäre danach leer. Ist "
            "das gemeint, bitte den Graphen löschen (DELETE).",
            f"The document makes no statement; the graph <{graph.value}> would be empty. If that "
            "is meant, please delete the graph (DELETE).",
        )


def _replace(
    ctx: ReaderContext,
    scratch: ox.Store,
    targets: dict[ox.NamedNode, GraphFacts],
    gone: list[ox.NamedNode],
    out: Out,
    *,
    adds_only: bool,
    read: int,
) -> None:
    """The patch that makes the target graphs hold what the scratch store says."""
    base = ctx.settings.base
    # Entries of the catalogue are merged, never replaced whole: it speaks of other graphs too.
    brought = list(scratch.quads_for_pattern(None, None, None, CATALOGUE))
    scratch.remove_graph(CATALOGUE)
    targets.pop(CATALOGUE, None)
    if adds_only and not gone:
        # Only what is new is looked up: listing the graph would cost more the larger it is.
        said = canonical(scratch, base)
        pairs = zip(said.splitlines(keepends=True), parse_lines(said), strict=True)
        added = b"".join(line for line, quad in pairs if quad not in ctx.store)
        removed = b""
    else:
        old = b"".join(graph_lines(ctx.store, graph) for graph in [*targets, *gone])
        added, removed = diff(old, canonical(scratch, base))
        if adds_only:
            removed = b""
    held = {graph for graph in targets if holds(ctx, graph)}
    filled = {
        graph: facts for graph, facts in targets.items() if scratch.contains_named_graph(graph)
    }
    entries, outdated = catalogue_change(ctx, filled, brought)
    for graph in gone:
        outdated += uncatalogue(ctx, graph)
    added, removed = merge(added, entries, base), merge(removed, outdated, base)
    created = bool(set(filled) - held)
    hand_over(
        ctx,
        out,
        added,
        removed,
        {"created": created, "read": read, "graphs": [g.value for g in targets]},
    )


LOAD = Job("load", LoadPayload, load)
GSP_PUT = Job("gsp-put", GraphPayload, gsp_put)
GSP_POST = Job("gsp-post", GraphPayload, gsp_post)
GSP_DELETE = Job("gsp-delete", GraphPayload, gsp_delete)
DROP = Job("drop", GraphPayload, gsp_delete)
