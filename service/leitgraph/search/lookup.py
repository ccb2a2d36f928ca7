"""Search as you type: what somebody means who has typed this much. Job "suggest".

The index finds candidates; how good each is, and why, is said here by what the graph has of it now:
first whose number it is, then how the words fit the label, then who has them in the description.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import pyoxigraph as ox

from leitgraph.errors import BadParameter, NotFound
from leitgraph.model import Text
from leitgraph.search.entries import KINDS, Entry
from leitgraph.search.index import FUZZY_FROM, PREFIX_FROM
from leitgraph.search.shelf import Shelf, layers, opened
from leitgraph.search.words import STOP, Words, fold, key, tokens
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.vorlage import values
from leitgraph.vorlage.resolve import iri

LONGEST = 200
MOST = 50
_CANDIDATES = 80
_WORDS_READ = 12
_PREFIXES = ("gz ", "amt ", "referat ", "produkt ", "ziel ", "vorlage ", "leitziel ", "unterziel ")
"""What people write before a number."""


@dataclass(frozen=True)
class Way:
    """How a word fits: how well (0 to 1), as what, and the word of the entry that it fits."""

    score: float
    how: str
    word: str


class SuggestPayload(TypedDict):
    """What was typed, and where to look."""

    q: str
    city: str
    kind: str
    date: str
    limit: int
    language: str


def job(ctx: ReaderContext, payload: SuggestPayload, body: bytes, out: Out) -> None:
    """Job "suggest": payload ``q``, ``city``, ``kind``, ``date``, ``limit``, ``language``."""
    found = suggest(
        ctx,
        str(payload["q"]),
        str(payload.get("city") or ""),
        str(payload.get("kind") or ""),
        str(payload["date"]),
        int(payload["limit"]),
        str(payload["language"]),
    )
    out.head({"content_type": "application/json"})
    out.write(json.dumps({"suggestions": found}, ensure_ascii=False).encode())


SUGGEST = Job("suggest", SuggestPayload, job)


def suggest(
    ctx: ReaderContext, typed: str, city: str, kind: str, date: str, limit: int, language: str
) -> list[dict[str, Any]]:
    """At most ``limit`` entries, best first; those in force on the date before the others."""
    if len(typed) > LONGEST:
        raise BadParameter(
            f"Gesucht wird nach höchstens {LONGEST} Zeichen.",
            f"At most {LONGEST} characters are searched for.",
            parameter="q",
        )
    if kind and kind not in KINDS:
        raise BadParameter(
            f"Die Art „{kind}“ gibt es nicht; möglich sind {', '.join(KINDS)}.",
            f"There is no kind “{kind}”; possible are {', '.join(KINDS)}.",
            parameter="kind",
        )
    day = values.day("date", date).isoformat()
    must_know(ctx, city)
    shelf = opened(ctx)
    words = tokens(typed)[:_WORDS_READ]
    if not words:
        return []
    ranked = []
    spare = sum(word.isalpha() for word in words) // 2
    for most_lacking in dict.fromkeys((0, spare)):  # all words, else half of them
        for entry in _candidates(shelf, typed, words, most_lacking, city, kind):
            ways = fit(entry, typed, words, most_lacking, shelf.index.words)
            if ways:
                valid = shelf.entries.valid(ox.NamedNode(entry.iri), day)
                ranked.append((_rank(ways, valid), entry.order, entry, valid, ways))
        if ranked:
            break
    ranked.sort(key=lambda one: one[:2])
    return [
        {
            "id": entry.id,
            "iri": entry.iri,
            "label": entry.label,
            "number": entry.number,
            "kind": entry.kind,
            "valid": valid,
            "why": why(ways).get(language),
        }
        for _, _, entry, valid, ways in ranked[: max(1, min(limit, MOST))]
    ]


def matching(ctx: ReaderContext, text: str, most: int) -> list[str]:
    """IRIs of the entries of all cities that have every word of a text, best first.

    ``*`` at the end: the last word may go on. What the asker does not see is not found.
    """
    opens = text.rstrip().endswith("*")
    plain = text.replace("*", " ").strip()
    typed = plain if opens else plain + " "
    words = tokens(typed)[:_WORDS_READ]
    if not words:
        return []
    shelf = opened(ctx)
    stems = [fold(word) for word in words]
    found = shelf.index.find(stems, _number(typed), opens, 0, "", "", 4 * most)
    entries = [
        *shelf.entries.of(iri for iri in found if iri not in shelf.changed),
        *shelf.fresh,
    ]
    fitting = [one for one in entries if fit(one, typed, words, 0, shelf.index.words)]
    return [one.iri for one in fitting[:most]]


def must_know(ctx: ReaderContext, city: str) -> None:
    """Raise ``NotFound`` for a city that is not in the graph."""
    node = iri(f"{ctx.settings.base}/{city}/kommune/stadt") if city else None
    if city and (node is None or "/" in city or not layers(ctx).describes(node)):
        raise NotFound(
            f"Die Stadt „{city}“ ist nicht im Graphen.", f"The city “{city}” is not in the graph."
        )


def _candidates(
    shelf: Shelf, typed: str, words: Sequence[str], lacking: int, city: str, kind: str
) -> Iterable[Entry]:
    plain = [fold(word) for word in words]
    number, open_end = _number(typed), typed[-1:].isalnum()
    found = shelf.index.find(plain, number, open_end, lacking, city, kind, _CANDIDATES)
    yield from shelf.entries.of(found_iri for found_iri in found if found_iri not in shelf.changed)
    for entry in shelf.fresh:
        if city in ("", entry.city) and kind in ("", entry.kind):
            yield entry


def _number(typed: str) -> str:
    """What was typed, as a number is compared: „Amt 66“ is „66“."""
    whole = key(typed)
    for prefix in _PREFIXES:
        short = whole.removeprefix(prefix).strip()
        if short != whole and any(c.isdigit() for c in short):
            return short
    return whole


def fit(entry: Entry, typed: str, words: Sequence[str], lacking: int, known: Words) -> list[Way]:
    """How the typed words fit an entry, one way for each; nothing if too many do not fit."""
    number, whole = key(entry.number), _number(typed)
    if number and number == whole:
        return [Way(10.0, "number", entry.number)]
    label = tokens(entry.label)
    if key(entry.label).startswith(key(typed)):
        return [Way(3.0, "start", label[0] if label else "")]
    if number and number.startswith(whole) and any(c.isdigit() for c in whole):
        return [Way(2.0, "number", entry.number)]
    surface = [*label, *tokens(entry.number)]
    ways: list[Way] = []
    for place, word in enumerate(words):
        plain, last = fold(word), place == len(words) - 1
        opens = typed[-1:].isalnum() if last else len(plain) >= PREFIX_FROM
        best = _best(plain, surface, opens, known) or _described(plain, entry.text, known)
        if best is not None:
            ways.append(best)
        elif plain not in STOP:
            lacking -= 1
    return ways if lacking >= 0 else []


def _described(word: str, text: str, known: Words) -> Way | None:
    """The way in which one word fits a description."""
    stem = known.stem(word)
    for theirs in tokens(text):
        other = fold(theirs)
        if stem == known.stem(other) or stem in known.parts(other):
            return Way(0.2, "text", theirs)
    return None


def _best(word: str, surface: Sequence[str], opens: bool, known: Words) -> Way | None:
    """The best way in which one word fits a label; ``opens``: it may go on."""
    ways: list[Way] = []
    stem = known.stem(word)
    pieces = {known.stem(p): len(p) / len(word) for p in known.split(word)}
    for place, theirs in enumerate(surface):
        other = fold(theirs)
        front = 0.05 if place == 0 else 0.0
        own = (known.stem(other), *known.parts(other))
        if other == word:
            ways.append(Way(0.95 + front, "word", theirs))
        elif own[0] == stem:
            ways.append(Way(0.9, "word", theirs))
        elif opens and other.startswith(word):
            ways.append(Way(0.8 + front, "start", theirs))
        elif stem in own:
            ways.append(Way(0.75, "part", theirs))
        elif len(word) >= FUZZY_FROM and near(word, other, opens):
            ways.append(Way(0.6, "typo", theirs))
        elif shared := [share for piece, share in pieces.items() if piece in own]:
            ways.append(Way(0.55 * sum(shared), "piece", theirs))
    return max(ways, key=lambda way: way.score, default=None)


def near(word: str, other: str, prefix: bool) -> bool:
    """True if one letter more, less, changed, or two neighbours swapped, make one of the other.

    ``prefix``: of the beginning of the other.
    """
    if not word.isalpha():
        return False
    if not prefix:
        return _one_off(word, other)
    size = len(word)
    return any(_one_off(word, other[:n]) for n in (size - 1, size, size + 1) if n <= len(other))


def _one_off(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if start is None:
        return True
    rest, other = a[start:], b[start:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or other[1:] == rest[1:] or other[1:] == rest or other == rest[1:]


def _rank(ways: Sequence[Way], valid: bool) -> tuple[bool, bool, float]:
    """Sorts hits: an exact number first, then what is in force, then by how well it fits."""
    best = max(way.score for way in ways)
    return best < 10, not valid, -round(sum(way.score for way in ways), 3)


_WHY = {
    "number": ("Nummer {}", "number {}"),
    "word": ("enthält „{}“", "has “{}”"),
    "start": ("Wortanfang von „{}“", "beginning of “{}”"),
    "part": ("Teil von „{}“", "part of “{}”"),
    "typo": ("ähnlich wie „{}“", "similar to “{}”"),
    "piece": ("verwandt mit „{}“", "related to “{}”"),
    "text": ("in der Beschreibung: „{}“", "in the description: “{}”"),
}


def why(ways: Sequence[Way]) -> Text:
    """The ways in words."""
    once = dict.fromkeys((way.how, way.word) for way in ways)
    return Text(*("; ".join(_WHY[how][n].format(word) for how, word in once) for n in (0, 1)))
