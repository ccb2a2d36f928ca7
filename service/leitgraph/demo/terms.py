"""Terms of the demo graph in N-Triples form, and what a node is.

A node is ``(subject graph, subject IRI, pairs)``. Predicates are written with a prefix and expanded
by the writer; objects are finished terms. Decimals are written the way the engine keeps them
(no trailing zeros), so that a stored value and its source compare equal.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

NS = "https://w3id.org/insek/ns#"
VOCAB = "https://w3id.org/insek/vocab/"
SLUG = "musterstadt"
BASE = "https://w3id.org/insek/id"

PREFIXES = {
    "insek": NS,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "sdg": "http://metadata.un.org/sdg/",
}

Pair = tuple[str, str]
Node = tuple[str, str, list[Pair]]
Nodes = Iterator[Node]

# Graphs, one per subject.
ORGANISATION = "organisation"
ZIELE = "ziele"
RAUM = "raum"
HAUSHALT = "haushalt"
PROJEKTE = "projekte"
VORLAGEN = "vorlagen"
RAT = "rat"
INDIKATOREN = "indikatoren"
BETEILIGUNG = "beteiligung"
PRUEFUNGEN = "pruefungen"
GRAPHS = {
    ORGANISATION: "Organisation und Zuständigkeiten",
    ZIELE: "Konzepte, Fassungen und Ziele",
    RAUM: "Räume",
    INDIKATOREN: "Indikatoren, Zielwerte und Messungen",
    PROJEKTE: "Projekte und Fördermittel",
    HAUSHALT: "Haushalt",
    VORLAGEN: "Vorlagen und Zielbezüge",
    RAT: "Beratungen, Beschlüsse und Beschlusskontrollen",
    BETEILIGUNG: "Konsultationen, Anregungen und Umgang",
    PRUEFUNGEN: "Amtliche Prüfungen von Vorlagen",
}

# The day the demo city stands on; what is due or overdue is counted from here.
STICHTAG = "2025-06-30"
REORGANISATION = "2022-01-01"
FASSUNG_ALT = "2016-06-16"
FASSUNG_NEU = "2023-03-16"
LAST_DAY_ALT = "2023-03-15"

_FIRST = datetime.date(2017, 1, 1)
DAYS = [(_FIRST + datetime.timedelta(days=n)).isoformat() for n in range(365 * 12)]
DAY_NUMBER = {day: n for n, day in enumerate(DAYS)}

_XSD = PREFIXES["xsd"]


class Fault(NamedTuple):
    """A deliberate fault or special case: its kind (see ``manifest.KINDS``) and its resource."""

    kind: str
    iri: str


def expand(name: str) -> str:
    """The N-Triples IRI of a prefixed name."""
    prefix, local = name.split(":", 1)
    return f"<{PREFIXES[prefix]}{local}>"


def insek(name: str) -> str:
    """A class or property of the ontology."""
    return f"<{NS}{name}>"


def code(path: str) -> str:
    """A concept of a code list, named ``scheme/code``."""
    return f"<{VOCAB}{path}>"


def de(text: str) -> str:
    """A German text; texts of this package hold no quotation mark, backslash or line break."""
    return f'"{text}"@de'


def en(text: str) -> str:
    """An English text."""
    return f'"{text}"@en'


def text(value: str) -> str:
    """A plain string."""
    return f'"{value}"'


def day(value: str) -> str:
    """A date, given as ISO text."""
    return f'"{value}"^^<{_XSD}date>'


def month(value: str) -> str:
    """A month, given as ISO text."""
    return f'"{value}"^^<{_XSD}gYearMonth>'


def year(value: int) -> str:
    """A calendar year."""
    return f'"{value}"^^<{_XSD}gYear>'


def integer(value: int) -> str:
    """A whole number."""
    return f'"{value}"^^<{_XSD}integer>'


def decimal(value: int | float) -> str:
    """A decimal number with at most two places; amounts are in EUR."""
    if isinstance(value, int):
        return f'"{value}"^^<{_XSD}decimal>'
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return f'"{shown}"^^<{_XSD}decimal>'


def boolean(value: bool) -> str:
    """True or false."""
    return f'"{"true" if value else "false"}"^^<{_XSD}boolean>'


def wkt(value: str) -> str:
    """A geometry in WGS84, longitude before latitude."""
    return f'"{value}"^^<{PREFIXES["geo"]}wktLiteral>'


def euro(value: int) -> str:
    """An amount as it stands in running text: ``1.650.000 Euro``."""
    return f"{value:,} Euro".replace(",", ".")


def german(iso: str) -> str:
    """A date as it stands in running text: ``31. März 2025``."""
    return f"{int(iso[8:])}. {_MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"


_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
)  # fmt: skip
