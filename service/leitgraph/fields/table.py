"""The table: all sections in the order of the form, and all fields by name."""

from __future__ import annotations

from collections.abc import Iterator

from leitgraph.fields import beschluss, finanzen, klima, ort, vorlage, ziele
from leitgraph.fields.kinds import Choice, Column, Field, Flag, Rows, Value
from leitgraph.model import Text

SECTIONS = (
    vorlage.SECTION,
    ort.SECTION,
    finanzen.SECTION,
    ziele.SECTION,
    klima.SECTION,
    beschluss.SECTION,
)
FIELDS: dict[str, Field] = {field.name: field for section in SECTIONS for field in section.fields}
"""The fields by name, in the order of the form."""
ROWS: dict[str, Rows] = {
    name: field.kind for name, field in FIELDS.items() if isinstance(field.kind, Rows)
}
"""The lists of entries by name."""


def columns() -> Iterator[tuple[str, Column]]:
    """All columns of all lists, each with the name of its list."""
    for name, rows in ROWS.items():
        for column in rows.columns:
            yield name, column


def entries() -> Iterator[Field | Column]:
    """All fields and all columns."""
    yield from FIELDS.values()
    yield from (column for _, column in columns())


def of_kind(*kinds: type[Value]) -> tuple[str, ...]:
    """The names of the fields whose values are of one of the kinds."""
    return tuple(name for name, field in FIELDS.items() if isinstance(field.kind, kinds))


def entry(name: str, column: str = "") -> Field | Column | None:
    """The field of that name, or the column of the list of that name."""
    if not column:
        return FIELDS.get(name)
    return ROWS[name].column(column) if name in ROWS else None


def choices(found: Field | Column) -> dict[str, Text]:
    """What can be chosen, by what stands for it in the form; nothing where nothing can."""
    kind = found.kind
    if isinstance(kind, Choice):
        return {one.code: one.label for one in kind.of.codes}
    if isinstance(kind, Flag):
        both = {"true": kind.yes, "false": kind.no}
        return dict(reversed(both.items())) if kind.no_first else both
    return {}


def aliases(found: Field | Column) -> Iterator[str]:
    """What documents call it: its label, then the others."""
    yield found.label.de
    yield from words(found.aliases)


def words(listed: str) -> list[str]:
    """The parts of a text that are parted by semicolons."""
    return [part.strip() for part in listed.split(";") if part.strip()]
