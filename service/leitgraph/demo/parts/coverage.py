"""What the synthetic city declares complete, so that what is not there does not exist."""

from __future__ import annotations

from leitgraph.demo.city import City
from leitgraph.demo.terms import ORGANISATION, Node, Nodes, code, insek

COMPLETE = {
    "einheiten": ("Organisationseinheit", "Einheiten der Verwaltung"),
    "gremien": ("Gremium", "Gremien"),
    "ziele": ("Ziel", "Ziele aller Fassungen"),
    "wirkungsziele": ("Wirkungsziel", "Wirkungsziele"),
    "zielaenderungen": ("Zielaenderung", "Änderungen von Zielen"),
    "zustaendigkeiten": ("Zustaendigkeit", "Zuständigkeiten für Ziele und Themen"),
    "indikatoren": ("Indikator", "Indikatoren der Ziele"),
    "zielwerte": ("Zielwert", "Zielwerte der Indikatoren"),
    "konzepte": ("Konzept", "Konzepte"),
    "fachkonzepte": ("Fachkonzept", "Fachkonzepte"),
    "themen": ("Thema", "Themen"),
    "produkte": ("Produkt", "Produkte aller Haushalte"),
    "positionen": ("Haushaltsposition", "Haushaltspositionen"),
    "allokationen": ("Zielallokation", "Anteile der Haushaltspositionen an Zielen"),
    "foerderprogramme": ("Foerderprogramm", "Förderprogramme"),
    "raeume": ("Raum", "Räume"),
    "massnahmen": ("Massnahme", "Maßnahmen und Projekte"),
    "vorlagen": ("Vorlage", "Vorlagen und Beschlüsse"),
    "zielbezuege": ("Zielbezug", "Zielbezüge von Vorlagen und Maßnahmen"),
    "jahresscheiben": ("Jahresscheibe", "Jahresscheiben der Vorlagen"),
    "kontrollen": ("Beschlusskontrolle", "Beschlusskontrollen"),
    "konsultationen": ("Konsultation", "Konsultationen"),
    "teilnahmen": ("Konsultationsteilnahme", "Teilnahmen an Konsultationen"),
    "anregungen": ("Anregung", "Anregungen"),
    "umgaenge": ("Umgang", "Umgang mit Anregungen"),
    "aussagen": ("Aussage", "Einzelne Aussagen mit ihrer Bestätigung"),
}
"""Id of the statement: the class it covers, and what it is called."""

FEATURES = {
    "orte": ("Massnahme", "liegtIn", "Orte der Maßnahmen und Projekte"),
    "konkretisierungen": ("Fachkonzept", "konkretisiert", "Ziele, die Fachkonzepte konkret machen"),
    "bausteine": ("Konzept", "decktBaustein", "Bausteine, die Konzepte abdecken"),
}
"""Id of the statement: a class, the property of it that was looked up everywhere, its name."""


def coverage(city: City) -> Nodes:
    """One statement for each kind of things: everything is recorded, on every day."""
    for name, (kind, label) in COMPLETE.items():
        yield _complete(city, name, kind, label)
    for name, (kind, feature, label) in FEATURES.items():
        where, iri, pairs = _complete(city, name, kind, label)
        yield where, iri, [*pairs, ("insek:abgedecktesMerkmal", insek(feature))]


def _complete(city: City, name: str, kind: str, label: str) -> Node:
    pairs = [
        *city.head("Abdeckung", f"Vollständig erfasst: {label}"),
        ("insek:abdeckungIn", city.iri("kommune", "stadt")),
        ("insek:abgedeckt", insek(kind)),
        ("insek:abdeckungsgrad", code("abdeckungsgrad/vollstaendig")),
    ]
    return ORGANISATION, city.iri("abdeckung", name), pairs
