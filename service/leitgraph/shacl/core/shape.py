"""A compiled shape, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from pyoxigraph import NamedNode

from leitgraph.shacl.core.data import RDF_TYPE, Data, Term
from leitgraph.shacl.core.paths import Path, Step, joined, unique

SH = "http://www.w3.org/ns/shacl#"


class Result(NamedTuple):
    """One result of validation (SHACL, section 3.6.2); ``value`` is None where none is to blame."""

    focus: Term
    shape: Shape
    component: str
    value: Term | None


class Dependency(NamedTuple):
    """A statement that matters to a shape: its predicate, and the way from the focus to it.

    ``inverse``: the way ends at the statement's object. ``removal``: only its removal can break
    the shape. ``predicate`` None: any statement.
    """

    before: Path | None
    predicate: NamedNode | None
    inverse: bool
    removal: bool = False


class Constraint:
    """One constraint component with its parameters; a subclass each, see ``components.py``."""

    component: ClassVar[str]

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """The value nodes that break the constraint; ``None`` blames no value."""
        raise NotImplementedError

    def dependencies(self, path: Path | None) -> Iterator[Dependency]:
        """What beyond the path itself decides; ``path`` leads from the focus to the values."""
        return iter(())


@dataclass(eq=False)
class Shape:
    """A node shape (``path`` None) or property shape with its constraints."""

    iri: Term
    path: Path | None = None
    constraints: list[Constraint] = field(default_factory=list)
    properties: list[Shape] = field(default_factory=list)
    severity: str = SH + "Violation"
    messages: dict[str, str] = field(default_factory=dict)
    deactivated: bool = False
    siblings: list[Shape] = field(default_factory=list)
    set_name: str = ""
    mode: str = "block"

    def results(self, data: Data, focus: Term) -> Iterator[Result]:
        """Everything that is wrong with this focus node."""
        if self.deactivated:
            return
        values = [focus] if self.path is None else unique(self.path.walk(data, focus))
        for constraint in self.constraints:
            for value in constraint.offending(data, focus, values, self):
                yield Result(focus, self, constraint.component, value)
        for shape in self.properties:
            for value in values:
                yield from shape.results(data, value)

    def conforms(self, data: Data, focus: Term) -> bool:
        """True if nothing is wrong with this node."""
        return next(self.results(data, focus), None) is None

    def dependencies(self, before: Path | None = None) -> Iterator[Dependency]:
        """All statements this shape looks at; ``before`` leads from the focus to its node."""
        path = joined(before, self.path)
        if self.path is not None:
            for step in self.path.steps():
                yield _dependency(before, step)
        for constraint in self.constraints:
            # lessThan and its kin read the focus itself; all others read the values.
            yield from constraint.dependencies(path)
            for predicate in getattr(constraint, "beside", ()):
                yield Dependency(before, predicate, False)
            for other in getattr(constraint, "beside_paths", ()):
                for step in other.steps():
                    yield _dependency(before, step)
        for shape in self.properties:
            yield from shape.dependencies(path)


def _dependency(before: Path | None, step: Step) -> Dependency:
    return Dependency(joined(before, step.before), step.predicate, step.inverse)


def class_dependency(path: Path | None) -> Dependency:
    """The class of a value: a type that is added never breaks it, one that goes may."""
    return Dependency(path, RDF_TYPE, False, removal=True)


@dataclass
class Compiled:
    """Shapes with targets, found by what they target; ``everywhere``: those of every subject."""

    shapes: dict[Term, Shape] = field(default_factory=dict)
    by_class: dict[Term, list[Shape]] = field(default_factory=dict)
    by_node: dict[Term, list[Shape]] = field(default_factory=dict)
    by_subject_of: dict[NamedNode, list[Shape]] = field(default_factory=dict)
    by_object_of: dict[NamedNode, list[Shape]] = field(default_factory=dict)
    everywhere: list[Shape] = field(default_factory=list)

    @property
    def targeted(self) -> list[Shape]:
        """Every shape that has a target, each once."""
        indexes = (self.by_class, self.by_node, self.by_subject_of, self.by_object_of)
        found = [shape for index in indexes for shapes in index.values() for shape in shapes]
        found += self.everywhere
        return list({id(shape): shape for shape in found}.values())
