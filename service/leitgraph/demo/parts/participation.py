"""Goal conflicts, consultation with units, suggestions and how they were handled."""

from __future__ import annotations

from leitgraph.demo.city import City
from leitgraph.demo.terms import BETEILIGUNG, Nodes, boolean, code, day, de, insek, integer, text

_SUGGESTIONS = (
    ("Ziele mit messbaren Endzuständen versehen", "methodisch", ("aufgegriffen",)),
    ("Vorlagen auf ihre Übereinstimmung mit dem INSEK prüfen", "inhaltlich", ("aufgegriffen",)),
    ("Klimaanpassung räumlich genauer fassen", "inhaltlich", ("aufgegriffen",)),
    ("Nur noch Vorhaben des INSEK weiterverfolgen", "methodisch", ("kritisch-gesehen",)),
    ("Das Konzept auf fünfzig Seiten kürzen", "formal", ("aufgegriffen",)),
    ("Fachkonzepte enger mit dem INSEK verknüpfen", "inhaltlich",
     ("aufgegriffen", "kritisch-gesehen")),
    ("Klären, wer die Umsetzung steuert", "rollenklaerung", ("klargestellt",)),
    ("Jugendliche in Schulen befragen", "beteiligung", ("offen",)),
    ("Leitbild der gesunden Stadt", "leitbildidee", ("abgelehnt",)),
    ("Schnittstellen der Fachkonzepte darstellen", "inhaltlich", ()),
)  # fmt: skip
_HANDLED = {
    "aufgegriffen": "Die Anregung fließt in die Fortschreibung ein.",
    "kritisch-gesehen": "Die Verwaltung befürchtet, dass die Umsetzung an Beweglichkeit verliert.",
    "klargestellt": "Die Steuerung liegt beim Referat Strategische Steuerung.",
    "offen": "Über Form und Umfang wird mit dem Beteiligungskonzept entschieden.",
    "abgelehnt": "Das bestehende Leitbild deckt die Anregung ab.",
}

# Conflict: goals, place, degree, description, weighed on (or never).
_CONFLICTS = (
    (("uz-1-2", "uz-3-9"), "sr-1", "hoch",
     "Innenentwicklung verdichtet Quartiere, die sich im Sommer bereits stark aufheizen.",
     "2023-03-16"),
    (("uz-5-1", "uz-3-3"), "tr-1", "hoch",
     "Neue Gewerbeflächen beanspruchen Grünflächen am Rand des Gewerbebands.", ""),
    (("uz-2-8", "uz-3-3"), "sr-3", "gering",
     "Breitere Radwege lassen sich teils nur durch Baumfällungen schaffen.", "2024-05-23"),
    (("uz-3-2", "uz-7-3"), "ir-1", "mittel",
     "Dämmung und Photovoltaik verändern das Bild denkmalgeschützter Gebäude.", ""),
)  # fmt: skip


def participation(city: City) -> Nodes:
    """Consultation on the update 2021 to 2023, suggestions, conflicts, one disputed statement."""
    yield from _consultation(city)
    yield from _suggestions(city)
    yield from _conflicts(city)
    yield from _method(city)
    yield from _statements(city)


def _meetings(city: City, event: str, area: str, dates: tuple[str, ...]) -> Nodes:
    """One meeting; several are a series, of which it is said together who attended."""
    name, common = area.upper().replace("-", " "), [
        ("insek:terminVon", event),
        ("insek:bereich", city.iri("einheit", area)),
    ]  # fmt: skip
    meeting = city.iri("termin", area)
    if len(dates) == 1:
        head = city.head("Konsultationstermin", f"Termin mit {name}")
        yield BETEILIGUNG, meeting, [*head, *common, ("insek:datum", day(dates[0]))]
        return
    series = [*city.head("Terminreihe", f"Termine mit {name}"), *common]
    yield BETEILIGUNG, meeting, city.uncounted(series)
    for date in dates:
        link = ("insek:inTerminreihe", meeting)
        pairs = [
            *city.head("Konsultationstermin", f"Termin mit {name} am {date}"),
            *common,
            link,
            ("insek:datum", day(date)),
        ]
        city.uncounted([link] if date == dates[0] else pairs)
        yield BETEILIGUNG, city.iri("termin", f"{area}-{date}"), pairs


def _consultation(city: City) -> Nodes:
    g = BETEILIGUNG
    event = city.iri("konsultation", "fortschreibung")
    yield g, event, [
        *city.head("Konsultation", "Konsultation der Ämter zur Fortschreibung"),
        ("insek:beginn", day("2022-01-10")),
        ("insek:ende", day("2022-06-30")),
        ("insek:zuBeschlusspunkt", city.iri("beschlusspunkt", "insek-2016-2")),
        ("dcterms:description", de("Die Geschäftsbereiche wurden zu Zielen und Methodik befragt.")),
    ]  # fmt: skip
    yield (
        g,
        city.iri("konsultation", "auftakt"),
        [
            *city.head("Beteiligungsveranstaltung", "Auftaktveranstaltung im Kulturhaus"),
            ("insek:beginn", day("2022-07-05")),
            ("insek:ende", day("2022-07-05")),
            ("insek:teilnehmerzahl", integer(214)),
            ("insek:ort", text("Kulturhaus Alte Gießerei")),
        ],
    )
    present, absent = "teilgenommen", "keine-teilnahme"
    for area, dates, rows in (
        ("gb-6", ("2022-02-08",), (("62", present), ("65", present), ("66", absent))),
        ("gb-5", ("2022-03-15", "2022-03-29"), (("50", present), ("53", absent), ("64", present))),
        ("gb-7", ("2022-04-26",), (("67", present), ("86", present), ("86", absent))),
    ):
        meeting = city.iri("termin", area)
        yield from _meetings(city, event, area, dates)
        for unit, status in rows:
            doubtful = area == "gb-7" and unit == "86"
            name = f"{area}-{unit}" + ("-nein" if doubtful and status == absent else "")
            pairs = [
                *city.head("Konsultationsteilnahme", f"{unit}: {status.replace('-', ' ')}"),
                ("insek:termin", meeting),
                ("insek:einheit", city.iri("einheit", unit)),
                ("insek:teilnahmestatus", code(f"teilnahmestatus/{status}")),
                ("insek:konfidenz", code(f"konfidenz/{'niedrig' if doubtful else 'hoch'}")),
                ("insek:bestaetigung",
                 code(f"bestaetigung/{'widerspruechlich' if doubtful else 'bestaetigt'}")),
            ]  # fmt: skip
            if doubtful:
                other = "gb-7-86" if name.endswith("-nein") else "gb-7-86-nein"
                pairs.append(("insek:widerspricht", city.iri("teilnahme", other)))
                city.fault("teilnahme-widersprochen", city.iri("teilnahme", name))
            yield g, city.iri("teilnahme", name), pairs


def _suggestions(city: City) -> Nodes:
    g = BETEILIGUNG
    for n, (label, kind, handled) in enumerate(_SUGGESTIONS, 1):
        iri = city.iri("anregung", f"a-{n:02d}")
        pairs = [
            *city.head("Anregung", label),
            ("dcterms:description", de(f"{label}, damit das Konzept im Alltag wirkt.")),
            ("insek:anregungsart", code(f"anregungsart/{kind}")),
            ("insek:ausKonsultation", city.iri("konsultation", "fortschreibung")),
            ("insek:reihenfolge", integer(n)),
        ]
        if n == 10:
            pairs.append(("insek:gleicherWunschWie", city.iri("anregung", "a-06")))
            city.fault("anregung-ohne-umgang", iri)
        if len(handled) > 1:
            city.fault("anregung-doppelt-behandelt", iri)
        yield g, iri, pairs
        for how in handled:
            yield (
                g,
                city.iri("umgang", f"a-{n:02d}-{how}"),
                [
                    *city.head("Umgang", f"{label}: {how.replace('-', ' ')}"),
                    ("insek:umgangMit", iri),
                    ("insek:umgangsart", code(f"umgangsart/{how}")),
                    ("insek:begruendung", de(_HANDLED[how])),
                ],
            )


def _conflicts(city: City) -> Nodes:
    g = BETEILIGUNG
    for n, (goals, place, degree, description, weighed) in enumerate(_CONFLICTS, 1):
        iri = city.iri("konflikt", f"k-{n}")
        pairs = [
            *city.head(
                "Zielkonflikt", "Zielkonflikt " + " und ".join(city.numbers[goal] for goal in goals)
            ),
            *(("insek:zwischen", city.iri("ziel", goal)) for goal in goals),
            ("insek:raum", city.iri("raum", place)),
            ("insek:grad", code(f"grad/{degree}")),
            ("dcterms:description", de(description)),
        ]
        if not weighed:
            city.fault("konflikt-ohne-abwaegung", iri)
            yield g, iri, pairs
            continue
        decision = city.iri("abwaegung", f"k-{n}")
        yield g, iri, [*pairs, ("insek:abwaegung", decision)]
        yield g, decision, [
            *city.head("Abwaegung", f"Abwägung zum Zielkonflikt {n}"),
            ("insek:datum", day(weighed)),
            ("insek:begruendung", de("Beide Ziele gelten; im Einzelfall wird ausgeglichen.")),
            ("insek:ergebnis", de("Vorrang hat das Ziel, das sich an anderer Stelle nicht "
                                  "ersetzen lässt.")),
            ("insek:getroffenIn", city.iri("beschluss", "insek-2023")),
        ]  # fmt: skip


def _method(city: City) -> Nodes:
    """Two views of how to work: no conflict of goals."""
    sides = []
    for key, name in (("vergleichbar", "Vergleichbar"), ("passgenau", "Passgenau")):
        sides.append(city.iri("thema", f"anforderung-{key}"))
        head = city.head("Thema", f"Anforderung an das Konzept: {name}")
        yield BETEILIGUNG, sides[-1], city.uncounted(head)
    yield BETEILIGUNG, city.iri("methodengegensatz", "m-1"), city.uncounted([
        *city.head("Methodengegensatz", "Vergleichbares gegen passgenaues Konzept"),
        *(("insek:zwischen", side) for side in sides),
    ])  # fmt: skip


def _statements(city: City) -> Nodes:
    """Two sources count the places of participation differently; both stand."""
    g = BETEILIGUNG
    for n, value in ((1, 214), (2, 231)):
        yield (
            g,
            city.iri("aussage", f"teilnehmer-{n}"),
            [
                ("rdf:type", insek("Aussage")),
                ("skos:prefLabel", de(f"Teilnehmerzahl der Auftaktveranstaltung: {value}")),
                ("insek:kommune", city.iri("kommune", "stadt")),
                ("insek:ueber", city.iri("konsultation", "auftakt")),
                ("insek:praedikat", insek("teilnehmerzahl")),
                ("insek:wert", integer(value)),
                ("insek:belegtDurch", city.iri("fundstelle", "generator")),
                ("insek:konfidenz", code("konfidenz/mittel")),
                ("insek:bestaetigung", code("bestaetigung/widerspruechlich")),
                ("insek:widerspricht", city.iri("aussage", f"teilnehmer-{3 - n}")),
                ("insek:synthetisch", boolean(True)),
            ],
        )
    yield (
        g,
        city.iri("aussage", "einwohner"),
        [
            *city.head("Aussage", "Einwohnerzahl des Hafenquartiers, geschätzt"),
            ("insek:ueber", city.iri("raum", "sr-1")),
            ("insek:merkmal", code("merkmal/einwohnerzahl")),
            ("insek:wert", integer(4200)),
            ("insek:konfidenz", code("konfidenz/niedrig")),
            ("insek:bestaetigung", code("bestaetigung/erschlossen")),
            ("insek:synthetisch", boolean(True)),
        ],
    )
