"""One hook for all errors: a problem document (RFC 9457) for programs, a page for people."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route

from leitgraph.errors import BadInput, LeitgraphError, NotFound, TooLarge
from leitgraph.web.bad_parameters import bad_parameter
from leitgraph.web.site import language
from leitgraph.web.transport.headers import PROBLEM, under
from leitgraph.web.transport.negotiation import preferred
from leitgraph.web.typed import absent

_LOG = logging.getLogger("leitgraph.web")
PROGRAMS = ("/sparql", "/graph-store", "/api", "/metrics", "/health", "/ready", "/openapi.json")
PAGES = {"text/html", "application/xhtml+xml"}
ERRORS_PAGE = "/docs/fehler"


class Problem(BaseModel):
    """A problem document; facts of the error are further members."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": True})

    type: str
    title: str
    status: int
    detail: str
    instance: str
    line: int = absent()
    column: int = absent()
    parameter: str = absent()
    findings: list[dict[str, Any]] = absent()


def install(app: FastAPI, error_page: Callable[[Request, LeitgraphError], Response]) -> None:
    """Let every error of the application pass through here; ``unexpected`` is called outside.

    ``error_page`` shows an error to people.
    """
    app.state.error_page = error_page
    app.add_exception_handler(LeitgraphError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _parameters)


def answer(request: Request, error: LeitgraphError) -> Response:
    """The error as the asker wants it."""
    request.app.state.metrics.errors.labels(error.slug).inc()
    if for_people(request):
        response: Response = request.app.state.error_page(request, error)
    else:
        response = problem(error, language(request), request.url.path)
    for name, value in _headers(error):
        response.headers[name] = value
    return response


def problem(error: LeitgraphError, wanted: str, instance: str) -> Response:
    """The problem document; facts of the error are its extension members."""
    english = wanted == "en"
    members = {key: value for key, value in error.facts.items() if key != "status"}
    content = {
        **members,
        "type": f"{ERRORS_PAGE}#{error.slug}",
        "title": error.title_en if english else error.title,
        "status": error.status,
        "detail": error.detail_en if english else error.detail,
        "instance": instance,
    }
    headers = {"Content-Language": wanted}
    return JSONResponse(content, error.status, headers=headers, media_type=PROBLEM)


def for_people(request: Request) -> bool:
    """True if a browser asks for a page: it would rather have HTML than anything else."""
    if under(request.url.path, PROGRAMS):
        return False
    wanted = preferred(request.headers.get("accept", ""))
    return bool(wanted) and wanted[0] in PAGES


def _headers(error: LeitgraphError) -> Iterator[tuple[str, str]]:
    if "retry_after" in error.facts or error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        yield "Retry-After", str(error.facts.get("retry_after", 5))
    if error.status == HTTPStatus.UNAUTHORIZED:
        yield "WWW-Authenticate", 'Bearer realm="leitgraph"'
    if "allow" in error.facts:
        yield "Allow", str(error.facts["allow"])
    yield "Cache-Control", "no-store"


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, LeitgraphError)
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR and error.slug == "internal":
        _LOG.error("%s %s: %s", request.method, request.url.path, error.detail)
    return answer(request, error)


class MethodNotAllowed(LeitgraphError):
    """The address is right, the method is not; ``facts`` holds ``allow``."""

    status = 405
    slug = "method-not-allowed"
    title = "Methode nicht vorgesehen"
    title_en = "Method not allowed"


def _allowed(request: Request) -> str:
    """The methods of all routes of the address."""
    methods: set[str] = set()
    for route in request.app.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            methods |= route.methods or set()
    return ", ".join(sorted(methods))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said, path = str(error.detail), request.url.path
    found: LeitgraphError
    match error.status_code:
        case HTTPStatus.METHOD_NOT_ALLOWED:
            allow = _allowed(request)
            found = MethodNotAllowed(
                f"{request.method} gibt es hier nicht; möglich: {allow}.",
                f"{request.method} is not possible here; possible: {allow}.",
                allow=allow,
            )
        case HTTPStatus.NOT_FOUND:
            found = NotFound(f"Unter {path} liegt nichts.", f"There is nothing at {path}.")
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            found = TooLarge(f"Die Übertragung ist zu groß: {said}", f"Too large: {said}")
        case status if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            found = BadInput(f"Die Anfrage ist nicht lesbar: {said}", f"Cannot be read: {said}")
        case _:
            found = LeitgraphError(said)
    return answer(request, found)


async def _parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answer(request, bad_parameter(request, error))


async def unexpected(request: Request, error: Exception) -> Response:
    """The answer to an error of ours that nobody foresaw; it says nothing of what is inside."""
    return answer(
        request,
        LeitgraphError(
            "Hier ist etwas schiefgegangen, das nicht an der Eingabe liegt. Es steht im Protokoll.",
            "Something went wrong that is not due to the input. It is in the log.",
        ),
    )
