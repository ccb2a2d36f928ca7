"""What is found in tables of money and in slices written as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import Row
from leitgraph.vorlage.recognise import roles
from leitgraph.vorlage.recognise.cells import Cell, Cells

SMALL = Decimal(10_000)
"""Amounts below this without any unit may be thousands."""


@dataclass
class Slices:
    """What a table or a text says: slices, a total, commitment authorisations, sources of finance,
    what it costs every year, and under which numbers of the budget it stands."""

    rows: list[Cells] = field(default_factory=list)
    total: Cell | None = None
    ve: Cell | None = None
    sources: list[Cells] = field(default_factory=list)
    yearly: list[Cell] = field(default_factory=list)
    numbers: list[tuple[str, Cell]] = field(default_factory=list)

    def cells(self) -> Iterator[tuple[str, Cell]]:
        """The values that are no list, each with its field; „_summe“: the sum of the slices."""
        if self.total is not None:
            yield "_summe", self.total
        if self.ve is not None:
            yield "verpflichtungsermaechtigung", self.ve
        yield from (("folgekostenProJahr", one) for one in self.yearly)
        yield from {(name, one.value): (name, one) for name, one in self.numbers}.values()


def doubted(found: Slices, cells: Sequence[Cell]) -> Slices:
    """The same, with amounts that may be thousands less certain."""
    if any(one.unit for cell in cells for one in amounts.amounts(cell.passage)):
        return found
    known = [Decimal(cell.value) for cell in cells if is_number(cell.value)]
    if known and max(known) < SMALL and any(known):
        for row in [*found.rows, *found.sources]:
            row |= {name: less(row[name]) for name in ("betrag", roles.VE) if name in row}
        found.total = less(found.total) if found.total else None
        found.ve = less(found.ve) if found.ve else None
    return found


def cell(amount: amounts.Amount | None, text: str, row: Row, most: float = 0.95) -> Cell:
    """An amount as a value of a list; what cannot be read stays as it is written."""
    if amount is None:
        return Cell(text, row.place, row.text, 0.0)
    sure = 0.0 if amount.number < 0 else min(amount.confidence, most)
    return Cell(amount.value, row.place, row.text, sure)


def less(cell: Cell) -> Cell:
    """A value that is not certain."""
    return Cell(cell.value, cell.place, cell.passage, min(cell.confidence, 0.6))


def is_number(value: str) -> bool:
    """True for a number as drafts have it."""
    return re.fullmatch(r"-?\d+(\.\d+)?", value) is not None
