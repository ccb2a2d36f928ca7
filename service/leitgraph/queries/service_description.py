"""The SPARQL 1.1 Service Description: formats, functions, limits, graphs that everybody sees.

What follows from the ontology is kept as triples of their own (docs/adr/0003), so that queries are
answered by simple entailment over a data set that already holds it.
"""

from __future__ import annotations

import json
from functools import cache

import pyoxigraph as ox

from leitgraph.config import NS, Settings
from leitgraph.model import Principal
from leitgraph.queries.formats import GRAPHS, RESULTS
from leitgraph.queries.query import QUERY
from leitgraph.store.service import Graph
from leitgraph.store.sparql.functions import lacking
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
ENTAILMENT = "http://www.w3.org/ns/entailment/"
_FEATURES = ("UnionDefaultGraph",)
_GEOF = PREFIXES["geof"]
_CANDIDATES = (
    *("distance", "length", "buffer", "convexHull", "envelope", "boundary", "centroid"),
    *("intersection", "union", "difference", "symDifference", "getSRID", "isEmpty", "isSimple"),
    *("relate", "sfEquals", "sfDisjoint", "sfIntersects", "sfTouches", "sfCrosses", "sfWithin"),
    *("sfContains", "sfOverlaps", "ehEquals", "ehDisjoint", "ehMeet", "ehOverlap", "ehCovers"),
    *("ehCoveredBy", "ehInside", "ehContains", "rcc8eq", "rcc8dc", "rcc8ec", "rcc8po"),
    *("rcc8tppi", "rcc8tpp", "rcc8ntpp", "rcc8ntppi"),
)
"""Functions of GeoSPARQL 1.1; the description names those that the engine has."""
_ABOUT = (
    (
        "de",
        "Der Standardgraph ist die Vereinigung aller sichtbaren Graphen und dessen, was aus ihnen "
        "folgt (rdfs:subClassOf, rdfs:subPropertyOf, owl:inverseOf, owl:SymmetricProperty, "
        "owl:TransitiveProperty, owl:propertyChainAxiom mit zwei Gliedern; aus OWL 2 RL). Was "
        "folgt, steht auch für sich in <https://w3id.org/insek/graph/inferred>. Nicht erlaubt sind "
        "SERVICE und LOAD. Ändern dürfen nur Berechtigte. Grenzen je Abfrage: "
        "{seconds:g} s, {rows} Zeilen, {size} MB, Text bis {text} Byte. Ein Pfad ohne Schritt gilt "
        "auch für Ressourcen, die der Graph nicht kennt. Präfixe müssen nicht erklärt "
        'werden. Volltext: ?x leit:suche "Klima*" (<https://w3id.org/insek/leit>).',
    ),
    (
        "en",
        "The default graph is the union of all visible graphs and of what follows from them "
        "(rdfs:subClassOf, rdfs:subPropertyOf, owl:inverseOf, owl:SymmetricProperty, "
        "owl:TransitiveProperty, owl:propertyChainAxiom of two links; of OWL 2 RL). What follows "
        "stands by itself too, in <https://w3id.org/insek/graph/inferred>. SERVICE and LOAD are "
        "not allowed. Only admins update. Limits of a query, public: {seconds:g} s, {rows} rows, "
        "{size} MB, text up to {text} bytes. A path of no step holds for resources too that the "
        "graph does not know. Prefixes need not be declared. Full text: "
        '?x leit:suche "Klima*" (<https://w3id.org/insek/leit>).',
    ),
)
_GRAPHS = f"SELECT ?g ?label {{ ?g a <{NS}Graph> OPTIONAL {{ ?g rdfs:label ?label }} }} ORDER BY ?g"


async def description(graph: Graph, endpoint: str, form: ox.RdfFormat) -> bytes:
    """The description of the endpoint at this address, in a format for graphs."""
    answer = await graph.run(QUERY({"query": _GRAPHS, "format": "json"}), principal=Principal())
    rows = json.loads(await answer.read())["results"]["bindings"]
    triples = _triples(endpoint, rows) + _more(endpoint, graph.settings)
    found = ox.serialize(triples, format=form, prefixes={**PREFIXES, "sd": SD})
    assert found is not None  # it is when nothing is given to write to
    return found


def _more(endpoint: str, settings: Settings) -> list[ox.Triple]:
    """What the endpoint can do, what it takes for true, and where more is said."""
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(endpoint + "#dataset")
    default = ox.NamedNode(endpoint + "#default")
    here = endpoint.removesuffix("/sparql")
    comment = ox.NamedNode(PREFIXES["rdfs"] + "comment")
    also = ox.NamedNode(PREFIXES["rdfs"] + "seeAlso")
    found = [
        ox.Triple(service, ox.NamedNode(SD + "feature"), ox.NamedNode(SD + f)) for f in _FEATURES
    ]
    regime = ox.NamedNode(SD + "defaultEntailmentRegime")
    found.append(ox.Triple(service, regime, ox.NamedNode(ENTAILMENT + "Simple")))
    limits = {
        "seconds": settings.deadline_public,
        "rows": settings.rows_public,
        "size": settings.bytes_public_mb,
        "text": settings.query_bytes,
    }
    for language, text in _ABOUT:
        words = ox.Literal(text.format(**limits), language=language)
        found.append(ox.Triple(service, comment, words))
    for iri in extension_functions():
        function = ox.NamedNode(iri)
        found.append(ox.Triple(service, ox.NamedNode(SD + "extensionFunction"), function))
        found.append(ox.Triple(function, RDF_TYPE, ox.NamedNode(SD + "Function")))
    for path in ("/.well-known/void", "/schema", "/abfrage", "/catalog", "/openapi.json"):
        found.append(ox.Triple(service, also, ox.NamedNode(here + path)))
    void = ox.NamedNode(here + "/.well-known/void#leitgraph")
    found.append(ox.Triple(dataset, also, void))
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    union = ox.Literal("Vereinigung aller sichtbaren Graphen mit dem, was folgt", language="de")
    found.append(ox.Triple(default, label, union))
    return found


@cache
def extension_functions() -> tuple[str, ...]:
    """IRIs of functions that are not of SPARQL itself and that the engine has."""
    return tuple(_GEOF + name for name in _CANDIDATES if not lacking([_GEOF + name]))


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
