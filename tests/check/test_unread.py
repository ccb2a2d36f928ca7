"""Documents of which something could not be read: asked, and never held against the paper."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from tests import content
from tests.check.judging import context

from leitgraph.check.examine import examine
from leitgraph.model import Report, Severity, Verdict

PAPER = """Vorlage Nr. V0815/25
Datum: 16.06.2025
Betreff: Radweg an der Hafenstraße
Federführendes Amt: 66
Mitwirkende Ämter: 62
Räumlicher Bezug: sb-4
Klimawirkung: keine
Geprüfte Alternativen: Der Weg könnte auch auf der anderen Seite liegen; dort fehlt der Platz.
"""
GOAL = """Leitziel | Wirkung | Begründung
uz-2-8 | fördert | Schließt eine Lücke im Netz.
"""


def check(store: ox.Store, text: str, day: str | None = None) -> Report:
    asked: dict[str, object] = {"city": "musterstadt", "media_type": "text/plain", "date": day}
    return examine(context(store), asked, text.encode())  # type: ignore[arg-type]


MONEY = "Gesamtkosten: 4.800 €\nProdukt: 54.1.0\nDeckung: aus dem Ansatz des Produkts\n"


@pytest.mark.parametrize(
    ("more", "verdict", "open_", "asked"),
    [
        (MONEY, "konform", {}, []),
        (MONEY + "Folgekosten: 33.000 €\n", "konform", {}, []),
        (
            MONEY + "Investitionskosten: 4.800 €\nBeginn: 01.10.2025\nFolgekosten: 33.000 €\n",
            "nicht-beurteilbar",
            {"fi-002": ["folgekostenProJahr"]},
            ["folgekostenProJahr"],
        ),
        (
            MONEY.replace("4.800 €", "4,800") + "Jahr | Betrag in €\n2025 | 4.800\n",
            "nicht-beurteilbar",
            {"fi-001": ["gesamtbetrag"]},
            ["gesamtbetrag"],
        ),
    ],
    ids=[
        "alles gelesen",
        "eine Frage, an der nichts hängt",
        "ob die Folgekosten genannt sind, ist offen",
        "ob die Summe stimmt, ist offen",
    ],
)
def test_a_rule_that_hangs_on_what_was_not_read_is_open_and_asked_for_once(
    demo: ox.Store, more: str, verdict: str, open_: dict[str, list[str]], asked: list[str]
) -> None:
    report = check(demo, PAPER + GOAL + more)
    heavy = [f for f in report.findings if f.severity is not Severity.INFO]
    assert (report.verdict.value, [f.path for f in heavy if f.asks]) == (verdict, asked)
    assert {
        one["rule"]: one["fields"]
        for one in report.facts["open"]
        if content.rules()[one["rule"]].severity is not Severity.INFO
    } == open_
    assert [f.rule for f in heavy if not f.asks] == []
    assert set(report.passed) & set(open_) == set()


def test_what_is_surely_missing_is_found_whatever_is_unread(demo: ox.Store) -> None:
    report = check(demo, PAPER + "Gesamtkosten: 4.800 €\nFolgekosten: 33.000 €\n")
    assert report.verdict is Verdict.KLAERUNGSBEDUERFTIG
    found = {f.rule for f in report.findings if f.severity is not Severity.INFO and not f.asks}
    assert found == {"zb-001", "fi-003", "fi-007"}


UNDATED = PAPER.replace("Datum: 16.06.2025\n", "") + GOAL


@pytest.mark.parametrize(
    ("text", "day", "verdict", "date", "options"),
    [
        (UNDATED, None, "nicht-beurteilbar", "", [()]),
        (
            UNDATED + "Beratungsfolge\nGremium | Datum\nStadtrat | 30.06.2025\n"
            "Bauausschuss | 16.06.2025\n",
            None,
            "nicht-beurteilbar",
            "",
            [("2025-06-16",)],
        ),
        (UNDATED, "2025-06-16", "konform", "2025-06-16", []),
    ],
    ids=["ohne jedes Datum", "die erste Beratung zur Auswahl", "auf ein Datum geprüft"],
)
def test_a_date_that_was_not_read_is_asked_for_and_never_today(
    demo: ox.Store,
    text: str,
    day: str | None,
    verdict: str,
    date: str,
    options: list[tuple[str, ...]],
) -> None:
    report = check(demo, text, day)
    assert (report.verdict.value, report.date) == (verdict, date)
    assert [f.options for f in report.findings if f.path == "datum"] == options
    assert (report.fassung is None) == (date == "")


def test_without_a_date_no_unit_and_no_goal_is_called_outdated(demo: ox.Store) -> None:
    report = check(demo, UNDATED.replace("Amt: 66", "Amt: 61"))
    assert not {"zu-001", "zb-002"} & {*(f.rule for f in report.findings), *report.passed}
