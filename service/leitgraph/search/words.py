"""German words as the search sees them: folded, stemmed, and compounds taken apart.

A compound is split by the words of the corpus itself, nothing else: „Radverkehrskonzept“ is
„Radverkehr“ and „Konzept“ because both occur as words of their own. Of several splits the one with
the fewest pieces wins, then the one whose pieces occur most often (after Koehn and Knight,
Empirical Methods for Compound Splitting, EACL 2003, who weigh by the geometric mean).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

import tantivy

LONGEST = 60
"""Letters of a word that are looked at."""
LONGEST_COMPOUND = 40
"""Longer words are not split."""
_LINKS = ("", "s", "es", "n", "en")
"""What may stand between the pieces of a compound (Fugenelemente)."""
_WORD = re.compile(r"\d\w*(?:[./-]\d\w*)+|[^\W_]+")
# „ue“ for „ü“, but not in „Steuer“, „bauen“, „Quelle“.
_DIGRAPH = re.compile(r"(?<![aeiouyq])([aou])e")
_NOUN = re.compile(r"ung(?:en|s)?$")
STOP = frozenset(
    """
    aber alle allem allen aller alles als also am an and anderen auch auf aus bei beim bereits bis
    bzw da dabei dadurch dafur damit danach dann daran darauf das dass davon dazu dem den denen
    der deren des dessen die dies diese diesem diesen dieser dieses durch ein eine einem einen
    einer eines er es etwa fur gegen haben hat hier hinter ihr ihre ihrem ihren ihrer im in ins
    ist je jede jedem jeden jeder jedes kann kein keine keinen konnen man mehr mit mussen nach
    nicht noch nur ob oder of ohne per sein seine seinem seinen seiner seit sich sie sind so soll
    sollen sowie statt the uber um und uns unter vom von vor wann was weil weiter wenn werden wie
    wieder wird wo wurde wurden zu zum zur zwischen
    """.split()  # noqa: SIM905
)


def tokens(text: str) -> list[str]:
    """The words and numbers of a text as they are written, in order."""
    return _WORD.findall(unicodedata.normalize("NFC", text).replace("\u00ad", ""))


def fold(word: str) -> str:
    """Lower case, without umlauts and accents: „Fußgänger“ and „Fussgaenger“ are one word."""
    plain = unicodedata.normalize("NFKD", word[:LONGEST].casefold())
    return _DIGRAPH.sub(r"\1", "".join(c for c in plain if not unicodedata.combining(c)))


def folded(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [fold(token) for token in tokens(text)]


def key(text: str) -> str:
    """A number, Geschäftszeichen or Kennung as it is compared: folded, single blanks."""
    return " ".join(fold(part) for part in text.split())


class Words:
    """Stems words, and splits compounds at ``known`` words and stems, by how often they occur."""

    def __init__(self, known: dict[str, int]) -> None:
        self.known = known
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
        self._analyzer = builder.filter(tantivy.Filter.stemmer("german")).build()
        self._stems: dict[str, str] = {}
        self._splits: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Words:
        """With the words of a corpus, and those of their stems that may be pieces too."""
        words = cls({})
        for word, number in counts.items():
            stem = words.stem(word)
            # „Schul“ in „Schulhaus“; but a stem cut short is no piece of anything.
            for form in {word, stem if len(stem) > max(2, len(word) - 3) else word}:
                words.known[form] = words.known.get(form, 0) + number
        return words

    def stem(self, word: str) -> str:
        """The stem of a folded word; a number is its own."""
        found = self._stems.get(word)
        if found is None:
            # „Förderung“ and „fördern“ have one stem, which the stemmer does not see.
            verb = _NOUN.sub("en", word) if len(word) > 6 else word
            stemmed = [] if word[:1].isdigit() else self._analyzer.analyze(verb)
            found = self._stems[word] = stemmed[0] if stemmed else word
        return found

    def split(self, word: str) -> tuple[str, ...]:
        """The pieces of a folded compound (two or more), or nothing if it is none."""
        found = self._splits.get(word)
        if found is None:
            self._splits[word] = ()  # a piece is never the word itself
            if len(word) <= LONGEST_COMPOUND:
                self._splits[word] = self._best(word)
            found = self._splits[word]
        return found

    def parts(self, word: str) -> tuple[str, ...]:
        """Stems of the pieces of a compound and of their pieces, each once; without its own."""
        found = self._parts.get(word)
        if found is None:
            own = self.stem(word)
            stems: dict[str, None] = {}
            for piece in self.split(word):
                stems[self.stem(piece)] = None
                stems.update(dict.fromkeys(self.parts(piece)))
            found = self._parts[word] = tuple(stem for stem in stems if stem != own)
        return found

    def _best(self, word: str) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        weight = (0, 0.0)
        for end in range(3, len(word) - 2):
            left = self._piece(word[:end])
            if not left:
                continue
            right = word[end:]
            tails: list[tuple[str, ...]] = [(right,)] if self._last(right) else []
            tails += [tail] if (tail := self.split(right)) else []
            for tail in tails:
                pieces = (left, *tail)
                new = (-len(pieces), sum(math.log(self._count(p)) for p in pieces) / len(pieces))
                if not best or new > weight:
                    best, weight = pieces, new
        return best

    def _piece(self, text: str) -> str:
        """The word that a piece before another stands for, or an empty text."""
        found = [
            base
            for link in _LINKS
            if text.endswith(link) and (base := text[: len(text) - len(link)]) in self.known
        ]
        return max(found, key=lambda base: self.known[base], default="")

    def _last(self, text: str) -> bool:
        return text in self.known or (len(text) > 3 and self.stem(text) in self.known)

    def _count(self, piece: str) -> int:
        return 1 + (self.known.get(piece) or self.known.get(self.stem(piece), 0))


def count(texts: Iterable[str]) -> dict[str, int]:
    """The words of a corpus that compounds may be made of, with how often they occur.

    Words of three letters only if they occur twice as nouns („Rad“, „Bau“); function words never.
    """
    all_words: Counter[str] = Counter()
    for text in texts:
        all_words.update(tokens(text))
    found: Counter[str] = Counter()
    for word, number in all_words.items():
        plain = fold(word)
        if plain in STOP or not plain.isalpha() or len(plain) < 3:
            continue
        if len(plain) > 3 or (word[0].isupper() and not word.isupper()):
            found[plain] += number
    return {word: number for word, number in found.items() if len(word) > 3 or number > 1}
