"""How values are written in a message, in which order findings stand, and when which verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leitgraph.check.report import decide, english_value, german_value, in_order, retold
from leitgraph.model import Finding, Rule, Severity, Text, Verdict

NOTHING = Text("", "")
MUST, SHOULD, MAY = Severity.VIOLATION, Severity.WARNING, Severity.INFO


def finding(rule: str, severity: Severity, **more: str) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        message=Text(more.pop("message", ""), ""),
        hint=NOTHING,
        source="",
        focus="f",
        **more,  # type: ignore[arg-type]
    )


def rule(id_: str, stage: int) -> Rule:
    return Rule(
        id=id_,
        area="",
        title=NOTHING,
        why=NOTHING,
        severity=MUST,
        stage=stage,
        hint=NOTHING,
        praise=NOTHING,
        source="",
        shapes={},
        reach=(),
        applies="",
        messages={},
        good=(),
        bad=(),
        turtle="",
    )


RULES = {id_: rule(id_, stage) for stage, id_ in enumerate(("fi", "fo", "in"), 1)}


OPEN = RULES | {
    "ve": replace(rule("ve", 2), severity=SHOULD),
    "in": replace(rule("in", 3), severity=MAY),
}


@pytest.mark.parametrize(
    ("variable", "value", "german", "english"),
    [
        ("summeEuro", "1650000", "1.650.000,00 €", "€1,650,000.00"),
        ("summeEuro", "-0.5", "-0,50 €", "€-0.50"),
        ("summe", "1650000.25", "1650000,25", "1650000.25"),
        ("summeEuro", "viel", "viel", "viel"),
        ("tag", "2025-06-16", "16.06.2025", "16 June 2025"),
        ("tag", "2025-01-01", "01.01.2025", "1 January 2025"),
        ("tag", "2025-12-31Z", "31.12.2025", "31 December 2025"),
        ("tag", "2025-12-31+01:00", "31.12.2025", "31 December 2025"),
        ("tag", "2025-00-31", "31.00.2025", "2025-00-31"),
        ("tag", "2025-13-31", "31.13.2025", "2025-13-31"),
        ("tag", "am 2025-06-16", "am 2025-06-16", "am 2025-06-16"),
    ],
)
def test_a_value_is_written_as_a_clerk_writes_it(
    variable: str, value: str, german: str, english: str
) -> None:
    assert (german_value(variable, value), english_value(variable, value)) == (german, english)


def test_a_message_is_read_back_against_its_template_in_both_languages() -> None:
    templates = Text("Es fehlen {?summeEuro} bis {?tag}.", "{?summeEuro} missing by {$tag}.")
    filled = ("5.5 missing by 2025-06-16.", "Es fehlen 5.5 bis 2025-06-16.")
    assert retold(filled, templates) == Text(
        "Es fehlen 5,50 € bis 16.06.2025.", "€5.50 missing by 16 June 2025."
    )
    assert retold(("Anderes",), templates) == templates


def test_findings_stand_by_weight_then_rule_path_value_and_message() -> None:
    first = finding("a", MUST, path="p", value="1", message="a")
    ordered = [
        first,
        replace(first, message=Text("b", "")),
        replace(first, value="2"),
        replace(first, path="q"),
        replace(first, rule="b"),
        replace(first, severity=SHOULD),
        replace(first, severity=MAY),
    ]
    assert in_order(reversed(ordered)) == ordered


@pytest.mark.parametrize(
    ("found", "verdict", "where_not_relevant"),
    [
        ((), Verdict.KONFORM, Verdict.NICHT_RELEVANT),
        ((("in", MAY),), Verdict.KONFORM, Verdict.NICHT_RELEVANT),
        ((("fi", SHOULD),), Verdict.HINWEISE, Verdict.NICHT_RELEVANT),
        ((("in", SHOULD), ("in", MAY)), Verdict.HINWEISE, Verdict.NICHT_RELEVANT),
        ((("fi", MUST),), Verdict.KLAERUNGSBEDUERFTIG, Verdict.KLAERUNGSBEDUERFTIG),
        ((("fo", MUST),), Verdict.KLAERUNGSBEDUERFTIG, Verdict.NICHT_RELEVANT),
        ((("eingabe", MUST),), Verdict.KLAERUNGSBEDUERFTIG, Verdict.NICHT_RELEVANT),
    ],
)
def test_the_verdict_follows_from_the_heaviest_finding_that_counts(
    found: tuple[tuple[str, Severity], ...], verdict: Verdict, where_not_relevant: Verdict
) -> None:
    findings = [finding(id_, severity) for id_, severity in found]
    assert decide(findings, RULES, False) == verdict
    assert decide(findings, RULES, True) == where_not_relevant


@pytest.mark.parametrize(
    ("found", "open_", "verdict", "where_not_relevant"),
    [
        ((), ("in",), Verdict.KONFORM, Verdict.NICHT_RELEVANT),
        ((), ("ve",), Verdict.NICHT_BEURTEILBAR, Verdict.NICHT_RELEVANT),
        ((("fi", SHOULD),), ("ve",), Verdict.HINWEISE, Verdict.NICHT_RELEVANT),
        ((("fi", SHOULD),), ("fo",), Verdict.NICHT_BEURTEILBAR, Verdict.NICHT_RELEVANT),
        ((), ("fi",), Verdict.NICHT_BEURTEILBAR, Verdict.NICHT_BEURTEILBAR),
        ((("fi", MUST),), ("fo",), Verdict.KLAERUNGSBEDUERFTIG, Verdict.KLAERUNGSBEDUERFTIG),
    ],
    ids=[
        "ein kann ist offen",
        "ein sollte ist offen",
        "das Ergebnis steht fest, auch wenn ein sollte offen ist",
        "ein muss ist offen und wöge schwerer",
        "eine Rechnung ist offen",
        "ein verletztes muss steht fest",
    ],
)
def test_what_is_open_leaves_the_verdict_open_where_it_could_be_graver(
    found: tuple[tuple[str, Severity], ...],
    open_: tuple[str, ...],
    verdict: Verdict,
    where_not_relevant: Verdict,
) -> None:
    findings = [finding(id_, severity) for id_, severity in found]
    assert decide(findings, OPEN, False, open_=open_) == verdict
    assert decide(findings, OPEN, True, open_=open_) == where_not_relevant


def test_a_question_is_no_accusation() -> None:
    asked = replace(finding("eingabe", SHOULD), asks=True)
    assert decide([asked], RULES, False) == Verdict.KONFORM


def test_the_stage_of_the_city_says_what_counts_in_a_paper_that_is_not_relevant() -> None:
    found = [finding("fo", MUST)]
    assert decide(found, RULES, True, stage=1) == Verdict.NICHT_RELEVANT
    assert decide(found, RULES, True, stage=2) == Verdict.KLAERUNGSBEDUERFTIG
    assert decide([finding("fi", MUST)], RULES, True, stage=0) == Verdict.NICHT_RELEVANT
