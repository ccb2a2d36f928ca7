"""When the graph changed last, as HTTP tells it."""

from __future__ import annotations

from datetime import UTC, datetime

from leitgraph.store.service import Graph


async def last_change(graph: Graph) -> datetime:
    """The time of the last change, to the second; the beginning of time if there was none."""
    entries = await graph.log(1)
    found = entries[0].time if entries else datetime.fromtimestamp(0, UTC)
    return found.astimezone(UTC).replace(microsecond=0)
