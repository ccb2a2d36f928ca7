"""What running text says where no label does: subject, costs, earlier papers, goals.

Apart from the subject nothing of it is certain: it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from leitgraph.vorlage import amounts
from leitgraph.vorlage.recognise.checkboxes import SIGN
from leitgraph.vorlage.recognise.entries import Entry, Item
from leitgraph.vorlage.recognise.kinds import references

_PARAGRAPH, _PARAGRAPHS = 80, 5
"""Running text has paragraphs of so many characters; the first few say what it is about."""
_COST = re.compile(
    r"\b(?:für insgesamt|(?:Gesamtkosten|Gesamtbetrag|Gesamtausgaben|Kosten|Auszahlungen|"
    r"Aufwendungen)\b[^.;\n]{0,80}?"
    r"\b(?:von|betragen|beträgt|belaufen sich auf|beläuft sich auf))\s+"
    r"(?P<amount>[^.;\n]{0,20}?\d[\d.,]*\s?(?:Mio\.?|Tsd\.?|T)?\s?(?:€|EUR|Euro))"
)
_GOAL = re.compile(r"\b(?:Ziel|Ziele|Zielen|Unterziel)\s+(\d{1,2}(?:\.\d{1,2}){1,2})\b")
DECIDED = re.compile(
    r"\b\w*(?:[Bb]eschluss|[Bb]eschlusses|[Bb]eschlüsse)\b[^.;\n]{0,40}?\b[A-ZÄÖÜ0-9][\w./-]*/[\w./-]+"
    r"(?=\s+(?:vom|am)\s)|\b\w*[Bb]eschluss\s+(?:datiert\s+)?vom\s+\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\s+"
    r"\([A-ZÄÖÜ0-9][\w./-]{3,40}\)"
)
"""A resolution with its number and its day."""
_CITED = re.compile(
    r"\b(?:Vorlage|Beschluss|Drucksache|Antrag|Beschlusses|Vorlagen|Beschlüsse)\b[^.\n]{0,25}"
)


class Passage(NamedTuple):
    """Something that running text says, with where it stands."""

    value: str
    place: str
    passage: str


def running(items: Sequence[Item]) -> list[Entry]:
    """The entries that are running text."""
    free = {"", "sachverhalt", "gegenstand"}
    return [item for item in items if isinstance(item, Entry) and item.field in free]


def subject(texts: Iterable[Entry]) -> Passage | None:
    """The first paragraphs under no label."""
    found = [
        (line, entry.place)
        for entry in texts
        if not entry.field
        for line in entry.text.split("\n")
        if len(line) >= _PARAGRAPH and SIGN.search(line) is None
    ][:_PARAGRAPHS]
    if not found:
        return None
    return Passage("\n".join(line for line, _ in found), found[0][1], found[0][0])


def costs(texts: Iterable[Entry]) -> Iterator[Passage]:
    """Amounts that are called the costs."""
    for entry in texts:
        for match in _COST.finditer(entry.text):
            amount = amounts.amount(match["amount"])
            if amount is not None and amount.number > 0:
                yield Passage(amount.value, entry.place, match[0])


def goals(texts: Iterable[Entry]) -> list[Passage]:
    """Goals named by their numbers."""
    found: dict[str, Passage] = {}
    for entry in texts:
        text = entry.text
        for number in _GOAL.findall(text):
            found.setdefault(number, Passage(number, entry.place, text))
    return list(found.values())


def citations(texts: Iterable[Entry], known: set[str]) -> list[Passage]:
    """Numbers of papers and resolutions that are called so, but for those known."""
    found: dict[str, Passage] = {}
    for entry in texts:
        text = entry.text
        for match in _CITED.finditer(text):
            near = text[match.start() : match.end() + 30]
            for number in references.references(near):
                if number not in known:
                    found.setdefault(number, Passage(number, entry.place, near))
    return list(found.values())
