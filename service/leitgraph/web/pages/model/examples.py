"""``/abfrage``: the named queries as examples for programs and people, page and data."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leitgraph.catalog.queries import listed
from leitgraph.catalog.text.shape_library import serialised
from leitgraph.publishing.examples import SH, examples, iri_of
from leitgraph.publishing.examples import search as about_search
from leitgraph.queries.formats import GRAPHS, SHORTER
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.web.pages.render import page
from leitgraph.web.pages.resource.page import FORMATS, VARY, asked_for, links, nothing
from leitgraph.web.pages.versions import READ
from leitgraph.web.site import site


async def shown(request: Request) -> Response:
    """All example queries, or one of them."""
    found = listed(dict(site(request).asking.queries))
    slug = request.path_params.get("slug")
    if slug is not None:
        found = [query for query in found if query.slug == slug]
        if not found:
            raise nothing(iri_of(str(slug)[:200]))
    short = asked_for(request)
    headers = {"Vary": VARY, "Link": links(request)}
    if short:
        media, form = GRAPHS[SHORTER.get(short, short)]
        triples = examples(str(request.url_for("sparql")), found)
        body = serialised(triples, form, {**PREFIXES, "sh": SH})
        return Response(body, headers=headers, media_type=media)
    formats = [(name, f"?format={short}", media) for short, (name, media) in FORMATS.items()]
    return page(request, "examples.html", headers=headers, formats=formats, queries=found, one=slug)


async def search(request: Request) -> Response:
    """What ``leit:suche`` is: data, or for people the place where it is told with examples."""
    short = asked_for(request)
    if not short:
        return RedirectResponse("/abfrage#volltext", 303, headers={"Vary": VARY})
    media, form = GRAPHS[SHORTER.get(short, short)]
    body = serialised(about_search(str(request.url_for("sparql"))), form, dict(PREFIXES))
    return Response(body, headers={"Vary": VARY, "Link": links(request)}, media_type=media)


ROUTES = [
    Route("/leit", search, methods=READ, name="volltext"),
    Route("/abfrage", shown, methods=READ, name="abfragen"),
    Route("/abfrage/{slug}", shown, methods=READ, name="abfrage"),
]
