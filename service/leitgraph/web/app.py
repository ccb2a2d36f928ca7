"""The application: which rooms it has, and how it starts and ends."""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI
from starlette.routing import Route

from leitgraph import __version__
from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError
from leitgraph.web import pages, problems
from leitgraph.web.api import (
    checks,
    drafts,
    graph_store,
    history,
    openapi,
    operations,
    profiles,
    queries,
    sparql,
    suggest,
    verify,
)
from leitgraph.web.api.operations import Metrics
from leitgraph.web.site import Site
from leitgraph.web.transport.headers import Headers

READ = ["GET", "HEAD"]
ROUTES = [
    Route("/sparql", sparql.endpoint, methods=["GET", "HEAD", "POST"], name="sparql"),
    Route(
        "/graph-store",
        graph_store.endpoint,
        methods=["GET", "HEAD", "PUT", "POST", "DELETE"],
        name="graph-store",
    ),
    Route("/api/v1/queries", queries.queries, methods=READ, name="queries"),
    Route("/api/v1/queries/{slug}", queries.query, methods=READ, name="query"),
    Route("/api/v1/cities", queries.cities, methods=READ, name="cities"),
    Route("/api/v1/rules", queries.rules, methods=READ, name="rules"),
    Route("/api/v1/log", queries.log, methods=READ, name="log"),
    Route("/api/v1/checks", checks.endpoint, methods=["POST"], name="checks"),
    Route("/api/v1/checks/verify", verify.endpoint, methods=["POST"], name="verify"),
    Route("/api/v1/history", history.history, methods=READ, name="history"),
    Route("/api/v1/profiles", profiles.profiles, methods=READ, name="profiles"),
    Route("/api/v1/profiles/{name}", profiles.profile, methods=READ, name="profile"),
    Route(
        "/api/v1/drafts/suggestions",
        suggest.for_draft,
        methods=["POST"],
        name="draft-suggestions",
    ),
    Route("/api/v1/suggest", suggest.suggest, methods=READ, name="suggest"),
    Route("/api/v1/drafts", drafts.read, methods=["POST"], name="drafts"),
    Route("/api/v1/drafts/docx", drafts.write, methods=["POST"], name="drafts-docx"),
    Route("/api/v1/drafts/pdf", drafts.write, methods=["POST"], name="drafts-pdf"),
    Route("/openapi.json", openapi.endpoint, methods=READ, name="openapi"),
    Route("/health", operations.health, methods=READ, name="health"),
    Route("/ready", operations.ready, methods=READ, name="ready"),
    Route("/metrics", operations.metrics, methods=READ, name="metrics"),
]


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; its graph opens with its lifespan, in the background.

    Until then ``/health`` answers, ``/ready`` says 503, and questions get 503 with Retry-After.
    """
    chosen = settings or Settings()
    app = FastAPI(
        title="Leitgraph",
        version=__version__,
        lifespan=_lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.state.site = Site.load(chosen)
    problems.install(app)
    app.router.routes += [*ROUTES, *pages.routes()]
    app.state.metrics = Metrics(app.router.routes)
    app.add_middleware(Headers, watch=app.state.metrics.watch, failed=problems.unexpected)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    site: Site = app.state.site
    opening = asyncio.create_task(site.open())
    started = time.monotonic()
    opening.add_done_callback(lambda _: _opened(app, time.monotonic() - started))
    try:
        yield
    finally:
        await asyncio.wait([opening])
        await site.close()


def _opened(app: FastAPI, seconds: float) -> None:
    site: Site = app.state.site
    server: uvicorn.Server | None = getattr(app.state, "server", None)
    if server is None:
        return
    if site.failure is not None:
        server.should_exit = True
    elif site.ready:
        app.state.said(f"Bereit nach {seconds:.1f} s, Stand {site.graph.version}.")


def listening(settings: Settings) -> socket.socket:
    """A socket on host and port of the settings; says so in plain words if that is taken."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise LeitgraphError(
            f"Auf {settings.host}, Port {settings.port}, lässt sich nicht lauschen "
            f"({error.strerror}). Ein anderer Port: LEITGRAPH_PORT=8001.",
            f"Cannot listen on {settings.host}, port {settings.port} ({error.strerror}). "
            "Another port: LEITGRAPH_PORT=8001.",
        ) from error


def serve(settings: Settings, said: Callable[[str], None] = print) -> None:
    """Serve until told to stop; raises the ``LeitgraphError`` that kept the graph from opening.

    ``said`` is told the address, and when the graph is ready.
    """
    sock = listening(settings)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    server = uvicorn.Server(config)
    host, port = sock.getsockname()[:2]
    app.state.server = server
    app.state.said = said

    def end(*_: object) -> None:
        """Before Uvicorn listens to signals; it also repeats here the one that ended it."""
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    said(f"Leitgraph: http://{f'[{host}]' if ':' in host else host}:{port}/")
    server.run(sockets=[sock])
    failure: LeitgraphError | None = app.state.site.failure
    if failure is not None:
        raise failure
