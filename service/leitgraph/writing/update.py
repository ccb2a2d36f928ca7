"""Write job ``update``: SPARQL Update on the reader's private copy; the difference is the patch.

The WHERE part sees what is public as default graph, and every named graph. Only named graphs are
written. Payload: ``update`` (or the body).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox

from leitgraph.errors import BadQuery, Forbidden
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.rdf.layers import CATALOGUE, SYSTEM_GRAPHS, check_writable
from leitgraph.store.rdf.skolem import canonical_quads, diff, graph_lines, parse_lines
from leitgraph.store.sparql import functions, guard
from leitgraph.store.sparql.complaint import complaint
from leitgraph.store.sparql.tokens import place, tokenise
from leitgraph.writing.patching import (
    GraphFacts,
    GraphFactsPayload,
    catalogue_change,
    hand_over,
    merge,
    undo,
)

UPDATE_BYTES = 1 << 20


class UpdatePayload(GraphFactsPayload, total=False):
    """An update, or it is the body."""

    update: str


def update(ctx: ReaderContext, payload: UpdatePayload, body: bytes, out: Out) -> None:
    """Run a SPARQL Update."""
    text = str(payload.get("update") or "") or body.decode("utf-8", "replace")
    size = max(UPDATE_BYTES, ctx.settings.query_bytes)
    checked = guard.check_update(text, base=ctx.base, size=size)
    if checked.default_graph_at is not None:
        where = place(text, checked.default_graph_at)
        raise BadQuery(
            f"Zeile {where['line']}, Spalte {where['column']}: Hier würde in den Standardgraphen "
            "geschrieben. Bitte den Graphen mit WITH <…> oder GRAPH <…> { … } nennen.",
            f"Line {where['line']}, column {where['column']}: this would write to the default "
            "graph. Please name the graph with WITH <…> or GRAPH <…> { … }.",
            **where,
        )
    named = {ox.NamedNode(iri) for iri in checked.graphs}
    check_writable(named)
    store = ctx.store
    data = _data_only(text)
    if data is None:
        before = _lines(store, named, everywhere=checked.any_graph)
        _run(store, text, ctx.base, checked.functions)
        after = _lines(store, named, everywhere=checked.any_graph)
    else:
        # Only what the text names is looked up; listing a graph costs more the larger it is.
        scratch = ox.Store()
        if not data.inserts:
            _run(scratch, text, ctx.base)  # what may not stand in DELETE DATA is refused
        _run(scratch, data.text, ctx.base)
        for quad in list(scratch):
            if (quad in store) == data.inserts:
                scratch.remove(quad)
        change = _lines(scratch, named, everywhere=False)
        before, after = ({}, change) if data.inserts else (change, {})
    added, removed = b"", b""
    written: list[ox.NamedNode] = []
    for graph in sorted({*before, *after}, key=str):
        more, less = diff(before.get(graph, b""), after.get(graph, b""))
        if (more or less) and graph in SYSTEM_GRAPHS:
            raise Forbidden(
                f"Der Graph {graph} wird von Leitgraph selbst geführt.",
                f"The graph {graph} is kept by Leitgraph itself.",
                graph=str(graph),
            )
        if more:
            written.append(graph)
        added += more
        removed += less
    undo(store, added, removed)
    base = ctx.settings.base
    if b"_:" in added:
        added = canonical_quads(parse_lines(added), base)
    new = {graph: GraphFacts.of(payload) for graph in written if graph != CATALOGUE}
    entries, outdated = catalogue_change(ctx, new)
    added = b"".join(sorted(added.splitlines(keepends=True)))
    removed = b"".join(sorted(removed.splitlines(keepends=True)))
    added, removed = merge(added, entries, base), merge(removed, outdated, base)
    hand_over(ctx, out, added, removed, {"graphs": [graph.value for graph in written]})


class _Data(NamedTuple):
    """An update of INSERT DATA alone or of DELETE DATA alone; ``text`` inserts it in both cases."""

    inserts: bool
    text: str


def _data_only(text: str) -> _Data | None:
    """None if there is any other operation, or both kinds."""
    kinds: set[str] = set()
    replaced, end, depth = "", 0, 0
    tokens = tokenise(text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        if token.kind != "word" or depth:
            continue
        word = token.text.upper()
        if word in {"INSERT", "DELETE"} and following and following.text.upper() == "DATA":
            kinds.add(word)
            replaced += text[end : token.start] + "INSERT"
            end = token.start + len(token.text)
        elif word not in {"DATA", "PREFIX", "BASE"}:
            return None
    return _Data(kinds == {"INSERT"}, replaced + text[end:]) if len(kinds) == 1 else None


def _run(store: ox.Store, text: str, base: str, called: Iterable[str] = ()) -> None:
    """Run it in a private store; ``BadQuery`` if it is not valid or cannot be carried out."""
    try:
        store.update(
            text,
            base_iri=base,
            prefixes=dict(guard.PREFIXES),
            custom_functions=functions.lacking(called),
        )
    except SyntaxError as error:
        raise complaint(text, error, guard.PREFIXES) from error
    except (OSError, RuntimeError) as error:
        raise BadQuery(
            f"Die Änderung ließ sich nicht ausführen: {error}",
            f"The update could not be carried out: {error}",
        ) from error


def _lines(
    store: ox.Store, named: set[ox.NamedNode], *, everywhere: bool
) -> dict[ox.NamedNode, bytes]:
    graphs = set(named)
    if everywhere:
        graphs |= {graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    return {graph: graph_lines(store, graph) for graph in graphs}


UPDATE = Job("update", UpdatePayload, update)
