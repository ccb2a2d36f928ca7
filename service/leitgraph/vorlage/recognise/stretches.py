"""What became of every part of a document: read, running text, furniture, or not understood.

Each line, cell or paragraph is told once, in the order of the document. Paragraphs are put
together from their lines, so that whoever looks for sentences finds them whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from leitgraph.vorlage.blocks import BULLET, PAGE_NUMBER, Block, Line, Row, joined
from leitgraph.vorlage.reading import Stretch, Use
from leitgraph.vorlage.recognise import checkboxes, labels
from leitgraph.vorlage.recognise.entries import Entry, Item, Listing
from leitgraph.vorlage.recognise.names import LONG

_FOOT = re.compile(r"[\s–—-]*(?:Seite\s*)?\d{1,3}(?:\s*(?:/|von)\s*\d{1,3})?[\s–—-]*")
_SENTENCE = 8
"""So many words are a sentence, fewer may be an entry of a form."""
_LABELLED = re.compile(r"^[A-ZÄÖÜ][\wäöüß/().,§ -]{1,58}:\s+\S")


def stretches(
    items: Sequence[Item],
    became: Mapping[int, Use],
    order: Mapping[str, int],
    titles: Collection[str] = (),
) -> tuple[Stretch, ...]:
    """The parts of a document. ``became``: by the ``id`` of an item, what it was read as;
    ``order``: of the places in the document; ``titles``: where a title stands that has no label."""
    found: list[Stretch] = []
    for item in items:
        use = became.get(id(item))
        found += _of_listing(item, use) if isinstance(item, Listing) else _of_entry(item, use)
    found = [replace(o, use="field", field="titel") if o.place in titles else o for o in found]
    last = len(order)
    found.sort(key=lambda one: order.get(one.place, last))
    return tuple(one for one in found if one.text)


def places(blocks: Iterable[Block]) -> dict[str, int]:
    """The places of a document in their order."""
    found: dict[str, int] = {}
    for block in blocks:
        inside = [line.place for line in block.lines] + [row.place for row in block.rows]
        for place in inside:
            found.setdefault(place, len(found))
    return found


def _of_listing(item: Listing, use: Use | None) -> Iterator[Stretch]:
    header = item.table.header
    yield Stretch(header.text, header.place, "furniture", item.table.kind)
    for row in item.table.rows:
        yield Stretch(row.text, row.place, use or "unread", item.under)


def _of_entry(item: Entry, use: Use | None) -> Iterator[Stretch]:
    lines = list(item.lines)
    label, field = " ".join(item.label.split()), item.field
    if item.cells:
        row = Row(tuple(line.text for line in lines), item.place)
        yield Stretch(row.text, item.place, _cells(lines), field)
        return
    beside = bool(lines) and lines[0].place == item.place
    if label and not (beside and use and field not in LONG):
        known = item.known or field or furniture(label)
        heading = item.level is not None
        yield Stretch(label, item.place, "furniture" if known or heading else "text", field)
        label = ""
    for number, part in enumerate(paragraphs(lines)):
        text = joined(part)
        text = f"{label} {text}" if label and number == 0 else text
        yield Stretch(text, part[0].place, _use(text, item, use, number), field)


def _use(text: str, item: Entry, use: Use | None, number: int) -> Use:
    """What a paragraph of an entry is."""
    if furniture(text):
        return "furniture"
    prose = len(text.split()) >= _SENTENCE or bool(BULLET.match(text))
    if item.field in LONG or (use and prose and number):
        return "text"
    if use:
        return use
    offered = checkboxes.options(text)
    if offered:
        return "unread" if any(option.ticked for option in offered) else "furniture"
    if item.known and number == 0 and not prose:
        return "furniture"  # the answer to what is no field, such as who signs
    if prose or not (item.field or _LABELLED.match(text)):
        return "text"
    return "unread"


def _cells(lines: Sequence[Line]) -> Use:
    """Cells of a table that holds no list: a sentence in one of them is running text."""
    if any(len(line.text.split()) >= _SENTENCE for line in lines):
        return "text"
    known = all(labels.field_of(line.text) is not None for line in lines)
    return "furniture" if known else "unread"


def furniture(text: str) -> bool:
    """True for the foot of a page, and for a label that nothing stands beside."""
    return bool(_FOOT.fullmatch(text) or PAGE_NUMBER.fullmatch(text)) or (
        labels.field_of(text) is not None
    )


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines put together where a paragraph goes on."""
    found: list[list[Line]] = []
    for line in lines:
        if found and not line.opens and not BULLET.match(line.text):
            found[-1].append(line)
        elif line.text.strip():
            found.append([line])
    return found
