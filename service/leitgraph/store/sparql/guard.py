"""Reads a query or update before the engine does, and refuses what must not run.

Refused: SERVICE and LOAD wherever they stand (the engine would go out to the network), texts over
the size cap, nesting and numbers of triple patterns that the engine's parser or planner cannot
bear. Found on the way: the form, the dataset clauses, the graphs that an update writes.
"""

from __future__ import annotations

from functools import lru_cache

from leitgraph.errors import BadQuery, TooLarge
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.store.sparql.scan import Checked, Reading

__all__ = ["PREFIXES", "QUERY_BYTES", "Checked", "check_query", "check_update"]

QUERY_BYTES = 65536


def check_query(text: str, *, base: str = "", size: int = QUERY_BYTES) -> Checked:
    """What is known of a query; raises ``Forbidden``, ``BadQuery`` or ``TooLarge``."""
    return _require(_sized(text, base, size, update=False), update=False)


def check_update(text: str, *, base: str = "", size: int = QUERY_BYTES) -> Checked:
    """What is known of an update; raises ``Forbidden``, ``BadQuery`` or ``TooLarge``."""
    return _require(_sized(text, base, size, update=True), update=True)


def _sized(text: str, base: str, size: int, *, update: bool) -> Checked:
    try:
        length = len(text.encode())
    except UnicodeEncodeError as error:
        raise BadQuery(
            "Die Abfrage enthält Zeichen, die es in Unicode nicht gibt.",
            "The query holds characters that are not in Unicode.",
        ) from error
    if length > size:
        raise TooLarge(
            f"Die Abfrage ist größer als {size} Byte.",
            f"The query is larger than {size} bytes.",
            limit=size,
        )
    # Long texts are read anew each time: keeping them would cost more memory than it saves time.
    if len(text) <= QUERY_BYTES:
        return _check(text, base, update)
    return Reading(text, base, prologue_does=update).run()


def _require(found: Checked, *, update: bool) -> Checked:
    if found.update == update or not found.form:
        return found
    if found.update:
        raise BadQuery(
            f"{found.form} ist eine Änderung; hier wird nur gelesen. Änderungen kommen als update.",
            f"{found.form} is an update; this place only reads. Send it as an update.",
        )
    raise BadQuery(
        f"{found.form} ist eine Abfrage, keine Änderung.",
        f"{found.form} is a query, not an update.",
    )


@lru_cache(maxsize=512)
def _check(text: str, base: str, update: bool) -> Checked:
    return Reading(text, base, prologue_does=update).run()
