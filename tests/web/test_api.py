"""/api/v1: named queries in every format, cities, rules and the journal."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import httpx2
import openpyxl
import pyoxigraph as ox
import pytest
from tests.web.test_graph_store import ONE, TURTLE
from tests.web.test_sparql import refused

from leitgraph.config import Settings
from leitgraph.queries.ask import formats

SIXTEEN = {
    "broken-chains", "concept-goal-matrix", "consultation-participation", "drafts-without-goal",
    "follow-ups-due", "goals-of-a-city", "goals-without-budget", "hampering-without-weighing",
    "minimum-standard", "money-by-year", "nobody-responsible", "outdated-goals",
    "positions-without-goal", "projects-without-place", "shares-not-100", "suggestions-outcome",
    "sums-of-slices",
}  # fmt: skip
GOALS = "/api/v1/queries/goals-of-a-city"
MEDIA = {name: media.partition(";")[0] for name, (media, _) in formats().items()}


def test_the_list_names_every_query_and_where_to_ask_it(client: httpx2.Client) -> None:
    answer = client.get("/api/v1/queries")
    assert answer.status_code == 200
    found = {query["slug"]: query for query in answer.json()["queries"]}
    assert set(found) >= SIXTEEN
    assert len(found) == len(answer.json()["queries"])
    assert not any(slug.startswith("options-") for slug in found)
    goals = found["goals-of-a-city"]
    assert goals["title"] == "Ziele einer Stadt, nach Ebenen"
    assert goals["href"] == GOALS
    assert [parameter["name"] for parameter in goals["parameters"]] == ["stadt", "ebene"]
    english = client.get("/api/v1/queries", headers={"Accept-Language": "en"}).json()["queries"]
    titles = {query["slug"]: query["title"] for query in english}
    assert titles["goals-of-a-city"] == "Goals of a city, by level"


def test_every_query_of_the_list_answers_to_its_defaults(client: httpx2.Client) -> None:
    asked = 0
    for query in client.get("/api/v1/queries").json()["queries"]:
        lacking = [p for p in query["parameters"] if p["required"] and not p["default"]]
        answer = client.get(query["href"])
        assert answer.status_code == (422 if lacking else 200), answer.text
        if not lacking:
            assert answer.json()["query"] == query["slug"]
            asked += 1
    assert asked >= 15


def test_auerbach_has_its_sixteen_goals_and_53_entries(client: httpx2.Client) -> None:
    answer = client.get(GOALS, params={"stadt": "auerbach"}).json()
    assert len(answer["rows"]) == 69
    assert len(client.get(GOALS, params={"ebene": "leitziel"}).json()["rows"]) == 16
    assert len(client.get(GOALS, params={"ebene": "ziel"}).json()["rows"]) == 53
    assert answer["columns"][0]["name"] == "konzept"


def rows_of(name: str, body: bytes) -> int:
    """Number of rows in an answer, read by a reader of its format."""
    if name == "xlsx":
        (sheet, *_) = openpyxl.load_workbook(io.BytesIO(body)).worksheets
        return len([row for row in sheet.iter_rows(values_only=True) if any(row)])
    if name in {"csv", "tsv"}:
        text = body.decode("utf-8-sig")
        delimiter = "," if name == "csv" else "\t"
        return len(list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))) - 1
    if name == "json":
        return len(json.loads(body)["rows"])
    if name in {"sparql-json", "sparql-xml"}:
        form = getattr(ox.QueryResultsFormat, name.removeprefix("sparql-").upper())
        found = ox.parse_query_results(body, format=form)
        assert isinstance(found, ox.QuerySolutions)
        return len(list(found))
    if name == "ttl":
        return len(list(ox.parse(body, format=ox.RdfFormat.TURTLE)))
    return len(body.splitlines())


@pytest.mark.parametrize("name", sorted(MEDIA))
def test_a_query_answers_in_each_format(client: httpx2.Client, name: str) -> None:
    answer = client.get(GOALS, params={"stadt": "auerbach", "format": name})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == MEDIA[name]
    assert rows_of(name, answer.content) >= 69
    if name in {"csv", "tsv", "json", "sparql-json", "sparql-xml"}:
        assert rows_of(name, answer.content) == 69
    disposition = answer.headers.get("content-disposition")
    if name in {"csv", "tsv", "xlsx"}:
        assert disposition == f'attachment; filename="goals-of-a-city.{name}"'
    else:
        assert disposition is None


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", MEDIA["xlsx"]),
        ("text/turtle;q=0.5, application/json", "application/json"),
        ("text/html, */*;q=0.1", "application/json"),
        ("*/*", "application/json"),
    ],
)
def test_the_accept_header_chooses_the_format(
    client: httpx2.Client, accept: str, media: str
) -> None:
    answer = client.get(GOALS, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media


def test_formats_that_are_not_there_are_not_acceptable(client: httpx2.Client) -> None:
    refused(client.get(GOALS, params={"format": "pdf"}), 406, "not-acceptable")
    refused(client.get(GOALS, headers={"Accept": "application/pdf"}), 406, "not-acceptable")
    refused(client.get(GOALS, params={"format": "rows"}), 406, "not-acceptable")


def test_a_query_that_is_not_there_is_not_found(client: httpx2.Client) -> None:
    refused(client.get("/api/v1/queries/nichts"), 404, "not-found")
    refused(client.get("/api/v1/queries/..%2Fgoals-of-a-city"), 404, "not-found")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("stadt=auerbach&nix=1", "nix"),
        ("stadt=auerbach&stadt=dresden", "stadt"),
        ("stadt=atlantis", "stadt"),
        ("stadt=auerbach&ebene=keller", "ebene"),
        ('stadt=auerbach"%20}%20', "stadt"),
    ],
)
def test_a_wrong_parameter_is_named(client: httpx2.Client, query: str, parameter: str) -> None:
    problem = refused(client.get(f"{GOALS}?{query}"), 422, "bad-parameter")
    assert problem["parameter"] == parameter


def test_an_empty_field_of_a_form_is_no_parameter(client: httpx2.Client) -> None:
    assert len(client.get(f"{GOALS}?stadt=auerbach&ebene=").json()["rows"]) == 69


def test_parameters_are_terms_and_never_text(client: httpx2.Client) -> None:
    for text in ("x> } #", "\\u003e", "'; DROP ALL", "a\nb", "\x00"):
        answer = client.get(GOALS, params={"stadt": text})
        assert answer.status_code == 422, answer.text


# ---- cities and rules


def test_there_are_six_cities_and_a_synthetic_one(client: httpx2.Client) -> None:
    cities = client.get("/api/v1/cities").json()["cities"]
    found = {city["slug"]: city["synthetic"] for city in cities}
    known = {
        "auerbach": False,
        "dresden": False,
        "kaiserslautern": False,
        "leipzig": False,
        "musterstadt": True,
        "sachsen": False,
        "weisswasser": False,
    }
    assert {slug: found[slug] for slug in known} == known
    assert all(city["sources"] for city in cities)
    assert all(city["iri"].endswith(f"/{city['slug']}/kommune/stadt") for city in cities)


def test_every_rule_is_there_with_its_source(client: httpx2.Client) -> None:
    rules = client.get("/api/v1/rules").json()["rules"]
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    files = (Settings().content_dir("shapes") / "rules").glob("*/*.ttl")
    assert [rule["id"] for rule in rules] == sorted(file.stem for file in files)
    for rule in rules:
        assert all(rule[name] for name in ("title", "why", "hint", "severity", "source", "area"))
    english = client.get("/api/v1/rules", headers={"Accept-Language": "en"}).json()["rules"]
    assert all(a["title"] != b["title"] for a, b in zip(rules, english, strict=True))


# ---- the journal


def entries(client: httpx2.Client, **parameters: Any) -> list[dict[str, Any]]:
    """A page of the journal."""
    answer = client.get("/api/v1/log", params=parameters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    found: list[dict[str, Any]] = answer.json()["entries"]
    assert answer.json()["next"] == (found[-1]["number"] if found else None)
    return found


def test_the_journal_is_read_page_by_page(client: httpx2.Client) -> None:
    numbers = [entry["number"] for entry in entries(client)]
    assert numbers == list(range(len(numbers), 0, -1))
    assert len(numbers) >= 8
    paged: list[int] = []
    before: dict[str, int] = {}
    while page := entries(client, limit=3, **before):
        assert len(page) <= 3
        paged += [entry["number"] for entry in page]
        before = {"before": paged[-1]}
    assert paged == numbers


def test_who_changed_something_and_why_is_told_to_admins_only(
    admin: httpx2.Client, narrow: httpx2.Client
) -> None:
    admin.put("/graph-store?graph=test/graph/log", content=ONE, headers=TURTLE)
    (seen,) = entries(admin, limit=1)
    (unseen,) = entries(narrow, limit=1)
    assert (seen["actor"], seen["reason"]) == ("admin", "Graph Store PUT")
    assert set(unseen) == {"number", "time", "added", "removed"}
    assert {name: seen[name] for name in unseen} == unseen
    admin.delete("/graph-store?graph=test/graph/log")


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=-1", "limit=x", "limit=", "before=0", "before=1.5", "before=²",
     "limit=" + "9" * 5000, "before=" + "9" * 19],
)  # fmt: skip
def test_a_page_that_is_no_page_is_refused(client: httpx2.Client, query: str) -> None:
    problem = refused(client.get(f"/api/v1/log?{query}"), 422, "bad-parameter")
    assert problem["parameter"] == query.partition("=")[0]


def test_large_numbers_are_just_numbers(client: httpx2.Client) -> None:
    assert len(entries(client, limit=10**12)) >= 8
    assert len(entries(client, before=10**12)) >= 8


def test_an_unknown_parameter_of_the_journal_is_named(client: httpx2.Client) -> None:
    problem = refused(client.get("/api/v1/log?after=3"), 422, "bad-parameter")
    assert problem["parameter"] == "after"


def test_addresses_that_are_not_there_are_problems(client: httpx2.Client) -> None:
    problem = refused(client.get("/api/v1/nichts"), 404, "not-found")
    assert problem["detail"] == "Unter /api/v1/nichts liegt nichts."
    answer = client.post("/api/v1/queries")
    refused(answer, 405, "method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
