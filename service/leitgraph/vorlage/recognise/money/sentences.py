"""Running text in sentences and clauses, without those about what was considered and not chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from leitgraph.vorlage.blocks import joined
from leitgraph.vorlage.recognise import checkboxes
from leitgraph.vorlage.recognise.cells import Cell
from leitgraph.vorlage.recognise.entries import Entry, Item
from leitgraph.vorlage.recognise.names import AMOUNTS

_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„(\d])|\n")
_SHORT = re.compile(
    r"(?:\b(?:Mio|Mrd|Mill|Tsd|ca|rd|Nr|Abs|bzw|inkl|zzgl|einschl|vsl|Art|Ziff|lfd|Std|Str|St|Dr|B|a"
    r"|h|H|gem|vgl|max|min|mind|Pos|Kap|usw|etc)|(?<![\d.])\d{1,2}|^[a-z])\.$"
)
_OTHERS = re.compile(
    r"\b(?:Alternative\w*|alternativ|Variante\w*|verworfen|stattdessen|würden?|wäre|hätten?|"
    r"Bieter|Vergleichs?\w*|Angebots?\w*|untersucht)\b"
)
_OTHER_HEAD = re.compile(r"alternativ|variante|vergleich|bieter|angebot|preisspiegel", re.I)
_CHOSEN = re.compile(r"Vorzugs(?!variante\b)|empfohlen|gewählt|beschlossen")
_SKIPPED = {"alternativen", "titel", "kennung", "beratungsfolge", "zielbezuege", "konflikte"}
_SKIPPED |= {"klimabegruendung", "klimawirkung", "zeitraum", "mitwirkung"}
_LABEL = re.compile(r"\b(?P<label>[A-ZÄÖÜ][^:.;\n]{2,100}):\s")
_OPTION = 25
"""Words of an option; more of them are running text."""
_MOST = 4000
"""Sentences of a paper beyond these are not looked at."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with where it stands. ``field``: of the label it stands under, or "";
    ``labelled``: it is the value of a labelled amount, which is read by its label."""

    text: str
    place: str
    field: str
    labelled: bool = False

    @property
    def clauses(self) -> list[str]:
        """The parts between semicolons."""
        return [part.strip() for part in re.split(r";\s", self.text) if part.strip()]


@dataclass(frozen=True)
class Said:
    """A value for a field that running text gives, and how sure it is."""

    field: str
    value: Any
    confidence: float
    place: str
    passage: str
    options: tuple[str, ...] = ()


def cell(value: str, one: Sentence, sure: float) -> Cell:
    """A value of a list that a sentence gives."""
    return Cell(value, one.place, one.text, sure)


def doubted(cell: Cell) -> Cell:
    """A value that is not certain."""
    return Cell(cell.value, cell.place, cell.passage, min(cell.confidence, 0.6))


def parted(text: str) -> Iterator[str]:
    """The sentences of a text; „1,9 Mio. Euro“ and „31. Oktober“ are parts of one."""
    start = 0
    for end in _END.finditer(text):
        if end[0] != "\n" and _SHORT.search(text[max(start, end.start() - 12) : end.start()]):
            continue
        if text[start : end.start()].strip():
            yield text[start : end.start()].strip()
        start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


def _chosen(words: str) -> str:
    """A text without the options of a form that nobody ticked."""
    offered = checkboxes.options(words)
    if not offered or any(len(one.text.split()) > _OPTION for one in offered):
        return words
    return ". ".join(one.text for one in offered if one.ticked)


def of(items: Sequence[Item]) -> list[Sentence]:
    """The sentences of a paper that may speak of what it costs."""
    found: list[Sentence] = []
    for item in items:
        if not isinstance(item, Entry) or item.field in _SKIPPED:
            continue
        if _OTHER_HEAD.search(item.label):
            continue
        first = True
        for paragraph in joined(item.lines).split("\n"):
            beside = first and item.label.endswith(":")
            words = f"{item.label} {paragraph}" if beside else paragraph
            labelled = first and item.field in AMOUNTS | {"folgekosten", "kosten"}
            first = False
            if _OTHER_HEAD.search(paragraph[:40]) and not _CHOSEN.search(paragraph):
                continue
            for text in parted(_chosen(words)):
                if not _OTHERS.search(text):
                    found.append(Sentence(text, item.place, item.field, labelled))
                labelled = False
                if len(found) >= _MOST:
                    return found
    return found
