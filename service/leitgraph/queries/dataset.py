"""Which graphs a query reads: those it names, as far as the principal sees them.

A graph that is not visible is simply empty; nothing tells it from one that does not exist. Two or
more default graphs are merged into a store of their own first: read side by side, the engine
would give a triple that stands in both of them twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from leitgraph.store.host.job import GraphName, ReaderContext


@dataclass(frozen=True)
class Selected:
    """Where to ask, with both lists that confine the query."""

    store: ox.Store
    default_graph: list[GraphName]
    named_graphs: list[ox.NamedNode | ox.BlankNode]

    def knows(self, iri: str, named: bool) -> bool:
        """True if the thing stands in a triple of the default graph; ``named``: of any graph."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return True
        graphs = (*self.default_graph, *(self.named_graphs if named else ()))
        return any(
            next(iter(self.store.quads_for_pattern(subject, None, value, graph)), None) is not None
            for graph in graphs
            for subject, value in ((node, None), (None, node))
        )


def select(ctx: ReaderContext, query: str, default: list[str], named: list[str]) -> Selected:
    """The dataset of a query; without names, all that the principal sees.

    With names the dataset is exactly these (SPARQL 1.1, section 13.2): no other default graph, no
    other named graphs; what follows from them is in it only where the inferred graph is named.
    """
    if not default and not named:
        return Selected(*ctx.dataset(query))
    visible = set(ctx.named_graphs)
    chosen = [graph for graph in _nodes(default) if graph in visible]
    others: list[ox.NamedNode | ox.BlankNode] = [
        graph for graph in _nodes(named) if graph in visible
    ]
    if len(chosen) < 2:
        return Selected(ctx.store, list(chosen), list(others))
    merged = ox.Store()
    for graph in chosen:
        quads = ctx.store.quads_for_pattern(None, None, None, graph)
        merged.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    for other in others:
        merged.bulk_extend(ctx.store.quads_for_pattern(None, None, None, other))
    return Selected(merged, [ox.DefaultGraph()], list(others))


def holds(ctx: ReaderContext, graph: ox.NamedNode) -> bool:
    """True if there is something in the graph; the engine remembers the names of emptied ones."""
    return next(iter(ctx.store.quads_for_pattern(None, None, None, graph)), None) is not None


def _nodes(iris: list[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri) for iri in dict.fromkeys(iris)]
