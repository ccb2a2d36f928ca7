"""The four real papers that are put to the check, as files, beside the graph of their city."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store
from tests.data.reading import ROOT, cities, load

from leitgraph.check.examine import examine
from leitgraph.check.rulebook import RULEBOOK, Rulebook
from leitgraph.config import Settings
from leitgraph.model import Report, Role
from leitgraph.store.host.job import ReaderContext, Warm
from leitgraph.store.inference.fixpoint import PUBLIC, derive
from leitgraph.store.rdf.layers import PUBLIC_LAYER

FOLDER = ROOT / "data" / "vorlagen"
DRAFTS = sorted(FOLDER.glob("*.json"))
DAYS = {"leipzig-bilanzphase": "2016-01-15"}
"""The paper on the review phase bears no date; it was written about then."""


@pytest.fixture(scope="module")
def judge() -> Callable[[Path], Report]:
    settings = Settings()
    book = Rulebook.load(settings)
    store = load(
        [file for city in ("dresden", "leipzig") for file in (cities() / city).glob("*.ttl")]
    )
    derive(store, book.inference, PUBLIC)
    whole = Store()
    whole.bulk_extend(store.quads_for_pattern(None, None, None, PUBLIC_LAYER))
    context = ReaderContext(
        store=whole,
        view=None,
        settings=settings,
        warm=Warm(settings).keep(RULEBOOK, book),
        version=1,
        role=Role.PUBLIC,
        name="",
        default_graph=[PUBLIC_LAYER],
        named_graphs=[],
    )

    def of(path: Path) -> Report:
        kind = "application/json" if path.suffix == ".json" else "text/turtle"
        city, day = path.stem.split("-")[0], DAYS.get(path.stem)
        return examine(context, {"city": city, "media_type": kind, "date": day}, path.read_bytes())

    return of


def test_there_are_four_and_each_says_where_it_comes_from() -> None:
    assert [path.stem for path in DRAFTS] == [
        "dresden-a0293-21-beschlusskontrolle",
        "dresden-v1796-22",
        "leipzig-bilanzphase",
        "leipzig-vi-ds-08190",
    ]
    for path in DRAFTS:
        assert len(json.loads(path.read_text("utf-8"))["quelle"]) > 50


REPORTS = {"dresden-a0293-21-beschlusskontrolle", "leipzig-bilanzphase"}
"""Papers for information."""


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_none_of_them_names_a_goal_and_the_check_says_so(
    judge: Callable[[Path], Report], path: Path
) -> None:
    report = judge(path)
    # One for information gets a hint: it decides nothing that a goal could be served by.
    told = ("hinweise", "zb-006") if path.stem in REPORTS else ("klaerungsbeduerftig", "zb-001")
    assert report.verdict.value == told[0]
    assert told[1] in {finding.rule for finding in report.findings}


def test_each_is_judged_by_the_version_in_force(judge: Callable[[Path], Report]) -> None:
    versions = {path.stem: str(judge(path).fassung).rsplit("/", 1)[1] for path in DRAFTS}
    assert versions["dresden-v1796-22"] == "2022"
    assert versions["dresden-a0293-21-beschlusskontrolle"] == "2022"
    assert versions["leipzig-bilanzphase"] == "seko-2009"


def test_the_money_of_vi_ds_08190_is_in_order(judge: Callable[[Path], Report]) -> None:
    report = judge(FOLDER / "leipzig-vi-ds-08190.json")
    assert {"fi-001", "fi-003"} <= set(report.passed)


def test_the_follow_up_cites_what_the_graph_knows(judge: Callable[[Path], Report]) -> None:
    report = judge(FOLDER / "dresden-a0293-21-beschlusskontrolle.json")
    assert {"ra-001", "zu-001"} <= set(report.passed)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ttl")), ids=lambda path: path.stem)
def test_the_turtle_beside_it_gets_the_same_findings(
    judge: Callable[[Path], Report], path: Path
) -> None:
    as_json = judge(path.with_suffix(".json"))
    as_turtle = judge(path)
    told = [finding for finding in as_json.findings if finding.rule != "eingabe"]
    assert told == list(as_turtle.findings)
    assert as_json.passed == as_turtle.passed
