"""Maturity of a Vorlage, 0 to 5: which stages of the check it has passed, and the next step.

A level is reached when it and all below it are. What could not be checked counts as not passed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from leitgraph.model import Finding, Rule, Severity, Text

LEVELS = (
    Text("begonnen", "begun"),
    Text("die Zahlen stimmen", "the figures add up"),
    Text("die Form stimmt", "the form is right"),
    Text("der Inhalt trägt", "the content holds"),
    Text("vollständig", "complete"),
    Text("vorbildlich", "exemplary"),
)
"""Names of the levels. 1 to 3: no muss of that stage (arithmetic, form, content) is broken;
4: no sollte is; 5: no kann is."""


def maturity(
    findings: Iterable[Finding],
    rules: Mapping[str, Rule],
    failed: Collection[str],
    not_relevant: bool,
    open_: Collection[str] = (),
) -> dict[str, Any] | None:
    """``level``, ``name`` and ``next``: ``level``, ``rule``, ``open``, ``text``; texts [de, en].

    ``failed``: ids of the rules that could not be checked; ``open_``: of those that hang on what
    could not be read, which are not passed before they are answered. None where the Vorlage
    says with reason that it touches no goal: it is not measured by what it need not have.
    """
    if not_relevant:
        return None
    missing: dict[int, list[Finding]] = {}
    for finding in findings:
        level = _level(finding, rules.get(finding.rule), finding.rule in failed)
        missing.setdefault(level, []).append(finding)
    asked = [one for one in missing.get(4, ()) if one.asks]
    for rule in (rules[id_] for id_ in open_ if id_ in rules):
        if rule.severity is Severity.VIOLATION and asked:
            missing.setdefault(rule.stage, []).append(asked[0])
    reached = min(missing, default=len(LEVELS)) - 1
    return {
        "level": reached,
        "name": _both(LEVELS[reached]),
        "next": _step(missing[reached + 1], reached + 1) if missing else None,
    }


def _level(finding: Finding, rule: Rule | None, failed: bool) -> int:
    """The level that is not reached while this finding stands."""
    # What could not be checked is no accusation, but its rule is not passed either.
    severity = rule.severity if failed and rule else finding.severity
    if severity is Severity.VIOLATION:
        return rule.stage if rule else 1
    return 4 if severity is Severity.WARNING else 5


def _step(found: list[Finding], level: int) -> dict[str, Any]:
    first = found[0]
    return {"level": level, "rule": first.rule, "open": len(found), "text": _both(first.hint)}


def _both(text: Text) -> list[str]:
    return [text.de, text.en]
