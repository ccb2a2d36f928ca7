"""A report as JUnit XML, for build services: one test case for each finding and each rule passed.

Source: the form that Jenkins documents (junit-10.xsd). A muss or sollte that is broken is a
failure, a kann is skipped with its message, a rule that could not be checked is an error.
"""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

from leitgraph.exporters.reports import words
from leitgraph.exporters.reports.base import Answer, ReportFormat, printable
from leitgraph.model import Finding, Severity


def write(answer: Answer) -> bytes:
    """The test suites as UTF-8."""
    report = answer.report
    suite = ElementTree.Element("testsuite", name=printable(words.name_of(answer)))
    outcomes: Counter[str] = Counter()
    for finding in report.findings:
        outcomes[_finding(suite, finding, answer)] += 1
    for line in words.praise(answer):
        _case(suite, line.label, answer)
    counts = {"tests": len(suite), **{f"{name}s": outcomes[name] for name in ("failure", "error")}}
    counts["skipped"] = outcomes["skipped"]
    for name, count in counts.items():
        suite.set(name, str(count))
    time = report.facts.get("certificate", {}).get("time")
    if time:
        suite.set("timestamp", time[:19])
    properties = ElementTree.Element("properties")
    for name, value in {
        "verdict": report.verdict.value,
        "date": report.date,
        "focus": report.focus,
        "graph_version": str(report.graph_version),
    }.items():
        ElementTree.SubElement(properties, "property", name=name, value=printable(value))
    suite.insert(0, properties)
    suites = ElementTree.Element("testsuites", name="Leitgraph")
    suites.append(suite)
    ElementTree.indent(suites)
    return bytes(ElementTree.tostring(suites, "utf-8", xml_declaration=True)) + b"\n"


def _finding(suite: ElementTree.Element, finding: Finding, answer: Answer) -> str:
    """Add a case that tells of a finding; what came out of it."""
    if finding.rule in answer.report.facts.get("unchecked", ()):
        outcome = "error"
    elif finding.asks:
        outcome = "skipped"
    else:
        outcome = "skipped" if finding.severity is Severity.INFO else "failure"
    said = printable(finding.message.get(answer.language))
    case = _case(suite, finding.rule, answer)
    node = ElementTree.SubElement(case, outcome, type=finding.severity.value, message=said)
    if outcome != "skipped":
        lines = words.particulars(finding, answer)
        node.text = printable("\n".join(f"{line.label}: {line.text}" for line in lines))
    return outcome


def _case(suite: ElementTree.Element, rule: str, answer: Answer) -> ElementTree.Element:
    known = answer.rules.get(rule)
    title = f"{rule} {known.title.get(answer.language)}" if known else rule
    area = known.area if known else rule
    return ElementTree.SubElement(
        suite, "testcase", classname=printable(f"leitgraph.{area}"), name=printable(title)
    )


REPORT = ReportFormat(
    "junit", "application/xml; charset=utf-8", "xml", write, accepts=("text/xml",)
)
