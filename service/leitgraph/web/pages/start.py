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
from leitgraph.exporters.tables.known import COMPLETE, NOTHING, PARTLY, UNKNOWN
from leitgraph.model import Principal, Text
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


COVERED_BY = {"Leitziel": "Ziel", "Projekt": "Massnahme"}
"""Kinds of which the statement on a wider kind speaks."""


async def start(request: Request) -> Response:
    """The start page with what is in the graph now."""
    here = site(request)
    graph = here.graph  # Busy, before anything is asked
    counts, covered, triples, log = await asyncio.gather(
        rows(here, page_query("things-by-city").bound()),
        rows(here, page_query("coverage").bound()),
        rows(here, page_query("triples").bound()),
        graph.log(1),
    )
    by_city: dict[str, dict[str, int]] = {}
    for row in counts:
        kind = row["kind"].rpartition("#")[2]
        by_city.setdefault(row["kommune"], {})[kind] = int(row["n"])
    cities = []
    for city in here.cities.values():
        iri = kommune(city.slug, here.settings.base)
        degrees = degrees_of(covered, iri)
        told = {kind: by_city.get(iri, {}).get(kind, 0) for kind in KINDS}
        none = {kind: "0" if _degree(degrees, kind) == COMPLETE else "–" for kind in KINDS}
        cities.append({"city": city, "counts": {k: n or none[k] for k, n in told.items()}})
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
    covered, goals, years, *things = await asyncio.gather(
        rows(here, page_query("coverage").bound()),
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
        sections=[
            (SHOWN[kind], once(found), absence(degrees_of(covered, iri), kind))
            for kind, found in zip(SHOWN, things, strict=True)
        ],
        no_goals=absence(degrees_of(covered, iri), "Ziel"),
        coverage=[
            (here.asking.terms.get(NS + kind, Text(kind, kind)), DEGREES[degree], until)
            for kind, (degree, until) in degrees_of(covered, iri).items()
            if degree in DEGREES
        ],
    )


DEGREES = {
    COMPLETE: ("vollständig", "complete"),
    PARTLY: ("teilweise", "partly"),
    NOTHING: ("nicht erfasst", "not recorded"),
}


def degrees_of(covered: list[dict[str, str]], iri: str) -> dict[str, tuple[str, str]]:
    """By kind: how far a city's things of it are recorded, and until which day."""
    return {
        row["art"].removeprefix(NS): (row["grad"].rpartition("/")[2], row.get("stand", ""))
        for row in covered
        if row["kommune"] == iri
    }


def absence(degrees: dict[str, tuple[str, str]], kind: str) -> tuple[str, str]:
    """What to say where nothing of a kind is there: none, not recorded, or none of a part."""
    degree = _degree(degrees, kind)
    if degree == COMPLETE:
        return "Keine; alle sind erfasst.", "None; all are recorded."
    if degree == PARTLY:
        return "Keine unter dem, was erfasst ist.", "None among what is recorded."
    return "Nicht erfasst.", "Not recorded."


def _degree(degrees: dict[str, tuple[str, str]], kind: str) -> str:
    return degrees.get(COVERED_BY.get(kind, kind), (UNKNOWN, ""))[0]


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
