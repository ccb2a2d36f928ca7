"""A part of the rows of a named query, and whether there are more behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leitgraph.errors import BadParameter
from leitgraph.store.sparql.tokens import tokenise


@dataclass(frozen=True)
class Page:
    """``limit`` rows from ``offset`` on; without a limit all that are left."""

    limit: int | None = None
    offset: int = 0

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> Page:
        """As a job is told."""
        limit = payload.get("limit")
        return cls(None if limit is None else int(limit), int(payload.get("offset") or 0))

    @property
    def following(self) -> Page | None:
        """The first row behind this page; None if the page has no end."""
        return None if self.limit is None else Page(1, self.offset + self.limit)

    def of_query(self, text: str) -> str:
        """The query confined to the page. Rows come in the order that the query says.

        ``BadParameter`` for a query that has a limit of its own.
        """
        if self.limit is None and not self.offset:
            return text
        if _has_end(text):
            raise BadParameter(
                "Diese Frage hat selbst eine Höchstzahl von Zeilen; limit gibt es hier nicht.",
                "This query has a limit of its own; there is no limit here.",
                parameter="limit",
            )
        limit = "" if self.limit is None else f" LIMIT {self.limit}"
        return f"{text}\n{limit} OFFSET {self.offset}"


def _has_end(text: str) -> bool:
    """True if something stands behind the last brace that a limit could not follow."""
    after = text.rpartition("}")[2]
    words = {token.text.upper() for token in tokenise(after) if token.kind == "word"}
    return bool(words & {"LIMIT", "OFFSET", "VALUES"})
