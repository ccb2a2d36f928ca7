"""All names of one kind of thing in a city, to look one up that may be written differently.

A name is looked up in rounds, surest first. The first round that finds anything decides; what it
finds may be several, then whoever asks decides by the date or asks a person. Only names that
differ in spelling, inflection, small words or a slip of one letter are taken as the same; what is
merely alike („interne“ and „externe“) is offered, never taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from leitgraph.linking.keys import (
    SMALL,
    key,
    numbered,
    plain,
    telling,
    unprefixed,
    unquoted,
)
from leitgraph.linking.things import Thing

Sure: TypeAlias = Literal["same", "near", "none"]
ALIKE = 80.0
"""From so many of a hundred on a name is like another, and is offered."""
OFFERED = 3
_PART_WORDS, _PART_SIGNS = 3, 24
"""A beginning of a name with so many telling words, or so many letters, stands for the name."""
_CLAUSE = re.compile(r"\s*(?:,\s+(?:um|so ?dass|damit)\b|\s\+\s|\s[–—]\s|;\s)")
_ASIDE = re.compile(r"\s*\([^()]{1,200}\)")
_BETWEEN = re.compile(r"\s+/\s+|\s[–—|]\s|\s*[;\n]\s*|\s+(?=Unterziel\b)|,\s+(?=Unterziel\b)")
_NUMBER_ONLY = re.compile(
    r"(?:(?:leit|unter|ober|teil)?ziel\s*|nr\.?\s*)*([A-Za-z]{0,2}\s?\d{1,3}(?:\.\d{1,3}){0,3})\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Known:
    """What is known by a name: IRIs that bear it (``same``), or are so like it that they are
    offered (``near``)."""

    sure: Sure
    iris: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.sure == "same"


class Names:
    """The names of one kind of thing in a city.

    ``loose``: a slip of a letter and a part of a name are forgiven, which suits goals that are
    sentences; „Bergstraße“ and „Burgstraße“ are two places. Names of places have no endings.
    """

    def __init__(self, things: Iterable[Thing], loose: bool = True, endings: bool = True) -> None:
        self.things = {thing.iri: thing for thing in things}
        self._loose = loose
        self._endings = endings
        self._keys: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        self._telling: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        self._parts: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        self._numbers: dict[str, dict[str, None]] = defaultdict(dict)
        self._texts: dict[str, dict[str, None]] = defaultdict(dict)
        for thing in self.things.values():
            for number in thing.numbers:
                self._numbers[_number(number)][thing.iri] = None
            for name in thing.names:
                self._add(name, thing.iri)

    def _add(self, name: str, iri: str) -> None:
        whole = self._key(name)
        if not whole:
            return
        self._texts[" ".join(key(name, False))][iri] = None
        without = self._key(_ASIDE.sub("", name))
        for one in {whole, without}:
            self._keys[one][iri] = None
            if len(telling(one)) > 1:
                self._telling[telling(one)][iri] = None
        if not self._loose:
            return
        clause = _CLAUSE.search(name)
        if clause is not None and len(telling(self._key(name[: clause.start()]))) > 1:
            self._parts[self._key(name[: clause.start()])][iri] = None
        for one in {whole, without}:
            for end in range(2, len(one)):
                if _enough(one[:end]):
                    self._parts[one[:end]][iri] = None

    def _key(self, name: str) -> tuple[str, ...]:
        return key(name, self._endings)

    def keys(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], bool]]:
        """Every key with the IRIs that bear it, and whether it is a whole name.

        A beginning is there only if it is that of one thing.
        """
        for found, iris in self._keys.items():
            yield found, tuple(iris), True
        for found, iris in self._parts.items():
            if len(iris) == 1 and found not in self._keys and found[-1] not in SMALL:
                yield found, tuple(iris), False

    def find(self, name: str) -> tuple[str, ...]:
        """IRIs that bear the name, in one spelling or another; usually one."""
        written = plain(name)
        for form in _forms(written):
            for iris in self._rounds(form):
                if iris:
                    return tuple(iris)
        return self._deepest(written)

    def look(self, name: str) -> Known:
        """The things of that name, or those that may be meant."""
        found = self.find(name)
        if found:
            return Known("same", found)
        near = self.like(name)
        return Known("near" if near else "none", near)

    def like(self, name: str) -> tuple[str, ...]:
        """At most ``OFFERED`` things whose names are like this one, best first."""
        asked = " ".join(key(unprefixed(unquoted(plain(name))), False))
        if len(asked) < 5:
            return ()
        hits = process.extract(
            asked, list(self._texts), scorer=fuzz.ratio, limit=2 * OFFERED, score_cutoff=ALIKE
        )
        begun = [text for text in self._texts if len(asked) > 8 and text.startswith(asked + " ")]
        found = [iri for text in begun for iri in self._texts[text]]
        found += [iri for text, _, _ in hits for iri in self._texts[text]]
        return tuple(dict.fromkeys(found))[:OFFERED]

    def deepest(self, iris: Iterable[str]) -> list[str]:
        """Those of some goals that none of the others serves: a sub-goal stands for its parents."""
        given = list(dict.fromkeys(iris))
        served = {above for iri in given if iri in self.things for above in self.things[iri].above}
        return [iri for iri in given if iri not in served]

    def _rounds(self, name: str) -> Iterator[Iterable[str]]:
        words = self._key(name)
        if not words:
            return
        yield self._keys.get(words, ())
        number, rest = numbered(name)
        if number:
            # Both must be those of one thing, unless the city does not number its own.
            both = self._numbers.get(_number(number), {})
            named = self._keys.get(self._key(unquoted(rest)), {})
            yield [iri for iri in named if iri in both or not self.things[iri].numbers]
        only = _NUMBER_ONLY.fullmatch(name)
        if only is not None and re.search(r"ziel|nr|\d\.\d", name, re.IGNORECASE):
            yield self._numbers.get(_number(only[1]), ())
        if not self._loose:
            yield self._numbers.get(_number(name), ())
        if len(telling(words)) > 1:
            yield self._telling.get(telling(words), ())
        part = self._parts.get(words, {})
        yield part if len(part) == 1 else ()
        yield self._slip(key(name, False))

    def _slip(self, words: tuple[str, ...]) -> list[str]:
        """Things whose names have the same words but for a letter in one or two of them."""
        if not self._loose or not words or (len(words) < 2 and len(words[0]) < 9):
            return []
        asked = " ".join(words)
        found: dict[str, None] = {}
        for text, _, _ in process.extract(
            asked, list(self._texts), scorer=OSA.distance, limit=4, score_cutoff=2
        ):
            if _one_letter_off(words, text.split(" ")):
                found.update(self._texts[text])
        return list(found)

    def _deepest(self, written: str) -> tuple[str, ...]:
        """„Leitziel X / Unterziel Y“ names Y, if Y serves X; both must be known."""
        parts = [part for part in _BETWEEN.split(written[:1200]) if part.strip()]
        if not 1 < len(parts) < 5:
            return ()
        found = []
        for part in parts:
            for form in _forms(part):
                iris = next((tuple(one) for one in self._rounds(form) if one), ())
                if iris:
                    found.append(iris)
                    break
            else:
                return ()
        if any(len(iris) != 1 for iris in found):
            return ()
        left = self.deepest(iris[0] for iris in found)
        return tuple(left) if len(left) == 1 else ()


def _forms(written: str) -> list[str]:
    """The ways a name may have been dressed up, as written first."""
    bare = unquoted(written)
    return list(dict.fromkeys((written, bare, unquoted(unprefixed(bare)))))


def _number(text: str) -> str:
    return re.sub(r"[\s._/-]+", ".", text.casefold()).strip(".")


def _enough(part: tuple[str, ...]) -> bool:
    said = telling(part)
    return len(said) >= _PART_WORDS and sum(map(len, said)) >= _PART_SIGNS


def _one_letter_off(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) != len(other):
        return False
    off = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(off) < 3 and all(
        min(len(a), len(b)) >= 5 and OSA.distance(a, b) == 1 and a[0] == b[0] for a, b in off
    )
