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

from leitgraph import __version__
from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError
from leitgraph.exporters.registry import report_formats
from leitgraph.queries.ask import formats
from leitgraph.queries.formats import GRAPHS, RESULTS, SHEETS
from leitgraph.web import api, pages, problems
from leitgraph.web.api.schemas import SCHEMAS
from leitgraph.web.openapi import Documents
from leitgraph.web.pages.errors import error_page
from leitgraph.web.site import Site
from leitgraph.web.transport.compression import Compression
from leitgraph.web.transport.headers import Headers
from leitgraph.web.transport.metrics import Metrics
from leitgraph.web.transport.upgrades import Protocol


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
    here = app.state.site = Site.load(chosen)
    problems.install(app, error_page)
    app.router.routes += [*api.routes(here), *pages.routes()]
    app.state.documents = Documents(app, _choices(here), SCHEMAS)
    app.state.metrics = Metrics(app.router.routes)
    app.add_middleware(Compression)
    app.add_middleware(Headers, watch=app.state.metrics.watch, failed=problems.unexpected)
    return app


def _choices(here: Site) -> dict[str, list[str]]:
    """The values that parameters may have, by the names that the routes call them by."""
    return {
        "cities": sorted(here.cities),
        "formats": [*RESULTS, *SHEETS, *GRAPHS],
        "graph formats": list(GRAPHS),
        "table formats": sorted(formats()),
        "report formats": list(report_formats()),
    }


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
        http=Protocol,
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
