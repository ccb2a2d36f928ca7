"""The rules of inference, read from the axioms that the ontology states.

Used are, of OWL 2 RL (profile document, tables 4 to 9): ``rdfs:subClassOf`` (cax-sco),
``rdfs:subPropertyOf`` (prp-spo1), ``owl:inverseOf`` (prp-inv1, prp-inv2), ``owl:SymmetricProperty``
(prp-symp), ``owl:TransitiveProperty`` (prp-trp) and ``owl:propertyChainAxiom`` of length two
(prp-spo2). They say what follows for *resources*; the schema rules (scm-*) are not applied, so no
``rdfs:subClassOf`` or ``rdfs:subPropertyOf`` is ever inferred. A superclass or superproperty
without a name of its own (a blank node, skolemised) is passed over.

A transitive property is the chain of itself with itself, so there are three forms of rule: a class
implies a class, a property implies a property (straight or turned round), two properties
chained imply a third.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from leitgraph.store.rdf.layers import ONTOLOGY
from leitgraph.store.rdf.skolem import GENID
from leitgraph.store.rdf.terms import Term

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
TYPE = ox.NamedNode(_RDF + "type")
FIRST = ox.NamedNode(_RDF + "first")
REST = ox.NamedNode(_RDF + "rest")
SUBCLASS = ox.NamedNode(_RDFS + "subClassOf")
SUBPROPERTY = ox.NamedNode(_RDFS + "subPropertyOf")
INVERSE = ox.NamedNode(_OWL + "inverseOf")
CHAIN = ox.NamedNode(_OWL + "propertyChainAxiom")
SYMMETRIC = ox.NamedNode(_OWL + "SymmetricProperty")
TRANSITIVE = ox.NamedNode(_OWL + "TransitiveProperty")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, order=True)
class Head:
    """What a property implies: another property, ``turned`` if subject and object change places."""

    property: str
    turned: bool


@dataclass(frozen=True)
class Rules:
    """The rules as stated, not closed: IRIs as text, so that two sets compare by value.

    ``classes``: subclass → direct superclasses. ``properties``: property → what it implies.
    ``chains``: (first, second, implied).
    """

    classes: Mapping[str, frozenset[str]]
    properties: Mapping[str, frozenset[Head]]
    chains: frozenset[tuple[str, str, str]]

    @classmethod
    def read(cls, store: ox.Store, graph: ox.NamedNode = ONTOLOGY) -> Rules:
        """The rules of the ontology in a named graph."""

        def pairs(predicate: ox.NamedNode, *, itself: bool = False) -> Iterable[tuple[str, str]]:
            for quad in store.quads_for_pattern(None, predicate, None, graph):
                lower, upper = _name(quad.subject), _name(quad.object)
                if lower and upper and (itself or lower != upper):
                    yield lower, upper

        def marked(kind: ox.NamedNode) -> Iterable[str]:
            for quad in store.quads_for_pattern(None, TYPE, kind, graph):
                if name := _name(quad.subject):
                    yield name

        classes: dict[str, set[str]] = defaultdict(set)
        for lower, upper in pairs(SUBCLASS):
            classes[lower].add(upper)
        properties: dict[str, set[Head]] = defaultdict(set)
        for lower, upper in pairs(SUBPROPERTY):
            properties[lower].add(Head(upper, turned=False))
        for one, other in pairs(INVERSE, itself=True):
            properties[one].add(Head(other, turned=True))
            properties[other].add(Head(one, turned=True))
        for symmetric in marked(SYMMETRIC):
            properties[symmetric].add(Head(symmetric, turned=True))
        chains = {(name, name, name) for name in marked(TRANSITIVE)}
        for quad in store.quads_for_pattern(None, CHAIN, None, graph):
            links = _list(store, graph, quad.object)
            head = _name(quad.subject)
            if len(links) == 2 and head:
                chains.add((links[0], links[1], head))
            else:
                _log.warning("property chain of %s has %d links, not 2", quad.subject, len(links))
        return cls(
            {name: frozenset(uppers) for name, uppers in classes.items()},
            {name: frozenset(heads) for name, heads in properties.items()},
            frozenset(chains),
        )

    @cached_property
    def all_superclasses(self) -> dict[str, frozenset[str]]:
        """Every class with all classes above it, itself left out."""
        closed: dict[str, frozenset[str]] = {}
        for name in self.classes:
            found: set[str] = set()
            pending = [name]
            while pending:
                for upper in self.classes.get(pending.pop(), frozenset()) - found:
                    found.add(upper)
                    pending.append(upper)
            closed[name] = frozenset(found - {name})
        return closed

    @cached_property
    def all_heads(self) -> dict[str, frozenset[Head]]:
        """Every property with all that it implies through single properties, itself left out."""
        closed: dict[str, frozenset[Head]] = {}
        for name in self.properties:
            found: set[Head] = set()
            pending = [Head(name, turned=False)]
            while pending:
                at = pending.pop()
                for step in self.properties.get(at.property, frozenset()):
                    head = Head(step.property, turned=step.turned != at.turned)
                    if head not in found:
                        found.add(head)
                        pending.append(head)
            closed[name] = frozenset(found - {Head(name, turned=False)})
        return closed


def touches_axioms(quad: ox.Quad) -> bool:
    """True if adding or removing this quad may change the rules."""
    if quad.graph_name != ONTOLOGY:
        return False
    if quad.predicate == TYPE:
        return quad.object in (SYMMETRIC, TRANSITIVE)
    return quad.predicate in (SUBCLASS, SUBPROPERTY, INVERSE, CHAIN, FIRST, REST)


def _name(node: Term) -> str | None:
    """The IRI, unless it only stands for a blank node."""
    return node.value if isinstance(node, ox.NamedNode) and GENID not in node.value else None


def _list(store: ox.Store, graph: ox.NamedNode, start: Term) -> list[str]:
    """IRIs of an RDF list; an empty list if it is broken or holds anything else."""
    found: list[str] = []
    seen: set[Term] = set()
    node = start
    while isinstance(node, ox.NamedNode | ox.BlankNode) and node not in seen:
        if node == ox.NamedNode(_RDF + "nil"):
            return found
        seen.add(node)
        first = [q.object for q in store.quads_for_pattern(node, FIRST, None, graph)]
        rest = [q.object for q in store.quads_for_pattern(node, REST, None, graph)]
        if len(first) != 1 or len(rest) != 1 or not isinstance(first[0], ox.NamedNode):
            return []
        found.append(first[0].value)
        node = rest[0]
    return []
