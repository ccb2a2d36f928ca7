"""Start, cities, questions, SPARQL, interfaces and errors, as a browser gets them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx2
import pytest
from tests.web.markup import Page

if TYPE_CHECKING:
    from tests.shell import Shell

PAGES = [
    "/",
    "/stadt/auerbach",
    "/stadt/musterstadt",
    "/stadt/kaiserslautern",
    "/fragen",
    "/fragen/goals-of-a-city",
    "/fragen/goals-of-a-city?stadt=auerbach",
    "/fragen/goals-of-a-city?stadt=atlantis",
    "/fragen/money-by-year",
    "/fragen/consultation-participation",
    "/sparql-editor",
    "/sparql-editor?query=ASK%20%7B%7D",
    "/sparql-editor?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%203",
    "/sparql-editor?query=DESCRIBE%20%3Cauerbach%2Fziel%2Fl01%3E",
    "/sparql-editor?query=SELECT",
    "/docs",
    "/docs/fehler",
    "/gibt-es-nicht",
]


@pytest.fixture(scope="module")
def browser(served: Shell) -> Iterator[httpx2.Client]:
    """Asks as a browser does."""
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "de"}
    with httpx2.Client(base_url=served.url, headers=headers) as client:
        yield client


def got(browser: httpx2.Client, path: str, status: int = 200) -> Page:
    """A page with its status."""
    answer = browser.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_and_loads_nothing_from_elsewhere(
    browser: httpx2.Client, path: str, lang: str
) -> None:
    answer = browser.get(path, headers={"Accept-Language": lang})
    page = Page(answer.text)
    assert page.wrong == []
    assert page.language == lang == answer.headers["content-language"]
    assert page.loaded == ["/static/style.css", "/static/icon.svg"]
    assert "script" not in answer.headers["content-security-policy"].replace(
        "script-src 'self'", ""
    )


def test_the_start_page_counts_what_is_in_the_graph(browser: httpx2.Client) -> None:
    page = got(browser, "/")
    at = page.words.index("Auerbach/Vogtl.")
    assert page.words[at + 1 : at + 3] == ["16", "68"]
    assert "Musterstadt (synthetisch) synthetisch" in " ".join(page.words)
    rules = browser.get("/api/v1/rules").json()["rules"]
    assert f"{len(rules)} Regeln" in page.text
    assert "/stadt/dresden" in page.links


def test_a_city_shows_its_goals_in_order_and_one_under_both_of_its_goals(
    browser: httpx2.Client,
) -> None:
    page = got(browser, "/stadt/auerbach")
    assert "Ziele (68)" in page.text
    goals = [link for link in page.links if link.startswith("/id/auerbach/ziel/")]
    tops = [link for link in goals if "-" not in link]
    below = [link for link in goals if link not in tops]
    assert tops == [f"/id/auerbach/ziel/l{number:02}" for number in range(1, 17)]
    assert (len(below), len(set(below))) == (53, 52)


def test_the_demo_city_says_that_it_is_synthetic(browser: httpx2.Client) -> None:
    assert "Nichts hier beschreibt eine wirkliche Stadt" in got(browser, "/stadt/musterstadt").text
    answer = got(browser, "/fragen/money-by-year?stadt=musterstadt&phase=beschluss")
    assert "Enthält synthetische Daten" in answer.text
    real = got(browser, "/fragen/goals-of-a-city?stadt=auerbach")
    assert "Enthält synthetische Daten" not in real.text


def test_an_unknown_city_is_not_found(browser: httpx2.Client) -> None:
    assert (
        "Von „atlantis“ ist hier keine Stadt bekannt." in got(browser, "/stadt/atlantis", 404).text
    )


def test_every_question_has_a_page_that_answers_or_says_what_it_needs(
    browser: httpx2.Client,
) -> None:
    listing = got(browser, "/fragen")
    slugs = {link for link in listing.links if link.startswith("/fragen/")}
    assert len(slugs) >= 19
    for slug in sorted(slugs):
        page = got(browser, slug)
        assert page.wrong == []


def test_a_question_with_all_it_needs_is_answered_with_sources_and_downloads(
    browser: httpx2.Client,
) -> None:
    page = got(browser, "/fragen/goals-of-a-city?stadt=auerbach")
    assert "69 Zeilen" in page.text
    assert "Quellen" in [text for _, text in page.headings]
    assert any(link.startswith("/id/auerbach/fundstelle/") for link in page.links)
    downloads = [link for link in page.links if link.startswith("/api/v1/queries/")]
    assert len(downloads) == 4
    for link in downloads:
        assert browser.get(link).status_code == 200


def test_a_wrong_value_is_told_beside_its_field_and_kept(browser: httpx2.Client) -> None:
    page = got(browser, "/fragen/goals-of-a-city?stadt=atlantis", 422)
    assert "Von „atlantis“ (Kommune) steht nichts im Graphen." in page.text
    (field,) = [found for found in page.inputs if found.get("name") == "stadt"]
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "e-stadt")
    assert "atlantis" in page.text


def test_a_date_that_is_none_is_told_beside_its_field(browser: httpx2.Client) -> None:
    page = got(browser, "/fragen/follow-ups-due?stichtag=gestern", 422)
    (field,) = [found for found in page.inputs if found.get("name") == "stichtag"]
    assert (field["value"], field["aria-invalid"]) == ("gestern", "true")


def test_dresden_47_and_49_are_shown_as_contradictory(browser: httpx2.Client) -> None:
    answer = browser.get("/fragen/consultation-participation").text
    assert answer.count("widersprüchlich</td>") == 2


def test_sparql_shows_rows_words_graphs_and_keeps_the_query(browser: httpx2.Client) -> None:
    table = browser.post("/sparql-editor", data={"query": "SELECT (1 AS ?eins) {}"}).text
    assert '<th scope="col">eins</th>' in table
    assert "SELECT (1 AS ?eins) {}</textarea>" in table
    word = browser.post("/sparql-editor", data={"query": "ASK { ?s a insek:Leitziel }"}).text
    assert '<p class="lead">ja</p>' in word
    graph = browser.post("/sparql-editor", data={"query": "DESCRIBE <auerbach/ziel/l01>"}).text
    assert "https://w3id.org/insek/ns#Leitziel" in graph or "insek:Leitziel" in graph


def test_a_wrong_query_is_told_with_its_place_beside_the_text(browser: httpx2.Client) -> None:
    answer = browser.post("/sparql-editor", data={"query": "SELECT *\nWHERE { ?s ?p }"})
    page = Page(answer.text)
    assert answer.status_code == 400
    assert "Zeile 2, Spalte 15" in page.text
    (field,) = [found for found in page.inputs if found.get("name") == "query"]
    assert field["aria-describedby"] == "query-error"
    assert "WHERE { ?s ?p }</textarea>" in answer.text


def test_an_empty_query_is_not_asked(browser: httpx2.Client) -> None:
    assert browser.post("/sparql-editor", data={"query": "  "}).status_code == 422


def test_what_is_typed_is_escaped(browser: httpx2.Client) -> None:
    attack = '</textarea><script>alert("x")</script>'
    for answer in (
        browser.post("/sparql-editor", data={"query": attack}),
        browser.get("/fragen/goals-of-a-city", params={"stadt": attack}),
        browser.get("/stadt/" + attack.replace("/", "")),
        browser.get("/" + attack),
    ):
        assert answer.status_code in {400, 404, 422}
        assert "<script" not in answer.text


def test_the_language_switch_is_remembered(browser: httpx2.Client) -> None:
    with httpx2.Client(base_url=browser.base_url, headers={"Accept": "text/html"}) as visitor:
        assert Page(visitor.get("/").text).language == "de"
        assert "?lang=en" in Page(visitor.get("/").text).links
        assert Page(visitor.get("/?lang=en").text).language == "en"
        assert Page(visitor.get("/fragen").text).language == "en"


def test_the_interfaces_page_names_every_route_of_the_document(browser: httpx2.Client) -> None:
    page = got(browser, "/docs")
    paths = browser.get("/openapi.json").json()["paths"]
    assert len(paths) > 25
    for path in paths:
        assert f" {path}" in page.text


def test_errors_are_pages_for_people_and_documents_for_programs(browser: httpx2.Client) -> None:
    page = got(browser, "/gibt-es-nicht", 404)
    assert ("/docs/fehler#not-found" in page.links, "/fragen" in page.links) == (True, True)
    answer = browser.get("/gibt-es-nicht", headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert "not-found" in Page(browser.get("/docs/fehler").text).ids


def test_the_style_is_served(browser: httpx2.Client) -> None:
    for name, media in (("style.css", "text/css"), ("icon.svg", "image/svg+xml")):
        answer = browser.get(f"/static/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media)
