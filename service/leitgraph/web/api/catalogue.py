"""``/api/v1/queries``, ``/cities``, ``/rules``, ``/log``: what there is, and what changed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from leitgraph.catalog.cities import kommune
from leitgraph.catalog.queries import as_plain, listed
from leitgraph.model import Role, Severity
from leitgraph.web.site import language, principal, site
from leitgraph.web.typed import Parameters, Route, absent, both, one_of, problems

ROUTER = APIRouter(prefix="/api/v1", route_class=Route)
LOG_LIMIT = 500
_PAGE = 50
_LARGEST = 10**18 - 1
"""Larger numbers fit into no journal."""


class QueryParameter(BaseModel):
    """A parameter of a named query."""

    name: str
    type: str
    label: str
    default: str | None
    required: bool
    options: str | None


class QueryColumn(BaseModel):
    """A column of the answer."""

    name: str
    label: str
    kind: str
    text: str | None


class QueryExample(BaseModel):
    """What can be asked, and with which values."""

    what: str
    parameters: dict[str, Any]


class NamedQuery(BaseModel):
    """A named query, and where to ask it."""

    slug: str
    title: str
    description: str
    questions: list[int]
    view: str
    chart: dict[str, str]
    parameters: list[QueryParameter]
    columns: list[QueryColumn]
    examples: list[QueryExample]
    href: str


class NamedQueries(BaseModel):
    """All named queries."""

    queries: list[NamedQuery]


@ROUTER.get(
    "/queries",
    name="queries",
    summary=both("Alle benannten Fragen", "All named queries"),
    response_model=NamedQueries,
    responses=problems(),
)
async def queries(request: Request) -> Response:
    """All named queries with their parameters and where to ask them."""
    wanted = language(request)
    found = [
        {**as_plain(query, wanted), "href": f"/api/v1/queries/{query.slug}"}
        for query in listed(dict(site(request).asking.queries))
    ]
    return _listing(request, {"queries": found})


class CityShown(BaseModel):
    """A city with the sources of its data."""

    slug: str
    name: str
    state: str
    ags: str
    synthetic: bool
    iri: str
    sources: list[dict[str, str]]


class Cities(BaseModel):
    """The cities that have data of their own here."""

    cities: list[CityShown]


@ROUTER.get(
    "/cities",
    name="cities",
    summary=both("Alle Kommunen", "All cities"),
    response_model=Cities,
    responses=problems(),
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


class RuleShown(BaseModel):
    """A rule of the check: what it asks for, why, how grave, from which source."""

    id: str
    area: str
    title: str
    why: str
    hint: str
    severity: str = one_of(severity.value for severity in Severity)
    stage: int
    source: str


class Rules(BaseModel):
    """The rules of the check."""

    rules: list[RuleShown]


@ROUTER.get(
    "/rules",
    name="rules",
    summary=both("Alle Regeln der Prüfung", "All rules of the check"),
    response_model=Rules,
    responses=problems(),
)
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


class Change(BaseModel):
    """A change of the graph; who, why and from where is told to admins."""

    number: int
    time: str = Field(json_schema_extra={"format": "date-time"})
    added: int
    removed: int
    actor: str = absent()
    reason: str = absent()
    source: str = absent()


class Log(BaseModel):
    """A page of the journal; ``next`` is what ``before`` takes for the page after it."""

    entries: list[Change]
    next: int | None


class Page(Parameters):
    """Which page of the journal."""

    limit: int = Field(
        _PAGE,
        ge=1,
        le=_LARGEST,
        description=both(
            f"Höchstens so viele; mehr als {LOG_LIMIT} kommen nicht",
            f"At most so many; no more than {LOG_LIMIT} come",
        ),
    )
    before: int | None = Field(
        None,
        ge=1,
        le=_LARGEST,
        description=both("Nur was vor dieser Nummer liegt", "Only what is before this number"),
    )


@ROUTER.get(
    "/log",
    name="log",
    summary=both("Das Journal, Neuestes zuerst", "The journal, newest first"),
    response_model=Log,
    responses=problems(422),
)
async def log(request: Request, page: Annotated[Page, Query()]) -> Response:
    """The journal, newest first: when, and how much.

    Who, why and from which source is told to admins only: a reason may speak of an internal graph.
    """
    admin = principal(request).role is Role.ADMIN
    entries = await site(request).graph.log(min(page.limit, LOG_LIMIT), page.before)
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


def _listing(request: Request, content: dict[str, Any]) -> Response:
    headers = {"Vary": "Accept-Language", "Content-Language": language(request)}
    return JSONResponse(content, headers=headers)
