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
from leitgraph.config import NS
from leitgraph.errors import NotFound
from leitgraph.model import Principal
from leitgraph.queries.query import QUERY
from leitgraph.web.pages.page_query import page_query
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
SHOWN = {
    "Konzept": ("Konzepte", "Concepts"),
    "Vorlage": ("Vorlagen", "Council papers"),
    "Konsultation": ("Beteiligung", "Participation"),
    "Quelle": ("Quellen", "Sources"),
}


async def start(request: Request) -> Response:
    """The start page with what is in the graph now."""
    here = site(request)
    graph = here.graph  # Busy, before anything is asked
    counts, triples, log = await asyncio.gather(
        rows(here, page_query("things-by-city").bound()),
        rows(here, page_query("triples").bound()),
        graph.log(1),
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
    asked, newest = page_query("goals-of-city"), page_query("things-of-city")
    goals, years, *things = await asyncio.gather(
        rows(here, asked.bound(kommune=iri)),
        rows(here, page_query("vorlagen-by-year").bound(kommune=iri)),
        *(rows(here, newest.bound(kommune=iri, art=NS + kind)) for kind in SHOWN),
    )
    most = asked.limit - 1
    return page(
        request,
        "city.html",
        city=here.cities[slug],
        iri=iri,
        tree=tree(goals[:most]),
        goals=len({row["ziel"] for row in goals}),
        more=len(goals) > most,
        years=years,
        sections=[(SHOWN[kind], once(found)) for kind, found in zip(SHOWN, things, strict=True)],
    )


async def rows(here: Site, query: str) -> list[dict[str, str]]:
    """The rows of a query, as what everybody may see; asked once per version of the graph."""
    order = QUERY({"query": query, "format": "json"})
    digest = digest_of(order.job, order.payload, Principal())
    kept = here.cache.get(here.graph.version, digest)
    if kept is None:
        answer = await here.graph.run(order, principal=Principal())
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
