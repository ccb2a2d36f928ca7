"""The constraint components of SHACL Core about values, one class each (SHACL, section 4).

What combines other shapes (sh:node, sh:not, sh:or …) is in ``logic.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from pyoxigraph import BlankNode, Literal, NamedNode

from leitgraph.shacl.core.data import Data, Term
from leitgraph.shacl.core.literals import compare, well_formed
from leitgraph.shacl.core.paths import Path
from leitgraph.shacl.core.shape import SH, Constraint, Dependency, Shape, class_dependency


class PerValue(Constraint):
    """A constraint that judges each value by itself."""

    def accepts(self, data: Data, value: Term) -> bool:
        """True if the value keeps the constraint."""
        raise NotImplementedError

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Values that are not accepted."""
        accepts = self.accepts
        return [value for value in values if not accepts(data, value)]


@dataclass
class Class(PerValue):
    """sh:class: the value is an instance of the class or of one below it."""

    component: ClassVar[str] = SH + "ClassConstraintComponent"
    name: Term

    def accepts(self, data: Data, value: Term) -> bool:
        """Class membership."""
        return self.name in data.classes(value)

    def dependencies(self, path: Path | None) -> Iterator[Dependency]:
        """The types of the values."""
        yield class_dependency(path)


@dataclass
class Datatype(PerValue):
    """sh:datatype: a well-formed literal of this datatype."""

    component: ClassVar[str] = SH + "DatatypeConstraintComponent"
    datatype: Term

    def accepts(self, data: Data, value: Term) -> bool:
        """Datatype and lexical form."""
        return isinstance(value, Literal) and value.datatype == self.datatype and well_formed(value)


@dataclass
class NodeKind(PerValue):
    """sh:nodeKind."""

    component: ClassVar[str] = SH + "NodeKindConstraintComponent"
    kinds: tuple[type, ...]

    def accepts(self, data: Data, value: Term) -> bool:
        """Kind of the term."""
        return isinstance(value, self.kinds)


NODE_KINDS: dict[str, tuple[type, ...]] = {
    SH + "IRI": (NamedNode,),
    SH + "BlankNode": (BlankNode,),
    SH + "Literal": (Literal,),
    SH + "BlankNodeOrIRI": (BlankNode, NamedNode),
    SH + "BlankNodeOrLiteral": (BlankNode, Literal),
    SH + "IRIOrLiteral": (NamedNode, Literal),
}


@dataclass
class MinCount(Constraint):
    """sh:minCount."""

    component: ClassVar[str] = SH + "MinCountConstraintComponent"
    least: int

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Nobody to blame if too few."""
        return (None,) if len(values) < self.least else ()


@dataclass
class MaxCount(Constraint):
    """sh:maxCount."""

    component: ClassVar[str] = SH + "MaxCountConstraintComponent"
    most: int

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Nobody to blame if too many."""
        return (None,) if len(values) > self.most else ()


@dataclass
class Range(PerValue):
    """sh:minInclusive, sh:minExclusive, sh:maxInclusive, sh:maxExclusive."""

    component: str  # type: ignore[misc]  # one class for four components
    bound: Term
    allowed: frozenset[int]

    def accepts(self, data: Data, value: Term) -> bool:
        """Order of value and bound."""
        return compare(value, self.bound) in self.allowed


@dataclass
class MinLength(PerValue):
    """sh:minLength, in characters."""

    component: ClassVar[str] = SH + "MinLengthConstraintComponent"
    least: int

    def accepts(self, data: Data, value: Term) -> bool:
        """Length of the text; blank nodes have none."""
        return isinstance(value, NamedNode | Literal) and len(value.value) >= self.least


@dataclass
class MaxLength(PerValue):
    """sh:maxLength, in characters."""

    component: ClassVar[str] = SH + "MaxLengthConstraintComponent"
    most: int

    def accepts(self, data: Data, value: Term) -> bool:
        """Length of the text; blank nodes have none."""
        return isinstance(value, NamedNode | Literal) and len(value.value) <= self.most


@dataclass
class Pattern(PerValue):
    """sh:pattern with sh:flags (i, s, m, x)."""

    component: ClassVar[str] = SH + "PatternConstraintComponent"
    search: Callable[[str], object]

    @classmethod
    def of(cls, pattern: str, flags: str = "") -> Pattern:
        """Compiled pattern. Raises ``re.error``."""
        known = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": re.VERBOSE}
        mode = re.RegexFlag(0)
        for flag in flags:
            mode |= known[flag]
        return cls(re.compile(pattern, mode).search)

    def accepts(self, data: Data, value: Term) -> bool:
        """Match anywhere in the text, as SPARQL's REGEX."""
        return isinstance(value, NamedNode | Literal) and self.search(value.value) is not None


@dataclass
class LanguageIn(PerValue):
    """sh:languageIn: a language or one of its regional forms."""

    component: ClassVar[str] = SH + "LanguageInConstraintComponent"
    languages: tuple[str, ...]

    def accepts(self, data: Data, value: Term) -> bool:
        """Language tag, as SPARQL's langMatches."""
        if not isinstance(value, Literal) or not value.language:
            return False
        tag = value.language.lower()
        return any(tag == name or tag.startswith(name + "-") for name in self.languages)


@dataclass
class UniqueLang(Constraint):
    """sh:uniqueLang true: one value per language."""

    component: ClassVar[str] = SH + "UniqueLangConstraintComponent"

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """One result for each language used twice."""
        if len(values) < 2:
            return ()
        tags = Counter(v.language for v in values if isinstance(v, Literal) and v.language)
        return [None for count in tags.values() if count > 1]


@dataclass
class In(PerValue):
    """sh:in: one of these terms."""

    component: ClassVar[str] = SH + "InConstraintComponent"
    terms: frozenset[Term]

    def accepts(self, data: Data, value: Term) -> bool:
        """Same term."""
        return value in self.terms


@dataclass
class HasValue(Constraint):
    """sh:hasValue: this term is among the values."""

    component: ClassVar[str] = SH + "HasValueConstraintComponent"
    term: Term

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Nobody to blame if it is missing."""
        return () if self.term in values else (None,)


class Pair(Constraint):
    """A constraint that compares the values with those of another property of the focus."""

    def __init__(self, other: NamedNode) -> None:
        self.other = other
        self.beside = (other,)


class Equals(Pair):
    """sh:equals: the same set of values."""

    component = SH + "EqualsConstraintComponent"

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Values that only one side has."""
        others = data.objects(focus, self.other)
        return [v for v in values if v not in others] + [v for v in others if v not in values]


class Disjoint(Pair):
    """sh:disjoint: no value in common."""

    component = SH + "DisjointConstraintComponent"

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Values that both sides have."""
        others = data.objects(focus, self.other)
        return [value for value in values if value in others]


class LessThan(Pair):
    """sh:lessThan: every value before every value of the other property."""

    component = SH + "LessThanConstraintComponent"
    allowed = frozenset({-1})

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """A value once for each other value that it does not precede."""
        others = data.objects(focus, self.other)
        return [v for v in values for other in others if compare(v, other) not in self.allowed]


class LessThanOrEquals(LessThan):
    """sh:lessThanOrEquals: no value after any value of the other property."""

    component = SH + "LessThanOrEqualsConstraintComponent"
    allowed = frozenset({-1, 0})


@dataclass
class Closed(Constraint):
    """sh:closed true: no properties but those of the shape and ``sh:ignoredProperties``."""

    component: ClassVar[str] = SH + "ClosedConstraintComponent"
    known: frozenset[NamedNode]

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Values of properties that are not known."""
        return [
            extra
            for value in values
            for predicate, objects in data.about(value).items()
            if predicate not in self.known
            for extra in objects
        ]

    def dependencies(self, path: Path | None) -> Iterator[Dependency]:
        """Every statement of the values."""
        yield Dependency(path, None, False)
