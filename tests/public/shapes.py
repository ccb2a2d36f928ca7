"""Both ways to SHACL over a few triples: which nodes break the shapes."""

from __future__ import annotations

import pyoxigraph as ox

from leitgraph.shacl.core.compile import compile_shapes
from leitgraph.shacl.core.data import Background, Data
from leitgraph.shacl.core.gate import Shapes as Structure
from leitgraph.shacl.core.gate import results
from leitgraph.shacl.rules.validate import Shapes as Rules


def loaded(turtle: str) -> ox.Store:
    """A store with these triples."""
    store = ox.Store()
    store.load(turtle.encode(), ox.RdfFormat.TURTLE)
    return store


def by_structure(data: str, shapes: str) -> set[str]:
    """The nodes that the compiled shapes of the structure gate complain of."""
    store = loaded(data)
    there = Structure(compile_shapes(loaded(shapes)), Background(store), {})
    view = Data(store, background=there.background)
    nodes = {term for quad in store for term in (quad.subject, quad.object)}
    found = (result.focus for node in nodes for result in results(view, there, node))
    return {str(focus).strip("<>") for focus in found}


def by_rules(data: str, shapes: str) -> set[str]:
    """The nodes that pySHACL over a store complains of, as the rules are asked."""
    return {result.focus for result in Rules([shapes], "urn:x").validate(loaded(data))}
