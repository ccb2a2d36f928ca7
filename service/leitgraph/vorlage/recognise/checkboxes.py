"""Crosses on the lines of a form: which of the options beside the boxes are ticked.

A box belongs to the words before it or to those after it. Which of both is told by the whole
group: where it begins with a box, boxes stand before; where it ends with one, after. A line that
tells nothing by itself follows the others.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TICKED = r"☒|☑|🗹|✓|✔|✗|✘|■|⊠|\[\s?[xX✓]\s?\]|\(\s?[xX]\s?\)"
_EMPTY = r"☐|□|⬜|❏|❑|\[\s{0,3}\]|\(\s{1,3}\)"
SIGN = re.compile(rf"({_TICKED})|({_EMPTY})")
_MARK = re.compile(rf"(?:{_TICKED}|[xX✕])\s*")
_EDGES = " \n\t:;,|-–•"


class Option(NamedTuple):
    """What stands beside a box, and whether the box is ticked."""

    text: str
    ticked: bool


def options(text: str) -> list[Option]:
    """The options of a text with boxes; none if it has no boxes."""
    if SIGN.search(text) is None:
        return []
    lines = [line for line in text.split("\n") if line.strip()]
    sides = {side for line in lines if (side := _side(line))}
    found: list[Option] = []
    habit = sides.pop() if len(sides) == 1 else ""
    whole = "" if habit or sides else _side(" ".join(lines))
    for line in lines:
        found += _of_line(line, _side(line) or habit or whole or "before")
    return found


def _side(line: str) -> str:
    """Where the boxes of a line stand; empty if it has none, or could mean both."""
    signs = list(SIGN.finditer(line))
    if not signs:
        return ""
    first = not line[: signs[0].start()].strip(_EDGES)
    last = not line[signs[-1].end() :].strip(_EDGES + ".")
    if first == last:
        return ""
    return "before" if first else "after"


def _of_line(line: str, side: str) -> list[Option]:
    signs = list(SIGN.finditer(line))
    found: list[Option] = []
    for number, sign in enumerate(signs):
        if side == "before":
            end = signs[number + 1].start() if number + 1 < len(signs) else len(line)
            words = line[sign.end() : end]
        else:
            words = line[signs[number - 1].end() if number else 0 : sign.start()]
        found.append(Option(words.strip(" \n\t:;,|"), sign[1] is not None))
    return found


def marked(cell: str) -> bool:
    """True if a cell of a table holds nothing but a cross."""
    return bool(_MARK.fullmatch(cell.strip()))
