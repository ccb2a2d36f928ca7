"""Budget: products, accounts, positions of five years in four phases, shared out to goals."""

from __future__ import annotations

from collections.abc import Iterator

from leitgraph.demo.city import City
from leitgraph.demo.parts.organisation import unit_id
from leitgraph.demo.terms import HAUSHALT, Node, Nodes, code, de, decimal, expand, insek, text, year
from leitgraph.demo.texts.topics import BEFORE, TOPICS, Topic

YEARS = (2021, 2022, 2023, 2024, 2025)

BEREICHE = {
    "11": "Innere Verwaltung", "21": "Schulträgeraufgaben", "28": "Kultur- und Heimatpflege",
    "31": "Soziale Hilfen", "36": "Kinder- und Jugendhilfe", "41": "Gesundheitsdienste",
    "42": "Sportförderung", "51": "Räumliche Planung", "52": "Bauen und Wohnen",
    "54": "Verkehrsflächen und Verkehr", "55": "Natur und Landschaft",
    "57": "Wirtschaft und Tourismus",
}  # fmt: skip
PRODUKTE = {
    "11.1.2": "Informationstechnik", "11.1.3": "Gebäudebewirtschaftung", "21.1.0": "Schulen",
    "28.1.0": "Kulturförderung", "31.5.0": "Soziale Einrichtungen",
    "36.5.0": "Kindertageseinrichtungen", "41.4.0": "Gesundheitsförderung",
    "42.4.0": "Sportstätten", "51.1.0": "Stadtplanung", "52.2.0": "Wohnungsbauförderung",
    "54.1.0": "Gemeindestraßen", "54.7.0": "Öffentlicher Nahverkehr",
    "55.1.0": "Öffentliches Grün", "55.2.0": "Gewässer", "57.1.0": "Wirtschaftsförderung",
}  # fmt: skip
KONTEN = {
    "3141000": ("Zuweisungen für laufende Zwecke", "ertrag"),
    "4211000": ("Unterhaltung der Grundstücke und Bauten", "aufwand"),
    "4318000": ("Zuschüsse an übrige Bereiche", "aufwand"),
    "6811000": ("Investitionszuwendungen", "einzahlung"),
    "7851000": ("Auszahlungen für Hochbau", "auszahlung"),
    "7852000": ("Auszahlungen für Tiefbau", "auszahlung"),
}
# How a line is shared out: shares of its goals, and the kind of fault. The first ten lines have
# every case once; later the faults are rarer.
_CASES: tuple[tuple[tuple[float, ...], str], ...] = (
    ((1.0,), ""), ((0.6, 0.4), ""), ((), "position-ohne-ziel-gross"),
    ((0.7, 0.5), "position-anteile-ueber-1"), ((0.5, 0.3), "position-anteile-unter-1"),
    ((0.7, 0.3), ""), ((1.0,), ""), ((1.0,), ""), ((), ""), ((1.0,), ""),
)  # fmt: skip
LARGE = 2_000_000


def classification(city: City) -> Nodes:
    """Product areas, groups and products; accounts; the data set."""
    g = HAUSHALT
    for number, name in BEREICHE.items():
        yield g, city.iri("produkt", number), [
            *city.head("Produktbereich", name), ("skos:notation", text(number)),
        ]  # fmt: skip
    groups: dict[str, str] = {}
    for number, name in PRODUKTE.items():
        groups[number[:4]] = f"{groups[number[:4]]}, {name}" if number[:4] in groups else name
    for group, name in groups.items():
        yield g, city.iri("produkt", group), [
            *city.head("Produktgruppe", name), ("skos:notation", text(group)),
            ("skos:broader", city.iri("produkt", group[:2])),
        ]  # fmt: skip
    for number, name in PRODUKTE.items():
        group = number[:4]
        yield g, city.iri("produkt", number), [
            *city.head("Produkt", name), ("skos:notation", text(number)),
            ("skos:broader", city.iri("produkt", group)),
        ]  # fmt: skip
    for number, (name, _) in KONTEN.items():
        yield g, city.iri("sachkonto", number), [
            *city.head("Sachkonto", name), ("skos:notation", text(number)),
        ]  # fmt: skip
    yield (
        g,
        city.iri("datensatz", "haushalt"),
        [
            ("rdf:type", expand("qb:DataSet")),
            ("skos:prefLabel", '"Haushalt der Musterstadt 2021 bis 2025 (synthetisch)"@de'),
            ("insek:kommune", city.iri("kommune", "stadt")),
            ("insek:belegtDurch", city.iri("fundstelle", "generator")),
            ("qb:structure", insek("Haushaltsstruktur")),
        ],
    )


def lines(city: City) -> Iterator[list[Node]]:
    """Budget lines without end, one bundle each: all years and phases of one line."""
    number = 0
    themed = [topic for topic in TOPICS if topic.cost[0]]
    while True:
        topic = themed[number % len(themed)]
        if number < 10:
            case = number
        else:
            case = number % 50 if number % 50 < 10 else (0, 1, 5, 8)[number % 4]
        yield _line(city, number + 1, topic, *_CASES[case])
        number += 1


def _line(
    city: City, number: int, topic: Topic, shares: tuple[float, ...], fault: str
) -> list[Node]:
    finance = topic.invest and number % 2 == 0
    income = number % 11 == 6 or number % 13 == 7
    if finance:
        account = "6811000" if income else "7852000" if topic.use == "verkehr" else "7851000"
    else:
        account = "3141000" if income else "4318000" if not topic.invest else "4211000"
    art = "finanzhaushalt" if finance else "ergebnishaushalt"
    amount = city.between(40, 900, 5) * 1000
    if fault == "position-ohne-ziel-gross":
        amount += LARGE
    elif not shares:
        amount = amount // 20
    if income and not fault:
        shares, amount = (), amount // 3
    theme = city.projects[topic.theme]
    project = theme[number % len(theme)] if theme and number % 3 != 2 else ""
    goals = topic.goals
    if len(goals) < len(shares):
        goals = (*goals, "uz-8-2")
    nodes: list[Node] = []
    for y in YEARS:
        called = goals if y > 2022 else tuple(BEFORE.get(goal, goal) for goal in goals)
        amount = amount * city.between(96, 108) // 100
        unit = city.iri("einheit", unit_id(city.unit_on(topic.unit, f"{y}-07-01")))
        phases = [("beschluss", amount)]
        if number % 3 == 0:
            phases.insert(0, ("entwurf", amount * 103 // 100))
            if y in (2022, 2024):
                phases.append(("nachtrag", amount * 105 // 100))
        if y < 2025:
            phases.append(("ist", amount * city.between(82, 101) // 100))
        for phase, value in phases:
            name = f"h-{number:05d}-{y}-{phase}"
            iri = city.iri("position", name)
            when = f"{y} ({phase.capitalize()})"
            pairs = [
                ("rdf:type", insek("Haushaltsposition")),
                ("skos:prefLabel",
                 de(f"{PRODUKTE[topic.product]}, {KONTEN[account][0]}, {when}")),
                ("insek:kommune", city.iri("kommune", "stadt")),
                ("insek:belegtDurch", city.iri("fundstelle", "generator")),
                ("qb:dataSet", city.iri("datensatz", "haushalt")),
                ("insek:positionsnummer", text(f"{topic.product}/{account}/{number:05d}")),
                ("insek:haushaltsjahr", year(y)),
                ("insek:haushaltsart", code(f"haushaltsart/{art}")),
                ("insek:haushaltsphase", code(f"haushaltsphase/{phase}")),
                ("insek:betragsrichtung", code(f"betragsrichtung/{KONTEN[account][1]}")),
                ("insek:produkt", city.iri("produkt", topic.product)),
                ("insek:sachkonto", city.iri("sachkonto", account)),
                ("insek:einheit", unit),
                ("insek:betrag", decimal(value)),
            ]  # fmt: skip
            if project:
                pairs.append(("insek:fuerProjekt", project))
            nodes.append((HAUSHALT, iri, pairs))
            if fault:
                city.fault(fault, iri)
            nodes += _allocations(
                city, name, f"Position {number}, {when}", iri,
                list(zip(called, shares, strict=False)),
            )  # fmt: skip
    return nodes


def _allocations(
    city: City, name: str, label: str, position: str, shares: list[tuple[str, float]]
) -> list[Node]:
    return [
        (HAUSHALT, city.iri("allokation", f"{name}-{n}"), [
            ("rdf:type", insek("Zielallokation")),
            ("skos:prefLabel",
             de(f"{label}: {round(share * 100)} % für Ziel {city.numbers[goal]}")),
            ("insek:kommune", city.iri("kommune", "stadt")),
            ("insek:allokationVon", position),
            ("insek:ziel", city.iri("ziel", goal)),
            ("insek:anteil", decimal(share)),
            ("insek:methode", text("Einschätzung des Fachamts")),
        ])
        for n, (goal, share) in enumerate(shares, 1)
    ]  # fmt: skip
