"""The ontology and the code lists as pages; and where an IRI leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx2
import pyoxigraph as ox
import pytest
from tests.web.markup import Page

from leitgraph.web.links import href_of, is_iri

if TYPE_CHECKING:
    from tests.shell import Shell

BASE = "https://w3id.org/insek/id"
NS = "https://w3id.org/insek/ns#"
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "de"}
PAGES = [
    "/ns",
    "/ns/Leitziel",
    "/ns/hatZielbezug",
    "/vocab",
    "/vocab/raumtyp",
    "/vocab/raumtyp/ortsteil",
]


@pytest.fixture(scope="module")
def browser(served: Shell) -> Iterator[httpx2.Client]:
    """Asks as a browser does."""
    with httpx2.Client(base_url=served.url, timeout=60, headers=HTML) as asker:
        yield asker


def read(browser: httpx2.Client, address: str) -> Page:
    answer = browser.get(address)
    browser.cookies.clear()
    assert answer.status_code == 200, answer.text[:2000]
    return Page(answer.text)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_page_is_sound_html(browser: httpx2.Client, address: str, lang: str) -> None:
    found = read(browser, f"{address}?lang={lang}")
    assert found.wrong == []
    assert found.language == lang


@pytest.mark.parametrize("address", ["/ns", "/vocab", "/ns/Leitziel", "/vocab/raumtyp"])
def test_terms_are_there_as_data_too(browser: httpx2.Client, address: str) -> None:
    answer = browser.get(address, headers={"Accept": "text/turtle"})
    iri = "https://w3id.org/insek" + address.replace("/ns/", "/ns#")
    about = [q for q in ox.parse(answer.content, ox.RdfFormat.TURTLE) if iri in str(q.subject)]
    assert about


def test_a_term_shows_its_meaning_and_its_instances(browser: httpx2.Client) -> None:
    found = read(browser, "/ns/Leitziel")
    assert found.headings[0][1] == "Leitziel"
    assert "Bedeutung" in found.text
    assert "/ns/Ziel" in found.links
    assert "/ns/ziele" in found.links
    assert any(link.startswith("/id/") for link in found.links)


def test_the_ontology_lists_its_modules_with_their_terms(browser: httpx2.Client) -> None:
    found = read(browser, "/ns")
    modules = {"core", "org", "ziele", "konzept", "projekt", "vorlage", "haushalt", "indikator",
               "raum", "beteiligung"}  # fmt: skip
    assert modules <= set(found.ids)
    terms = {link for link in found.links if link.startswith("/ns/")}
    assert len(terms) > 200
    assert {"/ns/Leitziel", "/ns/belegtDurch", "/ns/gesamtbetrag"} <= terms


def test_a_code_list_shows_its_codes(browser: httpx2.Client) -> None:
    found = read(browser, "/vocab/raumtyp")
    assert found.headings[0][1] == "Raumtyp"
    codes = {link for link in found.links if link.startswith("/vocab/raumtyp/")}
    assert {"/vocab/raumtyp/stadtgebiet", "/vocab/raumtyp/region"} <= codes
    assert len(codes) == 11
    assert codes < set(read(browser, "/vocab").links)


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{BASE}/a/ziel/1", "/id/a/ziel/1"),
        (f"{BASE}/a/ziel/ä?b#c%20", "/id/a/ziel/%C3%A4%3Fb%23c%2520"),
        (f"{NS}Leitziel", "/ns/Leitziel"),
        ("https://w3id.org/insek/ns", "/ns"),
        ("https://w3id.org/insek/ns/raum", "/ns/raum"),
        ("https://w3id.org/insek/regel", "/regel"),
        ("https://w3id.org/insek/regel#stufe", "/regel#stufe"),
        ("https://w3id.org/insek/regel#zb-001", "/regel/zb-001"),
        ("https://w3id.org/insek/regel#zb-001-ziel", "/regel/zb-001#zb-001-ziel"),
        ("https://w3id.org/insek/regelwerk", "https://w3id.org/insek/regelwerk"),
        ("https://w3id.org/insek/shapes/structure#quelle", "/shapes/structure#quelle"),
        ("https://w3id.org/insek/ns/0.1.0", "https://w3id.org/insek/ns/0.1.0"),
        ("https://w3id.org/insek/vocab", "/vocab"),
        ("https://w3id.org/insek/vocab/raumtyp", "/vocab/raumtyp"),
        ("https://w3id.org/insek/vocabular", "https://w3id.org/insek/vocabular"),
        ("https://example.org/x", "https://example.org/x"),
        ("javascript:alert(1)", None),
        ("JavaScript:alert(1)", None),
        ("data:text/html,x", None),
        ("urn:x:y", None),
        ("", None),
    ],
)
def test_an_iri_leads_to_its_page_or_nowhere(iri: str, address: str | None) -> None:
    assert href_of(iri, BASE) == address


def test_a_term_that_is_called_like_a_module_has_an_address_of_its_own() -> None:
    modules = frozenset({"raum"})
    assert href_of(NS + "raum", BASE, modules) == "/ns/begriff/raum"
    assert href_of(NS + "Raum", BASE, modules) == "/ns/Raum"


@pytest.mark.parametrize("text", ["", "a", "/a", "x:a b", "x:a>b", 'x:a"b', "x:a{b", "x:a\\b",
                                  "x:a\nb", "x:a\x00", "x:`", "x:a|b", "x:a^b"])  # fmt: skip
def test_what_could_leave_its_angle_brackets_is_no_iri(text: str) -> None:
    assert not is_iri(text)
    assert is_iri("https://w3id.org/insek/id/ä/ö?x=(1)#y")
