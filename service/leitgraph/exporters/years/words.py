"""The words of the yearly report, the same on the page and in the PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leitgraph.model import Text

OUTCOMES = {
    "konform": Text("konform", "conforming"),
    "nicht-relevant": Text("nicht relevant", "not relevant"),
    "hinweise": Text("Hinweise", "hints"),
    "klaerungsbeduerftig": Text("klärungsbedürftig", "needs clarification"),
    "nicht-beurteilbar": Text("nicht beurteilbar", "cannot be judged"),
    "nicht-pruefbar": Text("nicht prüfbar", "could not be checked"),
}
"""In the order in which they are drawn."""
DIRECTIONS = {
    "foerdert": Text("fördert", "promotes"),
    "hemmt": Text("hemmt", "hampers"),
    "neutral": Text("neutral", "neutral"),
    "nicht-relevant": Text("nicht relevant", "not relevant"),
    "ohne-richtung": Text("ohne Richtung", "no direction"),
}
WEIGHTS = {
    "muss": Text("muss", "must"),
    "sollte": Text("sollte", "should"),
    "kann": Text("kann", "may"),
}
TITLE = Text("Vorlagen und Ziele {year}", "Council papers and goals {year}")
SYNTHETIC = Text(
    "Synthetisch: Nichts hier beschreibt eine wirkliche Stadt; alles ist erzeugt.",
    "Synthetic: nothing here describes a real city; all of it is generated.",
)
HEADINGS = {
    "outcomes": Text("Ergebnis der Prüfung", "Result of the check"),
    "quarters": Text("Verlauf nach Quartalen", "Trend by quarter"),
    "units": Text("Nach federführender Einheit", "By unit in charge"),
    "rules": Text("Häufigste Befunde", "Most frequent findings"),
    "concepts": Text("Fachkonzepte", "Sector concepts"),
    "goals": Text("Ziele", "Goals"),
    "papers": Text("Die Vorlagen", "The papers"),
    "basis": Text("Grundlage der Zahlen", "What the figures rest on"),
}
NOTES = {
    "rate": Text(
        "Quote: Anteil konformer und begründet nicht relevanter Vorlagen an denen, die geprüft "
        "werden konnten.",
        "Rate: share of papers that conform, or say with a reason that they are not relevant, "
        "among those that could be checked.",
    ),
    "rules": Text(
        "Gezählt sind Vorlagen, nicht einzelne Befunde.",
        "Papers are counted, not single findings.",
    ),
    "concepts": Text(
        "Gezählt sind die am Jahresende geltenden Ziele, die ein Fachkonzept konkret macht; wie "
        "viele davon eine Vorlage nennt; die Vorlagen dazu und wie viele ein Ziel des Konzepts "
        "fördern oder hemmen; und Vorlagen, die das Konzept selbst nennen.",
        "Counted are goals in force at the end of the year that a sector concept makes concrete; "
        "how many of them a paper names; the papers on them and how many promote or hamper a goal "
        "of the concept; and papers that name the concept itself.",
    ),
    "goals": Text(
        "Die am Jahresende geltenden Ziele des INSEK (ohne die Wirkungsziele darunter), danach was "
        "Vorlagen sonst nennen; * gilt am Jahresende nicht (mehr).",
        "The INSEK's goals in force at the end of the year (without effect goals below them), then "
        "what papers name beside; * not in force (any more) at the end of the year.",
    ),
    "none": Text(
        "In diesem Jahr trägt keine Vorlage des Graphen ein Datum. Ob es welche gab, sagt er nur, "
        "wo die Vorlagen vollständig erfasst sind.",
        "No paper of the graph bears a date of this year. Whether there were any, it says only "
        "where papers are completely recorded.",
    ),
    "disclaimer": Text(
        "Die Prüfung gibt Hinweise; sie entscheidet nichts. Eine Vorlage kann klärungsbedürftig "
        "sein, weil im Graphen etwas fehlt.",
        "The check gives hints and decides nothing. A paper may need clarification because the "
        "graph lacks something.",
    ),
}
COLUMNS = {
    "outcome": Text("Ergebnis", "Result"),
    "papers": Text("Vorlagen", "Papers"),
    "share": Text("Anteil", "Share"),
    "quarter": Text("Quartal", "Quarter"),
    "rate": Text("Quote", "Rate"),
    "unit": Text("Einheit", "Unit"),
    "rule": Text("Regel", "Rule"),
    "severity": Text("Gewicht", "Weight"),
    "concept": Text("Fachkonzept", "Sector concept"),
    "goals": Text("Ziele", "Goals"),
    "goals_named": Text("davon genannt", "named"),
    "papers_of_goals": Text("Vorlagen zu diesen Zielen", "Papers on these goals"),
    "papers_direct": Text("nennen das Konzept", "name the concept"),
    "goal": Text("Ziel", "Goal"),
    "concepts": Text("Fachkonzepte", "Sector concepts"),
}
DEGREES = {
    "vollstaendig": Text("vollständig", "completely"),
    "teilweise": Text("teilweise", "partly"),
    "nichts": Text("nicht erfasst", "not recorded"),
    "unbekannt": Text("nicht bekannt", "not known"),
}
NOBODY = Text("ohne federführende Einheit", "without a unit in charge")


def percent(rate: float | None, language: str) -> str:
    """A rate between 0 and 1 in per cent, or a dash."""
    if rate is None:
        return "–"
    return f"{rate:.0%}" if language == "en" else f"{rate * 100:.0f}\u00a0%"


def quarter(name: str, language: str) -> str:
    """2024-Q1 as people write it: 1. Quartal 2024."""
    year, number = name.split("-Q")
    return f"Q{number} {year}" if language == "en" else f"{number}. Quartal {year}"


def short(name: str) -> str:
    """2024-Q1 below a column: Q1/24."""
    return f"{name[5:]}/{name[2:4]}"


def summary(data: Mapping[str, Any], language: str) -> str:
    """The report in two sentences."""
    english, total = language == "en", data["total"]
    if not total:
        return NOTES["none"].get(language)
    covered = sum(1 for goal in data["goals"] if goal["core"] and goal["papers"])
    goals = sum(1 for goal in data["goals"] if goal["core"])
    if english:
        return (
            f"{total} papers; {percent(data['rate'], language)} of those checked conform or are "
            f"not relevant. They name {covered} of the {goals} goals of the INSEK in force."
        )
    return (
        f"{total} Vorlagen; {percent(data['rate'], language)} der geprüften sind konform oder "
        f"nicht relevant. Sie nennen {covered} der {goals} geltenden Ziele des INSEK."
    )


def _recorded(coverage: Mapping[str, Any], language: str) -> str:
    """How far papers, goals and concepts of the city are recorded, and until when."""
    parts = []
    for kind in coverage.get("en" if language == "en" else "de", ()):
        until = kind["as_of"] or ""
        if until and language != "en":
            until = ".".join(reversed(until.split("-")))
        as_of = ("as of " if language == "en" else "Stand ") + until if until else ""
        degree = DEGREES[kind["degree"]].get(language)
        parts.append(f"{kind['label']}: {degree}{', ' if as_of else ''}{as_of}")
    return "; ".join(parts) or ("not known" if language == "en" else "nicht bekannt")


def basis(data: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """What the figures rest on: pairs of label and text."""
    english, said = language == "en", data["basis"]

    def say(german: str, other: str) -> str:
        return other if english else german

    return [
        (
            say("Gezählt", "Counted"),
            say(
                f"Vorlagen des öffentlichen Graphen mit Datum im Jahr {data['year']}, geprüft auf "
                "ihr eigenes Datum",
                f"papers of the public graph dated {data['year']}, checked as of their own date",
            ),
        ),
        (say("Erstellt", "Made"), said["made"][:19].replace("T", " ") + " UTC"),
        (
            say("Graph", "Graph"),
            f"{say('Stand', 'version')} {said['graph_version']}, {said['journal']}",
        ),
        (
            say("Regelwerk", "Rules"),
            f"{said['rule_count']} {say('Regeln', 'rules')}, SHA-256 {said['rules']}",
        ),
        (say("Profil der Stadt", "City profile"), said["profile"] or say("keines", "none")),
        (say("Erfasst", "Recorded"), _recorded(said.get("coverage", {}), language)),
        (say("Quellen der Daten", "Sources of the data"), "; ".join(said["sources"])),
    ]
