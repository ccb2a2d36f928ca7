"""The named queries as ``sh:SPARQLExecutable``: IRI, title, what they tell, text, where to ask.

As https://www.w3.org/TR/shacl-af/#SPARQLExecutable has it, and as tools that list the examples of
an endpoint look for it (``schema:target``). The text is what runs with the defaults of the query.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from leitgraph.model import Query
from leitgraph.publishing.statements import Statements
from leitgraph.store.sparql.prefixes import PREFIXES

ROOT = "https://w3id.org/insek/abfrage"
SH = "http://www.w3.org/ns/shacl#"


def iri_of(slug: str) -> str:
    """The IRI of a named query."""
    return f"{ROOT}/{slug}"


def examples(endpoint: str, queries: Iterable[Query]) -> list[ox.Triple]:
    """The queries as RDF; ``endpoint`` is where they are asked."""
    said = Statements({"sh": SH, **PREFIXES})
    for query in queries:
        iri = iri_of(query.slug)
        said.link(iri, "rdf:type", SH + "SPARQLExecutable")
        said.link(iri, "rdf:type", SH + "SPARQLSelectExecutable")
        said.text(iri, "rdfs:label", query.title.de, query.title.en)
        said.text(iri, "rdfs:comment", query.description.de, query.description.en)
        said.plain(iri, "sh:select", query.body)
        said.link(iri, "schema:target", endpoint)
        said.link(iri, "dcterms:isPartOf", ROOT)
        said.link(iri, "rdfs:seeAlso", endpoint.removesuffix("/sparql") + f"/fragen/{query.slug}")
        for name in used(query.body):
            said.link(iri, "dcterms:subject", PREFIXES["insek"] + name)
    said.text(ROOT, "rdfs:label", "Beispielabfragen von Leitgraph", "Example queries of Leitgraph")
    return said.triples


def search(endpoint: str) -> list[ox.Triple]:
    """What ``leit:suche`` is, as RDF."""
    said = Statements(PREFIXES)
    about = PREFIXES["leit"].rstrip("#")
    iri = PREFIXES["leit"] + "suche"
    said.text(about, "rdfs:label", "Volltextsuche in SPARQL", "Full-text search in SPARQL")
    said.link(iri, "rdf:type", PREFIXES["rdf"] + "Property")
    said.link(iri, "rdfs:isDefinedBy", about)
    said.text(iri, "rdfs:label", "Suche", "search")
    said.text(
        iri, "rdfs:comment",
        "Steht nur in Abfragen: ?x leit:suche \"Klima*\" wird vor der Auswertung zu Dingen, "
        "deren Bezeichnung, Nummer oder Beschreibung alle Wörter hat.",
        "Stands in queries only: ?x leit:suche \"Klima*\" becomes, before evaluation, things "
        "whose label, number or description has all words.",
    )  # fmt: skip
    for example in ('?x leit:suche "Klima*"', '?x leit:suche ("Klima*" 20) ; a insek:Ziel'):
        said.plain(iri, "skos:example", example)
    said.link(iri, "rdfs:seeAlso", endpoint)
    return said.triples


def used(body: str) -> list[str]:
    """Names of the terms of the ontology that a query uses."""
    words = body.replace("^", " ").replace("/", " ").replace("|", " ").replace("(", " ").split()
    found = {word.removeprefix("insek:").strip(".;,)*+?") for word in words if word[:6] == "insek:"}
    return sorted(name for name in found if name.isidentifier())
