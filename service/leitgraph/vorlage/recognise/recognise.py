"""From blocks to drafts: the one recogniser behind DOCX, PDF and text.

Two Vorlagen in one document are told apart by their numbers, each with a title of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from leitgraph.vorlage.blocks import Block
from leitgraph.vorlage.forms.known_forms import read_forms
from leitgraph.vorlage.forms.merged import merged
from leitgraph.vorlage.reading import DOCUMENTS, DocumentDraft, Question
from leitgraph.vorlage.recognise import labels
from leitgraph.vorlage.recognise.assemble import Assembly
from leitgraph.vorlage.recognise.entries import Entry, Item, segments
from leitgraph.vorlage.recognise.scalars import read
from leitgraph.vorlage.recognise.sections.climate_reasons import reasoned
from leitgraph.vorlage.recognise.stretches import places, stretches

_HEAD = {"art", "kennung", "titel", "datum", "federfuehrung", ""}
_NEAR = 30
"""So many items after the beginning of a paper its title stands at the latest."""


def documents(
    blocks: Sequence[Block], form: str, pages: int, name: str, asked: Iterable[Question] = ()
) -> list[DocumentDraft]:
    """The Vorlagen in a document, usually one. ``asked``: questions there are already.

    One on a known form of a city is read by that first, and only the rest of it as any paper.
    """
    readings = read_forms(blocks, lambda label: labels.field_of(label) is not None)
    questions, order = tuple(asked), places(blocks)
    if readings:
        return [
            merged(one, _draft(segments(one.rest), False, order, form, pages, name, questions))
            for one in readings
        ]
    parts = _parted(segments(blocks))[:DOCUMENTS]
    alone = len(parts) == 1
    return [_draft(part, alone, order, form, pages, name, questions) for part in parts]


def _draft(
    items: Sequence[Item],
    alone: bool,
    order: Mapping[str, int],
    form: str,
    pages: int,
    name: str,
    asked: tuple[Question, ...],
) -> DocumentDraft:
    items = reasoned(items)
    assembly = Assembly(items, alone)
    return DocumentDraft(
        assembly.draft,
        tuple(assembly.recognised),
        (*assembly.questions, *asked),
        form,
        pages,
        name,
        stretches=stretches(items, assembly.became, order, assembly.places),
    )


def _parted(items: list[Item]) -> list[list[Item]]:
    """The items of each Vorlage."""
    numbered = [
        (at, value)
        for at, item in enumerate(items)
        if isinstance(item, Entry) and item.field == "kennung" and (value := _number(item))
    ]
    cuts: list[int] = []
    known = numbered[0][1] if numbered else ""
    for at, value in numbered[1:]:
        if value == known or len(cuts) >= DOCUMENTS:
            continue
        last = cuts[-1] if cuts else 0
        start = at
        while start > last and _is_head(items[start - 1]):
            start -= 1
        if start > last and _titled(items, start) and _titled(items, last, start):
            cuts.append(start)
            known = value
    edges = [0, *cuts, len(items)]
    return [items[start:end] for start, end in pairwise(edges)]


def _number(entry: Entry) -> str:
    return next((str(r.value) for r in read("kennung", entry.text) if r.value), "")


def _is_head(item: Item) -> bool:
    short = isinstance(item, Entry) and len(item.text) < 300
    return short and isinstance(item, Entry) and item.field in _HEAD


def _titled(items: list[Item], start: int, end: int | None = None) -> bool:
    """True if a title stands at the beginning of these items."""
    near = items[start : min(end or len(items), start + _NEAR)]
    return any(isinstance(i, Entry) and i.field == "titel" and i.text for i in near)
