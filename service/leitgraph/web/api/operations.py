"""``/health``, ``/ready``, ``/metrics``, ``/openapi.json``: for whoever runs or uses it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from leitgraph import __version__
from leitgraph.errors import LeitgraphError
from leitgraph.web.openapi import Documents
from leitgraph.web.site import language, site
from leitgraph.web.transport.metrics import Metrics
from leitgraph.web.typed import Other, Route, absent, answers, both, contents, problems

ROUTER = APIRouter(route_class=Route)
_NOW = {"Cache-Control": "no-store"}


class Health(BaseModel):
    """The process answers."""

    status: str
    version: str


@ROUTER.get(
    "/health",
    name="health",
    summary=both("Der Dienst antwortet", "The service answers"),
    response_model=Health,
    responses=problems(),
)
async def health(request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "ok", "version": __version__}, headers=_NOW)


class Ready(BaseModel):
    """Whether the graph is loaded."""

    ready: bool
    graph_version: int = absent()
    isolated: bool = absent()
    detail: str = absent()


@ROUTER.get(
    "/ready",
    name="ready",
    summary=both("Der Graph ist geladen", "The graph is loaded"),
    response_model=Ready,
    responses=problems() | {503: {"model": Ready}},
)
async def ready(request: Request) -> Response:
    """200 once the graph is loaded, 503 before."""
    here = site(request)
    if not here.ready:
        return JSONResponse(
            {"ready": False, "detail": "Der Graph wird geladen."}, 503,
            headers={**_NOW, "Retry-After": "5"},
        )  # fmt: skip
    graph = here.graph
    content = {"ready": True, "graph_version": graph.version, "isolated": graph.isolated}
    return JSONResponse(content, headers=_NOW)


@ROUTER.get(
    "/metrics",
    name="metrics",
    summary=both("Messwerte für Prometheus", "Figures for Prometheus"),
    response_class=Other,
    responses=answers(contents(["text/plain"])) | problems(),
)
async def metrics(request: Request) -> Response:
    """Prometheus text format."""
    here = site(request)
    metrics: Metrics = request.app.state.metrics
    metrics.set("ready", "1, wenn der Graph geladen ist", float(here.ready))
    metrics.set("cache_hits", "Antworten aus dem Antwortspeicher", here.cache.hits)
    metrics.set("cache_misses", "Antworten, die nicht gespeichert waren", here.cache.misses)
    metrics.set("cache_shared", "Fragen, die auf eine gleiche warteten", here.flights.shared)
    metrics.set("cache_bytes", "Belegung des Antwortspeichers in Byte", here.cache.held)
    if here.ready:
        metrics.set("graph_version", "Nummer der letzten Änderung", here.graph.version)
        try:
            figures = await here.graph.stats()
        except LeitgraphError:
            figures = {}
        for name, value in figures.items():
            if (
                isinstance(value, int | float)
                and not isinstance(value, bool)
                and name.isidentifier()
            ):
                metrics.set(f"graph_{name}", f"Graph: {name}", value)
    return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)


@ROUTER.get("/openapi.json", name="openapi", include_in_schema=False)
async def openapi(request: Request) -> Response:
    """The OpenAPI document, its texts in the asker's language."""
    wanted = language(request)
    headers = {"Vary": "Accept-Language", "Content-Language": wanted}
    documents: Documents = request.app.state.documents
    return JSONResponse(documents.get(wanted), headers=headers)
