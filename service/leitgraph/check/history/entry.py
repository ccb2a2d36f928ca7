"""One check as the history keeps it: its row, and what it tells beside the one before it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from leitgraph.check.history.progress import Basis, Seen, compared, read_seen

METADATA = sa.MetaData()
CHECK = sa.Table(
    "check_made",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("subject", sa.String(64), nullable=False, index=True),
    sa.Column("origin", sa.String(10), nullable=False),
    sa.Column("view", sa.String(10), nullable=False),
    sa.Column("city", sa.String(100), nullable=False),
    sa.Column("kennung", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("first", sa.DateTime, nullable=False),
    sa.Column("last", sa.DateTime, nullable=False, index=True),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("date", sa.String(10), nullable=False),
    sa.Column("draft", sa.String(64), nullable=False),
    sa.Column("verdict", sa.String(30), nullable=False),
    sa.Column("findings", sa.Text, nullable=False),
    sa.Column("unchecked", sa.Text, nullable=False),
    sa.Column("graph_version", sa.Integer, nullable=False),
    sa.Column("rules", sa.String(64), nullable=False),
    sa.Column("profile", sa.String(64), nullable=False),
    sa.Index("check_made_kennung", "city", "kennung"),
)


@dataclass(frozen=True)
class Check:
    """A check that was kept. ``first`` and ``last`` (UTC): when it gave this answer."""

    number: int
    origin: str
    kennung: str
    title: str
    first: datetime
    last: datetime
    times: int
    verdict: str
    findings: tuple[Seen, ...]
    unchecked: tuple[str, ...]
    basis: Basis

    def as_dict(self, before: Check | None, language: str = "de") -> dict[str, Any]:
        """For people and programs in one language, with what changed since the one before."""
        data: dict[str, Any] = {
            "number": self.number,
            "origin": self.origin,
            "kennung": self.kennung,
            "title": self.title,
            "first": self.first.isoformat(timespec="seconds"),
            "last": self.last.isoformat(timespec="seconds"),
            "times": self.times,
            "date": self.basis.date,
            "draft": self.basis.draft or None,
            "verdict": self.verdict,
            "findings": [_told(seen, language) for seen in self.findings],
            "unchecked": list(self.unchecked),
            "graph_version": int(self.basis.graph),
            "rules": self.basis.rules,
            "profile": self.basis.profile or None,
            "since": None,
        }
        if before is not None:
            mended, still = compared(before.findings, self.findings, self.unchecked)
            found = list(enumerate(self.findings))
            data["since"] = {
                "number": before.number,
                "mended": [_told(seen, language) for seen in mended],
                "new": [_told(seen, language) for n, seen in found if n not in still],
                "open": [_told(seen, language) for n, seen in found if n in still],
                "changes": before.basis.changes(self.basis),
                "told": before.basis.told(self.basis, language),
            }
        return data


def in_turn(checks: Sequence[Check], language: str = "de") -> list[dict[str, Any]]:
    """Checks, newest first, each beside the one before it."""
    befores: list[Check | None] = [*checks[1:], *([None] if checks else [])]
    return [check.as_dict(before, language) for check, before in zip(checks, befores, strict=True)]


def check_of(row: Any) -> Check:
    """A check from its row."""
    return Check(
        number=row.number,
        origin=row.origin,
        kennung=row.kennung,
        title=row.title,
        first=row.first.replace(tzinfo=UTC),
        last=row.last.replace(tzinfo=UTC),
        times=row.times,
        verdict=row.verdict,
        findings=read_seen(json.loads(row.findings)),
        unchecked=tuple(json.loads(row.unchecked)),
        basis=Basis(row.date, row.draft, str(row.graph_version), row.rules, row.profile),
    )


def _told(seen: Seen, language: str) -> dict[str, Any]:
    return {
        "rule": seen.rule,
        "field": seen.place or None,
        "value": seen.value or None,
        "message": seen.message.get(language),
    }
