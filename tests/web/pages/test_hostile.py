"""Pages over a graph in which somebody put what a browser must not run, and answers without end."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from tests.web.markup import Page

from leitgraph.web.pages.editor import ROWS

BASE = "https://w3id.org/insek/id/auerbach"
GOAL = "/id/auerbach/ziel/boese"
LABEL = '<script>alert(1)</script> "onmouseover=x'
EVIL = f"""
@prefix insek: <https://w3id.org/insek/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<{BASE}/ziel/boese> a insek:Leitziel ; insek:kommune <{BASE}/kommune/stadt> ;
    skos:prefLabel '{LABEL}'@de ; skos:notation "<b>9</b>" ;
    insek:inFassung <{BASE}/fassung/2022> ; insek:belegtDurch <javascript:alert(2)> ;
    rdfs:seeAlso <javascript:alert(3)> , <data:text/html,x> , <https://elsewhere.example/a'b> .
<javascript:alert(2)> a insek:Fundstelle ;
    skos:prefLabel "</td><script>alert(4)</script>"@de ; insek:abschnitt "<i>S. 4</i>" ;
    insek:quelle <javascript:alert(5)> .
<javascript:alert(5)> a insek:Quelle ;
    skos:prefLabel "<q>"@de ; dcterms:title "<q>"@de .
"""
SPARQL = "/sparql-editor?query=SELECT%20*%20%7B%3Cauerbach/ziel/boese%3E%20%3Fp%20%3Fo%7D"


@pytest.fixture(scope="module")
def attacked(narrow: httpx2.Client, admin: httpx2.Client) -> Iterator[httpx2.Client]:
    """A service that holds it, asked as a browser does."""
    graph = {"graph": f"{BASE}/graph/boese"}
    answer = admin.put(
        "/graph-store", params=graph, content=EVIL, headers={"Content-Type": "text/turtle"}
    )
    assert answer.status_code in {200, 201}, answer.text
    headers = {"Accept": "text/html", "Accept-Language": "de"}
    with httpx2.Client(base_url=narrow.base_url, headers=headers, timeout=60) as browser:
        yield browser
    admin.delete("/graph-store", params=graph)


@pytest.mark.parametrize(
    "path", ["/stadt/auerbach", "/fragen/goals-of-a-city?stadt=auerbach", SPARQL, GOAL]
)
def test_what_the_graph_says_is_text_and_nothing_else(attacked: httpx2.Client, path: str) -> None:
    answer = attacked.get(path)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.wrong == []
    assert LABEL in page.text
    assert "<script" not in answer.text.lower()
    assert "<b>9" not in answer.text
    schemes = {link.partition(":")[0] for link in page.links if ":" in link.partition("/")[0]}
    assert schemes <= {"https", "http"}


def test_a_link_that_leads_elsewhere_is_a_link_and_a_script_is_none(
    attacked: httpx2.Client,
) -> None:
    page = Page(attacked.get(GOAL).text)
    assert [link for link in page.links if "elsewhere" in link] == ["https://elsewhere.example/a'b"]
    assert "javascript:alert(3)" in page.text


@pytest.mark.parametrize("query", ["SELECT * {?s ?p ?o}", "SELECT * {?s ?p ?o . ?a ?b ?c}"])
def test_of_an_answer_over_every_cap_the_page_shows_the_first_rows(
    attacked: httpx2.Client, query: str
) -> None:
    answer = attacked.post("/sparql-editor", data={"query": query})
    assert answer.status_code == 200
    assert answer.text.count("<tr>") == ROWS + 1 + len(_prefixes(answer.text))
    assert f"nur die ersten {ROWS}" in answer.text


def test_a_query_without_end_is_ended_and_kept(attacked: httpx2.Client) -> None:
    query = "SELECT (COUNT(*) AS ?n) {?s ?p ?o . ?a ?b ?c . ?d ?e ?f}"
    answer = attacked.post("/sparql-editor", data={"query": query})
    assert answer.status_code == 504
    page = Page(answer.text)
    assert page.wrong == []
    assert query in page.text
    assert "wurde beendet" in page.text


def test_pages_take_no_credentials(attacked: httpx2.Client) -> None:
    for path in ("/pruefen", "/sparql-editor", "/fragen", "/"):
        answer = attacked.get(path, headers={"Authorization": "Bearer unbekannt"})
        assert (path, answer.status_code) == (path, 200)


def _prefixes(source: str) -> str:
    """One character for each row of the table of prefixes."""
    return "." * source.partition("<summary>Präfixe")[2].count("<tr>")
