"""Where in a document a finding belongs: the place of the value, its entry or its list."""

from __future__ import annotations

from dataclasses import replace

from leitgraph.model import Finding, Report
from leitgraph.vorlage.reading import DocumentDraft


def located(report: Report, document: DocumentDraft) -> Report:
    """The report with the place in the document of what each finding is about."""

    def with_place(finding: Finding) -> Finding:
        if finding.asks:  # it has its own
            return finding
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
