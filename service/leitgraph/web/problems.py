"""One hook for all errors: a problem document (RFC 9457) for programs, a page for people."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from leitgraph.errors import BadInput, BadParameter, LeitgraphError, NotFound, TooLarge
from leitgraph.queries.query import preferred
from leitgraph.web.site import language
from leitgraph.web.transport.headers import under

_LOG = logging.getLogger("leitgraph.web")
PROGRAMS = ("/sparql", "/graph-store", "/api", "/metrics", "/health", "/ready", "/openapi.json")
PAGES = {"text/html", "application/xhtml+xml"}
ERRORS_PAGE = "/docs/fehler"
MEDIA = "application/problem+json"


def install(app: FastAPI) -> None:
    """Let every error of the application pass through here; ``unexpected`` is called outside."""
    app.add_exception_handler(LeitgraphError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _parameters)


def answer(request: Request, error: LeitgraphError) -> Response:
    """The error as the asker wants it."""
    request.app.state.metrics.errors.labels(error.slug).inc()
    if for_people(request):
        from leitgraph.web.pages.errors import error_page

        response = error_page(request, error)
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
    return JSONResponse(content, error.status, headers=headers, media_type=MEDIA)


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


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said, path = str(error.detail), request.url.path
    allow = (error.headers or {}).get("Allow", "")
    found: LeitgraphError
    match error.status_code:
        case HTTPStatus.METHOD_NOT_ALLOWED:
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
    first = error.errors()[0]
    name = str(first["loc"][-1])
    return answer(
        request,
        BadParameter(
            f"Die Angabe „{name}“ fehlt oder passt nicht: {first['msg']}.",
            f"The parameter “{name}” is missing or wrong: {first['msg']}.",
            parameter=name,
        ),
    )


async def unexpected(request: Request, error: Exception) -> Response:
    """The answer to an error of ours that nobody foresaw; it says nothing of what is inside."""
    return answer(
        request,
        LeitgraphError(
            "Hier ist etwas schiefgegangen, das nicht an der Eingabe liegt. Es steht im Protokoll.",
            "Something went wrong that is not due to the input. It is in the log.",
        ),
    )
