"""Every page that is found at start answers, in German and in English, as a page should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
import pytest
from starlette.routing import Route
from tests.web.markup import Page

from leitgraph.web.pages import routes

if TYPE_CHECKING:
    from tests.shell import Shell

PATHS = sorted(
    {
        route.path
        for route in routes()
        if isinstance(route, Route) and "{" not in route.path and "GET" in (route.methods or ())
    }
)
"""Where one can go without saying more."""


@pytest.mark.parametrize("path", PATHS)
def test_a_page_answers_in_both_languages_or_says_what_it_needs(served: Shell, path: str) -> None:
    headers = {"Accept": "text/html"}
    for language in ("de", "en"):
        answer = httpx2.get(f"{served.url}{path}?lang={language}", headers=headers, timeout=60)
        assert answer.status_code in {200, 303, 307, 404, 422}, answer.text
        if answer.headers.get("content-type", "").startswith("text/html"):
            page = Page(answer.text)
            assert page.wrong == []
            assert page.language == language


def test_the_pages_that_people_start_from_are_among_them() -> None:
    assert {"/", "/fragen", "/sparql-editor", "/pruefen", "/docs"} <= set(PATHS)
