"""What all findings on a Vorlage come to together: the verdict, their order, how mature it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leitgraph.check.document.unread import Open
from leitgraph.check.maturity import maturity
from leitgraph.check.report import decide, in_order
from leitgraph.exporters.reports.fields import field_words
from leitgraph.model import Finding, Rule, Severity, Text, Verdict
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
    found = list(findings)
    asked = _weighed(found, needed(found, rules, not_relevant, stage, open_))
    ordered = in_order([*(one for one in found if not one.asks), *asked[0], *_together(asked[1])])
    return Conclusion(
        verdict=decide(ordered, rules, not_relevant, stage, open_),
        findings=tuple(ordered),
        facts={
            "unchecked": list(failed),
            "open": [{"rule": id_, "fields": list(fields)} for id_, fields in open_.items()],
            "asides": [_aside(one) for one in asked[1]],
            "not_relevant": not_relevant,
            "maturity": maturity(ordered, rules, failed, not_relevant, open_),
        },
    )


def needed(
    findings: Iterable[Finding],
    rules: Mapping[str, Rule],
    not_relevant: bool,
    stage: int,
    open_: Open,
) -> dict[str, tuple[str, ...]]:
    """The rules, with their unread fields, on which the verdict hangs; none where it stands."""
    if decide(findings, rules, not_relevant, stage, open_) is not Verdict.NICHT_BEURTEILBAR:
        return {}
    heavy = [id_ for id_ in open_ if id_ in rules and rules[id_].severity is not Severity.INFO]
    heavy = [id_ for id_ in heavy if not (not_relevant and rules[id_].stage > stage)]
    heavy.sort(key=lambda id_: rules[id_].severity is not Severity.VIOLATION)
    return {id_: open_[id_] for id_ in heavy}


def _weighed(
    findings: Iterable[Finding], hanging: Mapping[str, tuple[str, ...]]
) -> tuple[list[Finding], list[Finding]]:
    """The questions that bear weight, one for each rule that the verdict hangs on; the others."""
    heavy: list[Finding] = []
    asides: list[Finding] = []
    left = dict(hanging)
    for finding in (one for one in findings if one.asks):
        about = set(places_of(finding.field or finding.path or ""))
        settled = [id_ for id_, fields in left.items() if about & set(fields)]
        severity = Severity.WARNING if settled else Severity.INFO
        (heavy if settled else asides).append(replace(finding, severity=severity))
        for id_ in settled:
            del left[id_]
    return heavy, asides


def _together(asides: list[Finding]) -> list[Finding]:
    """Questions that change nothing, as one thing to know: what they are about."""
    if len(asides) < 2:
        return asides
    names = [_name_of(one.field or one.path or "") for one in asides]
    german, english = (
        ", ".join(dict.fromkeys(filter(None, parts)))
        for parts in ([name.de for name in names], [name.en for name in names])
    )
    said = Text(
        f"Nicht sicher gelesen, ohne Folgen für das Ergebnis: {german}.",
        f"Not read for certain, without effect on the result: {english}.",
    )
    first = asides[0]
    return [replace(first, message=said, field=None, path=None, value=None, place=None, options=())]


def _aside(finding: Finding) -> dict[str, Any]:
    return {
        "field": finding.field or finding.path or "",
        "message": [finding.message.de, finding.message.en],
        "options": list(finding.options),
        "place": finding.place or "",
    }


def _name_of(field: str) -> Text:
    """What the form calls a field."""
    return Text(field_words(field), field_words(field, "en"))
