"""VoID: what is in the data set, by class and property, whole and by city (``/.well-known/void``).

Graphs that everybody sees, counted as a query of the default graph counts; what of a city is told
by its named graphs. The terms are those of https://www.w3.org/TR/void/, sections 2 to 5.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

import pyoxigraph as ox

from leitgraph.config import NS, ONTOLOGY_GRAPH, VOCAB_BASE
from leitgraph.model import City
from leitgraph.publishing.facts import ClassFacts, SchemaFacts
from leitgraph.publishing.statements import Statements
from leitgraph.store.sparql.prefixes import PREFIXES

VOID = "http://rdfs.org/ns/void#"
_PER_CLASS = 3
"""So many example resources of a class, of different cities."""


def void(
    here: str, base: str, facts: SchemaFacts, cities: Mapping[str, City]
) -> Iterable[ox.Triple]:
    """The description; ``here`` is the address of the service, ``base`` that of the resources."""
    about = f"{here}/.well-known/void"
    said = Statements(prefixes(here))
    whole = f"{about}#leitgraph"
    said.add(about, "rdf:type", ox.NamedNode(VOID + "DatasetDescription"))
    said.add(about, "foaf:primaryTopic", ox.NamedNode(whole))
    said.text(about, "dcterms:title", "Was in Leitgraph steht", "What is in Leitgraph")
    said.add(whole, "rdf:type", ox.NamedNode(VOID + "Dataset"))
    said.text(whole, "dcterms:title", "Leitgraph", "Leitgraph")
    said.text(
        whole, "dcterms:description",
        "Alle öffentlichen Graphen und was daraus folgt, gezählt wie bei Abfragen ohne GRAPH.",
        "All public graphs and what follows from them; counted as a query without GRAPH counts.",
    )  # fmt: skip
    said.link(whole, "void:sparqlEndpoint", f"{here}/sparql")
    said.link(whole, "foaf:homepage", f"{here}/")
    said.link(whole, "void:rootResource", ONTOLOGY_GRAPH)
    said.plain(whole, "void:uriSpace", base + "/")
    for name in (NS.rstrip("#"), VOCAB_BASE.rstrip("/"), *_vocabularies(facts)):
        said.link(whole, "void:vocabulary", name)
    for name in ("Turtle", "JSON-LD", "RDF_XML", "N-Triples"):
        said.link(whole, "void:feature", f"http://www.w3.org/ns/formats/{name}")
    _dumps(said, whole, f"{here}/dump.")
    for name, number in (
        ("void:triples", facts.triples),
        ("void:distinctSubjects", facts.subjects),
        ("void:distinctObjects", facts.objects),
        ("void:classes", len(facts.classes)),
        ("void:properties", len(facts.properties)),
    ):
        said.number(whole, name, number)
    for iri, one in facts.classes.items():
        _class(said, whole, about, iri, one, facts.classes)
    for iri, counts in facts.properties.items():
        part = f"{about}#property-{_slug(iri)}"
        said.link(whole, "void:propertyPartition", part)
        said.link(part, "void:property", iri)
        said.number(part, "void:triples", counts.triples)
        said.number(part, "void:distinctSubjects", counts.subjects)
        said.number(part, "void:distinctObjects", counts.objects)
    for city in cities.values():
        if city.visibility == "public":
            _city(said, whole, about, here, base, facts, city)
    return said.triples


def prefixes(here: str) -> dict[str, str]:
    """Those that the description is written with; ``d`` for what only it has a name for."""
    own = f"{here}/.well-known/void#"
    return {"void": VOID, "void-ext": "http://ldf.fi/void-ext#", "d": own, **PREFIXES}


def _class(
    said: Statements, whole: str, about: str, iri: str, one: ClassFacts, known: Container[str]
) -> None:
    part = f"{about}#class-{_slug(iri)}"
    said.link(whole, "void:classPartition", part)
    said.link(part, "void:class", iri)
    said.number(part, "void:entities", one.count)
    for example in list(one.examples.values())[:_PER_CLASS]:
        said.link(part, "void:exampleResource", example)
        if iri.startswith(NS):
            said.link(whole, "void:exampleResource", example)
    for name, values in one.properties.items():
        inner = f"{part}--{_slug(name)}"
        said.link(part, "void:propertyPartition", inner)
        said.link(inner, "void:property", name)
        said.number(inner, "void:triples", sum(values.values()))
        for value, number in values.items():
            if value:
                kind = f"{inner}--{_slug(value)}"
                of_class = value in known
                part_of = "void:classPartition" if of_class else "void-ext:datatypePartition"
                said.link(inner, part_of, kind)
                said.link(kind, "void:class" if of_class else "void-ext:datatype", value)
                said.number(kind, "void:triples", number)


def _city(
    said: Statements, whole: str, about: str, here: str, base: str, facts: SchemaFacts, city: City
) -> None:
    below = f"{base}/{city.slug}/"
    graphs = {iri: number for iri, number in facts.graphs.items() if iri.startswith(below)}
    if not graphs:
        return
    part = f"{about}#{city.slug}"
    said.link(whole, "void:subset", part)
    said.add(part, "rdf:type", ox.NamedNode(VOID + "Dataset"))
    german, english = (" (synthetisch)", " (synthetic)") if city.synthetic else ("", "")
    said.text(part, "dcterms:title", city.name + german, city.name + english)
    said.link(part, "dcterms:isPartOf", f"{here}/catalog")
    said.plain(part, "void:uriSpace", below)
    said.link(part, "void:sparqlEndpoint", f"{here}/sparql")
    said.number(part, "void:triples", sum(graphs.values()))
    _dumps(said, part, f"{here}/dump/{city.slug}.")
    for iri, one in facts.classes.items():
        if city.slug in one.cities and iri.startswith(NS):
            inner = f"{part}-class-{_slug(iri)}"
            said.link(part, "void:classPartition", inner)
            said.link(inner, "void:class", iri)
            said.number(inner, "void:entities", one.cities[city.slug])
            said.link(inner, "void:exampleResource", one.examples[city.slug])


def _dumps(said: Statements, dataset: str, start: str) -> None:
    for ending in ("nq", "nq.gz", "nq.zst", "trig", "trig.gz", "trig.zst"):
        said.link(dataset, "void:dataDump", start + ending)


def _vocabularies(facts: SchemaFacts) -> list[str]:
    """Namespaces of others that a class or property used here is from."""
    others = [iri for name, iri in PREFIXES.items() if name not in {"insek", "vocab", "geof"}]
    used = [*facts.classes, *facts.properties]
    return [iri for iri in others if any(one.startswith(iri) for one in used)]


def _slug(iri: str) -> str:
    """A part of a fragment that tells an IRI from all others."""
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{name}-{iri[len(namespace) :]}".replace("/", "-").replace("#", "-")
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in iri)
