"""``/docs``: the interfaces for people, from the same document that programs get."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.web.openapi import Documents
from leitgraph.web.pages.render import page
from leitgraph.web.site import language


async def docs(request: Request) -> Response:
    """Every operation with its parameters and formats."""
    documents: Documents = request.app.state.documents
    described = documents.get(language(request))
    operations = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return page(
        request,
        "docs.html",
        operations=operations,
        schemas={
            name: json.dumps(schema, ensure_ascii=False, indent=2)
            for name, schema in described["components"]["schemas"].items()
        },
    )


ROUTES = [Route("/docs", docs, methods=["GET", "HEAD"], name="docs")]
