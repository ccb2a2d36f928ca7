"""How a name is compared: its words, folded, so that spelling, case and inflection do not count.

„Bürger“, „Buerger“, „BÜRGERS“ and „Burger“ (a scan that lost its umlauts) are one word here. What
is folded is only ever compared; what is shown is always what stands in the paper or in the graph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 600
"""So many characters of a name are compared; the longest goal known has 240."""
SMALL = frozenset(
    """
    aber am an auf aus bei beim das dem den der des die durch ein eine einem einen einer eines fur
    gegen im in ins mit nach oder sowie uber um und unter vom von vor zu zum zur
    """.split()  # noqa: SIM905
)
"""Words that a name may have or lack without being another name; „nicht“ and „ohne“ are none."""
_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011]\s*\n\s*(?=[a-zäöüß])")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
# „ue“ for „ü“, but not in „Steuer“, „bauen“, „Quelle“.
_DIGRAPH = re.compile(r"(?<![aeiouyq])([aou])e")
_ENDINGS = ("en", "er", "em", "es", "e", "s", "n")
_STEM = 4
_LONGEST_WORD = 80
_REMEMBERED = 1 << 16
_PREFIX = re.compile(
    r"\s*(?:(?:strategische[sn]?|dasselbe|das|dem|des)\s+)*"
    r"(?:(?:leit|unter|ober|teil|haupt|wirkungs|insek[- ]?)?ziel|zukunftsthema|handlungsschwerpunkt"
    r"|schwerpunktziel|leitlinie|handlungsfeld)s?"
    r"(?:\s*[:–—]\s*|\s+nr\.?\s*(?=\d)|\s+-\s+|\s+|(?=[„“\"»]))(?=\S)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*\(?(?P<number>[A-Za-z]{0,2}\s?\d{1,3}(?:\.\d{1,3}){0,3})[.):]?\s*[–—:|-]?\s+"
    r"(?=[„“\"»]?[^\W\d])"
)
_QUOTES = "„“”\"'’»«\u201a\u2018\u203a\u2039"


@dataclass(frozen=True)
class Word:
    """A word as it is compared, and where it stands in the text."""

    key: str
    start: int
    end: int


def plain(text: str) -> str:
    """One spelling of the same signs: composed, without what cannot be seen, words whole."""
    shown = _HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    return _HYPHENATED.sub("", shown)


@lru_cache(_REMEMBERED)
def fold(word: str, stem: bool = True) -> str:
    """A word without case and umlauts; with ``stem`` also without a usual ending."""
    bare = word[:_LONGEST_WORD].casefold()
    if not bare.isascii():
        spread = unicodedata.normalize("NFKD", bare)
        bare = "".join(sign for sign in spread if not unicodedata.combining(sign))
    bare = _DIGRAPH.sub(r"\1", bare)
    if not stem or bare in SMALL or bare.isdigit():
        return bare
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _STEM:
            return bare[: -len(ending)]
    return bare


def words(text: str) -> list[Word]:
    """The words of a text, with their places in it. The text is ``plain``."""
    return [Word(fold(one[0]), one.start(), one.end()) for one in _WORD.finditer(text)]


def key(text: str, stem: bool = True) -> tuple[str, ...]:
    """The words of a name, in order."""
    return tuple(fold(one, stem) for one in _WORD.findall(plain(text[:LONGEST])))


def telling(found: Sequence[str]) -> tuple[str, ...]:
    """The words of a key that tell it from others."""
    return tuple(word for word in found if word not in SMALL)


def unquoted(name: str) -> str:
    """A name without quotation marks around it and a full stop at its end."""
    return name.strip().strip(_QUOTES + " \t\n").rstrip(".;,: ").strip(_QUOTES + " ")


def unprefixed(name: str) -> str:
    """„Unterziel: Solide Finanzen“ and „Leitziel 3 – Solide Finanzen“ without the word for it."""
    found = _PREFIX.match(name)
    return name[found.end() :] if found is not None and len(name) - found.end() > 2 else name


def numbered(name: str) -> tuple[str, str]:
    """„6.1 Teilhabe ermöglichen“ as its number and the rest; no number is an empty text."""
    found = _NUMBER.match(name)
    return (found["number"].replace(" ", ""), name[found.end() :]) if found else ("", name)
