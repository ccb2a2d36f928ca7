"""What a job is told of a draft that is asked about: one payload for checks and suggestions."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from leitgraph.config import Settings
from leitgraph.errors import TooLarge


class DraftPayload(TypedDict, total=False):
    """What is asked about a draft, or about the Vorlage ``focus`` of the graph; ``rules``: ids."""

    city: str
    date: str | None
    today: str
    media_type: str | None
    focus: str | None
    rules: list[str]


def payload_of(
    settings: Settings, body: bytes, media_type: str, city: str, day: str | None, focus: str | None
) -> DraftPayload:
    """The payload; ``TooLarge`` for a draft over the limit. "Today" is part of what is asked."""
    if len(body) > settings.draft_mb << 20:
        raise TooLarge(
            f"Der Entwurf ist größer als {settings.draft_mb} MB.",
            f"The draft is larger than {settings.draft_mb} MB.",
            limit_mb=settings.draft_mb,
        )
    return {
        "city": city,
        "date": day,
        "today": date.today().isoformat(),
        "media_type": media_type,
        "focus": focus,
    }
