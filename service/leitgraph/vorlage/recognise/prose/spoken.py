"""What running text says where no label gave it: place, time, concepts, earlier papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from leitgraph.vorlage.recognise.entries import Entry, Item
from leitgraph.vorlage.recognise.kinds import places, references
from leitgraph.vorlage.recognise.prose.concepts import concepts
from leitgraph.vorlage.recognise.prose.freetext import DECIDED
from leitgraph.vorlage.recognise.prose.horizon import horizon

_SURE = 0.85


@dataclass(frozen=True)
class Spoken:
    """A field, its value, and the words that say so."""

    field: str
    value: Any
    place: str
    passage: str
    confidence: float = _SURE


def spoken(items: Sequence[Item], title: str, known: set[str], own: set[str]) -> Iterator[Spoken]:
    """What the text says of fields that are not ``known``; ``own``: the paper's own numbers."""
    texts = [
        (line.text, line.place) for item in items if isinstance(item, Entry) for line in item.lines
    ]
    if not {"raum", "ohneRaumbezugWeil"} & known:
        yield from _place(items, title)
    if not {"beginn", "ende"} & known:
        found = horizon(texts)
        if found is not None:
            if found.beginn:
                yield Spoken("beginn", found.beginn, found.place, found.passage)
            if found.ende:
                yield Spoken("ende", found.ende, found.place, found.passage)
    if "fachkonzepte" not in known:
        names, place, passage = concepts(texts)
        if names:
            yield Spoken("fachkonzepte", names, place, passage)
    if "zitiert" not in known:
        yield from _cited(texts, own)


def _place(items: Sequence[Item], title: str) -> Iterator[Spoken]:
    named = places.named(title)
    if named:
        yield Spoken("raum", named, "", title)
        return
    for field in ("beschluss", ""):
        for item in items:
            if not isinstance(item, Entry) or (field and item.field != field):
                continue
            for line in item.lines:
                found = places.named(line.text) if field else places.parcels(line.text)
                if found:
                    yield Spoken("raum", found, line.place, line.text)
                    return


def _cited(texts: Sequence[tuple[str, str]], own: set[str]) -> Iterator[Spoken]:
    """Papers that were decided: „(Beschluss BV/9005/23/BL vom 22.05.2023)“."""
    found: dict[str, tuple[str, str]] = {}
    for text, place in texts:
        for match in DECIDED.finditer(text):
            for number in references.references(match[0]):
                if number not in own:
                    found.setdefault(number, (place, match[0]))
    if found:
        place, passage = next(iter(found.values()))
        yield Spoken("zitiert", list(found), place, passage)
