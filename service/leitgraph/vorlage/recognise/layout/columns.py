"""Two columns side by side on a page: each is read by itself, the left one first.

Side by side stand the labels and values of forms too, and the cells of tables. Two columns are
only those of which either says something of its own: labels with their values, or sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from leitgraph.vorlage.blocks import Line
from leitgraph.vorlage.recognise import labels
from leitgraph.vorlage.recognise.tables import heading

_LEFT = 18
"""The right column begins at least so far from the margin."""
_LINES = 4
"""So many lines of a column at least."""
_SENTENCE = 4
"""Words of a line of running text."""
_APART = re.compile(r"(?<=\S) {2,}(?=\S)")
_DAY_ENDS = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\)?\s*$")


def unfolded(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page; where it has two columns, the left one and then the right one."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        gutter, end = _columns(lines, at)
        if not gutter:
            found.append(lines[at])
            at += 1
            continue
        part = lines[at:end]
        left = [replace(line, text=line.text[:gutter].rstrip()) for line in part]
        right = [replace(line, text=line.text[gutter:].rstrip()) for line in part]
        found += [*_wrapped(left), Line("", ""), *_wrapped(right), Line("", "")]
        at = end
    return found


def _columns(lines: Sequence[Line], start: int) -> tuple[int, int]:
    """Where the right column begins and in which line both end; (0, 0) if none begin here."""
    first = _APART.search(lines[start].text)
    if first is None or first.end() < _LEFT or heading(_texts(lines[start].text)) is not None:
        return 0, 0
    gutter = first.end()
    end = start
    while end < len(lines) and _parted(lines[end].text, gutter):
        if _is_table(lines[end].text):
            break
        end += 1
    while end > start and not lines[end - 1].text.strip():
        end -= 1
    part = [line.text for line in lines[start:end]]
    left = [text[:gutter].strip() for text in part if text[:gutter].strip()]
    right = [text[gutter:].strip() for text in part if text[gutter:].strip()]
    both = sum(1 for text in part if text[:gutter].strip() and text[gutter:].strip())
    if min(len(left), len(right)) < _LINES or both < 2:
        return 0, 0
    aligned = sum(1 for text in part if text[gutter:].strip() and text[gutter] != " ")
    if aligned < 0.8 * len(right) or not (_says(left) and _says(right)):
        return 0, 0
    return gutter, end


def _parted(text: str, gutter: int) -> bool:
    """True if nothing stands across the gutter."""
    return not text[gutter - 2 : gutter].strip()


def _texts(text: str) -> list[str]:
    return [cell for cell in _APART.split(text.strip()) if cell]


def _is_table(text: str) -> bool:
    cells = _texts(text)
    return len(cells) > 1 and heading(cells) is not None


def _says(column: Sequence[str]) -> bool:
    """True if a column says something by itself: labels with values, headings, or sentences."""
    pairs = sum(1 for text in column if _is_pair(text))
    bare = sum(1 for text in column if labels.field_of(text) is not None)
    prose = sum(1 for text in column if len(text.split()) >= _SENTENCE and ":" not in text)
    return pairs >= 2 or (pairs > 0 and bare > 0) or prose >= max(_LINES, 0.6 * len(column))


def _is_pair(text: str) -> bool:
    label, colon, value = text.partition(":")
    return bool(colon and value.strip()) and labels.field_of(label) is not None


def _wrapped(column: Sequence[Line]) -> list[Line]:
    """The lines of a column; one goes on from the line before if its first word did not fit."""
    width = max((len(line.text) for line in column), default=0)
    found: list[Line] = []
    before = ""
    for line in column:
        word = line.text.strip().partition(" ")[0]
        ended = not before.strip() or len(before) + 1 + len(word) <= width
        ended = ended or before.rstrip().endswith((".", ":", "!", "?"))
        ended = ended or _DAY_ENDS.search(before) is not None
        ended = ended or (_is_pair(before.strip()) and labels.field_of(line.text) is not None)
        found.append(replace(line, opens=ended))
        before = line.text
    return found
