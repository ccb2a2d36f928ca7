"""A report as PDF, tagged so that a screen reader reads it in order."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from leitgraph.exporters.reports import words
from leitgraph.exporters.reports.base import NO_DAY, Answer, ReportFormat
from leitgraph.exporters.reports.words import Line
from leitgraph.exporters.typeset import pdf
from leitgraph.model import Finding


def write(answer: Answer) -> bytes:
    """The PDF."""
    certificate = answer.report.facts.get("certificate")
    moment = certificate["time"] if certificate else answer.report.date or NO_DAY
    name = words.name_of(answer)
    data: dict[str, Any] = {
        "name": name,
        "head": _lines(words.head(answer)),
        "groups": [
            {"heading": heading, "findings": [_finding(f, answer) for f in found]}
            for heading, found in words.groups(answer)
        ],
        "praise": [f"{line.text} [{line.label}]" for line in words.praise(answer)],
        "faultless": words.faultless(answer),
        "lost": _lines(words.not_understood(answer)),
        "lost-heading": words.NOT_UNDERSTOOD.get(answer.language),
        "praise-heading": words.PRAISE.get(answer.language),
        "suggestions": _lines(words.suggestions(answer)),
        "suggestions-heading": words.SUGGESTIONS.get(answer.language),
        "certificate": _lines(words.certificate(answer)),
        "certificate-heading": words.CERTIFICATE.get(answer.language),
        "disclaimer": words.DISCLAIMER.get(answer.language),
        "footer": f"Leitgraph · {words.day(answer.report.date, answer.english)}",
    }
    when = datetime.fromisoformat(moment)
    return pdf(
        "report",
        data,
        title=words.TITLE.get(answer.language),
        language="en" if answer.english else "de",
        when=when if when.tzinfo else when.replace(tzinfo=UTC),
    )


def _finding(finding: Finding, answer: Answer) -> dict[str, Any]:
    rule = answer.rules.get(finding.rule)
    title = f" {rule.title.get(answer.language)}" if rule else ""
    lines = words.particulars(finding, answer)
    if rule is not None:
        lines.insert(1, Line(answer.say("Warum", "Why"), rule.why.get(answer.language)))
    return {
        "title": f"[{finding.rule}, {finding.severity.value}]{title}",
        "message": finding.message.get(answer.language),
        "lines": _lines(lines),
    }


def _lines(lines: list[Line]) -> list[dict[str, str | None]]:
    return [{"label": line.label, "text": line.text, "iri": line.iri} for line in lines]


REPORT = ReportFormat("pdf", "application/pdf", "pdf", write, heavy=True)
