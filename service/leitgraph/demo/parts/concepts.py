"""Sector concepts, themes, the building-block standard and the update procedure."""

from __future__ import annotations

from leitgraph.demo.city import City
from leitgraph.demo.parts.organisation import duty
from leitgraph.demo.terms import (
    FASSUNG_ALT,
    FASSUNG_NEU,
    RAT,
    ZIELE,
    Nodes,
    boolean,
    code,
    day,
    de,
    integer,
    month,
    text,
    year,
)

# Fachkonzept: key, name, unit, horizon, Unterziele made concrete (7.1 in two of them).
FACHKONZEPTE: tuple[tuple[str, str, str, int, tuple[str, ...]], ...] = (
    ("wohnen", "Wohnkonzept", "64", 2035, ("uz-1-8", "uz-1-2")),
    ("freiraum", "Freiraumkonzept", "67", 2035, ("uz-1-3", "uz-3-3")),
    ("mobilitaet", "Mobilitätskonzept", "62", 2035, ("uz-2-1", "uz-2-8")),
    ("klima", "Klimaschutz- und Klimaanpassungskonzept", "86", 2040, ("uz-3-8", "uz-3-9")),
    ("energie", "Energie- und Gebäudekonzept", "65", 2035, ("uz-3-2",)),
    ("bildung", "Bildungsnetzplan", "40", 2030, ("uz-4-1", "uz-4-2")),
    ("wirtschaft", "Gewerbeflächenkonzept", "80", 2035, ("uz-5-1", "uz-5-2")),
    ("soziales", "Sozialplanung", "50", 2030, ("uz-6-1", "uz-6-3")),
    ("gesundheit", "Gesundheitskonzept", "53", 2030, ("uz-6-2",)),
    ("kultur", "Kulturentwicklungsplan", "41", 2030, ("uz-7-1", "uz-7-3")),
    ("sport", "Sportentwicklungsplan", "52", 2030, ("uz-7-2", "uz-7-1")),
)

# Querschnittsthema: key, name, responsible unit ("" for nobody), Fachkonzepte that treat it.
QUERSCHNITT = (
    ("demografie", "Demografischer Wandel", "50", ("wohnen", "soziales", "bildung")),
    ("digitalisierung", "Digitalisierung", "17", ("bildung", "wirtschaft")),
    ("inklusion", "Inklusion und Chancengerechtigkeit", "50", ("bildung", "soziales", "sport")),
    ("klima", "Klimaschutz und Klimaanpassung", "SKS", ("klima", "energie", "freiraum")),
    ("baukultur", "Baukultur und öffentlicher Raum", "", ("freiraum", "kultur")),
)

_BAUSTEINE = (
    ("Wohnungsmarkt und Gebäudebestand", "mindeststandard"),
    ("Mobilität und Erreichbarkeit", "mindeststandard"),
    ("Naturräume und Klima", "mindeststandard"),
    ("Bildung und soziale Infrastruktur", "mindeststandard"),
    ("Wirtschaft und Handel", "mindeststandard"),
    ("Medizinische Versorgung", "mindeststandard"),
    ("Kultur, Sport und Freizeit", "lokalspezifisch"),
)


def concepts(city: City) -> Nodes:
    """Fachkonzepte and their own levels, themes, Baukasten, procedure."""
    g = ZIELE
    for key, name, unit, horizon, goals in FACHKONZEPTE:
        iri = city.iri("konzept", key)
        yield g, iri, [
            *city.head("Fachkonzept", name),
            ("dcterms:title", de(f"{name} Musterstadt (synthetisch)")),
            ("insek:teilVonKonzept", city.iri("konzept", "insek")),
            ("insek:horizont", year(horizon)),
            *(("insek:konkretisiert", city.iri("ziel", goal)) for goal in goals),
            *(("insek:behandelt", city.iri("thema", f"quer-{theme}"))
              for theme, _, _, treated in QUERSCHNITT if key in treated),
        ]  # fmt: skip
        yield from duty(city, f"fk-{key}", name, iri, unit)
    concrete = [goal for *_, made in FACHKONZEPTE for goal in made]
    for aim in city.goals:
        if aim.level == 2 and aim.new and aim.id not in concrete:
            city.fault("ziel-ohne-fachkonzept", city.iri("ziel", aim.id))
        elif concrete.count(aim.id) > 1:
            city.fault("ziel-in-zwei-fachkonzepten", city.iri("ziel", aim.id))
    yield (
        g,
        city.iri("konzept", "raum"),
        [
            *city.head("Raumkonzept", "Räumliches Leitbild"),
            ("insek:teilVonKonzept", city.iri("konzept", "insek")),
        ],
    )
    yield (
        g,
        city.iri("konzept", "waermeplan"),
        [
            *city.head("Fachplanung", "Kommunaler Wärmeplan"),
            ("insek:teilVonKonzept", city.iri("konzept", "energie")),
            ("insek:konkretisiert", city.iri("ziel", "uz-3-2")),
        ],
    )
    yield from _levels(city)
    yield from _themes(city)
    yield from _standard(city)
    yield from _procedure(city)


def _levels(city: City) -> Nodes:
    """The Mobilitätskonzept has its own levels with their own names; the Sportplan a Leitlinie."""
    g = ZIELE
    konzept = city.iri("konzept", "mobilitaet")
    rows = (
        ("mob-oz", "Oberziel", "leitziel", "Oberziel", "Stadtverträglich mobil sein", ""),
        ("mob-hs", "Handlungsschwerpunkt", "ziel", "Handlungsschwerpunkt",
         "Umstieg auf Bus und Bahn erleichtern", "mob-oz"),
        ("mob-st", "Strategischer Ansatz", "strategie", "Strategie",
         "Takt verdichten, bevor das Netz erweitert wird", "mob-hs"),
        ("mob-hf", "Handlungsfeld", "rahmen", "Handlungsfeld", "Logistik in der Innenstadt",
         "mob-oz"),
        ("mob-ll", "Leitlinie", "rahmen", "Leitlinie", "Sicherheit geht vor Geschwindigkeit", ""),
    )  # fmt: skip
    for rank, (key, local, core, cls, label, parent) in enumerate(rows, 1):
        yield (
            g,
            city.iri("ebene", key),
            [
                *city.head("Zielebene", local),
                ("insek:konzept", konzept),
                ("insek:rang", integer(rank)),
                ("insek:kernebene", code(f"kernebene/{core}")),
            ],
        )
        pairs = [
            *city.head(cls, label),
            ("skos:notation", text(f"M{rank}")),
            ("insek:zielebene", city.iri("ebene", key)),
            ("insek:verbindlichkeit", code("verbindlichkeit/anregung")),
            ("insek:gueltigAb", day("2019-05-16")),
        ]
        if parent:
            pairs.append(("insek:unterzielVon", city.iri("ziel", parent)))
        if key == "mob-oz":
            pairs.append(("insek:unterzielVon", city.iri("ziel", "lz-2")))
        yield g, city.iri("ziel", key), pairs
        yield from duty(city, key, label, city.iri("ziel", key), "62", since="2019-05-16")


def _themes(city: City) -> Nodes:
    g = ZIELE
    for n, name in enumerate(
        ("Wohnen", "Mobilität", "Klima, Energie und Umwelt", "Bildung", "Wirtschaft",
         "Soziales und Gesundheit", "Kultur und Sport", "Verwaltung und Finanzen"), 1
    ):  # fmt: skip
        yield g, city.iri("thema", f"fach-{n}"), city.head("Fachthema", name)
    for key, name, unit, _ in QUERSCHNITT:
        iri = city.iri("thema", f"quer-{key}")
        yield g, iri, city.head("Querschnittsthema", name)
        if unit:
            yield from duty(city, f"quer-{key}", name, iri, unit, since="2019-07-01")
        else:
            city.fault("querschnittsthema-ohne-zustaendigkeit", iri)
    for key, cls, name in (
        ("rahmen-energie", "Rahmenbedingung", "Steigende Energiepreise"),
        ("rahmen-alter", "Rahmenbedingung", "Alternde Bevölkerung"),
        ("instr-flaechen", "Umsetzungsinstrument", "Strategische Liegenschaftspolitik"),
        ("dim-oekologisch", "Dimension", "Ökologische Dimension"),
        ("bereich-ortschaft", "Themenbereich", "Leben in den Ortschaften"),
        ("auftrag-region", "Auftragsbereich", "Zusammenarbeit mit den Nachbargemeinden"),
        ("auftrag-gewerbe", "Auftragsbereich", "Gewerbeflächenentwicklung"),
    ):
        yield g, city.iri("thema", key), city.head(cls, name)


def _standard(city: City) -> Nodes:
    """A Baukasten of seven Bausteine; goals cover five, the sixth (a minimum) is left open."""
    g = ZIELE
    yield g, city.iri("baukasten", "muster"), city.head("Baukasten", "Muster-Baukasten")
    for n, (name, kind) in enumerate(_BAUSTEINE, 1):
        iri = city.iri("baustein", f"b-{n}")
        yield (
            g,
            iri,
            [
                *city.head("Baustein", name),
                ("insek:teilVonBaukasten", city.iri("baukasten", "muster")),
                ("insek:bausteinart", code(f"bausteinart/{kind}")),
            ],
        )
        if n > 5 and kind == "mindeststandard":
            city.fault("mindeststandard-nicht-gedeckt", iri)


def adopted(city: City) -> Nodes:
    """The resolutions that adopted the Fassungen; the first one ordered the update."""
    for key, date in (("2016", FASSUNG_ALT), ("2023", FASSUNG_NEU)):
        yield RAT, city.iri("beschluss", f"insek-{key}"), [
            *city.head("Beschluss", f"Beschluss des INSEK, Fassung {key}"),
            ("insek:kennung", text(f"SR/INSEK/{key}")),
            ("insek:datum", day(date)),
            ("insek:gremium", city.iri("gremium", "stadtrat")),
            ("insek:sitzung", text(f"SR/{int(date[5:7]):03d}/{date[:4]}")),
        ]  # fmt: skip
    yield RAT, city.iri("beschlusspunkt", "insek-2016-2"), [
        *city.head("Beschlusspunkt", "INSEK 2016, Beschlusspunkt 2"),
        ("insek:punktVon", city.iri("beschluss", "insek-2016")),
        ("insek:nummer", integer(2)),
        ("insek:istAuftrag", boolean(True)),
        ("insek:beauftragt", city.iri("amtstraeger", "ob")),
        ("insek:frist", day("2023-06-30")),
        ("insek:umgesetztDurch", city.iri("verfahren", "fortschreibung")),
        ("dcterms:description", de(
            "Die Oberbürgermeisterin wird beauftragt, das INSEK spätestens nach sieben Jahren "
            "fortzuschreiben und dazu Ämter und Öffentlichkeit zu beteiligen.")),
    ]  # fmt: skip


def _procedure(city: City) -> Nodes:
    g = ZIELE
    iri = city.iri("verfahren", "fortschreibung")
    yield (
        g,
        iri,
        [
            *city.head("Verfahren", "Fortschreibung des INSEK 2021 bis 2023"),
            ("insek:verfahrenZu", city.iri("fassung", "2023")),
        ],
    )
    for n, (name, first, last) in enumerate((
        ("Bilanz", "2021-03", "2021-11"),
        ("Zielwerkstätten", "2021-12", "2022-06"),
        ("Beteiligung und Abwägung", "2022-07", "2023-01"),
    ), 1):  # fmt: skip
        yield (
            g,
            city.iri("phase", f"p-{n}"),
            [
                *city.head("Verfahrensphase", name),
                ("insek:teilVonVerfahren", iri),
                ("insek:reihenfolge", integer(n)),
                ("insek:beginn", month(first)),
                ("insek:ende", month(last)),
            ],
        )
    yield g, city.iri("planinhalt", "optionsflaechen"), city.uncounted([
        *city.head("Planinhalt", "Optionsflächen für Gewerbe (Eintrag der Kartenlegende)"),
        ("insek:inFassung", city.iri("fassung", "2023")),
        ("insek:reihenfolge", integer(1)),
    ])  # fmt: skip
    befund = city.iri("befund", "bilanz-1")
    yield g, befund, [
        *city.head("Befund", "Bilanz: Ziele sind oft Handlungsfelder"),
        ("insek:ueber", city.iri("fassung", "2016")),
        ("insek:befundart", code("befundart/schwaeche")),
        ("dcterms:description", de(
            "Mehrere Ziele der Fassung 2016 nennen keinen Endzustand und keinen Zeitpunkt. "
            "Die Fortschreibung soll sie schärfen.")),
    ]  # fmt: skip
