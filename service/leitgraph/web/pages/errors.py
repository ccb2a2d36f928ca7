"""Error pages, and the page that explains every kind of error."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.errors import LeitgraphError
from leitgraph.web.pages.render import page


def error_page(request: Request, error: LeitgraphError) -> Response:
    """What went wrong, and where to go on."""
    return page(request, "error.html", status=error.status, error=error)


async def kinds(request: Request) -> Response:
    """All kinds of errors; the ``type`` of a problem document leads here."""
    found: dict[str, type[LeitgraphError]] = {}
    queue: list[type[LeitgraphError]] = [LeitgraphError]
    while queue:
        kind = queue.pop()
        found.setdefault(kind.slug, kind)
        queue.extend(kind.__subclasses__())
    listed = sorted(found.values(), key=lambda kind: (kind.status, kind.slug))
    return page(request, "errors.html", kinds=listed)


ROUTES = [Route("/docs/fehler", kinds, methods=["GET", "HEAD"], name="fehler")]
