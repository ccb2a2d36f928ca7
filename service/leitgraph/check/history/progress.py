"""Two checks of the same Vorlage side by side: mended, new, still open, and what else changed.

Two findings are the same if rule, place and value are; where the value changed (another sum, still
wrong), rule and place are enough. Used by the check page, whose last check travels with the
draft, and by the history.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from leitgraph.errors import BadData
from leitgraph.model import Finding, Report, Text, Verdict
from leitgraph.vorlage.draft.fields import parse

MOST = 100
"""Findings kept of a check."""
_LONG = 500
Key = tuple[str, ...]
CHANGES = {
    "draft": Text("Der Entwurf wurde geändert.", "The draft was changed."),
    "graph": Text(
        "Der Graph wurde seitdem geändert: Stand {before}, jetzt {now}. Neue Befunde können daher "
        "kommen, etwa weil ein Ziel ersetzt wurde.",
        "The graph was changed since: version {before}, now {now}. New findings may come from "
        "that, such as a goal that was replaced.",
    ),
    "rules": Text("Das Regelwerk ist ein anderes.", "The rules are others."),
    "profile": Text("Das Profil der Stadt ist ein anderes.", "The city's profile is another."),
    "date": Text(
        "Geprüft ist auf einen anderen Tag: {before}, jetzt {now}.",
        "Checked as of another day: {before}, now {now}.",
    ),
}
"""What may differ between two checks beside their findings."""


@dataclass(frozen=True)
class Seen:
    """A finding of an earlier check."""

    rule: str
    place: str
    value: str
    message: Text


@dataclass(frozen=True)
class Basis:
    """With what a check was made: date it is about, draft (SHA-256), graph, rules, profile.

    Empty where it is not known.
    """

    date: str = ""
    draft: str = ""
    graph: str = ""
    rules: str = ""
    profile: str = ""

    @classmethod
    def of(cls, report: Report) -> Basis:
        """What the certificate of a report says."""
        said = report.facts.get("certificate") or {}
        return cls(
            report.date,
            said.get("draft") or "",
            str(report.graph_version),
            said.get("rules") or "",
            said.get("profile") or "",
        )

    def changes(self, now: Basis) -> list[str]:
        """Names of what differs, as in ``CHANGES``; what either of them does not know does not."""
        return [
            name
            for name in CHANGES
            if getattr(self, name) != getattr(now, name) and self._knows(name) and now._knows(name)
        ]

    def _knows(self, name: str) -> bool:
        # A city without a profile is known to have none as soon as anything is known.
        return bool(self.rules if name == "profile" else getattr(self, name))

    def told(self, now: Basis, language: str) -> list[str]:
        """What differs, in words."""
        return [
            CHANGES[name].get(language).format(before=getattr(self, name), now=getattr(now, name))
            for name in self.changes(now)
        ]


@dataclass(frozen=True)
class Last:
    """An earlier check: its verdict, when (UTC), what it found, and with what it was made."""

    verdict: Verdict
    when: datetime
    findings: tuple[Seen, ...]
    basis: Basis = Basis()

    @classmethod
    def of(cls, report: Report) -> Last:
        """What is kept of a report."""
        return cls(report.verdict, datetime.now(UTC), seen_of(report), Basis.of(report))

    @classmethod
    def read(cls, text: str) -> Last | None:
        """What ``dump`` wrote; None for anything else."""
        try:
            data = parse(text)
            when = datetime.fromtimestamp(int(data["when"]), UTC)
            basis = Basis(*(str(part)[:100] for part in data.get("basis", ())[:5]))
            return cls(Verdict(data["verdict"]), when, read_seen(data["findings"]), basis)
        except (BadData, KeyError, TypeError, ValueError, OverflowError, OSError):
            return None

    def dump(self) -> str:
        """As a text that travels with the form."""
        data = {"verdict": self.verdict.value, "when": int(self.when.timestamp())}
        of = self.basis
        basis = [of.date, of.draft, of.graph, of.rules, of.profile]
        return json.dumps(
            data | {"findings": dump_seen(self.findings), "basis": basis}, ensure_ascii=False
        )


@dataclass
class Progress:
    """``mended`` are findings of the last check that are gone. ``basis``: that of this check."""

    last: Last | None = None
    mended: list[Seen] = field(default_factory=list)
    open: list[Finding] = field(default_factory=list)
    new: list[Finding] = field(default_factory=list)
    basis: Basis = Basis()

    def state(self, finding: Finding) -> str:
        """``new``, ``open``, or "" if there was no check before."""
        if self.last is None:
            return ""
        return "open" if any(known is finding for known in self.open) else "new"

    def changes(self, language: str) -> list[str]:
        """What changed beside the draft, in words."""
        if self.last is None:
            return []
        before = self.last.basis
        return Basis(before.date, "", before.graph, before.rules, before.profile).told(
            self.basis, language
        )


def since(last: Last | None, report: Report) -> Progress:
    """What the report says beside the last check."""
    if last is None:
        return Progress()
    findings = list(report.findings)
    mended, still = compared(
        last.findings, [_seen(f) for f in findings], report.facts.get("unchecked", ())
    )
    return Progress(
        last,
        mended,
        [finding for number, finding in enumerate(findings) if number in still],
        [finding for number, finding in enumerate(findings) if number not in still],
        Basis.of(report),
    )


def compared(
    before: Sequence[Seen], now: Sequence[Seen], unchecked: Sequence[str] = ()
) -> tuple[list[Seen], set[int]]:
    """The findings that are mended, and which of those of ``now`` (by index) are still open.

    ``unchecked``: rules that could not be checked now, which says nothing about what they found.
    """
    left, rest, still = list(before), list(range(len(now))), set[int]()
    silent = set(unchecked)
    keys: list[Callable[[Seen], Key]] = [
        lambda seen: (seen.rule, seen.place, seen.value),
        lambda seen: (seen.rule, seen.place),
        lambda seen: (seen.rule,) if seen.rule in silent else (seen.rule, seen.place),
    ]
    for key in keys:
        for number in list(rest):
            match = next((seen for seen in left if key(seen) == key(now[number])), None)
            if match is not None:
                left.remove(match)
                rest.remove(number)
                still.add(number)
    return [seen for seen in left if seen.rule not in silent], still


def seen_of(report: Report) -> tuple[Seen, ...]:
    """What is kept of a report's findings."""
    return tuple(_seen(finding) for finding in report.findings[:MOST])


def dump_seen(found: Sequence[Seen]) -> list[list[str]]:
    """Findings as lists of texts."""
    return [[f.rule, f.place, f.value, f.message.de, f.message.en] for f in found]


def read_seen(entries: Sequence[Any]) -> tuple[Seen, ...]:
    """What ``dump_seen`` gave. ``TypeError`` or ``ValueError`` for anything else."""
    return tuple(_read(entry) for entry in entries[:MOST])


def _seen(finding: Finding) -> Seen:
    message = Text(_clean(finding.message.de), _clean(finding.message.en))
    return Seen(finding.rule, finding.path or "", _clean(finding.value or ""), message)


def _read(entry: Any) -> Seen:
    rule, place, value, german, english = (str(part)[:_LONG] for part in entry)
    return Seen(rule, place, value, Text(german, english))


def _clean(text: str) -> str:
    """As it can travel with a form: one kind of line end, no stray code units, not too long."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return plain.encode("utf-8", "replace").decode("utf-8")[:_LONG]
