"""A document as text that quotations are looked for in, whatever its line breaks and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_SILENT = re.compile(r"[\s\u00ad\u200b*•·\u2010-\u2015-]")
_ALIKE = str.maketrans(
    {mark: '"' for mark in "„“”«»"} | {mark: "'" for mark in "\u201a\u2018\u2019\u00b4`"}
)
_WORD = re.compile(r"[^\W\d_]+|\d+")

# Words that any two sentences of these documents may share.
_EMPTY = frozenset(
    _WORD.findall(
        """
        aber alle allem allen aller alles als also auch auf aus bei beim bereits bisher bzw
        dabei dafur damit dann daran darauf darin dass davon dazu dem den denen der deren
        derzeit des dessen die dies diese diesem diesen dieser dieses doch dort durch ein eine
        einem einen einer eines einige etwa fur gibt haben hat hatte hier ihre ihrem ihren ihrer
        indem insbesondere insek inseks ist jede jedem jeden jeder jedes jedoch kann keine
        keinem keinen keiner konnen mehr mit muss mussen nach nicht noch nur oder ohne sehr
        seine seinem seinen seiner seit sich sie sind solche soll solle sollen sollte sollten
        sowie stadt stadte uber und unter vom von vor war waren was weitere weiteren welche
        welcher welches wenn werden wie wird wurde wurden zudem zum zur zwischen
        """
    )
)
_LEAST = 4
_STEM = 5
_ENDING = 2


class Document:
    """The words of a text, and where in it a quotation stands."""

    def __init__(self, text: str) -> None:
        text = _alike(text)
        self._text = text
        self._kept = [place for place, mark in enumerate(text) if not _SILENT.match(mark)]
        self._squeezed = "".join(text[place] for place in self._kept)
        self._words = [m.span() for m in re.finditer(r"\S+", text) if _counts(m[0])]

    def has(self, quotation: str) -> bool:
        """Whether it stands there word by word, from the start of a word to the end of one."""
        return self._find(quotation) is not None

    def run(self, text: str, least: int) -> str:
        """The first so many words in a row of a text that stand here too; empty if none do."""
        words = text.split()
        runs = (" ".join(words[at : at + least]) for at in range(len(words) - least + 1))
        return next((run for run in runs if self.has(run)), "")

    def share(self, quotations: Iterable[str]) -> float:
        """The part of the words that the quotations take; a word in two of them counts once."""
        spans = [span for text in quotations if (span := self._find(text)) is not None]
        taken = {
            number
            for number, (start, end) in enumerate(self._words)
            if any(start < last and first < end for first, last in spans)
        }
        return len(taken) / len(self._words)

    def _find(self, quotation: str) -> tuple[int, int] | None:
        wanted = _SILENT.sub("", _alike(quotation))
        at = self._squeezed.find(wanted) if wanted else -1
        while at >= 0:
            first, last = self._kept[at], self._kept[at + len(wanted) - 1] + 1
            if self._whole(first, last):
                return first, last
            at = self._squeezed.find(wanted, at + 1)
        return None

    def _whole(self, first: int, last: int) -> bool:
        edges = (self._text[max(first - 1, 0) : first + 1], self._text[last - 1 : last + 1])
        return not any(
            one.isalpha() and two.isalpha() for edge in edges for one, two in pairwise(edge)
        )


def content_words(text: str) -> frozenset[str]:
    """The words of a text that say something, without case, accents and endings of grammar.

    Numbers and abbreviations in capitals count; words that any two sentences share do not.
    """
    found = set()
    for word in _WORD.findall(_alike(text)):
        plain = _plain(word)
        if plain not in _EMPTY and (
            len(plain) >= _LEAST or word.isdigit() or (word.isupper() and len(word) > 1)
        ):
            found.add(plain)
    return frozenset(found)


def same_word(one: str, other: str) -> bool:
    """Whether two content words are of one stem, or one stands in the other as part of it."""
    short, long = sorted((one, other), key=len)
    if len(short) < _STEM:
        spare = _ENDING if len(short) == _LEAST else 0
        return long.startswith(short) and len(long) - len(short) <= spare
    return short in long or long.startswith(short[: max(_STEM, len(short) - _ENDING)])


def _alike(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_ALIKE)


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(mark for mark in parts if not unicodedata.combining(mark))


def _counts(token: str) -> bool:
    """Whether a token is a word: rests of a scan that was misread are none."""
    return len(re.sub(r"[\W_]", "", token)) > 1
