"""What the graph calls the thing behind an address of another system, such as a council's.

The graph knows an address that is the IRI of one of its resources, or that one of them names as
the same (``owl:sameAs``, ``skos:exactMatch``).
"""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from leitgraph.config import NS
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.vorlage.resolve import SKOS, iri

_SAME = (NamedNode("http://www.w3.org/2002/07/owl#sameAs"), NamedNode(SKOS + "exactMatch"))
_LABEL = NamedNode(SKOS + "prefLabel")
_KENNUNG = NamedNode(NS + "kennung")


def name_behind(layers: Layers) -> Callable[[str], str | None]:
    """Looks up an address: the Kennung of a paper, a label that only one bears, else the IRI."""

    def known(address: str) -> str | None:
        node = iri(address) if address else None
        if node is None:
            return None
        meant: set[NamedNode] = {node} if layers.describes(node) else set()
        for predicate in _SAME:
            same = layers.subjects(predicate, node)
            meant |= {one for one in same if isinstance(one, NamedNode)}
        if len(meant) != 1:
            return None
        return _name(layers, meant.pop())

    return known


def _name(layers: Layers, node: NamedNode) -> str:
    for predicate in (_KENNUNG, _LABEL):
        for found in layers.objects(node, predicate):
            if isinstance(found, Literal) and found.language in {None, "de"}:
                bearers = set(layers.subjects(predicate, found))
                if bearers == {node}:
                    return found.value
    return node.value
