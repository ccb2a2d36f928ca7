"""``/catalog``: the data sets as DCAT-AP.de and as a page; ``/.well-known/void``: their counts."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.catalog.text.shape_library import serialised
from leitgraph.model import Principal
from leitgraph.publishing import dcat
from leitgraph.publishing.facts import schema_facts
from leitgraph.publishing.void import prefixes, void
from leitgraph.queries.formats import GRAPHS
from leitgraph.web.pages.render import page
from leitgraph.web.pages.resource.page import FORMATS, VARY, asked_for, links
from leitgraph.web.pages.versions import READ
from leitgraph.web.site import principal, site
from leitgraph.web.transport.cache import digest_of, etag, matches
from leitgraph.web.transport.changes import last_change
from leitgraph.web.transport.negotiation import choice

_PUBLIC = Principal()


async def catalogue(request: Request) -> Response:
    """All data sets that everybody sees."""
    here = site(request)
    short = asked_for(request)
    if short:
        graph = GRAPHS[choice("", short).graph or "turtle"]
        changed = await last_change(here.graph)
        said = dcat.catalogue(_address(request), here.settings, here.cities, changed)
        return _data(request, said, graph, dcat.prefixes())
    facts = await schema_facts(here.graph, principal(request))
    sizes = {
        slug: sum(
            number
            for graph, number in facts.graphs.items()
            if graph.startswith(f"{here.settings.base}/{slug}/")
        )
        for slug in here.cities
    }
    return page(
        request,
        "datasets.html",
        headers={"Vary": VARY, "Link": links(request)},
        cities=[city for city in here.cities.values() if city.visibility == "public"],
        sizes=sizes,
        formats=[(name, f"?format={short}", media) for short, (name, media) in FORMATS.items()],
    )


async def description(request: Request) -> Response:
    """VoID; as Turtle for whoever asks for nothing that is on offer."""
    here = site(request)
    accept, short = request.headers.get("accept", ""), request.query_params.get("format", "")
    wanted = choice(accept, short).graph or "turtle"
    facts = await schema_facts(here.graph, _PUBLIC)
    said = void(_address(request), here.settings.base, facts, here.cities)
    return _data(request, said, GRAPHS[wanted], prefixes(_address(request)))


def _data(
    request: Request,
    said: Iterable[ox.Triple],
    form: tuple[str, ox.RdfFormat],
    prefixes: dict[str, str],
) -> Response:
    what = {"path": request.url.path, "host": _address(request), "form": form[0]}
    tag = etag(site(request).graph.version, digest_of("description", what, _PUBLIC))
    headers = {"ETag": tag, "Cache-Control": "public, no-cache", "Vary": VARY}
    if matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(serialised(said, form[1], prefixes), headers=headers, media_type=form[0])


def _address(request: Request) -> str:
    """The address of the service, without a slash at its end."""
    return str(request.base_url).rstrip("/")


ROUTES = [
    Route("/catalog", catalogue, methods=READ, name="datensaetze"),
    Route("/.well-known/void", description, methods=READ, name="void"),
]
