"""Errors: a document for programs, a page for people, in the language of who asks."""

from __future__ import annotations

import re

import httpx2
import pytest
from tests.shell import TOKEN
from tests.web.test_sparql import refused

from leitgraph.errors import LeitgraphError
from leitgraph.web.problems import MethodNotAllowed

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def kinds(base: type[LeitgraphError] = LeitgraphError) -> set[str]:
    """The slugs of all errors."""
    return {base.slug}.union(*(kinds(kind) for kind in base.__subclasses__()))


def test_the_type_of_every_problem_leads_to_its_place_on_the_errors_page(
    client: httpx2.Client,
) -> None:
    assert len(kinds()) > 18
    page = client.get("/docs/fehler").text
    assert kinds() <= set(re.findall(r'id="([a-z-]+)"', page))


def test_what_is_not_there_is_told_as_document_or_page(client: httpx2.Client) -> None:
    refused(client.get("/nichts"), 404, "not-found")
    page = client.get("/nichts", headers={"Accept": BROWSER})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    rather = client.get("/nichts", headers={"Accept": "application/json, text/html;q=0.5"})
    refused(rather, 404, "not-found")


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK", "/api/v1/queries/nichts", "/graph-store?graph=nichts"]
)
def test_interfaces_answer_even_a_browser_with_a_document(client: httpx2.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": BROWSER})
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_sparql_page_is_for_people(client: httpx2.Client) -> None:
    answer = client.delete("/sparql-editor", headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["content-type"]) == (405, "text/html; charset=utf-8")


def test_a_wrong_method_is_told_which_ones_there_are(client: httpx2.Client) -> None:
    answer = client.put("/api/v1/queries")
    refused(answer, 405, MethodNotAllowed.slug)
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize(
    "token", ["Bearer falsch", "Bearer", "Basic YTpi", f"Basic {TOKEN}", TOKEN, ""]
)
def test_a_token_that_is_not_known_is_asked_for(client: httpx2.Client, token: str) -> None:
    answer = client.get("/api/v1/log", headers={"Authorization": token})
    refused(answer, 401, "unauthorised")
    assert answer.headers["www-authenticate"].startswith("Bearer ")


def test_a_token_that_is_known_counts_however_bearer_is_spelt(client: httpx2.Client) -> None:
    for scheme in ("Bearer", "bearer", "BEARER"):
        answer = client.get("/api/v1/log", headers={"Authorization": f"{scheme} {TOKEN}"})
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("language", "detail"),
    [
        ("de", "Unter /x liegt nichts."),
        ("en", "There is nothing at /x."),
        ("fr, en;q=0.8, de;q=0.5", "There is nothing at /x."),
        ("fr", "Unter /x liegt nichts."),
        ("en;q=abc", "Unter /x liegt nichts."),
    ],
)
def test_problems_are_told_in_the_language_of_who_asks(
    client: httpx2.Client, language: str, detail: str
) -> None:
    assert client.get("/x", headers={"Accept-Language": language}).json()["detail"] == detail


def test_what_was_asked_for_comes_back_as_text_and_nothing_else(client: httpx2.Client) -> None:
    path = "/<script>alert(1)</script>%0d%0aX-Evil:%201"
    page = client.get(path, headers={"Accept": BROWSER})
    assert page.status_code == 404
    assert "<script>" not in page.text
    assert "x-evil" not in page.headers
    assert "x-evil" not in client.get(path).headers
