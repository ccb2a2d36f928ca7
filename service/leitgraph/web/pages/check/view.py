"""What the check page says of a report: findings with the field they are about, by weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leitgraph.check.history.progress import Progress
from leitgraph.check.report import INPUT, english_value, german_value
from leitgraph.exporters.registry import report_formats
from leitgraph.exporters.reports.fields import field_of
from leitgraph.exporters.reports.words import MORE_QUESTIONS, QUESTIONS
from leitgraph.model import Finding, Report, Severity, Text, Verdict
from leitgraph.web.pages.check.document import Document
from leitgraph.web.pages.check.fields import MONEY, label, target
from leitgraph.web.pages.check.form import Form
from leitgraph.web.pages.check.lists import Options

UNCHECKED = "nicht-geprueft"
VERDICTS = {
    Verdict.KONFORM: (
        "ok",
        Text("Konform", "Conforming"),
        Text(
            "Alle Regeln, die hier etwas zu beurteilen haben, sind erfüllt.",
            "All rules that have something to judge here are fulfilled.",
        ),
    ),
    Verdict.HINWEISE: (
        "warn",
        Text("Hinweise", "Hints"),
        Text(
            "Einige Angaben sollten vor der Beratung ergänzt werden.",
            "Some entries should be added before deliberation.",
        ),
    ),
    Verdict.KLAERUNGSBEDUERFTIG: (
        "bad",
        Text("Klärungsbedürftig", "Needs clarification"),
        Text(
            "Mindestens eine Angabe fehlt oder stimmt nicht; das ist vor der Beratung zu klären.",
            "At least one entry is missing or wrong; this is to be clarified before deliberation.",
        ),
    ),
    Verdict.NICHT_RELEVANT: (
        "ok",
        Text("Nicht relevant", "Not relevant"),
        Text(
            "Es ist begründet, warum die Vorlage kein Ziel berührt.",
            "It is said why the paper touches no goal.",
        ),
    ),
    Verdict.NICHT_BEURTEILBAR: (
        "ask",
        Text("Nicht beurteilbar", "Cannot be judged"),
        Text(
            "Das Ergebnis hängt an Angaben, die sich nicht sicher lesen ließen. Beantworten Sie "
            "die Fragen; dann steht es fest.",
            "The result hangs on entries that could not be read for certain. Answer the "
            "questions; then it is settled.",
        ),
    ),
}
MOST_FIRST = 3
"""So many things stand first, and so many questions are shown unfolded."""
QUESTION, ASIDE = "frage", "frage-am-rande"
GROUPS = (
    (Severity.VIOLATION, "bad", Text("Zu klären (muss)", "To be clarified (must)")),
    (QUESTION, "ask", QUESTIONS),
    (Severity.WARNING, "warn", Text("Zu ergänzen (sollte)", "To be added (should)")),
    (Severity.INFO, "info", Text("Zur Kenntnis (kann)", "For information (may)")),
    (UNCHECKED, "warn", Text("Konnte nicht geprüft werden", "Could not be checked")),
    (INPUT, "info", Text("Zur Eingabe selbst", "On the input itself")),
    (ASIDE, "ask", MORE_QUESTIONS),
)
"""By weight; what could not be checked is no accusation and no pass, what was typed no rule."""


FOLDED = (Severity.INFO, INPUT, ASIDE)
"""Groups of which nothing has to be done; they are folded where anything has."""
FORMATS = {
    "pdf": Text("PDF", "PDF"),
    "docx": Text("Textbaustein (DOCX)", "text block (DOCX)"),
    "text": Text("Text", "text"),
    "json": Text("JSON", "JSON"),
    "ttl": Text("SHACL-Bericht (Turtle)", "SHACL report (Turtle)"),
    "csv": Text("CSV", "CSV"),
    "sarif": Text("SARIF", "SARIF"),
    "junit": Text("JUnit", "JUnit"),
    "oparl": Text("OParl", "OParl"),
}
"""What the formats of a report are called; one that is not here goes by its short name."""


@dataclass(frozen=True)
class Answer:
    """The report, what changed since the last one, and goals that the paper may touch too."""

    report: Report
    progress: Progress
    suggestions: list[dict[str, Any]]


@dataclass(frozen=True)
class Shown:
    """What is on the page beside the report. ``counts``: how many rows each list shows."""

    form: Form
    lists: Options
    counts: dict[str, int]
    document: Document


def groups(answer: Answer, shown: Shown) -> list[dict[str, Any]]:
    """Findings by weight, those on the input itself apart."""
    unchecked = set(answer.report.facts.get("unchecked", ()))
    found = []
    for group, css, heading in GROUPS:
        items = [
            _item(f, shown) | {"state": answer.progress.state(f)}
            for f in answer.report.findings
            if group == _group(f, unchecked)
        ]
        if items:
            found.append({"group": group, "css": css, "heading": heading, "items": items})
    return found


def first(groups_: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The one to three things that matter most; nothing where nothing is to be done."""
    heavy = [item for group in groups_ for item in group["items"]]
    return [one for one in heavy if one["finding"].severity is not Severity.INFO][:MOST_FIRST]


def _group(finding: Finding, unchecked: set[str]) -> str:
    if finding.asks:
        return ASIDE if finding.severity is Severity.INFO else QUESTION
    if finding.rule in unchecked:
        return UNCHECKED
    return INPUT if finding.rule == INPUT else finding.severity


def _item(finding: Finding, shown: Shown) -> dict[str, Any]:
    name = _field(finding, shown)
    asks = finding.asks and (finding.field or finding.path)
    question = shown.document.question_on(asks, shown.form) if asks else None
    field_name = target(name, shown.counts)
    return {
        "finding": finding,
        "message": question[1].text if question else finding.message,
        "question": question,
        "label": label(name) if name else None,
        "target": field_name,
        "value": finding.value or "",
        "words": _words(finding.value or "", field_name, shown.lists),
        "place": (question[1].place if question else finding.place)
        or shown.document.place(field_name),
    }


def _field(finding: Finding, shown: Shown) -> str:
    """The field that a finding is about; of a goal that it names, the row with that goal."""
    name = field_of(finding) or ""
    if name == "zielbezuege" and finding.value:
        for number, row in enumerate(shown.form.rows.get(name, [])):
            meant = shown.lists.meaning("ziel", row.get("ziel", ""))
            if finding.value in {row.get("ziel"), meant.iri if meant else None}:
                return f"{name}[{number}].ziel"
    return name if label(name) is not None else ""


def _words(value: str, name: str, lists: Options) -> Text | None:
    """A value as people read it: the name of a resource, an amount with its unit."""
    for entries in lists.lists.values():
        for entry in entries:
            if entry.iri == value:
                shown = entry.text or entry.value
                return Text(shown, shown)
    if name in MONEY or name.endswith(".jahr"):
        return Text(german_value("Euro", value), english_value("Euro", value))
    return Text(german_value("", value), english_value("", value)) if value else None


def formats() -> list[tuple[str, Text]]:
    """The formats a report can be downloaded in, those for clerks first."""
    known = report_formats()
    ordered = [name for name in FORMATS if name in known]
    others = [name for name in known if name not in FORMATS]
    return [(name, FORMATS.get(name, Text(name, name))) for name in [*ordered, *others]]


def suggestions(answer: Answer, shown: Shown) -> list[dict[str, Any]]:
    """Goals that the paper may touch too, with the evidence; not those that the form names."""
    named = {row.get("ziel", "") for row in shown.form.rows.get("zielbezuege", [])}
    meant = (shown.lists.meaning("ziel", value) for value in named)
    known = named | {option.iri for option in meant if option is not None}
    blank = {"iri": "", "label": ""}
    return [
        one | {"evidence": [blank | hint for hint in one["evidence"]]}
        for one in answer.suggestions
        if not known & {one["iri"], one["id"]}
    ]


def maturity(report: Report, language: str) -> dict[str, Any] | None:
    """Level, its name and the next step, in one language; None where none is given."""
    said = report.facts.get("maturity")
    if not said:
        return None
    which = 1 if language == "en" else 0
    step = said["next"]["text"][which] if said["next"] else ""
    return {"level": said["level"], "name": said["name"][which], "next": step}
