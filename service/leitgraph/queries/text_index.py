"""Where ``leit:suche`` finds things: the room that has the index puts its function here."""

from __future__ import annotations

from collections.abc import Callable

from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError
from leitgraph.store.host.job import ReaderContext, Shared
from leitgraph.store.sparql import text_search

Finder = Callable[[ReaderContext, str, int], list[str]]


def _none(_: Settings) -> Finder:
    def nowhere(ctx: ReaderContext, text: str, most: int) -> list[str]:
        raise LeitgraphError(
            "Hier gibt es keine Volltextsuche.", "There is no full-text search here."
        )

    return nowhere


TEXT_INDEX: Shared[Finder] = Shared("text-index", _none)


def searched(ctx: ReaderContext, query: str) -> str:
    """The query with its full-text searches as what they find for who asks."""
    finder = ctx.warm.get(TEXT_INDEX)
    return text_search.mended(query, ctx.base, lambda text, most: finder(ctx, text, most))
