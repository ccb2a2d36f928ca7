"""Projects with places, costs, goals and grants."""

from __future__ import annotations

from collections.abc import Iterator

from leitgraph.demo.city import City, Place, later
from leitgraph.demo.parts.organisation import unit_id
from leitgraph.demo.terms import PROJEKTE, STICHTAG, Node, Nodes, Pair, code, day, de, decimal
from leitgraph.demo.texts import papers as texts
from leitgraph.demo.texts.topics import TOPICS, Topic

PROGRAMMES = (
    ("staedtebau", "Städtebauförderung: Lebendige Zentren (synthetisch)"),
    ("klima", "Kommunaler Klimaschutz (synthetisch)"),
    ("verkehr", "Nachhaltige Mobilität (synthetisch)"),
    ("digital", "Digitale Verwaltung (synthetisch)"),
)
_PROGRAMME = {"strasse": 2, "radweg": 2, "bahn": 2, "digital": 3, "energie": 1, "gruen": 1,
              "wasser": 1}  # fmt: skip
NO_PLACE = "Die Maßnahme wirkt in der gesamten Verwaltung und hat keinen festen Ort."


def programmes(city: City) -> Nodes:
    """Funding programmes."""
    for key, name in PROGRAMMES:
        yield PROJEKTE, city.iri("foerderprogramm", key), city.head("Foerderprogramm", name)


def projects(city: City) -> Iterator[list[Node]]:
    """Projects without end, one bundle each; special cases come in a cycle of twelve."""
    number = 0
    while True:
        number += 1
        yield _project(city, number)


def _project(city: City, number: int) -> list[Node]:
    g = PROJEKTE
    case = (number - 1) % 12
    topic = TOPICS[(number * 7) % 15]
    place = city.pick(city.places)
    words = texts.wording(city, topic, place)
    name = f"p-{number:05d}"
    iri = city.iri("projekt", name)
    cls = ("Schluesselprojekt", "Projekt", "Schluesselprojekt", "Projekt", "Massnahme")[number % 5]
    start = city.date_between("2019-01-01", "2026-06-30")
    end = later(start, city.between(200, 1100))
    status = ("geplant" if start > STICHTAG else
              "in-umsetzung" if end > STICHTAG else "abgeschlossen")  # fmt: skip
    if case == 10:
        status = "idee" if status == "geplant" else "aufgegeben"
    pairs: list[Pair] = [
        *city.head(cls, words.title),
        ("insek:beginn", day(start)),
        ("insek:ende", day(end)),
        ("insek:projektstatus", code(f"projektstatus/{status}")),
        ("insek:federfuehrung", city.iri("einheit", unit_id(topic.unit))),
    ]
    if topic.use:
        pairs.append(("insek:nutzung", code(f"nutzung/{topic.use}")))
    if number % 3 == 0:
        pairs.append(("insek:mitwirkung", city.iri("einheit", "67")))
    _where(city, iri, pairs, case, topic, place)
    cost = _cost(city, iri, pairs, case, topic)
    concepts = [topic.concept] if topic.concept else []
    if case == 7:
        concepts = [topic.concept or "wirtschaft"]
        concepts.append("freiraum" if topic.concept != "freiraum" else "klima")
        city.fault("projekt-in-zwei-konzepten", iri)
    pairs.extend(("insek:inKonzept", city.iri("konzept", concept)) for concept in concepts)
    nodes: list[Node] = [(g, iri, pairs)]
    goal_ids = topic.goals[:1] if case % 2 else topic.goals[:2]
    for n, goal_id in enumerate(goal_ids, 1):
        nodes.append((g, city.iri("zielbezug", f"{name}-{n}"), [
            *city.head("Zielbezug", f"{words.title}: fördert Ziel {city.numbers[goal_id]}"),
            ("insek:bezugVon", iri),
            ("insek:ziel", city.iri("ziel", goal_id)),
            ("insek:wirkungsrichtung", code("wirkungsrichtung/foerdert")),
            ("insek:begruendung", de(texts.because(city, words))),
        ]))  # fmt: skip
    if cost and number % 3 == 1:
        programme = PROGRAMMES[_PROGRAMME.get(topic.key, 0)][0]
        nodes.append((g, city.iri("foerdermittel", name), [
            *city.head("Foerdermittel", f"Förderung: {words.title}"),
            ("insek:foerdert", iri),
            ("insek:ausProgramm", city.iri("foerderprogramm", programme)),
            ("insek:betrag", decimal(cost * 2 // 5000 * 1000)),
        ]))  # fmt: skip
    city.projects[topic.theme].append(iri)
    return nodes


def _where(city: City, iri: str, pairs: list[Pair], case: int, topic: Topic, place: Place) -> None:
    if case == 3:
        city.fault("projekt-ohne-raum", iri)
    elif not topic.use:
        pairs.append(("insek:ohneRaumbezugWeil", de(NO_PLACE)))
    else:
        pairs.append(("insek:liegtIn", city.iri("raum", place.id)))


def _cost(city: City, iri: str, pairs: list[Pair], case: int, topic: Topic) -> int:
    low, high, step = topic.cost
    cost = city.between(low, high, step) * 1000
    if not topic.invest:
        pairs.append(("insek:folgekostenProJahr", decimal(cost)))
        return cost
    pairs.append(("insek:investitionskosten", decimal(cost)))
    if case == 5:
        city.fault("projekt-ohne-folgekosten", iri)
    elif case == 8:
        pairs.append(("insek:folgekostenBegruendung", de(
            "Die Unterhaltung ist im bestehenden Budget enthalten; zusätzliche Kosten entstehen "
            "nicht.")))  # fmt: skip
    else:
        pairs.append(("insek:folgekostenProJahr", decimal(cost // 50)))
    if topic.key in {"energie", "digital"}:
        pairs.append(("insek:einsparungProJahr", decimal(cost // 25)))
    return cost
