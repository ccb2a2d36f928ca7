"""Justified text: blanks that stretch a line to the margin part words, not cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from leitgraph.vorlage.blocks import Line

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_STRETCHED = 3
"""Blanks that a word processor puts between two words at most, in text as it is saved."""
_LONG = 50
"""A justified line is at least so long."""
_WORDS_OF_SENTENCES = re.compile(
    r"(?:de[rsmn]|die|das|eine[rsmn]?|und|oder|sowie|ist|sind|war|wird|werden|wurden?|hat|haben|"
    r"kann|können|soll(?:en)?|muss|müssen|vo[nm]|zu[mr]?|für|i[mn]|a[mn]|auf|aus|bei|mit|nach|"
    r"über|unter|durch|gegen|um|als|auch|nicht|noch|nur|wie|dass|sich|reich(?:t|en)|bleib(?:t|en)|"
    r"gesehen|ergab|dien(?:t|en))",
    re.IGNORECASE,
)
"""No value of a form begins with one of these."""


def unjustified(lines: Sequence[Line]) -> list[Line]:
    """The lines; those of justified text with one blank between their words."""
    found: list[Line] = []
    within = False
    for line in lines:
        text = line.text
        if "  " in text and "|" not in text and "\t" not in text:
            within = _is_sentence(text, 0 if within else _LONG)
            line = replace(line, text=_GAP.sub(" ", text)) if within else line
        elif not text.strip():
            within = False
        found.append(line)
    return found


def _is_sentence(text: str, least: int) -> bool:
    gaps = [gap.end() - gap.start() for gap in _GAP.finditer(text)]
    cells = _GAP.split(text.strip())
    if not gaps or len(text.strip()) < least or any(cell.endswith(":") for cell in cells):
        return False
    words = text.split()
    small = sum(1 for cell in cells[1:] if cell[:1].islower())
    if len(gaps) >= 3 and len(words) <= 1.5 * len(cells) and small >= len(gaps) / 3:
        return True
    goes_on = any(_goes_on(left, right) for left, right in pairwise(cells))
    return goes_on and max(gaps) <= _STRETCHED and len(words) >= 6


def _goes_on(left: str, right: str) -> bool:
    """True if a sentence runs over the gap."""
    first = right.partition(" ")[0]
    return _WORDS_OF_SENTENCES.fullmatch(first) is not None or left.endswith(",")
