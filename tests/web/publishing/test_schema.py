"""The schema page and the example queries: what is told of the model, and that it runs."""

from __future__ import annotations

import httpx2
import pytest
import rdflib
from rdflib import RDF, RDFS, Namespace, URIRef
from tests.web.markup import Page

HTML = {"Accept": "text/html", "Accept-Language": "de"}
SH = Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = Namespace("https://schema.org/")
ROOT = "https://w3id.org/insek/abfrage/"


def page(client: httpx2.Client, address: str) -> Page:
    """A page as a browser gets it."""
    answer = client.get(address, headers=HTML)
    assert answer.status_code == 200, answer.text[:300]
    return Page(answer.text)


def count(client: httpx2.Client, pattern: str) -> int:
    """How many there are."""
    query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}"
    answer = client.get("/sparql", params={"query": query, "format": "csv"})
    return int(answer.text.split()[1])


@pytest.mark.parametrize("address", ["/schema", "/schema?stadt=dresden", "/abfrage", "/catalog"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_pages_are_sound(client: httpx2.Client, address: str, lang: str) -> None:
    sign = "&" if "?" in address else "?"
    found = page(client, f"{address}{sign}lang={lang}")
    client.cookies.clear()
    assert found.wrong == []
    assert found.language == lang


def test_the_schema_shows_each_class_with_its_number(client: httpx2.Client) -> None:
    found = page(client, "/schema")
    for name in ("Leitziel", "Fundstelle", "Befund", "Vorlage"):
        assert name in found.ids
    number = count(client, "?x a insek:Leitziel")
    assert f"Leitziel insek:Leitziel {number} " in " ".join(found.text.split())
    assert "/schema?stadt=auerbach#Leitziel" in found.links
    assert "/ns/Leitziel" in found.links
    assert any(link.startswith("/sparql-editor?query=SELECT") for link in found.links)
    assert any(link.startswith("/fragen/") for link in found.links)


def test_the_schema_of_a_city_counts_this_city_alone(client: httpx2.Client) -> None:
    found = " ".join(page(client, "/schema?stadt=auerbach").text.split())
    number = count(client, "?x a insek:Leitziel FILTER (CONTAINS(STR(?x), '/auerbach/'))")
    assert f"Leitziel insek:Leitziel {number} " in found
    assert client.get("/schema?stadt=atlantis", headers=HTML).status_code == 404


def test_the_picture_is_drawn_on_the_server_and_leads_to_the_classes(
    client: httpx2.Client,
) -> None:
    text = client.get("/schema", headers=HTML).text
    picture = text[text.index('<svg class="schema"') : text.index("</svg>")]
    assert "<script" not in text
    found = Page(text)
    targets = {part.split('"')[0] for part in picture.split('href="#')[1:]}
    assert len(targets) >= 8
    assert targets <= set(found.ids)


def test_example_queries_are_executables_that_run(client: httpx2.Client) -> None:
    answer = client.get("/abfrage", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    found = list(graph.subjects(RDF.type, SH.SPARQLExecutable))
    slugs = {query["slug"] for query in client.get("/api/v1/queries").json()["queries"]}
    assert slugs <= {str(iri).removeprefix(ROOT) for iri in found}
    endpoint = URIRef(f"{str(client.base_url).rstrip('/')}/sparql")
    for iri in found:
        assert (iri, SCHEMA.target, endpoint) in graph
        assert {label.language for label in graph.objects(iri, RDFS.label)} == {"de", "en"}  # type: ignore[attr-defined]
        query = str(graph.value(iri, SH.select))
        answer = client.post("/sparql", data={"query": query})
        assert answer.status_code == 200, (iri, answer.text[:300])


def test_each_example_query_answers_under_its_own_iri(client: httpx2.Client) -> None:
    answer = client.get("/abfrage/goal-counts", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    assert set(graph.subjects(RDF.type, SH.SPARQLExecutable)) == {URIRef(ROOT + "goal-counts")}
    assert page(client, "/abfrage/goal-counts").wrong == []
    assert client.get("/abfrage/gibt-es-nicht").status_code == 404


def test_a_term_leads_to_its_use(client: httpx2.Client) -> None:
    assert "/schema#Leitziel" in page(client, "/ns/Leitziel").links
