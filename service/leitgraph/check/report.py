"""From SHACL results to findings and a verdict.

pySHACL fills the variables into a message but loses its language, and writes amounts and dates as
they stand in the data. So each message is read back against its templates: which template it
came from tells the language, and what stands in a variable's place is written as a clerk writes
it (``1.650.000,00 €``, ``16.06.2025``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from leitgraph.dates import month_shown
from leitgraph.model import Finding, Rule, Severity, Text, Verdict
from leitgraph.shacl.rules.validate import Result

INPUT = "eingabe"
"""Id under which the check speaks about the input itself, not about a rule."""
EXEMPT = "ausnahme"
"""Id under which the check says that a Vorlage is on its city's exemption list."""

_WEIGHT = {Severity.VIOLATION: 0, Severity.WARNING: 1, Severity.INFO: 2}
_VARIABLE = re.compile(r"\{[?$](\w+)\}")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d)?")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def findings_of(results: Iterable[Result], rules: Mapping[str, Rule]) -> list[Finding]:
    """One finding for each result, in order of weight. A shape of no rule is a ``KeyError``."""
    by_shape = {shape: rule for rule in rules.values() for shape in rule.shapes}
    found = {_finding(result, by_shape[result.shape]) for result in results}
    return in_order(found)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by weight, then by rule and place."""
    return sorted(
        findings,
        key=lambda f: (_WEIGHT[f.severity], f.rule, f.path or "", f.value or "", f.message.de),
    )


def _finding(result: Result, rule: Rule) -> Finding:
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=_message(result.messages, rule.messages.get(result.constraint), rule),
        hint=rule.hint,
        source=rule.source,
        focus=result.focus,
        path=result.path or None,
        value=(result.value or None) if result.value != result.focus else None,
    )


def unchecked(rule: Rule, focus: str) -> Finding:
    """The finding for a rule that failed or ran too long: no pass, and no accusation."""
    return Finding(
        rule=rule.id,
        severity=Severity.WARNING,
        message=Text(
            f"Die Regel „{rule.title.de}“ konnte nicht geprüft werden.",
            f"The rule “{rule.title.en}” could not be checked.",
        ),
        hint=Text(
            "Bitte prüfen Sie diesen Punkt selbst oder versuchen Sie es später erneut.",
            "Please check this point yourself or try again later.",
        ),
        source=rule.source,
        focus=focus,
    )


def decide(
    findings: Iterable[Finding],
    rules: Mapping[str, Rule],
    not_relevant: bool,
    stage: int = 1,
    open_: Collection[str] = (),
) -> Verdict:
    """The verdict: the gravest thing that is sure, unless what is open could be graver.

    A broken muss asks for clarification, whatever else is open. Then a muss that is open (its id
    in ``open_``) leaves it undecided; then a broken sollte gives hints; then a sollte that is open
    leaves it undecided. A Vorlage that says with a reason that it touches no goal is not relevant,
    whatever is hinted at; only what rules up to ``stage`` say (1: sums that are wrong) counts.
    """
    found = [one for one in findings if not one.asks]
    hanging = [rules[id_] for id_ in open_ if id_ in rules]
    if not_relevant:
        found = [f for f in found if f.rule in rules and rules[f.rule].stage <= stage]
        hanging = [rule for rule in hanging if rule.stage <= stage]
    broken, undecided = {f.severity for f in found}, {rule.severity for rule in hanging}
    if Severity.VIOLATION in broken:
        return Verdict.KLAERUNGSBEDUERFTIG
    if Severity.VIOLATION in undecided:
        return Verdict.NICHT_BEURTEILBAR
    if not_relevant:
        return Verdict.NICHT_RELEVANT
    if Severity.WARNING in broken:
        return Verdict.HINWEISE
    return Verdict.NICHT_BEURTEILBAR if Severity.WARNING in undecided else Verdict.KONFORM


def _message(filled: tuple[str, ...], templates: Text | None, rule: Rule) -> Text:
    if templates is None:
        return Text(filled[0] if filled else rule.title.de, filled[-1] if filled else rule.title.en)
    return retold(filled, templates)


def retold(filled: tuple[str, ...], templates: Text) -> Text:
    """Messages as pySHACL filled them in, read back against their templates."""
    return Text(
        _retell(filled, templates.de, german_value),
        _retell(filled, templates.en, english_value),
    )


def _retell(filled: tuple[str, ...], template: str, show: Callable[[str, str], str]) -> str:
    pattern = _pattern(template)
    for text in filled:
        match = pattern.fullmatch(text)
        if match is not None:
            parts = _VARIABLE.split(template)
            parts[1::2] = map(show, parts[1::2], match.groups())
            return "".join(parts)
    return template


@lru_cache(maxsize=1024)
def _pattern(template: str) -> re.Pattern[str]:
    parts = _VARIABLE.split(template)
    return re.compile(
        "".join("(.*?)" if i % 2 else re.escape(part) for i, part in enumerate(parts)), re.DOTALL
    )


def german_value(variable: str, value: str) -> str:
    """A variable's value as written in German: ``…Euro`` as an amount, dates as 16.06.2025."""
    date = _DATE.fullmatch(value)
    if date is not None:
        return f"{date[3]}.{date[2]}.{date[1]}"
    if _DECIMAL.fullmatch(value):
        if variable.endswith("Euro"):
            return f"{_grouped(value).translate(str.maketrans(',.', '.,'))} €"
        return value.replace(".", ",")
    return month_shown(value) or value


def english_value(variable: str, value: str) -> str:
    """A variable's value as written in English: ``…Euro`` as an amount, dates as 16 June 2025."""
    date = _DATE.fullmatch(value)
    if date is not None and 1 <= int(date[2]) <= 12:
        return f"{int(date[3])} {month_shown(value[:7], 'en')}"
    if variable.endswith("Euro") and _DECIMAL.fullmatch(value):
        return f"€{_grouped(value)}"
    return month_shown(value, "en") or value


def _grouped(value: str) -> str:
    try:
        return f"{Decimal(value):,.2f}"
    except InvalidOperation:
        return value
