"""The labels of a form in a text: of all their places, the longest chain in the form's order.

A label may stand in running text as well; what belongs to the form stands in its order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from leitgraph.catalog.forms.form import Entry, Form
from leitgraph.vorlage.forms.signs import BOX

_MOST = 600
"""So many places of labels are looked at."""
_APART = 8000
"""Labels that follow each other are not further apart than this."""
_TOP = 3000
"""So much of a text is its top."""
_TOKEN = re.compile(r"\s+|[^\W\d_]+|\d+|.", re.DOTALL)
_LOW = {"2": "[2₂]"}


@dataclass(frozen=True)
class Found:
    """A label: the number of its entry in the form, and where it stands in the text."""

    entry: int
    start: int
    end: int
    whole: bool


@lru_cache(maxsize=2048)
def compact(text: str) -> str:
    """A text without blanks, in small letters."""
    return "".join(text.split()).casefold().replace("₂", "2")


def chain(form: Form, text: str, begin: int, small: str) -> list[Found]:
    """The labels of a form, in its order, at or after a place; none if its marks are too few.

    ``small``: the text, made ``compact``.
    """
    if form.needed and not re.search(form.kennung, text[begin : begin + _TOP]):
        return []
    found: list[Found] = []
    marks = [entry for entry in form.entries if entry.mark]
    if sum(1 for one in marks if any(compact(label) in small for label in one.labels)) < form.least:
        return []
    for number, entry in enumerate(form.entries):
        if any(compact(label) in small for label in entry.labels):
            pattern = _pattern(entry)
            for match in pattern.finditer(text, begin):
                found.append(Found(number, match.start("label"), match.end("label"), _whole(match)))
                if len(found) >= _MOST:
                    break
    best = _longest(sorted(found, key=lambda one: (one.start, -one.end)))
    known = sum(1 for one in best if form.entries[one.entry].mark)
    return best if known >= form.least else []


def _longest(places: Sequence[Found]) -> list[Found]:
    """The chain with most labels in order; of several the tightest."""
    score: list[float] = []
    back: list[int] = []
    for at, one in enumerate(places):
        own = 1.5 if one.whole else 1.0
        best, came = own, -1
        for before in range(at - 1, -1, -1):
            other = places[before]
            gap = one.start - other.start
            if gap > _APART:
                break
            if other.entry < one.entry and other.end <= one.start:
                total = score[before] + own - gap / 1e6
                if total > best:
                    best, came = total, before
        score.append(best)
        back.append(came)
    if not places:
        return []
    at = max(range(len(places)), key=lambda number: score[number])
    found: list[Found] = []
    while at >= 0:
        found.append(places[at])
        at = back[at]
    return found[::-1]


def _whole(match: re.Match[str]) -> bool:
    """True if the label has its line for itself."""
    text, start, end = match.string, match.start("label"), match.end("label")
    return text[start - 1 : start] in {"", "\n"} and text[end : end + 1] in {"", "\n"}


def _pattern(entry: Entry) -> re.Pattern[str]:
    options = tuple(box.words for group in entry.groups for box in group.boxes)
    return _compiled(entry.labels, options, entry.inline)


@lru_cache(maxsize=4096)
def _compiled(labels: tuple[str, ...], options: tuple[str, ...], inline: bool) -> re.Pattern[str]:
    """A label ends with a colon, or has its line for itself, or its boxes follow."""
    label = "|".join(words(one) for one in sorted(labels, key=len, reverse=True))
    if inline or all(one.endswith(":") for one in labels):
        return re.compile(rf"(?<!\S)(?P<label>{label})", re.IGNORECASE)
    after = "|".join([r"\n", r"\Z", ":", BOX, *(rf"{words(one)}\s*(?:{BOX})" for one in options)])
    return re.compile(rf"^(?P<label>{label})(?=[ \t]*(?:{after}))", re.IGNORECASE | re.MULTILINE)


@lru_cache(maxsize=4096)
def words(label: str) -> str:
    """The pattern of words that may be broken over lines; an index may stand on its own."""
    parts: list[str] = []
    tokens = _TOKEN.findall(label)
    for number, token in enumerate(tokens):
        if token.isspace():
            parts.append(r"\s+")
            continue
        beside = number > 0 and not tokens[number - 1].isspace()
        if beside and (token.isdigit() or tokens[number - 1].isdigit()):
            parts.append(r"\s*")
        parts.append(_LOW.get(token, re.escape(token)))
    return "".join(parts)
