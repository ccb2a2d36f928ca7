"""Yearly slices: tables with a row or a column for each year, and slices written as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import Row
from leitgraph.vorlage.recognise import codes, roles
from leitgraph.vorlage.recognise.cells import Cell, Cells
from leitgraph.vorlage.recognise.entries import Entry, Listing
from leitgraph.vorlage.recognise.labels import normal
from leitgraph.vorlage.recognise.lists import sum_row
from leitgraph.vorlage.recognise.money import grids
from leitgraph.vorlage.recognise.money.found import Slices, cell, doubted, is_number, less
from leitgraph.vorlage.recognise.tables import YEARS

_AND_ON = re.compile(r"\s*(?:ff\b\.?|und (?:früher|später|folgende)\w*|bis \d{4}|[-–/]\s?\d{2,4})")
_PIECE = 60
_BARE = 25
"""With a year stands no more than this, without an amount or with a figure that has no unit."""
_OTHER_YEARS = re.compile(r"Folgejahr|später|frühere|weitere Jahre|Vorjahr", re.IGNORECASE)
_OUTGOING = {"", "betrag", "kosten", "auszahlungen", "auszahlung", "mittelbedarf", "ansatz"}
_OUTGOING |= {"aufwand", "ausgaben", "jahresscheiben", "jahresscheibe", "jahr", "haushaltsjahr"}


def of_table(listing: Listing) -> Slices:
    """The slices of a table."""
    if listing.table.kind != YEARS:
        return grids.of_rows(listing)
    found = _columns(listing)
    heads = " ".join([*listing.table.header.cells, listing.caption])
    rows = " ".join(row.cells[0] for row in listing.table.rows if row.cells)
    known = amounts.unit_of(heads) is not None or amounts.unit_of(rows) is not None
    return found if known else doubted(found, [row["betrag"] for row in found.rows])


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
        most = _PIECE if amount is None else _BARE
        if (amount is None or not amount.unit) and len(piece.strip()) > most:
            continue  # a sentence that only names the year
        value = Cell(piece.strip(), entry.place, shown, 0.0)
        if amount is not None:
            sure = 0.0 if amount.number < 0 else max(amount.confidence, 0.85 * amount.unit)
            sure = sure if len(amounts.amounts(piece.split("\n")[0])) == 1 else 0.5
            value = Cell(amount.value, entry.place, shown, sure)
        several = _AND_ON.match(text[mark.end() : mark.end() + 20])
        jahr = Cell(mark[0], entry.place, shown)
        if several is not None:  # „2017 und früher“, „2027 ff.“ are no one year
            jahr = Cell(f"{mark[0]}{several[0]}", entry.place, shown, 0.0)
        row = {"jahr": jahr, "betrag": value}
        found.rows.append(row | _kind_of(piece, entry.place, shown))
    return found


def _columns(listing: Listing) -> Slices:
    """A column for each year: which rows are slices is told by what stands before them."""
    table, found = listing.table, Slices()
    context = " ".join([listing.caption, *table.header.cells[:1]])
    plain: list[tuple[Row, list[Cells]]] = []
    totals: list[tuple[Row, list[Cells]]] = []
    budgets: list[tuple[Row, list[Cells]]] = []
    bound: dict[str, Cell] = {}
    for row in table.rows:
        words = row.cells[0] if row.cells and not table.columns[0] else ""
        kind, name = roles.role(words), normal(words)
        entries = list(_of_row(listing, row, amounts.unit_of(words), context))
        if not entries or kind in {roles.EINSPARUNG, roles.FOLGE}:
            continue
        if kind in {roles.VE, roles.EINNAHME}:
            cells = [entry["betrag"] for entry in entries]
            total = sum((Decimal(c.value) for c in cells if is_number(c.value)), Decimal(0))
            value = Cell(amounts.plain(total), row.place, row.text, 0.85)
            if kind == roles.VE:
                found.ve = value
                bound = {entry["jahr"].value: entry["betrag"] for entry in entries}
            elif total > 0 and all(is_number(c.value) for c in cells):
                source = re.sub(r"^(?:davon|darunter|hiervon):?\s+", "", " ".join(words.split()))
                quelle = Cell(source.strip(" :"), row.place, row.text)
                found.sources.append({"quelle": quelle, "betrag": value})
            continue
        art = roles.budget(words)
        if not art and name not in _OUTGOING:
            art = codes.code("haushaltsart", name) or ""
        if art:
            for entry in entries:
                entry["haushaltsart"] = Cell(art, row.place, row.text)
            budgets.append((row, entries))
        elif sum_row(row):
            totals.append((row, entries))
        else:
            plain.append((row, entries))
    unit = amounts.unit_of(context)
    if budgets:
        budgets = budgets[:1] if _same(budgets) else budgets
        found.rows = [entry for _, entries in budgets for entry in entries]
        sums = [_total(listing, row, unit) for row, _ in budgets]
        found.total = sums[0] if len(sums) == 1 else None
    chosen = [] if found.rows else plain or totals
    if plain and len(plain) > 1 and len(totals) == 1 and chosen:
        chosen = totals  # „Planung“, „Bau“ and their sum
    art = roles.budget(context)
    for row, entries in chosen:
        for entry in entries:
            if len(chosen) > 1:
                entry["betrag"] = less(entry["betrag"])
            if art:
                cell = entry["betrag"]
                entry["haushaltsart"] = Cell(art, cell.place, context.strip(), 0.85)
            committed = bound.get(entry["jahr"].value)
            if len(chosen) == 1 and committed and _positive(committed.value):
                entry[roles.VE] = committed
        found.rows += entries
        if len(chosen) == 1:
            found.total = _total(listing, row, unit)
    return found


def _same(budgets: Sequence[tuple[Row, list[Cells]]]) -> bool:
    """True if two rows show the same outlay, once as expense and once as payment."""
    shown = [[(one["jahr"].value, one["betrag"].value) for one in rows] for _, rows in budgets]
    arts = {rows[0]["haushaltsart"].value for _, rows in budgets}
    return len(shown) == 2 and shown[0] == shown[1] and len(arts) == 2


def _positive(value: str) -> bool:
    return is_number(value) and Decimal(value) > 0


def _total(listing: Listing, row: Row, factor: Decimal | None) -> Cell | None:
    """What stands in the column that adds up the years."""
    heads = listing.table.header.cells
    found = [
        amounts.amount(text, amounts.unit_of(row.cells[0]) or amounts.unit_of(head) or factor)
        for head, text in zip(heads, row.cells, strict=False)
        if roles.role(head) == roles.GESAMT and not amounts.nothing(text)
    ]
    known = [one for one in found if one is not None and one.number >= 0]
    return cell(known[0], "", row, 0.85) if len(known) == 1 else None


def _of_row(listing: Listing, row: Row, factor: Decimal | None, context: str) -> Iterator[Cells]:
    for year, head, text in zip(
        listing.table.columns, listing.table.header.cells, row.cells, strict=False
    ):
        # „2027 ff.“ and „Folgejahre“ are no one year.
        later = not year and bool(amounts.years(head) or _OTHER_YEARS.search(head))
        if not (year or later) or amounts.nothing(text):
            continue
        amount = amounts.amount(text, factor or amounts.unit_of(head) or amounts.unit_of(context))
        jahr = Cell(year or " ".join(head.split()), row.place, row.text, 0.0 if later else 0.95)
        yield {"jahr": jahr, "betrag": cell(amount, text, row)}


def _kind_of(text: str, place: str, passage: str) -> Cells:
    art = roles.budget(text)
    return {"haushaltsart": Cell(art, place, passage, 0.85)} if art else {}
