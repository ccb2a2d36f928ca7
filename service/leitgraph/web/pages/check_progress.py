"""What changed since a draft was checked last: mended, new, still open.

The findings of the last check travel with the draft. Two findings are the same if rule, place and
value are; where the value changed (another sum, still wrong), rule and place are enough.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from leitgraph.errors import BadData
from leitgraph.model import Finding, Report, Text, Verdict
from leitgraph.usecases.draft_fields import parse
from leitgraph.web.pages.check_form import clean

MOST = 100
"""Findings kept of a check."""
_LONG = 500
Key = tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """A finding of an earlier check."""

    rule: str
    place: str
    value: str
    message: Text


@dataclass(frozen=True)
class Last:
    """An earlier check: its verdict, when (UTC), and what it found."""

    verdict: Verdict
    when: datetime
    findings: tuple[Seen, ...]

    @classmethod
    def of(cls, report: Report) -> Last:
        """What is kept of a report."""
        found = tuple(_seen(finding) for finding in report.findings[:MOST])
        return cls(report.verdict, datetime.now(UTC), found)

    @classmethod
    def read(cls, text: str) -> Last | None:
        """What ``dump`` wrote; None for anything else."""
        try:
            data = parse(text)
            found = tuple(_read(entry) for entry in data["findings"][:MOST])
            when = datetime.fromtimestamp(int(data["when"]), UTC)
            return cls(Verdict(data["verdict"]), when, found)
        except (BadData, KeyError, TypeError, ValueError, OverflowError, OSError):
            return None

    def dump(self) -> str:
        """As a text that travels with the form."""
        found = [[f.rule, f.place, f.value, f.message.de, f.message.en] for f in self.findings]
        data = {"verdict": self.verdict.value, "when": int(self.when.timestamp())}
        return json.dumps(data | {"findings": found}, ensure_ascii=False)


@dataclass
class Progress:
    """``mended`` are findings of the last check that are gone."""

    last: Last | None = None
    mended: list[Seen] = field(default_factory=list)
    open: list[Finding] = field(default_factory=list)
    new: list[Finding] = field(default_factory=list)

    def state(self, finding: Finding) -> str:
        """``new``, ``open``, or "" if there was no check before."""
        if self.last is None:
            return ""
        return "open" if any(known is finding for known in self.open) else "new"


def since(last: Last | None, report: Report) -> Progress:
    """What the report says beside the last check."""
    if last is None:
        return Progress()
    left, new = list(last.findings), list(report.findings)
    progress = Progress(last)
    unchecked = set(report.facts.get("unchecked", ()))
    keys: list[Callable[[Seen], Key]] = [
        lambda seen: (seen.rule, seen.place, seen.value),
        lambda seen: (seen.rule, seen.place),
        # A rule that could not be checked now says nothing about what it found before.
        lambda seen: (seen.rule,) if seen.rule in unchecked else (seen.rule, seen.place),
    ]
    for key in keys:
        new = [finding for finding in new if not _take(key, finding, left, progress)]
    progress.mended = [seen for seen in left if seen.rule not in unchecked]
    progress.new = new
    return progress


def _take(key: Callable[[Seen], Key], finding: Finding, left: list[Seen], to: Progress) -> bool:
    wanted = key(_seen(finding))
    match = next((seen for seen in left if key(seen) == wanted), None)
    if match is None:
        return False
    left.remove(match)
    to.open.append(finding)
    return True


def _seen(finding: Finding) -> Seen:
    message = Text(clean(finding.message.de)[:_LONG], clean(finding.message.en)[:_LONG])
    value = clean(finding.value or "")[:_LONG]
    return Seen(finding.rule, finding.path or "", value, message)


def _read(entry: Any) -> Seen:
    rule, place, value, german, english = (str(part)[:_LONG] for part in entry)
    return Seen(rule, place, value, Text(german, english))
