"""Wording of the goals: eight Leitziele, five Unterziele each, two indicators per Unterziel.

An indicator is (article, name, unit, "steigend"/"fallend", start value, target 2035); the wording
of the Wirkungsziel is made from it.
"""

from __future__ import annotations

from typing import NamedTuple


class Indicator(NamedTuple):
    """An indicator and the end state the Wirkungsziel names."""

    article: str
    name: str
    unit: str
    direction: str
    start: float
    target: float

    def sentence(self) -> str:
        """The wording of the Wirkungsziel."""
        verb, bound = (
            ("steigt", "mindestens")
            if self.direction == "steigend"
            else (
                "sinkt",
                "höchstens",
            )
        )
        shown = f"{self.target:,.1f}".removesuffix(".0").translate(_GERMAN)
        return f"Bis 2035 {verb} {self.article} {self.name} auf {bound} {shown} {self.unit}"


_GERMAN = str.maketrans(",.", ".,")


class Unterziel(NamedTuple):
    """An Unterziel: wording, responsible unit (GZ) and its indicators."""

    label: str
    unit: str
    indicators: tuple[Indicator, Indicator]


class Leitziel(NamedTuple):
    """A Leitziel: wording, Geschäftsbereich (GZ), SDG numbers and its Unterziele."""

    label: str
    unit: str
    sdg: tuple[int, ...]
    unterziele: tuple[Unterziel, ...]


def _up(article: str, name: str, unit: str, start: float, target: float) -> Indicator:
    return Indicator(article, name, unit, "steigend", start, target)


def _down(article: str, name: str, unit: str, start: float, target: float) -> Indicator:
    return Indicator(article, name, unit, "fallend", start, target)


_P, _H = "Prozent", "je 1.000 Einwohner"

LEITZIELE: tuple[Leitziel, ...] = (
    Leitziel("Wohnen für alle in lebendigen Quartieren", "GB 5", (11, 1), (
        Unterziel("Bezahlbares Wohnen sichern", "64", (
            _up("der", "Anteil belegungsgebundener Wohnungen am Bestand", _P, 6.2, 12),
            _down("die", "Mietbelastungsquote der Haushalte", _P, 29, 26))),
        Unterziel("Bestehende Quartiere behutsam weiterentwickeln", "62", (
            _up("der", "Anteil der Innenentwicklung am Wohnungsneubau", _P, 58, 80),
            _down("der", "Leerstand in Gründerzeitgebäuden", _P, 9.5, 5))),
        Unterziel("Öffentliche Räume beleben und sicher gestalten", "66", (
            _up("die", "Zahl der neu gestalteten Plätze", "Plätze", 3, 25),
            _up("die", "Zufriedenheit mit dem öffentlichen Raum", _P, 54, 70))),
        Unterziel("Brachflächen wieder nutzen", "62", (
            _down("die", "Fläche ungenutzter Brachen", "Hektar", 140, 60),
            _up("die", "Zahl der jährlich wiedergenutzten Brachen", "Flächen", 2, 8))),
        Unterziel("Nahversorgung in allen Stadtteilen erhalten", "80", (
            _up("der", "Anteil der Einwohner mit fußläufiger Nahversorgung", _P, 71, 85),
            _down("die", "Zahl unterversorgter Ortsteile", "Ortsteile", 7, 2))))),
    Leitziel("Mobil sein mit kurzen und sicheren Wegen", "GB 6", (11, 9), (
        Unterziel("Den öffentlichen Nahverkehr ausbauen", "62", (
            _up("der", "Anteil des öffentlichen Verkehrs an allen Wegen", _P, 19, 27),
            _up("die", "Zahl der barrierefreien Haltestellen", "Haltestellen", 88, 210))),
        Unterziel("Den Radverkehr fördern", "66", (
            _up("der", "Anteil des Radverkehrs an allen Wegen", _P, 14, 24),
            _up("die", "Länge des Radverkehrsnetzes", "Kilometer", 132, 240))),
        Unterziel("Den Fußverkehr fördern", "66", (
            _up("der", "Anteil des Fußverkehrs an allen Wegen", _P, 24, 28),
            _up("die", "Zahl der barrierefreien Querungen", "Querungen", 120, 400))),
        Unterziel("Verkehrsunfälle vermeiden", "66", (
            _down("die", "Zahl der im Verkehr Verletzten", _H, 4.8, 3),
            _down("die", "Zahl der Unfallhäufungsstellen", "Stellen", 21, 6))),
        Unterziel("Straßen und Brücken in gutem Zustand erhalten", "66", (
            _up("der", "Anteil der Straßen in gutem Zustand", _P, 46, 65),
            _down("die", "Zahl der Brücken mit Lastbeschränkung", "Brücken", 9, 2))))),
    Leitziel("Klimaneutral, grün und widerstandsfähig werden", "GB 7", (13, 7, 15), (
        Unterziel("Klimaschutz und Klimaanpassung voranbringen", "86", (
            _down("der", "Ausstoß von Treibhausgasen", "Tonnen je Einwohner", 5.9, 2),
            _up("der", "Anteil klimaangepasst gestalteter Plätze", _P, 8, 40))),
        Unterziel("Städtische Gebäude energetisch sanieren", "65", (
            _down("der", "Wärmeverbrauch städtischer Gebäude", "Kilowattstunden je Quadratmeter",
                  118, 80),
            _up("die", "Leistung der Photovoltaik auf Dächern der Stadt", "Kilowatt",
                640, 6000))),
        Unterziel("Grünflächen sichern und vernetzen", "67", (
            _up("die", "Zahl der Straßenbäume", "Bäume", 41000, 52000),
            _up("der", "Anteil der Einwohner mit Park in 300 Meter Entfernung", _P, 63, 80))),
        Unterziel("Gewässer entwickeln und Hochwasser vorbeugen", "86", (
            _up("die", "Länge naturnaher Gewässer", "Kilometer", 18, 35),
            _down("die", "Zahl hochwassergefährdeter Gebäude", "Gebäude", 1250, 700))),
        Unterziel("Artenvielfalt in der Stadt erhöhen", "67", (
            _up("die", "Fläche der Wildblumenwiesen", "Hektar", 12, 45),
            _down("der", "Anteil versiegelter Schulhofflächen", _P, 72, 45))))),
    Leitziel("Gut aufwachsen und ein Leben lang lernen", "GB 2", (4,), (
        Unterziel("Schulen bedarfsgerecht bauen und sanieren", "40", (
            _up("der", "Anteil der Schulgebäude in gutem Zustand", _P, 51, 80),
            _down("der", "Anteil der Schüler in Übergangsbauten", _P, 6, 1))),
        Unterziel("Plätze in Kindertageseinrichtungen wohnortnah sichern", "55", (
            _up("die", "Quote wohnortnah versorgter Kinder", _P, 82, 95),
            _up("der", "Anteil barrierefreier Kindertageseinrichtungen", _P, 33, 60))),
        Unterziel("Junge Menschen beteiligen und stärken", "51", (
            _up("die", "Zahl der Jugendbeteiligungsprojekte", "Projekte", 4, 20),
            _down("der", "Anteil der Jugendlichen ohne Schulabschluss", _P, 8.9, 5))),
        Unterziel("Außerschulisches Lernen ausbauen", "42", (
            _up("die", "Zahl der Besuche in Bibliotheken", _H, 3100, 4200),
            _up("die", "Zahl der Kurse für Erwachsene", "Kurse", 820, 1100))),
        Unterziel("Ganztagsangebote ausweiten", "40", (
            _up("der", "Anteil der Grundschüler im Ganztag", _P, 74, 92),
            _up("die", "Zahl der Schulen mit Schulsozialarbeit", "Schulen", 22, 48))))),
    Leitziel("Wirtschaft und Wissenschaft verbinden", "GB 3", (8, 9), (
        Unterziel("Gewerbeflächen vorausschauend entwickeln", "80", (
            _up("die", "Fläche sofort verfügbarer Gewerbegrundstücke", "Hektar", 18, 50),
            _up("der", "Anteil wiedergenutzter Gewerbebrachen", _P, 22, 50))),
        Unterziel("Gründungen und Mittelstand unterstützen", "80", (
            _up("die", "Zahl der Gründungen", _H, 5.1, 7),
            _up("die", "Zahl der beratenen Betriebe", "Betriebe", 310, 600))),
        Unterziel("Fachkräfte gewinnen und halten", "80", (
            _up("die", "Beschäftigungsquote", _P, 61, 67),
            _down("die", "Zahl unbesetzter Ausbildungsplätze", "Plätze", 410, 200))),
        Unterziel("Die Innenstadt als Handelsplatz stärken", "80", (
            _down("die", "Leerstandsquote in der Innenstadt", _P, 12, 7),
            _up("die", "Zahl der Passanten an Werktagen", "Personen", 24000, 30000))),
        Unterziel("Forschung und Stadt vernetzen", "80", (
            _up("die", "Zahl der Vorhaben mit Hochschulen", "Vorhaben", 9, 30),
            _up("der", "Anteil der Beschäftigten in Forschung und Entwicklung", _P, 2.1, 3.5))))),
    Leitziel("Zusammenhalten und gesund leben", "GB 5", (3, 10), (
        Unterziel("Teilhabe für alle Menschen ermöglichen", "50", (
            _down("die", "Armutsgefährdungsquote", _P, 17, 12),
            _up("der", "Anteil barrierefreier öffentlicher Gebäude", _P, 38, 75))),
        Unterziel("Gesundheit im Stadtteil fördern", "53", (
            _up("die", "Zahl der Stadtteile mit Gesundheitslotsen", "Stadtteile", 2, 9),
            _down("die", "Zahl der Hitzetage mit Warnstufe", "Tage", 19, 15))),
        Unterziel("Begegnung in Stadtteilzentren ermöglichen", "50", (
            _up("die", "Zahl der Stadtteilzentren", "Zentren", 5, 12),
            _up("die", "Zahl der Besuche in Stadtteilzentren", "Besuche", 42000, 90000))),
        Unterziel("Altersgerechte Angebote ausbauen", "50", (
            _up("die", "Zahl der Plätze in Tagespflege", _H, 2.2, 4),
            _up("der", "Anteil barrierearmer Wohnungen", _P, 4, 9))),
        Unterziel("Zugewanderte Menschen aufnehmen und einbinden", "50", (
            _up("die", "Zahl der vermittelten Sprachkurse", "Kurse", 140, 260),
            _up("die", "Erwerbsquote Zugewanderter", _P, 47, 60))))),
    Leitziel("Kultur und Sport in der ganzen Stadt", "GB 4", (11, 4), (
        Unterziel("Kulturorte erhalten und öffnen", "41", (
            _up("die", "Zahl der Besuche in städtischen Kultureinrichtungen", _H, 2400, 3000),
            _up("die", "Zahl der geförderten freien Träger", "Träger", 46, 70))),
        Unterziel("Sportstätten modernisieren", "52", (
            _up("der", "Anteil der Sporthallen in gutem Zustand", _P, 44, 70),
            _up("die", "Zahl der Mitglieder in Sportvereinen", _H, 198, 240))),
        Unterziel("Baudenkmale bewahren", "41", (
            _down("die", "Zahl gefährdeter Baudenkmale", "Denkmale", 64, 30),
            _up("die", "Zahl der denkmalgerecht sanierten Gebäude", "Gebäude", 12, 60))),
        Unterziel("Freizeit und Bewegung im Freien ermöglichen", "67", (
            _up("die", "Zahl der erneuerten Spielplätze", "Spielplätze", 11, 60),
            _up("die", "Länge ausgewiesener Laufstrecken", "Kilometer", 24, 60))),
        Unterziel("Kulturelle Bildung für Kinder stärken", "41", (
            _up("die", "Zahl der Angebote kultureller Bildung", "Angebote", 130, 250),
            _up("der", "Anteil der Kinder mit Instrumentalunterricht", _P, 6, 10))))),
    Leitziel("Handlungsfähig bleiben und bürgernah verwalten", "GB OB", (16, 17), (
        Unterziel("Haushalt nachhaltig ausgleichen", "20", (
            _down("die", "Verschuldung", "Euro je Einwohner", 1180, 800),
            _up("der", "Deckungsgrad der Abschreibungen", _P, 88, 100))),
        Unterziel("Bürgerinnen und Bürger früh beteiligen", "15", (
            _up("die", "Zahl der Beteiligungsverfahren", "Verfahren", 12, 40),
            _up("der", "Anteil der Vorhaben auf der Vorhabenliste", _P, 20, 90))),
        Unterziel("Fachkräfte für die Verwaltung gewinnen", "10", (
            _down("der", "Anteil unbesetzter Stellen", _P, 8.4, 4),
            _up("die", "Ausbildungsquote", _P, 3.1, 5))),
        Unterziel("Fördermittel gezielt einsetzen", "20", (
            _up("die", "Summe eingeworbener Fördermittel", "Millionen Euro", 28, 45),
            _up("der", "Anteil der Vorhaben mit Förderung", _P, 35, 60))),
        Unterziel("Städtische Gebäude wirtschaftlich betreiben", "65", (
            _down("die", "Betriebskosten der Gebäude", "Euro je Quadratmeter", 41, 36),
            _down("die", "angemietete Bürofläche", "Quadratmeter", 21000, 14000))))),
)  # fmt: skip
