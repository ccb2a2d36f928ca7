"""The lists of a draft: every entry becomes a node beside the Vorlage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyoxigraph import Literal, NamedNode

from leitgraph.config import NS
from leitgraph.fields.kinds import Name, Rows, Weighing
from leitgraph.fields.table import FIELDS, ROWS
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.writer import DraftWriter

Entry = dict[str, Any]


def read_lists(draft: DraftWriter) -> None:
    """Read every list that the draft has."""
    for name, rows in ROWS.items():
        for number, entry in draft.fields.entries(name, rows.short):
            field = f"{name}[{number}]"
            _OWN.get(name, _entry)(draft, name, number, entry)
            draft.fields.rest(entry, field, {column.name for column in rows.columns})


def _entry(draft: DraftWriter, name: str, number: int, entry: Entry) -> None:
    rows, iri, field = ROWS[name], FIELDS[name].iri, f"{name}[{number}]"
    node = draft.node(rows.node, number, rows.of_class)
    if iri:
        draft.link(draft.focus, iri, node)
    if rows.back:
        draft.link(node, NS + rows.back, draft.focus)
    _needs(draft, rows, field, entry)
    for column in rows.columns:
        if not draft.fields.given(column.name, entry):
            continue
        own, given = f"{field}.{column.name}", entry[column.name]
        if isinstance(column.kind, Weighing):
            _weighing(draft, node, draft.node("abwaegung", number, "Abwaegung"), own, given)
        else:
            draft.value(node, column, own, given)


def _konflikt(draft: DraftWriter, name: str, number: int, entry: Entry) -> None:
    """A conflict is no node of its own: the Vorlage names it, and a weighing weighs it."""
    field = f"{name}[{number}]"
    _needs(draft, ROWS[name], field, entry)
    column = ROWS[name].columns[0]
    kind, written = column.kind, values.text(f"{field}.mit", entry["mit"])
    assert isinstance(kind, Name)
    other = draft.find(written, *kind.kinds)
    draft.link(draft.focus, column.iri, other)
    if draft.fields.given("abwaegung", entry):
        weighing = draft.node("abwaegung", number, "Abwaegung", "k")
        _weighing(draft, draft.focus, weighing, f"{field}.abwaegung", entry["abwaegung"])
        draft.link(weighing, NS + "wiegtAb", other)
        if isinstance(other, Literal):
            draft.tell_unknown(f"{field}.mit", kind, written)


def _needs(draft: DraftWriter, rows: Rows, field: str, entry: Entry) -> None:
    draft.fields.needs(entry, field, *(c.name for c in rows.columns if c.required))


def _weighing(
    draft: DraftWriter, owner: NamedNode, weighing: NamedNode, field: str, words: Any
) -> None:
    draft.link(owner, NS + "abwaegung", weighing)
    draft.text(weighing, NS + "begruendung", values.text(field, words))


def _zitat(draft: DraftWriter, name: str, number: int, entry: Entry) -> None:
    """A version cited: its day; which version is meant is found among those of the city."""
    field = f"{name}[{number}]"
    _needs(draft, ROWS[name], field, entry)
    node = draft.node(ROWS[name].node, number, ROWS[name].of_class)
    draft.link(draft.focus, FIELDS[name].iri, node)
    if draft.fields.given("beschlossen", entry):
        draft.value(node, ROWS[name].columns[1], f"{field}.beschlossen", entry["beschlossen"])


_OWN: dict[str, Callable[[DraftWriter, str, int, Entry], None]] = {
    "konflikte": _konflikt,
    "zitierteFassungen": _zitat,
}
"""Lists whose entries are no nodes of their own."""
