"""Why a goal is suggested: hints, each with a strength, a sentence and what it is about."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from leitgraph.model import Text

WEIGHTS = {
    "genannt": 0.95,
    "ziel": 0.9,
    "gefahr": 0.85,
    "text": 0.8,
    "thema": 0.8,
    "produkt": 0.6,
    "raum": 0.4,
    "einheit": 0.35,
}
"""How far each kind of hint can go by itself: words say most, a unit has many goals."""


@dataclass(frozen=True)
class Hint:
    """One reason to suggest a goal. ``strength`` is 0 to 1 within its kind."""

    kind: str
    strength: float
    text: Text
    words: tuple[str, ...] = ()
    iri: str = ""
    label: str = ""
    passage: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON, without what is empty."""
        data = {
            "kind": self.kind,
            "words": list(self.words),
            "iri": self.iri,
            "label": self.label,
            "passage": self.passage,
        }
        said = {"text": {"de": self.text.de, "en": self.text.en}}
        return {name: value for name, value in data.items() if value} | said


def strongest(hints: Iterable[Hint]) -> list[Hint]:
    """The strongest hint of each kind, those that say most first."""
    best: dict[str, Hint] = {}
    for hint in hints:
        if hint.kind not in best or hint.strength > best[hint.kind].strength:
            best[hint.kind] = hint
    return sorted(best.values(), key=lambda hint: -WEIGHTS[hint.kind] * hint.strength)


def score(hints: Iterable[Hint]) -> float:
    """All hints together, 0 to 1: each takes its part of what the others leave open.

    Hints of one kind tell the same thing, so of each kind only the strongest counts (noisy-or).
    """
    kept = (1 - WEIGHTS[hint.kind] * hint.strength for hint in strongest(hints))
    return 1 - math.prod(kept)
