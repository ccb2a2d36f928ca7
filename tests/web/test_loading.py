"""While the graph is still being loaded, every address answers something sensible at once."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from starlette.routing import Route
from tests.web.inside import application, ask
from tests.web.test_sparql import refused

TOKEN = "nur-zur-pruefung"
# What needs no graph.
AT_ONCE = {
    "/health", "/metrics", "/openapi.json", "/docs", "/docs/fehler", "/sparql-editor",
    "/api/v1/queries", "/api/v1/cities", "/api/v1/rules",
}  # fmt: skip
QUESTIONS = [
    ("GET", "/sparql?query=ASK{}", "", ""),
    ("POST", "/sparql", "ASK {}", "application/sparql-query"),
    ("POST", "/sparql", "CLEAR ALL", "application/sparql-update"),
    ("GET", "/sparql", "", ""),
    ("GET", "/graph-store?default", "", ""),
    ("PUT", "/graph-store?graph=x", "<a> <b> 1 .", "text/turtle"),
    ("DELETE", "/graph-store?graph=x", "", ""),
    ("GET", "/api/v1/queries/goal-counts", "", ""),
    ("GET", "/api/v1/log", "", ""),
    ("POST", "/api/v1/checks?city=dresden", '{"titel": "x"}', "application/json"),
]


@pytest.fixture(scope="module")
def loading(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """An application whose graph is not there yet."""
    return application(tmp_path_factory.mktemp("loading"), admin_token=TOKEN)


@pytest.mark.parametrize(("method", "path", "body", "media"), QUESTIONS)
def test_questions_are_told_when_to_come_back(
    loading: FastAPI, method: str, path: str, body: str, media: str
) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "text/turtle, */*"}
    if media:
        headers["Content-Type"] = media
    answer = ask(loading, method, path, content=body, headers=headers)
    assert "geladen" in refused(answer, 503, "busy")["detail"]
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", sorted(AT_ONCE))
def test_what_needs_no_graph_is_answered_as_ever(loading: FastAPI, path: str) -> None:
    assert ask(loading, "GET", path, headers={"Accept": "text/html"}).status_code == 200


def test_alive_is_not_ready(loading: FastAPI) -> None:
    assert ask(loading, "GET", "/health").json()["status"] == "ok"
    ready = ask(loading, "GET", "/ready")
    assert (ready.status_code, ready.json()["ready"]) == (503, False)
    assert int(ready.headers["retry-after"]) > 0
    assert "leitgraph_ready 0.0" in ask(loading, "GET", "/metrics").text


def test_every_page_is_a_page_or_says_that_the_graph_is_being_loaded(loading: FastAPI) -> None:
    filled = {"slug": "dresden", "city": "dresden", "version": "0.1.0"}
    paths = [
        re.sub(r":\w+}", "}", route.path).format_map(_Any(filled))
        for route in loading.router.routes
        if isinstance(route, Route) and "GET" in (route.methods or ())
    ]
    assert len(paths) > 20
    for path in paths:
        answer = ask(loading, "GET", path, headers={"Accept": "text/html"})
        assert answer.status_code in {200, 303, 307, 404, 406, 422, 503}, path
        if answer.status_code == 503:
            assert answer.headers["retry-after"], path


class _Any(dict[str, str]):
    """Whatever else a path asks for."""

    def __missing__(self, key: str) -> str:
        return "x"
