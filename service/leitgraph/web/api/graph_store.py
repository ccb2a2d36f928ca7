"""``/graph-store``: SPARQL 1.1 Graph Store HTTP Protocol. Reading for all, writing for admins."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from leitgraph.errors import BadParameter
from leitgraph.store.rdf.rdf_input import format_name
from leitgraph.web.answering import answered
from leitgraph.web.api.writing import may_write, reason_given, written
from leitgraph.web.site import principal, site
from leitgraph.web.transport import bodies

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]*")
_JOBS = {"PUT": "gsp-put", "POST": "gsp-post"}
_FACTS = ("visibility", "label", "source")


async def endpoint(request: Request) -> Response:
    """GET, HEAD, PUT, POST, DELETE of ``?graph=IRI``; GET of ``?default`` too."""
    who = principal(request)
    _known(request)
    graph = _graph(request)
    if request.method in {"GET", "HEAD"}:
        payload: dict[str, Any] = {"graph": graph} if graph else {}
        wanted = request.query_params.get("format")
        if wanted:
            payload["format"] = wanted
        else:
            payload["accept"] = request.headers.get("accept") or "text/turtle, */*;q=0.1"
        return await answered(request, "gsp-get", payload, who)
    may_write(who)  # before an upload is read, not after
    conditions = _conditions(request)
    reason = reason_given(request, f"Graph Store {request.method}")
    if request.method == "DELETE":
        result = await site(request).graph.write(
            "gsp-delete", {"graph": graph, **conditions}, principal=who, reason=reason
        )
        return written(result, 200)
    form = format_name(bodies.media_type(request) or "text/turtle")
    payload = {"graph": graph, "format": form, **conditions}
    payload |= {n: request.query_params[n] for n in _FACTS if n in request.query_params}
    here = site(request)
    async with bodies.upload(request, here.settings.upload_mb << 20) as path:
        result = await here.graph.write(
            _JOBS[request.method], payload, principal=who, body=path, reason=reason
        )
    return written(result, 201 if result.head.get("created") else 200)


def _known(request: Request) -> None:
    """A misspelt ``visibility`` must not make an internal graph public."""
    known = {"graph", "default", "format", "lang"}
    if request.method in _JOBS:
        known |= set(_FACTS)
    for name in request.query_params:
        if name not in known:
            raise BadParameter(
                f"„{name}“ gibt es hier nicht; möglich: {', '.join(sorted(known))}.",
                f"There is no “{name}” here; possible: {', '.join(sorted(known))}.",
                parameter=name,
            )


def _graph(request: Request) -> str | None:
    """IRI of the graph; None for the default graph. Exactly one of the two is to be named."""
    named = request.query_params.getlist("graph")
    default = "default" in request.query_params
    if len(named) + default != 1 or named == [""]:
        raise BadParameter(
            "Bitte genau einen Graphen nennen: ?graph=IRI oder ?default.",
            "Please name exactly one graph: ?graph=IRI or ?default.",
            parameter="graph",
        )
    if default:
        return None
    iri = named[0]
    if not _ABSOLUTE.fullmatch(iri):
        iri = f"{site(request).settings.base}/{iri.lstrip('/')}"
    if not _ABSOLUTE.fullmatch(iri):
        raise BadParameter(
            f"„{named[0]}“ ist keine IRI.", f"“{named[0]}” is no IRI.", parameter="graph"
        )
    return iri


def _conditions(request: Request) -> dict[str, Any]:
    """``If-Match`` and ``If-None-Match`` as the write job checks them, on the state it changes.

    An ETag of this service holds while the graph has that version.
    """
    found: dict[str, Any] = {}
    match = request.headers.get("if-match", "").strip()
    if match == "*":
        found["exists"] = True
    elif match:
        tags = (re.match(r'\s*(?:W/)?"(\d+)', part) for part in match.split(","))
        found["versions"] = [int(tag[1]) for tag in tags if tag]
    if request.headers.get("if-none-match", "").strip() == "*":
        found["exists"] = False
    return found
