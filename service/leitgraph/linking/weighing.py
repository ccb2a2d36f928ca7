"""Sentences in which a paper weighs one thing against another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leitgraph.linking.claims import Passage
from leitgraph.linking.keys import plain
from leitgraph.linking.sentences import sentences

NEAR = 3
"""So many passages after a statement its weighing is looked for first."""
_WEIGHS = re.compile(
    r"\b(?:(?:ab|gegeneinander\s+ab)gewogen|abwägung\w*|abzuwägen|überwieg(?:t|en|end\w*)"
    r"|wieg(?:t|en)\s+(?:\w+\s+){0,2}schwerer|zurückstehen|hingenommen|hinzunehmen"
    r"|in\s+kauf\s+(?:genommen|zu\s+nehmen|nehmen)|hat\s+vorrang|vorrang\s+(?:vor|gegenüber))\b"
    r"|\bw[äi]e?gt\b[^.]{0,120}\bab\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:nicht|keine?r?|ohne|entfällt|noch|wird\s+nachgereicht|folgt|entbehrlich)\b"
    r"[^,;]{0,30}\b(?:abgewogen|abwägung\w*|abzuwägen|hingenommen)"
    r"|\babwägung\w*\b[^,;]{0,40}\b(?:nicht|entfällt|entbehrlich|unterblieb|steht\s+aus|folgt|keine)",
    re.IGNORECASE,
)
_LEAST = 5
"""A weighing has so many words; „Abwägung:“ is a label."""


def weighing(passages: Sequence[Passage], place: str = "") -> Passage | None:
    """The sentence that weighs, with the next of its passage; the nearest behind a place."""
    start = next((at for at, one in enumerate(passages) if place and one.place == place), 0)
    order = [*range(start, min(len(passages), start + NEAR + 1)), *range(len(passages))]
    for at in order:
        found = _in(passages[at])
        if found is not None:
            return found
    return None


def _in(one: Passage) -> Passage | None:
    if _WEIGHS.search(one.text) is None:
        return None
    parts = sentences(plain(one.text[:20_000]))
    for at, sentence in enumerate(parts):
        said = sentence.text
        if _WEIGHS.search(said) and not _DENIES.search(said) and len(said.split()) >= _LEAST:
            return Passage(" ".join(part.text for part in parts[at : at + 2]), one.place)
    return None
