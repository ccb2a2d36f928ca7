"""A batch from its first Vorlage, or from where it stopped, to the last one."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leitgraph.check.batch.batch import OUTCOMES, basis, check_all
from leitgraph.check.batch.file import BatchFile
from leitgraph.check.batch.verdicts import Judged, record
from leitgraph.check.certificate import engines
from leitgraph.check.history.history import History
from leitgraph.check.listing import Paper, papers
from leitgraph.config import Settings
from leitgraph.errors import BadParameter
from leitgraph.model import Principal, Report
from leitgraph.store.service import Graph
from leitgraph.vorlage import values

REMEMBERED = 50
"""Checks that the history takes at a time."""


@dataclass
class Summary:
    """How a batch went. ``before``: results that an earlier run had left; ``seconds`` of this.

    ``recorded``: the version of the graph that holds the results, if they were to be kept there.
    """

    version: int
    total: int
    before: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    judged: list[Judged] = field(default_factory=list)
    recorded: int | None = None

    def add(self, line: dict[str, Any]) -> None:
        """Count one result, as it stands in the file."""
        self.outcomes[line["ergebnis"]] += 1
        self.rules.update({finding["regel"] for finding in line["befunde"]})
        self.judged.append(Judged.of(line))

    def as_dict(self) -> dict[str, Any]:
        """For ``--format json``."""
        return {
            "graph_version": self.version,
            "total": self.total,
            "before": self.before,
            "seconds": round(self.seconds, 2),
            "outcomes": {name: self.outcomes[name] for name in OUTCOMES},
            "rules": dict(sorted(self.rules.items(), key=lambda pair: (-pair[1], pair[0]))),
            **({} if self.recorded is None else {"recorded": self.recorded}),
        }


async def run_batch(
    graph: Graph,
    settings: Settings,
    city: str,
    day: str | None,
    principal: Principal,
    *,
    jobs: int,
    path: Path | None = None,
    fresh: bool = False,
    history: History | None = None,
    keep: bool = False,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Check all Vorlagen of a city. ``told`` hears how many are done, of how many.

    With ``path`` each result is on disk before the next, and a second run goes on there. With
    ``keep`` the results are official: they go into the graph, all in one patch at the end.
    """
    if not 1 <= jobs <= settings.readers_max:
        raise BadParameter(
            f"--jobs ist eine Zahl von 1 bis {settings.readers_max} (LEITGRAPH_READERS_MAX).",
            f"--jobs is a number from 1 to {settings.readers_max} (LEITGRAPH_READERS_MAX).",
            parameter="jobs",
        )
    day = values.day("date", day).isoformat() if day else None
    begun = time.monotonic()
    wanted, version = await papers(graph, city, principal)
    summary = Summary(version, len(wanted))
    remembered: list[Report] = []
    with contextlib.ExitStack() as stack:
        file: BatchFile | None = None
        if path is not None:
            head = await _head(graph, settings, city, day, principal, version, len(wanted))
            file = stack.enter_context(BatchFile.open(path, head, fresh=fresh))
            for line in _fitting(file, wanted):
                summary.add(line)
                summary.before += 1
        told(summary.before, summary.total)
        rest = wanted[summary.before :]
        results = check_all(graph, settings, rest, city, day, principal, version, jobs)
        async with contextlib.aclosing(results):
            async for result in results:
                line = result.line()
                if file is not None:
                    await asyncio.to_thread(file.append, line)
                summary.add(line)
                told(sum(summary.outcomes.values()), summary.total)
                if result.report is not None:
                    remembered.append(result.report)
                if history is not None and len(remembered) >= REMEMBERED:
                    await history.remember(remembered, principal)
                    remembered = []
    if history is not None:
        await history.remember(remembered, principal)
    if keep:
        rules = (await asyncio.to_thread(basis, settings, city))["rules"]
        kept = await record(
            graph, settings, city, summary.judged,
            day=day, rules=rules, version=version, principal=principal,
        )  # fmt: skip
        summary.recorded = kept.version
    summary.seconds = time.monotonic() - begun
    return summary


def _fitting(file: BatchFile, wanted: list[Paper]) -> list[dict[str, Any]]:
    """The results that were there, as far as they are those of the first papers."""
    for number, line in enumerate(file.done):
        if number >= len(wanted) or line.get("vorlage") != wanted[number].iri:
            file.cut(number)
            break
    return file.done


async def _head(
    graph: Graph,
    settings: Settings,
    city: str,
    day: str | None,
    principal: Principal,
    version: int,
    count: int,
) -> dict[str, Any]:
    """What all results of a file are made with."""
    return {
        "city": city,
        "date": day,
        "view": principal.role.value,
        "count": count,
        "graph_version": version,
        "journal": await asyncio.to_thread(graph.journal.hash_at, version),
        **await asyncio.to_thread(basis, settings, city),
        "engines": engines(None),
    }
