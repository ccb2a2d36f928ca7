"""A report as a SHACL validation report in Turtle, messages in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO

import pyoxigraph as ox

from leitgraph.exporters.reports.base import Answer, ReportFormat
from leitgraph.model import Finding, Report, Rule, Severity

SH = "http://www.w3.org/ns/shacl#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
REGEL = "https://w3id.org/insek/regel#"
XSD_BOOLEAN = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
_SEVERITIES = {Severity.VIOLATION: "Violation", Severity.WARNING: "Warning", Severity.INFO: "Info"}


def render(report: Report, rules: Mapping[str, Rule]) -> str:
    """The findings as ``sh:ValidationResult``; the verdict itself is in the text and JSON forms.

    As in SHACL, ``sh:conforms`` is true only if nothing at all was found (section 3.6.1.1).
    """
    node = ox.BlankNode("bericht")
    conforms = "false" if report.findings else "true"
    triples = [
        ox.Triple(node, RDF_TYPE, ox.NamedNode(SH + "ValidationReport")),
        ox.Triple(node, _sh("conforms"), ox.Literal(conforms, datatype=XSD_BOOLEAN)),
    ]
    for number, finding in enumerate(report.findings, start=1):
        result = ox.BlankNode(f"befund{number}")
        triples.append(ox.Triple(node, _sh("result"), result))
        triples += [ox.Triple(result, p, o) for p, o in _result(finding, rules)]
    out = BytesIO()
    ox.serialize(
        triples,
        out,
        format=ox.RdfFormat.TURTLE,
        prefixes={"sh": SH, "regel": REGEL, "insek": "https://w3id.org/insek/ns#"},
    )
    return out.getvalue().decode()


def _result(
    finding: Finding, rules: Mapping[str, Rule]
) -> list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    found: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (RDF_TYPE, ox.NamedNode(SH + "ValidationResult")),
        (_sh("resultSeverity"), ox.NamedNode(SH + _SEVERITIES[finding.severity])),
        (_sh("focusNode"), ox.NamedNode(finding.focus)),
        (_sh("sourceShape"), ox.NamedNode(REGEL + finding.rule)),
        (_sh("sourceConstraintComponent"), ox.NamedNode(SH + "SPARQLConstraintComponent")),
        (_sh("resultMessage"), ox.Literal(finding.message.de, language="de")),
        (_sh("resultMessage"), ox.Literal(finding.message.en, language="en")),
    ]
    if finding.path:
        path = finding.path if ":" in finding.path else REGEL + "feld"
        found.append((_sh("resultPath"), ox.NamedNode(path)))
    if finding.value:
        is_iri = re.fullmatch(r"(https?://|urn:)[^\s<>\"{}|\\^`]+", finding.value)
        value = ox.NamedNode(finding.value) if is_iri else ox.Literal(finding.value)
        found.append((_sh("value"), value))
    return found


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def write(answer: Answer) -> bytes:
    """The report as UTF-8."""
    return render(answer.report, answer.rules).encode()


REPORT = ReportFormat("ttl", "text/turtle; charset=utf-8", "ttl", write)
