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

from leitgraph.errors import BadParameter, LeitgraphError, NotFound
from leitgraph.web.site import language

_LOG = logging.getLogger("leitgraph.web")
PROGRAMS = ("/sparql", "/graph-store", "/api/", "/metrics", "/health", "/ready", "/openapi.json")
ERRORS_PAGE = "/docs/fehler"
MEDIA = "application/problem+json"


def install(app: FastAPI) -> None:
    """Let every error of the application pass through here."""
    app.add_exception_handler(LeitgraphError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _parameters)
    app.add_exception_handler(Exception, _unexpected)


def answer(request: Request, error: LeitgraphError) -> Response:
    """The error as the asker wants it."""
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
    """True if a browser asks for a page."""
    if request.url.path.startswith(PROGRAMS):
        return False
    accept = request.headers.get("accept", "")
    return "text/html" in accept or "application/xhtml+xml" in accept


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
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allow = (error.headers or {}).get("Allow", "")
        found: LeitgraphError = MethodNotAllowed(
            f"{request.method} gibt es hier nicht; möglich: {allow}.",
            f"{request.method} is not possible here; possible: {allow}.",
            allow=allow,
        )
    elif error.status_code == HTTPStatus.NOT_FOUND:
        found = NotFound(
            f"Unter {request.url.path} liegt nichts.", f"There is nothing at {request.url.path}."
        )
    else:
        found = LeitgraphError(str(error.detail))
        return problem(found, language(request), request.url.path)
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


async def _unexpected(request: Request, error: Exception) -> Response:
    # Starlette raises it again after this answer, so the log has it with its trace.
    return answer(
        request,
        LeitgraphError(
            "Hier ist etwas schiefgegangen, das nicht an der Eingabe liegt. Es steht im Protokoll.",
            "Something went wrong that is not due to the input. It is in the log.",
        ),
    )
