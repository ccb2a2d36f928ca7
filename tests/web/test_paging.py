"""Rows of a named query in pages, with a link to the next one (RFC 8288)."""

from __future__ import annotations

import httpx2
import pytest
from tests.web.test_sparql import refused

GOALS = "/api/v1/queries/goals-of-a-city?stadt=auerbach"


def test_pages_are_the_whole_in_its_order(client: httpx2.Client) -> None:
    whole = client.get(GOALS)
    assert "link" not in whole.headers
    found, address = [], f"{GOALS}&limit=7"
    while address:
        page = client.get(address)
        assert page.status_code == 200, page.text
        rows = page.json()["rows"]
        assert 0 < len(rows) <= 7
        found += rows
        address = page.links.get("next", {}).get("url", "")
    assert found == whole.json()["rows"]
    assert len(found) > 7


def test_a_page_comes_in_every_format_and_again_from_memory(client: httpx2.Client) -> None:
    for form in ("csv", "sparql-json", "xlsx"):
        first = client.get(f"{GOALS}&limit=2&offset=1&format={form}")
        again = client.get(f"{GOALS}&limit=2&offset=1&format={form}")
        assert first.headers["link"] == again.headers["link"]
        assert "offset=3" in first.headers["link"]
    lines = client.get(f"{GOALS}&limit=2&offset=1&format=csv").text.splitlines()
    assert lines[1:] == client.get(f"{GOALS}&format=csv").text.splitlines()[2:4]


def test_behind_the_last_row_there_is_nothing(client: httpx2.Client) -> None:
    count = client.get(GOALS).json()["count"]
    last = client.get(f"{GOALS}&limit={count}")
    assert (last.json()["count"], "link" in last.headers) == (count, False)
    assert client.get(f"{GOALS}&offset={count}").json()["rows"] == []
    assert client.get(f"{GOALS}&offset={count - 1}").json()["count"] == 1


@pytest.mark.parametrize("page", ["limit=0", "limit=-1", "limit=zehn", "offset=-1", "limit=9" * 30])
def test_a_page_that_is_none_is_refused(client: httpx2.Client, page: str) -> None:
    problem = refused(client.get(f"{GOALS}&{page}"), 422, "bad-parameter")
    assert problem["parameter"] == page.partition("=")[0]
