"""Counters of requests and errors for Prometheus; labels never come from what askers send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Scope

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


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
