"""„Begründung: …“ right below what is said of the climate is the reason of that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from leitgraph.vorlage.recognise.entries import Entry, Item
from leitgraph.vorlage.recognise.labels import normal

_NUMBER = re.compile(r"^(?P<where>.*\b(?:Zeile|Absatz) )(?P<number>\d+)$")
_LONGEST = 500
"""The reason of an answer is not longer than this; the grounds of a paper are."""


def reasoned(items: Sequence[Item]) -> list[Item]:
    """The items, with what stands right below an answer on the climate as its reason.

    In Word, where all paragraphs are right below one another, only if grounds follow elsewhere.
    """
    found = list(items)
    grounds = [one for one in items if isinstance(one, Entry) and one.field == "sachverhalt"]
    for at, (one, below) in enumerate(pairwise(items), 1):
        if not isinstance(one, Entry) or not isinstance(below, Entry) or below not in grounds:
            continue
        climate = one.field in {"klimarelevant", "klimawirkung"} and bool(one.lines)
        inline = normal(below.label) == "begruendung" and below.label.endswith(":")
        if climate and inline and len(below.text) <= _LONGEST and _beside(one, below, grounds):
            found[at] = replace(below, field="klimabegruendung")
    return found


def _beside(one: Entry, below: Entry, grounds: Sequence[Entry]) -> bool:
    before, after = _NUMBER.match(one.lines[-1].place), _NUMBER.match(below.place)
    if before is None or after is None or before["where"] != after["where"]:
        return False
    near = int(after["number"]) - int(before["number"]) <= 1
    return near and (len(grounds) > 1 or "Zeile" in after["where"])
