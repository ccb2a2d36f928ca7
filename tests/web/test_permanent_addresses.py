"""Every IRI of ours that is no resource of a city answers, along the redirects for w3id.org."""

from __future__ import annotations

import re
from pathlib import Path

import httpx2
import pyoxigraph as ox
import pytest
from tests.web.markup import Page

from leitgraph.catalog.ontology import OntologyFiles
from leitgraph.config import Settings

ROOT = "https://w3id.org/insek/"
HTACCESS = Path(__file__).parents[2] / "docs" / "w3id" / "insek" / ".htaccess"
HOST = "https://leitgraph.example.org"
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def redirect(iri: str) -> str:
    """Path and query on the service, by the first rule that fits; the fragment is not sent."""
    path = iri.removeprefix(ROOT).partition("#")[0]
    for line in HTACCESS.read_text("utf-8").splitlines():
        if not line.startswith("RewriteRule"):
            continue
        _, pattern, target, _ = line.split()
        found = re.search(pattern, path)
        if found:
            return found.expand(target.replace("$", "\\")).removeprefix(HOST)
    raise AssertionError(f"no rule for {iri}")


def shipped() -> set[str]:
    """All IRIs of ours in ontology, code lists, rules and shapes, but those of cities."""
    settings = Settings()
    files = OntologyFiles.of(settings.content_dir("ontology"))
    shapes = sorted(settings.content_dir("shapes").rglob("*.ttl"))
    found: set[str] = set()
    for path in (*files.modules, *files.vocab, *shapes):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=ROOT + "id/"):
            terms = (quad.subject, quad.object)
            found |= {t.value for t in terms if isinstance(t, ox.NamedNode)}
    return {iri for iri in found if iri.startswith(ROOT) and not iri.startswith(ROOT + "id/")}


@pytest.fixture(scope="module")
def named(client: httpx2.Client) -> set[str]:
    """All IRIs of ours that the data name, as subject, predicate or object."""
    query = """SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x }
        FILTER (isIRI(?x) && STRSTARTS(STR(?x), "https://w3id.org/insek/")
                && !STRSTARTS(STR(?x), "https://w3id.org/insek/id/")) }"""
    answer = client.get("/sparql", params={"query": query, "format": "csv"})
    return {line for line in answer.text.splitlines()[1:] if line} - {ROOT + "ns#"}


def test_every_term_code_rule_and_shape_answers_with_itself(
    client: httpx2.Client, named: set[str]
) -> None:
    wanted = named | shipped()
    assert len(wanted) > 1000
    documents: dict[str, list[str]] = {}
    for iri in wanted:
        documents.setdefault(redirect(iri), []).append(iri)
    for address, iris in documents.items():
        answer = client.get(address, headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert answer.status_code == 200, (address, answer.text[:300])
        triples = list(ox.parse(answer.content, ox.RdfFormat.TURTLE))
        said = {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)}
        graphs = {iri for iri in iris if iri.startswith(ROOT + "graph/")}
        versions = {iri for iri in iris if re.search(r"/\d+\.\d+\.\d+$", iri)}
        # The namespace of rule files, and the document of all code lists: nothing is said of them.
        mentioned = {iri for iri in iris if iri.endswith("#") or iri == ROOT + "vocab"}
        assert set(iris) - said - graphs - versions - mentioned == set(), address


def test_every_one_of_them_has_a_page_that_calls_it_by_a_name(
    client: httpx2.Client, named: set[str]
) -> None:
    browser = {"Accept": "text/html", "Accept-Language": "de"}
    addresses = {redirect(iri) for iri in named | shipped() if "/graph/" not in iri}
    terms = {iri.partition("#")[2] for iri in named if iri.startswith(ROOT + "ns#")}
    addresses |= {f"/ns/{name}" for name in terms if name}
    for address in sorted(addresses):
        answer = client.get(address, headers=browser, follow_redirects=True)
        assert answer.status_code == 200, address
        assert "<h1" in answer.text, address


@pytest.mark.parametrize("media", FORMATS)
@pytest.mark.parametrize(
    ("address", "most"),
    [("/ns", 2000), ("/ns/vorlage", 300), ("/vocab", 1000), ("/vocab/raumtyp", 60),
     ("/regel", 2000), ("/regel/zb-001", 60), ("/shapes/structure", 2000),
     ("/shapes/structure/kern", 100)],
)  # fmt: skip
def test_a_document_is_there_as_a_whole_in_every_format(
    client: httpx2.Client, address: str, media: str, most: int
) -> None:
    answer = client.get(address, headers={"Accept": media})
    assert answer.headers["content-type"].partition(";")[0] == media
    assert len(list(ox.parse(answer.content, FORMATS[media]))) > most


def test_the_ontology_is_what_its_files_say(client: httpx2.Client) -> None:
    answer = client.get("/ns", headers={"Accept": "text/turtle"})
    there = {
        t.subject.value
        for t in ox.parse(answer.content, ox.RdfFormat.TURTLE)
        if isinstance(t.subject, ox.NamedNode) and "/.well-known/genid/" not in t.subject.value
    }
    files = OntologyFiles.of(Settings().content_dir("ontology")).modules
    written = {
        q.subject.value
        for path in files
        for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(q.subject, ox.NamedNode)
    }
    assert there == written


def test_a_module_holds_its_terms_and_no_others(client: httpx2.Client) -> None:
    answer = client.get("/ns/vorlage", headers={"Accept": "text/turtle"})
    triples = list(ox.parse(answer.content, ox.RdfFormat.TURTLE))
    defined = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
    modules = {t.object.value for t in triples if t.predicate.value == defined
               and isinstance(t.object, ox.NamedNode)}  # fmt: skip
    assert modules == {ROOT + "ns/vorlage"}
    subjects = {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)}
    assert ROOT + "ns/vorlage" in subjects
    assert ROOT + "ns#Vorlage" in subjects


def test_a_name_of_a_module_and_of_a_term_lead_to_both(client: httpx2.Client) -> None:
    browser = {"Accept": "text/html", "Accept-Language": "de"}
    module = Page(client.get("/ns/raum", headers=browser).text)
    assert "/ns/begriff/raum" in module.links
    term = Page(client.get("/ns/begriff/raum", headers=browser).text)
    assert "https://w3id.org/insek/ns#raum" in term.text


def test_a_rule_has_a_page_with_its_source_and_its_examples(client: httpx2.Client) -> None:
    browser = {"Accept": "text/html", "Accept-Language": "de"}
    answer = client.get("/regel/zb-001", headers=browser)
    found = Page(answer.text)
    assert found.wrong == []
    assert "Ziel oder Begründung genannt" in found.text
    assert "Dresden, Zusammenfassung Grundlagendiskussion" in found.text
    assert "zb-001-floskel" in found.ids
    assert client.get("/regel/zz-999").status_code == 404
    assert client.get("/shapes/gibt-es-nicht").status_code == 404
    assert client.get("/regel/zb-001", headers={"Accept": "image/png"}).status_code == 406


def test_the_search_of_queries_says_what_it_is(client: httpx2.Client) -> None:
    answer = client.get(redirect(ROOT + "leit#suche"), headers={"Accept": "text/turtle"})
    said = {str(t.subject) for t in ox.parse(answer.content, ox.RdfFormat.TURTLE)}
    assert f"<{ROOT}leit#suche>" in said
    browser = client.get("/leit", headers={"Accept": "text/html"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/abfrage#volltext")
