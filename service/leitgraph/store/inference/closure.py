"""What follows from a small change: forward from what is new, DRed for what is gone.

Only what the change reaches is looked at, so a Vorlage costs the same on any graph. Removal is
Delete and Rederive (Gupta, Mumick, Subrahmanian 1993): first everything that the gone
triples may have supported is taken out, then what is still supported otherwise is put back. Nothing
is written to the store here: an in-memory store keeps a trace of every triple it ever held, so
working triples have no place in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

import pyoxigraph as ox

from leitgraph.store.inference.rules import TYPE, Rules
from leitgraph.store.rdf.terms import Fact, Graph, Subject, Term, fact_of

_Found = TypeVar("_Found")
_Index: TypeAlias = dict[Term, list[_Found]]


class Forms:
    """The rules arranged for looking up: forward from a fact, and backward to its causes."""

    def __init__(self, rules: Rules) -> None:
        self.uppers: _Index[ox.NamedNode] = defaultdict(list)
        self.lowers: _Index[ox.NamedNode] = defaultdict(list)
        for lower, uppers in rules.classes.items():
            for upper in uppers:
                self.uppers[ox.NamedNode(lower)].append(ox.NamedNode(upper))
                self.lowers[ox.NamedNode(upper)].append(ox.NamedNode(lower))
        self.heads: _Index[tuple[ox.NamedNode, bool]] = defaultdict(list)
        self.bodies: _Index[tuple[ox.NamedNode, bool]] = defaultdict(list)
        for name, heads in rules.properties.items():
            for head in heads:
                implied = ox.NamedNode(head.property)
                self.heads[ox.NamedNode(name)].append((implied, head.turned))
                self.bodies[implied].append((ox.NamedNode(name), head.turned))
        self.as_first: _Index[tuple[ox.NamedNode, ox.NamedNode]] = defaultdict(list)
        self.as_second: _Index[tuple[ox.NamedNode, ox.NamedNode]] = defaultdict(list)
        self.as_head: _Index[tuple[ox.NamedNode, ox.NamedNode]] = defaultdict(list)
        for chain in rules.chains:
            first, second, implied = (ox.NamedNode(name) for name in chain)
            self.as_first[first].append((second, implied))
            self.as_second[second].append((first, implied))
            self.as_head[implied].append((first, second))


class Facts:
    """A closure as it lies in some graphs of a store, with changes laid over it."""

    def __init__(self, store: ox.Store, graphs: Sequence[Graph]) -> None:
        self._store = store
        self._graphs = graphs
        self.gone: set[Fact] = set()
        self.new: set[Fact] = set()
        self._new_objects: dict[tuple[Term, Term], list[Fact]] = defaultdict(list)
        self._new_subjects: dict[tuple[Term, Term], list[Fact]] = defaultdict(list)

    def stored(self, fact: Fact) -> bool:
        """True if the closure held this before the change."""
        return any(ox.Quad(*fact, graph) in self._store for graph in self._graphs)

    def __contains__(self, fact: Fact) -> bool:
        return fact in self.new or (fact not in self.gone and self.stored(fact))

    def objects(self, subject: Term, predicate: ox.NamedNode) -> Iterator[Term]:
        """Objects of a subject and predicate."""
        if not isinstance(subject, ox.Literal):
            for fact in self._match(subject, predicate, None):
                yield fact[2]
            for fact in list(self._new_objects.get((subject, predicate), ())):
                yield fact[2]

    def subjects(self, predicate: ox.NamedNode, value: Term) -> Iterator[Subject]:
        """Subjects of a predicate and object."""
        for fact in self._match(None, predicate, value):
            yield fact[0]
        for fact in list(self._new_subjects.get((predicate, value), ())):
            yield fact[0]

    def add(self, fact: Fact) -> None:
        """Lay a fact over the closure that it does not hold."""
        self.new.add(fact)
        self._new_objects[fact[0], fact[1]].append(fact)
        self._new_subjects[fact[1], fact[2]].append(fact)

    def _match(
        self, subject: Subject | None, predicate: ox.NamedNode, value: Term | None
    ) -> list[Fact]:
        return [
            fact
            for graph in self._graphs
            for quad in self._store.quads_for_pattern(subject, predicate, value, graph)
            if (fact := fact_of(quad)) not in self.gone
        ]


def change(
    facts: Facts,
    forms: Forms,
    plus: Iterable[Fact],
    minus: Iterable[Fact],
    asserted: Callable[[Fact], bool],
) -> tuple[set[Fact], set[Fact]]:
    """Facts that the closure gains and loses.

    ``plus`` is newly asserted, ``minus`` no longer; ``asserted`` answers for the state after.
    """
    gone = {fact for fact in minus if facts.stored(fact)}
    pending = list(gone)
    while pending:
        for fact in _forward(pending.pop(), facts, forms):
            if fact not in gone and not asserted(fact):
                gone.add(fact)
                pending.append(fact)
    facts.gone = gone
    pending = [fact for fact in gone if _supported(fact, facts, forms)]
    pending += [fact for fact in plus if fact not in facts]
    for fact in pending:
        facts.add(fact)
    while pending:
        for fact in _forward(pending.pop(), facts, forms):
            if fact not in facts:
                facts.add(fact)
                pending.append(fact)
    return facts.new - gone, gone - facts.new


def _forward(fact: Fact, facts: Facts, forms: Forms) -> Iterator[Fact]:
    """Everything that follows from this fact in one step, together with the others."""
    subject, predicate, value = fact
    if predicate == TYPE:
        for upper in forms.uppers.get(value, ()):
            yield subject, TYPE, upper
    for head, turned in forms.heads.get(predicate, ()):
        if not turned:
            yield subject, head, value
        elif isinstance(value, ox.NamedNode):
            yield value, head, subject
    for second, head in forms.as_first.get(predicate, ()):
        for end in facts.objects(value, second):
            yield subject, head, end
    for first, head in forms.as_second.get(predicate, ()):
        for start in facts.subjects(first, subject):
            yield start, head, value


def _supported(fact: Fact, facts: Facts, forms: Forms) -> bool:
    """True if the fact follows in one step from what the closure holds now."""
    subject, predicate, value = fact
    if predicate == TYPE and any(
        (subject, TYPE, lower) in facts for lower in forms.lowers.get(value, ())
    ):
        return True
    for body, turned in forms.bodies.get(predicate, ()):
        if not turned:
            if (subject, body, value) in facts:
                return True
        elif isinstance(value, ox.NamedNode) and (value, body, subject) in facts:
            return True
    return any(
        not isinstance(middle, ox.Literal) and (middle, second, value) in facts
        for first, second in forms.as_head.get(predicate, ())
        for middle in facts.objects(subject, first)
    )
