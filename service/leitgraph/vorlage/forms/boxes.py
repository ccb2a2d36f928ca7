"""Groups of boxes: each box bound to its words by the habit of the form, the group as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from leitgraph.catalog.forms.form import Box, BoxGroup
from leitgraph.vorlage.forms.label_chain import words
from leitgraph.vorlage.forms.signs import BOX, SIGN

_LONG = 10
"""Words of a box that are as long as this are its own on the whole sheet."""


@dataclass(frozen=True)
class Ticks:
    """What was found of a group: its boxes that are ticked, and where its boxes stand."""

    ticked: tuple[Box, ...]
    seen: tuple[tuple[int, int], ...]

    @property
    def one(self) -> Box | None:
        """The box that is ticked, None if it is none or several."""
        return self.ticked[0] if len(self.ticked) == 1 else None


def ticks(group: BoxGroup, text: str, start: int, end: int, sheet: tuple[int, int]) -> Ticks:
    """The ticks of a group between two places of a text.

    Boxes with words of their own are looked for on the whole ``sheet`` if they are not there: in
    some texts the columns of a form stand side by side.
    """
    ticked: list[Box] = []
    seen: list[tuple[int, int]] = []
    for box in group.boxes:
        pattern = _pattern(box.words, group.side)
        match = pattern.search(text, start, end)
        if match is None and len(box.words) >= _LONG:
            match = pattern.search(text, *sheet)
        if match is None:
            continue
        seen.append(match.span())
        sign = SIGN.fullmatch(match["box"])
        if sign is not None and sign["ticked"]:
            ticked.append(box)
    return Ticks(tuple(ticked), tuple(seen))


@lru_cache(maxsize=1024)
def _pattern(label: str, side: str) -> re.Pattern[str]:
    if side == "vor":
        return re.compile(rf"(?P<box>{BOX})\s*{words(label)}(?!\w)")
    return re.compile(rf"(?<!\w){words(label)}\s*(?P<box>{BOX})")


def holds(condition: str, said: Mapping[str, Ticks]) -> bool:
    """True if nothing that the form says speaks against reading on: that group did not say no."""
    if not condition:
        return True
    other = said.get(condition)
    return other is None or other.one is None or other.one.value is not False
