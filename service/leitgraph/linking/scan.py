"""Where a text speaks of things by name: all names of a city looked for at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import ahocorasick_rs

from leitgraph.linking.keys import telling, unprefixed, unquoted, words
from leitgraph.linking.names import Names

LONGEST = 20_000
"""So many characters of a paragraph are scanned; the rest is left."""
_QUOTED = re.compile(r"[„“»\"]([^„“”»«\"]{3,400})[“”«\"]")
_LEVEL = re.compile(
    r"(?:(?:leit|unter|ober|teil|haupt|wirkungs|insek-?)?ziele?[ns]?|zukunftsthem(?:a|as|en)"
    r"|handlungsschwerpunkte?[ns]?|leitlinien?|handlungsfeld(?:e[sr]n?)?)"
    r"(?:\s+(?:des|der)\s+insek)?\s*(?:nr\.?)?\s*(?:[\d.]{1,8})?\s*[:–-]?\s*(?:(?:der|die|das|dem|"
    r"einer|ist|sind|und|lautet)\s+)?[„“»\"(]?\s*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:(?:leit|unter|ober|teil)?ziel(?:[ns]|es)?|handlungsschwerpunkt[s]?)\s+(?:nr\.?\s*)?"
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}|(?<=nr\.\s)\d{1,2}|(?<=leitziel\s)\d{1,2})(?![\d.,]*\d)\b",
    re.IGNORECASE,
)
"""A goal by its number alone; „Ziel 3“ may be any third goal, „Leitziel 3“ and „Ziel 3.1“ not."""
_MOST_QUOTES = 100
_REMEMBERED = 5_000
_BEFORE = 60
_TELLING = 3
"""A name of so many telling words is not there by chance."""


@dataclass(frozen=True)
class Mention:
    """A thing named in a text, from ``start`` to ``end`` in it (which is ``plain``).

    ``sure``: quoted, introduced („Leitziel …“), or long enough not to be there by chance.
    """

    iris: tuple[str, ...]
    start: int
    end: int
    sure: bool


class Scanner:
    """Finds the names of one kind of thing in running text."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._looked_up: dict[str, tuple[str, ...]] = {}
        self._found: list[tuple[tuple[str, ...], bool, bool]] = []
        patterns = []
        for found, iris, whole in names.keys():  # noqa: SIM118 - no mapping
            patterns.append(f" {' '.join(found)} ")
            self._found.append((iris, whole, len(telling(found)) >= _TELLING))
        self._automaton = ahocorasick_rs.AhoCorasick(patterns) if patterns else None

    def mentions(self, text: str) -> list[Mention]:
        """What a text names, in its order; of overlapping names the longest. ``text``: plain."""
        text = text[:LONGEST]
        quotes = [match.span(1) for match in islice(_QUOTED.finditer(text), _MOST_QUOTES)]
        best: list[Mention] = [*self._quoted(text, quotes), *self._named(text, quotes)]
        best += self._numbered(text)
        best.sort(key=lambda one: (-(one.end - one.start), not one.sure, one.start))
        taken: list[Mention] = []
        for one in best:
            if all(one.end <= other.start or other.end <= one.start for other in taken):
                taken.append(one)
        return sorted(taken, key=lambda one: one.start)

    def _quoted(self, text: str, quotes: list[tuple[int, int]]) -> Iterator[Mention]:
        for start, end in quotes:
            name = unquoted(unprefixed(text[start:end]))
            if name not in self._looked_up:
                if len(self._looked_up) > _REMEMBERED:
                    self._looked_up.clear()
                self._looked_up[name] = self.names.find(name)
            iris = self._looked_up[name]
            if iris:
                yield Mention(iris, start, end, True)

    def _numbered(self, text: str) -> Iterator[Mention]:
        for match in _NUMBERED.finditer(text):
            iris = self.names.find(match[0])
            if iris:
                yield Mention(iris, match.start(), match.end(), True)

    def _named(self, text: str, quotes: list[tuple[int, int]]) -> Iterator[Mention]:
        if self._automaton is None:
            return
        found = words(text)
        joined, at = " ", {}
        for number, word in enumerate(found):
            at[len(joined)] = number
            joined += word.key + " "
        ends = {start - 1: number for start, number in at.items()}
        ends[len(joined) - 1] = len(found)
        for pattern, first, last in self._automaton.find_matches_as_indexes(
            joined, overlapping=True
        ):
            iris, whole, long = self._found[pattern]
            start = found[at[first + 1]].start
            end = found[ends[last - 1] - 1].end
            introduced = _LEVEL.search(text[max(0, start - _BEFORE) : start]) is not None
            inside = [span for span in quotes if span[0] <= start and end <= span[1]]
            if not whole and not (introduced and not inside):
                continue  # a beginning in quotation marks was looked up as it is
            if inside and not introduced and end - start < 0.6 * (inside[0][1] - inside[0][0]):
                continue  # a few words of what somebody else says
            yield Mention(iris, start, end, introduced or (whole and long))
