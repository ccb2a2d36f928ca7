"""Numbers without end, half characters, odd escapes: each is the asker's error, never ours."""

from __future__ import annotations

import httpx2
import pytest
from tests.web.test_sparql import refused

DRAFTS = {
    "gesamtbetrag": '{"titel": "x", "gesamtbetrag": 1e999999999}',
    "investitionskosten": '{"titel": "x", "investitionskosten": "1e99999999999999999999"}',
    "allokationen[0].anteil": '{"titel": "x", "allokationen": [{"ziel": "a", "anteil": 1e99999}]}',
    "jahresscheiben[0].jahr": '{"titel": "x", "jahresscheiben": [{"jahr": 1e9999, "betrag": 1}]}',
    "datum": '{"titel": "x", "datum": "2025-02-30"}',
    "titel": '{"titel": {"x": {}}}',
}
UNREADABLE = {
    "a list": b"[]",
    "a number of 100,000 digits": b'{"titel": "x", "gesamtbetrag": ' + b"9" * 100_000 + b"}",
    "no number": b'{"titel": "x", "gesamtbetrag": NaN}',
    "half a character": b'{"titel": "\\ud800"}',
    "no UTF-8": b'{"titel": "\xff"}',
    "two documents": b'{"titel": "x"} {"titel": "y"}',
    "NUL": b'{"titel": "x"}\x00',
}
JSON = {"Content-Type": "application/json"}
CHECKS = "/api/v1/checks?city=dresden"


@pytest.mark.parametrize("field", DRAFTS)
def test_values_that_cannot_be_are_told_with_their_field(client: httpx2.Client, field: str) -> None:
    answer = client.post(CHECKS, content=DRAFTS[field], headers=JSON)
    assert refused(answer, 422, "bad-parameter")["parameter"] == field


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_json_object_is_bad_data(client: httpx2.Client, name: str) -> None:
    refused(client.post(CHECKS, content=UNREADABLE[name], headers=JSON), 400, "bad-data")


@pytest.mark.parametrize("value", ["%", "%%%", "%zz", "a%00b", "%ff", "%ED%A0%80", "%C3%A9"])
@pytest.mark.parametrize(
    "path", ["/sparql?query=", "/graph-store?graph=", "/api/v1/queries/goal-counts?stadt="]
)
def test_values_that_are_oddly_written_are_refused(
    client: httpx2.Client, path: str, value: str
) -> None:
    answer = client.get(path + value)
    assert answer.status_code in {400, 404, 422}, answer.text
    refused(answer, answer.status_code, answer.json()["type"].rpartition("#")[2])


@pytest.mark.parametrize(
    "slug", ["%", "a%00b", "%ff", "..%2f..%2fetc", "GOAL-COUNTS", "goal-counts.rq"]
)
def test_names_that_are_none_are_not_found(client: httpx2.Client, slug: str) -> None:
    refused(client.get("/api/v1/queries/" + slug), 404, "not-found")
