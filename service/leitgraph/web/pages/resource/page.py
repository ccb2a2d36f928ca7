"""``/id/…``: a page for every resource, and its data on the same address; ``terms`` uses it too.

Whoever asks for Turtle, JSON-LD, N-Triples or RDF/XML, by ``Accept`` or ``?format=``, gets that.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.config import NS
from leitgraph.errors import BadParameter, NotAcceptable, NotFound
from leitgraph.queries.query import QUERY
from leitgraph.web.answering import answered
from leitgraph.web.links import is_external
from leitgraph.web.pages.render import page
from leitgraph.web.pages.resource.data import description, exists, read
from leitgraph.web.pages.resource.view import View
from leitgraph.web.site import language, principal, site
from leitgraph.web.transport.negotiation import preferred

VARY = "Accept, Accept-Language, Authorization, Cookie"
FORMATS = {
    "ttl": ("Turtle", "text/turtle"),
    "jsonld": ("JSON-LD", "application/ld+json"),
    "nt": ("N-Triples", "application/n-triples"),
    "rdf": ("RDF/XML", "application/rdf+xml"),
}
_BY_MEDIA = {media: short for short, (_, media) in FORMATS.items()}
_BY_MEDIA |= {"application/x-turtle": "ttl", "application/xml": "rdf", "text/plain": "nt"}
_PAGES = {"text/html", "application/xhtml+xml", "text/*", "*/*"}


async def resource(request: Request) -> Response:
    """A resource of a city: everything below the base."""
    return await shown(request, f"{site(request).settings.base}/{request.path_params['path']}")


async def shown(request: Request, iri: str) -> Response:
    """The page of a resource, or its data. ``NotFound`` if nothing at all is said about it."""
    short = asked_for(request)
    if short:
        return await data(request, iri, short)
    here, lang = site(request), language(request)
    wanted = _full(request.query_params.get("eingehend"))
    found = await read(here, iri, principal(request), wanted, _number(request))
    if found is None:
        raise nothing(iri)
    synthetic = [slug for slug, city in here.cities.items() if city.synthetic]
    view = View(found, lang, here.settings.base, {"musterstadt", *synthetic})
    slug = iri.removeprefix(here.settings.base + "/").partition("/")[0]
    return page(
        request,
        "resource.html",
        headers={"Vary": VARY, "Link": links(request)},
        view=view,
        city=here.cities.get(slug) if iri.startswith(here.settings.base + "/") else None,
        formats=[(name, f"?format={short}", media) for short, (name, media) in FORMATS.items()],
        graph_file=f"/graph-store?{urlencode({'graph': iri})}" if "/graph/" in iri else None,
        external=is_external,
    )


async def data(request: Request, iri: str, short: str) -> Response:
    """A resource as RDF."""
    asker = principal(request)
    if not await exists(site(request), iri, asker):
        raise nothing(iri)
    order = QUERY({"query": description(iri), "format": short})
    headers = {"Vary": VARY, "Link": links(request)}
    return await answered(request, order, asker, headers=headers)


def asked_for(request: Request) -> str | None:
    """Short name of the RDF format that is asked for; None for the page."""
    short = request.query_params.get("format")
    if short is not None:
        if short == "html":
            return None
        if short not in FORMATS:
            raise BadParameter(
                f"format ist eines von: {', '.join(FORMATS)}.",
                f"format is one of: {', '.join(FORMATS)}.",
                parameter="format",
            )
        return short
    accept = request.headers.get("accept") or "*/*"
    if "text/html" in accept.lower() and not any(m in accept for m in _BY_MEDIA):
        return None
    for media in preferred(accept):
        if media in _PAGES:
            return None
        if media in _BY_MEDIA:
            return _BY_MEDIA[media]
        if media == "application/*":
            return "jsonld"
    offered = ", ".join(["text/html", *(media for _, media in FORMATS.values())])
    raise NotAcceptable(
        f"Diese Seite gibt es als: {offered}.", f"This page is on offer as: {offered}."
    )


def links(request: Request) -> str:
    """``Link`` header: the same resource in the other formats (RFC 8288)."""
    path = quote(request.url.path, safe="/:@!$&'()*+=~%")
    return ", ".join(
        f'<{path}?format={short}>; rel="alternate"; type="{media}"'
        for short, (_, media) in FORMATS.items()
    )


def _full(name: str | None) -> str | None:
    """The IRI of a property: a local name is one of ours."""
    return name if not name or ":" in name else NS + name


def _number(request: Request) -> int:
    text = request.query_params.get("seite", "1")
    if not (text.isascii() and text.isdecimal() and 1 <= len(text) <= 7 and int(text) >= 1):
        raise BadParameter(
            "seite ist eine Zahl ab 1.", "seite (page) is a number from 1.", parameter="seite"
        )
    return int(text)


def nothing(iri: str) -> NotFound:
    """What to say where nothing is said about an IRI."""
    return NotFound(
        f"Über <{iri}> ist hier nichts gesagt. Vielleicht ist die Adresse unvollständig, oder die "
        "Ressource wurde gelöscht.",
        f"Nothing is said here about <{iri}>. The address may be incomplete, or the resource was "
        "deleted.",
    )


READ = ["GET", "HEAD"]
ROUTES = [
    Route("/id/{path:path}", resource, methods=READ, name="ressource"),
]
