"""What there is how often: classes, properties and what connects them, by city. Job "schema-facts".

Counted once for a state of the graph, in a reader, and kept (``SchemaFacts``). What is counted is
what a query of the default graph finds, so what follows from the ontology counts too. For links
between classes only the most special classes of a thing count, or each would be there many times.
"""

from __future__ import annotations

import asyncio
import json
import weakref
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypedDict

import pyoxigraph as ox

from leitgraph.model import Principal, Role
from leitgraph.store.host.job import GraphName, Job, Out, ReaderContext
from leitgraph.store.rdf.layers import (
    INFERRED_INTERNAL,
    INFERRED_PUBLIC,
    INTERNAL_LAYER,
    PUBLIC_LAYER,
    public_graphs,
)
from leitgraph.store.service import Graph

MOST = 3_000_000
"""With more triples only the classes are counted, not what connects them."""
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE = ox.NamedNode(_RDF + "type")
_SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


@dataclass
class ClassFacts:
    """A class: how many there are in all and by city, one example by city, and its properties.

    ``properties``: by IRI, triples by the class or datatype of their values (empty: neither).
    """

    count: int = 0
    cities: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    properties: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass
class PropertyFacts:
    """A property: its triples, and how many different subjects and objects they have."""

    triples: int = 0
    subjects: int = 0
    objects: int = 0


@dataclass
class SchemaFacts:
    """All counts; ``graphs`` are triples by named graph, ``complete`` is False over ``MOST``."""

    triples: int
    subjects: int
    objects: int
    complete: bool
    graphs: dict[str, int]
    classes: dict[str, ClassFacts]
    properties: dict[str, PropertyFacts]
    links: list[tuple[str, str, str, int]]

    @classmethod
    def of(cls, told: dict[str, Any]) -> SchemaFacts:
        """As the job tells it."""
        return cls(
            **{
                **told,
                "classes": {iri: ClassFacts(**one) for iri, one in told["classes"].items()},
                "properties": {
                    iri: PropertyFacts(**one) for iri, one in told["properties"].items()
                },
                "links": [(a, p, b, int(n)) for a, p, b, n in told["links"]],
            }
        )


class FactsPayload(TypedDict):
    """Whose view: ``public`` or ``internal``."""

    scope: str


def job(ctx: ReaderContext, payload: FactsPayload, body: bytes, out: Out) -> None:
    """Count all that the scope sees."""
    internal = payload["scope"] == "internal" and ctx.role is Role.ADMIN
    layers: list[GraphName] = [PUBLIC_LAYER, *([INTERNAL_LAYER] if internal else [])]
    store = ctx.public if ctx.public is not None and not internal else ctx.store
    named = public_graphs(ctx.store) | {INFERRED_PUBLIC}
    if internal:
        named = frozenset({*ctx.named_graphs, INFERRED_INTERNAL})
    counted = _Count(store, layers, ctx.settings.base + "/").facts()
    sizes = {graph.value: _size(ctx.store, graph) for graph in sorted(named, key=str)}
    counted["graphs"] = {graph: number for graph, number in sizes.items() if number}
    out.head({"content_type": "application/json"})
    out.write(json.dumps(counted, ensure_ascii=False).encode())


SCHEMA_FACTS = Job("schema-facts", FactsPayload, job)


def _size(store: ox.Store, graph: ox.NamedNode) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))


class _Count:
    """Goes through the triples twice: once for the classes of things, once for all they say."""

    def __init__(self, store: ox.Store, layers: list[GraphName], base: str) -> None:
        self._store = store
        self._layers = layers
        self._base = base
        self._classes: dict[Any, tuple[str, ...]] = {}
        self._special: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._above = self._superclasses()

    def facts(self) -> dict[str, Any]:
        """All counts but those of named graphs."""
        classes = self._read_classes()
        triples = sum(1 for _ in self._quads(None)) if len(self._classes) <= MOST else MOST + 1
        complete = triples <= MOST
        properties: dict[str, PropertyFacts] = {}
        links: Counter[tuple[str, str, str]] = Counter()
        subjects: set[Any] = set()
        objects: set[Any] = set()
        if complete:
            for predicate in sorted({q.predicate.value for q in self._quads(None)}):
                own = self._read_property(predicate, classes, links)
                properties[predicate] = PropertyFacts(own[0], len(own[1]), len(own[2]))
                subjects |= own[1]
                objects |= own[2]
        return {
            "triples": triples,
            "subjects": len(subjects) or len(self._classes),
            "objects": len(objects),
            "complete": complete,
            "classes": {iri: vars(one) for iri, one in sorted(classes.items())},
            "properties": {iri: vars(one) for iri, one in sorted(properties.items())},
            "links": [[*key, number] for key, number in sorted(links.items())],
        }

    def _quads(self, predicate: ox.NamedNode | None) -> Iterator[ox.Quad]:
        for layer in self._layers:
            yield from self._store.quads_for_pattern(None, predicate, None, layer)

    def _superclasses(self) -> dict[str, set[str]]:
        """All classes above each class."""
        above: dict[str, set[str]] = defaultdict(set)
        for quad in self._quads(_SUBCLASS):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                above[quad.subject.value].add(quad.object.value)
        found: dict[str, set[str]] = {}
        for start in list(above):
            seen: set[str] = set()
            waiting = list(above[start])
            while waiting:
                one = waiting.pop()
                if one not in seen and one != start:
                    seen.add(one)
                    waiting += above.get(one, ())
            found[start] = seen
        return found

    def _read_classes(self) -> dict[str, ClassFacts]:
        found: dict[str, ClassFacts] = defaultdict(ClassFacts)
        of: dict[Any, list[str]] = defaultdict(list)
        for quad in self._quads(_TYPE):
            if not isinstance(quad.object, ox.NamedNode):
                continue
            of[quad.subject].append(quad.object.value)
            one, city = found[quad.object.value], self._city(quad.subject)
            one.count += 1
            if city:
                one.cities[city] = one.cities.get(city, 0) + 1
            if isinstance(quad.subject, ox.NamedNode):
                example = one.examples.get(city)
                if example is None or quad.subject.value < example:
                    one.examples[city] = quad.subject.value
        self._classes = {subject: tuple(sorted(set(kinds))) for subject, kinds in of.items()}
        return found

    def _read_property(
        self, predicate: str, classes: dict[str, ClassFacts], links: Counter[tuple[str, str, str]]
    ) -> tuple[int, set[Any], set[Any]]:
        number, subjects, objects = 0, set(), set()
        for quad in self._quads(ox.NamedNode(predicate)):
            number += 1
            subjects.add(quad.subject)
            objects.add(quad.object)
            if isinstance(quad.object, ox.Literal):
                values: tuple[str, ...] = (quad.object.datatype.value,)
            else:
                values = self._specials(self._classes.get(quad.object, ()))
            own = self._classes.get(quad.subject, ())
            for kind in own:
                said = classes[kind].properties.setdefault(predicate, {})
                for value in values or ("",):
                    said[value] = said.get(value, 0) + 1
            if not isinstance(quad.object, ox.Literal):
                for kind in self._specials(own):
                    for value in values:
                        links[kind, predicate, value] += 1
        return number, subjects, objects

    def _specials(self, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Without classes that another of them lies below."""
        if kinds not in self._special:
            over = {one for kind in kinds for one in self._above.get(kind, ())}
            self._special[kinds] = tuple(kind for kind in kinds if kind not in over)
        return self._special[kinds]

    def _city(self, subject: Any) -> str:
        """Short name of the city whose IRI this is."""
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(self._base):
            return ""
        slug = subject.value[len(self._base) :].partition("/")[0]
        return "" if slug.startswith(".") else slug


_kept: weakref.WeakKeyDictionary[Graph, dict[str, tuple[int, asyncio.Task[SchemaFacts]]]] = (
    weakref.WeakKeyDictionary()
)


async def schema_facts(graph: Graph, principal: Principal) -> SchemaFacts:
    """The counts of the graph's state for who asks; whoever asks meanwhile waits for the same."""
    scope = "internal" if "internal" in principal.role.sees else "public"
    mine = _kept.setdefault(graph, {})
    version, task = mine.get(scope, (-1, None))
    if task is None or version != graph.version or (task.done() and task.exception()):
        task = asyncio.get_running_loop().create_task(_ask(graph, scope))
        mine[scope] = (graph.version, task)
    return await asyncio.shield(task)


async def _ask(graph: Graph, scope: str) -> SchemaFacts:
    # Time and memory are ours, not the asker's; the scope says what may be read.
    counter = Principal(Role.ADMIN, "zählung")
    async with await graph.run(SCHEMA_FACTS({"scope": scope}), principal=counter) as answer:
        return SchemaFacts.of(json.loads(await answer.read()))
