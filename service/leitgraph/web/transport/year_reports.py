"""Yearly reports for the pages: one is made at a time, and kept for its version of the graph.

Whoever asks waits a little, and is told to come back if that is not enough; the work goes on.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeAlias

from leitgraph.config import Settings
from leitgraph.errors import Busy, Conflict
from leitgraph.model import City, Principal, Rule
from leitgraph.reports.pdf import year_pdf_of
from leitgraph.reports.year import year_report
from leitgraph.store.service import Graph

PATIENCE = 8.0
"""Seconds that somebody waits for a report before being told to come back."""
WAITING = 4
"""Reports under way or waiting for their turn; who asks for more is told to come back."""
MOST = 5000
"""Vorlagen of a report that is made for a page."""
KEPT = 16
_ANYBODY = Principal()
Key: TypeAlias = tuple[int, str, int, str]
"""Version of the graph, city, year, and the language of a PDF (empty: the data)."""


class YearReports:
    """The reports of one service. Used in one loop."""

    def __init__(self, settings: Settings, rules: Mapping[str, Rule]) -> None:
        self._settings = settings
        self._rules = rules
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._under_way: dict[Key, asyncio.Task[bytes]] = {}
        self._turn = asyncio.Lock()

    async def report(self, graph: Graph, city: City, year: int) -> dict[str, Any]:
        """The report as data. ``Busy`` if it is not ready yet."""

        async def make() -> bytes:
            made = await year_report(graph, self._settings, city, self._rules, year, most=MOST)
            return json.dumps(made, ensure_ascii=False).encode()

        found: dict[str, Any] = json.loads(
            await self._made((graph.version, city.slug, year, ""), make)
        )
        return found

    async def pdf(self, graph: Graph, city: City, year: int, language: str) -> bytes:
        """The report as PDF. ``Busy`` if it is not ready yet."""
        data = await self.report(graph, city, year)
        key = (int(data["basis"]["graph_version"]), city.slug, year, language)
        return await self._made(key, lambda: year_pdf_of(graph, data, language, _ANYBODY))

    async def close(self) -> None:
        """Give up what is under way."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _made(self, key: Key, make: Callable[[], Coroutine[Any, Any, bytes]]) -> bytes:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        task = self._under_way.get(key)
        if task is None:
            if len(self._under_way) >= WAITING:
                raise _later()
            task = asyncio.create_task(self._in_turn(key, make))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._ended(key, done))
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.shield(task)
        except (TimeoutError, Conflict):
            raise _later() from None

    async def _in_turn(self, key: Key, make: Callable[[], Coroutine[Any, Any, bytes]]) -> bytes:
        async with self._turn:
            body = await make()
        self._kept[key] = body
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return body

    def _ended(self, key: Key, task: asyncio.Task[bytes]) -> None:
        self._under_way.pop(key, None)
        if not task.cancelled():
            task.exception()  # not a fault if nobody waits for it any more


def _later() -> Busy:
    return Busy(
        "Der Bericht wird gerade erstellt. Bitte laden Sie die Seite in einigen Sekunden neu.",
        "The report is being made. Please load the page again in a few seconds.",
        retry_after=5,
    )
