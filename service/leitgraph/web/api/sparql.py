"""``/sparql``: SPARQL 1.1 Protocol, query and update, and the service description."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from leitgraph.errors import BadInput, BadParameter, UnsupportedMediaType
from leitgraph.web.answering import answered
from leitgraph.web.api.description import description
from leitgraph.web.api.writing import may_write, reason_given, written
from leitgraph.web.site import principal, site
from leitgraph.web.transport import bodies
from leitgraph.web.transport.cache import lasting

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
EDITOR = "/sparql-editor"
UPDATE_BYTES = 1 << 20
_FIELDS = {
    "query", "update", "default-graph-uri", "named-graph-uri",
    "using-graph-uri", "using-named-graph-uri", "format", "lang",
}  # fmt: skip


@dataclass
class Asked:
    """What a request says, wherever it says it."""

    query: str | None = None
    update: str | None = None
    default: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    form: str | None = None


async def endpoint(request: Request) -> Response:
    """Query by GET, form or direct POST; update by form or direct POST."""
    asked = await _asked(request)
    if asked.update is not None:
        return await _update(request, asked.update)
    if asked.query is None:
        return await _without_query(request)
    payload: dict[str, Any] = {"query": asked.query}
    if asked.form:
        payload["format"] = asked.form
    else:
        payload["accept"] = request.headers.get("accept") or "*/*"
    if asked.default:
        payload["default_graph_uris"] = asked.default
    if asked.named:
        payload["named_graph_uris"] = asked.named
    who = principal(request)
    return await answered(request, "query", payload, who, lasting=lasting(asked.query))


async def _asked(request: Request) -> Asked:
    """The fields of the request; ``BadInput`` for those that contradict each other."""
    found = bodies.fields(request.scope["query_string"].decode("latin-1"))
    direct: tuple[str, str] | None = None
    if request.method == "POST":
        media = bodies.media_type(request)
        if media == FORM:
            most = 3 * max(site(request).settings.query_bytes, UPDATE_BYTES) + 4096
            found += bodies.fields(await bodies.read(request, most))
        elif media == QUERY:
            most = site(request).settings.query_bytes
            direct = ("query", bodies.text(await bodies.read(request, most)))
        elif media == UPDATE:
            direct = ("update", bodies.text(await bodies.read(request, UPDATE_BYTES)))
        else:
            raise UnsupportedMediaType(
                f"Gelesen werden {FORM}, {QUERY} und {UPDATE}.",
                f"What is read: {FORM}, {QUERY} and {UPDATE}.",
            )
    return _sorted_out(found, direct, post=request.method == "POST")


def _sorted_out(
    found: list[tuple[str, str]], direct: tuple[str, str] | None, *, post: bool
) -> Asked:
    asked = Asked()
    texts = [pair for pair in found if pair[0] in {"query", "update"}]
    if direct is not None:
        texts.append(direct)
    if len(texts) > 1:
        raise BadInput(
            "Es darf genau eine Abfrage oder eine Änderung sein.",
            "There must be exactly one query or one update.",
        )
    for name, value in texts:
        if name == "update" and not post:
            raise BadInput("Änderungen kommen mit POST.", "Updates come by POST.")
        setattr(asked, name, value)
    for name, value in found:
        if name == "default-graph-uri":
            asked.default.append(value)
        elif name == "named-graph-uri":
            asked.named.append(value)
        elif name == "format":
            asked.form = value
        elif name in {"using-graph-uri", "using-named-graph-uri"}:
            raise BadParameter(
                f"{name} gibt es hier nicht; bitte USING in die Änderung schreiben.",
                f"{name} is not supported; please write USING into the update.",
                parameter=name,
            )
        elif name not in _FIELDS:
            raise BadParameter(
                f"„{name}“ gibt es hier nicht. Möglich: {', '.join(sorted(_FIELDS))}.",
                f"There is no “{name}” here. Possible: {', '.join(sorted(_FIELDS))}.",
                parameter=name,
            )
    return asked


async def _update(request: Request, text: str) -> Response:
    who = principal(request)
    may_write(who)
    reason = reason_given(request, "SPARQL Update")
    graph = site(request).graph
    return written(await graph.write("update", {"update": text}, principal=who, reason=reason))


async def _without_query(request: Request) -> Response:
    """A bare GET: the editor for people, the service description for programs (section 2 of SD)."""
    if request.method == "POST":
        raise BadInput("Es fehlt die Abfrage (query).", "The query is missing.")
    accept = request.headers.get("accept", "")
    if "text/html" in accept:
        return RedirectResponse(EDITOR, 303, headers={"Vary": "Accept"})
    if not accept or accept == "*/*":
        accept = "text/turtle"
    return await description(request, accept)
