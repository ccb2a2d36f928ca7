"""``/api/v1/history``: the checks of a Vorlage of the graph, or of a kept draft."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from leitgraph.check.history.entry import Check, in_turn
from leitgraph.check.listing import paper
from leitgraph.errors import BadParameter, NotFound
from leitgraph.model import Principal, Role
from leitgraph.web.api.suggest import only
from leitgraph.web.site import Site, language, principal, site

PARAMETERS = ("city", "vorlage", "draft")


async def history(request: Request) -> Response:
    """Query parameters ``city`` and ``vorlage`` (Kennung or IRI), or ``draft`` (id of a draft)."""
    only(request, *PARAMETERS)
    here, given, wanted = site(request), request.query_params, language(request)
    if given.get("draft"):
        checks = await of_draft(here, given["draft"])
    else:
        for name in ("city", "vorlage"):
            if not given.get(name):
                raise BadParameter(
                    "Bitte mit ?city= und ?vorlage= sagen, um welche Vorlage es geht, oder mit "
                    "?draft= um welchen gespeicherten Entwurf.",
                    "Please say with ?city= and ?vorlage= which paper is meant, or with ?draft= "
                    "which kept draft.",
                    parameter=name,
                )
        checks = await of_paper(here, given["city"], given["vorlage"], principal(request))
    headers = {
        "Content-Language": wanted,
        "Cache-Control": "no-store",
        "Vary": "Accept-Language, Authorization",
    }
    return JSONResponse({"checks": in_turn(checks, wanted)}, headers=headers)


async def of_paper(here: Site, city: str, name: str, who: Principal) -> list[Check]:
    """Checks of a Vorlage that this asker sees, newest first; for admins those of drafts too."""
    iri = kennung = name
    try:
        found = await paper(here.graph, city, name, who)
        iri, kennung = found.iri, found.kennung
    except NotFound:
        if who.role is not Role.ADMIN:
            raise
        checks = await asyncio.to_thread(here.history.of_paper, city, iri, kennung, who)
        if checks:
            return checks
        raise
    return await asyncio.to_thread(here.history.of_paper, city, iri, kennung, who)


async def of_draft(here: Site, id_: str) -> list[Check]:
    """Checks of a kept draft, newest first. ``NotFound`` if there is none of that id (any more)."""
    await asyncio.to_thread(here.drafts.get, id_)
    return await asyncio.to_thread(here.history.of_draft, id_)
