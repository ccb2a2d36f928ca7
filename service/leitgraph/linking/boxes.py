"""Boxes in a line of a form, each with the words that stand beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

_BOX = re.compile(r"[☐☒☑☓✓✔✗✘□■⊠🗹🗷]|\[[ xX]?\]|\((?:[xX]|\s)\)")
_EMPTY = re.compile(r"[☐□]|\[ ?\]|\(\s\)")


@dataclass(frozen=True)
class Box:
    """A box at ``sign``; its words stand from ``start`` to ``end``.

    ``ticked`` is None where boxes and words have lost their order, as in some PDF files.
    """

    ticked: bool | None
    sign: int
    start: int
    end: int

    def holds(self, at: int) -> bool:
        """True if that place is among the words of the box."""
        return self.start <= at < self.end


def boxes(text: str) -> list[Box]:
    """The boxes of a text with the words after each; before each, if the text ends with a box."""
    signs = list(_BOX.finditer(text))
    if not signs:
        return []
    if any(not text[a.end() : b.start()].strip() for a, b in pairwise(signs)):
        return [Box(None, signs[0].start(), 0, len(text))]
    after = not text.rstrip().endswith(signs[-1][0])
    found: list[Box] = []
    for number, sign in enumerate(signs):
        ticked = _EMPTY.fullmatch(sign[0]) is None
        following = signs[number + 1].start() if number + 1 < len(signs) else len(text)
        before = signs[number - 1].end() if number else 0
        box = Box(ticked, sign.start(), sign.end(), following)
        found.append(box if after else replace(box, start=before, end=sign.start()))
    return found
