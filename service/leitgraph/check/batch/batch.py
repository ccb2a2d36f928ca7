"""Check all Vorlagen of a city: in parallel, in a set order, each result on disk as it is there.

The results stand in a file of JSON lines: first what they were made with, then one line for each
Vorlage in the order of the IRIs. A run that was ended goes on after the last whole line. Nothing in
the file depends on when or in how many runs it was made, so an undisturbed run gives the same
bytes.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from leitgraph.catalog.profiles import profile_path
from leitgraph.check.certificate import hash_of_files
from leitgraph.check.check import check_report
from leitgraph.check.listing import Paper
from leitgraph.config import Settings
from leitgraph.errors import (
    BadQuery,
    Busy,
    Conflict,
    DeadlineExceeded,
    OutOfMemory,
    TooManyRequests,
)
from leitgraph.model import Principal, Report, Verdict
from leitgraph.store.service import Graph

UNCHECKED = "nicht-pruefbar"
"""The outcome of a Vorlage that could not be checked, or not by all rules that count."""
OUTCOMES = (*(verdict.value for verdict in Verdict), UNCHECKED)
_BREAKS = (DeadlineExceeded, OutOfMemory, BadQuery)
AHEAD = 4
"""So many results per job may wait for one before them."""
PATIENCE = 30
"""Times that a question is asked again when no reader is free, with pauses up to two seconds."""


@dataclass(frozen=True)
class Result:
    """What came of one Vorlage. ``report`` is None if it could not be checked at all."""

    paper: Paper
    outcome: str
    report: Report | None
    reason: str = ""

    def line(self) -> dict[str, Any]:
        """What is kept of it in a file."""
        findings = self.report.findings if self.report else ()
        return {
            "vorlage": self.paper.iri,
            "kennung": self.paper.kennung,
            "datum": self.paper.day,
            "einheit": self.paper.unit,
            "ergebnis": self.outcome,
            "befunde": [
                {
                    "regel": f.rule,
                    "schwere": f.severity.value,
                    "feld": f.path or "",
                    "wert": f.value or "",
                    "meldung": f.message.de,
                }
                for f in findings
            ],
            "erfuellt": list(self.report.passed) if self.report else [],
            "ungeprueft": list(self.report.facts.get("unchecked", ())) if self.report else [],
            "grund": self.reason,
        }


def outcome_of(report: Report) -> str:
    """The verdict; ``UNCHECKED`` if a rule failed, unless something is to be clarified anyway."""
    if report.facts.get("unchecked") and report.verdict is not Verdict.KLAERUNGSBEDUERFTIG:
        return UNCHECKED
    return report.verdict.value


def basis(settings: Settings, city: str) -> dict[str, str]:
    """The hashes of what ships with Leitgraph and decides a check: rules, ontology, profile."""
    profile = profile_path(settings.content_dir("data"), city)
    return {
        "rules": hash_of_files(settings.content_dir("shapes") / "rules", ["**/*.ttl"]),
        "ontology": hash_of_files(settings.content_dir("ontology"), ["*.ttl", "*.jsonld"]),
        "profile": hash_of_files(profile.parent, [profile.name]) if profile else "",
    }


async def check_all(
    graph: Graph,
    settings: Settings,
    papers: Sequence[Paper],
    city: str,
    day: str | None,
    principal: Principal,
    version: int,
    jobs: int = 1,
) -> AsyncGenerator[Result, None]:
    """The results in the order of the papers, ``jobs`` of them under way at a time.

    ``Conflict`` as soon as one was made on another graph than ``version``: what came before it
    stands.
    """
    waiting: deque[asyncio.Task[Result]] = deque()
    seats = asyncio.Semaphore(jobs)
    rest = iter(papers)

    async def one(paper: Paper) -> Result:
        async with seats:
            return await _checked(graph, settings, paper, city, day, principal)

    try:
        while True:
            # Some wait ahead of those under way, so that a slow one at the front stops nobody.
            for paper in islice(rest, AHEAD * jobs - len(waiting)):
                waiting.append(asyncio.create_task(one(paper)))
            if not waiting:
                return
            result = await waiting[0]
            waiting.popleft()
            if result.report is not None and result.report.graph_version != version:
                raise moved(version, result.report.graph_version)
            yield result
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


def moved(before: int, now: int) -> Conflict:
    """The error for results of two versions of the graph that would stand side by side."""
    return Conflict(
        f"Der Graph wurde währenddessen geändert (Stand {before}, jetzt {now}); Ergebnisse von "
        "zwei Ständen gehören nicht in eine Auswertung. Bitte neu beginnen.",
        f"The graph was changed meanwhile (version {before}, now {now}); results of two versions "
        "do not belong together. Please begin anew.",
        version=now,
    )


async def _checked(
    graph: Graph, settings: Settings, paper: Paper, city: str, day: str | None, who: Principal
) -> Result:
    """One Vorlage; that it could not be checked is an outcome, and no error."""
    for attempt in range(PATIENCE):
        try:
            report = await check_report(graph, settings, b"", "", city, day, who, focus=paper.iri)
            return Result(paper, outcome_of(report), report)
        except (Busy, TooManyRequests):
            if attempt == PATIENCE - 1:
                raise
            await asyncio.sleep(min(2.0, 0.05 * 2**attempt))
        except _BREAKS as error:
            return Result(paper, UNCHECKED, None, error.detail)
    raise AssertionError
