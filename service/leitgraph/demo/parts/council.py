"""What the council did with a Vorlage: consultations, resolution, its points, follow-ups."""

from __future__ import annotations

from leitgraph.demo.city import City, Place, later
from leitgraph.demo.terms import (
    RAT,
    STICHTAG,
    Node,
    boolean,
    code,
    day,
    de,
    german,
    integer,
    text,
    year,
)
from leitgraph.demo.texts.papers import Wording
from leitgraph.demo.texts.topics import Topic

_STEPS = (
    "Die Planung wurde beauftragt und liegt im Vorentwurf vor.",
    "Die Ausschreibung ist veröffentlicht; Angebote werden bis Monatsende erwartet.",
    "Die Abstimmung mit den Versorgungsunternehmen ist abgeschlossen.",
    "Der Fördermittelantrag wurde gestellt, der Bescheid steht noch aus.",
)
_REPORTS = (
    "Die Umsetzung verläuft im Zeitplan. Wesentliche Abweichungen sind nicht eingetreten.",
    "Die Umsetzung verzögert sich, weil Angebote deutlich über der Kostenberechnung lagen.",
    "Die Verwaltung hat mit der Umsetzung begonnen. Ein Zwischenbericht liegt bei.",
)
_KINDS = {
    "vorberatung": "Vorberatung", "anhoerung": "Anhörung", "umlauf": "Umlauf",
    "beschlussfassung": "Beschlussfassung",
}  # fmt: skip
_DUE_END = "2025-09-28"


def council(
    city: City, nodes: list[Node], name: str, kennung: str, words: Wording, date: str,
    status: str, topic: Topic, place: Place, number: int,
) -> None:  # fmt: skip
    """Append consultations and, if it was adopted, the resolution with its points and follow-up."""
    if status in {"entwurf", "im-umlauf", "zurueckgezogen"}:
        if status == "im-umlauf":
            _step(city, nodes, name, kennung, 1, "db-ob", "umlauf", date)
        return
    paper = city.iri("vorlage", name)
    decided = later(date, 35 + number % 30)
    _step(city, nodes, name, kennung, 1, topic.committee, "vorberatung", later(date, 14))
    if topic.use:
        _step(city, nodes, name, kennung, 2, f"sbr-{place.district + 1}", "anhoerung",
              later(date, 21))  # fmt: skip
    _step(city, nodes, name, kennung, 3, "stadtrat", "beschlussfassung", decided)
    if status != "beschlossen":
        return
    iri = city.iri("beschluss", name)
    nodes.append((RAT, iri, [
        *city.head("Beschluss", f"Beschluss zu {kennung}"),
        ("insek:kennung", text(f"SR/{kennung}")),
        ("insek:datum", day(decided)),
        ("insek:gremium", city.iri("gremium", "stadtrat")),
        ("insek:beschliesst", paper),
        ("insek:sitzung", text(f"SR/{int(decided[5:7]):03d}/{decided[:4]}")),
    ]))  # fmt: skip
    _points(city, nodes, name, kennung, words, decided, topic, number, iri)


def _step(
    city: City, nodes: list[Node], name: str, kennung: str, n: int, body: str, kind: str, date: str
) -> None:
    nodes.append((RAT, city.iri("beratung", f"{name}-{n}"), [
        *city.head("Beratung", f"{kennung}: {_KINDS[kind]} am {german(date)}"),
        ("insek:beratungVon", city.iri("vorlage", name)),
        ("insek:gremium", city.iri("gremium", body)),
        ("insek:datum", day(date)),
        ("insek:beratungsart", code(f"beratungsart/{kind}")),
    ]))  # fmt: skip


def _points(
    city: City, nodes: list[Node], name: str, kennung: str, words: Wording, decided: str,
    topic: Topic, number: int, resolution: str,
) -> None:  # fmt: skip
    first = city.iri("beschlusspunkt", f"{name}-1")
    nodes.append((RAT, first, [
        *city.head("Beschlusspunkt", f"{kennung}, Beschlusspunkt 1"),
        ("insek:punktVon", resolution),
        ("insek:nummer", integer(1)),
        ("insek:istAuftrag", boolean(False)),
        ("dcterms:description", de(f"Der Stadtrat beschließt: {words.title}.")),
    ]))  # fmt: skip
    if number % 3 == 2:
        return
    limit = later(decided, 365)
    mandate = city.iri("beschlusspunkt", f"{name}-2")
    pairs = [
        *city.head("Beschlusspunkt", f"{kennung}, Beschlusspunkt 2"),
        ("insek:punktVon", resolution),
        ("insek:nummer", integer(2)),
        ("insek:istAuftrag", boolean(True)),
        ("insek:beauftragt", city.iri("amtstraeger", "ob")),
        ("insek:frist", day(limit)),
        ("dcterms:description", de(
            "Die Oberbürgermeisterin wird beauftragt, die Umsetzung zu veranlassen und dem "
            f"Stadtrat bis zum {german(limit)} zu berichten.")),
    ]  # fmt: skip
    if number % 6 == 0:
        pairs.append(("insek:umfasstBereich", city.iri("thema", "auftrag-gewerbe")))
    projects = city.projects[topic.theme]
    if number % 9 == 1 or not projects:
        city.fault("auftrag-ohne-projekt", mandate)
    else:
        pairs.append(("insek:umgesetztDurch", projects[number % len(projects)]))
    nodes.append((RAT, mandate, pairs))
    if decided < "2025-04-15":
        _control(city, nodes, name, kennung, decided, topic, number, mandate)


def _control(
    city: City, nodes: list[Node], name: str, kennung: str, decided: str, topic: Topic,
    number: int, mandate: str,
) -> None:  # fmt: skip
    """A follow-up; in a cycle of five overdue, done, due within 90 days, done, later."""
    case = city.controls % 5
    city.controls += 1
    done = case in (1, 3)
    checked = min(later(decided, 90 + number % 60), "2025-05-15")
    iri = city.iri("kontrolle", name)
    status = "erledigt" if done else ("zwischenstand", "offen")[city.controls // 5 % 2]
    pairs = [
        *city.head("Beschlusskontrolle", f"Beschlusskontrolle zu {kennung}"),
        ("insek:kontrolliert", mandate),
        ("insek:datum", day(checked)),
        ("insek:kontrollstatus", code(f"kontrollstatus/{status}")),
        ("insek:geschaeftszeichen", text(f"({topic.unit}) {number % 40 + 1}.1")),
        ("dcterms:description", de(city.pick(_REPORTS))),
    ]  # fmt: skip
    if not done:
        if case == 0:
            due = city.date_between(later(checked, 14), "2025-06-29")
            city.fault("kontrolle-ueberfaellig", iri)
        elif case == 2:
            due = city.date_between(STICHTAG, _DUE_END)
            city.fault("kontrolle-faellig", iri)
        else:
            due = city.date_between("2025-10-01", "2026-12-18")
        pairs.append(("insek:naechsteKontrolle", day(due)))
    step = city.iri("schritt", name)
    pairs.append(("insek:nachweis", step))
    nodes.append((RAT, iri, pairs))
    taken = [
        *city.head("Umsetzungsschritt", f"Umsetzungsschritt zu {kennung}"),
        ("insek:datum", day(checked)),
        *city.uncounted([
            ("insek:berichtetIn", iri),
            ("insek:projektstatus", code("projektstatus/abgeschlossen")),
        ]),
        ("dcterms:description", de(city.pick(_STEPS))),
    ]  # fmt: skip
    if number % 6 == 0:
        served = ("insek:dientBereich", city.iri("thema", "auftrag-gewerbe"))
        taken += city.uncounted([served])
    nodes.append((RAT, step, taken))
    if city.controls == 1:
        nodes += _surroundings(city, name, kennung, decided, iri)


def _surroundings(city: City, name: str, kennung: str, decided: str, control: str) -> list[Node]:
    """What a report tells beside the steps: what was before, and what stood in the way."""
    found: list[Node] = []
    for segment, cls, words in (
        ("ausgangslage", "Ausgangslage", "Schon vor dem Beschluss gab es Gespräche dazu."),
        ("hemmnis", "Hemmnis", "Die Stelle für die Umsetzung war lange nicht besetzt."),
    ):
        pairs = [
            *city.head(cls, f"{cls} zu {kennung}"),
            ("insek:berichtetIn", control),
            ("insek:datum", year(int(decided[:4]) - 1)),
            ("dcterms:description", de(words)),
        ]
        found.append((RAT, city.iri(segment, name), city.uncounted(pairs)))
    return found
