"""The page of a resource, of a term and of a code list; and the same addresses as data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx2
import pyoxigraph as ox
import pytest
from tests.web.markup import Page

from leitgraph.web.links import href_of

if TYPE_CHECKING:
    from tests.shell import Shell

BASE = "https://w3id.org/insek/id"
NS = "https://w3id.org/insek/ns#"
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "de"}
GOAL = "/id/auerbach/ziel/l01"
L01_SECTION = "Folie „Leitziele für die nächsten Jahre I“, Leitziel 1"
PAGES = [
    GOAL,
    "/id/auerbach/ziel/l01-1",
    "/id/auerbach/fundstelle/l01",
    "/id/auerbach/graph/leitziele",
    "/id/dresden/teilnahme/gb-4-47",
    "/id/dresden/einheit/47",
    "/id/dresden/kommune/stadt",
    "/id/musterstadt/kommune/stadt",
    "/id/nirgendwo/ziel/1",
    "/id/musterstadt/vorlage/v0005-20",
]
RDF = [
    ("ttl", "text/turtle", ox.RdfFormat.TURTLE),
    ("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD),
    ("nt", "application/n-triples", ox.RdfFormat.N_TRIPLES),
    ("rdf", "application/rdf+xml", ox.RdfFormat.RDF_XML),
]


@pytest.fixture(scope="module")
def browser(served: Shell) -> Iterator[httpx2.Client]:
    """Asks as a browser does, each time without cookies of before."""
    with httpx2.Client(base_url=served.url, timeout=60, headers=HTML) as asker:
        yield asker


def read(browser: httpx2.Client, address: str, status: int = 200) -> Page:
    answer = browser.get(address)
    browser.cookies.clear()
    assert answer.status_code == status, answer.text[:2000]
    assert answer.headers["content-type"].startswith("text/html")
    return Page(answer.text)


def section(source: str, id_: str) -> str:
    """The markup of one section of the page."""
    found = re.search(rf'<section aria-labelledby="{id_}">(.*?)</section>', source, re.DOTALL)
    assert found, id_
    return found[1]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_page_is_sound_html(browser: httpx2.Client, address: str, lang: str) -> None:
    status = 404 if "nirgendwo" in address else 200
    found = read(browser, f"{address}?lang={lang}", status)
    assert found.wrong == []
    assert found.language == lang
    assert all(not link.startswith(("http:", "https:", "//")) for link in found.loaded)


def test_a_goal_shows_what_is_below_it_and_the_passage_it_comes_from(
    browser: httpx2.Client,
) -> None:
    found = read(browser, GOAL)
    assert found.headings[0][1].startswith(" Verbesserung des Wirtschaftsstandortes Auerbach")
    assert '<h1><span class="notation">1</span> Verbesserung' in found.source
    assert {f"{GOAL}-{number}" for number in (1, 2, 3)} <= set(found.links)
    assert "/ns/Leitziel" in found.links
    assert "/id/auerbach/graph/leitziele" in found.links
    sources = section(found.source, "quellen")
    assert L01_SECTION in sources
    assert 'href="/id/auerbach/quelle/gute-praxis-2024"' in sources
    assert "27.02.2024" in sources
    assert "SYNTHETISCH" not in found.text


def test_a_passage_shows_the_words_it_quotes(browser: httpx2.Client) -> None:
    sources = section(read(browser, "/id/auerbach/ziel/l04").source, "quellen")
    assert "Medizinische Versorgung der Burger" in sources


def test_what_only_follows_is_marked_and_what_is_said_is_not(browser: httpx2.Client) -> None:
    incoming = section(read(browser, GOAL).source, "eingehend")
    groups = {
        re.search(r'href="/ns/(\w+)"', group)[1]: group.count("erschlossen</span>")  # type: ignore[index]
        for group in incoming.split("<h3")[1:]
    }
    assert groups["dientZiel"] == 3
    assert groups["unterzielVon"] == 0
    outgoing = section(read(browser, GOAL).source, "ausgehend")
    assert "erschlossen (folgt aus der Ontologie)" in outgoing.partition("/ns/hatUnterziel")[2]
    assert "erschlossen" not in outgoing.partition("/ns/hatUnterziel")[0]


@pytest.mark.parametrize("unit", ["47", "49"])
def test_dresdens_two_readings_of_the_same_consultation_are_seen_to_contradict(
    browser: httpx2.Client, unit: str
) -> None:
    one, other = f"/id/dresden/teilnahme/gb-4-{unit}", f"/id/dresden/teilnahme/gb-4-{unit}-keine"
    for here, there in ((one, other), (other, one)):
        found = read(browser, here)
        doubts = section(found.source, "sicherheit")
        assert "<strong>Widersprüchlich.</strong>" in doubts
        assert f'href="{there}"' in doubts
        assert 'href="/vocab/bestaetigung/widerspruechlich"' in doubts
        assert 'href="/vocab/konfidenz/niedrig"' in doubts
    incoming = section(read(browser, f"/id/dresden/einheit/{unit}").source, "eingehend")
    for reading in (one, other):
        assert re.search(
            rf'href="{reading}">[^<]*</a> <span class="badge bad">widersprüchlich', incoming
        )


def test_a_statement_about_a_goal_is_shown_with_its_confidence(browser: httpx2.Client) -> None:
    doubts = section(read(browser, "/id/auerbach/ziel/l01-3").source, "sicherheit")
    assert "Gedruckter Wortlaut von 1.3" in doubts
    assert "starken, ausbauen" in doubts
    assert 'href="/vocab/bestaetigung/verdacht"' in doubts
    assert "Widersprüchlich." not in doubts


def test_the_demo_city_is_called_synthetic(browser: httpx2.Client) -> None:
    found = read(browser, "/id/musterstadt/kommune/stadt")
    assert "<strong>SYNTHETISCH.</strong>" in found.source
    assert "<strong>SYNTHETISCH.</strong>" in (read(browser, "/id/musterstadt/graph/ziele").source)
    assert "<strong>SYNTHETIC.</strong>" in (
        read(browser, "/id/musterstadt/kommune/stadt?lang=en").source
    )


def test_amounts_dates_and_yes_are_written_as_people_write_them(browser: httpx2.Client) -> None:
    query = """SELECT ?v ?b { ?v insek:gesamtbetrag ?b ; insek:datum ?d ; insek:nichtoeffentlich ?n
      FILTER (CONTAINS(STR(?v), "/musterstadt/")) } ORDER BY ?v LIMIT 1"""
    row = browser.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"}).text.split(
        "\r\n"
    )[1]
    amount, iri = sorted(row.split(","), key=len)
    whole, _, cents = f"{float(amount):,.2f}".partition(".")
    facts = section(read(browser, str(href_of(iri, BASE))).source, "angaben")
    assert f"{whole.replace(',', '.')},{cents} €" in facts
    assert re.search(r">\d\d\.\d\d\.\d{4}<", facts)
    assert re.search(r">(ja|nein)<", facts)
    english = section(read(browser, f"{href_of(iri, BASE)}?lang=en").source, "angaben")
    assert f"{whole}.{cents} €" in english


def test_the_switch_turns_labels_and_words_to_english(browser: httpx2.Client) -> None:
    found = read(browser, f"{GOAL}?lang=en")
    assert found.language == "en"
    texts = [text for _, text in found.headings]
    assert "Where it is written" in texts
    assert "What points here" in texts
    assert '<a href="/ns/Leitziel">Guiding goal</a>' in found.source


@pytest.mark.parametrize(("short", "media", "form"), RDF)
def test_the_same_address_gives_the_data(
    browser: httpx2.Client, short: str, media: str, form: ox.RdfFormat
) -> None:
    by_accept = browser.get(GOAL, headers={"Accept": media})
    by_parameter = browser.get(f"{GOAL}?format={short}")
    for answer in (by_accept, by_parameter):
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == media
        assert "Accept" in answer.headers["vary"]
        found = {quad.triple for quad in ox.parse(answer.content, form)}
        goal, passage = ox.NamedNode(BASE + GOAL[3:]), BASE + "/auerbach/fundstelle/l01"
        assert ox.Triple(goal, ox.NamedNode(NS + "belegtDurch"), ox.NamedNode(passage)) in found
        sections = [
            triple.object.value
            for triple in found
            if triple.subject == ox.NamedNode(passage)
            and triple.predicate.value == NS + "abschnitt"
        ]
        assert sections == [L01_SECTION]


def test_the_page_leads_to_its_data_and_says_what_it_depends_on(browser: httpx2.Client) -> None:
    answer = browser.get(GOAL)
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))
    for short, media, _ in RDF:
        header = f'<{GOAL}?format={short}>; rel="alternate"; type="{media}"'
        assert header in answer.headers["link"]
        assert f"?format={short}" in Page(answer.text).links


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "text/html"),
        ("text/html, text/turtle;q=0.9", "text/html"),
        ("text/turtle, text/html;q=0.5", "text/turtle"),
        ("application/json", "application/problem+json"),
    ],
)
def test_the_form_liked_best_is_given(browser: httpx2.Client, accept: str, media: str) -> None:
    answer = browser.get(GOAL, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media
    assert (answer.status_code == 406) is (media == "application/problem+json")


@pytest.mark.parametrize(
    "path",
    [
        "/id/nirgendwo/ziel/1",
        "/id/",
        "/id/a%3E%20%3Fp%20%3Fo%20%7D",
        "/id/a%22b",
        "/ns/GibtEsNicht",
        "/vocab/raumtyp/mond",
    ],
)
def test_nothing_said_is_not_found(browser: httpx2.Client, path: str) -> None:
    assert "ist hier nichts gesagt" in read(browser, path, 404).text
    answer = browser.get(path, headers={"Accept": "text/turtle"})
    assert answer.status_code == 404
    assert answer.json()["type"] == "/docs/fehler#not-found"


@pytest.mark.parametrize("query", ["seite=0", "seite=x", "seite=-1", "format=pdf"])
def test_a_parameter_that_does_not_fit_is_named(browser: httpx2.Client, query: str) -> None:
    assert query.partition("=")[0] in read(browser, f"{GOAL}?{query}", 422).text


def test_links_that_come_in_are_counted_and_paged_through(browser: httpx2.Client) -> None:
    address = "/id/dresden/kommune/stadt"
    query = f"SELECT (COUNT(*) AS ?n) {{ ?s insek:kommune <{BASE}{address[3:]}> }}"
    row = browser.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"}).text
    count = int(row.split("\r\n")[1])
    pages = -(-count // 25)
    assert pages > 3
    seen: list[str] = []
    for number in range(1, pages + 1):
        source = read(browser, f"{address}?eingehend=kommune&seite={number}").source
        first = section(source, "eingehend").split("<h3")[1]
        assert (
            f'/ns/kommune">Kommune</a> ({count})'.replace(
                f"({count})", f"({count:,})".replace(",", ".")
            )
            in first
        )
        assert f"Seite {number} von {pages}" in first
        assert (f"seite={number + 1}" in first) is (number < pages)
        seen += re.findall(r'<li>.*?href="(/id/[^"]+)"', first)
    assert len(seen) == len(set(seen)) == count


def test_the_yearly_slices_of_a_paper_are_read_on_its_own_page(browser: httpx2.Client) -> None:
    """V0005/20 has a slice for each of three years."""
    outgoing = section(read(browser, "/id/musterstadt/vorlage/v0005-20").source, "ausgehend")
    slices = outgoing.partition("/ns/hatJahresscheibe")[2].partition("</dd>")[0]
    text = re.sub("<[^>]+>", "", slices)
    assert re.findall(r"Jahr: (\d{4})", text) == ["2021", "2022", "2023"]
    assert len(re.findall(r"Betrag: [\d.]+,\d\d €", text)) == 3


HOSTILE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<{base}/probe/ziel/boese> skos:prefLabel "<script>alert(1)</script> & \\"Ziel\\""@de ;
  skos:notation "'><img src=x onerror=alert(2)>" ;
  rdfs:seeAlso <javascript:alert(3)> , <urn:x:y> , <https://beispiel.de/a?b=c&d> ,
    <{base}/probe/ziel/ä%20ö> .
"""


def test_what_others_wrote_is_never_markup(admin: httpx2.Client) -> None:
    graph = f"{BASE}/probe/graph/boese"
    done = admin.put(
        f"/graph-store?graph={quote(graph, safe='')}",
        content=HOSTILE.format(base=BASE).encode(),
        headers={"Content-Type": "text/turtle"},
    )
    assert done.status_code in {200, 201, 204}, done.text
    answer = admin.get("/id/probe/ziel/boese", headers=HTML)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in answer.text
    found = Page(answer.text)
    assert found.wrong == []
    assert not any(link.startswith(("javascript:", "urn:")) for link in found.links)
    assert "https://beispiel.de/a?b=c&d" in found.links
    there = "/id/probe/ziel/%C3%A4%2520%C3%B6"
    assert there in found.links
    assert admin.get(there, headers=HTML).status_code == 200
    assert admin.delete(f"/graph-store?graph={quote(graph, safe='')}").status_code < 300
    assert admin.get("/id/probe/ziel/boese", headers=HTML).status_code == 404
