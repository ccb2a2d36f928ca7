"""Where the name of a goal is not known, the finding says which goal may be meant."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from tests.check.judging import CITY, FINE, judge


def hints(store: ox.Store, goal: str) -> list[tuple[str, list[str | None]]]:
    draft = {**FINE, "zielbezuege": [{"ziel": goal, "richtung": "foerdert", "begruendung": "So."}]}
    report = judge(store, draft)
    return [
        (finding.hint.de.split("?")[0], [one.iri for one in finding.evidence])
        for finding in report.findings
        if finding.rule == "zb-002"
    ]


@pytest.mark.parametrize(
    "written",
    [
        "Öffentliche Plätze beleben und sicher gestalten",
        "Öffentliche Räume beleben und schön gestalten",
    ],
)
def test_a_goal_of_a_like_name_is_offered(demo: ox.Store, written: str) -> None:
    ((hint, evidence),) = hints(demo, written)
    assert hint == "Meinten Sie „Öffentliche Räume beleben und sicher gestalten“"
    assert evidence == [f"{CITY}/ziel/uz-1-3"]


def test_57_another_spelling_needs_no_question(demo: ox.Store) -> None:
    assert hints(demo, "OEFFENTLICHE RÄUME be\u00adleben und sicher gestalten.") == []


def test_nothing_is_offered_for_what_is_like_nothing(demo: ox.Store) -> None:
    ((hint, evidence),) = hints(demo, "Bau einer Seilbahn auf den Mond")
    assert "Meinten" not in hint
    assert evidence == []
