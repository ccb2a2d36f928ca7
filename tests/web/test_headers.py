"""Headers that every answer has: what a page may load, and who may read it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from tests.web.inside import application, ask

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PATHS = {
    "/": 200,
    "/health": 200,
    "/metrics": 200,
    "/openapi.json": 200,
    "/docs": 200,
    "/static/style.css": 200,
    "/sparql?query=ASK{}": 200,
    "/sparql?query=ASK": 400,
    "/graph-store?graph=nirgends": 404,
    "/api/v1/checks": 405,
    "/nichts": 404,
}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_what_may_be_loaded_with_it(client: httpx2.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == PATHS[path]
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("path", "opened"),
    [
        ("/sparql?query=ASK{}", True),
        ("/sparql?query=ASK", True),
        ("/graph-store?default", True),
        ("/api/v1/queries", True),
        ("/openapi.json", True),
        ("/", False),
        ("/sparql-editor", False),
        ("/metrics", False),
    ],
)
def test_pages_of_other_origins_read_data_but_no_pages(
    client: httpx2.Client, path: str, opened: bool
) -> None:
    answer = client.get(path, headers={"Origin": "https://example.org"})
    assert answer.headers.get("access-control-allow-origin") == ("*" if opened else None)
    assert "access-control-allow-credentials" not in answer.headers
    preflight = client.options(path, headers={"Origin": "https://example.org"})
    assert preflight.status_code == (204 if opened else 405)


@pytest.fixture
def failing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> FastAPI:
    """An application with a fault of its own."""

    async def fails(request: Request) -> Response:
        raise RuntimeError("das Geheimnis")

    async def breaks(request: Request) -> Response:
        async def pieces() -> AsyncIterator[bytes]:
            yield b"a,b\n"
            raise RuntimeError("das Geheimnis")

        return StreamingResponse(pieces(), media_type="text/csv")

    app = application(tmp_path)
    app.router.routes += [Route("/api/fault", fails), Route("/fault", fails), Route("/b", breaks)]
    return app


def test_a_fault_of_ours_is_told_without_what_is_inside_and_logged(
    failing: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask(failing, "GET", "/api/fault")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json()["type"] == "/docs/fehler#internal"
    page = ask(failing, "GET", "/fault", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.headers["content-type"]) == (500, "text/html; charset=utf-8")
    for text in (answer.text, page.text):
        assert "Geheimnis" not in text
        assert "Traceback" not in text
    assert caplog.text.count("RuntimeError: das Geheimnis") == 2
    metrics = ask(failing, "GET", "/metrics").text
    assert 'leitgraph_requests_total{method="GET",route="-",status="500"} 2.0' in metrics
    assert 'leitgraph_errors_total{kind="internal"} 2.0' in metrics


def test_a_fault_in_the_middle_of_an_answer_ends_it_without_an_end(failing: FastAPI) -> None:
    with pytest.raises(RuntimeError):  # a server closes the connection on this
        ask(failing, "GET", "/b")
