"""Write job ``update``: SPARQL Update on the reader's private copy; the difference is the patch.

The WHERE part sees what is public as default graph, and every named graph. Only named graphs are
written: what an operation writes without naming one goes to the standard graph, which it then reads
as well (ADR 16). Payload: ``update`` (or the body); ``using_graph_uris`` and
``using_named_graph_uris``; ``graph``, if the update is about that one alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any, NamedTuple

import pyoxigraph as ox

from leitgraph.errors import BadInput, BadQuery, Forbidden
from leitgraph.queries.query import absolute
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.rdf.layers import CATALOGUE, KEPT, STANDARD, SYSTEM_GRAPHS, check_writable
from leitgraph.store.rdf.skolem import canonical_quads, diff, graph_lines, parse_lines
from leitgraph.store.sparql import functions, guard
from leitgraph.store.sparql.aim import Aim, aimed
from leitgraph.store.sparql.complaint import complaint
from leitgraph.store.sparql.tokens import tokenise
from leitgraph.writing.patching import (
    ConditionsPayload,
    GraphFacts,
    GraphFactsPayload,
    catalogue_change,
    graph_node,
    hand_over,
    hold,
    merge,
    undo,
)

UPDATE_BYTES = 1 << 20
_EVERYTHING = {"ALL", "NAMED"}


class UpdatePayload(GraphFactsPayload, ConditionsPayload, total=False):
    """An update, or it is the body."""

    update: str
    graph: str
    using_graph_uris: list[str]
    using_named_graph_uris: list[str]


def update(ctx: ReaderContext, payload: UpdatePayload, body: bytes, out: Out) -> None:
    """Run a SPARQL Update."""
    text = str(payload.get("update") or "") or body.decode("utf-8", "replace")
    size = max(UPDATE_BYTES, ctx.settings.query_bytes)
    checked = guard.check_update(text, base=ctx.base, size=size)
    if not checked.form:  # nothing but a prologue
        hand_over(ctx, out, b"", b"", {"graphs": []})
        return
    aim = _aim(ctx, payload)
    named = {ox.NamedNode(iri) for iri in checked.graphs}
    hold(ctx, payload, graph_node(aim.graph))
    everything = bool(_EVERYTHING & set(checked.removed))
    if payload.get("graph") and (named or checked.any_graph or everything):
        raise BadInput(
            "Diese Änderung gilt einem Graphen; sie darf keinen anderen nennen.",
            "This update is about one graph; it must not name another.",
        )
    if checked.default_graph_at is not None:
        named.add(ox.NamedNode(aim.graph))
        if everything:
            named |= {ox.NamedNode(iri) for iri in aim.everything}
    check_writable(named)
    original, text = text, aimed(text, aim)
    store = ctx.store
    data = _data_only(text)
    if data is None:
        if checked.default_graph_at is not None:
            store.add_graph(ox.NamedNode(aim.graph))  # a default graph is always there
        before = _lines(store, named, everywhere=checked.any_graph)
        _run(store, text, ctx.base, original, checked.functions)
        after = _lines(store, named, everywhere=checked.any_graph)
    else:
        # Only what the text names is looked up; listing a graph costs more the larger it is.
        scratch = ox.Store()
        if not data.inserts:
            _run(scratch, text, ctx.base, original)  # what may not stand in DELETE DATA is refused
        _run(scratch, data.text, ctx.base, original)
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


def _aim(ctx: ReaderContext, payload: UpdatePayload) -> Aim:
    """Where the update goes, and what it reads."""
    kept = SYSTEM_GRAPHS | KEPT
    everything = [graph.value for graph in ctx.named_graphs if graph not in kept]
    return Aim(
        str(payload.get("graph") or STANDARD.value),
        everything,
        absolute(payload, "using_graph_uris"),
        absolute(payload, "using_named_graph_uris"),
    )


def _run(store: ox.Store, text: str, base: str, original: str, called: Iterable[str] = ()) -> None:
    """Run it in a private store; ``BadQuery`` if it is not valid or cannot be carried out."""
    options: dict[str, Any] = {"base_iri": base, "prefixes": dict(guard.PREFIXES)}
    try:
        store.update(text, custom_functions=functions.lacking(called), **options)
    except SyntaxError as error:
        if text != original:
            with contextlib.suppress(OSError, RuntimeError):
                _run(ox.Store(), original, base, original, called)  # for the right place
        raise complaint(original, error, guard.PREFIXES) from error
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
