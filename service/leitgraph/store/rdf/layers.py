"""Names of the system graphs, who sees which graph, and what a patch may touch.

A union of many graphs costs a read 2 to 6 times its time and gives solutions twice. So the view
keeps *layers*: the store's default graph holds what the public may know (the set union of all
public graphs and what follows from them), and ``INTERNAL_LAYER`` what is true beyond that once
the internal graphs count too. The two are disjoint, so reading both gives no solution twice.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from leitgraph.config import NS, ONTOLOGY_GRAPH
from leitgraph.errors import Forbidden
from leitgraph.model import Role
from leitgraph.store.rdf.terms import Graph

PUBLIC_LAYER = ox.DefaultGraph()
INTERNAL_LAYER = ox.NamedNode("urn:leitgraph:layer:internal")
INFERRED_PUBLIC = ox.NamedNode("https://w3id.org/insek/graph/inferred")
INFERRED_INTERNAL = ox.NamedNode("urn:leitgraph:inferred:internal")
STATE = ox.NamedNode("urn:leitgraph:state")
SYSTEM_GRAPHS: frozenset[Graph] = frozenset(
    {PUBLIC_LAYER, INTERNAL_LAYER, INFERRED_PUBLIC, INFERRED_INTERNAL, STATE}
)

CATALOGUE = ox.NamedNode("https://w3id.org/insek/graph/katalog")
ONTOLOGY = ox.NamedNode(ONTOLOGY_GRAPH)
STANDARD = ox.NamedNode("https://w3id.org/insek/graph/standard")
"""Holds what is written without naming a graph (ADR 16); as public as any new graph."""
KEPT: frozenset[Graph] = frozenset({CATALOGUE, ONTOLOGY})
"""Graphs that no CLEAR ALL means: without them the others could not be read."""
SICHTBARKEIT = ox.NamedNode(NS + "sichtbarkeit")


def check_writable(graphs: Iterable[Graph]) -> None:
    """Raise ``Forbidden`` if one of the graphs is kept by the view itself (or is the default)."""
    for graph in graphs:
        if isinstance(graph, ox.DefaultGraph):
            raise Forbidden(
                "Im Standardgraphen wird nicht geschrieben; nennen Sie den Graphen.",
                "The default graph is not written to; name the graph.",
            )
        if graph in SYSTEM_GRAPHS or str(graph).startswith("<urn:leitgraph:"):
            raise Forbidden(
                f"Der Graph {graph} wird von Leitgraph selbst geführt.",
                f"The graph {graph} is kept by Leitgraph itself.",
                graph=str(graph),
            )


def public_graphs(store: ox.Store) -> frozenset[ox.NamedNode]:
    """Graphs that the catalogue calls public, and not internal as well.

    A graph that the catalogue does not know is internal. So is the catalogue itself, since it
    names internal graphs; its entries about public graphs are in the public layer.
    """
    entries = store.quads_for_pattern(None, SICHTBARKEIT, None, CATALOGUE)
    return called_public(entries) - {CATALOGUE}


def called_public(entries: Iterable[ox.Quad]) -> frozenset[ox.NamedNode]:
    """Subjects that these catalogue entries on visibility call public, and nothing else."""
    seen: dict[ox.NamedNode, set[str]] = {}
    for quad in entries:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            seen.setdefault(quad.subject, set()).add(quad.object.value)
    return frozenset(
        graph
        for graph, values in seen.items()
        if values == {"public"} and graph not in SYSTEM_GRAPHS
    )


def dataset_for(store: ox.Store, role: Role) -> tuple[list[Graph], list[ox.NamedNode]]:
    """Default graphs and named graphs of a read by this role; pass both to ``Store.query``."""
    public = public_graphs(store)
    if "internal" not in role.sees:
        return [PUBLIC_LAYER], sorted(public | {INFERRED_PUBLIC}, key=str)
    named = {graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    named = (named - SYSTEM_GRAPHS) | public | {INFERRED_PUBLIC, INFERRED_INTERNAL}
    default: list[Graph] = [PUBLIC_LAYER]
    # Two default graphs are slower to read than one, so an empty layer is left out.
    if next(iter(store.quads_for_pattern(None, None, None, INTERNAL_LAYER)), None) is not None:
        default.append(INTERNAL_LAYER)
    return default, sorted(named, key=str)
