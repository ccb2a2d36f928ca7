"""The same Vorlage gets the same findings, however it comes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.vorlage.formats.documents import FORMS

ROOT = Path(__file__).parents[3]
DEMO = sorted((ROOT / "data" / "demo" / "vorlagen").glob("[0-9]*.json"))
CASES = sorted((ROOT / "tests" / "cases" / "papers").glob("0[0-2]*.json"))
TOLD = ("rule", "severity", "message", "hint", "source", "focus", "path", "value", "field")


def checked(client: httpx2.Client, draft: dict[str, Any], form: str) -> dict[str, Any]:
    """The report on a draft that comes in a form."""
    media, write = FORMS[form]
    answer = client.post(
        "/api/v1/checks?city=musterstadt", content=write(draft), headers={"Content-Type": media}
    )
    assert answer.status_code == 200, (form, answer.text)
    report: dict[str, Any] = answer.json()
    return report


def findings(report: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What each finding says, without the place in the document, which the form has none of."""
    return [tuple(finding.get(name) for name in TOLD) for finding in report["findings"]]


def test_there_are_ten_drafts_and_seven_forms() -> None:
    assert len(DEMO) == 10
    assert len(FORMS) == 7


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_every_form_of_a_demo_paper_gets_the_findings_of_its_draft(
    client: httpx2.Client, path: Path
) -> None:
    draft = json.loads(path.read_text("utf-8"))
    expected = checked(client, draft, "form")
    for form in FORMS:
        report = checked(client, draft, form)
        assert findings(report) == findings(expected), form
        assert report["verdict"] == expected["verdict"], form
        assert report["passed"] == expected["passed"], form


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_word_and_pdf_get_the_findings_of_the_form(client: httpx2.Client, path: Path) -> None:
    draft = json.loads(path.read_text("utf-8"))
    expected = checked(client, draft, "form")
    for form in ("docx", "pdf"):
        report = checked(client, draft, form)
        # A document that bears no date is asked for it; the form takes the day it is filled in.
        told = [f[0::8] for f in findings(report) if f[0::8] != ("eingabe", "datum")]
        assert told == [f[0::8] for f in findings(expected)], form
        assert report["verdict"] == expected["verdict"], form


def test_there_are_thirty_cases() -> None:
    assert len(CASES) >= 25


def test_a_finding_on_a_document_says_where_it_belongs(client: httpx2.Client) -> None:
    draft = json.loads(DEMO[7].read_text("utf-8"))
    places = {form: checked(client, draft, form)["findings"][0].get("place") for form in FORMS}
    assert places["form"] is None
    assert places["docx"] == places["odt"] == "Tabelle 4, Zeile 2"
    assert places["pdf"] == "Seite 1, Tabelle 1, Zeile 1"
    assert places["text"] == places["oparl with file"] == "Tabelle 1, Zeile 1"
    assert places["oparl"] == "Attribut insek:jahresscheiben"
