"""How alike a draft and a goal are in words, with the words and the passage that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from leitgraph.model import Text
from leitgraph.search.entries import Entry
from leitgraph.search.index import Index
from leitgraph.search.words import STOP, fold, tokens
from leitgraph.suggest.hints import Hint

MOST_WORDS = 2_000
"""So many words of a draft are looked at."""
TITLE, SUBJECT = 1.0, 0.7
"""What a word counts by where it stands in the draft."""
SAME, PIECE, PIECES = 1.0, 0.75, 0.6
"""What it counts that words are the same, one is a piece of the other, both share a piece."""
DESCRIPTION = 0.5
"""What a word of the goal counts that stands in its description, not in its name."""
COMMON = frozenset(
    """
    anpassen anteil aufwerten ausbau ausbauen ausrichten bauen bedarf bedarfsgerecht beitragen
    bereich bestehend bieten dauerhaft dienen entwickeln entwicklung erhalten erhoehen
    ermoeglichen erneuern erreichen errichten erweitern euro foerdern fortentwicklung gemeinsam
    gesamt gestalten gewinnen gross hoch hoechstens jahr konzept kuenftig langfristig massnahme
    mindestens modernisieren nachhaltig neu neubau nutzen optimieren planen projekt prozent
    qualitaet sanieren schaffen sichern sicherstellen sinken sinkt stadt staedtisch stark steigen
    steigern steigt struktur umsetzen unterstuetzen verbessern verwirklichen voranbringen
    vorantreiben vorgesehen vorhaben vorlage weiter weiterentwickeln weiterentwicklung zahl ziel
    zukunft
    """.split()  # noqa: SIM905
)
"""Words that papers and goals of any theme have: what is done, not to what."""
COMMON_COUNTS = 0.2
_UNMATCHED = 0.3
_MUCH = 3.0
"""The other words of a long goal count no more than so much."""
_TELLING = 0.2
"""Words that say less are no reason by themselves."""
_PRIOR = 0.6
_ASKED = 64
_PASSAGE = 200
_SHOWN = 4


@dataclass(frozen=True)
class _Place:
    """Where a stem stands in the draft: what that counts, the word as written, its sentence."""

    counts: float
    word: str
    passage: str


class DraftWords:
    """The words of a draft by their stems, and the pieces of its compounds."""

    def __init__(self, title: str, subject: str, index: Index) -> None:
        self._index = index
        self._common = {index.words.stem(fold(word)) for word in COMMON}
        self._whole: dict[str, _Place] = {}
        self._pieces: dict[str, _Place] = {}
        words = index.words
        read = 0
        for counts, text in ((TITLE, title), (SUBJECT, subject)):
            for passage in _sentences(text):
                for word in tokens(passage):
                    read += 1
                    plain = fold(word)
                    if read > MOST_WORDS or not _telling(plain):
                        continue
                    place = _Place(counts, word, passage)
                    self._whole.setdefault(words.stem(plain), place)
                    for part in words.parts(plain):
                        self._pieces.setdefault(part, place)

    def asked(self) -> dict[str, float]:
        """The stems that say most, with their weights, to look for goals by."""
        every = {stem: SAME * place.counts for stem, place in self._whole.items()}
        for stem, place in self._pieces.items():
            every.setdefault(stem, PIECE * place.counts)
        weighed = {stem: counts * self._weight(stem) for stem, counts in every.items()}
        best = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:_ASKED]
        return {stem: weight for stem, weight in best if weight > 0}

    def share(self, text: str) -> tuple[float, tuple[str, ...]]:
        """How alike the draft's title and another are, 0 to 1; and the words they share.

        What both say, against that and half of what only one of them says.
        """
        plain = [fold(word) for word in tokens(text)]
        theirs = {stem for word in plain for stem in self._stems(word)}
        mine = [(stem, place) for stem, place in self._whole.items() if place.counts == TITLE]
        shared = alone = 0.0
        words: list[str] = []
        for stem, place in mine:
            says = self._weight(stem)
            pieces = self._index.words.parts(fold(place.word))
            part = SAME if stem in theirs else PIECES if theirs.intersection(pieces) else 0.0
            shared += says * part
            alone += says * (1 - part)
            if part and says >= _TELLING:
                words.append(place.word)
        own = {stem for stem, _ in mine} | set(self._pieces)
        alone += sum(
            self._weight(self._index.words.stem(word))
            for word in plain
            if _telling(word) and not own.intersection(self._stems(word))
        )
        return shared / (shared + alone / 2 + _PRIOR / 2), tuple(dict.fromkeys(words))[:_SHOWN]

    def _stems(self, plain: str) -> tuple[str, ...]:
        return (self._index.words.stem(plain), *self._index.words.parts(plain))

    def _weight(self, stem: str) -> float:
        return self._index.weight(stem) * (COMMON_COUNTS if stem in self._common else 1.0)

    def like(self, goal: Entry) -> Hint | None:
        """The hint that the words of a goal give, from 0 (nothing) towards 1 (all of them).

        What the shared words say, against that and what the goal's other words say.
        """
        shared = other = 0.0
        matched: list[tuple[float, _Place, str]] = []
        for part, text in ((1.0, goal.label), (DESCRIPTION, goal.text)):
            for word in _once(tokens(text)[:MOST_WORDS]):
                said, place = self._match(word)
                if place is not None:
                    shared += part * said
                    matched.append((part * said, place, word))
                elif part == 1.0:
                    other += self._weight(self._index.words.stem(fold(word)))
        matched = sorted((m for m in matched if m[0] >= _TELLING), key=lambda match: -match[0])
        if not matched:
            return None
        strength = shared / (shared + _UNMATCHED * min(other, _MUCH) + _PRIOR)
        mine = tuple(dict.fromkeys(place.word for _, place, _ in matched))[:_SHOWN]
        theirs = tuple(dict.fromkeys(word for _, _, word in matched))[:_SHOWN]
        return Hint("text", strength, _said(mine, theirs), words=mine, passage=_cut(matched[0][1]))

    def _match(self, word: str) -> tuple[float, _Place | None]:
        """What it says that the draft has this word of a goal, and where it has it."""
        plain = fold(word)
        if not _telling(plain):
            return 0.0, None
        words = self._index.words
        stem, parts = words.stem(plain), words.parts(plain)
        ways = [(SAME, stem, self._whole), (PIECE, stem, self._pieces)]
        ways += [(PIECE, part, self._whole) for part in parts]
        ways += [(PIECES, part, self._pieces) for part in parts]
        found = [
            (counts * self._weight(key) * places[key].counts, places[key])
            for counts, key, places in ways
            if key in places
        ]
        best = max(found, key=lambda match: match[0], default=(0.0, None))
        return best if best[0] > 0 else (0.0, None)


def _telling(plain: str) -> bool:
    return len(plain) > 2 and plain not in STOP and any(c.isalpha() for c in plain)


def _once(words: Iterable[str]) -> list[str]:
    return list({fold(word): word for word in words}.values())


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?;])\s+|\n+", text) if part.strip()]


def _cut(place: _Place) -> str:
    """The sentence a word stands in, or as much of it around the word as can be shown."""
    text = place.passage
    at = max(0, text.find(place.word))
    start = max(0, min(at - _PASSAGE // 2, len(text) - _PASSAGE))
    return text[start : start + _PASSAGE].strip()


def _said(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Text:
    de = [", ".join(f"„{word}“" for word in words) for words in (mine, theirs)]
    en = [", ".join(f"“{word}”" for word in words) for words in (mine, theirs)]
    return Text(
        f"Der Entwurf spricht von {de[0]}, das Ziel von {de[1]}.",
        f"The draft speaks of {en[0]}, the goal of {en[1]}.",
    )
