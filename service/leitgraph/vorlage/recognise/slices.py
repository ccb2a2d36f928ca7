"""Yearly slices: tables with a row or a column for each year, and slices written as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from leitgraph.vorlage import amounts
from leitgraph.vorlage.recognise import codes
from leitgraph.vorlage.recognise.entries import Entry, Listing
from leitgraph.vorlage.recognise.labels import normal
from leitgraph.vorlage.recognise.lists import Cell, Cells, sum_row
from leitgraph.vorlage.recognise.tables import YEARS

_SMALL = Decimal(10_000)
"""Amounts below this without any unit may be thousands."""
_INCOME = re.compile(
    r"einzahlung|ertr[aä]e?g|einnahme|f[oö]e?rdermittel|zuwendung|eigenanteil|eigenmittel|saldo"
)
_BUDGETS = {
    "ergebnishaushalt": ("ergebnishaushalt", "erghh", "konsumtiv"),
    "finanzhaushalt": ("finanzhaushalt", "finhh", "investiv"),
}
_OUTGOING = {"", "betrag", "kosten", "auszahlungen", "auszahlung", "mittelbedarf", "ansatz"}
_OUTGOING |= {"aufwand", "ausgaben", "jahresscheiben", "jahresscheibe", "jahr", "haushaltsjahr"}


@dataclass
class Slices:
    """What a table or a text says: slices, a total, commitment authorisations."""

    rows: list[Cells] = field(default_factory=list)
    total: Cell | None = None
    ve: Cell | None = None


def of_table(listing: Listing) -> Slices:
    """The slices of a table."""
    table = listing.table
    found = _columns(listing) if table.kind == YEARS else _rows(listing)
    known = amounts.unit_of(" ".join([*table.header.cells, listing.caption])) is not None
    cells = [row["betrag"] for row in found.rows]
    if not known and cells and not any(_has_unit(cell.passage) for cell in cells):
        numbers = [Decimal(cell.value) for cell in cells if _is_number(cell.value)]
        if numbers and max(numbers) < _SMALL and any(numbers):
            for row in found.rows:
                row["betrag"] = _less(row["betrag"])
            found.total = _less(found.total) if found.total else None
    return found


def of_text(entry: Entry) -> Slices:
    """„2025: 50.000 €, 2026: 750.000 € und 2027: 850.000 €“, or with the years in brackets."""
    found = Slices()
    text = entry.text
    marks = [
        m for m in re.finditer(r"(?<![\d.,])(?:19|20|21)\d\d(?![\d.,]*\d|\s?(?:€|EUR|T))", text)
    ]
    if not marks:
        return found
    before = bool(amounts.amounts(text[: marks[0].start()]))
    for number, mark in enumerate(marks):
        if before:
            piece = text[marks[number - 1].end() if number else 0 : mark.start()]
        else:
            piece = text[
                mark.end() : marks[number + 1].start() if number + 1 < len(marks) else None
            ]
        amount = amounts.amount(piece.split("\n")[0] if not before else piece)
        shown = text[mark.start() :].split("\n")[0][:120] if not before else piece + mark[0]
        value = Cell(piece.strip(), entry.place, shown, 0.0)
        if amount is not None:
            sure = 0.0 if amount.number < 0 else max(amount.confidence, 0.85 * amount.unit)
            sure = sure if len(amounts.amounts(piece.split("\n")[0])) == 1 else 0.5
            value = Cell(amount.value, entry.place, shown, sure)
        row = {"jahr": Cell(mark[0], entry.place, shown), "betrag": value}
        found.rows.append(row | _kind_of(piece, entry.place, shown))
    return found


def _rows(listing: Listing) -> Slices:
    table, found = listing.table, Slices()
    art = _budget(listing.caption)
    factors = {
        name: amounts.unit_of(cell) or amounts.unit_of(listing.caption)
        for name, cell in zip(table.columns, table.header.cells, strict=False)
    }
    for row in table.rows:
        texts = {name: table.cell(row, name) for name in table.columns if name}
        cells = [
            (name, amounts.amount(texts[name], factors.get(name)))
            for name in ("betrag", "ergebnishaushalt", "finanzhaushalt")
            if texts.get(name, "").strip(" –-")
        ]
        if sum_row(row):
            if len(cells) == 1 and cells[0][1] is not None:
                found.total = _cell(cells[0][1], row.place, row.text, 0.85)
            continue
        jahr = amounts.year(texts.get("jahr", ""))
        for name, amount in cells:
            sure = 0.0 if jahr is None else 0.95
            year = Cell(jahr or texts.get("jahr", ""), row.place, row.text, sure)
            betrag = _cell(amount, row.place, row.text) if amount else None
            entry = {
                "jahr": year,
                "betrag": betrag or Cell(texts[name], row.place, row.text, 0.0),
            }
            if name != "betrag":
                if amount is not None and amount.number == 0:
                    continue  # nothing in this budget
                entry["haushaltsart"] = Cell(name, row.place, row.text)
            elif texts.get("haushaltsart", "").strip(" –-"):
                code = codes.code("haushaltsart", texts["haushaltsart"])
                value = code or texts["haushaltsart"]
                entry["haushaltsart"] = Cell(value, row.place, row.text, 0.95 if code else 0.0)
            elif art:
                entry["haushaltsart"] = Cell(art, row.place, listing.caption.strip(), 0.85)
            ve = texts.get("verpflichtungsermaechtigung", "").strip(" –-")
            bound = amounts.amount(ve, factors.get("verpflichtungsermaechtigung")) if ve else None
            if bound is not None and bound.number:
                entry["verpflichtungsermaechtigung"] = _cell(bound, row.place, row.text)
            found.rows.append(entry)
    return found


def _columns(listing: Listing) -> Slices:
    """A column for each year: which rows are slices is told by what stands before them."""
    table, found = listing.table, Slices()
    context = " ".join([listing.caption, *table.header.cells[:1]])
    plain: list[list[Cells]] = []
    totals: list[list[Cells]] = []
    for row in table.rows:
        name = normal(row.cells[0]) if not table.columns[0] else ""
        factor = amounts.unit_of(row.cells[0]) if not table.columns[0] else None
        entries = list(_of_row(listing, row.cells, row.place, row.text, factor, context))
        if not entries or _INCOME.search(name) or "folgekosten" in name:
            continue
        if name in {"ve", "davon ve"} or "verpflichtungsermaechtigung" in name:
            numbers = [entry["betrag"] for entry in entries]
            total = sum((Decimal(c.value) for c in numbers if _is_number(c.value)), Decimal(0))
            found.ve = Cell(amounts.plain(total), row.place, row.text, 0.85)
            continue
        art = _budget(row.cells[0])
        if not art and name not in _OUTGOING:
            art = codes.code("haushaltsart", name) or ""
        if art:
            for entry in entries:
                entry["haushaltsart"] = Cell(art, row.place, row.text)
            found.rows += entries
        elif sum_row(row):
            totals.append(entries)
        else:
            plain.append(entries)
    chosen = [] if found.rows else plain or totals
    unsure = len(chosen) > 1
    art = _budget(context)
    for entries in chosen:
        for entry in entries:
            if unsure:
                entry["betrag"] = _less(entry["betrag"])
            if art:
                cell = entry["betrag"]
                entry["haushaltsart"] = Cell(art, cell.place, context.strip(), 0.85)
        found.rows += entries
    return found


def _of_row(
    listing: Listing,
    cells: tuple[str, ...],
    place: str,
    passage: str,
    factor: Decimal | None,
    context: str,
) -> Iterator[Cells]:
    for year, head, text in zip(
        listing.table.columns, listing.table.header.cells, cells, strict=False
    ):
        if not year or not text.strip(" –-"):
            continue
        amount = amounts.amount(text, factor or amounts.unit_of(head) or amounts.unit_of(context))
        betrag = _cell(amount, place, passage) if amount else Cell(text, place, passage, 0.0)
        yield {"jahr": Cell(year, place, passage), "betrag": betrag}


def _cell(amount: amounts.Amount, place: str, passage: str, most: float = 0.95) -> Cell:
    sure = 0.0 if amount.number < 0 else min(amount.confidence, most)
    return Cell(amount.value, place, passage, sure)


def _kind_of(text: str, place: str, passage: str) -> Cells:
    art = _budget(text)
    return {"haushaltsart": Cell(art, place, passage, 0.85)} if art else {}


def _budget(text: str) -> str:
    """The budget a text is about, if it is only one."""
    words = text.lower()
    found = [art for art, names in _BUDGETS.items() if any(name in words for name in names)]
    return found[0] if len(found) == 1 else ""


def _less(cell: Cell) -> Cell:
    return Cell(cell.value, cell.place, cell.passage, min(cell.confidence, 0.6))


def _has_unit(passage: str) -> bool:
    return amounts.unit_of(passage) is not None


def _is_number(value: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", value) is not None
