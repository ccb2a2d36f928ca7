"""``/api/v1/suggest``: search as you type. ``/api/v1/drafts/suggestions``: goals for a draft."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from leitgraph.errors import BadInput, BadParameter, UnsupportedMediaType
from leitgraph.search.lookup import MOST
from leitgraph.search.shelf import indexed
from leitgraph.suggest.suggest import suggest_goals
from leitgraph.web.answering import Left, answered, while_there
from leitgraph.web.api.checks import READS
from leitgraph.web.site import language, principal, site
from leitgraph.web.transport import bodies
from leitgraph.web.transport.headers import GONE

PARAMETERS = ("q", "city", "kind", "date", "limit")
LIMIT = 10


async def suggest(request: Request) -> Response:
    """Query parameters ``q``, ``city``, ``kind``, ``date`` (default: today), ``limit``."""
    given = request.query_params
    only(request, *PARAMETERS)
    if "q" not in given:
        raise BadParameter(
            "Bitte mit ?q= sagen, wonach gesucht wird.",
            "Please say with ?q= what to search for.",
            parameter="q",
        )
    wanted = language(request)
    payload = {
        "q": given["q"].strip("\n\r\t\0"),
        "city": given.get("city", ""),
        "kind": given.get("kind", ""),
        "date": given.get("date") or date.today().isoformat(),
        "limit": _limit(given.get("limit", "")),
        "language": wanted,
    }
    who = principal(request)
    headers = {"Content-Language": wanted}
    return await indexed(
        site(request).graph,
        lambda: answered(request, "suggest", payload, who, headers=headers),
    )


async def for_draft(request: Request) -> Response:
    """Goals that the draft in the body probably touches, or a Vorlage of the graph.

    Query parameters ``city``, ``date``, ``vorlage`` as for checks.
    """
    here = site(request)
    given = request.query_params
    only(request, "city", "date", "vorlage")
    if not given.get("city"):
        raise BadParameter(
            f"Bitte mit ?city= die Stadt nennen. Möglich: {', '.join(here.cities)}.",
            f"Please name the city with ?city=. Possible: {', '.join(here.cities)}.",
            parameter="city",
        )
    media = bodies.media_type(request) or "application/json"
    body = await bodies.read(request, here.settings.draft_mb << 20)
    if not body.strip() and not given.get("vorlage"):
        raise BadInput(
            "Es fehlt der Entwurf, oder ?vorlage= mit der Kennung einer Vorlage.",
            "The draft is missing, or ?vorlage= with the reference of a council paper.",
        )
    if body.strip() and media not in READS:
        raise UnsupportedMediaType(
            f"Gelesen werden {', '.join(READS)}.", f"What is read: {', '.join(READS)}."
        )
    asked = suggest_goals(
        here.graph,
        here.settings,
        body.strip() and body,
        media,
        given["city"],
        given.get("date"),
        principal(request),
        focus=given.get("vorlage"),
    )
    try:
        found = await while_there(request.receive, asked)
    except Left:
        return Response(status_code=GONE)
    headers = {"Cache-Control": "no-store", "X-Graph-Version": str(found["graph_version"])}
    return JSONResponse(found, headers=headers)


def only(request: Request, *names: str) -> None:
    """Refuse a query parameter that is not one of the names."""
    unknown = sorted(set(request.query_params) - {*names, "lang"})
    if unknown:
        offered = ", ".join(names)
        raise BadParameter(
            f"„{unknown[0]}“ gibt es hier nicht; möglich: {offered}.",
            f"There is no “{unknown[0]}” here; possible: {offered}.",
            parameter=unknown[0],
        )


def _limit(text: str) -> int:
    if not text:
        return LIMIT
    if not (text.isdecimal() and len(text) < 4 and 1 <= int(text) <= MOST):
        raise BadParameter(
            f"limit ist eine Zahl von 1 bis {MOST}.",
            f"limit is a number from 1 to {MOST}.",
            parameter="limit",
        )
    return int(text)
