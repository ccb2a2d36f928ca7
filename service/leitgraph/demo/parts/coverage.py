"""What the synthetic city declares complete, so that a name not found is a mistake."""

from __future__ import annotations

from leitgraph.demo.city import City
from leitgraph.demo.terms import ORGANISATION, Nodes, code, insek

COMPLETE = {
    "einheiten": ("Organisationseinheit", "Einheiten der Verwaltung"),
    "gremien": ("Gremium", "Gremien"),
    "ziele": ("Ziel", "Ziele aller Fassungen"),
    "konzepte": ("Konzept", "Konzepte"),
    "themen": ("Thema", "Themen"),
    "produkte": ("Produkt", "Produkte aller Haushalte"),
    "foerderprogramme": ("Foerderprogramm", "Förderprogramme"),
    "raeume": ("Raum", "Räume"),
    "vorlagen": ("Vorlage", "Vorlagen und Beschlüsse"),
}
"""Id of the statement: the class it covers, and what it is called."""


def coverage(city: City) -> Nodes:
    """One statement for each kind of things: everything is recorded, on every day."""
    for name, (kind, label) in COMPLETE.items():
        pairs = [
            *city.head("Abdeckung", f"Vollständig erfasst: {label}"),
            ("insek:abdeckungIn", city.iri("kommune", "stadt")),
            ("insek:abgedeckt", insek(kind)),
            ("insek:abdeckungsgrad", code("abdeckungsgrad/vollstaendig")),
        ]
        yield ORGANISATION, city.iri("abdeckung", name), pairs
