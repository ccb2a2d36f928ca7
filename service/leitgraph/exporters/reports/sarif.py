"""A report as SARIF 2.1.0, for editors and build services that show findings beside a document.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0, sections 3.18 to 3.59. The place
of a finding is a logical location, the field of the form; where a document says it, a property.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from leitgraph import __version__
from leitgraph.exporters.reports.base import Answer, ReportFormat
from leitgraph.exporters.reports.fields import field_of, field_words
from leitgraph.model import Finding, Rule, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
REGEL = "https://w3id.org/insek/regel#"


def sarif(answer: Answer) -> dict[str, Any]:
    """The SARIF log with its one run."""
    report = answer.report
    ids = sorted({finding.rule for finding in report.findings} | set(report.passed))
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "Leitgraph",
                "version": __version__,
                "rules": [_descriptor(id_, answer) for id_ in ids],
            }
        },
        "language": "en" if answer.english else "de",
        "columnKind": "unicodeCodePoints",
        "results": [_result(f, ids.index(f.rule), answer) for f in report.findings],
        "properties": {
            "verdict": report.verdict.value,
            "passed": list(report.passed),
            "unchecked": list(report.facts.get("unchecked", ())),
            "open": list(report.facts.get("open", ())),
            "date": report.date,
            "graphVersion": report.graph_version,
        },
    }
    certificate = report.facts.get("certificate")
    if certificate:
        run["invocations"] = [{"executionSuccessful": True, "endTimeUtc": certificate["time"]}]
        run["properties"]["certificate"] = certificate
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _descriptor(id_: str, answer: Answer) -> dict[str, Any]:
    rule = answer.rules.get(id_)
    if rule is None:  # what is said about the input itself
        return {"id": id_}
    language = answer.language
    return {
        "id": id_,
        "shortDescription": {"text": rule.title.get(language)},
        "fullDescription": {"text": rule.why.get(language)},
        "help": {"text": rule.hint.get(language)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"iri": REGEL + id_, "area": rule.area, "source": rule.source},
    }


def _result(finding: Finding, index: int, answer: Answer) -> dict[str, Any]:
    field = field_of(finding)
    said: dict[str, Any] = {
        "severity": finding.severity.value,
        "hint": finding.hint.get(answer.language),
        "source": finding.source,
        "value": finding.value,
        "place": finding.place,
        "evidence": [{"text": one.text, "iri": one.iri} for one in finding.evidence],
    }
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        **_kind(finding, answer.report.facts, answer.rules),
        "message": {"text": finding.message.get(answer.language)},
        "locations": [{"logicalLocations": [_location(finding, field, answer.language)]}],
        "properties": {name: value for name, value in said.items() if value},
    }
    return result


def _kind(finding: Finding, facts: Mapping[str, Any], rules: Mapping[str, Rule]) -> dict[str, str]:
    """What could not be checked or read is open; SARIF gives only what failed a level (3.27.10)."""
    if finding.asks or (finding.rule in facts.get("unchecked", ()) and finding.rule in rules):
        return {"kind": "open", "level": "none"}
    return {"kind": "fail", "level": LEVELS[finding.severity]}


def _location(finding: Finding, field: str | None, language: str) -> dict[str, Any]:
    if field is None:
        return {"fullyQualifiedName": finding.focus, "kind": "resource"}
    name = field_words(field, language)
    return {"name": name, "fullyQualifiedName": field, "kind": "member"}


def write(answer: Answer) -> bytes:
    """The log as indented UTF-8."""
    return json.dumps(sarif(answer), ensure_ascii=False, indent=2).encode() + b"\n"


REPORT = ReportFormat("sarif", "application/sarif+json", "sarif", write)
