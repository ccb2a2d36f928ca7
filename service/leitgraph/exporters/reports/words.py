"""The words of a report that people read: on the page of a PDF, in a text block, in a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from leitgraph.exporters.reports.base import Answer
from leitgraph.exporters.reports.fields import field_of, field_words
from leitgraph.model import Finding, Severity, Text, Verdict

VERDICTS = {
    Verdict.KONFORM: Text(
        "konform – es ist nichts zu ergänzen", "conforming – nothing needs to be added"
    ),
    Verdict.HINWEISE: Text(
        "Hinweise – einige Angaben sollten ergänzt werden", "hints – some entries should be added"
    ),
    Verdict.KLAERUNGSBEDUERFTIG: Text(
        "klärungsbedürftig – vor der Beratung ist etwas zu klären",
        "needs clarification – something is to be clarified before deliberation",
    ),
    Verdict.NICHT_RELEVANT: Text(
        "nicht relevant – es ist begründet, warum die Vorlage kein Ziel berührt",
        "not relevant – it is said why the paper touches no goal",
    ),
    Verdict.NICHT_BEURTEILBAR: Text(
        "nicht beurteilbar – es hängt an Angaben, die sich nicht sicher lesen ließen",
        "cannot be judged – it hangs on entries that could not be read for certain",
    ),
}
HEADINGS = {
    Severity.VIOLATION: Text("Zu klären (muss)", "To be clarified (must)"),
    Severity.WARNING: Text("Zu ergänzen (sollte)", "To be added (should)"),
    Severity.INFO: Text("Zur Kenntnis (kann)", "For information (may)"),
}
QUESTIONS = Text("Offen: konnte nicht gelesen werden", "Open: could not be read")
"""What a muss or sollte hangs on; nothing is said to be missing here."""
MORE_QUESTIONS = Text(
    "Nicht sicher gelesen, ohne Folgen für das Ergebnis",
    "Not read for certain, without effect on the result",
)
UNCHECKED = Text("Konnte nicht geprüft werden", "Could not be checked")
_ORDER = (
    *(HEADINGS[Severity.VIOLATION], QUESTIONS, HEADINGS[Severity.WARNING], UNCHECKED),
    *(HEADINGS[Severity.INFO], MORE_QUESTIONS),
)
PRAISE = Text("Das ist in Ordnung", "What is right")
SUGGESTIONS = Text(
    "Ziele, die die Vorlage vermutlich auch berührt", "Goals that the paper probably touches too"
)
TITLE = Text("Prüfung der Vorlage", "Check of the council paper")
DISCLAIMER = Text(
    "Die Prüfung gibt Hinweise; sie entscheidet und sperrt nichts.",
    "The check gives hints; it decides and blocks nothing.",
)
NOT_UNDERSTOOD = Text("Nicht verstanden", "Not understood")
MOST_LOST = 10
"""Parts of a document that were not understood, as far as they are printed."""
MOST_OPTIONS = 6
"""Answers offered to a question, as far as they are shown."""
CERTIFICATE = Text("Nachweis", "Certificate")


@dataclass(frozen=True)
class Line:
    """One thing to say, with what it is called; ``iri`` where it can be looked up."""

    label: str
    text: str
    iri: str | None = None


def name_of(answer: Answer) -> str:
    """Kennung and title of the Vorlage, or its IRI."""
    facts = answer.report.facts
    return " ".join(filter(None, (facts.get("kennung"), facts.get("title")))) or answer.report.focus


def head(answer: Answer) -> list[Line]:
    """Result, date, version of the concept, maturity."""
    report, language = answer.report, answer.language
    lines = [
        Line(answer.say("Ergebnis", "Result"), VERDICTS[report.verdict].get(language)),
        Line(
            answer.say("Datum", "Date"),
            day(report.date, answer.english)
            or answer.say("nicht bekannt, bitte angeben", "not known, please state it"),
        ),
        Line(answer.say("Fassung", "Version"), report.facts.get("fassung") or "–", report.fassung),
    ]
    return [*lines, *_maturity(answer)]


def faultless(answer: Answer) -> bool:
    """True where nothing is to be done: then what is right stands before what is told beside."""
    return all(finding.severity is Severity.INFO for finding in answer.report.findings)


def not_understood(answer: Answer) -> list[Line]:
    """The parts of the document that were read into no entry, as far as a report on paper goes."""
    said = answer.report.facts.get("unread") or []
    lines = [Line(one["place"] or "–", one["text"]) for one in said[:MOST_LOST]]
    if len(said) > MOST_LOST:
        more = len(said) - MOST_LOST
        lines.append(Line("…", answer.say(f"{more} weitere Stellen", f"{more} more parts")))
    return lines


def groups(answer: Answer) -> Iterator[tuple[str, list[Finding]]]:
    """Findings under their headings, in order of weight; what is empty is left out.

    What could not be checked or read is neither a pass nor an accusation, so it stands by itself.
    """
    failed = set(answer.report.facts.get("unchecked", ()))
    parts = {heading: list[Finding]() for heading in _ORDER}
    for finding in answer.report.findings:
        parts[_heading(finding, failed)].append(finding)
    for heading, found in parts.items():
        if found:
            yield heading.get(answer.language), found


def _heading(finding: Finding, failed: Collection[str]) -> Text:
    if finding.asks:
        return MORE_QUESTIONS if finding.severity is Severity.INFO else QUESTIONS
    return UNCHECKED if finding.rule in failed else HEADINGS[finding.severity]


def particulars(finding: Finding, answer: Answer) -> list[Line]:
    """What is to be done about a finding (first), in which field, on what grounds."""
    language, field = answer.language, field_of(finding)
    lines = [Line(answer.say("Zu tun", "To do"), finding.hint.get(language))]
    if field:
        lines.append(Line(answer.say("Feld", "Field"), field_words(field, language)))
    if finding.options:
        shown = "; ".join(finding.options[:MOST_OPTIONS])
        lines.append(Line(answer.say("Möglich", "Possible"), shown))
    if finding.place:
        lines.append(Line(answer.say("Fundstelle", "Place"), finding.place))
    lines += [Line(answer.say("Beleg", "Evidence"), one.text, one.iri) for one in finding.evidence]
    if finding.source:
        lines.append(Line(answer.say("Quelle", "Source"), finding.source))
    return lines


def praise(answer: Answer) -> list[Line]:
    """What is fulfilled, by the id of its rule."""
    return [
        Line(id_, answer.rules[id_].praise.get(answer.language) if id_ in answer.rules else id_)
        for id_ in answer.report.passed
    ]


def suggestions(answer: Answer) -> list[Line]:
    """Goals that the paper probably touches, with their grounds; empty if none were asked for."""
    return [
        Line(
            " ".join(filter(None, (one["number"], one["label"]))),
            "; ".join(hint["text"][answer.language] for hint in one["evidence"]),
            one["iri"],
        )
        for one in answer.report.facts.get("suggestions") or ()
    ]


def certificate(answer: Answer) -> list[Line]:
    """What was checked with what and when; empty if the report bears no certificate."""
    said = answer.report.facts.get("certificate")
    if not said:
        return []
    engines = ", ".join(f"{name} {number}" for name, number in said["engines"].items())
    lines = [
        Line(answer.say("Geprüft am", "Checked at"), moment(said["time"])),
        Line(answer.say("Entwurf (SHA-256)", "Draft (SHA-256)"), said["draft"] or "–"),
        Line(answer.say("Regeln (SHA-256)", "Rules (SHA-256)"), said["rules"]),
        Line(
            answer.say("Graph", "Graph"),
            f"{answer.say('Stand', 'version')} {said['graph_version']}, {said['journal']}",
        ),
        Line(answer.say("Befunde (SHA-256)", "Findings (SHA-256)"), said["findings"]["de"]),
        Line(answer.say("Programme", "Programs"), engines),
    ]
    return [line for line in lines if line.text]


def moment(iso: str) -> str:
    """A time in UTC as people read it: 2025-06-16 09:30:00 UTC."""
    return iso[:19].replace("T", " ") + " UTC"


def day(iso: str, english: bool) -> str:
    """A date as people write it; English readers get the ISO form."""
    return iso if english else ".".join(reversed(iso.split("-")))


def _maturity(answer: Answer) -> list[Line]:
    said = answer.report.facts.get("maturity")
    if not said:
        return []
    which = 1 if answer.english else 0
    lines = [
        Line(
            answer.say("Reifegrad", "Maturity"),
            f"{said['level']} {answer.say('von', 'of')} 5 – {said['name'][which]}",
        )
    ]
    if said.get("next"):
        lines.append(Line(answer.say("Nächster Schritt", "Next step"), said["next"]["text"][which]))
    return lines
