"""City, units in their tree, committees, networks, the reorganisation, the source."""

from __future__ import annotations

from typing import NamedTuple

from leitgraph.demo.city import City
from leitgraph.demo.terms import (
    FASSUNG_ALT,
    ORGANISATION,
    REORGANISATION,
    Nodes,
    boolean,
    code,
    day,
    de,
    en,
    insek,
    text,
)

BEFORE = "2021-12-31"
SINCE = "2012-01-01"


class Unit(NamedTuple):
    """A unit: local id, Geschäftszeichen, class, name, parent's id, first and last day."""

    id: str
    gz: str
    cls: str
    name: str
    parent: str
    first: str = SINCE
    last: str = ""


UNITS: tuple[Unit, ...] = (
    Unit("gb-ob", "GB OB", "Geschaeftsbereich", "Geschäftsbereich der Oberbürgermeisterin", ""),
    Unit("gb-1", "GB 1", "Geschaeftsbereich", "Geschäftsbereich Finanzen, Personal und Recht", "",
         last=BEFORE),
    Unit("gb-2", "GB 2", "Geschaeftsbereich", "Geschäftsbereich Bildung, Jugend und Sport", ""),
    Unit("gb-3-alt", "GB 3", "Geschaeftsbereich", "Geschäftsbereich Ordnung und Sicherheit", "",
         last=BEFORE),
    Unit("gb-3", "GB 3", "Geschaeftsbereich",
         "Geschäftsbereich Wirtschaft, Digitales, Personal und Sicherheit", "",
         first=REORGANISATION),
    Unit("gb-4", "GB 4", "Geschaeftsbereich", "Geschäftsbereich Kultur und Tourismus", ""),
    Unit("gb-5", "GB 5", "Geschaeftsbereich",
         "Geschäftsbereich Soziales, Gesundheit und Wohnen", ""),
    Unit("gb-6", "GB 6", "Geschaeftsbereich",
         "Geschäftsbereich Stadtentwicklung, Bau und Verkehr", ""),
    Unit("gb-7", "GB 7", "Geschaeftsbereich",
         "Geschäftsbereich Umwelt und Kommunalwirtschaft", ""),
    Unit("15", "15", "Amt", "Büro der Oberbürgermeisterin", "gb-ob"),
    Unit("20", "20", "Amt", "Stadtkämmerei", "gb-ob"),
    Unit("sks", "SKS", "Stabsstelle", "Stabsstelle Klimaschutz", "gb-7", first="2019-07-01"),
    Unit("rst", "RST", "Referat", "Referat Strategische Steuerung", "gb-ob"),
    Unit("bgl", "BGL", "Beauftragte", "Gleichstellungsbeauftragte", "gb-ob"),
    Unit("10", "10", "Amt", "Haupt- und Personalamt", "gb-3"),
    Unit("17", "17", "Eigenbetrieb", "Eigenbetrieb Informationstechnik", "gb-3"),
    Unit("30", "30", "Amt", "Rechtsamt", "gb-3"),
    Unit("32", "32", "Amt", "Ordnungsamt", "gb-3"),
    Unit("37", "37", "Amt", "Brand- und Katastrophenschutzamt", "gb-3"),
    Unit("80", "80", "Amt", "Amt für Wirtschaftsförderung", "gb-3"),
    Unit("40", "40", "Amt", "Amt für Schulen", "gb-2"),
    Unit("51", "51", "Amt", "Jugendamt", "gb-2"),
    Unit("52", "52", "Eigenbetrieb", "Eigenbetrieb Sportstätten", "gb-2"),
    Unit("55", "55", "Eigenbetrieb", "Eigenbetrieb Kindertageseinrichtungen", "gb-2"),
    Unit("41", "41", "Amt", "Amt für Kultur und Denkmalschutz", "gb-4"),
    Unit("42", "42", "Amt", "Städtische Bibliotheken", "gb-4"),
    Unit("50", "50", "Amt", "Sozialamt", "gb-5"),
    Unit("53", "53", "Amt", "Gesundheitsamt", "gb-5"),
    Unit("64", "64", "Amt", "Amt für Wohnungswesen", "gb-5"),
    Unit("61", "61", "Amt", "Stadtplanungsamt", "gb-6", last=BEFORE),
    Unit("68", "68", "Amt", "Amt für Verkehrsplanung", "gb-6", last=BEFORE),
    Unit("62", "62", "Amt", "Amt für Stadtplanung und Mobilität", "gb-6", first=REORGANISATION),
    Unit("65", "65", "Amt", "Amt für Hochbau und Immobilien", "gb-6"),
    Unit("66", "66", "Amt", "Straßen- und Tiefbauamt", "gb-6"),
    Unit("67", "67", "Amt", "Amt für Stadtgrün", "gb-7"),
    Unit("86", "86", "Amt", "Umweltamt", "gb-7"),
)  # fmt: skip

SUCCESSORS = (("gb-3", ("gb-1", "gb-3-alt")), ("62", ("61", "68")))

GREMIEN = {
    "stadtrat": "Stadtrat",
    "db-ob": "Dienstberatung der Oberbürgermeisterin",
    "finanzen": "Ausschuss für Finanzen",
    "bau": "Ausschuss für Stadtentwicklung und Bau",
    "bildung": "Ausschuss für Bildung und Jugend",
    "soziales": "Ausschuss für Soziales, Gesundheit und Wohnen",
    "kultur": "Ausschuss für Kultur und Sport",
    "umwelt": "Ausschuss für Umwelt und Klima",
    "wirtschaft": "Ausschuss für Wirtschaft und Verwaltung",
}


def unit_id(gz: str) -> str:
    """The local id of the unit that has this Geschäftszeichen today."""
    return gz.lower().replace(" ", "-")


def organisation(city: City) -> Nodes:
    """City, Land, units, committees, networks, office holder, reorganisation, source."""
    g = ORGANISATION
    stadt = city.iri("kommune", "stadt")
    land = city.iri("organisation", "freistaat")
    yield g, stadt, [
        ("rdf:type", insek("Kommune")),
        ("skos:prefLabel", de("Musterstadt (synthetisch)")),
        ("skos:prefLabel", en("Musterstadt (synthetic)")),
        ("dcterms:description", de(
            "Musterstadt gibt es nicht. Alle Einheiten, Ziele, Beträge, Vorlagen und Beschlüsse "
            "sind erzeugt; sie zeigen, was das Modell kann, und sagen nichts über eine wirkliche "
            "Stadt.")),
        ("insek:ags", text("00000000")),
        ("insek:synthetisch", boolean(True)),
        ("insek:gehoertZu", land),
        ("insek:mitgliedIn", city.iri("netzwerk", "klimastaedte")),
        ("insek:belegtDurch", city.iri("fundstelle", "generator")),
    ]  # fmt: skip
    yield g, land, [*city.head("Land", "Musterland (synthetisch)"),
                    ("insek:synthetisch", boolean(True))]  # fmt: skip
    yield from _sources(city)
    for unit in UNITS:
        yield g, city.iri("einheit", unit.id), _unit(city, unit)
    for new, olds in SUCCESSORS:
        event = city.iri("reorganisation", f"2022-{new}")
        name = next(u.name for u in UNITS if u.id == new)
        yield (
            g,
            event,
            [
                *city.head("Reorganisation", f"Bildung: {name} zum 1. Januar 2022"),
                ("insek:datum", day(REORGANISATION)),
                *(("org:originalOrganization", city.iri("einheit", old)) for old in olds),
                ("org:resultingOrganization", city.iri("einheit", new)),
            ],
        )
    yield from _councils(city)


def _unit(city: City, unit: Unit) -> list[tuple[str, str]]:
    parent = city.iri("einheit", unit.parent) if unit.parent else city.iri("kommune", "stadt")
    pairs = [
        *city.head(unit.cls, unit.name),
        ("insek:geschaeftszeichen", text(unit.gz)),
        ("insek:gehoertZu", parent),
        ("insek:gueltigAb", day(unit.first)),
    ]
    if unit.last:
        pairs.append(("insek:gueltigBis", day(unit.last)))
    for new, olds in SUCCESSORS:
        if new == unit.id:
            pairs.extend(("insek:nachfolgerVon", city.iri("einheit", old)) for old in olds)
    return pairs


def _sources(city: City) -> Nodes:
    g = ORGANISATION
    yield (
        g,
        city.iri("quelle", "generator"),
        [
            ("rdf:type", insek("Quelle")),
            ("skos:prefLabel", de("Leitgraph: Generator der Demo-Stadt (synthetisch)")),
            ("insek:kommune", city.iri("kommune", "stadt")),
            ("dcterms:title", de("Musterstadt, erzeugte Daten")),
            ("dcterms:issued", day("2025-06-30")),
            ("dcterms:identifier", text("leitgraph-demo")),
            ("insek:herausgeber", text("Leitgraph")),
            ("insek:synthetisch", boolean(True)),
        ],
    )
    yield (
        g,
        city.iri("fundstelle", "generator"),
        [
            ("rdf:type", insek("Fundstelle")),
            ("skos:prefLabel", de("Erzeugt, keine wirkliche Fundstelle")),
            ("insek:kommune", city.iri("kommune", "stadt")),
            ("insek:quelle", city.iri("quelle", "generator")),
            ("insek:abschnitt", text("erzeugt")),
            ("insek:zitat", de("Synthetische Angabe")),
        ],
    )


def _councils(city: City) -> Nodes:
    g = ORGANISATION
    for key, name in GREMIEN.items():
        yield g, city.iri("gremium", key), [
            *city.head("Gremium", name), ("insek:gehoertZu", city.iri("kommune", "stadt")),
        ]  # fmt: skip
    yield (
        g,
        city.iri("amtstraeger", "ob"),
        [
            *city.head("Amtstraeger", "Oberbürgermeisterin von Musterstadt (synthetisch)"),
            ("insek:funktion", text("Oberbürgermeisterin")),
            ("insek:amtIn", city.iri("kommune", "stadt")),
        ],
    )
    yield (
        g,
        city.iri("netzwerk", "klimastaedte"),
        [
            *city.head("Netzwerk", "Netzwerk Klimastädte (synthetisch)"),
            ("dcterms:description", de("Erfahrungsaustausch mittelgroßer Städte zum Klimaschutz.")),
        ],
    )
    yield (
        g,
        city.iri("organisation", "verkehrsbetriebe"),
        [
            *city.head("Organisation", "Verkehrsbetriebe Musterstadt GmbH (synthetisch)"),
            ("insek:mitgliedIn", city.iri("netzwerk", "klimastaedte")),
        ],
    )


def district_units(city: City) -> Nodes:
    """A Stadtbezirksamt per Stadtbezirk, an advisory council each, and one Ortschaftsverwaltung."""
    g = ORGANISATION
    for place in city.districts:
        number = place.district + 1
        yield (
            g,
            city.iri("einheit", f"9{number:02d}"),
            [
                *city.head("Stadtbezirksamt", f"Stadtbezirksamt {place.name}"),
                ("insek:geschaeftszeichen", text(f"9{number:02d}")),
                ("insek:gehoertZu", city.iri("einheit", "gb-ob")),
                ("insek:gueltigAb", day("2018-09-01")),
            ],
        )
        yield (
            g,
            city.iri("gremium", f"sbr-{number}"),
            [
                *city.head("Gremium", f"Stadtbezirksbeirat {place.name}"),
                ("insek:gehoertZu", city.iri("kommune", "stadt")),
            ],
        )
    yield (
        g,
        city.iri("einheit", "99.au"),
        [
            *city.head("Ortschaftsverwaltung", "Verwaltungsstelle Auendorf"),
            ("insek:geschaeftszeichen", text("99.AU")),
            ("insek:gehoertZu", city.iri("einheit", "gb-ob")),
            ("insek:gueltigAb", day(SINCE)),
        ],
    )


def duty(
    city: City,
    name: str,
    what: str,
    subject: str,
    unit: str,
    role: str = "federfuehrend",
    since: str = FASSUNG_ALT,
    until: str = "",
) -> Nodes:
    """Zuständigkeit of a unit (GZ of today) for a thing, split where the reorganisation lies."""
    for suffix, part, first, last in _spans(unit, since, until):
        pairs = [
            *city.head("Zustaendigkeit", f"Zuständigkeit {part.upper()} ({_ROLES[role]}): {what}"),
            ("insek:zustaendigFuer", subject),
            ("insek:einheit", city.iri("einheit", part)),
            ("insek:rolle", code(f"rolle/{role}")),
            ("insek:gueltigAb", day(first)),
        ]
        if last:
            pairs.append(("insek:gueltigBis", day(last)))
        yield ORGANISATION, city.iri("zustaendigkeit", f"{name}{suffix}"), pairs


_ROLES = {"federfuehrend": "federführend", "beteiligt": "beteiligt"}


def _spans(gz: str, since: str, until: str) -> tuple[tuple[str, str, str, str], ...]:
    forerunner = {"62": "61", "GB 3": "gb-1"}.get(gz)
    if forerunner is None or since >= REORGANISATION:
        return (("", unit_id(gz), since, until),)
    return (
        ("-alt", forerunner, since, BEFORE),
        ("", unit_id(gz), REORGANISATION, until),
    )
