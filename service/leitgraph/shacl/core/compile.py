"""Shapes in Turtle become objects that check one node by look-ups, without a query engine.

Supported: every constraint component of SHACL Core, the property paths, and the targets
``sh:targetClass``, ``sh:targetNode``, ``sh:targetSubjectsOf``, ``sh:targetObjectsOf`` and classes
that are shapes; beside them what ``beyond.py`` adds. Anything else in the SHACL namespace
(``sh:sparql``, ``sh:js``, ``sh:target``, a misspelt parameter) is an error at compile time: a shape
is never skipped in silence. Recursive shapes are an error as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NoReturn

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store

from leitgraph.errors import UnsupportedShape
from leitgraph.shacl.core import components as c
from leitgraph.shacl.core import logic
from leitgraph.shacl.core.beyond import REGEL
from leitgraph.shacl.core.beyond_parameters import OWN_BUILDERS, OWN_COMPANIONS
from leitgraph.shacl.core.data import RDF_TYPE, Term
from leitgraph.shacl.core.paths import Alternative, Inverse, Path, Predicate, Repeat, Sequence
from leitgraph.shacl.core.shape import SH, Compiled, Constraint, Shape

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS_CLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#Class")
PARAMETER = NamedNode(SH + "parameter")
EVERYWHERE = NamedNode(REGEL + "begriffe")
FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
# Parameters that another parameter brings along, and annotations that decide nothing.
COMPANIONS = OWN_COMPANIONS | {"flags", "ignoredProperties", "qualifiedValueShapesDisjoint"}
ANNOTATIONS = frozenset(
    {"path", "property", "message", "severity", "deactivated", *TARGETS}
    | {"name", "description", "order", "group", "defaultValue"}
)


def compile_shapes(store: Store) -> Compiled:
    """All shapes of the store's default graph. Raises ``UnsupportedShape``."""
    return _Compiler(store).run()


class _Compiler:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._compiled = Compiled()
        self._open: set[Term] = set()

    def run(self) -> Compiled:
        for quad in self._store.quads_for_pattern(None, PARAMETER, None, DefaultGraph()):
            # Its shapes would use a parameter that is no word of SHACL, so nothing would notice.
            self._refuse(
                quad.subject,
                "vereinbart eine Art von Bedingung",
                "declares a constraint component",
            )
        for name in TARGETS:
            for quad in self._store.quads_for_pattern(
                None, NamedNode(SH + name), None, DefaultGraph()
            ):
                index: dict[Term, list[Shape]] = {
                    "targetClass": self._compiled.by_class,
                    "targetNode": self._compiled.by_node,
                    "targetSubjectsOf": self._compiled.by_subject_of,
                    "targetObjectsOf": self._compiled.by_object_of,
                }[name]  # type: ignore[assignment]
                index.setdefault(quad.object, []).append(self.shape(quad.subject))
        for quad in self._store.quads_for_pattern(None, EVERYWHERE, None, DefaultGraph()):
            self._compiled.everywhere.append(self.shape(quad.subject))
        for kind in ("NodeShape", "PropertyShape"):
            for quad in self._store.quads_for_pattern(
                None, RDF_TYPE, NamedNode(SH + kind), DefaultGraph()
            ):
                shape = self.shape(quad.subject)
                if RDFS_CLASS in self.values(quad.subject, RDF + "type"):
                    self._compiled.by_class.setdefault(quad.subject, []).append(shape)
        return self._compiled

    # ------------------------------------------------------------ shapes

    def shape(self, node: Term) -> Shape:
        """The shape, compiled once. Raises ``UnsupportedShape``."""
        known = self._compiled.shapes.get(node)
        if known is not None:
            return known
        if node in self._open:
            self._refuse(node, "verweist auf sich selbst", "refers to itself")
        self._open.add(node)
        paths = self.values(node, SH + "path")
        shape = Shape(node, self.path(paths[0]) if paths else None)
        shape.messages = {
            m.language or "": m.value
            for m in self.values(node, SH + "message")
            if isinstance(m, Literal)
        }
        shape.severity = self._text(node, "severity", SH + "Violation")
        shape.deactivated = self._text(node, "deactivated", "false") == "true"
        shape.properties = [self.shape(p) for p in self.values(node, SH + "property")]
        for parameter in self._parameters(node):
            shape.constraints += self._constraints(node, parameter, paths)
        self._open.discard(node)
        self._compiled.shapes[node] = shape
        self._siblings(shape)
        return shape

    def _parameters(self, node: Term) -> list[str]:
        names: set[str] = set()
        if not isinstance(node, NamedNode | BlankNode):
            self._refuse(node, "ist ein Literal", "is a literal")
        for quad in self._store.quads_for_pattern(node, None, None, DefaultGraph()):
            iri = quad.predicate.value
            if iri.startswith(SH):
                names.add(iri[len(SH) :])
            elif iri.startswith(REGEL):
                names.add(f"regel:{iri[len(REGEL) :]}")
        return sorted(names - ANNOTATIONS - COMPANIONS)

    def _constraints(self, node: Term, parameter: str, paths: list[Term]) -> Iterator[Constraint]:
        build = BUILDERS.get(parameter) or OWN_BUILDERS.get(parameter)
        if build is None:
            named = parameter if ":" in parameter else f"sh:{parameter}"
            self._refuse(node, f"nutzt {named}", f"uses {named}")
        if not paths and parameter in NEEDS_PATH:
            self._refuse(node, f"hat sh:{parameter} ohne Pfad", f"has sh:{parameter} without path")
        own = parameter.removeprefix("regel:")
        iri = SH + parameter if own == parameter else REGEL + own
        for value in self.values(node, iri):
            try:
                yield from build(self, node, value)
            except (ValueError, KeyError, re.error) as error:
                self._refuse(
                    node,
                    f"hat einen unbrauchbaren Wert für sh:{parameter}: {error}",
                    f"has an unusable value of sh:{parameter}: {error}",
                )

    def _siblings(self, shape: Shape) -> None:
        """Sibling shapes for sh:qualifiedValueShapesDisjoint (SHACL, section 4.7.3)."""
        for member in shape.properties:
            own = self.values(member.iri, SH + "qualifiedValueShape")
            others = [
                self.shape(value)
                for other in shape.properties
                for value in self.values(other.iri, SH + "qualifiedValueShape")
                if value not in own
            ]
            member.siblings += [s for s in others if s not in member.siblings]

    # ------------------------------------------------------------ paths

    def path(self, node: Term) -> Path:
        """A property path. Raises ``UnsupportedShape``."""
        if isinstance(node, NamedNode):
            return Predicate(node)
        if self.values(node, RDF + "first"):
            first, *others = [self.path(member) for member in self.members(node)]
            path = first
            for other in others:
                path = Sequence(path, other)
            return path
        found = [(name, value) for name in PATHS for value in self.values(node, SH + name)]
        if len(found) != 1:
            self._refuse(node, "ist kein Pfad", "is not a path")
        name, value = found[0]
        if name == "alternativePath":
            return Alternative(tuple(self.path(member) for member in self.members(value)))
        inner = self.path(value)
        if name == "inversePath":
            return Inverse(inner)
        return Repeat(inner, 1 if name == "oneOrMorePath" else 0, name == "zeroOrOnePath")

    # ------------------------------------------------------------ reading

    def members(self, node: Term) -> list[Term]:
        """Members of an RDF list."""
        found: list[Term] = []
        while node != NIL:
            first, rest = self.values(node, RDF + "first"), self.values(node, RDF + "rest")
            if len(first) != 1 or len(rest) != 1 or len(found) > 10_000:
                self._refuse(node, "ist keine Liste", "is not a list")
            found.append(first[0])
            node = rest[0]
        return found

    def values(self, node: Term, predicate: str) -> list[Term]:
        """Objects of a subject and predicate, in a set order."""
        if not isinstance(node, NamedNode | BlankNode):
            return []
        quads = self._store.quads_for_pattern(node, NamedNode(predicate), None, DefaultGraph())
        return sorted({quad.object for quad in quads}, key=str)

    def _text(self, node: Term, name: str, default: str) -> str:
        values = self.values(node, SH + name)
        first = values[0] if values else None
        return first.value if isinstance(first, NamedNode | Literal) else default

    def flags(self, node: Term) -> str:
        """sh:flags of a pattern."""
        return self._text(node, "flags", "")

    def number(self, node: Term, name: str) -> int | None:
        """An integer parameter, if given."""
        text = self._text(node, name, "")
        return int(text) if text else None

    def true(self, node: Term, name: str) -> bool:
        """A boolean parameter."""
        return self._text(node, name, "false") in {"true", "1"}

    def properties(self, node: Term) -> set[NamedNode]:
        """Predicates of the property shapes of a closed shape, and its ignored ones."""
        paths = [
            path
            for member in self.values(node, SH + "property")
            for path in self.values(member, SH + "path")
        ]
        for ignored in self.values(node, SH + "ignoredProperties"):
            paths += self.members(ignored)
        return {path for path in paths if isinstance(path, NamedNode)}

    def _refuse(self, node: Term, de: str, en: str) -> NoReturn:
        raise UnsupportedShape(
            f"Die Form {node} {de}; das wird nicht unterstützt.",
            f"The shape {node} {en}; that is not supported.",
            shape=str(node),
        )


Builder = Callable[[_Compiler, Term, Term], list[Constraint]]


def _integer(value: Term) -> int:
    return int(_literal(value))


def _literal(value: Term) -> str:
    if not isinstance(value, Literal):
        raise ValueError(str(value))
    return value.value


def _predicate(value: Term) -> NamedNode:
    if not isinstance(value, NamedNode):
        raise ValueError(str(value))
    return value


def _range(name: str, *allowed: int) -> Builder:
    component = f"{SH}{name}ConstraintComponent"
    return lambda compiler, node, value: [c.Range(component, value, frozenset(allowed))]


def _several(kind: type[logic.Several]) -> Builder:
    return lambda compiler, node, value: [
        kind(tuple(compiler.shape(member) for member in compiler.members(value)))
    ]


def _languages(compiler: _Compiler, node: Term, value: Term) -> list[Constraint]:
    tags = [_literal(member).lower() for member in compiler.members(value)]
    return [c.LanguageIn(tuple(tags))]


def _closed(compiler: _Compiler, node: Term, value: Term) -> list[Constraint]:
    closed = _literal(value) in {"true", "1"}
    return [c.Closed(frozenset(compiler.properties(node)))] if closed else []


def _unique(compiler: _Compiler, node: Term, value: Term) -> list[Constraint]:
    return [c.UniqueLang()] if _literal(value) in {"true", "1"} else []


def _qualified(compiler: _Compiler, node: Term, value: Term) -> list[Constraint]:
    shape, disjoint = compiler.shape(value), compiler.true(node, "qualifiedValueShapesDisjoint")
    least = compiler.number(node, "qualifiedMinCount")
    most = compiler.number(node, "qualifiedMaxCount")
    name = SH + "Qualified{}CountConstraintComponent"
    found: list[Constraint] = []
    if least is not None:
        found.append(logic.Qualified(name.format("Min"), shape, least, None, disjoint))
    if most is not None:
        found.append(logic.Qualified(name.format("Max"), shape, 0, most, disjoint))
    if not found:
        raise ValueError("sh:qualifiedMinCount")
    return found


PATHS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")

NEEDS_PATH = frozenset(
    {"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"}
)

BUILDERS: dict[str, Builder] = {
    "class": lambda compiler, node, value: [c.Class(value)],
    "datatype": lambda compiler, node, value: [c.Datatype(value)],
    "nodeKind": lambda compiler, node, value: [c.NodeKind(c.NODE_KINDS[_predicate(value).value])],
    "minCount": lambda compiler, node, value: [c.MinCount(_integer(value))],
    "maxCount": lambda compiler, node, value: [c.MaxCount(_integer(value))],
    "minInclusive": _range("MinInclusive", 0, 1),
    "minExclusive": _range("MinExclusive", 1),
    "maxInclusive": _range("MaxInclusive", -1, 0),
    "maxExclusive": _range("MaxExclusive", -1),
    "minLength": lambda compiler, node, value: [c.MinLength(_integer(value))],
    "maxLength": lambda compiler, node, value: [c.MaxLength(_integer(value))],
    "pattern": lambda compiler, node, value: [c.Pattern.of(_literal(value), compiler.flags(node))],
    "languageIn": _languages,
    "uniqueLang": _unique,
    "in": lambda compiler, node, value: [c.In(frozenset(compiler.members(value)))],
    "hasValue": lambda compiler, node, value: [c.HasValue(value)],
    "equals": lambda compiler, node, value: [c.Equals(_predicate(value))],
    "disjoint": lambda compiler, node, value: [c.Disjoint(_predicate(value))],
    "lessThan": lambda compiler, node, value: [c.LessThan(_predicate(value))],
    "lessThanOrEquals": lambda compiler, node, value: [c.LessThanOrEquals(_predicate(value))],
    "closed": _closed,
    "node": lambda compiler, node, value: [logic.Node(compiler.shape(value))],
    "not": lambda compiler, node, value: [logic.Not(compiler.shape(value))],
    "and": _several(logic.And),
    "or": _several(logic.Or),
    "xone": _several(logic.Xone),
    "qualifiedValueShape": _qualified,
    # Read together with sh:qualifiedValueShape.
    "qualifiedMinCount": lambda compiler, node, value: [],
    "qualifiedMaxCount": lambda compiler, node, value: [],
}
"""Parameter (without ``sh:``) to the constraints it makes: the list of what is supported."""
