"""Tables of money with a row for each year: what is spent, received, saved and committed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from leitgraph.vorlage import amounts, budget_numbers
from leitgraph.vorlage.blocks import Row
from leitgraph.vorlage.reading import CERTAIN
from leitgraph.vorlage.recognise import checkboxes, codes, roles
from leitgraph.vorlage.recognise.cells import Cell, Cells
from leitgraph.vorlage.recognise.entries import Listing
from leitgraph.vorlage.recognise.lists import sum_row
from leitgraph.vorlage.recognise.money.found import Slices, cell, doubted

_YEARLY = re.compile(r"/\s?(?:Jahr|a)\b|\b(?:je|pro|im) Jahr|p\.\s?a\.|jährlich", re.IGNORECASE)


@dataclass
class _Column:
    at: int
    role: str
    head: str
    factor: Decimal | None
    sum: Decimal = Decimal(0)
    whole: bool = True

    def amount(self, row: Row) -> amounts.Amount | None:
        """The amount of a row in this column; None if there is none, or none that can be read."""
        text = row.cells[self.at] if self.at < len(row.cells) else ""
        return None if amounts.nothing(text) else amounts.amount(text, self.factor)


class _Grid:
    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.found = Slices()
        heads = listing.table.header.cells
        common = amounts.unit_of(" ".join(heads)) or amounts.unit_of(listing.caption)
        self.columns = [
            _Column(at, name, heads[at], amounts.unit_of(heads[at]) or common)
            for at, name in enumerate(listing.table.columns)
            if at < len(heads)
        ]
        self.unit = common is not None
        self.doubled = False
        self.later = _is_later(heads, listing.caption)
        self.art = roles.budget(" ".join(heads)) or roles.budget(listing.caption)
        self.spending = self._spending()
        self.saving = any(column.role == roles.EINSPARUNG for column in self.columns)

    def _spending(self) -> list[_Column]:
        """The columns of what is spent: the budgets apart if they are, else the one total."""
        budgets = self._of(*roles.BUDGETS)
        spent, whole = self._of(roles.BETRAG), self._of(roles.GESAMT)
        if budgets and not spent:
            return budgets
        if len(spent) > 1 and len(whole) == 1:
            return whole
        return spent or whole

    def _of(self, *names: str) -> list[_Column]:
        return [column for column in self.columns if column.role in names]

    def _text(self, row: Row, name: str) -> str:
        column = next(iter(self._of(name)), None)
        return row.cells[column.at].strip() if column and column.at < len(row.cells) else ""

    def read(self) -> Slices:
        totals: list[Row] = []
        for row in self.listing.table.rows:
            if sum_row(row):
                totals.append(row)
            else:
                self._row(row)
        if self.later:
            return self.found
        self._once()
        if len(totals) == 1 and not self.saving:
            self._total(totals[0])
        self._sources(totals)
        self._bound(totals)
        return self.found

    def _row(self, row: Row) -> None:
        words = self._text(row, roles.WAS)
        kind = roles.role(words)
        self._numbers(row, kind)
        for column in self.columns:
            amount = column.amount(row)
            column.sum += amount.number if amount else 0
            column.whole &= amount is None or amount.confidence >= CERTAIN
        if self.later or kind == roles.FOLGE:
            self._yearly(row, kind)
        elif kind == roles.EINNAHME:
            self._received(row, words)
        elif kind not in {roles.EINSPARUNG, roles.VE}:
            self._spent(row, roles.budget(words))

    def _spent(self, row: Row, own: str) -> None:
        year = self._year(row)
        marked = self._marked(row)
        columns = [one for one in self.spending if not (marked and one.role in roles.BUDGETS)]
        for column in columns:
            text = row.cells[column.at].strip() if column.at < len(row.cells) else ""
            if not text or amounts.nothing(text):
                continue
            amount = column.amount(row)
            if amount is not None and amount.number == 0 and column.role in roles.BUDGETS:
                continue  # nothing in this budget
            sure = len(self.spending) == 1 or column.role in roles.BUDGETS
            entry = {"jahr": year, "betrag": cell(amount, text, row, 0.95 if sure else 0.6)}
            art = marked or own or self._art(row, column)
            if art is not None:
                known = art if isinstance(art, Cell) else Cell(art, row.place, row.text)
                if known.value:
                    entry["haushaltsart"] = known
            committed = next(iter(self._of(roles.VE)), None)
            bound = committed.amount(row) if committed and len(columns) == 1 else None
            if bound is not None and bound.number > 0:
                entry["verpflichtungsermaechtigung"] = cell(bound, "", row)
            self.found.rows.append(entry)

    def _marked(self, row: Row) -> str:
        """The budget whose column bears a cross."""
        crossed = [
            column.role
            for column in self._of(*roles.BUDGETS)
            if column.at < len(row.cells) and checkboxes.marked(row.cells[column.at])
        ]
        return crossed[0] if len(crossed) == 1 else ""

    def _art(self, row: Row, column: _Column) -> Cell | str | None:
        text = self._text(row, roles.ART)
        if not amounts.nothing(text):
            code = codes.code("haushaltsart", text) or roles.budget(text)
            return Cell(code or text, row.place, row.text, 0.95 if code else 0.0)
        if column.role in roles.BUDGETS:
            return column.role
        if self.art and not self._of(*roles.BUDGETS):
            return Cell(self.art, row.place, self.listing.caption.strip() or row.text, 0.85)
        return None

    def _year(self, row: Row) -> Cell:
        text = self._text(row, roles.JAHR)
        if text or not self._of(roles.VON):
            year = amounts.year(text)
            return Cell(year or text or "?", row.place, row.text, 0.95 if year else 0.0)
        begin, end = self._text(row, roles.VON), self._text(row, roles.BIS)
        year = amounts.year(begin)
        if year and (amounts.year(end) == year or amounts.nothing(end)):
            return Cell(year, row.place, row.text)
        return Cell(f"{begin}–{end}".strip("–") or "?", row.place, row.text, 0.0)

    def _yearly(self, row: Row, kind: str) -> None:
        if kind in {roles.EINNAHME, roles.EINSPARUNG}:
            return
        found = [one for column in self.spending if (one := column.amount(row)) and one.number]
        for amount in found:
            self.found.yearly.append(cell(amount, "", row, 0.9 if len(found) == 1 else 0.6))

    def _received(self, row: Row, words: str) -> None:
        found = [one for column in self.spending if (one := column.amount(row)) and one.number > 0]
        if len(found) == 1:
            name = _source(words)
            self._source(name, cell(found[0], "", row))

    def _numbers(self, row: Row, kind: str) -> None:
        if kind in {roles.EINNAHME, roles.EINSPARUNG} or self.later:
            return
        for name, value in budget_numbers.found(self._text(row, roles.WO)):
            self.found.numbers.append((name, Cell(value, row.place, row.text, 0.9)))

    def _once(self) -> None:
        """The same amounts in both budgets are one outlay, seen as expense and as payment."""
        by_budget: dict[str, list[Cells]] = {}
        for row in self.found.rows:
            art = row["haushaltsart"].value if "haushaltsart" in row else ""
            by_budget.setdefault(art, []).append(row)
        first, second = (by_budget.get(art, []) for art in roles.BUDGETS)
        same = [_dated(row) for row in first] == [_dated(row) for row in second]
        # A column that names the budget of each row means each row.
        if first and same and len(by_budget) == 2 and not self._of(roles.ART):
            self.found.rows = first
            self.doubled = True

    # -- what the rows make together -----------------------------------------------------------

    def _total(self, row: Row) -> None:
        """What the row of sums says was spent."""
        whole = self._of(roles.GESAMT)
        chosen = whole if len(whole) == 1 else self.spending[:1] if self.doubled else self.spending
        found = [one for column in chosen if (one := column.amount(row))]
        single = len(chosen) == 1 or all(column.role in roles.BUDGETS for column in chosen)
        if found and single and all(one.number >= 0 for one in found):
            number = sum((one.number for one in found), Decimal(0))
            sure = min(0.85, *(one.confidence for one in found))
            self.found.total = Cell(amounts.plain(number), row.place, row.text, sure)

    def _sources(self, totals: Sequence[Row]) -> None:
        """The columns of income beside those of spending say who pays."""
        if not self.spending or self.saving:
            return
        for column in self._of(roles.EINNAHME):
            row = totals[0] if len(totals) == 1 else None
            amount = column.amount(row) if row else None
            place = row or self.listing.table.header
            if amount is not None and amount.number > 0:
                self._source(_source(column.head), cell(amount, "", place, 0.9))
            elif row is None and column.whole and column.sum > 0:
                value = Cell(amounts.plain(column.sum), place.place, place.text, 0.85)
                self._source(_source(column.head), value)

    def _source(self, name: str, value: Cell) -> None:
        if name:
            quelle = Cell(name, value.place, value.passage)
            self.found.sources.append({"quelle": quelle, "betrag": value})

    def _bound(self, totals: Sequence[Row]) -> None:
        """Commitment authorisations: the row of sums, else the sum of the column."""
        column = next(iter(self._of(roles.VE)), None)
        if column is None:
            return
        row = totals[0] if len(totals) == 1 else None
        amount = column.amount(row) if row else None
        if row is not None and amount is not None and amount.number > 0:
            self.found.ve = cell(amount, "", row, 0.9)
        elif column.sum > 0 and column.whole:
            head = self.listing.table.header
            self.found.ve = Cell(amounts.plain(column.sum), head.place, head.text, 0.85)


def of_rows(listing: Listing) -> Slices:
    """What a table with a row for each year says. Amounts without any unit that are so small that
    they may be thousands are not certain."""
    grid = _Grid(listing)
    found = grid.read()
    cells = [row["betrag"] for row in found.rows]
    named = grid.unit or any(amounts.unit_of(cell) for cell in listing.table.header.cells)
    return found if named else doubted(found, cells)


def saved(listing: Listing) -> str:
    """What a table says is saved, if that pays for what it says is spent beside it; or ""."""
    grid = _Grid(listing)
    grid.read()
    spared = [column for column in grid.columns if column.role == roles.EINSPARUNG]
    spent = sum((column.sum for column in grid.spending), Decimal(0))
    first = spared[0] if spared else None
    if first is None or not grid.spending or not first.whole or first.sum < spent:
        return ""
    return _source(first.head)


def _dated(row: Cells) -> tuple[str, str]:
    return row["jahr"].value, row["betrag"].value


def _is_later(heads: Sequence[str], caption: str) -> bool:
    """True for tables of what a project costs after it is done."""
    words = roles.plain(heads[0]) if heads else ""
    if "folgekosten" in words or "folgelasten" in words:
        return True
    return any(_YEARLY.search(head) for head in heads) and "folge" in roles.plain(caption)


def _source(head: str) -> str:
    """The name of a source without its budget, its share and its unit."""
    inner = re.search(r"\(([^()]*[A-Za-zÄÖÜäöü]{4}[^()]*)\)", head)
    words = re.sub(r"\([^()]*\)", " ", head)
    words = re.sub(r"^(?:Ergebnis|Finanz)haushalt[,:]?\s*", "", " ".join(words.split()))
    if inner and roles.role(inner[1]) == roles.EINNAHME:
        words = inner[1]
    words = re.sub(r"\s(?:in\s+)?(?:T€|TEUR|Tsd\.? ?€|Mio\.? ?€)", "", words)
    return re.sub(r"\s+in\s+(?:EUR|Euro|T€|TEUR|€).*$|[€*]", "", words).strip(" ,:-–")
