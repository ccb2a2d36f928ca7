"""Whose checks somebody sees: those of a Vorlage of the graph, and those of a kept draft."""

from __future__ import annotations

import asyncio

from leitgraph.check.history.entry import Check
from leitgraph.check.history.history import History
from leitgraph.check.listing import paper
from leitgraph.errors import NotFound
from leitgraph.model import Principal, Role
from leitgraph.store.service import Graph
from leitgraph.vorlage.draft.kept_drafts import Drafts


async def checks_of_paper(
    graph: Graph, history: History, city: str, name: str, who: Principal
) -> list[Check]:
    """Checks of a Vorlage that this asker sees, newest first; for admins those of drafts too.

    ``name`` is a Kennung or an IRI. ``NotFound`` if there is none that this asker sees.
    """
    iri = kennung = name
    try:
        found = await paper(graph, city, name, who)
        iri, kennung = found.iri, found.kennung
    except NotFound:
        if who.role is not Role.ADMIN:
            raise
        checks = await asyncio.to_thread(history.of_paper, city, iri, kennung, who)
        if checks:
            return checks
        raise
    return await asyncio.to_thread(history.of_paper, city, iri, kennung, who)


async def checks_of_draft(drafts: Drafts, history: History, id_: str) -> list[Check]:
    """Checks of a kept draft, newest first. ``NotFound`` if there is none of that id (any more)."""
    await asyncio.to_thread(drafts.get, id_)
    return await asyncio.to_thread(history.of_draft, id_)
