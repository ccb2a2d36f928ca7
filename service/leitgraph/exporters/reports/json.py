"""A report as JSON: the public answer in one language, and a full form that can be read back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from leitgraph.exporters.reports.base import Answer, ReportFormat
from leitgraph.exporters.reports.fields import field_of
from leitgraph.model import Evidence, Finding, Report, Rule, Severity, Text, Verdict

_JUDGED = ("verdict", "passed", "unchecked", "fassung", "focus", "date")
_FOUND = (
    *("rule", "severity", "message", "hint", "source", "focus", "path", "value"),
    *("field", "place", "evidence"),
)


def answer(
    report: Report, language: str = "de", rules: Mapping[str, Rule] | None = None
) -> dict[str, Any]:
    """The answer of ``POST /api/v1/checks``, in German or English; ``docs/howto-check.md``.

    With ``rules`` each finding says title and reason of its rule, and ``praise`` what is right.
    A certificate is sealed: its ``sha256`` stands for all of the answer as it is here.
    """
    known = rules or {}
    facts = report.facts
    data: dict[str, Any] = {
        "verdict": report.verdict.value,
        "kennung": facts.get("kennung", ""),
        "title": facts.get("title", ""),
        "date": report.date,
        "focus": report.focus,
        "findings": [_finding(f, language, known.get(f.rule)) for f in report.findings],
        "passed": list(report.passed),
        "praise": [
            {"rule": id_, "text": known[id_].praise.get(language)}
            for id_ in report.passed
            if id_ in known
        ],
        "unchecked": list(facts.get("unchecked", ())),
        "open": list(facts.get("open", ())),
        "asides": [
            one | {"message": one["message"][1 if language == "en" else 0]}
            for one in facts.get("asides", ())
        ],
        "unread": list(facts.get("unread", ())),
        "maturity": _maturity(facts.get("maturity"), language),
        "fassung": report.fassung,
        "graph_version": report.graph_version,
        "language": language,
    }
    if "suggestions" in facts:
        data["suggestions"] = facts["suggestions"]
    if "certificate" in facts:
        data["certificate"] = dict(facts["certificate"])
        data["certificate"]["sha256"] = seal(data)
    return data


def dump(report: Report) -> dict[str, Any]:
    """Everything, both languages; ``load`` is the way back."""
    return {
        "verdict": report.verdict.value,
        "findings": [_both(finding) for finding in report.findings],
        "passed": list(report.passed),
        "fassung": report.fassung,
        "graph_version": report.graph_version,
        "focus": report.focus,
        "date": report.date,
        "facts": report.facts,
    }


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
            field=f.get("field"),
            place=f.get("place"),
            evidence=tuple(Evidence(**one) for one in f.get("evidence", ())),
            asks=f.get("asks", False),
            options=tuple(f.get("options", ())),
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


def judgement_hash(data: Mapping[str, Any]) -> str:
    """SHA-256 of what an answer judges: verdict, findings, what passed, as of when.

    Equal for equal judgements in the same language, whatever else the answer tells.
    """
    judged: dict[str, Any] = {name: data.get(name) for name in _JUDGED}
    judged["findings"] = [{name: f.get(name) for name in _FOUND} for f in data["findings"]]
    return _digest(judged)


def seal(data: Mapping[str, Any]) -> str:
    """SHA-256 of a whole answer with its certificate, but for the seal itself."""
    certificate = {k: v for k, v in data["certificate"].items() if k != "sha256"}
    return _digest({**data, "certificate": certificate})


def _digest(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _finding(finding: Finding, language: str, rule: Rule | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message.get(language),
        "hint": finding.hint.get(language),
        "source": finding.source,
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
    }
    if rule is not None:
        data |= {"title": rule.title.get(language), "why": rule.why.get(language)}
    return data | _optional(finding, field_of(finding))


def _both(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": [finding.message.de, finding.message.en],
        "hint": [finding.hint.de, finding.hint.en],
        "source": finding.source,
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
    } | _optional(finding, finding.field)


def _optional(finding: Finding, field: str | None) -> dict[str, Any]:
    """What a finding need not have, as far as it has it."""
    data: dict[str, Any] = {"field": field, "place": finding.place}
    data["evidence"] = [{"text": one.text, "iri": one.iri} for one in finding.evidence]
    data |= {"asks": finding.asks, "options": list(finding.options)}
    return {name: value for name, value in data.items() if value}


def _maturity(said: dict[str, Any] | None, language: str) -> dict[str, Any] | None:
    if not said:
        return None
    which = 1 if language == "en" else 0
    step = said["next"]
    return {
        "level": said["level"],
        "name": said["name"][which],
        "next": None if step is None else {**step, "text": step["text"][which]},
    }


def write(answered: Answer) -> bytes:
    """The answer as indented UTF-8."""
    data = answer(answered.report, answered.language, answered.rules)
    return json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"


REPORT = ReportFormat(
    "json", "application/json", "json", write, accepts=("application/*", "*/*", "text/html")
)
