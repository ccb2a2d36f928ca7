"""Constraint components that SHACL Core does not have, as parameters of our own (``regel:``).

They say of dates, sums, names and terms what no parameter of Core can say; everything else stays in
Core. Other SHACL engines pass over them, so pySHACL is no judge of these: each has its own test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import ClassVar

from pyoxigraph import Literal, NamedNode

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.shacl.core.components import PerValue
from leitgraph.shacl.core.data import RDF_TYPE, Data, Term
from leitgraph.shacl.core.logic import conditions
from leitgraph.shacl.core.partial_dates import Span, span
from leitgraph.shacl.core.paths import Path, unique
from leitgraph.shacl.core.shape import Constraint, Dependency, Shape

REGEL = "https://w3id.org/insek/regel#"
KOMMUNE = "/kommune/"
GENID = ".well-known/genid/"


@dataclass
class Order(Constraint):
    """``regel:nichtVor`` and ``regel:nichtNach``: dates beside those at the end of another path.

    A date may be a day, a month or a year. Only what is certainly too early (too late) breaks it;
    among several dates on the other side the most lenient counts.
    """

    component: str  # type: ignore[misc]  # one class for two components
    other: Path
    before: bool

    @property
    def beside_paths(self) -> tuple[Path, ...]:
        """Paths from the focus that decide as well."""
        return (self.other,)

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Dates on the wrong side of all others."""
        others = [found for v in self.other.walk(data, focus) if (found := span(v)) is not None]
        if not others:
            return ()
        if self.before:
            first = min(other.first for other in others)
            return [v for v in values if (s := span(v)) is not None and s.last < first]
        last = max(other.last for other in others)
        return [v for v in values if (s := span(v)) is not None and s.first > last]


@dataclass
class Apart(Constraint):
    """``regel:ohneUeberschneidung`` (begin, end): no two values hold on the same day.

    Only values that conform to ``regel:unter`` count. A value without begin is passed over, one
    without end holds until further notice.
    """

    component: ClassVar[str] = REGEL + "OhneUeberschneidung"
    begin: NamedNode
    end: NamedNode
    among: Shape | None

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Of two that overlap for certain, the one that begins later."""
        spans = [
            (certain, value)
            for value in values
            if self.among is None or self.among.conforms(data, value)
            if (certain := self._certain(data, value)) is not None
        ]
        spans.sort(key=lambda pair: (pair[0], str(pair[1])))
        found = [later[1] for former, later in combinations(spans, 2) if _meet(former[0], later[0])]
        return unique(iter(found))

    def dependencies(self, path: Path | None) -> Iterator[Dependency]:
        """Begin and end of the values, and what makes them count."""
        for predicate in (self.begin, self.end):
            yield Dependency(path, predicate, False)
        if self.among is not None:
            yield from conditions([self.among], path)

    def _certain(self, data: Data, value: Term) -> Span | None:
        """The days on which it holds for certain; None if that cannot be said."""
        begins = [s for v in data.objects(value, self.begin) if (s := span(v)) is not None]
        if not begins:
            return None
        ends = [s for v in data.objects(value, self.end) if (s := span(v)) is not None]
        first = max(begin.last for begin in begins)
        return Span(first, min((end.first for end in ends), default=(9999, 12, 31)))


def _meet(former: Span, later: Span) -> bool:
    return max(former.first, later.first) <= min(former.last, later.last)


@dataclass
class SumAtMost(Constraint):
    """``regel:summeHoechstens``: what ``regel:summand`` of all values says, added up."""

    component: ClassVar[str] = REGEL + "SummeHoechstens"
    most: Decimal
    summand: NamedNode

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """Nobody to blame if it is too much."""
        total = Decimal(0)
        for value in values:
            for number in data.objects(value, self.summand):
                if isinstance(number, Literal):
                    total += _decimal(number)
        return (None,) if total > self.most else ()

    def dependencies(self, path: Path | None) -> Iterator[Dependency]:
        """The numbers."""
        yield Dependency(path, self.summand, False)


def _decimal(literal: Literal) -> Decimal:
    try:
        number = Decimal(literal.value)
    except ArithmeticError:
        return Decimal(0)  # that it is no number is told by another shape
    return number if number.is_finite() else Decimal(0)


@dataclass
class InNamespace(PerValue):
    """``regel:imNamensraumVon``: the IRI begins as that of the municipality it belongs to.

    ``<base>/dresden/kommune/stadt`` has the namespace ``<base>/dresden/``. Nodes that had no name
    of their own (``<base>/.well-known/genid/``) belong to every city.
    """

    component: ClassVar[str] = REGEL + "ImNamensraumVon"
    other: NamedNode

    @property
    def beside(self) -> tuple[NamedNode, ...]:
        """The property that names the municipality."""
        return (self.other,)

    def accepts(self, data: Data, value: Term) -> bool:
        """Same beginning as that of one of them; true where none has a namespace of its own."""
        starts: list[str] = []
        for kommune in data.objects(value, self.other):
            start, found, _ = str(getattr(kommune, "value", "")).partition(KOMMUNE)
            if found:
                starts += [f"{start}/", f"{start.rpartition('/')[0]}/{GENID}"]
        iri = value.value if isinstance(value, NamedNode) else ""
        return not starts or iri.startswith(tuple(starts))


@dataclass
class Terms(Constraint):
    """``regel:begriffe``: terms of our namespaces that the statements about a node name.

    ``bekannt``: they are in the ontology. ``richtig``: a property stands where a property stands, a
    class where a class. ``passend``: a property stands at a class that it is meant for.
    """

    component: ClassVar[str] = REGEL + "Begriffe"
    kind: str

    KINDS: ClassVar[frozenset[str]] = frozenset({"bekannt", "richtig", "passend"})

    def offending(
        self, data: Data, focus: Term, values: list[Term], shape: Shape
    ) -> Iterable[Term | None]:
        """The terms."""
        about = data.about(focus)
        if self.kind == "bekannt":
            return unique(self._unknown(data, about))
        if self.kind == "richtig":
            return unique(self._misused(data, about))
        return unique(self._misplaced(data, focus, about))

    @staticmethod
    def _unknown(data: Data, about: dict[NamedNode, list[Term]]) -> Iterator[Term]:
        known = data.background.about
        for predicate, objects in about.items():
            if predicate not in known and predicate.value.startswith(OURS):
                yield predicate
            for value in objects:
                if isinstance(value, NamedNode) and value not in known:
                    iri = value.value
                    if iri.startswith(OURS) or (predicate == RDF_TYPE and iri.startswith(NEAR)):
                        yield value

    @staticmethod
    def _misused(data: Data, about: dict[NamedNode, list[Term]]) -> Iterator[Term]:
        background = data.background
        for predicate in about:
            if predicate in background.about and predicate not in background.properties:
                yield predicate
        for name in about.get(RDF_TYPE, ()):
            if name in background.about and name not in background.classes:
                yield name

    @staticmethod
    def _misplaced(data: Data, focus: Term, about: dict[NamedNode, list[Term]]) -> Iterator[Term]:
        classes = data.classes(focus)
        if classes.isdisjoint(data.background.classes):
            return  # what it is, nobody says in our terms
        domains = data.background.domains
        for predicate in about:
            wanted = domains.get(predicate)
            if wanted is not None and wanted.isdisjoint(classes):
                yield predicate


OURS = (NS, VOCAB_BASE, NS.replace("https:", "http:"), VOCAB_BASE.replace("https:", "http:"))
NEAR = ("https://w3id.org/insek/", "http://w3id.org/insek/")
"""A class that is written almost like one of ours is no class of somebody else."""
