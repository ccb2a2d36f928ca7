"""A report as plain text for the terminal: the verdict, what to mend by weight, what is right."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from leitgraph.exporters.reports import words
from leitgraph.exporters.reports.base import Answer, ReportFormat
from leitgraph.model import Finding, Report, Rule

_WIDTH = 96


def render(report: Report, rules: Mapping[str, Rule], language: str = "de") -> str:
    """The report, lines of at most 96 characters, ending with a newline."""
    answer = Answer(report, rules, language)
    lines = textwrap.wrap(words.name_of(answer), _WIDTH)
    result, date, version, *more = words.head(answer)
    lines += _wrap(f"{result.label}: {result.text}", "", "  ")
    lines.append(f"{date.label}: {date.text}   {version.label}: {version.text}")
    for line in more:
        lines += _wrap(f"{line.label}: {line.text}", "", "  ")
    if words.faultless(answer):
        lines += _praise(answer)
    for heading, found in words.groups(answer):
        lines += ["", f"{heading}:"]
        for finding in found:
            lines += _finding(finding, answer)
    if not words.faultless(answer):
        lines += _praise(answer)
    lost = words.not_understood(answer)
    if lost:
        lines += ["", f"{words.NOT_UNDERSTOOD.get(language)}:"]
        for line in lost:
            lines += _wrap(f"{line.label}: {line.text}", "  ~ ", "    ")
    suggestions = words.suggestions(answer)
    if suggestions:
        lines += ["", f"{words.SUGGESTIONS.get(language)}:"]
        for line in suggestions:
            lines += _wrap(f"{line.label}: {line.text}", "  ? ", "    ")
    certificate = words.certificate(answer)
    if certificate:
        lines += ["", f"{words.CERTIFICATE.get(language)}:"]
        for line in certificate:
            lines += _wrap(f"{line.label}: {line.text}", "  ", "    ")
    lines += [
        "",
        f"(graph version {report.graph_version}; hints, not a decision)"
        if answer.english
        else f"(Graphstand {report.graph_version}; Hinweise, keine Entscheidung)",
    ]
    return "\n".join(lines) + "\n"


def _praise(answer: Answer) -> list[str]:
    if not answer.report.passed:
        return []
    lines = ["", f"{words.PRAISE.get(answer.language)}:"]
    for line in words.praise(answer):
        lines += _wrap(f"{line.text} [{line.label}]", "  + ", "    ")
    return lines


def _finding(finding: Finding, answer: Answer) -> list[str]:
    said = finding.message.get(answer.language)
    mark = "  ? " if finding.asks else "  - "
    lines = _wrap(f"{said} [{finding.rule}]", mark, "    ")
    hint, *more = words.particulars(finding, answer)
    for text in (f"→ {hint.text}", *(f"{line.label}: {line.text}" for line in more)):
        lines += _wrap(text, "    ", "      ")
    return lines


def _wrap(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False
    )


def write(answer: Answer) -> bytes:
    """The report as UTF-8."""
    return render(answer.report, answer.rules, answer.language).encode()


REPORT = ReportFormat("text", "text/plain; charset=utf-8", "txt", write, accepts=("text/*",))
