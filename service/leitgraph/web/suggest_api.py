"""``/api/v1/suggest``: search as you type."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from leitgraph.errors import BadParameter
from leitgraph.usecases.search.lookup import MOST
from leitgraph.usecases.search.shelf import indexed
from leitgraph.web.answering import answered
from leitgraph.web.site import language, principal, site

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
