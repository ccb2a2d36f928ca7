"""Where in a document a finding belongs: the place of the value, its entry or its list."""

from __future__ import annotations

from dataclasses import replace

from leitgraph.check.report import INPUT
from leitgraph.model import Finding, Report, Text
from leitgraph.vorlage.reading import DocumentDraft

_HINT = Text(
    "Bitte klären Sie diese Angabe im Formular oder im Dokument; geraten wird nicht.",
    "Please settle this entry in the form or in the document; nothing is guessed.",
)


def located(report: Report, document: DocumentDraft) -> Report:
    """The report with the place in the document of what each finding is about."""
    asked = {question.text: question for question in document.questions}

    def with_place(finding: Finding) -> Finding:
        question = asked.get(finding.message) if finding.rule == INPUT else None
        if question is not None:
            return replace(finding, place=question.place or None, hint=_HINT)
        return replace(finding, place=place_of(finding.field or finding.path or "", document))

    return replace(report, findings=tuple(map(with_place, report.findings)))


def place_of(field: str, document: DocumentDraft) -> str | None:
    """Where the document says what stands in a field: itself, its entry, else its list."""
    exact = [one.place for one in document.recognised if one.field == field]
    entry = field.rpartition(".")[0] if "]." in field else ""
    within = [
        one.place
        for one in document.recognised
        if (entry and one.field.startswith(entry + "."))
        or one.field.startswith((field + "[", field + "."))
        or one.field == field.split("[")[0]
    ]
    return next((place for place in exact or within if place), None)
