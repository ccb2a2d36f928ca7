"""What all findings on a Vorlage come to together: the verdict, their order, how mature it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from leitgraph.check.maturity import maturity
from leitgraph.check.report import decide, in_order
from leitgraph.model import Finding, Rule, Verdict


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
) -> Conclusion:
    """``failed``: ids of the rules that could not be checked; ``stage``: see ``decide``."""
    ordered = in_order(findings)
    return Conclusion(
        verdict=decide(ordered, rules, not_relevant, stage),
        findings=tuple(ordered),
        facts={
            "unchecked": list(failed),
            "not_relevant": not_relevant,
            "maturity": maturity(ordered, rules, failed, not_relevant),
        },
    )
