"""Constraint components that apply other shapes to the values (SHACL, sections 4.6 and 4.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from leitgraph.shacl.core.components import PerValue
from leitgraph.shacl.core.data import Data, Term
from leitgraph.shacl.core.paths import Path
from leitgraph.shacl.core.shape import SH, Constraint, Dependency, Shape


def conditions(shapes: Iterable[Shape], path: Path | None) -> Iterator[Dependency]:
    """What the shapes look at that decide whether a value counts: it matters either way."""
    return _of(shapes, path, negated=True)


def _of(shapes: Iterable[Shape], path: Path | None, negated: bool = False) -> Iterator[Dependency]:
    for shape in shapes:
        for dependency in shape.dependencies(path):
            # Under a negation an added type can break what it would mend elsewhere.
            yield dependency._replace(removal=False) if negated else dependency


@dataclass
class Node(PerValue):
    """sh:node: the value conforms to the shape."""

    component: ClassVar[str] = SH + "NodeConstraintComponent"
    shape: Shape

    def accepts(self, data: Data, value: Term) -> bool:
        """Conformance."""
        return self.shape.conforms(data, value)

    def dependencies(self, path: Path | None) -> Iterator[Dependency]:
        """What the shape looks at."""
        return _of([self.shape], path)


@dataclass
class Not(PerValue):
    """sh:not: the value does not conform to the shape."""

    component: ClassVar[str] = SH + "NotConstraintComponent"
    shape: Shape

    def accepts(self, data: Data, value: Term) -> bool:
        """Non-conformance."""
        return not self.shape.conforms(data, value)

    def dependencies(self, path: Path | None) -> Iterator[Dependency]:
        """What the shape looks at."""
        return _of([self.shape], path, negated=True)


@dataclass
class Several(PerValue):
    """Base of sh:and, sh:or and sh:xone."""

    shapes: tuple[Shape, ...]

    def dependencies(self, path: Path | None) -> Iterator[Dependency]:
        """What the shapes look at."""
        return _of(self.shapes, path)


@dataclass
class And(Several):
    """sh:and: the value conforms to all shapes."""

    component: ClassVar[str] = SH + "AndConstraintComponent"

    def accepts(self, data: Data, value: Term) -> bool:
        """All."""
        return all(shape.conforms(data, value) for shape in self.shapes)


@dataclass
class Or(Several):
    """sh:or: the value conforms to at least one shape."""

    component: ClassVar[str] = SH + "OrConstraintComponent"

    def accepts(self, data: Data, value: Term) -> bool:
        """At least one."""
        return any(shape.conforms(data, value) for shape in self.shapes)


@dataclass
class Xone(Several):
    """sh:xone: the value conforms to exactly one shape."""

    component: ClassVar[str] = SH + "XoneConstraintComponent"

    def accepts(self, data: Data, value: Term) -> bool:
        """Exactly one."""
        return sum(shape.conforms(data, value) for shape in self.shapes) == 1

    def dependencies(self, path: Path | None) -> Iterator[Dependency]:
        """What the shapes look at."""
        return _of(self.shapes, path, negated=True)


@dataclass
class Qualified(Constraint):
    """sh:qualifiedMinCount or sh:qualifiedMaxCount: how many values conform to a shape."""

    component: str  # type: ignore[misc]  # one class for two components
    shape: Shape
    least: int
    most: int | None
    disjoint: bool

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Nobody to blame if too few or too many."""
        others = shape.siblings if self.disjoint else []
        count = sum(
            self.shape.conforms(data, value)
            and not any(other.conforms(data, value) for other in others)
            for value in values
        )
        wrong = count < self.least or (self.most is not None and count > self.most)
        return (None,) if wrong else ()

    def dependencies(self, path: Path | None) -> Iterator[Dependency]:
        """What the shape looks at."""
        return _of([self.shape], path, negated=self.most is not None or self.disjoint)
