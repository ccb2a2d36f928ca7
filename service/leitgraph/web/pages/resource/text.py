"""Terms of the graph as people read them: labels in their language, amounts, dates, yes and no."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote

from leitgraph.config import NS
from leitgraph.exporters.tables.base import Cell, Value
from leitgraph.exporters.tables.shown import shown
from leitgraph.fields.kinds import Amount
from leitgraph.fields.table import entries
from leitgraph.model import Column, Text
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.web.pages.resource.data import Resource, Term, expanded

MONEY = frozenset(entry.iri for entry in entries() if isinstance(entry.kind, Amount)) | {
    NS + "einsparungProJahr"
}
SHARES = frozenset({NS + "anteil"})
_XSD = PREFIXES["xsd"]
_WHOLE = frozenset(
    _XSD + name
    for name in [
        "integer",
        "int",
        "long",
        "short",
        "nonNegativeInteger",
        "positiveInteger",
        "unsignedInt",
    ]
)
# Terms of others have no label in the graph. In German and English, in the words of this service.
FOREIGN = {
    expanded(name): Text(german, english)
    for name, german, english in (
        ("rdf:type", "Art", "type"),
        ("skos:prefLabel", "Bezeichnung", "label"),
        ("skos:altLabel", "auch genannt", "also called"),
        ("skos:definition", "Bedeutung", "meaning"),
        ("skos:notation", "Nummer", "number"),
        ("skos:scopeNote", "Hinweis zum Gebrauch", "note on usage"),
        ("skos:broader", "gehört unter", "below"),
        ("skos:narrower", "darunter", "narrower"),
        ("skos:inScheme", "in der Codeliste", "in the code list"),
        ("skos:topConceptOf", "oberster Eintrag von", "top entry of"),
        ("dcterms:title", "Titel", "title"),
        ("dcterms:description", "Beschreibung", "description"),
        ("dcterms:source", "Quelle", "source"),
        ("dcterms:identifier", "Kennzeichen", "identifier"),
        ("dcterms:issued", "erschienen am", "issued"),
        ("dcterms:created", "angelegt am", "created"),
        ("dcterms:publisher", "herausgegeben von", "publisher"),
        ("dcterms:license", "Lizenz", "licence"),
        ("dcterms:isPartOf", "Teil von", "part of"),
        ("dcterms:hasPart", "hat als Teil", "has part"),
        ("dcterms:temporal", "Zeitraum", "period"),
        ("dcterms:relation", "hängt zusammen mit", "related to"),
        ("dcterms:isReplacedBy", "ersetzt durch", "replaced by"),
        ("rdfs:label", "Bezeichnung", "label"),
        ("rdfs:comment", "Anmerkung", "comment"),
        ("rdfs:seeAlso", "siehe auch", "see also"),
        ("rdfs:isDefinedBy", "festgelegt in", "defined in"),
        ("rdfs:subClassOf", "Unterart von", "kind of"),
        ("rdfs:subPropertyOf", "Sonderfall von", "special case of"),
        ("owl:inverseOf", "Umkehrung von", "inverse of"),
        ("owl:propertyChainAxiom", "folgt aus der Kette", "follows from the chain"),
        ("owl:versionInfo", "Version", "version"),
        ("owl:versionIRI", "Adresse der Version", "address of the version"),
        ("owl:deprecated", "veraltet", "deprecated"),
        ("schema:domainIncludes", "steht bei", "used on"),
        ("schema:rangeIncludes", "zeigt auf", "points to"),
        ("org:identifier", "Kennzeichen der Organisation", "identifier of the organisation"),
        ("org:subOrganizationOf", "Teil der Organisation", "part of the organisation"),
        ("org:originalOrganization", "vorher", "before"),
        ("org:resultingOrganization", "nachher", "after"),
        ("org:hasMember", "hat als Mitglied", "has as member"),
        ("qb:dataSet", "Datensatz", "data set"),
        ("geo:hasGeometry", "Fläche", "geometry"),
        ("geo:asWKT", "Koordinaten (WKT)", "coordinates (WKT)"),
        ("owl:Class", "Klasse", "class"),
        ("owl:ObjectProperty", "Beziehung", "relation"),
        ("owl:DatatypeProperty", "Angabe", "attribute"),
        ("owl:Ontology", "Ontologie", "ontology"),
        ("skos:Concept", "Begriff", "concept"),
        ("skos:ConceptScheme", "Codeliste", "code list"),
    )
}


def pick(terms: list[Term], lang: str) -> str | None:
    """The text in a language, else in German, else without language, else any."""
    found: dict[str, str] = {}
    for term in sorted(terms, key=lambda term: term["value"]):
        if term["type"] == "literal":
            found.setdefault(term.get("xml:lang", "").partition("-")[0].lower(), term["value"])
    for wanted in (lang, "de", ""):
        if found.get(wanted, "").strip():
            return found[wanted]
    return next((text for text in found.values() if text.strip()), None)


def label(resource: Resource, iri: str, lang: str) -> str:
    """What a resource is called here; if it has no name, the last part of its IRI."""
    about = resource.about.get(iri, {})
    if iri == resource.iri:
        about = {name: [term for term, _ in v] for name, v in resource.outgoing.items()}
    for name in ("skos:prefLabel", "rdfs:label", "dcterms:title"):
        text = pick(about.get(expanded(name), []), lang)
        if text:
            return text
    text = pick(resource.labels.get(iri, []), lang)
    if text:
        return text
    return FOREIGN[iri].get(lang) if iri in FOREIGN else last_part(iri)


def last_part(iri: str) -> str:
    """The end of an IRI that tells it from its neighbours."""
    text = unquote(iri.rstrip("/#").replace("#", "/"))
    return text.rpartition("/")[2] or iri


def literal(term: Term, name: str, lang: str) -> str:
    """A literal as text. ``name`` is the IRI of its property."""
    value, kind = _typed(term, name)
    if value is None:
        return term["value"]
    return shown(Cell(value), Column(name, Text(name, name), kind), lang)


def _typed(term: Term, name: str) -> tuple[Value, str]:
    text, datatype = term["value"].strip(), term.get("datatype", "")
    local = datatype.removeprefix(_XSD) if datatype.startswith(_XSD) else ""
    try:
        if local == "boolean" and text in {"true", "false", "1", "0"}:
            return text in {"true", "1"}, "boolean"
        if local == "date":
            return date.fromisoformat(text[:10]), "date"
        if local == "gYearMonth":
            return text, "date"
        if local == "gYear":
            return int(text), "year"
        if datatype in _WHOLE or local == "decimal":
            number = Decimal(text)
            if name in MONEY:
                return number, "money"
            if name in SHARES:
                return number, "share"
            return number, "integer" if datatype in _WHOLE else "decimal"
    except (ValueError, InvalidOperation):
        pass  # shown as it was written
    return None, ""
