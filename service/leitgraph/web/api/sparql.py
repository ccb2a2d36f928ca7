"""``/sparql``: SPARQL 1.1 Protocol, query and update, and the service description."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel

from leitgraph.errors import BadInput
from leitgraph.queries.formats import GRAPHS, RESULTS, SHEETS
from leitgraph.queries.query import QUERY as QUERY_JOB
from leitgraph.queries.query import QueryPayload
from leitgraph.queries.service_description import description
from leitgraph.web.answering import answered
from leitgraph.web.api.sparql_request import FORM, QUERY, UPDATE, Asked, understood
from leitgraph.web.api.writing import reason_given, writer, written
from leitgraph.web.site import language, principal, site
from leitgraph.web.transport.cache import lasting
from leitgraph.web.transport.negotiation import choice
from leitgraph.web.typed import (
    PUBLIC_OR_ADMIN,
    Answers,
    Parameters,
    Route,
    absent,
    answers,
    asked,
    both,
    chosen,
    contents,
    parameters_of,
    reference,
)
from leitgraph.writing.update import UPDATE as UPDATE_JOB
from leitgraph.writing.update import UpdatePayload

EDITOR = "/sparql-editor"
ROUTER = APIRouter(route_class=Route)
_PART = r"[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}"
_IRI = rf"^(https?://[a-z0-9-]+(\.[a-z0-9-]+)*(/({_PART})*)?(#[A-Za-z0-9._~-]*)?|urn:[a-z0-9]+:[a-z0-9:._-]+)$"
_EXAMPLE = "SELECT ?ziel { ?ziel a insek:Leitziel } LIMIT 10"
_IRIS = {"type": "array", "items": {"type": "string", "pattern": _IRI}}


class Term(BaseModel):
    """A term of a solution: an IRI, a literal, a blank node, or a triple."""

    type: str
    value: Any
    datatype: str = absent()


class Head(BaseModel):
    """The variables of a SELECT."""

    vars: list[str] = absent()


class Solutions(BaseModel):
    """The solutions of a SELECT."""

    bindings: list[dict[str, Term]]


class SparqlResults(BaseModel):
    """SPARQL 1.1 Query Results JSON Format: solutions, or the answer of an ASK."""

    head: Head
    results: Solutions = absent()
    boolean: bool = absent()


class Ask(Parameters):
    """A query by GET."""

    query: str = absent(
        description=both("SPARQL-Abfrage", "SPARQL query"),
        json_schema_extra={"minLength": 1, "examples": [_EXAMPLE]},
    )
    default_graph_uri: list[str] = absent(
        alias="default-graph-uri",
        description="SPARQL 1.1 Protocol, 2.1.4",
        json_schema_extra=_IRIS,
    )
    named_graph_uri: list[str] = absent(
        alias="named-graph-uri",
        description="SPARQL 1.1 Protocol, 2.1.4",
        json_schema_extra=_IRIS,
    )
    format: str = chosen(
        "formats",
        description=both(
            "Format; ohne: was Accept verlangt. Auch output und results, auch als Medientyp",
            "Format; without: as Accept asks. Also output and results, also as media type",
        ),
    )
    timeout: float = absent(
        description=both(
            "Frist in Sekunden, höchstens die des Dienstes",
            "Deadline in seconds, at most that of the service",
        ),
        json_schema_extra={"minimum": 1, "maximum": 3600, "examples": [5]},
    )


_TEXT = {"type": "string", "minLength": 1}
_FORM = {
    "type": "object",
    "properties": {
        "query": {**_TEXT, "examples": [_EXAMPLE]},
        "update": _TEXT,
        "default-graph-uri": _IRIS,
        "named-graph-uri": _IRIS,
        "using-graph-uri": _IRIS,
        "using-named-graph-uri": _IRIS,
        "format": {"type": "string", "enum": [*RESULTS, *SHEETS, *GRAPHS]},
        "timeout": {"type": "number", "minimum": 1, "maximum": 3600},
    },
    "oneOf": [{"required": ["query"]}, {"required": ["update"]}],
    "additionalProperties": False,
}
_MEDIA = [SHEETS["xlsx"], *(media for media, _ in (*RESULTS.values(), *GRAPHS.values()))]
ANSWERS = contents(media for media in _MEDIA if media != RESULTS["json"][0])


_EDITOR: Answers = {
    303: {
        "description": both(
            "Ohne Abfrage, für Browser: zum Editor", "Without a query, for browsers: the editor"
        )
    }
}


class SparqlJson(JSONResponse):
    """Says in the document that solutions come as this."""

    media_type = RESULTS["json"][0]


@ROUTER.get(
    "/sparql",
    name="sparql",
    summary=both("Fragen", "Ask"),
    response_class=SparqlJson,
    response_model=SparqlResults,
    responses=answers(ANSWERS) | _EDITOR | asked(403),
    openapi_extra={"parameters": parameters_of(Ask), "security": PUBLIC_OR_ADMIN},
)
async def ask(request: Request) -> Response:
    """A query in the address; without one the editor, or the description of the service."""
    found = await understood(request)
    return await (_bare(request) if found.query is None else _query(request, found))


@ROUTER.post(
    "/sparql",
    name="sparql-post",
    summary=both("Fragen, oder ändern (nur Berechtigte)", "Ask, or update (admins only)"),
    response_class=SparqlJson,
    response_model=SparqlResults,
    responses=answers(ANSWERS | {"application/json": reference("Written")}) | asked(403, 409, 415),
    openapi_extra={
        "security": PUBLIC_OR_ADMIN,
        "requestBody": {
            "required": True,
            "content": {
                FORM: {"schema": _FORM},
                QUERY: {"schema": {**_TEXT, "examples": [_EXAMPLE]}},
                UPDATE: {"schema": _TEXT},
            },
        },
    },
)
async def post(request: Request) -> Response:
    """A query or an update, in a form or as the body."""
    found = await understood(request)
    if found.update is not None:
        return await _update(request, found, found.update)
    if found.query is None:
        raise BadInput("Es fehlt die Abfrage (query).", "The query is missing.")
    return await _query(request, found)


async def _query(request: Request, found: Asked) -> Response:
    assert found.query is not None
    formats = choice(request.headers.get("accept") or "*/*", found.form)
    payload: QueryPayload = {"query": found.query, "formats": formats.payload()["formats"]}
    if found.default:
        payload["default_graph_uris"] = found.default
    if found.named:
        payload["named_graph_uris"] = found.named
    headers = found.headers()
    if formats.table in SHEETS:
        payload["language"] = language(request)
        ending = "xlsx" if formats.table == "xlsx" else "csv"
        headers["Content-Disposition"] = f'attachment; filename="sparql.{ending}"'
    who = principal(request)
    return await answered(
        request,
        QUERY_JOB(payload),
        who,
        lasting=lasting(found.query),
        headers=headers,
        deadline=found.seconds,
    )


async def _update(request: Request, found: Asked, text: str) -> Response:
    who = writer(request)
    reason = reason_given(request, "SPARQL Update")
    graph = site(request).graph
    payload: UpdatePayload = {"update": text}
    if found.using:
        payload["using_graph_uris"] = found.using
    if found.using_named:
        payload["using_named_graph_uris"] = found.using_named
    order = UPDATE_JOB(payload)
    return written(await graph.write(order, principal=who, reason=reason, deadline=found.seconds))


async def _bare(request: Request) -> Response:
    """A bare GET: the editor for people, the service description for programs (section 2 of SD)."""
    accept = request.headers.get("accept", "")
    if "text/html" in accept:
        return RedirectResponse(EDITOR, 303, headers={"Vary": "Accept"})
    if not accept or accept == "*/*":
        accept = "text/turtle"
    _, media, form = choice(accept).taken(tabular=False)
    assert isinstance(form, ox.RdfFormat)
    body = await description(site(request).graph, str(request.url_for("sparql")), form)
    return Response(body, media_type=media, headers={"Vary": "Accept"})
