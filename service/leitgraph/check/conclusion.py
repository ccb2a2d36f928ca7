"""What all findings on a Vorlage come to together: the verdict, their order, how mature it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leitgraph.check.document.unread import Open
from leitgraph.check.maturity import maturity
from leitgraph.check.report import decide, in_order
from leitgraph.model import Finding, Rule, Severity, Verdict
from leitgraph.vorlage.states import places_of


@dataclass(frozen=True)
class Conclusion:
    """The part of a report that follows from its findings. ``facts``: for those of the report."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    facts: dict[str, Any]


def conclude(
    findings: Iterable[Finding],
    rules: Mapping[str, Rule],
    failed: Collection[str],
    not_relevant: bool,
    stage: int,
    open_: Open,
) -> Conclusion:
    """``failed``: ids of the rules that could not be checked; ``stage``: see ``decide``; ``open_``:
    the rules that hang on what could not be read, with the fields."""
    heavy = needed(open_, rules, not_relevant, stage)
    ordered = in_order(_weighed(findings, heavy))
    return Conclusion(
        verdict=decide(ordered, rules, not_relevant, stage, open_),
        findings=tuple(ordered),
        facts={
            "unchecked": list(failed),
            "open": [{"rule": id_, "fields": list(fields)} for id_, fields in open_.items()],
            "not_relevant": not_relevant,
            "maturity": maturity(ordered, rules, failed, not_relevant, open_),
        },
    )


def needed(
    open_: Open, rules: Mapping[str, Rule], not_relevant: bool, stage: int
) -> frozenset[str]:
    """The unread fields on which a muss or sollte hangs that counts for this Vorlage."""
    return frozenset(
        name
        for id_, fields in open_.items()
        if id_ in rules
        and rules[id_].severity is not Severity.INFO
        and not (not_relevant and rules[id_].stage > stage)
        for name in fields
    )


def _weighed(findings: Iterable[Finding], heavy: Collection[str]) -> Iterator[Finding]:
    """One question about each field that a rule hangs on bears weight; all others are told."""
    asked: set[str] = set()
    for finding in findings:
        if not finding.asks:
            yield finding
            continue
        about = set(places_of(finding.field or finding.path or ""))
        wanted = bool(about & set(heavy) - asked)
        asked |= about if wanted else set()
        yield replace(finding, severity=Severity.WARNING if wanted else Severity.INFO)
