"""Vorlagen in all states, with Zielbezüge, yearly slices and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from leitgraph.demo.city import City, Place
from leitgraph.demo.parts.council import council
from leitgraph.demo.parts.organisation import unit_id
from leitgraph.demo.parts.projects import NO_PLACE
from leitgraph.demo.terms import (
    FASSUNG_NEU,
    REORGANISATION,
    VORLAGEN,
    Node,
    Pair,
    boolean,
    code,
    day,
    de,
    decimal,
    text,
    year,
)
from leitgraph.demo.texts import papers as texts
from leitgraph.demo.texts.papers import Wording
from leitgraph.demo.texts.topics import BEFORE, TOPICS, Topic

# What is the matter with each Vorlage of a cycle; "" is a fit one.
CYCLE = (
    "", "", "vorlage-hemmt-mit-abwaegung", "", "vorlage-veraltetes-ziel", "",
    "vorlage-nicht-relevant", "vorlage-summe-falsch", "", "vorlage-hemmt-ohne-abwaegung",
    "vorlage-ohne-raum", "", "vorlage-ohne-ziel-und-grund", "vorlage-einheit-aufgeloest",
    "vorlage-ohne-folgekosten", "", "vorlage-ohne-produkt", "vorlage-ohne-begruendung", "",
    "", "", "", "vorlage-anteile-ueber-1", "",
)  # fmt: skip
_INVEST = tuple(topic for topic in TOPICS if topic.invest and topic.use)
_KINDS = {19: ("Informationsvorlage", "V"), 20: ("Antrag", "A"), 21: ("Anfrage", "AF")}
_OPEN = ("entwurf", "im-umlauf", "eingebracht")
_VERBS = {"foerdert": "fördert", "hemmt": "hemmt", "neutral": "berührt"}
_OUTDATED = ("uz-2-9", "uz-1-1", "uz-3-1", "uz-2-2")


@dataclass
class Paper:
    """A Vorlage while it is written."""

    number: int
    case: str
    cls: str
    name: str
    kennung: str
    iri: str
    date: str
    status: str
    topic: Topic
    place: Place
    words: Wording
    pairs: list[Pair]
    nodes: list[Node] = field(default_factory=list)


def vorlagen(city: City) -> Iterator[list[Node]]:
    """Vorlagen without end, one bundle each with everything that hangs on it."""
    counters: dict[str, int] = {}
    number = 0
    while True:
        yield _vorlage(city, number, counters)
        number += 1


def _vorlage(city: City, number: int, counters: dict[str, int]) -> list[Node]:
    case = CYCLE[number % len(CYCLE)]
    cls, letter = _KINDS.get(number % len(CYCLE), ("Beschlussvorlage", "V"))
    date, status = _when(city, number, case)
    key = f"{letter}{date[2:4]}"
    counters[key] = counters.get(key, 0) + 1
    kennung = f"{letter}{counters[key]:04d}/{date[2:4]}"
    name = kennung.lower().replace("/", "-")
    money_needed = case in {"vorlage-summe-falsch", "vorlage-ohne-folgekosten",
                            "vorlage-ohne-produkt", "vorlage-anteile-ueber-1"}  # fmt: skip
    hampers = case.startswith("vorlage-hemmt") or case == "vorlage-ohne-raum"
    choice = _INVEST if money_needed or hampers else TOPICS
    topic = choice[number * 5 % len(choice)]
    place = city.pick(city.places)
    words = texts.wording(city, topic, place)
    paper = Paper(number, case, cls, name, kennung, city.iri("vorlage", name), date, status,
                  topic, place, words, [])  # fmt: skip
    if case:
        city.fault(case, paper.iri)
    _fill(city, paper)
    council(city, paper.nodes, name, kennung, words, date, status, topic, place, number)
    return [(VORLAGEN, paper.iri, paper.pairs), *paper.nodes]


def _when(city: City, number: int, case: str) -> tuple[str, str]:
    if case == "vorlage-ohne-ziel-und-grund" or number % 8 == 3:
        return city.date_between("2025-04-20", "2025-06-27"), _OPEN[number // 8 % 3]
    first = "2017-01-09"
    if case == "vorlage-veraltetes-ziel":
        first = "2023-05-02"
    elif case == "vorlage-einheit-aufgeloest":
        first = REORGANISATION
    date = city.date_between(first, "2025-03-31")
    status = "beschlossen"
    if number % 17 == 5:
        status = "abgelehnt"
    elif number % 19 == 8:
        status = "zurueckgezogen"
    return date, status


def _fill(city: City, paper: Paper) -> None:
    topic, date, case, words = paper.topic, paper.date, paper.case, paper.words
    irrelevant = case == "vorlage-nicht-relevant"
    title, reason, body = words.title, "", ""
    if irrelevant:
        title, reason, body = texts.NOT_RELEVANT[paper.number // len(CYCLE) % 3]
        title, body = title.format_map(words.holes), body.format_map(words.holes)
    amount = 0
    if topic.cost[0] and not irrelevant:
        amount = city.between(*topic.cost) * 1000
    first_year = int(date[:4]) + (date[5:7] > "06")
    if not irrelevant:
        body = texts.subject(city, topic, words, amount, first_year)
    unit = unit_id(city.unit_on(topic.unit, date))
    if case == "vorlage-einheit-aufgeloest":
        unit = ("61", "68")[paper.number // len(CYCLE) % 2]
    pairs = paper.pairs
    pairs += [
        *city.head(paper.cls, f"{paper.kennung}: {title}"),
        ("insek:kennung", text(paper.kennung)),
        ("dcterms:title", de(title)),
        ("dcterms:description", de(body)),
        ("insek:datum", day(date)),
        ("insek:vorlagenstatus", code(f"vorlagenstatus/{paper.status}")),
        ("insek:federfuehrung", city.iri("einheit", unit)),
        ("insek:klimawirkung",
         code(f"klimawirkung/{'keine' if irrelevant else topic.climate}")),
        ("insek:klimabegruendung", de(
            "Die Vorlage hat keine erkennbare Wirkung auf das Klima." if irrelevant
            else texts.climate(topic))),
        ("insek:alternativen", de("Geprüft wurde, das Vorhaben zu verschieben oder zu verkleinern; "
                                  "beides löst den Bedarf nicht." if not irrelevant
                                  else "Keine.")),
        ("insek:nichtoeffentlich", boolean(paper.number % 29 == 15)),
    ]  # fmt: skip
    if paper.number % 29 == 15:
        pairs.append(("insek:nichtoeffentlichWeil", de(
            "Die Vorlage enthält Angaben zu Grundstücksgeschäften Dritter.")))  # fmt: skip
    if paper.number % 3 == 0 and unit != "20":
        pairs.append(("insek:mitwirkung", city.iri("einheit", "20")))
    if paper.number % 5 == 4:
        key = "2023" if date >= FASSUNG_NEU else "2016"
        pairs.append(("insek:zitiert", city.iri("beschluss", f"insek-{key}")))
    if paper.number % 12 == 3:
        _mandate(city, paper, unit, first_year)
    if irrelevant:
        pairs.append(("insek:nichtRelevantWeil", de(reason)))
    _where(city, paper, everywhere=irrelevant and paper.number // len(CYCLE) % 3 > 0)
    if amount:
        _money(city, paper, amount, first_year)
    if not irrelevant and case != "vorlage-ohne-ziel-und-grund":
        _relations(city, paper)


def _mandate(city: City, paper: Paper, unit: str, first_year: int) -> None:
    iri = city.iri("auftrag", f"{paper.name}-1")
    paper.pairs.append(("insek:hatAuftrag", iri))
    paper.nodes.append((VORLAGEN, iri, [
        *city.head("Auftrag", f"{paper.kennung}: Auftrag zum Bericht"),
        ("dcterms:description", de("Dem zuständigen Ausschuss ist über den Stand der Umsetzung zu "
                                   "berichten.")),
        ("insek:frist", day(f"{first_year + 1}-06-30")),
        ("insek:beauftragt", city.iri("einheit", unit)),
    ]))  # fmt: skip


def _where(city: City, paper: Paper, *, everywhere: bool) -> None:
    if paper.case == "vorlage-ohne-raum":
        return
    if everywhere or not paper.topic.use:
        paper.pairs.append(("insek:ohneRaumbezugWeil", de(NO_PLACE)))
    else:
        paper.pairs.append(("insek:liegtIn", city.iri("raum", paper.place.id)))


def _money(city: City, paper: Paper, amount: int, first_year: int) -> None:
    topic, pairs, case = paper.topic, paper.pairs, paper.case
    art = "finanzhaushalt" if topic.invest else "ergebnishaushalt"
    slices = _slices(city, amount)
    total = amount
    if case == "vorlage-summe-falsch":
        total += city.between(10, 90, 10) * 1000
    pairs.append(("insek:gesamtbetrag", decimal(total)))
    for n, part in enumerate(slices):
        y = first_year + n
        iri = city.iri("jahresscheibe", f"{paper.name}-{y}")
        pairs.append(("insek:hatJahresscheibe", iri))
        paper.nodes.append((VORLAGEN, iri, [
            *city.head("Jahresscheibe", f"{paper.kennung}: {y}"),
            ("insek:jahr", year(y)),
            ("insek:betrag", decimal(part)),
            ("insek:haushaltsart", code(f"haushaltsart/{art}")),
        ]))  # fmt: skip
    if topic.invest:
        pairs.append(("insek:investitionskosten", decimal(amount)))
        if len(slices) > 1:
            pairs.append(("insek:verpflichtungsermaechtigung", decimal(slices[1])))
        if case != "vorlage-ohne-folgekosten":
            if paper.number % 4 == 1:
                pairs.append(("insek:folgekostenBegruendung", de(
                    "Die Unterhaltung ist im bestehenden Budget enthalten; zusätzliche Kosten "
                    "entstehen nicht.")))  # fmt: skip
            else:
                pairs.append(("insek:folgekostenProJahr", decimal(amount // 50)))
    if case != "vorlage-ohne-produkt":
        pairs.append(("insek:produkt", city.iri("produkt", topic.product)))
        if topic.invest:
            psp = f"7.{city.between(1000, 9999999):07d}.700"
            pairs.append(("insek:pspElement", text(psp)))
    plan = f"Die Mittel sind im Haushaltsplan {first_year} und in der Finanzplanung veranschlagt."
    pairs.append(("insek:deckung", de(plan)))
    if case == "vorlage-anteile-ueber-1" or paper.number % 4 == 2:
        _allocate(city, paper, (0.7, 0.5) if case == "vorlage-anteile-ueber-1" else (0.6, 0.4))


def _slices(city: City, amount: int) -> list[int]:
    """One to three yearly slices that add up to the amount."""
    if amount < 300_000:
        return [amount]
    first = amount // 100 * city.between(10, 40) // 1000 * 1000
    if amount < 1_500_000:
        return [first, amount - first]
    second = amount // 100 * city.between(25, 50) // 1000 * 1000
    return [first, second, amount - first - second]


def _allocate(city: City, paper: Paper, shares: tuple[float, ...]) -> None:
    goals = [*_promoted(paper), "uz-8-2"]
    for n, share in enumerate(shares):
        paper.nodes.append((VORLAGEN, city.iri("allokation", f"{paper.name}-{n + 1}"), [
            *city.head("Zielallokation", f"{paper.kennung} für Ziel {city.numbers[goals[n]]}"),
            ("insek:allokationVon", paper.iri),
            ("insek:ziel", city.iri("ziel", goals[n])),
            ("insek:anteil", decimal(share)),
            ("insek:methode", text("Einschätzung des Fachamts")),
        ]))  # fmt: skip


def _promoted(paper: Paper) -> list[str]:
    goals = paper.topic.goals[: 1 + paper.number % 2]
    if paper.date >= FASSUNG_NEU:
        return list(goals)
    return list(dict.fromkeys(BEFORE.get(goal, goal) for goal in goals))


def _relations(city: City, paper: Paper) -> None:
    words, case = paper.words, paper.case
    goals = _promoted(paper)
    if case == "vorlage-veraltetes-ziel":
        goals[0] = _OUTDATED[paper.number // len(CYCLE) % len(_OUTDATED)]
    for n, goal in enumerate(goals, 1):
        because = "" if case == "vorlage-ohne-begruendung" else texts.because(city, words)
        _relation(city, paper, n, goal, "foerdert", because)
    if case.startswith("vorlage-hemmt"):
        goal = paper.topic.against
        if paper.date < FASSUNG_NEU:
            goal = BEFORE.get(goal, goal)
        pairs = _relation(city, paper, 9, goal, "hemmt", texts.against(city, words))
        if case == "vorlage-hemmt-mit-abwaegung":
            iri = city.iri("abwaegung", paper.name)
            pairs.append(("insek:abwaegung", iri))
            paper.nodes.append((VORLAGEN, iri, [
                *city.head("Abwaegung", f"Abwägung zu {paper.kennung}"),
                ("insek:datum", day(paper.date)),
                ("insek:begruendung", de(city.pick(texts.WEIGHED))),
                ("insek:ergebnis", de("Das Vorhaben wird trotz der Beeinträchtigung "
                                      "weiterverfolgt.")),
                ("insek:getroffenIn", paper.iri),
            ]))  # fmt: skip
    elif paper.number % 6 == 1:
        _relation(city, paper, 8, "uz-8-1", "neutral", "Der Haushaltsausgleich bleibt unberührt.")


def _relation(
    city: City, paper: Paper, n: int, goal: str, direction: str, because: str
) -> list[Pair]:
    pairs = [
        *city.head("Zielbezug", f"{paper.kennung} {_VERBS[direction]} Ziel {city.numbers[goal]}"),
        ("insek:bezugVon", paper.iri),
        ("insek:ziel", city.iri("ziel", goal)),
        ("insek:wirkungsrichtung", code(f"wirkungsrichtung/{direction}")),
    ]
    if because:
        pairs.append(("insek:begruendung", de(because)))
    paper.nodes.append((VORLAGEN, city.iri("zielbezug", f"{paper.name}-{n}"), pairs))
    return pairs
