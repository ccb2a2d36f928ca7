"""SHACL property paths (SHACL, section 2.3.1) as small objects that walk a graph both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import NamedNode

from leitgraph.shacl.core.data import Data, Term


@dataclass(frozen=True)
class Predicate:
    """One predicate, followed from subject to object."""

    iri: NamedNode

    def walk(self, data: Data, start: Term) -> Iterator[Term]:
        """Value nodes reached from ``start``, possibly more than once."""
        return iter(data.objects(start, self.iri))

    def back(self) -> Path:
        """The path that leads from the value nodes to the start."""
        return Inverse(self)

    def steps(self) -> Iterator[Step]:
        """Every predicate in the path, with the way that leads to it."""
        yield Step(None, self.iri, False)


@dataclass(frozen=True)
class Inverse:
    """A path walked from its end to its start."""

    path: Path

    def walk(self, data: Data, start: Term) -> Iterator[Term]:
        """Nodes from which ``start`` can be reached."""
        if isinstance(self.path, Predicate):
            return iter(data.subjects(self.path.iri, start))
        return self.path.back().walk(data, start)

    def back(self) -> Path:
        """The path itself."""
        return self.path

    def steps(self) -> Iterator[Step]:
        """Every predicate, met from its object if it stands directly here."""
        if isinstance(self.path, Predicate):
            yield Step(None, self.path.iri, True)
        else:
            yield from self.path.back().steps()


@dataclass(frozen=True)
class Sequence:
    """One path after another."""

    first: Path
    then: Path

    def walk(self, data: Data, start: Term) -> Iterator[Term]:
        """Value nodes of the second path from those of the first."""
        for middle in unique(self.first.walk(data, start)):
            yield from self.then.walk(data, middle)

    def back(self) -> Path:
        """The second path back, then the first."""
        return Sequence(self.then.back(), self.first.back())

    def steps(self) -> Iterator[Step]:
        """Steps of the first, and of the second behind the first."""
        yield from self.first.steps()
        for step in self.then.steps():
            yield Step(joined(self.first, step.before), step.predicate, step.inverse)


@dataclass(frozen=True)
class Alternative:
    """Any of several paths."""

    paths: tuple[Path, ...]

    def walk(self, data: Data, start: Term) -> Iterator[Term]:
        """Value nodes of all of them."""
        for path in self.paths:
            yield from path.walk(data, start)

    def back(self) -> Path:
        """Any of them back."""
        return Alternative(tuple(path.back() for path in self.paths))

    def steps(self) -> Iterator[Step]:
        """Steps of all of them."""
        for path in self.paths:
            yield from path.steps()


@dataclass(frozen=True)
class Repeat:
    """A path any number of times: at least ``least`` (0 or 1), at most once if ``once``."""

    path: Path
    least: int
    once: bool = False

    def walk(self, data: Data, start: Term) -> Iterator[Term]:
        """Everything reached, each node once; cycles end the walk."""
        seen: set[Term] = set()
        if self.least == 0:
            seen.add(start)
            yield start
        frontier = list(self.path.walk(data, start))
        while frontier:
            node = frontier.pop()
            if node in seen:
                continue
            seen.add(node)
            yield node
            if not self.once:
                frontier += self.path.walk(data, node)

    def back(self) -> Path:
        """The same number of times back."""
        return Repeat(self.path.back(), self.least, self.once)

    def steps(self) -> Iterator[Step]:
        """Steps behind any number of repetitions."""
        reach = Repeat(self.path, 0, self.once)
        for step in self.path.steps():
            yield Step(joined(reach, step.before), step.predicate, step.inverse)


Path: TypeAlias = Predicate | Inverse | Sequence | Alternative | Repeat


@dataclass(frozen=True)
class Step:
    """A predicate somewhere in a path, ``before`` being the way from the start to it (or none)."""

    before: Path | None
    predicate: NamedNode
    inverse: bool


def joined(first: Path | None, then: Path | None) -> Path | None:
    """One path after the other, where either may be nothing."""
    if first is None:
        return then
    return first if then is None else Sequence(first, then)


def unique(nodes: Iterator[Term]) -> list[Term]:
    """The nodes in their order, each once."""
    return list(dict.fromkeys(nodes))
