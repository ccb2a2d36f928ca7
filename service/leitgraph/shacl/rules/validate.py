"""pySHACL over a small store, with the shapes parsed once.

pySHACL decides; this module only keeps what it would otherwise build anew for each call (the shapes
graph and its shape objects) and reads the results. Advanced features, JavaScript and imports
are off: no shape can reach the network. Results are compared and shown by the IRIs of shape and
constraint, so both need IRIs (the loaders in ``catalog`` demand them).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
import pyshacl.shape
import rdflib
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

from leitgraph.shacl.rules.needs import Needs, needs

_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())
_NOBODY = rdflib.URIRef("urn:x-leitgraph:nobody")
_CACHE = "CONSTRAINT_PARAMS"
"""Attribute of ``pyshacl.shape`` in which pySHACL keeps its table of constraint components."""


@dataclass(frozen=True, order=True)
class Result:
    """One ``sh:ValidationResult``; ``messages`` as pySHACL filled them in, without language."""

    shape: str
    focus: str
    path: str
    value: str
    constraint: str
    component: str
    severity: str
    messages: tuple[str, ...]


class Shapes:
    """A shapes graph, parsed and prepared once, used for many validations of one process."""

    def __init__(self, turtle: Iterable[str], base: str) -> None:
        graph = _Kept(bind_namespaces="none")
        for text in turtle:
            graph.parse(data=text, format="turtle", publicID=base)
        _as_stored(graph)
        self._prepared = self._validator(ox.Store(), graph, None).shacl_graph
        if not list(self._prepared.shapes):
            raise ValueError("no shapes")
        self._constraints: dict[rdflib.term.Node, dict[Any, Needs]] = {}

    def validate(self, data: ox.Store, focus: Sequence[str] | None = None) -> list[Result]:
        """Results over the store's default graph, for some focus nodes or for all, sorted.

        The store must hold no named graph: pySHACL reads the union, where a triple that stands
        twice would be counted twice. Whatever pySHACL raises passes through: a rule that fails
        is the caller's business, never a pass.
        """
        validator = self._validator(data, self._prepared.graph, focus)
        validator.shacl_graph = self._prepared
        with _prepared_constraints(self._constraints, data):
            _, report, _ = validator.run()  # type: ignore[no-untyped-call]
        # Results of the report itself; what a nested shape says stands under them as a detail.
        return sorted(_result(report, node) for node in report.objects(None, SH.result))

    @staticmethod
    def _validator(data: ox.Store, shapes: rdflib.Graph, focus: Sequence[str] | None) -> Validator:
        options = {
            "advanced": False,
            "use_js": False,
            "inference": "none",
            "inplace": True,
            "logger": _LOG,
            "focus_nodes": list(focus) if focus else None,
        }
        return Validator(DataGraph.from_oxigraph_store(data), shacl_graph=shapes, options=options)


class _Kept(rdflib.Graph):
    """A graph that remembers what it was asked: pySHACL asks the shapes the same for every run."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._answers: dict[Any, list[Any]] = {}

    def add(self, triple: Any) -> _Kept:
        """Forget the answers, but for a triple that is there already."""
        if triple not in self:
            self._answers.clear()
            super().add(triple)
        return self

    def remove(self, triple: Any) -> _Kept:
        """Forget the answers."""
        self._answers.clear()
        super().remove(triple)
        return self

    def triples(self, triple: Any) -> Any:
        """As they were found the first time."""
        found = self._answers.get(triple)
        if found is None:
            found = self._answers[triple] = list(super().triples(triple))
        return iter(found)


def _as_stored(graph: rdflib.Graph) -> None:
    """Write the terms that values are compared with, and targets, as a store does.

    A store gives „1.00“ back as „1“, and a text with its datatype; to pySHACL these are other
    terms than those of the shapes.
    """
    lists = (Collection(graph, node) for node in graph.objects(None, SH["in"]))
    chains = {node for one in lists for node in graph.transitive_objects(one.uri, RDF.rest)}
    compared = [
        *graph.triples((None, SH.hasValue, None)),
        *graph.triples((None, SH.targetNode, None)),
    ]
    compared += [triple for triple in graph.triples((None, RDF.first, None)) if triple[0] in chains]
    for subject, predicate, term in compared:
        if isinstance(term, rdflib.Literal) and not (predicate == SH.targetNode and term.datatype):
            graph.remove((subject, predicate, term))
            graph.add((subject, predicate, _stored(term)))


def _stored(term: rdflib.Literal) -> rdflib.Literal:
    """A literal as it comes out of a store."""
    if term.language:
        return term
    node = ox.NamedNode("urn:x")
    store = ox.Store()
    kind = ox.NamedNode(str(term.datatype)) if term.datatype else None
    store.add(ox.Quad(node, node, ox.Literal(str(term), datatype=kind)))
    found = next(iter(store)).object
    assert isinstance(found, ox.Literal)
    return rdflib.Literal(found.value, datatype=rdflib.URIRef(found.datatype.value))


@contextmanager
def _prepared_constraints(
    prepared: dict[rdflib.term.Node, dict[Any, Needs]], data: ox.Store
) -> Iterator[None]:
    """While it lasts, pySHACL takes the SPARQL constraints it has built before.

    It builds each one anew for every validation: prefixes collected, the text searched by five
    regular expressions; that was two thirds of the time of a check. A query that cannot find
    anything, because every focus lacks a property it needs, is not asked. What is evaluated stays
    the same. The tests compare with pySHACL as it comes.
    """
    there: dict[tuple[str, str], bool] = {}

    def has(focus: str, predicate: str) -> bool:
        known = there.get((focus, predicate))
        if known is None:
            quads = data.quads_for_pattern(ox.NamedNode(focus), ox.NamedNode(predicate), None)
            known = there[focus, predicate] = next(quads, None) is not None
        return known

    def may_find(wanted: Needs, focus: Iterable[Any]) -> bool:
        return any(
            not isinstance(node, rdflib.URIRef)
            or all(any(has(node, predicate) for predicate in one) for one in wanted)
            for node in focus
        )

    class Prepared(SPARQLBasedConstraint):
        def __init__(self, shape: Any) -> None:
            if shape.node in prepared:
                ConstraintComponent.__init__(self, shape)
                self.sparql_constraints = set(prepared[shape.node])
                return
            super().__init__(shape)
            for helper in self.sparql_constraints:
                _bind_once(helper)
            prepared[shape.node] = {
                helper: needs(helper.apply_prefixes(helper.pre_bind_variables(_NOBODY)[1]))
                for helper in self.sparql_constraints
            }

        def evaluate(self, executor: Any, graph: Any, focus: Any, path: Any) -> Any:
            wanted = prepared[self.shape.node]
            self.sparql_constraints = {one for one in wanted if may_find(wanted[one], focus)}
            return super().evaluate(executor, graph, focus, path)

        def _format_sparql_based_result_message(self, msg: str, bound_vars: Any) -> Any:
            # pySHACL puts values in by re.sub, which would read their backslashes.
            if isinstance(bound_vars, dict):
                bound_vars = (None, None, None, bound_vars)
            *place, variables = bound_vars if len(bound_vars) == 4 else (*bound_vars, {})
            safe = [None if term is None else _escaped(term) for term in place]
            named = {name: _escaped(term) for name, term in variables.items()}
            args = msg, (*safe, named)
            return super()._format_sparql_based_result_message(*args)  # type: ignore[no-untyped-call]

    before = getattr(pyshacl.shape, _CACHE, (None, None))
    parameters = {**CONSTRAINT_PARAMETERS_MAP, SH.sparql: Prepared}
    setattr(pyshacl.shape, _CACHE, (frozenset(ALL_CONSTRAINT_PARAMETERS), parameters))
    try:
        yield
    finally:
        setattr(pyshacl.shape, _CACHE, before)


def _escaped(term: Any) -> str:
    return str(term).replace("\\", r"\\")


def _bind_once(helper: Any) -> None:
    """Let a query helper check its text and put path and prefixes in once; then bind ``$this``."""
    bind = helper.pre_bind_variables
    made: dict[str, tuple[frozenset[str], str]] = {}

    def pre_bind_variables(this: Any, *args: Any, **kwargs: Any) -> tuple[dict[str, Any], str]:
        if not made:
            first, text = bind(this, *args, **kwargs)
            if not set(first) - {"this"}:
                used = set(re.findall(r"([A-Za-z][\w.-]*|(?<![\w>])):", text))
                helper.prefixes = {p: ns for p, ns in helper.prefixes.items() if str(p) in used}
                text = helper.apply_prefixes(text)
                helper.prefixes = {}
            made["text"] = (frozenset(first), text)
        names, text = made["text"]
        if names - {"this"}:
            return bind(this, *args, **kwargs)  # type: ignore[no-any-return]
        return ({"this": this} if "this" in names else {}), text

    helper.pre_bind_variables = pre_bind_variables


def _result(report: rdflib.Graph, node: rdflib.term.Node) -> Result:
    def one(predicate: rdflib.term.Node) -> str:
        value = report.value(node, predicate)
        return "" if value is None else str(value)

    messages = sorted(str(message) for message in report.objects(node, SH.resultMessage))
    return Result(
        shape=one(SH.sourceShape),
        focus=one(SH.focusNode),
        path=one(SH.resultPath),
        value=one(SH.value),
        constraint=one(SH.sourceConstraint),
        component=one(SH.sourceConstraintComponent),
        severity=one(SH.resultSeverity),
        messages=tuple(messages),
    )
