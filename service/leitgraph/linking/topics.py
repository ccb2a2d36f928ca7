"""Of what matters a text speaks, by words that papers and goals have for one and the same.

„Praxis“ and „medizinische Versorgung“ share no letter. ``related.toml`` says which words of papers
and of goals speak of one matter; it is curated, in general, and knows no paper and no city.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import ahocorasick_rs

from leitgraph.linking.keys import fold, plain, words

INSIDE = 5
"""A stem of so many letters may stand inside a compound, a shorter one only at its beginning."""
LONGEST = 100_000
"""So many characters of a text are looked at."""


@dataclass(frozen=True)
class Topic:
    """A matter, with stems of words of papers (``said``) and of goals (``goal``)."""

    name: str
    said: tuple[str, ...]
    goal: tuple[str, ...]
    unless: tuple[str, ...] = ()
    weight: float = 1.0


@cache
def topics() -> Mapping[str, Topic]:
    """All topics by name."""
    text = resources.files("leitgraph.linking").joinpath("related.toml").read_text("utf-8")
    found = [
        Topic(
            one["name"],
            tuple(one["said"]),
            tuple(one["goal"]),
            tuple(one.get("unless", ())),
            float(one.get("weight", 1.0)),
        )
        for one in tomllib.loads(text)["topic"]
    ]
    return {one.name: one for one in found}


class _Stems:
    """Finds stems of many topics in a text at once."""

    def __init__(self, stems: Iterable[tuple[str, str]]) -> None:
        self._stems = list(stems)
        self._automaton = ahocorasick_rs.AhoCorasick([stem for _, stem in self._stems])

    def found(self, text: str) -> dict[str, list[tuple[int, int, str]]]:
        """By topic: first and last character of the words hit, and how they are compared."""
        spread = words(text[:LONGEST])
        joined, starts = "", []
        for word in spread:
            starts.append(len(joined) + 1)
            joined += " " + fold(text[word.start : word.end], False)
        joined += " "
        at = {start: number for number, start in enumerate(starts)}
        hits: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for pattern, first, last in self._automaton.find_matches_as_indexes(
            joined, overlapping=True
        ):
            topic, stem = self._stems[pattern]
            start = joined.rfind(" ", 0, first + 1) + 1
            if start != first and len(stem) < INSIDE:
                continue
            end = joined.find(" ", last)
            word = spread[at[start]]
            hits[topic].append((word.start, word.end, joined[start:end]))
        return hits


@cache
def _said() -> _Stems:
    return _Stems((one.name, stem) for one in topics().values() for stem in one.said)


@cache
def _of_goals() -> _Stems:
    return _Stems((one.name, stem) for one in topics().values() for stem in one.goal)


@lru_cache(8_192)
def of_goal(name: str) -> frozenset[str]:
    """The topics that the name of a goal speaks of."""
    return frozenset(
        topic
        for topic, hits in _of_goals().found(plain(name)).items()
        if any(not _only_looks_so(topic, written) for _, _, written in hits)
    )


def of_text(text: str) -> dict[str, list[str]]:
    """The topics that a text of a paper speaks of, with its words for them as they stand there."""
    shown = plain(text)
    found: dict[str, list[str]] = {}
    for topic, hits in _said().found(shown).items():
        spoken = [
            shown[start:end] for start, end, written in hits if not _only_looks_so(topic, written)
        ]
        if spoken:
            found[topic] = list(dict.fromkeys(spoken))
    return found


def _only_looks_so(topic: str, written: str) -> bool:
    return any(stem in written for stem in topics()[topic].unless)
