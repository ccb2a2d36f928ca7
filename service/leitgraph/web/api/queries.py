"""``/api/v1/queries/<slug>``: one route for each named query, made from its header."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from leitgraph.config import VOCAB_BASE
from leitgraph.errors import BadParameter, NotAcceptable
from leitgraph.model import Parameter, Query
from leitgraph.queries.ask import ASK, AskPayload, formats
from leitgraph.queries.formats import RESULTS
from leitgraph.web.answering import answered
from leitgraph.web.site import Site, language, principal, site
from leitgraph.web.transport.negotiation import best
from leitgraph.web.typed import (
    CHOICES,
    DAY,
    Route,
    absent,
    answers,
    asked,
    both,
    contents,
    reference,
)

JSON = "application/json"
Endpoint = Callable[[Request], Awaitable[Response]]
_PATH = "/api/v1/queries"
_ROWS: dict[str, dict[str, Any]] = {
    "limit": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
    "offset": {"type": "integer", "minimum": 0, "maximum": 1_000_000_000},
}
"""Which of the rows; a page that has others behind it says where, as ``Link`` (RFC 8288)."""
_RESERVED = ("format", "lang", *_ROWS)
_DOWNLOADS = {"csv", "tsv", "xlsx"}
_LARGEST = 10**18 - 1
_DIGITS = 12
# Three decimals are refused: 1.650 may be a thousand and more, or less than two.
_DECIMAL = r"^-?[0-9]{1,18}(\.([0-9]{1,2}|[0-9]{4,18}))?$"
_IRI = r"^(https?://|/?[A-Za-z0-9])[A-Za-z0-9._~%/-]*$"
_TYPES: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST},
    "decimal": {"type": "string", "pattern": _DECIMAL, "examples": ["1650000.50"]},
    "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "pattern": f"^(today|{DAY[1:-1]})$", "examples": ["2025-06-30"]},
    "iri": {"type": "string", "format": "iri-reference", "pattern": _IRI, "maxLength": 2000},
    "city": {"type": "string", CHOICES: "cities"},
    "string": {"type": "string", "maxLength": 2000},
}


class TableColumn(BaseModel):
    """A column of the answer."""

    name: str
    label: str
    kind: str


class Basis(BaseModel):
    """A kind of things, or a feature of it, and how far it is recorded."""

    kind: str
    feature: str | None
    label: str
    degree: Literal["vollstaendig", "teilweise", "nichts", "unbekannt"]
    as_of: str | None
    beyond: bool
    by: str | None
    source: str | None


class Coverage(BaseModel):
    """What the answer says of a city: none, not recorded, or recorded, and what that rests on."""

    city: dict[str, str]
    answer: Literal["keine", "nicht-erfasst", "erfasst"]
    text: str
    rows: int
    rests_on: list[Basis]


class Table(BaseModel):
    """The answer of a named query; a resource in it is its IRI and its text."""

    query: str
    title: str = absent()
    parameters: dict[str, str] = absent()
    graph_version: int
    columns: list[TableColumn]
    rows: list[dict[str, Any]]
    count: int
    coverage: list[Coverage] = absent()


def router(here: Site) -> APIRouter:
    """A route for each query, and one that says what there is not."""
    made = APIRouter(prefix=_PATH, route_class=Route)
    for query in here.asking.queries.values():
        made.add_api_route(
            f"/{query.slug}",
            _endpoint(query),
            methods=["GET"],
            name=f"query-{query.slug}",
            operation_id=query.slug,
            summary=both(query.title.de, query.title.en),
            description=both(query.description.de, query.description.en),
            include_in_schema=query.view != "options",
            response_class=JSONResponse,
            response_model=Table,
            responses=answers(_contents()) | asked(),
            openapi_extra={
                "parameters": [
                    *(_documented(here, query, parameter) for parameter in query.parameters),
                    _FORMAT,
                    *_PAGE,
                ]
            },
        )
    made.add_api_route("/{slug}", nothing, methods=["GET"], name="query", include_in_schema=False)
    return made


def _contents() -> dict[str, Any]:
    media = [media for media, _ in formats().values() if media.partition(";")[0] != JSON]
    return contents(media) | {RESULTS["json"][0]: reference("SparqlResults")}


async def nothing(request: Request) -> Response:
    """``NotFound`` for a slug that no query has."""
    site(request).asking.query(str(request.path_params["slug"]))
    raise AssertionError("a query without a route")


def _endpoint(query: Query) -> Endpoint:
    """The route of one query: reads the request itself, as its values are bound in a reader."""

    async def endpoint(request: Request) -> Response:
        form = _form(request)
        wanted = language(request)
        payload: AskPayload = {
            "slug": query.slug,
            "parameters": _given(request),
            "format": form,
            "language": wanted,
            "today": date.today().isoformat(),
        }
        for name in _ROWS:
            if request.query_params.get(name):
                payload[name] = _number(request, name)  # type: ignore[literal-required]
        headers = {"Content-Language": wanted}
        if form in _DOWNLOADS:
            extension = formats()[form][1]
            headers["Content-Disposition"] = f'attachment; filename="{query.slug}.{extension}"'
        return await answered(
            request,
            ASK(payload),
            principal(request),
            headers=headers,
            said=lambda head: _links(request, head),
        )

    return endpoint


def _number(request: Request, name: str) -> int:
    """``limit`` or ``offset``; ``BadParameter`` outside of its bounds."""
    text, bounds = request.query_params[name], _ROWS[name]
    low, high = int(bounds["minimum"]), int(bounds["maximum"])
    if not (text.isascii() and text.isdigit() and len(text) < _DIGITS and low <= int(text) <= high):
        raise BadParameter(
            f"{name} ist eine ganze Zahl von {low} bis {high}.",
            f"{name} is a whole number from {low} to {high}.",
            parameter=name,
        )
    return int(text)


def _links(request: Request, head: Mapping[str, Any]) -> dict[str, str]:
    """Where the rows behind these are."""
    if "next" not in head:
        return {}
    following = request.url.include_query_params(offset=head["next"])
    return {"Link": f'<{following.path}?{following.query}>; rel="next"'}


def _given(request: Request) -> dict[str, str]:
    """The values by name; an empty one is not given."""
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
    return given


def _form(request: Request) -> str:
    """Short name of the format; JSON if nothing else is asked for."""
    offered = formats()
    short = request.query_params.get("format")
    if short in offered:
        return short
    by_media = {JSON: "json"}
    for name, (media, _) in offered.items():
        by_media.setdefault(media.partition(";")[0], name)
    if not short:
        accept = request.headers.get("accept") or "*/*"
        found = best(accept, {**by_media, "text/html": "json"})
        if found is not None:
            return found
    raise NotAcceptable(
        f"Diese Antwort gibt es als: {', '.join(sorted(offered))} ({', '.join(by_media)}).",
        f"This answer is on offer as: {', '.join(sorted(offered))} ({', '.join(by_media)}).",
    )


_FORMAT = {
    "name": "format",
    "in": "query",
    "required": False,
    "schema": {"type": "string", CHOICES: "table formats"},
    "description": both(
        "Format; ohne: was Accept verlangt", "Format; without: what Accept asks for"
    ),
}


_PAGE = [
    {"name": name, "in": "query", "required": False, "schema": schema, "description": said}
    for (name, schema), said in zip(
        _ROWS.items(),
        (
            both("Höchstens so viele Zeilen", "At most so many rows"),
            both("Ohne die ersten so vielen Zeilen", "Without the first so many rows"),
        ),
        strict=True,
    )
]


def _documented(here: Site, query: Query, parameter: Parameter) -> dict[str, Any]:
    """A parameter of the header as the document has it."""
    schema = dict(_TYPES.get(parameter.type, _TYPES["iri"]))
    if parameter.type == "code":
        scheme = f"{VOCAB_BASE}{parameter.options}/"
        known = (iri.removeprefix(scheme) for iri in here.asking.labels if iri.startswith(scheme))
        schema = {"type": "string", "enum": sorted(known)}
    if schema.get("format") == "iri-reference":
        shown = (example["parameters"].get(parameter.name) for example in query.examples)
        schema["examples"] = [str(value) for value in shown if value is not None]
    if parameter.default is not None:
        schema["default"] = _typed(parameter.type, parameter.default)
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required and parameter.default is None,
        "schema": schema,
        "description": both(parameter.label.de, parameter.label.en),
    }


def _typed(kind: str, value: str) -> str | int | bool:
    """A default as JSON has it."""
    if kind in {"integer", "year"}:
        return int(value)
    return value == "true" if kind == "boolean" else value
