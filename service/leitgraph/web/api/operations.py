"""``/health``, ``/ready``, ``/metrics``: for whoever runs the service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Scope

from leitgraph import __version__
from leitgraph.errors import LeitgraphError
from leitgraph.web.site import site

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}


class Metrics:
    """Counters of one application; labels are paths of routes, never addresses as they came."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "leitgraph_requests", "Beantwortete Anfragen", ["route", "method", "status"],
            registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "leitgraph_request_seconds", "Dauer der Anfragen in Sekunden", ["route"],
            buckets=_BUCKETS, registry=self.registry,
        )  # fmt: skip
        self.errors = Counter(
            "leitgraph_errors", "Gemeldete Fehler nach Art (/docs/fehler)", ["kind"],
            registry=self.registry,
        )  # fmt: skip
        self._gauges: dict[str, Gauge] = {}
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._paths = {id(endpoint): path for endpoint, path in _named(routes)}

    def watch(self, scope: Scope, status: int, seconds: float) -> None:
        """One request is over."""
        route = self._paths.get(id(scope.get("endpoint")), "-")
        method = scope["method"] if scope["method"] in _METHODS else "-"
        requests, duration = self._labelled(route, method, status)
        requests.inc()
        duration.observe(seconds)

    def _labelled(self, route: str, method: str, status: int) -> tuple[Counter, Histogram]:
        key = (route, method, status)
        if key not in self._known:
            requests = self.requests.labels(route, method, str(status))
            self._known[key] = (requests, self.seconds.labels(route))
        return self._known[key]

    def set(self, name: str, meaning: str, value: float) -> None:
        """A figure as it is now."""
        if name not in self._gauges:
            self._gauges[name] = Gauge(f"leitgraph_{name}", meaning, registry=self.registry)
        self._gauges[name].set(value)


def _named(routes: Iterable[BaseRoute]) -> Iterator[tuple[object, str]]:
    for route in routes:
        if isinstance(route, Mount):
            yield route.app, route.path
        elif isinstance(route, Route):
            yield route.endpoint, route.path


async def health(request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "ok", "version": __version__}, headers=_NOW)


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


_NOW = {"Cache-Control": "no-store"}
