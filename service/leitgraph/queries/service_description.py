"""The SPARQL 1.1 Service Description of an endpoint: formats, and graphs that everybody sees."""

from __future__ import annotations

import json

import pyoxigraph as ox

from leitgraph.config import NS
from leitgraph.model import Principal
from leitgraph.queries.formats import GRAPHS, RESULTS
from leitgraph.queries.query import QUERY
from leitgraph.store.service import Graph
from leitgraph.store.sparql.prefixes import PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TITLE = ox.NamedNode("http://purl.org/dc/terms/title")
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "trig": "TriG",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
}
_GRAPHS = f"SELECT ?g ?label {{ ?g a <{NS}Graph> OPTIONAL {{ ?g rdfs:label ?label }} }} ORDER BY ?g"


async def description(graph: Graph, endpoint: str, form: ox.RdfFormat) -> bytes:
    """The description of the endpoint at this address, in a format for graphs."""
    answer = await graph.run(QUERY({"query": _GRAPHS, "format": "json"}), principal=Principal())
    rows = json.loads(await answer.read())["results"]["bindings"]
    found = ox.serialize(_triples(endpoint, rows), format=form, prefixes={**PREFIXES, "sd": SD})
    assert found is not None  # it is when nothing is given to write to
    return found


def _triples(endpoint: str, rows: list[dict[str, dict[str, str]]]) -> list[ox.Triple]:
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(endpoint + "#dataset")
    found: list[ox.Triple] = []

    def say(subject: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> None:
        found.append(ox.Triple(subject, ox.NamedNode(SD + name), value))

    found.append(ox.Triple(service, RDF_TYPE, ox.NamedNode(SD + "Service")))
    found.append(ox.Triple(service, TITLE, ox.Literal("Leitgraph", language="de")))
    say(service, "endpoint", service)
    for language in ("SPARQL11Query", "SPARQL11Update"):
        say(service, "supportedLanguage", ox.NamedNode(SD + language))
    for name in (*RESULTS, *GRAPHS):
        say(service, "resultFormat", ox.NamedNode(FORMATS + _FORMAT_NAMES[name]))
    for name in GRAPHS:
        say(service, "inputFormat", ox.NamedNode(FORMATS + _FORMAT_NAMES[name]))
    say(service, "defaultDataset", dataset)
    found.append(ox.Triple(dataset, RDF_TYPE, ox.NamedNode(SD + "Dataset")))
    default = ox.NamedNode(endpoint + "#default")
    say(dataset, "defaultGraph", default)
    found.append(ox.Triple(default, RDF_TYPE, ox.NamedNode(SD + "Graph")))
    for row in rows:
        node = ox.NamedNode(endpoint + "#graph-" + str(len(found)))
        say(dataset, "namedGraph", node)
        found.append(ox.Triple(node, RDF_TYPE, ox.NamedNode(SD + "NamedGraph")))
        say(node, "name", ox.NamedNode(row["g"]["value"]))
        if "label" in row:
            found.append(ox.Triple(node, TITLE, ox.Literal(row["label"]["value"])))
    return found
