"""What shapes look at: the layers of a store, with the ontology and code lists always beneath.

Everything about a node is read in one look-up and kept for a while, because many shapes ask about
the same node one after another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from leitgraph.config import NS

Node: TypeAlias = NamedNode | BlankNode
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
GraphName: TypeAlias = NamedNode | BlankNode | DefaultGraph

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
OWL = "http://www.w3.org/2002/07/owl#"
CLASS_KINDS = frozenset({NamedNode(OWL + "Class"), NamedNode(RDFS + "Class")})
PROPERTY_KINDS = frozenset(
    {NamedNode(RDF_TYPE.value.replace("#type", "#Property"))}
    | {NamedNode(f"{OWL}{name}Property") for name in ("Object", "Datatype", "Annotation")}
)
DOMAIN = NamedNode("https://schema.org/domainIncludes")
SUB_CLASS_OF = NamedNode(RDFS + "subClassOf")

KEPT = 100_000
"""So many nodes are remembered; then all are forgotten, which bounds the memory of a large load."""


class Background:
    """Ontology and code lists as read from their files: superclasses and statements by subject.

    ``domains``: the classes that a property is meant for, where all of them are of the ontology.
    """

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self.about: dict[Term, dict[NamedNode, list[Term]]] = {}
        direct: dict[Term, list[Term]] = {}
        for quad in quads:
            values = self.about.setdefault(quad.subject, {}).setdefault(quad.predicate, [])
            if quad.object not in values:
                values.append(quad.object)
            if quad.predicate == SUB_CLASS_OF:
                direct.setdefault(quad.subject, []).append(quad.object)
        self._superclasses = {name: self._above(name, direct) for name in direct}
        self.classes = self._typed(CLASS_KINDS)
        self.properties = self._typed(PROPERTY_KINDS)
        self.domains: dict[NamedNode, frozenset[Term]] = {
            name: frozenset(about[DOMAIN])
            for name, about in self.about.items()
            if isinstance(name, NamedNode) and DOMAIN in about and _ours(about[DOMAIN])
        }

    def _typed(self, kinds: frozenset[NamedNode]) -> frozenset[Term]:
        return frozenset(
            name for name, about in self.about.items() if kinds & {*about.get(RDF_TYPE, ())}
        )

    @staticmethod
    def _above(name: Term, direct: Mapping[Term, Sequence[Term]]) -> frozenset[Term]:
        found: set[Term] = {name}
        pending = [name]
        while pending:
            for above in direct.get(pending.pop(), ()):
                if above not in found:
                    found.add(above)
                    pending.append(above)
        return frozenset(found)

    def superclasses(self, name: Term) -> frozenset[Term]:
        """The class itself and all above it."""
        return self._superclasses.get(name) or frozenset((name,))


def _ours(names: Iterable[Term]) -> bool:
    return all(isinstance(name, NamedNode) and name.value.startswith(NS) for name in names)


class Data:
    """A store read through some of its graphs as one set of triples."""

    def __init__(
        self,
        store: Store,
        graphs: Sequence[GraphName] = (),
        background: Background | None = None,
    ) -> None:
        self._store = store
        self._graphs: tuple[GraphName, ...] = tuple(graphs) or (DefaultGraph(),)
        self.background = background or Background()
        self._about: dict[Term, dict[NamedNode, list[Term]]] = {}
        self._classes: dict[Term, frozenset[Term]] = {}

    def about(self, node: Term) -> dict[NamedNode, list[Term]]:
        """All statements with this subject: objects by predicate, each once."""
        known = self._about.get(node)
        if known is not None:
            return known
        found: dict[NamedNode, list[Term]] = {}
        if isinstance(node, NamedNode | BlankNode):
            for graph in self._graphs:
                for quad in self._store.quads_for_pattern(node, None, None, graph):
                    values = found.get(quad.predicate)
                    if values is None:
                        found[quad.predicate] = [quad.object]
                    elif quad.object not in values:
                        values.append(quad.object)
        for predicate, objects in self.background.about.get(node, {}).items():
            values = found.setdefault(predicate, [])
            values += [value for value in objects if value not in values]
        if len(self._about) >= KEPT:
            self._about.clear()
        self._about[node] = found
        return found

    def objects(self, node: Term, predicate: NamedNode) -> Sequence[Term]:
        """Objects of a subject and predicate, each once."""
        return self.about(node).get(predicate, ())

    def subjects(self, predicate: NamedNode, value: Term) -> Iterator[Term]:
        """Subjects of a predicate and object in the store (not in the background)."""
        for graph in self._graphs:
            for quad in self._store.quads_for_pattern(None, predicate, value, graph):
                yield quad.subject

    def classes(self, node: Term) -> frozenset[Term]:
        """Classes of a node and all above them (``rdf:type/rdfs:subClassOf*``)."""
        known = self._classes.get(node)
        if known is not None:
            return known
        direct = self._types(node)
        if len(direct) == 1:
            found = self._superclasses(direct[0])
        else:
            found = frozenset().union(*(self._superclasses(name) for name in direct))
        if len(self._classes) >= KEPT:
            self._classes.clear()
        self._classes[node] = found
        return found

    def instances(self, name: NamedNode) -> Iterator[Term]:
        """Nodes of a class or of one below it, possibly more than once."""
        pending: list[Term] = [name]
        seen: set[Term] = {name}
        while pending:
            current = pending.pop()
            yield from self.subjects(RDF_TYPE, current)
            below = [*self.subjects(SUB_CLASS_OF, current), *self._below(current)]
            fresh = [node for node in below if node not in seen]
            seen.update(fresh)
            pending += fresh

    def _below(self, name: Term) -> Iterator[Term]:
        for node, about in self.background.about.items():
            if name in about.get(SUB_CLASS_OF, ()):
                yield node

    def _types(self, node: Term) -> Sequence[Term]:
        # A node seen only as a value is asked for its types alone: cheaper than all about it.
        if node in self._about or node in self.background.about:
            return self.objects(node, RDF_TYPE)
        if not isinstance(node, NamedNode | BlankNode):
            return ()
        return [
            quad.object
            for graph in self._graphs
            for quad in self._store.quads_for_pattern(node, RDF_TYPE, None, graph)
        ]

    def _superclasses(self, name: Term) -> frozenset[Term]:
        above = self.background.superclasses(name)
        extra: set[Term] = set()
        for known in above:
            if known not in self.background.about:
                extra.update(self._walk_up(known))
        return above | extra if extra - above else above

    def _walk_up(self, name: Term) -> set[Term]:
        """Superclasses that the data itself states, for classes the ontology does not know."""
        found: set[Term] = set()
        pending = [name]
        while pending:
            for above in self.objects(pending.pop(), SUB_CLASS_OF):
                if above not in found:
                    found.add(above)
                    pending.append(above)
        return found
