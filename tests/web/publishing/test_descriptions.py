"""VoID, DCAT-AP.de and the service description say what is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import httpx2
import pyshacl
import pytest
import rdflib
from rdflib import DCTERMS, RDF, Namespace, URIRef

from leitgraph.queries.service_description import extension_functions

SHAPES = Path(__file__).parent / "dcat-ap-de.ttl"
VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
MEDIA = {"turtle": "text/turtle", "json-ld": "application/ld+json", "xml": "application/rdf+xml"}


def read(client: httpx2.Client, path: str, form: str = "turtle") -> rdflib.Graph:
    """A description as a graph."""
    answer = client.get(path, headers={"Accept": MEDIA[form]})
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"].partition(";")[0] == MEDIA[form]
    return rdflib.Graph().parse(data=answer.text, format=form)


def rows(client: httpx2.Client, query: str) -> list[list[str]]:
    """Rows of a query."""
    answer = client.get("/sparql", params={"query": query, "format": "csv"})
    return [line.rsplit(",", 1) for line in answer.text.split()[1:]]


@pytest.fixture(scope="module")
def void(client: httpx2.Client) -> rdflib.Graph:
    """What is in the data."""
    return read(client, "/.well-known/void")


@pytest.fixture(scope="module")
def catalogue(client: httpx2.Client) -> rdflib.Graph:
    """The data sets."""
    return read(client, "/catalog")


@pytest.mark.parametrize("path", ["/.well-known/void", "/catalog", "/sparql"])
def test_every_description_is_the_same_in_every_format(client: httpx2.Client, path: str) -> None:
    sizes = {form: len(read(client, path, form)) for form in MEDIA}
    assert len(set(sizes.values())) == 1, sizes


def test_void_counts_classes_as_a_query_does(client: httpx2.Client, void: rdflib.Graph) -> None:
    query = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"
    expected = {iri: int(number) for iri, number in rows(client, query)}
    whole = next(void.objects(None, rdflib.FOAF.primaryTopic))
    told = {
        str(void.value(part, VOID["class"])): int(str(void.value(part, VOID.entities)))
        for part in void.objects(whole, VOID.classPartition)
    }
    assert told == expected


def test_void_counts_properties_as_a_query_does(client: httpx2.Client, void: rdflib.Graph) -> None:
    query = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
    expected = {iri: int(number) for iri, number in rows(client, query)}
    whole = next(void.objects(None, rdflib.FOAF.primaryTopic))
    told = {
        str(void.value(part, VOID.property)): int(str(void.value(part, VOID.triples)))
        for part in void.objects(whole, VOID.propertyPartition)
    }
    assert told == expected
    assert int(str(void.value(whole, VOID.triples))) == sum(expected.values())


def test_void_counts_the_properties_of_a_class(client: httpx2.Client, void: rdflib.Graph) -> None:
    query = "SELECT ?p (COUNT(*) AS ?n) { ?s a insek:Leitziel ; ?p ?o } GROUP BY ?p"
    expected = {iri: int(number) for iri, number in rows(client, query)}
    leitziel = URIRef("https://w3id.org/insek/ns#Leitziel")
    part = next(
        part for part in void.subjects(VOID["class"], leitziel)
        if (part, VOID.propertyPartition, None) in void
    )  # fmt: skip
    told = {
        str(void.value(inner, VOID.property)): int(str(void.value(inner, VOID.triples)))
        for inner in void.objects(part, VOID.propertyPartition)
    }
    assert told == expected


def test_void_tells_of_every_city_how_much_and_where_it_is(
    client: httpx2.Client, void: rdflib.Graph
) -> None:
    whole = next(void.objects(None, rdflib.FOAF.primaryTopic))
    subsets = {str(void.value(one, VOID.uriSpace)): one for one in void.objects(whole, VOID.subset)}
    for city in client.get("/api/v1/cities").json()["cities"]:
        subset = subsets[city["iri"].removesuffix("kommune/stadt")]
        assert int(str(void.value(subset, VOID.triples))) > 0
        dumps = {str(one).rpartition("/")[2] for one in void.objects(subset, VOID.dataDump)}
        assert f"{city['slug']}.nq.zst" in dumps


def test_addresses_that_void_names_answer(client: httpx2.Client, void: rdflib.Graph) -> None:
    here = str(client.base_url).rstrip("/")
    named = {str(one) for one in void.objects(None, VOID.dataDump)}
    named |= {str(one) for one in void.objects(None, VOID.sparqlEndpoint)}
    examples = sorted({str(one) for one in void.objects(None, VOID.exampleResource)})
    ours = [one for one in examples if one.startswith("https://w3id.org/insek/id/")]
    named |= {one.replace("https://w3id.org/insek", here) for one in ours[::20]}
    assert len(named) > 40
    for address in named:
        assert client.head(address).status_code == 200, address


def test_the_catalogue_satisfies_dcat_ap_de(catalogue: rdflib.Graph) -> None:
    conforms, _, text = pyshacl.validate(catalogue, shacl_graph=str(SHAPES))
    assert conforms, text


def test_the_catalogue_satisfies_the_published_shapes(catalogue: rdflib.Graph) -> None:
    folder = os.environ.get("LEITGRAPH_DCAT_SHAPES")
    if not folder:
        pytest.skip("LEITGRAPH_DCAT_SHAPES names no folder with the published shapes (Turtle)")
    published = rdflib.Graph()
    for path in sorted(Path(folder).glob("*.ttl")):
        published.parse(path)
    _, report, _ = pyshacl.validate(catalogue, shacl_graph=published, allow_warnings=True)
    assert isinstance(report, rdflib.Graph)
    sh = Namespace("http://www.w3.org/ns/shacl#")
    found: list[Any] = [
        (report.value(one, sh.focusNode), report.value(one, sh.resultPath))
        for one in report.subjects(RDF.type, sh.ValidationResult)
        if report.value(one, sh.resultSeverity) == sh.Violation
    ]
    assert found == []


def test_shapes_find_what_is_missing(catalogue: rdflib.Graph) -> None:
    for broken in (DCTERMS.title, DCAT.accessURL, DCTERMS.license, DCAT.theme, rdflib.FOAF.name):
        less = rdflib.Graph()
        for triple in catalogue:
            if triple[1] != broken:
                less.add(triple)
        assert not pyshacl.validate(less, shacl_graph=str(SHAPES))[0], broken


def test_every_city_that_everybody_sees_is_a_data_set_and_says_so_if_it_is_synthetic(
    client: httpx2.Client, catalogue: rdflib.Graph
) -> None:
    for city in client.get("/api/v1/cities").json()["cities"]:
        dataset = URIRef(f"{str(client.base_url).rstrip('/')}/catalog#{city['slug']}")
        assert (dataset, RDF.type, DCAT.Dataset) in catalogue
        said = " ".join(str(one) for one in catalogue.objects(dataset, DCTERMS.description))
        assert ("SYNTHETISCH" in said) == city["synthetic"]
        place = catalogue.value(dataset, DCATDE.politicalGeocodingURI)
        if city["synthetic"]:
            assert place is None
        elif city["ags"]:
            assert str(place).endswith(f"/municipalityKey/{city['ags']}")
        assert catalogue.value(dataset, DCATDE.contributorID) is None
        assert len(list(catalogue.objects(dataset, DCTERMS.provenance))) == len(city["sources"])


def test_files_of_the_catalogue_are_there(client: httpx2.Client, catalogue: rdflib.Graph) -> None:
    for address in set(catalogue.objects(None, DCAT.downloadURL)):
        assert client.head(str(address)).status_code == 200, address


def test_the_service_says_what_it_can_and_what_it_takes_for_true(client: httpx2.Client) -> None:
    found = read(client, "/sparql")
    service = next(found.subjects(RDF.type, SD.Service))
    regime = found.value(service, SD.defaultEntailmentRegime)
    assert str(regime) == "http://www.w3.org/ns/entailment/Simple"
    assert (service, SD.feature, SD.UnionDefaultGraph) in found
    assert (service, SD.feature, SD.BasicFederatedQuery) not in found
    comment = " ".join(str(c) for c in found.objects(service, rdflib.RDFS.comment))
    assert "https://w3id.org/insek/graph/inferred" in comment
    assert "100000" in comment
    functions = {str(one) for one in found.objects(service, SD.extensionFunction)}
    assert functions == set(extension_functions())
    assert "http://www.opengis.net/def/function/geosparql/sfWithin" in functions


@pytest.mark.parametrize("function", extension_functions())
def test_every_function_that_is_named_gives_a_value(client: httpx2.Client, function: str) -> None:
    square = '"POLYGON((0 0,2 0,2 2,0 2,0 0))"^^geo:wktLiteral'
    point = '"POINT(1 1)"^^geo:wktLiteral'
    meter = "<http://www.opengis.net/def/uom/OGC/1.0/metre>"
    inside = '"T*F**F***"'  # the pattern of sfWithin
    ways = [
        f"{point}, {square}",
        square,
        f"{square}, {square}",
        f"{point}, {point}, {meter}",
        f"{square}, {meter}",
        f"{point}, {square}, {inside}",
    ]
    values = []
    for arguments in ways:
        query = f"SELECT (<{function}>({arguments}) AS ?x) {{}}"
        answer = client.get("/sparql", params={"query": query, "format": "csv"})
        values.append(answer.text.split()[1:] if answer.status_code == 200 else [])
    assert any(values), function


def test_who_has_a_description_already_is_told_so(client: httpx2.Client) -> None:
    for path in ("/.well-known/void", "/catalog"):
        first = client.get(path, headers={"Accept": "text/turtle"})
        again = {"Accept": "text/turtle", "If-None-Match": first.headers["etag"]}
        assert client.get(path, headers=again).status_code == 304
