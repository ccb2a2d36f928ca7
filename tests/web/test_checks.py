"""POST /api/v1/checks: drafts as departments send them get the verdict a reader would give."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx2
import pyoxigraph as ox
import pytest
from tests import content
from tests.web.test_sparql import refused

DATA = Path(__file__).parents[2] / "data"
DEMO = DATA / "demo" / "vorlagen"
REAL = {
    "dresden-v1796-22": "dresden",
    "dresden-a0293-21-beschlusskontrolle": "dresden",
    "leipzig-bilanzphase": "leipzig",
    "leipzig-vi-ds-08190": "leipzig",
}
JSON = {"Content-Type": "application/json"}
LEIPZIG = DATA / "vorlagen" / "leipzig-vi-ds-08190"
WRONG_SUM = (DEMO / "08-summe-falsch.json").read_bytes()


def check(
    client: httpx2.Client, body: Any = b"", city: str = "musterstadt", **more: Any
) -> httpx2.Response:
    """A check of a draft."""
    headers = {**JSON, **more.pop("headers", {})}
    params = {"city": city, **more}
    return client.post("/api/v1/checks", params=params, content=body, headers=headers)


def timeless(text: str) -> str:
    """A report as text without the time of the check."""
    return re.sub(r"Geprüft am: .* UTC", "", text)


def rules(answer: httpx2.Response) -> list[str]:
    """The broken rules, in their order."""
    assert answer.status_code == 200, answer.text
    return [finding["rule"] for finding in answer.json()["findings"]]


@pytest.mark.parametrize("name", content.drafts())
def test_each_demo_draft_gets_its_verdict(client: httpx2.Client, name: str) -> None:
    answer = check(client, (DEMO / f"{name}.json").read_bytes())
    assert rules(answer) == content.expected()[name]["rules"]
    report = answer.json()
    assert report["verdict"] == content.expected()[name]["verdict"]
    assert report["certificate"]["verdict"] == report["verdict"]
    assert not set(report["passed"]) & set(content.expected()[name]["rules"])
    assert str(report["graph_version"]) == answer.headers["x-graph-version"]
    assert answer.headers["cache-control"] == "no-store"


def test_all_ten_demo_drafts_were_checked() -> None:
    assert sorted(content.expected()) == content.drafts()
    assert len(content.expected()) == 10


def told(name: str) -> tuple[str, str]:
    """Verdict and rule: what only informs gets a hint, what decides has to say it."""
    informs = name in {"dresden-a0293-21-beschlusskontrolle", "leipzig-bilanzphase"}
    return ("hinweise", "zb-006") if informs else ("klaerungsbeduerftig", "zb-001")


@pytest.mark.parametrize(("name", "city"), sorted(REAL.items()))
def test_a_real_paper_that_names_no_goal_is_told_so_by_its_weight(
    client: httpx2.Client, name: str, city: str
) -> None:
    answer = check(client, (DATA / "vorlagen" / f"{name}.json").read_bytes(), city)
    verdict, rule = told(name)
    assert rule in rules(answer)
    assert answer.json()["verdict"] == verdict


def test_json_turtle_and_json_ld_of_a_paper_get_the_same_findings(client: httpx2.Client) -> None:
    base = "https://w3id.org/insek/id/"
    turtle = LEIPZIG.with_suffix(".ttl").read_bytes()
    triples = [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=base)]
    found = {
        "application/json": LEIPZIG.with_suffix(".json").read_bytes(),
        "text/turtle": turtle,
        "application/ld+json": ox.serialize(triples, format=ox.RdfFormat.JSON_LD),
        "application/n-triples": ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES),
    }
    reports = [
        rules(check(client, body, "leipzig", date="2019-06-30", headers={"Content-Type": media}))
        for media, body in found.items()
    ]
    assert {"zb-001", "fi-007"} <= set(reports[0])
    assert reports.count(reports[0]) == 4


def test_a_report_comes_as_json_text_and_turtle(client: httpx2.Client) -> None:
    text = check(client, WRONG_SUM, format="text")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert "Ergebnis: klärungsbedürftig" in text.text
    assert "50.000,00 € Unterschied" in text.text
    accepted = check(client, WRONG_SUM, headers={"Accept": "text/plain"})
    assert timeless(accepted.text) == timeless(text.text)
    turtle = check(client, WRONG_SUM, format="ttl")
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    triples = list(ox.parse(turtle.content, format=ox.RdfFormat.TURTLE))
    results = [quad for quad in triples if quad.predicate.value.endswith("shacl#result")]
    assert len(results) == 1
    accepted = check(client, WRONG_SUM, headers={"Accept": "text/turtle"})
    assert accepted.headers["content-type"] == "text/turtle; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/json, text/plain, */*", "application/json"),
        ("text/turtle;q=0.5, text/plain", "text/plain; charset=utf-8"),
        ("text/html, */*;q=0.8", "application/json"),
    ],
)
def test_the_best_of_the_accepted_formats_is_taken(
    client: httpx2.Client, accept: str, media: str
) -> None:
    answer = check(client, WRONG_SUM, headers={"Accept": accept})
    assert answer.headers["content-type"] == media


def test_a_format_that_is_not_on_offer_is_not_acceptable(client: httpx2.Client) -> None:
    answer = check(client, WRONG_SUM, headers={"Accept": "image/png"})
    refused(answer, 406, "not-acceptable")


def test_one_of_several_papers_in_a_document_is_named(client: httpx2.Client) -> None:
    first = LEIPZIG.with_suffix(".ttl").read_text("utf-8")
    both = first + "<leipzig/vorlage/zweite> a insek:Vorlage ; insek:kennung 'Z/2' .\n"
    headers = {"Content-Type": "text/turtle"}
    problem = refused(check(client, both, "leipzig", headers=headers), 422, "bad-parameter")
    assert problem["parameter"] == "vorlage"
    assert len(problem["choices"]) == 2
    for iri in problem["choices"]:
        answer = check(client, both, "leipzig", vorlage=iri, headers=headers)
        assert "zb-001" in rules(answer)
        assert {finding["focus"] for finding in answer.json()["findings"]} == {iri}


def test_who_prefers_english_gets_english_messages(client: httpx2.Client) -> None:
    answer = check(client, WRONG_SUM, headers={"Accept-Language": "en"})
    (finding,) = answer.json()["findings"]
    assert "the difference is €50,000.00" in finding["message"]
    assert answer.headers["content-language"] == "en"
    assert answer.json()["verdict"] == "klaerungsbeduerftig"


def test_a_paper_of_the_graph_is_checked_by_its_kennung(client: httpx2.Client) -> None:
    answer = client.post("/api/v1/checks?city=dresden&vorlage=V1796/22")
    assert "zb-001" in rules(answer)
    assert answer.json()["verdict"] == "klaerungsbeduerftig"
    missing = client.post("/api/v1/checks?city=dresden&vorlage=V9999/99")
    refused(missing, 404, "not-found")


def test_the_date_decides_which_goals_are_valid(client: httpx2.Client) -> None:
    body = (DEMO / "07-veraltetes-ziel.json").read_bytes()
    assert rules(check(client, body)) == ["zb-002"]
    assert "zb-002" not in rules(check(client, body, date="2022-06-30"))
    problem = refused(check(client, body, date="gestern"), 422, "bad-parameter")
    assert problem["parameter"] == "date"


def test_without_a_body_there_is_nothing_to_check(client: httpx2.Client) -> None:
    refused(check(client), 400, "bad-input")
    refused(check(client, b" \n"), 400, "bad-input")


@pytest.mark.parametrize(
    ("body", "line"), [(b"{", 1), (b'{\n"titel": "x"\n"datum"', 3), (b"{'titel': 1}", 1)]
)
def test_broken_json_is_told_with_its_line(client: httpx2.Client, body: bytes, line: int) -> None:
    assert refused(check(client, body), 400, "bad-data")["line"] == line


@pytest.mark.parametrize(
    "body",
    [b"[]", b'"x"', b"null", b"1", b'{"titel": 1}', b'{"titel": "x", "nix": 1}', b"\xff\xfe",
     b'{"titel": "x", "jahresscheiben": 5}', b'{"titel": "x", "zielbezuege": [1]}',
     b'{"titel": "\\ud800"}', b'{"titel": "x", "raum": [{"a": 1}]}'],
)  # fmt: skip
def test_json_that_is_no_draft_is_the_askers_error(client: httpx2.Client, body: bytes) -> None:
    answer = check(client, body)
    assert 400 <= answer.status_code < 500 or answer.json().get("findings"), answer.text


def test_broken_turtle_is_told_with_its_line(client: httpx2.Client) -> None:
    answer = check(client, b"<a> <b> 1 .\n<a> <b>", headers={"Content-Type": "text/turtle"})
    assert refused(answer, 400, "bad-data")["line"] == 2


def test_a_city_that_is_not_there_is_named(client: httpx2.Client) -> None:
    answer = check(client, WRONG_SUM, "atlantis")
    assert "atlantis" in refused(answer, 404, "not-found")["detail"]
    none = client.post("/api/v1/checks", content=WRONG_SUM, headers=JSON)
    assert refused(none, 422, "bad-parameter")["parameter"] == "city"
    for wrong in ("../x", "a b", "<x>", 'x" }'):
        refused(check(client, WRONG_SUM, wrong), 404, "not-found")


def test_a_draft_over_the_limit_is_too_large(narrow: httpx2.Client) -> None:
    body = json.dumps({"titel": "x" * (1 << 20)}).encode()
    refused(check(narrow, body), 413, "too-large")


def test_other_kinds_of_documents_are_not_read(client: httpx2.Client) -> None:
    for media in ("application/pdf", "application/rdf+xml", "multipart/form-data; boundary=x"):
        answer = check(client, WRONG_SUM, headers={"Content-Type": media})
        refused(answer, 415, "unsupported-media-type")
    packed = check(client, WRONG_SUM, headers={"Content-Encoding": "gzip"})
    refused(packed, 415, "unsupported-media-type")


def test_unknown_parameters_and_formats_are_refused(client: httpx2.Client) -> None:
    problem = refused(check(client, WRONG_SUM, stadt="dresden"), 422, "bad-parameter")
    assert problem["parameter"] == "stadt"
    problem = refused(check(client, WRONG_SUM, format="rtf"), 422, "bad-parameter")
    assert problem["parameter"] == "format"
    got = client.get("/api/v1/checks?city=dresden")
    refused(got, 405, "method-not-allowed")
    assert got.headers["allow"] == "POST"


def test_a_check_writes_nothing(narrow: httpx2.Client) -> None:
    before = narrow.get("/ready").json()["graph_version"]
    assert rules(check(narrow, WRONG_SUM)) == ["fi-001"]
    assert narrow.get("/ready").json()["graph_version"] == before
