"""``/schema``: what is in the graph: a picture, and each class with properties and examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.config import NS
from leitgraph.errors import NotFound
from leitgraph.model import Query
from leitgraph.publishing.examples import used
from leitgraph.publishing.facts import ClassFacts, SchemaFacts, schema_facts
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.web.pages.model.drawing import Edge, Node, drawn
from leitgraph.web.pages.render import page
from leitgraph.web.pages.resource.text import FOREIGN, last_part
from leitgraph.web.pages.terms import Entry, modules_of
from leitgraph.web.pages.versions import READ
from leitgraph.web.site import language, principal, site

NODES = 14
EDGES = 34
EVERYWHERE = 0.35
"""A property on this share of all classes says nothing about one of them: it is not drawn."""
_VALUES = 6


@dataclass
class Used:
    """A property of a class: how often, and what its values are."""

    iri: str
    name: str
    label: str
    count: int
    values: list[tuple[str, str, int]]


@dataclass
class Shown:
    """A class as the page tells it."""

    iri: str
    anchor: str
    entry: Entry
    module: str
    count: int
    cities: list[tuple[str, str, int]]
    properties: list[Used]
    examples: list[tuple[str, str]]
    query: str
    queries: list[Query]


async def schema(request: Request) -> Response:
    """All classes that there is anything of; ``?stadt=`` counts one city alone."""
    here, lang = site(request), language(request)
    facts = await schema_facts(here.graph, principal(request))
    _, modules = await modules_of(request)
    city = request.query_params.get("stadt", "")
    if city and city not in here.cities:
        raise NotFound(
            f"Die Stadt „{city[:80]}“ gibt es hier nicht.", f"There is no city “{city[:80]}” here."
        )
    entries = {entry.iri: entry for module in modules for entry in module.entries}
    classes = _classes(facts, entries, city)
    picture = _picture(facts, entries, classes, city, lang)
    named = [query for query in here.asking.queries.values() if query.columns]
    shown = [_shown(iri, one, entries, here.cities, city, named) for iri, one in classes.items()]
    return page(
        request,
        "schema.html",
        picture=picture,
        classes=shown,
        facts=facts,
        cities=[one for one in here.cities.values() if one.slug in _cities(facts)],
        city=city,
        properties=[
            (iri, _name(iri), _label(iri, entries, lang), one)
            for iri, one in sorted(facts.properties.items(), key=lambda p: -p[1].triples)
        ],
    )


def _cities(facts: SchemaFacts) -> set[str]:
    return {slug for one in facts.classes.values() for slug in one.cities}


def _classes(facts: SchemaFacts, entries: dict[str, Entry], city: str) -> dict[str, ClassFacts]:
    """Classes of the ontology that there is anything of, the largest first."""
    found = {
        iri: one
        for iri, one in facts.classes.items()
        if iri in entries and (not city or city in one.cities)
    }
    return dict(sorted(found.items(), key=lambda pair: (-_count(pair[1], city), pair[0])))


def _count(one: ClassFacts, city: str) -> int:
    return one.cities.get(city, 0) if city else one.count


def _picture(
    facts: SchemaFacts,
    entries: dict[str, Entry],
    classes: dict[str, ClassFacts],
    city: str,
    lang: str,
) -> Any:
    """The classes that are connected most, with the strongest property of each pair."""
    starts = Counter(p for p in {(a, p) for a, p, _, _ in facts.links})
    spread = Counter(p for _, p in starts)
    own = max(1, len({a for a, _, _, _ in facts.links if a in classes}))
    links = [
        (a, p, b, n)
        for a, p, b, n in facts.links
        if a in classes and b in classes and p in entries and spread[p] < EVERYWHERE * own
    ]
    weight: Counter[str] = Counter()
    for a, _, b, n in links:
        weight[a] += n
        weight[b] += n
    kept = [iri for iri, _ in weight.most_common(NODES)]
    strongest: dict[frozenset[str], tuple[int, str, str, str]] = {}
    for a, p, b, n in links:
        if a in kept and b in kept:
            pair = frozenset((a, b))
            strongest[pair] = max(strongest.get(pair, (0, "", "", "")), (n, a, p, b))
    ordered = sorted(strongest.values(), reverse=True)[:EDGES]
    order = _ordered(kept, ordered)
    nodes = [
        Node(last_part(iri), entries[iri].label, _number(_count(classes[iri], city), lang))
        for iri in order
    ]
    edges = [
        Edge(order.index(a), order.index(b), entries[p].label, _number(n, lang))
        for n, a, p, b in ordered
    ]
    title = "Classes and what connects them" if lang == "en" else "Klassen und was sie verbindet"
    return drawn(title, nodes, edges)


def _ordered(kept: list[str], links: list[tuple[int, str, str, str]]) -> list[str]:
    """Around the oval: each next to what it is connected with most, of those that are left."""
    left, order = list(kept), kept[:1]
    while len(order) < len(left):
        rest = [iri for iri in left if iri not in order]

        def near(iri: str) -> tuple[int, int]:
            found = [n for n, a, _, b in links if {a, b} == {iri, order[-1]}]
            return sum(found), -left.index(iri)

        order.append(max(rest, key=near))
    return order


def _shown(
    iri: str,
    one: ClassFacts,
    entries: dict[str, Entry],
    cities: Any,
    city: str,
    named: list[Query],
) -> Shown:
    name = iri.removeprefix(NS)
    query = f"SELECT ?x ?name {{\n  ?x a insek:{name}\n  OPTIONAL {{ ?x skos:prefLabel ?name }}\n"
    if city:
        query += f'  FILTER (CONTAINS(STR(?x), "/{city}/"))\n'
    properties = [
        Used(
            used_iri,
            _name(used_iri),
            _label(used_iri, entries, "de"),
            sum(values.values()),
            [
                (value, _name(value), number)
                for value, number in sorted(values.items(), key=lambda v: -v[1])[:_VALUES]
                if value
            ],
        )
        for used_iri, values in one.properties.items()
        if used_iri != PREFIXES["rdf"] + "type"
    ]
    properties.sort(key=lambda p: -p.count)
    examples = [(slug, example) for slug, example in one.examples.items() if slug in cities]
    return Shown(
        iri,
        last_part(iri),
        entries[iri],
        last_part(entries[iri].within),
        _count(one, city),
        [(slug, cities[slug].name, n) for slug, n in one.cities.items() if slug in cities],
        properties,
        [pair for pair in examples if not city or pair[0] == city][:4],
        "/sparql-editor?" + urlencode({"query": query + "} LIMIT 100"}),
        [query for query in named if name in used(query.body)][:5],
    )


def _label(iri: str, entries: dict[str, Entry], lang: str) -> str:
    if iri in entries:
        return entries[iri].label
    return FOREIGN[iri].get(lang) if iri in FOREIGN else last_part(iri)


def _name(iri: str) -> str:
    """The prefixed name of an IRI."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return last_part(iri)


def _number(number: int, lang: str) -> str:
    return f"{number:,}" if lang == "en" else f"{number:,}".replace(",", ".")


ROUTES = [Route("/schema", schema, methods=READ, name="schema")]
