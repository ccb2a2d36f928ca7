"""Goals written as labels one below the other: Ziel, Wirkung, Begründung, Abwägung."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitgraph.vorlage.blocks import Row
from leitgraph.vorlage.recognise.entries import Entry, Item, Listing
from leitgraph.vorlage.recognise.labels import normal
from leitgraph.vorlage.recognise.tables import Table

_COLUMNS = ["ziel", "richtung", "begruendung", "abwaegung"]


def gathered(items: Sequence[Item]) -> Iterator[Item]:
    """The items, with labels that belong to one goal put together as a row of a table."""
    at = 0
    while at < len(items):
        item = items[at]
        taken, cells = _follow(items, at)
        if taken > at + 1 and isinstance(item, Entry):
            rows = [Row(tuple(cells[name] for name in _COLUMNS), item.place)]
            head = Row(("Ziel", "Wirkung", "Begründung", "Abwägung"), item.place)
            table = Table("zielbezuege", list(_COLUMNS), head, rows)
            sources = tuple(one for one in items[at:taken] if isinstance(one, Entry))
            yield Listing(table, "zielbezuege", "", sources)
            at = taken
        else:
            yield item
            at += 1


def _follow(items: Sequence[Item], start: int) -> tuple[int, dict[str, str]]:
    """Where the labels of the goal that begins here end, and what they say."""
    cells = dict.fromkeys(_COLUMNS, "")
    first = items[start]
    if not (isinstance(first, Entry) and first.field == "zielbezuege" and len(first.lines) == 1):
        return start, cells
    cells["ziel"] = first.text
    end = start + 1
    for at in range(start + 1, len(items)):
        item = items[at]
        if not isinstance(item, Entry):
            break
        if not item.field and not item.text:
            continue  # the end of a row
        name = _column(item)
        if not name or cells[name]:
            break
        cells[name] = item.text
        end = at + 1
    return end, cells


def _column(entry: Entry) -> str:
    if entry.field == "sachverhalt":
        return "begruendung" if normal(entry.label) == "begruendung" else ""
    return entry.field if entry.field in {"richtung", "abwaegung"} else ""
