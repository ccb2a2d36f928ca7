"""Crosses on the lines of a form: which of the options beside the boxes are ticked."""

from __future__ import annotations

import re
from typing import NamedTuple

_TICKED = r"☒|☑|🗹|✓|✔|✗|✘|■|⊠|\[\s?[xX✓]\s?\]|\(\s?[xX]\s?\)"
_EMPTY = r"☐|□|⬜|❏|❑|\[\s{0,3}\]|\(\s{1,3}\)"
SIGN = re.compile(rf"({_TICKED})|({_EMPTY})")
_MARK = re.compile(rf"(?:{_TICKED}|[xX✕])\s*")


class Option(NamedTuple):
    """What stands beside a box, and whether the box is ticked."""

    text: str
    ticked: bool


def options(text: str) -> list[Option]:
    """The options of a text with boxes; none if it has no boxes.

    The box stands before its option, as in most forms, if the text begins with one; else after.
    """
    signs = list(SIGN.finditer(text))
    if not signs:
        return []
    found: list[Option] = []
    before = not text[: signs[0].start()].strip(" \n\t:;,|-–•")
    for number, sign in enumerate(signs):
        if before:
            end = signs[number + 1].start() if number + 1 < len(signs) else len(text)
            words = text[sign.end() : end]
        else:
            words = text[signs[number - 1].end() if number else 0 : sign.start()]
        found.append(Option(words.strip(" \n\t:;,|"), sign[1] is not None))
    return found


def marked(cell: str) -> bool:
    """True if a cell of a table holds nothing but a cross."""
    return bool(_MARK.fullmatch(cell.strip()))
