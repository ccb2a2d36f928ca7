"""What follows from a small change: forward from what is new, DRed for what is gone.

Only what the change reaches is looked at, so a Vorlage costs the same on any graph. Removal is
Delete and Rederive (Gupta, Mumick, Subrahmanian 1993): first everything that the gone triples may have
supported is taken out, then what is still supported otherwise is put back. Nothing is written to
the store here: an in-memory store keeps a trace of every triple it ever held, so working
triples have no place in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import pyoxigraph as ox

from leitgraph.graph.layers import Graph
from leitgraph.graph.rules import TYPE, Rules

# Subject, predicate and object as pyoxigraph terms.
Fact = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal | ox.Triple]


class Forms:
    """The rules arranged for looking up: forward from a fact, and backward to its causes."""

    def __init__(self, rules: Rules) -> None:
        node = {name: ox.NamedNode(name) for name in _names(rules)}
        self.uppers = {
            node[lower]: [node[upper] for upper in uppers]
            for lower, uppers in rules.classes.items()
        }
        self.lowers: dict[object, list[ox.NamedNode]] = defaultdict(list)
        for lower, uppers in self.uppers.items():
            for upper in uppers:
                self.lowers[upper].append(lower)
        self.heads = {
            node[name]: [(node[head.property], head.turned) for head in heads]
            for name, heads in rules.properties.items()
        }
        self.bodies: dict[object, list[tuple[ox.NamedNode, bool]]] = defaultdict(list)
        for name, heads in self.heads.items():
            for head, turned in heads:
                self.bodies[head].append((name, turned))
        self.as_first: dict[object, list[tuple[ox.NamedNode, ox.NamedNode]]] = defaultdict(list)
        self.as_second: dict[object, list[tuple[ox.NamedNode, ox.NamedNode]]] = defaultdict(list)
        self.as_head: dict[object, list[tuple[ox.NamedNode, ox.NamedNode]]] = defaultdict(list)
        for first, second, head in rules.chains:
            self.as_first[node[first]].append((node[second], node[head]))
            self.as_second[node[second]].append((node[first], node[head]))
            self.as_head[node[head]].append((node[first], node[second]))


class Facts:
    """A closure as it lies in some graphs of a store, with changes laid over it."""

    def __init__(self, store: ox.Store, graphs: Sequence[Graph]) -> None:
        self._store = store
        self._graphs = graphs
        self.gone: set[Fact] = set()
        self.new: set[Fact] = set()
        self._new_objects: dict[tuple[object, object], list[Fact]] = defaultdict(list)
        self._new_subjects: dict[tuple[object, object], list[Fact]] = defaultdict(list)

    def stored(self, fact: Fact) -> bool:
        """True if the closure held this before the change."""
        return any(ox.Quad(*fact, graph) in self._store for graph in self._graphs)

    def __contains__(self, fact: Fact) -> bool:
        return fact in self.new or (fact not in self.gone and self.stored(fact))

    def objects(self, subject: object, predicate: ox.NamedNode) -> Iterator[object]:
        """Objects of a subject and predicate."""
        if isinstance(subject, ox.NamedNode):
            for fact in self._match(subject, predicate, None):
                yield fact[2]
            for fact in list(self._new_objects.get((subject, predicate), ())):
                yield fact[2]

    def subjects(self, predicate: ox.NamedNode, value: Fact | object) -> Iterator[ox.NamedNode]:
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

    def _match(self, subject: object, predicate: ox.NamedNode, value: object) -> list[Fact]:
        return [
            fact
            for graph in self._graphs
            for quad in self._store.quads_for_pattern(subject, predicate, value, graph)
            if (fact := (quad.subject, quad.predicate, quad.object)) not in self.gone
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
        for upper in forms.uppers.get(value, ()):  # type: ignore[call-overload]
            yield subject, TYPE, upper
    turnable = isinstance(value, ox.NamedNode)
    for head, turned in forms.heads.get(predicate, ()):
        if not turned:
            yield subject, head, value
        elif turnable:
            yield value, head, subject  # type: ignore[misc]
    for second, head in forms.as_first.get(predicate, ()):
        for end in facts.objects(value, second):
            yield subject, head, end  # type: ignore[misc]
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
        isinstance(middle, ox.NamedNode) and (middle, second, value) in facts
        for first, second in forms.as_head.get(predicate, ())
        for middle in facts.objects(subject, first)
    )


def _names(rules: Rules) -> set[str]:
    names = {name for chain in rules.chains for name in chain}
    for lower, uppers in rules.classes.items():
        names |= {lower, *uppers}
    for name, heads in rules.properties.items():
        names |= {name, *(head.property for head in heads)}
    return names
