"""``/api/v1/queries``, ``/cities``, ``/rules``, ``/log``: what there is, and named answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from leitgraph.catalog.cities import kommune
from leitgraph.catalog.queries import as_plain, listed
from leitgraph.errors import BadParameter, NotAcceptable
from leitgraph.queries.ask import formats
from leitgraph.queries.query import preferred
from leitgraph.web.answering import answered
from leitgraph.web.site import language, principal, site

_RESERVED = ("format", "lang")
_DOWNLOADS = {"csv", "tsv", "xlsx"}
LOG_LIMIT = 500
_DIGITS = 18
"""Longer numbers fit into no journal, and the longest ones into no int()."""


async def queries(request: Request) -> Response:
    """All named queries with their parameters and where to ask them."""
    wanted = language(request)
    found = [
        {**as_plain(query, wanted), "href": f"/api/v1/queries/{query.slug}"}
        for query in listed(dict(site(request).asking.queries))
    ]
    return _listing(request, {"queries": found})


async def query(request: Request) -> Response:
    """The answer of one named query, in the format of ``format`` or ``Accept``."""
    here = site(request)
    slug = str(request.path_params["slug"])
    chosen = here.asking.query(slug)
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in _RESERVED:
            continue
        if name in given:
            raise BadParameter(
                f"„{name}“ steht zweimal da.", f"“{name}” is there twice.", parameter=name
            )
        if value:
            given[name] = value
    form = _form(request)
    payload = {
        "slug": slug,
        "parameters": given,
        "format": form,
        "language": language(request),
        "today": date.today().isoformat(),
    }
    headers = {"Content-Language": language(request)}
    if form in _DOWNLOADS:
        extension = formats()[form][1]
        headers["Content-Disposition"] = f'attachment; filename="{chosen.slug}.{extension}"'
    return await answered(request, "ask", payload, principal(request), headers=headers)


def _form(request: Request) -> str:
    """Short name of the format; JSON if nothing else is asked for."""
    offered = formats()
    short = request.query_params.get("format")
    by_media: dict[str, str] = {"application/json": "json"}
    for name, (media, _) in offered.items():
        by_media.setdefault(media.partition(";")[0], name)
    if short in offered:
        return short
    accept = "" if short else request.headers.get("accept") or "*/*"
    for media in preferred(accept):
        if media in by_media:
            return by_media[media]
        if media in {"*/*", "application/*", "text/html"}:
            return "json"
    raise NotAcceptable(
        f"Diese Antwort gibt es als: {', '.join(sorted(offered))} ({', '.join(by_media)}).",
        f"This answer is on offer as: {', '.join(sorted(offered))} ({', '.join(by_media)}).",
    )


async def cities(request: Request) -> Response:
    """The cities that have data of their own here."""
    here = site(request)
    found = [
        {
            "slug": city.slug,
            "name": city.name,
            "state": city.state,
            "ags": city.ags,
            "synthetic": city.synthetic,
            "iri": kommune(city.slug, here.settings.base),
            "sources": [dict(source) for source in city.sources],
        }
        for city in here.cities.values()
    ]
    return _listing(request, {"cities": found})


async def rules(request: Request) -> Response:
    """The rules of the check: what they ask for, why, how grave, from which source."""
    wanted = language(request)
    found = [
        {
            "id": rule.id,
            "area": rule.area,
            "title": rule.title.get(wanted),
            "why": rule.why.get(wanted),
            "hint": rule.hint.get(wanted),
            "severity": rule.severity.value,
            "stage": rule.stage,
            "source": rule.source,
        }
        for rule in site(request).rules.values()
    ]
    return _listing(request, {"rules": found})


async def log(request: Request) -> Response:
    """The journal, newest first: when, and how much.

    Who, why and from which source is told to admins only: a reason may speak of an internal graph.
    """
    admin = principal(request).role.value == "admin"
    for name in request.query_params:
        if name not in {"limit", "before", "lang"}:
            raise BadParameter(
                f"„{name}“ gibt es hier nicht; möglich: limit, before.",
                f"There is no “{name}” here; possible: limit, before.",
                parameter=name,
            )
    limit = _number(request, "limit", 50)
    before = _number(request, "before", None)
    entries = await site(request).graph.log(min(limit or 50, LOG_LIMIT), before)
    found: list[dict[str, Any]] = []
    for entry in entries:
        row = {
            "number": entry.number,
            "time": entry.time.isoformat(),
            "added": entry.added,
            "removed": entry.removed,
        }
        if admin:
            row |= {"actor": entry.actor, "reason": entry.reason, "source": entry.source}
        found.append(row)
    content = {"entries": found, "next": found[-1]["number"] if found else None}
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


def _number(request: Request, name: str, default: int | None) -> int | None:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isdecimal() or len(text) > _DIGITS or int(text) < 1:
        raise BadParameter(
            f"{name} ist eine Zahl ab 1.", f"{name} is a number from 1.", parameter=name
        )
    return int(text)


def _listing(request: Request, content: dict[str, Any]) -> Response:
    headers = {"Vary": "Accept-Language", "Content-Language": language(request)}
    return JSONResponse(content, headers=headers)
