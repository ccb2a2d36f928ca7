"""Cut the neighbourhood of one node out of a graph, along declared paths.

pySHACL straight over a large store is slow (660 ms for one Vorlage at 1 million triples); over what
the rules can see from that Vorlage it takes some milliseconds at any size. What they can see is
declared as paths (``regel:nachbarschaft`` and every ``sh:path``), written like SPARQL property
paths: ``insek:hatZielbezug/insek:ziel/insek:ersetztDurch*/(skos:prefLabel|rdf:type)``.

The paths of all rules become one trie, which is walked from the focus node by index look-ups. A
walk has no query plan that could go wrong: its cost is the size of what it finds.

A step backwards may be bounded: ``^insek:pspElement{50}`` goes back only where at most 50 point to
the node, else nowhere. ``^insek:liegtIn[insek:produkt]{200}`` besides keeps only those that share a
value of ``insek:produkt`` with the focus. So a rule can look for the like of a Vorlage, and its
cost does not grow with the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple, Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from leitgraph.errors import LeitgraphError, TooLarge

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple

MAX_TRIPLES = 50_000
"""More than this is no neighbourhood; the check then says that it could not look at everything."""


class Step(NamedTuple):
    """One predicate of a path: backwards (``^``), any number of times (``*``).

    ``shared`` and ``most`` bound a step backwards; 0 is no bound.
    """

    predicate: NamedNode
    inverse: bool
    repeat: bool
    shared: NamedNode | None = None
    most: int = 0


class Trie(dict[Step, "Trie"]):
    """Paths with common beginnings joined."""


class Source(Protocol):
    """What a walk reads from."""

    def objects(self, subject: Node, predicate: NamedNode) -> Iterator[Term]:
        """Objects of a subject and predicate, each once."""
        ...

    def subjects(self, predicate: NamedNode, value: Term) -> Iterator[Node]:
        """Subjects of a predicate and object, each once."""
        ...


class Layers:
    """A store read through some of its graphs, which are disjoint (graph layers), as one graph."""

    def __init__(
        self, store: Store, graphs: Sequence[NamedNode | BlankNode | DefaultGraph] | None = None
    ) -> None:
        self._store = store
        self._graphs = tuple(graphs) if graphs else (DefaultGraph(),)

    def objects(self, subject: Node, predicate: NamedNode) -> Iterator[Term]:
        """Objects of a subject and predicate."""
        for graph in self._graphs:
            for quad in self._store.quads_for_pattern(subject, predicate, None, graph):
                yield quad.object

    def subjects(self, predicate: NamedNode, value: Term) -> Iterator[Node]:
        """Subjects of a predicate and object."""
        for graph in self._graphs:
            for quad in self._store.quads_for_pattern(None, predicate, value, graph):
                if isinstance(quad.subject, NamedNode | BlankNode):
                    yield quad.subject

    def describes(self, node: Node) -> bool:
        """True if the node has any statement here."""
        return any(
            next(self._store.quads_for_pattern(node, None, None, graph), None) is not None
            for graph in self._graphs
        )


class Draft:
    """A draft laid over a graph: what the draft describes is read from the draft alone.

    So a draft that carries the name of a Vorlage already in the graph is judged by what it says
    now, not by a mixture of both.
    """

    def __init__(self, draft: Store, below: Source) -> None:
        self._draft = Layers(draft)
        self._below = below
        self._own = {q.subject for q in draft.quads_for_pattern(None, None, None, DefaultGraph())}

    def objects(self, subject: Node, predicate: NamedNode) -> Iterator[Term]:
        """Objects by the draft where it describes the subject, else by the graph."""
        source = self._draft if subject in self._own else self._below
        return source.objects(subject, predicate)

    def subjects(self, predicate: NamedNode, value: Term) -> Iterator[Node]:
        """Subjects by the draft, and those of the graph that the draft does not describe.

        What the graph has pointing to what the draft describes belongs to an earlier state of it,
        such as the Beratungen of a Vorlage that is drafted anew.
        """
        yield from self._draft.subjects(predicate, value)
        if value in self._own:
            return
        for node in self._below.subjects(predicate, value):
            if node not in self._own:
                yield node


def parse_path(text: str, prefixes: Mapping[str, str]) -> list[tuple[Step, ...]]:
    """The simple paths that a path expression stands for: alternatives are multiplied out.

    Raises ``LeitgraphError`` where the expression is not of the form in the module's docstring.
    """
    parts: list[list[Step]] = []
    for part in _split(text):
        inner = part[1:-1].split("|") if part.startswith("(") and part.endswith(")") else [part]
        parts.append([_step(one.strip(), prefixes, text) for one in inner])
    return list(product(*parts))


def _split(text: str) -> list[str]:
    """The path's steps; a slash inside ``<…>`` or ``(…)`` does not separate."""
    found = re.findall(r"\([^()]*\)|(?:[^/()<>]|<[^<>]*>)+", text)
    if not found or re.sub(r"\s", "", "/".join(found)) != re.sub(r"\s", "", text):
        raise LeitgraphError(f"Pfad nicht lesbar: {text}", f"Path cannot be read: {text}")
    return [part.strip() for part in found]


def _step(text: str, prefixes: Mapping[str, str], whole: str) -> Step:
    match = _STEP.fullmatch(text)
    if match is None:
        raise _unreadable(text, whole)
    backwards, iri, prefixed, repeat, shared, most = match.groups()
    if (shared or most) and (not backwards or repeat or not most):
        raise _unreadable(text, whole)

    def named(iri: str | None, prefixed: str | None) -> NamedNode:
        if iri:
            return NamedNode(iri)
        prefix, _, name = (prefixed or "").partition(":")
        if prefix not in prefixes:
            raise _unreadable(text, whole)
        return NamedNode(prefixes[prefix] + name)

    return Step(
        named(iri, prefixed),
        bool(backwards),
        bool(repeat),
        named(None, shared) if shared else None,
        int(most or 0),
    )


_STEP = re.compile(
    r"(\^?)(?:<([^<>\s]+)>|([\w-]*:[\w.-]+))(\*?)(?:\[([\w-]*:[\w.-]+)\])?(?:\{([1-9]\d*)\})?"
)


def _unreadable(step: str, whole: str) -> LeitgraphError:
    return LeitgraphError(
        f"Pfad nicht lesbar: „{step}“ in {whole}", f"Path cannot be read: “{step}” in {whole}"
    )


def build_trie(paths: Iterable[tuple[Step, ...]]) -> Trie:
    """One trie of all paths, so that a common beginning is walked once."""
    root = Trie()
    for path in paths:
        here = root
        for step in path:
            here = here.setdefault(step, Trie())
    return root


def extract(source: Source, focus: Node, trie: Trie, limit: int = MAX_TRIPLES) -> set[Triple]:
    """All triples on the trie's paths from the focus. Raises ``TooLarge`` beyond ``limit``."""
    found: set[Triple] = set()
    _walk(source, focus, {focus}, trie, found, limit)
    return found


def _walk(
    source: Source, focus: Node, nodes: set[Term], trie: Trie, found: set[Triple], limit: int
) -> None:
    for step, below in trie.items():
        reached = set(nodes) if step.repeat else set()
        frontier = nodes
        while frontier:
            fresh: set[Term] = set()
            for node in frontier:
                fresh.update(_follow(source, focus, node, step, found))
            if len(found) > limit:
                raise TooLarge(
                    "Die Umgebung der Vorlage ist zu groß für eine Prüfung.",
                    "The neighbourhood of the Vorlage is too large for a check.",
                    limit=limit,
                )
            frontier = (fresh - reached) if step.repeat else set()
            reached |= fresh
        if below:
            _walk(source, focus, reached, below, found, limit)


def _follow(
    source: Source, focus: Node, node: Term, step: Step, found: set[Triple]
) -> Iterator[Term]:
    if step.inverse:
        subjects = source.subjects(step.predicate, node)
        for subject in _bounded(source, focus, subjects, step, found) if step.most else subjects:
            found.add(Triple(subject, step.predicate, node))
            yield subject
    elif isinstance(node, NamedNode | BlankNode):
        for value in source.objects(node, step.predicate):
            found.add(Triple(node, step.predicate, value))
            yield value


def _bounded(
    source: Source, focus: Node, subjects: Iterator[Node], step: Step, found: set[Triple]
) -> Iterator[Node]:
    """The subjects if they are not too many, and of these the ones that share with the focus."""
    wanted = set(source.objects(focus, step.shared)) if step.shared else set()
    if step.shared and not wanted:
        return
    few = list(islice(subjects, step.most + 1))
    if len(few) > step.most:
        return
    for subject in few:
        if step.shared:
            common = wanted.intersection(source.objects(subject, step.shared))
            found.update(Triple(subject, step.shared, value) for value in common)
            if not common:
                continue
        yield subject


def as_store(triples: Iterable[Triple]) -> Store:
    """An in-memory store whose default graph holds the triples."""
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    return store
