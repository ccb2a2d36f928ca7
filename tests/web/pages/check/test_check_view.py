"""How the check page orders what a report says, and what it calls a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from tests.web.pages.check.filled import sent, verdict

from leitgraph.check.history.progress import Progress
from leitgraph.check.report import INPUT
from leitgraph.exporters.registry import report_formats
from leitgraph.model import Finding, Report, Severity, Text, Verdict
from leitgraph.web.pages.check import view as check_view
from leitgraph.web.pages.check.document import Document
from leitgraph.web.pages.check.fields import LABELS, ROWS, element, label, target
from leitgraph.web.pages.check.form import Form
from leitgraph.web.pages.check.lists import Option, Options

if TYPE_CHECKING:
    from tests.shell import Shell

GOAL = "https://w3id.org/insek/id/stadt/ziel/z-2"
LISTS = Options({"ziel": [Option("z-1", "Eins", GOAL[:-1] + "1"), Option("z-2", "Zwei", GOAL)]})
FORM = Form(rows={"zielbezuege": [{"ziel": "z-1"}, {"ziel": "z-2"}]})
COUNTS = dict.fromkeys(ROWS, 2)


@pytest.fixture(scope="module")
def browser(served: Shell) -> Iterator[httpx2.Client]:
    """Asks as a browser does."""
    headers = {"Accept": "text/html", "Accept-Language": "de"}
    with httpx2.Client(base_url=served.url, headers=headers, timeout=60) as client:
        yield client


def finding(rule: str, severity: Severity = Severity.WARNING, **more: Any) -> Finding:
    """A finding of a rule."""
    return Finding(rule, severity, Text(rule, rule), Text("", ""), "", "f", **more)


def groups(*findings: Finding, unchecked: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The groups of a report with these findings."""
    facts = {"unchecked": list(unchecked)}
    report = Report(Verdict.HINWEISE, findings, (), None, 1, "f", "2025-01-01", facts)
    answer = check_view.Answer(report, Progress(), [])
    return check_view.groups(answer, check_view.Shown(FORM, LISTS, COUNTS, Document()))


def test_findings_stand_by_weight_and_what_is_no_accusation_stands_apart() -> None:
    found = groups(
        finding("kann", Severity.INFO),
        finding("muss", Severity.VIOLATION),
        finding("sollte"),
        finding("still"),
        finding(INPUT),
        unchecked=("still",),
    )
    assert [
        (group["heading"].de, [i["finding"].rule for i in group["items"]]) for group in found
    ] == [
        ("Zu klären (muss)", ["muss"]),
        ("Zu ergänzen (sollte)", ["sollte"]),
        ("Zur Kenntnis (kann)", ["kann"]),
        ("Konnte nicht geprüft werden", ["still"]),
        ("Zur Eingabe selbst", [INPUT]),
    ]


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"path": "https://w3id.org/insek/ns#gesamtbetrag"}, "gesamtbetrag"),
        ({"path": "https://w3id.org/insek/ns#hatZielbezug"}, "zielbezuege[0].ziel"),
        ({"path": "https://w3id.org/insek/ns#hatZielbezug", "value": GOAL}, "zielbezuege[1].ziel"),
        ({"field": "beratungsfolge[1].datum"}, "beratungsfolge[1].datum"),
        ({"field": "beratungsfolge[7].datum"}, "beratungsfolge[0].gremium"),
        ({"field": "mitwirkung[3]"}, "mitwirkung"),
        ({"field": "auftraege"}, "auftraege[0].auftrag"),
        ({"path": "https://example.org/unbekannt"}, ""),
        ({}, ""),
    ],
)
def test_a_finding_leads_to_the_field_it_is_about(more: dict[str, Any], wanted: str) -> None:
    ((item,),) = (group["items"] for group in groups(finding("r", **more)))
    assert item["target"] == wanted


@pytest.mark.parametrize("group", ROWS)
def test_every_cell_has_a_label_and_an_id_of_its_own(group: str) -> None:
    names = [f"{group}[1].{name}" for name in ROWS[group]]
    labels = [label(name) for name in names]
    assert all(found is not None and LABELS[group].de in found.de for found in labels)
    assert len({found.de for found in labels if found}) == len({*map(element, names)}) == len(names)
    assert [target(name, COUNTS) for name in names] == names


def test_every_format_of_a_report_has_a_name_for_people() -> None:
    assert set(check_view.FORMATS) == set(report_formats())
    assert [name for name, _ in check_view.formats()][:2] == ["pdf", "docx"]


def test_a_paper_that_the_city_exempts_is_told_so(browser: httpx2.Client) -> None:
    named = {"titel": "Benennung einer Straße", "datum": "2025-06-16", "federfuehrung": "62"}
    page, _ = sent(browser, named)
    assert verdict(page) == "Nicht relevant"
    assert "Es ist begründet, warum die Vorlage kein Ziel berührt." in page.text
    assert "Straßenbenennungen" in page.text
