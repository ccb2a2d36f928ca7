"""Kinds of undertakings a city decides on: who does them, which goals they serve, how they read."""

from __future__ import annotations

from typing import NamedTuple

STREETS = (
    "Lindenstraße", "Bahnhofstraße", "Hafenstraße", "Gartenstraße", "Schillerstraße",
    "Mühlstraße", "Bergstraße", "Goethestraße", "Kastanienallee", "Dorfstraße", "Parkstraße",
    "Bergmannstraße", "Weststraße", "Oststraße", "Kirchstraße", "Ringstraße", "Schulstraße",
    "Poststraße", "Auenstraße", "Feldstraße", "Rosenstraße", "Wiesenstraße", "Fabrikstraße",
    "Steinstraße", "Sonnenallee", "Uferstraße", "Schlossallee", "Talstraße", "Nordstraße",
    "Ahornallee", "Brückenstraße", "Waldstraße", "Gerberstraße", "Kantstraße", "Marktstraße",
)  # fmt: skip


class Topic(NamedTuple):
    """A kind of undertaking.

    ``goals`` are promoted, ``against`` may be hampered (ids of the second Fassung). ``cost`` is
    lowest, highest, step in thousand EUR (0 for none). The second title goes with the second
    sentence of ``reasons`` and ``plans``. Holes: {a} {b} {c} (streets, feminine),
    {wo} ("im Stadtbezirk …"), {nr}, {stufe} and {name}. ``what`` is feminine.
    """

    key: str
    theme: int
    unit: str
    product: str
    committee: str
    concept: str
    use: str
    cost: tuple[int, int, int]
    invest: bool
    goals: tuple[str, ...]
    against: str
    climate: str
    what: str
    titles: tuple[str, ...]
    reasons: tuple[str, ...]
    plans: tuple[str, ...]


TOPICS: tuple[Topic, ...] = (
    Topic("strasse", 1, "66", "54.1.0", "bau", "mobilitaet", "verkehr", (400, 6500, 50), True,
          ("uz-2-8", "wz-2-3-1"), "uz-3-9", "gering-negativ", "Baumaßnahme",
          ("Grundhafter Ausbau der {a} zwischen {b} und {c}",
           "Erneuerung der {a} {wo}", "Umgestaltung der Kreuzung {a} und {b}"),
          ("Die Fahrbahn der {a} ist stark verschlissen und lässt sich mit laufender Unterhaltung "
           "nicht mehr sicher betreiben.",
           "Die Gehwege der {a} sind schmal und für Menschen mit Rollstuhl kaum nutzbar."),
          ("Vorgesehen sind eine neue Asphaltdecke, beidseitige Gehwege und barrierefreie "
           "Querungen.",
           "Die Planung ordnet den Straßenraum neu und schafft Platz für zwölf Straßenbäume.")),
    Topic("radweg", 1, "66", "54.1.0", "bau", "mobilitaet", "verkehr", (150, 2400, 25), True,
          ("uz-2-8", "wz-2-2-1"), "uz-3-3", "positiv", "Baumaßnahme",
          ("Neubau eines Radwegs an der {a} zwischen {b} und {c}",
           "Lückenschluss im Radverkehrsnetz {wo}: Abschnitt {a}"),
          ("Zwischen {b} und {c} fehlt bisher eine durchgehende Verbindung für den Radverkehr.",
           "Die {a} gehört zum Hauptnetz des Radverkehrs, hat aber keine eigene Führung."),
          ("Geplant ist ein baulich getrennter Radweg mit einer Breite von 2,30 Metern.",
           "Der Radweg wird an die vorhandenen Führungen angeschlossen und beleuchtet.")),
    Topic("bahn", 1, "62", "54.7.0", "bau", "mobilitaet", "verkehr", (300, 9000, 100), True,
          ("uz-2-1", "wz-2-1-1"), "uz-8-1", "erheblich-positiv", "Maßnahme",
          ("Barrierefreier Umbau der Haltestelle {a}",
           "Verlängerung der Straßenbahn von der {a} bis zur {b}, Vorplanung"),
          ("Die Haltestelle {a} ist nicht stufenlos erreichbar.",
           "Die Wohngebiete an der {b} sind nur mit langen Umsteigezeiten angebunden."),
          ("Die Bahnsteige werden auf 60 Meter verlängert und mit einem Leitsystem versehen.",
           "Untersucht wurden drei Varianten; die Vorzugsvariante folgt der {a}.")),
    Topic("schule", 3, "40", "21.1.0", "bildung", "bildung", "gemeinbedarf", (600, 18000, 100),
          True, ("uz-4-1", "wz-4-1-1"), "uz-3-3", "gering-negativ", "Baumaßnahme",
          ("Erweiterung der {nr}. Grundschule an der {a}",
           "Sanierung der {nr}. Oberschule {wo}, Bau- und Finanzierungsbeschluss"),
          ("Die Schülerzahlen {wo} steigen nach der Schulnetzplanung bis 2030 um zwei Züge.",
           "Das Gebäude der {nr}. Schule stammt aus dem Jahr 1974 und hat erhebliche Mängel."),
          ("Vorgesehen ist ein dreigeschossiger Anbau mit acht Unterrichtsräumen und einer Mensa.",
           "Die Sanierung umfasst Dach, Fassade, Haustechnik und den zweiten Rettungsweg.")),
    Topic("kita", 3, "55", "36.5.0", "bildung", "bildung", "gemeinbedarf", (500, 6200, 50), True,
          ("uz-4-2", "wz-4-2-1"), "uz-3-3", "gering-positiv", "Baumaßnahme",
          ("Ersatzneubau der Kindertageseinrichtung „{name}“ an der {a}",
           "Sanierung der Kindertageseinrichtung „{name}“ {wo}"),
          ("Die Betriebserlaubnis der Einrichtung „{name}“ ist wegen baulicher Mängel befristet.",
           "{wo_satz} fehlen nach der Bedarfsplanung rund neunzig Betreuungsplätze."),
          ("Es entstehen 120 Plätze, davon 40 für Kinder unter drei Jahren.",
           "Der Betrieb läuft während der Bauzeit in einem Ausweichobjekt weiter.")),
    Topic("gruen", 2, "67", "55.1.0", "umwelt", "freiraum", "gruen", (60, 1900, 10), True,
          ("uz-3-3", "uz-3-9", "wz-3-3-1"), "uz-5-1", "erheblich-positiv", "Maßnahme",
          ("Neugestaltung der Grünanlage an der {a}",
           "Entsiegelung und Begrünung von Flächen {wo}",
           "Pflanzung von Straßenbäumen in der {a} und der {b}"),
          ("{wo_satz} stehen je Einwohner weniger als sechs Quadratmeter Grün zur Verfügung.",
           "Die Fläche an der {a} heizt sich im Sommer stark auf."),
          ("Geplant sind schattige Sitzplätze, ein Trinkbrunnen und 30 hitzefeste Bäume.",
           "Das Regenwasser soll künftig auf der Fläche versickern.")),
    Topic("energie", 2, "65", "11.1.3", "bau", "energie", "energie", (120, 5200, 20), True,
          ("uz-3-2", "uz-3-8", "wz-3-2-1"), "uz-7-3", "erheblich-positiv", "Maßnahme",
          ("Energetische Sanierung des Verwaltungsgebäudes an der {a}",
           "Errichtung von Photovoltaikanlagen auf städtischen Dächern {wo}"),
          ("Das Gebäude an der {a} hat den höchsten Wärmeverbrauch aller Verwaltungsgebäude.",
           "Die Dachflächen wurden auf Tragfähigkeit und Ertrag untersucht."),
          ("Fassade und Fenster werden erneuert, die Gasheizung weicht einem Fernwärmeanschluss.",
           "Der erzeugte Strom wird überwiegend in den Gebäuden selbst verbraucht.")),
    Topic("wohnen", 0, "64", "52.2.0", "soziales", "wohnen", "wohnen", (800, 14000, 100), True,
          ("uz-1-8", "uz-1-2", "wz-1-1-1"), "uz-3-9", "gering-negativ", "Maßnahme",
          ("Errichtung von Sozialwohnungen an der {a}",
           "Einbringung städtischer Grundstücke an der {a} für den sozialen Wohnungsbau"),
          ("Die Nachfrage nach günstigen Wohnungen übersteigt das Angebot {wo} deutlich.",
           "Rund 340 Belegungsrechte laufen in den nächsten drei Jahren aus."),
          ("Auf dem Grundstück sollen 48 Wohnungen mit Mietpreisbindung entstehen.",
           "Mindestens ein Viertel der Wohnungen wird barrierefrei errichtet.")),
    Topic("sport", 6, "52", "42.4.0", "kultur", "sport", "gemeinbedarf", (250, 7800, 50), True,
          ("uz-7-2", "wz-7-2-1"), "uz-3-3", "gering-negativ", "Baumaßnahme",
          ("Sanierung der Sporthalle an der {a}",
           "Ersatz des Kunstrasenplatzes der Sportanlage {wo}"),
          ("Die Sporthalle an der {a} ist seit dem Frühjahr teilweise gesperrt.",
           "Der Belag des Platzes hat seine Nutzungsdauer überschritten."),
          ("Hallenboden, Sanitärräume und Lüftung werden erneuert.",
           "Der neue Belag kommt ohne Kunststoffgranulat aus.")),
    Topic("kultur", 6, "41", "28.1.0", "kultur", "kultur", "gemeinbedarf", (20, 900, 5), False,
          ("uz-7-1", "wz-7-1-1"), "uz-8-1", "keine", "Förderung",
          ("Zuwendungen an freie Träger der Kulturarbeit {wo}",
           "Förderung des Kulturhauses „{name}“ an der {a}"),
          ("Die freien Träger erreichen mit ihren Angeboten auch Menschen, die städtische Häuser "
           "selten besuchen.",
           "Das Kulturhaus „{name}“ kann steigende Energiekosten nicht allein ausgleichen."),
          ("Die Zuwendung wird als Festbetrag nach der Fachförderrichtlinie gewährt.",
           "Mit dem Träger wird eine Zielvereinbarung über drei Jahre geschlossen.")),
    Topic("gewerbe", 4, "80", "57.1.0", "wirtschaft", "wirtschaft", "gewerbe", (700, 11000, 100),
          True, ("uz-5-1", "wz-5-1-1"), "uz-3-3", "negativ", "Maßnahme",
          ("Erschließung des Gewerbegebiets an der {a}",
           "Ankauf und Beräumung einer Gewerbebrache {wo}"),
          ("Der Stadt stehen kaum noch baureife Gewerbegrundstücke zur Verfügung.",
           "Drei ansässige Betriebe wollen erweitern und suchen Flächen {wo}."),
          ("Die Erschließung erfolgt in zwei Abschnitten und wird zu einem Drittel begrünt.",
           "Vor der Vermarktung werden Altlasten beseitigt und Leitungen umverlegt.")),
    Topic("digital", 7, "17", "11.1.2", "wirtschaft", "", "", (40, 1600, 10), True,
          ("uz-8-8",), "uz-8-1", "keine", "Maßnahme",
          ("Einführung der elektronischen Akte, Stufe {stufe}",
           "Ausbau der Onlinedienste der Stadtverwaltung, Arbeitspaket {stufe}"),
          ("Viele Anträge müssen noch auf Papier gestellt und von Hand übertragen werden.",
           "Gesetzliche Fristen verlangen durchgängig digitale Verwaltungsleistungen."),
          ("Die Einführung beginnt in zwei Pilotämtern und wird danach ausgeweitet.",
           "Beschafft werden Lizenzen, Schulungen und die Anbindung an die Fachverfahren.")),
    Topic("wasser", 2, "86", "55.2.0", "umwelt", "klima", "gruen", (90, 3600, 10), True,
          ("uz-3-9", "uz-3-3"), "uz-5-1", "positiv", "Maßnahme",
          ("Hochwasserschutz am Mühlbach an der {a}",
           "Naturnaher Umbau des Auenbachs {wo}"),
          ("Beim Starkregen im Juli standen an der {a} mehrere Keller unter Wasser.",
           "Der Bach ist {wo} auf 400 Metern Länge verrohrt."),
          ("Geplant sind ein Rückhaltebecken und die Aufweitung des Gewässerbetts.",
           "Der Bachlauf wird geöffnet, die Ufer werden mit heimischen Gehölzen bepflanzt.")),
    Topic("sozial", 5, "50", "31.5.0", "soziales", "soziales", "gemeinbedarf", (30, 1200, 10),
          False, ("uz-6-1", "uz-6-3", "wz-6-1-1"), "uz-8-1", "keine", "Förderung",
          ("Betrieb eines Stadtteilzentrums an der {a}",
           "Fortführung der Gemeinwesenarbeit {wo}"),
          ("Das Stadtteilzentrum an der {a} wird von mehr als 300 Menschen je Woche besucht.",
           "Die Sozialberichterstattung weist {wo} einen erhöhten Unterstützungsbedarf aus."),
          ("Der Träger wird für drei Jahre mit zwei Personalstellen gefördert.",
           "Die Räume stehen auch Vereinen und Nachbarschaftsgruppen offen.")),
    Topic("gesundheit", 5, "53", "41.4.0", "soziales", "gesundheit", "gemeinbedarf", (20, 480, 5),
          False, ("uz-6-2", "wz-6-2-1"), "uz-8-1", "gering-positiv", "Förderung",
          ("Gesundheitslotsen {wo}, Fortführung",
           "Umsetzung des Hitzeaktionsplans {wo}"),
          ("Die Versorgung mit Hausärzten ist {wo} unterdurchschnittlich.",
           "Ältere und kranke Menschen sind an heißen Tagen {wo} besonders gefährdet."),
          ("Zwei Lotsinnen beraten in den Stadtteilzentren und suchen Menschen zu Hause auf.",
           "Kühle Orte werden ausgewiesen und an Hitzetagen länger geöffnet.")),
    Topic("bplan", 0, "62", "51.1.0", "bau", "wohnen", "wohnen", (0, 0, 1), False,
          ("uz-1-2", "wz-1-2-1"), "uz-3-9", "gering-negativ", "Planung",
          ("Bebauungsplan Nr. {nr} an der {a}, Aufstellungsbeschluss",
           "Bebauungsplan Nr. {nr} „{name}“, Billigung des Entwurfs und Auslegung"),
          ("Das Gebiet an der {a} liegt seit Jahren brach und ist bereits erschlossen.",
           "Ein Eigentümer hat beantragt, für seine Flächen Baurecht zu schaffen."),
          ("Ziel der Planung ist ein gemischtes Quartier mit Wohnungen und kleinem Gewerbe.",
           "Der Entwurf sichert einen öffentlichen Grünzug und begrenzt die Versiegelung.")),
)  # fmt: skip

NAMES = (
    "Sonnenschein", "Am Mühlbach", "Regenbogen", "Alte Gießerei", "Löwenzahn", "Kastanienhof",
    "Zur Brücke", "Spatzennest", "Alter Schlachthof", "Hafenlicht", "Drei Linden", "Turmhof",
)  # fmt: skip

# What a goal of the second Fassung was called in the first.
BEFORE = {
    "uz-1-8": "uz-1-1", "uz-2-8": "uz-2-3", "uz-3-8": "uz-3-1", "uz-3-9": "uz-3-1",
    "uz-8-8": "uz-8-2",
}  # fmt: skip
