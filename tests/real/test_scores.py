"""Real papers are read and judged no worse than before; the floors stand in ``floors.json``."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from tests.real import FLOORS, batch, needed, page, scoring
from tests.real.__main__ import VERDICTS
from tests.shell import Shell


def floors(beginning: str) -> dict[str, float]:
    kept: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))
    return {name: value for name, value in kept.items() if name.startswith(beginning)}


@pytest.mark.slow
@pytest.mark.alone
def test_three_hundred_real_papers_are_read_no_worse_than_before(served: Shell) -> None:
    material = needed("tools/score_reading.py").parents[1]
    found = scoring.reading(material, served.url)
    assert scoring.below(found, floors("reading")) == []


@pytest.mark.slow
def test_papers_with_known_faults_are_judged_no_worse_than_before(served: Shell) -> None:
    material = needed("tools/score_vorlagen.py").parents[1]
    found = scoring.judging(material, served.url)
    kept = {name: value for form in scoring.FORMS for name, value in floors(form).items()}
    assert scoring.below(found, kept) == []


@pytest.mark.slow
@pytest.mark.alone
def test_every_real_paper_gets_an_answer_in_one_batch(served: Shell) -> None:
    files = sorted(needed("real/karlsruhe/papers").glob("*.txt"))
    assert len(files) == 300
    done = batch.check(served.url, files, "auerbach")
    assert set(done.outcomes) <= VERDICTS


def test_a_figure_below_its_floor_is_told_whichever_way_is_better() -> None:
    kept = {"txt: facts right %": 90.0, "txt: facts wrong %": 1.0, "txt: gone": 1.0}
    better = {"txt: facts right %": 91.0, "txt: facts wrong %": 0.0, "txt: gone": 1.0}
    assert scoring.below(better, kept) == []
    worse = {"txt: facts right %": 88.9, "txt: facts wrong %": 2.1}
    assert scoring.below(worse, kept) == [
        "txt: facts right %: 88.9, Grenze 90.0",
        "txt: facts wrong %: 2.1, Grenze 1.0",
        "txt: gone: None, Grenze 1.0",
    ]


def test_figures_that_were_not_taken_say_so() -> None:
    assert "nicht gelaufen" in page.rendered({"figures": {}, "batch": {}})
    shown = page.rendered({"figures": {"txt: facts right %": 91.5}, "batch": {"per second": 30}})
    assert "| txt: facts right % | ≥ 92 | 91.5 |" in shown
    assert "| per second | ≥ 25 | 30 |" in shown


def test_a_batch_counts_what_became_of_each() -> None:
    done = batch.Batch(4, 2.0, Counter({"konform": 3, "500": 1}))
    assert done.per_second == 2.0
