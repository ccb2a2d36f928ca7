"""The catalogue and the data set of each city as DCAT-AP.de 3 (``/catalog``).

Required and recommended by the specification (https://www.dcat-ap.de/def/dcatde/3.0/spec/): title,
description, publisher, licence, themes, place, distributions with format and media type. Who runs
the service and how to reach them is said only where the settings name it; ``contributorID`` is
given out by GovData and so never stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import pyoxigraph as ox

from leitgraph.config import ONTOLOGY_GRAPH, Settings
from leitgraph.model import City
from leitgraph.publishing.statements import Statements
from leitgraph.store.sparql.prefixes import PREFIXES

DCAT = "http://www.w3.org/ns/dcat#"
DCATDE = "http://dcat-ap.de/def/dcatde/"
DCATAP = "http://data.europa.eu/r5r/"
EUPL = "http://publications.europa.eu/resource/authority/licence/EUPL_1_2"
"""The licence of what ships here, unless a city's ``city.toml`` names another."""
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
_GEOCODING = "http://dcat-ap.de/def/politicalGeocoding"
_TERMS = {
    "dcat": DCAT, "dcatde": DCATDE, "dcatap": DCATAP, "vcard": "http://www.w3.org/2006/vcard/ns#",
    **PREFIXES,
}  # fmt: skip
_FILES = {
    "nq": ("RDF_N_QUADS", "application/n-quads"),
    "trig": ("RDF_TRIG", "application/trig"),
}
_COMPRESSED = {"": "", ".gz": "application/gzip", ".zst": "application/zstd"}
_LAENDER = {"Sachsen": "14", "Rheinland-Pfalz": "07"}
"""Keys of Länder whose own papers are here: a Land has no municipality key to take it from."""
_ADDRESS = "mailto:"


def catalogue(
    here: str, settings: Settings, cities: Mapping[str, City], changed: datetime
) -> Iterable[ox.Triple]:
    """The description; ``here`` is the address of the service, ``changed`` the last change."""
    said = Statements(_TERMS)
    about = f"{here}/catalog"
    public = [city for city in cities.values() if city.visibility == "public"]
    said.link(about, "rdf:type", DCAT + "Catalog")
    said.text(about, "dcterms:title", "Leitgraph: Datensätze der Städte", "Leitgraph: city data")
    said.text(
        about, "dcterms:description",
        "Ziele, Konzepte, Haushalte und Vorlagen deutscher Städte als Graph, je Stadt eigene.",
        "Goals, concepts, budgets and papers of German cities as a graph, each its own.",
    )  # fmt: skip
    said.link(about, "foaf:homepage", f"{here}/")
    said.link(about, "dcterms:license", EUPL)
    said.typed(about, "dcterms:modified", changed.isoformat(), "dateTime")
    said.link(about, "dcat:themeTaxonomy", f"{_AUTHORITY}/data-theme")
    said.link(about, "dcterms:spatial", f"{_AUTHORITY}/country/DEU")
    publisher = _publisher(said, about, settings)
    _languages(said, about, publisher)
    service = f"{about}#sparql"
    said.link(about, "dcat:service", service)
    _service(said, service, here, publisher)
    for city in public:
        dataset = f"{about}#{city.slug}"
        said.link(about, "dcat:dataset", dataset)
        said.link(service, "dcat:servesDataset", dataset)
        _dataset(said, dataset, here, settings, city, changed)
        said.link(dataset, "dcterms:publisher", publisher)
    return said.triples


def _publisher(said: Statements, about: str, settings: Settings) -> str:
    publisher = f"{about}#herausgeber"
    name = settings.publisher or "Betreiber dieses Leitgraph-Dienstes (nicht angegeben)"
    said.link(publisher, "rdf:type", _TERMS["foaf"] + "Agent")
    said.plain(publisher, "foaf:name", name)
    return publisher


def _languages(said: Statements, about: str, publisher: str) -> None:
    said.link(about, "dcterms:publisher", publisher)
    for language in ("DEU", "ENG"):
        said.link(about, "dcterms:language", f"{_AUTHORITY}/language/{language}")


def _service(said: Statements, service: str, here: str, publisher: str) -> None:
    said.link(service, "rdf:type", DCAT + "DataService")
    said.text(service, "dcterms:title", "SPARQL-Endpunkt", "SPARQL endpoint")
    said.text(
        service, "dcterms:description", "SPARQL 1.1 über alle Datensätze, ohne Anmeldung.",
        "SPARQL 1.1 over all data sets, without an account.",
    )  # fmt: skip
    said.link(service, "dcat:endpointURL", f"{here}/sparql")
    said.link(service, "dcat:endpointDescription", f"{here}/sparql")
    said.link(service, "dcterms:conformsTo", "https://www.w3.org/TR/sparql11-protocol/")
    said.link(service, "dcterms:license", EUPL)
    said.link(service, "dcterms:accessRights", f"{_AUTHORITY}/access-right/PUBLIC")
    said.link(service, "dcterms:publisher", publisher)


def _dataset(
    said: Statements, dataset: str, here: str, settings: Settings, city: City, changed: datetime
) -> None:
    said.link(dataset, "rdf:type", DCAT + "Dataset")
    _texts(said, dataset, city)
    said.plain(dataset, "dcterms:identifier", f"{settings.base}/{city.slug}/")
    said.typed(dataset, "dcterms:modified", changed.isoformat(), "dateTime")
    said.link(dataset, "dcat:landingPage", f"{here}/stadt/{city.slug}")
    said.link(dataset, "dcterms:language", f"{_AUTHORITY}/language/DEU")
    said.link(dataset, "dcterms:conformsTo", ONTOLOGY_GRAPH)
    said.link(dataset, "dcterms:accessRights", f"{_AUTHORITY}/access-right/PUBLIC")
    for theme in ("GOVE", "REGI"):
        said.link(dataset, "dcat:theme", f"{_AUTHORITY}/data-theme/{theme}")
    keywords = ["INSEK", "Stadtentwicklung", "Vorlagen", "Haushalt", city.name]
    for keyword in [*keywords, *(["synthetisch"] if city.synthetic else [])]:
        said.plain(dataset, "dcat:keyword", keyword, "de")
    _place(said, dataset, city)
    _sources(said, dataset, city)
    if settings.contact:
        contact = f"{dataset}-kontakt"
        said.link(dataset, "dcat:contactPoint", contact)
        said.link(contact, "rdf:type", _TERMS["vcard"] + "Kind")
        said.plain(contact, "vcard:fn", settings.publisher or settings.contact)
        mail = "@" in settings.contact and ":" not in settings.contact
        address = _ADDRESS + settings.contact if mail else settings.contact
        said.link(contact, "vcard:hasEmail" if mail else "vcard:hasURL", address)
    for ending in _FILES:
        for more in _COMPRESSED:
            _distribution(said, dataset, here, city, ending, more)


def _texts(said: Statements, dataset: str, city: City) -> None:
    said.text(
        dataset, "dcterms:title", f"Leitgraph: {city.name}", f"Leitgraph: {city.name}",
    )  # fmt: skip
    german = f"Was in einzelnen öffentlichen Dokumenten zu {city.name} steht, mit Fundstellen."
    english = f"What single public documents say about {city.name}, with the passages."
    if city.synthetic:
        german = "SYNTHETISCH: erzeugte Angaben, die keine wirkliche Stadt beschreiben."
        english = "SYNTHETIC: generated data that describe no real city."
    said.text(dataset, "dcterms:description", german, english)


def _place(said: Statements, dataset: str, city: City) -> None:
    """Place and level by the official key; a synthetic city lies nowhere."""
    if city.synthetic:
        return
    if city.ags:
        place, level = f"{_GEOCODING}/municipalityKey/{city.ags}", "municipality"
    elif city.state in _LAENDER:
        place, level = f"{_GEOCODING}/stateKey/{_LAENDER[city.state]}", "state"
    else:
        return
    said.link(dataset, "dcatde:politicalGeocodingURI", place)
    said.link(dataset, "dcterms:spatial", place)
    said.link(dataset, "dcatde:politicalGeocodingLevelURI", f"{_GEOCODING}/Level/{level}")
    said.plain(dataset, "dcatde:geocodingDescription", city.name, "de")


def _sources(said: Statements, dataset: str, city: City) -> None:
    """Where the data are from, and what is known of the rights in the documents."""
    for number, source in enumerate(city.sources, 1):
        part = f"{dataset}-quelle-{number}"
        said.link(dataset, "dcterms:provenance", part)
        said.link(part, "rdf:type", _TERMS["dcterms"] + "ProvenanceStatement")
        words = [source["title"], source.get("date", ""), source["location"]]
        said.plain(part, "rdfs:label", ", ".join(word for word in words if word), "de")
        note = source.get("licence-note")
        if note:
            said.plain(part, "rdfs:comment", note, "de")


def _distribution(
    said: Statements, dataset: str, here: str, city: City, ending: str, more: str
) -> None:
    form, media = _FILES[ending]
    part = f"{dataset}-{ending}{more.replace('.', '-')}"
    address = f"{here}/dump/{city.slug}.{ending}{more}"
    said.link(dataset, "dcat:distribution", part)
    said.link(part, "rdf:type", DCAT + "Distribution")
    said.text(
        part, "dcterms:title", f"Alle Graphen ({ending}{more})", f"All graphs ({ending}{more})"
    )
    said.text(
        part, "dcterms:description", f"{city.name}: alle Graphen mit ihren Namen.",
        f"{city.name}: all graphs with their names.",
    )  # fmt: skip
    said.link(part, "dcat:accessURL", address)
    said.link(part, "dcat:downloadURL", address)
    said.link(part, "dcterms:format", f"{_AUTHORITY}/file-type/{form}")
    said.link(part, "dcat:mediaType", f"{_IANA}/{media}")
    if more:
        said.link(part, "dcat:compressFormat", f"{_IANA}/{_COMPRESSED[more]}")
    said.link(part, "dcterms:license", city.licence or EUPL)
    said.link(part, "dcatap:availability", f"{_AUTHORITY}/planned-availability/AVAILABLE")
    said.link(part, "dcat:accessService", f"{here}/catalog#sparql")


def prefixes() -> dict[str, str]:
    """Those that the description is written with."""
    return dict(_TERMS)
