"""A report as JSON: the public answer in one language, and a full form that can be read back."""

from __future__ import annotations

from typing import Any

from leitgraph.model import Finding, Report, Severity, Text, Verdict


def answer(report: Report, language: str = "de") -> dict[str, Any]:
    """The answer of ``POST /api/v1/checks``, in German or English."""
    return {
        "verdict": report.verdict.value,
        "findings": [
            {
                "rule": f.rule,
                "severity": f.severity.value,
                "message": f.message.get(language),
                "hint": f.hint.get(language),
                "source": f.source,
                "focus": f.focus,
                "path": f.path,
                "value": f.value,
            }
            for f in report.findings
        ],
        "passed": list(report.passed),
        "fassung": report.fassung,
        "graph_version": report.graph_version,
    }


def dump(report: Report) -> dict[str, Any]:
    """Everything, both languages; ``load`` is the way back."""
    data = answer(report)
    for plain, finding in zip(data["findings"], report.findings, strict=True):
        plain["message"] = [finding.message.de, finding.message.en]
        plain["hint"] = [finding.hint.de, finding.hint.en]
    return data | {"focus": report.focus, "date": report.date, "facts": report.facts}


def load(data: dict[str, Any]) -> Report:
    """The report that ``dump`` wrote."""
    findings = tuple(
        Finding(
            rule=f["rule"],
            severity=Severity(f["severity"]),
            message=Text(*f["message"]),
            hint=Text(*f["hint"]),
            source=f["source"],
            focus=f["focus"],
            path=f["path"],
            value=f["value"],
        )
        for f in data["findings"]
    )
    return Report(
        verdict=Verdict(data["verdict"]),
        findings=findings,
        passed=tuple(data["passed"]),
        fassung=data["fassung"],
        graph_version=data["graph_version"],
        focus=data["focus"],
        date=data["date"],
        facts=data["facts"],
    )
