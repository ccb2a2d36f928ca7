"""``/dump.nq.zst`` and its like: all that one sees as a file with the names of the graphs.

Streamed from a reader as it is read; nothing is kept of it here but what the answer cache holds.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from leitgraph.errors import NotFound
from leitgraph.queries.export import COMPRESSED, EXPORT, ExportPayload
from leitgraph.queries.formats import GRAPHS
from leitgraph.web.answering import answered
from leitgraph.web.site import principal, site
from leitgraph.web.transport.changes import last_change
from leitgraph.web.typed import (
    PUBLIC_OR_ADMIN,
    Other,
    Parameters,
    Route,
    absent,
    answers,
    asked,
    both,
    contents,
    parameters_of,
)

ROUTER = APIRouter(route_class=Route)
FORMATS = {"nq": "nquads", "trig": "trig"}
"""Formats that hold the names of graphs, by the ending of the file."""
COMPRESSIONS = {"": "", "gz": "gzip", "zst": "zstd"}
ENDINGS = [f"{form}{'.' if more else ''}{more}" for form in FORMATS for more in COMPRESSIONS]
"""All endings of files, as ``nq.zst``."""
_MEDIA = contents([*(GRAPHS[name][0] for name in FORMATS.values()), *COMPRESSED.values()])


class Wanted(Parameters):
    """What else is in it."""

    inferred: bool = absent(
        description=both(
            "Auch die Graphen mit dem, was folgt (true)", "The graphs of what follows too (true)"
        )
    )


_SAID: dict[str, Any] = {
    "response_class": Other,
    "responses": answers(_MEDIA) | asked(404),
    "openapi_extra": {"parameters": parameters_of(Wanted), "security": PUBLIC_OR_ADMIN},
}


async def whole(request: Request) -> Response:
    """All graphs that the asker sees."""
    return await _dump(request, "", request.url.path.removeprefix("/dump."))


for _ending in ENDINGS:
    ROUTER.get(
        f"/dump.{_ending}",
        name=f"dump-{_ending.replace('.', '-')}",
        summary=both(f"Alles als Datei ({_ending})", f"All as a file ({_ending})"),
        description=both(
            f"Von einer Stadt: /dump/KURZNAME.{_ending}", f"Of one city: /dump/SLUG.{_ending}"
        ),
        **_SAID,
    )(whole)


@ROUTER.get("/dump/{file}", name="dump-city", include_in_schema=False)
async def of_city(request: Request) -> Response:
    """All graphs of a city that the asker sees."""
    city, _, ending = str(request.path_params["file"]).partition(".")
    if city not in site(request).cities:
        raise NotFound(
            f"Die Stadt „{city[:80]}“ gibt es hier nicht.",
            f"There is no city “{city[:80]}” here.",
        )
    return await _dump(request, city, ending)


async def _dump(request: Request, city: str, ending: str) -> Response:
    if ending not in ENDINGS:
        raise NotFound(
            f"Dateien enden hier auf {', '.join(ENDINGS)}.",
            f"Files end in {', '.join(ENDINGS)} here.",
        )
    form, _, compression = ending.partition(".")
    payload: ExportPayload = {"format": FORMATS[form]}
    if compression:
        payload["compression"] = COMPRESSIONS[compression]
    if city:
        payload["city"] = city
    if request.query_params.get("inferred") in {"true", "1", ""}:
        payload["inferred"] = True
    who = principal(request)
    changed = await last_change(site(request).graph)
    name = f"leitgraph{'-' if city else ''}{city}.{ending}"
    headers = {
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    since = request.headers.get("if-modified-since")
    if since and "if-none-match" not in request.headers and not _after(changed, since):
        return Response(status_code=304, headers={"Last-Modified": headers["Last-Modified"]})
    return await answered(request, EXPORT(payload), who, headers=headers)


def _after(changed: datetime, since: str) -> bool:
    """True if it changed after this HTTP date, or if that is none (RFC 9110, section 13.1.3)."""
    try:
        told = parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return True
    return changed > (told if told.tzinfo else told.replace(tzinfo=UTC))
