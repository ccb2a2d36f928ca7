"""``/graph-store``: SPARQL 1.1 Graph Store HTTP Protocol. Reading for all, writing for admins.

A graph is named by ``?graph=``, or has an address of its own below ``/graph-store/``, which is that
below the base of all resources. ``?default`` is read as what the public may know, and written as
the standard graph (ADR 16).
"""

from __future__ import annotations

import re
from typing import Any, Literal
from urllib.parse import quote
from uuid import uuid4

from fastapi import APIRouter, Request, Response

from leitgraph.errors import BadParameter, NotAcceptable, UnsupportedMediaType
from leitgraph.queries.export import EXPORT, GSP_GET
from leitgraph.queries.export import GraphPayload as ReadPayload
from leitgraph.queries.formats import GRAPHS
from leitgraph.store.host.job import Job
from leitgraph.store.rdf.layers import STANDARD
from leitgraph.store.rdf.rdf_input import format_name
from leitgraph.web.answering import answered
from leitgraph.web.api.sparql_request import UPDATE as UPDATE_MEDIA
from leitgraph.web.api.sparql_request import UPDATE_BYTES
from leitgraph.web.api.writing import Written, reason_given, writer, written
from leitgraph.web.bad_parameters import no_such_parameter
from leitgraph.web.site import principal, site
from leitgraph.web.transport import bodies
from leitgraph.web.transport.negotiation import best, choice
from leitgraph.web.typed import (
    ADMIN,
    PUBLIC_OR_ADMIN,
    Answers,
    Other,
    Parameters,
    Route,
    absent,
    answers,
    asked,
    both,
    chosen,
    contents,
    parameters_of,
)
from leitgraph.writing.load import GSP_DELETE, GSP_POST, GSP_PUT, GraphPayload
from leitgraph.writing.multipart import MULTIPART
from leitgraph.writing.patching import ConditionsPayload
from leitgraph.writing.update import UPDATE, UpdatePayload

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]*")
ROUTER = APIRouter(route_class=Route)
_GRAPH = both("IRI des Graphen", "IRI of the graph")
_IRI: dict[str, Any] = {
    "pattern": r"^[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*$",
    "examples": ["auerbach/graph/konzept"],
}
_PLAIN = "/:@!$&'()*+,;=~-._"
_FACTS: tuple[Literal["visibility", "label", "source"], ...] = ("visibility", "label", "source")
_MEDIA = contents(media for media, _ in GRAPHS.values())


class Named(Parameters):
    """Which graph."""

    graph: str = absent(description=_GRAPH, json_schema_extra=_IRI)


class Read(Named):
    """Which graph is read, and as what."""

    default: str = absent(description=both("Der Standardgraph", "The default graph"))
    format: str = chosen(
        "graph formats",
        description=both("Format; ohne: was Accept verlangt", "Format; without: as Accept asks"),
    )


class Filled(Named):
    """Which graph is written, and what is told of it."""

    visibility: str = absent(
        json_schema_extra={"enum": ["public", "internal"]},
        description=both("Wer den Graphen sieht", "Who sees it"),
    )
    label: str = absent(description=both("Name des Graphen", "Name of the graph"))
    source: str = absent(description=both("Woher er stammt", "Where it comes from"))


_DIRECT = "/graph-store/{path:path}"
_WRITTEN = asked(403, 404, 409, 412, 415)
_FILLED: Answers = {201: {"model": Written}, **_WRITTEN}
_BODY = {"required": True, "content": _MEDIA}
_CHANGE = {"required": True, "content": {UPDATE_MEDIA: {"schema": {"type": "string"}}}}


@ROUTER.get(_DIRECT, name="graph-direct", response_model=None, include_in_schema=False)
@ROUTER.get(
    "/graph-store",
    name="graph-store",
    summary=both("Graph lesen", "Read a graph"),
    response_class=Other,
    responses=answers(_MEDIA) | asked(404),
    openapi_extra={"parameters": parameters_of(Read), "security": PUBLIC_OR_ADMIN},
)
async def read(request: Request) -> Response:
    """``?graph=IRI`` or ``?default``; without either the whole, each graph with its name."""
    who = principal(request)
    _known(request, Read)
    wanted = request.query_params.get("format", "")
    if "path" not in request.path_params and not {"graph", "default"} & set(request.query_params):
        return await answered(request, EXPORT({"format": wanted or _with_graphs(request)}), who)
    graph = _graph(request)
    formats = choice(request.headers.get("accept") or "text/turtle, */*;q=0.1", wanted)
    payload: ReadPayload = {"formats": formats.payload()["formats"]}
    if graph:
        payload["graph"] = graph
    return await answered(request, GSP_GET(payload), who)


def _with_graphs(request: Request) -> str:
    """Short name of the format for all graphs together, as ``fetchDataset`` of Jena asks."""
    offers = {GRAPHS[name][0]: name for name in ("trig", "nquads", "jsonld")}
    found = best(request.headers.get("accept") or "*/*", offers)
    if found is None:
        media = ", ".join(offers)
        raise NotAcceptable(
            f"Alle Graphen zusammen gibt es als {media}; einen nennen Sie mit ?graph=.",
            f"All graphs together are on offer as {media}; name one by ?graph=.",
        )
    return found


@ROUTER.put(_DIRECT, name="graph-direct-put", response_model=None, include_in_schema=False)
@ROUTER.put(
    "/graph-store",
    name="graph-store-put",
    summary=both("Graph ersetzen", "Replace a graph"),
    response_model=Written,
    responses=_FILLED,
    openapi_extra={
        "parameters": parameters_of(Filled),
        "security": ADMIN,
        "requestBody": _BODY,
    },
)
async def put(request: Request) -> Response:
    """The body becomes the graph."""
    return await _fill(request, GSP_PUT)


@ROUTER.post(_DIRECT, name="graph-direct-post", response_model=None, include_in_schema=False)
@ROUTER.post(
    "/graph-store",
    name="graph-store-post",
    summary=both("In einen Graphen schreiben", "Add to a graph"),
    response_model=Written,
    responses=_FILLED,
    openapi_extra={
        "parameters": parameters_of(Filled),
        "security": ADMIN,
        "requestBody": _BODY,
    },
)
async def post(request: Request) -> Response:
    """The body is added to the graph; where none is named, a new one is made of it."""
    unnamed = not {"graph", "default"} & set(request.query_params)
    return await _fill(request, GSP_POST, anew=unnamed and "path" not in request.path_params)


@ROUTER.delete(_DIRECT, name="graph-direct-delete", response_model=None, include_in_schema=False)
@ROUTER.delete(
    "/graph-store",
    name="graph-store-delete",
    summary=both("Graph löschen", "Delete a graph"),
    response_model=Written,
    responses=_WRITTEN,
    openapi_extra={"parameters": parameters_of(Named), "security": ADMIN},
)
async def delete(request: Request) -> Response:
    """The graph is gone."""
    _known(request, Read)
    who = writer(request)
    payload: GraphPayload = {"graph": _graph(request)}
    _conditions(request, payload)
    reason = reason_given(request, "Graph Store DELETE")
    return written(
        await site(request).graph.write(GSP_DELETE(payload), principal=who, reason=reason)
    )


@ROUTER.patch(_DIRECT, name="graph-direct-patch", response_model=None, include_in_schema=False)
@ROUTER.patch(
    "/graph-store",
    name="graph-store-patch",
    summary=both("Graph mit SPARQL Update ändern", "Change a graph by SPARQL Update"),
    response_model=Written,
    responses=_WRITTEN,
    openapi_extra={
        "parameters": parameters_of(Named),
        "security": ADMIN,
        "requestBody": _CHANGE,
    },
)
async def patch(request: Request) -> Response:
    """The body is an update of this graph alone: it names no graph, and reads this one."""
    _known(request, Read)
    who = writer(request)
    graph = _graph(request) or STANDARD.value
    media = bodies.media_type(request)
    if media != UPDATE_MEDIA:
        raise UnsupportedMediaType(
            f"Gelesen wird {UPDATE_MEDIA}.", f"What is read: {UPDATE_MEDIA}."
        )
    payload: UpdatePayload = {
        "update": bodies.text(await bodies.read(request, UPDATE_BYTES)),
        "graph": graph,
    }
    _conditions(request, payload)
    reason = reason_given(request, "Graph Store PATCH")
    here = site(request).graph
    return written(await here.write(UPDATE(payload), principal=who, reason=reason))


async def _fill(request: Request, job: Job[GraphPayload], *, anew: bool = False) -> Response:
    _known(request, Read, Filled)
    who = writer(request)  # before an upload is read, not after
    graph = _new(request) if anew else _graph(request)
    payload: GraphPayload = {"graph": graph}
    _conditions(request, payload)
    reason = reason_given(request, f"Graph Store {request.method}")
    media = bodies.media_type(request)
    payload["format"] = (
        request.headers["content-type"]
        if media == MULTIPART and request.method == "POST"
        else format_name(media or "text/turtle")
    )
    for name in _FACTS:
        if name in request.query_params:
            payload[name] = request.query_params[name]
    here = site(request)
    async with bodies.upload(request, here.settings.upload_mb << 20) as path:
        result = await here.graph.write(job(payload), principal=who, body=path, reason=reason)
    if not (anew or result.head.get("created")):
        return written(result)
    return written(result, 201, location=_address(request, graph))


def _new(request: Request) -> str:
    """IRI for a graph that was given none (GSP, section 5.5)."""
    return f"{site(request).settings.base}/graph/{uuid4().hex}"


def _address(request: Request, graph: str | None) -> str:
    """Where a graph is found over HTTP."""
    store = str(request.url_for("graph-store"))
    base = site(request).settings.base + "/"
    if graph is None:
        return f"{store}?default"
    if graph.startswith(base):
        return f"{store}/{quote(graph.removeprefix(base), safe=_PLAIN)}"
    return f"{store}?graph={quote(graph, safe='')}"


def _known(request: Request, *models: type[Parameters]) -> None:
    """A misspelt ``visibility`` must not make an internal graph public."""
    known = {name for model in models for name in model.names()}
    for name in request.query_params:
        if name not in known | {"lang"}:
            raise no_such_parameter(name, sorted(known))


def _graph(request: Request) -> str | None:
    """IRI of the graph; None for the default graph. Exactly one of the two is to be named."""
    named = request.query_params.getlist("graph")
    if "path" in request.path_params:
        named = [*named, str(request.path_params["path"])]
    default = "default" in request.query_params
    if len(named) + default != 1 or named == [""]:
        raise BadParameter(
            "Bitte genau einen Graphen nennen: ?graph=IRI oder ?default.",
            "Please name exactly one graph: ?graph=IRI or ?default.",
            parameter="graph",
        )
    if default:
        return None
    iri = named[0].removeprefix(f"{request.url_for('graph-store')}/")
    if not _ABSOLUTE.fullmatch(iri):
        iri = f"{site(request).settings.base}/{iri.lstrip('/')}"
    if not _ABSOLUTE.fullmatch(iri):
        raise BadParameter(
            f"„{named[0]}“ ist keine IRI.", f"“{named[0]}” is no IRI.", parameter="graph"
        )
    return iri


def _conditions(request: Request, found: ConditionsPayload) -> None:
    """Note ``If-Match`` and ``If-None-Match``; the write job checks them on the state it changes.

    An ETag of this service holds while the graph has that version.
    """
    match = request.headers.get("if-match", "").strip()
    if match == "*":
        found["exists"] = True
    elif match:
        tags = (re.match(r'\s*(?:W/)?"(\d+)', part) for part in match.split(","))
        found["versions"] = [int(tag[1]) for tag in tags if tag]
    if request.headers.get("if-none-match", "").strip() == "*":
        found["exists"] = False
