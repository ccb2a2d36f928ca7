"""What the graph says about one resource, in two rounds of two questions.

Round one: what it points to and in which graphs that stands; how often it is pointed to, by
property. Round two: labels and the inside of what is shown; who points to it, one page each.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from leitgraph.config import NS
from leitgraph.model import Principal
from leitgraph.queries.query import QUERY
from leitgraph.store.rdf.layers import INFERRED_INTERNAL, INFERRED_PUBLIC
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.web.links import is_iri
from leitgraph.web.pages.page_query import page_query
from leitgraph.web.site import Site

Term = dict[str, str]
Facts = dict[str, list[Term]]
PAGE = 25
SORTED_UP_TO = 5000
OUTGOING = page_query("resource-outgoing").limit - 1
DETAILS = 15_000
QUERY_SIZE = 50_000
INFERRED = frozenset({INFERRED_PUBLIC.value, INFERRED_INTERNAL.value})
# Small things that are read together with what points to them.
INLINE = [
    "Fundstelle",
    "Zielbezug",
    "Zielallokation",
    "Zustaendigkeit",
    "Jahresscheibe",
    "Finanzierungsquelle",
    "Zielwert",
    "Messung",
    "Aussage",
    "Foerdermittel",
    "Beratung",
    "Konsultationsteilnahme",
    "Umgang",
    "Umsetzungsschritt",
    "Zielaenderung",
    "Graph",
]
_LABELS = "skos:prefLabel dcterms:title rdfs:label skos:notation insek:bestaetigung"


@dataclass
class Incoming:
    """Those that point to a resource by one property: how many, and the ones of this page."""

    iri: str
    count: int
    page: int
    subjects: list[str] = field(default_factory=list)
    inferred: set[str] = field(default_factory=set)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // PAGE))


@dataclass
class Resource:
    """A resource with what surrounds it.

    ``outgoing``: property → values, each with the graphs it stands in. ``about``: what is known of
    the others that are shown, by IRI. ``statements``: IRIs of the Aussagen about it. ``cut`` is
    True if it has more values than are read.
    """

    iri: str
    outgoing: dict[str, list[tuple[Term, set[str]]]]
    incoming: list[Incoming]
    about: dict[str, Facts]
    labels: dict[str, list[Term]]
    statements: list[str]
    cut: bool = False

    def values(self, name: str) -> list[Term]:
        """Values of a property, given as a prefixed name."""
        return [term for term, _ in self.outgoing.get(expanded(name), [])]

    def of(self, iri: str, name: str) -> list[Term]:
        """Values of a property of one of the others."""
        return self.about.get(iri, {}).get(expanded(name), [])

    @property
    def graphs(self) -> list[str]:
        """Named graphs that hold statements with it as subject, without what is only inferred."""
        found = {g for values in self.outgoing.values() for _, graphs in values for g in graphs}
        return sorted(found - INFERRED)


def expanded(name: str) -> str:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


async def read(
    here: Site, iri: str, principal: Principal, wanted: str | None, number: int
) -> Resource | None:
    """What is said about a resource; None if nothing. ``wanted``: the property to page through."""
    if not is_iri(iri):
        return None
    outgoing, counts = await asyncio.gather(
        rows(here, principal, page_query("resource-outgoing").bound(resource=iri)),
        rows(here, principal, page_query("resource-incoming-counts").bound(resource=iri)),
    )
    incoming = [
        Incoming(row["p"]["value"], int(row["n"]["value"]), 1) for row in counts if "p" in row
    ]
    if not outgoing and not incoming:
        return None
    for group in incoming:
        if group.iri == wanted:
            group.page = min(number, group.pages)
    incoming.sort(key=lambda group: (group.iri != wanted, group.count, group.iri))
    resource = Resource(iri, {}, incoming, {}, {}, [], len(outgoing) > OUTGOING)
    _keep_outgoing(resource, outgoing[:OUTGOING])
    details, subjects = await asyncio.gather(
        rows(here, principal, _details(resource)), _subjects(here, principal, resource)
    )
    _keep_details(resource, details)
    _keep_subjects(resource, subjects)
    return resource


async def exists(here: Site, iri: str, principal: Principal) -> bool:
    """True if anything is said about an IRI."""
    if not is_iri(iri):
        return False
    query = page_query("resource-known").bound(resource=iri)
    return bool((await _ask(here, principal, query))["boolean"])


def description(iri: str) -> str:
    """A query for a resource as RDF. ``BadParameter`` for what is no IRI."""
    return page_query("resource-description").bound(resource=iri)


async def rows(here: Site, principal: Principal, query: str) -> list[dict[str, Term]]:
    """The rows of a query, each term with its type, value, language and datatype."""
    found: list[dict[str, Term]] = (await _ask(here, principal, query))["results"]["bindings"]
    return found


async def _ask(here: Site, principal: Principal, query: str) -> dict[str, Any]:
    order = QUERY({"query": query, "format": "json"})
    answer = await here.graph.run(order, principal=principal)
    content: dict[str, Any] = json.loads(await answer.read())
    return content


def _list(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris if is_iri(iri))


def _details(resource: Resource) -> str:
    """Labels of all that is shown, the inside of small things, and the Aussagen about it."""
    shown = dict.fromkeys([*resource.outgoing, *resource.graphs])
    shown |= dict.fromkeys(group.iri for group in resource.incoming)
    # The targets are asked for, not listed: a long list would not fit into a query.
    targets = (
        f"{{ SELECT DISTINCT ?x {{ <{resource.iri}> ?any ?x FILTER (isIRI(?x)) }} "
        f"LIMIT {OUTGOING} }}"
    )
    contradicting = [term["value"] for term in resource.values("insek:widerspricht")]
    inline = ", ".join(f"insek:{kind}" for kind in INLINE)
    # OPTIONAL is evaluated row by row here; a plain join of VALUES with a pattern reads it all.
    label = "OPTIONAL { ?o skos:prefLabel ?l }"
    inner = f"OPTIONAL {{ ?x ?p ?o {label} OPTIONAL {{ ?p skos:prefLabel ?pl }} }}"
    return f"""SELECT ?x ?p ?o ?l ?pl ?said {{
  {{ VALUES ?x {{ {_list(shown)} }} OPTIONAL {{ VALUES ?p {{ {_LABELS} }} ?x ?p ?o {label} }} }}
  UNION {{ {targets} OPTIONAL {{ VALUES ?p {{ {_LABELS} }} ?x ?p ?o {label} }} }}
  UNION {{ {targets} OPTIONAL {{ ?x a ?kind }}
    FILTER (?kind IN ({inline})) {inner} }}
  UNION {{ VALUES ?x {{ {_list(contradicting)} }} {inner} }}
  UNION {{ VALUES ?x {{ {_list(resource.graphs)} }}
    OPTIONAL {{ VALUES ?p {{ insek:synthetisch dcterms:source }} ?x ?p ?o }} }}
  UNION {{ {{ SELECT DISTINCT ?f {{ <{resource.iri}> insek:belegtDurch ?f }} LIMIT {OUTGOING} }}
    OPTIONAL {{ ?f insek:quelle ?x {inner} }} }}
  UNION {{ {{ SELECT ?x {{ ?x insek:ueber <{resource.iri}> . ?x a insek:Aussage }} LIMIT 50 }}
    {inner} BIND (true AS ?said) }}
}} LIMIT {DETAILS}"""


async def _subjects(here: Site, principal: Principal, resource: Resource) -> list[dict[str, Term]]:
    parts: list[str] = []
    for group in resource.incoming:
        if not is_iri(group.iri) or sum(len(part) for part in parts) > QUERY_SIZE:
            continue
        follows = " || ".join(
            f"EXISTS {{ GRAPH <{graph}> {{ ?s <{group.iri}> <{resource.iri}> }} }}"
            for graph in sorted(INFERRED)
        )
        order = "ORDER BY ?s" if group.count <= SORTED_UP_TO else ""
        parts.append(
            f"{{ {{ SELECT ?s {{ ?s <{group.iri}> <{resource.iri}> }} {order} "
            f"LIMIT {PAGE} OFFSET {(group.page - 1) * PAGE} }} BIND (<{group.iri}> AS ?via) "
            f"BIND ({follows} AS ?follows) "
            f"OPTIONAL {{ VALUES ?p {{ {_LABELS} }} ?s ?p ?o "
            "OPTIONAL { ?o skos:prefLabel ?l } } }"
        )
    if not parts:
        return []
    return await rows(here, principal, f"SELECT * {{ {' UNION '.join(parts)} }}")


def _keep_outgoing(resource: Resource, found: list[dict[str, Term]]) -> None:
    seen: dict[tuple[str, ...], set[str]] = {}
    for row in found:
        term, name = row["o"], row["p"]["value"]
        if term["type"] == "triple":  # no address, no text: it is in the RDF formats
            continue
        key = (
            name,
            term["type"],
            term["value"],
            term.get("xml:lang", ""),
            term.get("datatype", ""),
        )
        if key not in seen:
            seen[key] = set()
            resource.outgoing.setdefault(name, []).append((term, seen[key]))
        if "g" in row:
            seen[key].add(row["g"]["value"])


def _keep_details(resource: Resource, found: list[dict[str, Term]]) -> None:
    for row in found:
        if "x" not in row or "p" not in row:
            continue
        iri = row["x"]["value"]
        _keep(resource, iri, row)
        if "said" in row and iri not in resource.statements:
            resource.statements.append(iri)
    resource.statements.sort()


def _keep_subjects(resource: Resource, found: list[dict[str, Term]]) -> None:
    by_property = {group.iri: group for group in resource.incoming}
    for row in found:
        if "s" not in row:
            continue
        iri, group = row["s"]["value"], by_property[row["via"]["value"]]
        if iri not in group.subjects:
            group.subjects.append(iri)
        if row.get("follows", {}).get("value") == "true":
            group.inferred.add(iri)
        if "p" in row:
            _keep(resource, iri, row)


def _keep(resource: Resource, iri: str, row: dict[str, Term]) -> None:
    term = row["o"]
    values = resource.about.setdefault(iri, {}).setdefault(row["p"]["value"], [])
    if term not in values:
        values.append(term)
    for name, about in (("l", term["value"]), ("pl", row["p"]["value"])):
        if name in row:
            labels = resource.labels.setdefault(about, [])
            if row[name] not in labels:
                labels.append(row[name])


def own(name: str) -> str:
    """The IRI of a term of the ontology."""
    return NS + name
