"""Whatever the format: the same rules, severities and messages, in the same order."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import docx
import pypdf
import pytest
import rdflib
from tests import content
from tests.exporters.reports import mixed, written

from leitgraph.exporters.registry import report_formats
from leitgraph.exporters.reports.words import HEADINGS, UNCHECKED

Rows = list[tuple[str, str, str]]
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SEVERITIES = {"Violation": "muss", "Warning": "sollte", "Info": "kann"}


def of_json(data: bytes, language: str) -> Rows:
    return [(f["rule"], f["severity"], f["message"]) for f in json.loads(data)["findings"]]


def of_oparl(data: bytes, language: str) -> Rows:
    return [(f["rule"], f["severity"], f["message"]) for f in json.loads(data)["insek:findings"]]


def of_ttl(data: bytes, language: str) -> Rows:
    graph = rdflib.Graph().parse(data=data.decode(), format="turtle")
    return [
        (
            str(graph.value(node, SH.sourceShape)).rpartition("#")[2],
            SEVERITIES[str(graph.value(node, SH.resultSeverity)).rpartition("#")[2]],
            next(
                str(text)
                for text in graph.objects(node, SH.resultMessage)
                if isinstance(text, rdflib.Literal) and text.language == language
            ),
        )
        for node in graph.objects(None, SH.result)
    ]


def of_sarif(data: bytes, language: str) -> Rows:
    (run,) = json.loads(data)["runs"]
    return [
        (
            run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"],
            result["properties"]["severity"],
            result["message"]["text"],
        )
        for result in run["results"]
    ]


def of_junit(data: bytes, language: str) -> Rows:
    rows = []
    for case in ElementTree.fromstring(data).iter("testcase"):
        for outcome in case:
            rows.append(
                (case.get("name", "").split()[0], outcome.get("type"), outcome.get("message"))
            )
    return rows  # type: ignore[return-value]


def of_csv(data: bytes, language: str) -> Rows:
    text = io.StringIO(data.decode("utf-8-sig"))
    rows = list(csv.reader(text, delimiter="," if language == "en" else ";"))
    return [(row[0], row[1], row[2]) for row in rows[1:]]


def of_text(data: bytes, language: str) -> Rows:
    severity, rows, entry = "", [], ""
    headings = {f"{text.get(language)}:": level.value for level, text in HEADINGS.items()}
    headings[f"{UNCHECKED.get(language)}:"] = "sollte"
    for line in data.decode().splitlines():
        if line in headings:
            severity = headings[line]
        elif line.startswith("  - "):
            entry = line[4:]
        elif entry:
            entry += " " + line.strip()
        found = re.fullmatch(r"(.*) \[(\S+)\]", entry)
        if found:
            rows.append((found[2], severity, found[1]))
            entry = ""
    return rows


def of_docx(data: bytes, language: str) -> Rows:
    found = (
        re.fullmatch(r"(.*) \[(\S+), (\w+)\]", p.text)
        for p in docx.Document(io.BytesIO(data)).paragraphs
    )
    return [(match[2], match[3], match[1]) for match in found if match]


def of_pdf(data: bytes, language: str) -> Rows:
    """By the heading of each finding, and what stands between it and what is to be done."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    text = re.sub(r"Leitgraph · \S+ (Seite|Page) \d+ / \d+ ?", "", text)
    todo = "To do:" if language == "en" else "Zu tun:"
    rows = []
    for match in re.finditer(rf"\[([a-z0-9-]+), (\w+)\] (.*?) ?{todo}", text):
        known = content.rules().get(match[1])
        title = known.title.get(language) if known else ""
        rows.append((match[1], match[2], match[3].removeprefix(title).strip()))
    return rows


READERS: dict[str, Callable[[bytes, str], Rows]] = {
    name.removeprefix("of_"): reader
    for name, reader in dict(globals()).items()
    if name.startswith("of_")
}


def test_every_format_is_read_back() -> None:
    assert set(READERS) == set(report_formats())
    assert len(READERS) == 9


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", sorted(READERS))
def test_a_format_tells_the_same_findings(name: str, language: str) -> None:
    expected = [(f.rule, f.severity.value, f.message.get(language)) for f in mixed().findings]
    assert len(expected) == 5
    assert {severity for _, severity, _ in expected} == {"muss", "sollte", "kann"}
    found = READERS[name](written(name, language=language), language)
    if name == "ttl":  # a graph has no order
        expected, found = sorted(expected), sorted(found)
    assert found == expected
