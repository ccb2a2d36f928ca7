"""A draft as a council paper in the usual order: what all formats of it share.

Labels and headings are those that Leitgraph reads again, so that nothing is lost on the way
through a document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from leitgraph.fields.kinds import Amount, Choice, CodeList, Column, Day, Field, Rows, Share, long
from leitgraph.fields.kinds import Part as PaperPart
from leitgraph.fields.table import FIELDS, SECTIONS

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NUMBER = re.compile(r"\d{1,15}(\.\d{1,2})?")


@dataclass(frozen=True)
class Pair:
    """A label with one value or several. ``listed``: each is to be told apart by a sign."""

    label: str
    values: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading."""

    text: str


@dataclass(frozen=True)
class Words:
    """Paragraphs under a heading of their own."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table under a heading of its own. ``widths``: shares of the page; ``amounts``: columns
    that hold figures."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    amounts: tuple[int, ...] = ()


Part: TypeAlias = Pair | Heading | Words | Grid


def title(draft: dict[str, Any]) -> str:
    """What kind of paper it is: its first line."""
    return text(draft.get("art")).capitalize() or "Vorlage"


def parts(draft: dict[str, Any]) -> list[Part]:
    """All that the draft says, in the order of a council paper."""
    return list(_parts(draft))


def _parts(draft: dict[str, Any]) -> Iterator[Part]:
    for heading, fields in _ORDER:
        found = [part for field in fields for part in _part(field, draft.get(field.name))]
        if found and heading:
            yield Heading(heading)
        yield from found
    others = {name: draft[name] for name in draft if name not in FIELDS}
    if others:
        yield Heading("Anlagen")
        for name, value in sorted(others.items()):
            said = value if isinstance(value, str) else json.dumps(value, default=str)
            yield Pair(f"Weiteres Feld {name}", (said,))


def _place(field: Field) -> int:
    """Within its part what stands beside its label goes first, then tables, then paragraphs."""
    return 1 if isinstance(field.kind, Rows) else 2 if _alone(field) else 0


def _alone(field: Field) -> bool:
    """True if it stands as paragraphs under a heading of its own."""
    return bool(field.paper) and long(field.kind)


_ORDER = [
    (
        part.heading,
        sorted(
            (
                field
                for section in SECTIONS
                for field in section.fields
                if (field.part or section.part) is part and field.name != "art"
            ),
            key=_place,
        ),
    )
    for part in PaperPart
]
"""Heading and fields of each part of a paper; what kind of paper it is says its first line."""


def _part(field: Field, value: Any) -> Iterator[Part]:
    if isinstance(field.kind, Rows):
        yield from _grid(field, field.kind, value)
    elif _alone(field):
        lines = tuple(line.strip() for line in text(value).split("\n") if line.strip())
        if lines:
            yield Words(field.paper, lines)
    else:
        given = value if isinstance(value, list) else [value]
        shown = tuple(words for one in given if (words := written(field, one)))
        if shown:
            several = len(shown) > 1 or bool({",", ";"} & set(shown[0]))
            yield Pair(field.paper or field.label.de, shown, field.several and several)


def _grid(field: Field, rows: Rows, given: Any) -> Iterator[Grid]:
    entries = given if isinstance(given, list) else [given] if given else []
    cells = []
    for entry in entries:
        known = entry if isinstance(entry, dict) else {rows.short: entry}
        cells.append(tuple(written(column, known.get(column.name)) for column in rows.columns))
    if cells:
        figures = [n for n, column in enumerate(rows.columns) if isinstance(column.kind, Amount)]
        yield Grid(
            field.paper or field.label.de,
            tuple(
                f"{c.label.de} in Euro" if isinstance(c.kind, Amount) else c.paper or c.label.de
                for c in rows.columns
            ),
            tuple(cells),
            tuple(column.width for column in rows.columns),
            tuple(figures),
        )


# -- values ------------------------------------------------------------------------------------


def text(value: Any) -> str:
    """A value as it is written in the draft."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nein"
    return str(value).strip()


def written(entry: Field | Column, value: Any) -> str:
    """A value by its kind, as a paper writes it."""
    kind = entry.kind
    if isinstance(kind, Choice):
        return word(kind.of, value)
    if isinstance(kind, Day):
        return day(value)
    if isinstance(kind, Amount):
        return amount(value)
    return share(value) if isinstance(kind, Share) else text(value)


def word(of: CodeList, value: Any) -> str:
    """A code in words."""
    return next((c.label.de for c in of.codes if c.code == text(value)), text(value))


def day(value: Any) -> str:
    """A date as written in German."""
    match = _DAY.fullmatch(text(value))
    return f"{match[3]}.{match[2]}.{match[1]}" if match else text(value)


def amount(value: Any) -> str:
    """An amount as written in German: 1.650.000,00 €; what is no plain number stays as it is."""
    written = text(value)
    if not _NUMBER.fullmatch(written):
        return written
    return f"{Decimal(written):,.2f}".translate(str.maketrans(",.", ".,")) + " €"


def share(value: Any) -> str:
    """A share as percentage."""
    written = text(value)
    if not re.fullmatch(r"[01](\.\d{1,6})?", written):
        return written
    percent = f"{Decimal(written) * 100:f}"
    plain = percent.rstrip("0").rstrip(".") if "." in percent else percent
    return plain.replace(".", ",") + " %"
