"""Maturity: a level is reached when it and all below it are; what was not checked is not passed."""

from __future__ import annotations

import itertools

import pytest
from tests import content

from leitgraph.check.maturity import LEVELS, maturity
from leitgraph.model import Finding, Severity, Text

MUST, SHOULD, MAY = Severity.VIOLATION, Severity.WARNING, Severity.INFO


def of_stage(stage: int) -> str:
    return next(id_ for id_, rule in content.rules().items() if rule.stage == stage)


def finding(rule: str, severity: Severity) -> Finding:
    return Finding(rule, severity, Text("", ""), Text(f"Tu {rule}.", f"Do {rule}."), "", "")


BLOCKED = (1, 2, 3, 4, 5)


def blocking(level: int) -> Finding:
    """A finding that holds up this level."""
    if level == 4:
        return finding("eingabe", SHOULD)
    return finding(of_stage(min(level, 3)), MAY if level == 5 else MUST)


def level(*findings: Finding, failed: tuple[str, ...] = ()) -> int:
    found = maturity(findings, content.rules(), failed, not_relevant=False)
    assert found is not None
    return int(found["level"])


def test_there_are_six_levels_with_names_in_both_languages() -> None:
    assert len(LEVELS) == 6
    assert all(text.de and text.en for text in LEVELS)


def test_a_paper_without_findings_is_exemplary_and_has_no_next_step() -> None:
    assert maturity((), content.rules(), (), False) == {
        "level": 5,
        "name": ["vorbildlich", "exemplary"],
        "next": None,
    }


@pytest.mark.parametrize("blocked", BLOCKED)
def test_each_kind_of_finding_holds_up_one_level(blocked: int) -> None:
    assert level(blocking(blocked)) == blocked - 1


def test_the_lowest_level_that_is_held_up_decides() -> None:
    pairs = list(itertools.combinations(BLOCKED, 2))
    assert len(pairs) == 10
    for lower, higher in pairs:
        assert level(blocking(higher), blocking(lower)) == lower - 1


def test_mending_what_is_named_never_lowers_the_level() -> None:
    left = [blocking(number) for number in BLOCKED]
    levels = []
    while left:
        levels.append(level(*left))
        left.pop(0)
    levels.append(level())
    assert levels == [0, 1, 2, 3, 4, 5]


def test_the_next_step_is_the_first_thing_that_holds_up_the_next_level() -> None:
    more = finding(of_stage(3), MUST)
    found = maturity([blocking(3), more, blocking(4)], content.rules(), (), False)
    assert found is not None
    assert found["next"] == {
        "level": 3,
        "rule": of_stage(3),
        "open": 2,
        "text": [f"Tu {of_stage(3)}.", f"Do {of_stage(3)}."],
    }


def test_a_rule_that_could_not_be_checked_holds_up_what_it_would_if_it_were_broken() -> None:
    rule = next(id_ for id_, r in content.rules().items() if r.stage == 1 and r.severity is MUST)
    said = finding(rule, SHOULD)  # no accusation
    assert level(said) == 3
    assert level(said, failed=(rule,)) == 0


def test_a_paper_that_touches_no_goal_is_not_measured() -> None:
    assert maturity([blocking(4)], content.rules(), (), not_relevant=True) is None
