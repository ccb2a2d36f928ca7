"""``/``: what Leitgraph is, what is in the graph; ``/stadt/<slug>``: one city."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.catalog.cities import kommune
from leitgraph.errors import NotFound
from leitgraph.model import Principal
from leitgraph.web.pages.render import page
from leitgraph.web.site import Site, site
from leitgraph.web.transport.cache import Kept, digest_of

KINDS = {
    "Leitziel": ("Leitziele", "Guiding goals"),
    "Ziel": ("Ziele insgesamt", "Goals in all"),
    "Konzept": ("Konzepte", "Concepts"),
    "Projekt": ("Projekte", "Projects"),
    "Vorlage": ("Vorlagen", "Council papers"),
    "Haushaltsposition": ("Haushaltspositionen", "Budget positions"),
    "Fundstelle": ("Fundstellen", "Passages"),
}
_COUNTS = f"""SELECT ?kommune ?kind (COUNT(?s) AS ?n) {{
  VALUES ?kind {{ {" ".join(f"insek:{kind}" for kind in KINDS)} }}
  ?s a ?kind . ?s insek:kommune ?kommune
}} GROUP BY ?kommune ?kind"""
_TRIPLES = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_GOALS = """SELECT ?ziel ?name ?nummer ?ueber ?ebene ?rang {
  ?ziel a insek:Ziel ; insek:kommune ?kommune . FILTER (?kommune = <%s>)
  OPTIONAL { ?ziel skos:prefLabel ?name . FILTER (LANG(?name) = "de") }
  OPTIONAL { ?ziel skos:notation ?nummer }
  OPTIONAL { ?ziel insek:unterzielVon ?ueber }
  OPTIONAL { ?ziel insek:zielebene ?e . OPTIONAL { ?e insek:rang ?rang }
             OPTIONAL { ?e skos:prefLabel ?ebene . FILTER (LANG(?ebene) = "de") } }
} ORDER BY ?rang ?nummer ?name LIMIT 2001"""
_THINGS = """SELECT ?ding ?name ?datum {
  { SELECT ?ding (MAX(?tag) AS ?datum) {
      ?ding a insek:%s ; insek:kommune ?kommune . FILTER (?kommune = <%s>)
      OPTIONAL { ?ding insek:datum ?tag }
    } GROUP BY ?ding ORDER BY DESC(?datum) ?ding LIMIT 101 }
  OPTIONAL { ?ding skos:prefLabel ?name . FILTER (LANG(?name) = "de") }
} ORDER BY DESC(?datum) ?name"""
_YEARS = """SELECT ?jahr (COUNT(DISTINCT ?vorlage) AS ?n) {
  ?vorlage a insek:Vorlage ; insek:kommune ?kommune ; insek:datum ?tag .
  FILTER (?kommune = <%s>) BIND (SUBSTR(STR(?tag), 1, 4) AS ?jahr)
} GROUP BY ?jahr ORDER BY DESC(?jahr)"""
# A filter, because the engine would join everything of a large city with everything of a kind.
SHOWN = {
    "Konzept": ("Konzepte", "Concepts"),
    "Vorlage": ("Vorlagen", "Council papers"),
    "Konsultation": ("Beteiligung", "Participation"),
    "Quelle": ("Quellen", "Sources"),
}
GOALS = 2000


async def start(request: Request) -> Response:
    """The start page with what is in the graph now."""
    here = site(request)
    graph = here.graph  # Busy, before anything is asked
    counts, triples, log = await asyncio.gather(
        rows(here, _COUNTS), rows(here, _TRIPLES), graph.log(1)
    )
    by_city: dict[str, dict[str, int]] = {}
    for row in counts:
        kind = row["kind"].rpartition("#")[2]
        by_city.setdefault(row["kommune"], {})[kind] = int(row["n"])
    cities = [
        {"city": city, "counts": by_city.get(kommune(city.slug, here.settings.base), {})}
        for city in here.cities.values()
    ]
    return page(
        request,
        "start.html",
        cities=cities,
        kinds=KINDS,
        triples=int(triples[0]["n"]),
        last=log[0] if log else None,
        rules=len(here.rules),
    )


async def city(request: Request) -> Response:
    """Goals as a tree, concepts, papers, participation and sources of one city."""
    here = site(request)
    slug = str(request.path_params["slug"])
    if slug not in here.cities:
        raise NotFound(
            f"Von „{slug}“ ist hier keine Stadt bekannt.", f"No city “{slug}” is known here."
        )
    iri = kommune(slug, here.settings.base)
    goals, years, *things = await asyncio.gather(
        rows(here, _GOALS % iri),
        rows(here, _YEARS % iri),
        *(rows(here, _THINGS % (kind, iri)) for kind in SHOWN),
    )
    return page(
        request,
        "city.html",
        city=here.cities[slug],
        iri=iri,
        tree=tree(goals[:GOALS]),
        goals=len({row["ziel"] for row in goals}),
        more=len(goals) > GOALS,
        years=years,
        sections=[(SHOWN[kind], once(found)) for kind, found in zip(SHOWN, things, strict=True)],
    )


async def rows(here: Site, query: str) -> list[dict[str, str]]:
    """The rows of a query, as what everybody may see; asked once per version of the graph."""
    payload = {"query": query, "format": "json"}
    digest = digest_of("query", payload, Principal())
    kept = here.cache.get(here.graph.version, digest)
    if kept is None:
        answer = await here.graph.run("query", payload, principal=Principal())
        kept = Kept(str(answer.head["content_type"]), await answer.read(), answer.head)
        here.cache.put(answer.version, digest, kept)
    bindings = json.loads(kept.body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


def once(found: list[dict[str, str]]) -> list[dict[str, str]]:
    """Each thing once, even if it has two names."""
    first: dict[str, dict[str, str]] = {}
    for row in found:
        first.setdefault(row["ding"], row)
    return list(first.values())


def tree(goals: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Goals below goals. One that stands under two is shown under both; no goal below itself."""
    below: dict[str, list[str]] = {}
    facts: dict[str, dict[str, str]] = {}
    for row in goals:
        facts.setdefault(row["ziel"], row)
        if row.get("ueber"):
            children = below.setdefault(row["ueber"], [])
            if row["ziel"] not in children:
                children.append(row["ziel"])
    lower = {child for parent, children in below.items() if parent in facts for child in children}

    def order(iri: str) -> tuple[Any, ...]:
        row = facts[iri]
        parts = re.split(r"(\d+)", row.get("nummer", ""))
        number = [(int(part), "") if part.isdigit() else (-1, part) for part in parts if part]
        return (row.get("rang", "~"), not number, number, row.get("name", ""), iri)

    def node(iri: str, above: tuple[str, ...]) -> dict[str, Any]:
        children = [c for c in below.get(iri, []) if c not in above and c in facts]
        children.sort(key=order)
        return {**facts[iri], "below": [node(c, (*above, iri)) for c in children]}

    return [node(iri, ()) for iri in sorted(set(facts) - lower, key=order)]


ROUTES = [
    Route("/", start, methods=["GET", "HEAD"], name="start"),
    Route("/stadt/{slug}", city, methods=["GET", "HEAD"], name="stadt"),
]
