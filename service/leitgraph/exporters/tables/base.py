"""What table exporters share: the answer of a named query as a table of typed cells.

A format is one module with an ``EXPORTER``; ``leitgraph.exporters.registry`` finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeAlias

from leitgraph.exporters.tables.known import HEADING, Known
from leitgraph.model import Column, Query

Value: TypeAlias = str | int | bool | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, typed by its column; ``iri`` if it is a resource, ``value`` is then its text."""

    value: Value
    iri: str | None = None


@dataclass
class Table:
    """An answer with what is needed to read it. ``rows`` can be gone through once.

    ``parameters``: what was asked with, by name, as users write it; ``version``: the graph's;
    ``known``: what the answer rests on, for each city; complete once the rows are gone through.
    """

    query: Query
    language: str
    rows: Iterable[tuple[Cell, ...]]
    parameters: dict[str, str] = field(default_factory=dict)
    version: int = 0
    known: Known | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        return self.query.columns

    def headings(self) -> list[str]:
        """The columns' labels in the table's language."""
        return [column.label.get(self.language) for column in self.columns]

    def spread(self) -> tuple[list[str], Iterator[list[Cell]]]:
        """Headings and rows for formats without links: a column with IRIs becomes two.

        The last column says what is recorded of the row's city; a city without rows has one that
        says only that.
        """
        double = [column.kind in {"iri", "source"} for column in self.columns]
        headings: list[str] = []
        for heading, two in zip(self.headings(), double, strict=True):
            headings += [heading, f"{heading} (IRI)"] if two else [heading]

        known, at = self.known, city_column(self.columns)
        if known is not None:
            headings.append(HEADING.get(self.language))

        def wide(row: Iterable[Cell], told: str) -> list[Cell]:
            spread: list[Cell] = []
            for cell, two in zip(row, double, strict=True):
                spread += [Cell(cell.value), Cell(cell.iri)] if two else [cell]
            return [*spread, Cell(told)] if known is not None else spread

        def cells() -> Iterator[list[Cell]]:
            for row in self.rows:
                city = None if at is None else row[at].iri
                yield wide(row, known.ahead(city, self.language) if known else "")
            for one in known.without_rows() if known else ():
                empty = [Cell(None)] * len(self.columns)
                if at is not None:
                    empty[at] = Cell(one.name, one.iri)
                yield wide(empty, one.text(self.language))

        return headings, cells()


def city_column(columns: tuple[Column, ...]) -> int | None:
    """Where the city of a row stands; None if no column names it."""
    return next((n for n, column in enumerate(columns) if column.name == "kommune"), None)


class Writer(Protocol):
    """Where an exporter writes to."""

    def write(self, data: bytes) -> int:
        """More bytes."""


@dataclass(frozen=True)
class Exporter:
    """A format: its short name, media type, file extension, and how it is written."""

    name: str
    media_type: str
    extension: str
    write: Callable[[Table, Writer], None]


def harmless(text: str) -> str:
    """Text that a spreadsheet program does not take for a formula.

    What begins with ``= + - @`` (or a tab or line break before them) gets an apostrophe in front.
    """
    return "'" + text if text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} else text
