"""Papers that exist, as they lie in ``data/vorlagen``, and what a reader would say of them.

None of the four names a goal in the passages that are public, so each has that to clarify; the
table says what else, and what a word more would change. They stand beside all that ships.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests import content
from tests.queries.asking import SETTINGS, everything

from leitgraph.check.examine import examine
from leitgraph.check.rulebook import RULEBOOK
from leitgraph.model import Report, Role
from leitgraph.store.host.job import ReaderContext, Warm
from leitgraph.store.rdf.layers import PUBLIC_LAYER

FOLDER = SETTINGS.content_dir("data") / "vorlagen"


def paper(name: str) -> dict[str, Any]:
    """A draft of the folder."""
    return dict(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))


VI_DS = paper("leipzig-vi-ds-08190")
BILANZPHASE = paper("leipzig-bilanzphase")
V1796_22 = paper("dresden-v1796-22")
A0293_21 = paper("dresden-a0293-21-beschlusskontrolle")
DAY = {"VI-DS-08190": "2019-06-30", "": "2016-01-15"}
"""For the papers of which no date is public, by Kennung."""

GOAL = {"ziel": "Nachhaltige Mobilität", "richtung": "fördert", "begruendung": "Weniger Stau."}
TABLE = [
    pytest.param(
        "leipzig",
        VI_DS,
        "klaerungsbeduerftig",
        {"zb-001", "fi-007", "qu-001", "ve-004"},
        {"fi-001", "fi-003", "fi-005"},
        id="VI-DS-08190: Summe und PSP stimmen; das Ziel ist nicht veröffentlicht",
    ),
    pytest.param(
        "leipzig",
        VI_DS | {"jahresscheiben": VI_DS["jahresscheiben"][:2]},
        "klaerungsbeduerftig",
        {"zb-001", "fi-001", "fi-007", "qu-001", "ve-004"},
        {"fi-003", "fi-005"},
        id="VI-DS-08190 ohne das letzte Jahr: die Summe stimmt nicht",
    ),
    pytest.param(
        "leipzig",
        VI_DS | {"investitionskosten": "1,65 Mio. €", "zielbezuege": [GOAL]},
        "hinweise",
        {"ra-001", "fi-002", "fi-007", "qu-001", "ve-004"},
        {"fi-001", "fi-003", "fi-005", "zb-001", "zb-002", "zb-003", "zb-006", "zb-008", "ze-001"}
        | {"ze-003"},
        id="VI-DS-08190 mit Ziel, als Investition: Folgekosten und Ort fehlen noch",
    ),
    pytest.param(
        "leipzig",
        BILANZPHASE,
        "hinweise",
        {"zb-006"},
        {"ve-003"},
        id="Bilanzphase: ein Sachstand zum Konzept selbst, ohne Zielbezug",
    ),
    pytest.param(
        "leipzig",
        BILANZPHASE
        | {"nichtRelevantWeil": "Sachstand zum Konzept selbst; es wird nichts beschlossen."},
        "nicht-relevant",
        set(),
        {"zb-001", "ve-003"},
        id="Bilanzphase mit Grund: ein Satz genügt",
    ),
    pytest.param(
        "dresden",
        V1796_22,
        "klaerungsbeduerftig",
        {"zb-001", "qu-001"},
        set(),
        id="V1796/22: überliefert sind Gegenstand und Beschlusspunkt 3, kein Zielbezug",
    ),
    pytest.param(
        "dresden",
        A0293_21,
        "hinweise",
        {"zb-006"},
        {"ra-001", "zu-001", "ve-003"},
        id="Beschlusskontrolle A0293/21: Amt und Raum stehen da, ein Ziel nennt sie nicht",
    ),
]


def judge(city: str, draft: dict[str, Any]) -> Report:
    context = ReaderContext(
        store=everything(),
        view=None,
        settings=SETTINGS,
        warm=Warm(SETTINGS).keep(RULEBOOK, content.book()),
        version=1,
        role=Role.PUBLIC,
        name="",
        default_graph=[PUBLIC_LAYER],
        named_graphs=[],
    )
    day = DAY.get(draft.get("kennung", ""))
    return examine(context, {"city": city, "date": day}, json.dumps(draft).encode())


def test_the_table_has_every_paper_of_the_folder() -> None:
    assert {row.values[0] for row in TABLE} == {"dresden", "leipzig"}
    assert len(list(FOLDER.glob("*.json"))) == len((VI_DS, BILANZPHASE, V1796_22, A0293_21))


@pytest.mark.parametrize(("city", "draft", "verdict", "broken", "passed"), TABLE)
def test_a_real_paper_gets_the_verdict_a_reader_would_give(
    city: str,
    draft: dict[str, Any],
    verdict: str,
    broken: set[str],
    passed: set[str],
) -> None:
    report = judge(city, draft)
    assert report.verdict.value == verdict
    assert {finding.rule for finding in report.findings} == broken
    assert set(report.passed) == passed


def test_no_field_of_the_files_is_unknown_to_the_check() -> None:
    for city, draft in (
        ("leipzig", VI_DS),
        ("leipzig", BILANZPHASE),
        ("dresden", V1796_22),
        ("dresden", A0293_21),
    ):
        report = judge(city, draft)
        assert [finding for finding in report.findings if finding.rule == "eingabe"] == []
