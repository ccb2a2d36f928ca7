"""Money in running text and tables together: what the labels of a paper leave open."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from leitgraph.vorlage import amounts
from leitgraph.vorlage.reading import CERTAIN
from leitgraph.vorlage.recognise.cells import Cells
from leitgraph.vorlage.recognise.entries import Item, Listing
from leitgraph.vorlage.recognise.money import effects, grids, outlays, paying, sentences, statements
from leitgraph.vorlage.recognise.money.found import is_number
from leitgraph.vorlage.recognise.money.sentences import Said, Sentence

_SPREAD = re.compile(
    r"Jahresscheib|[Aa]uszahlung|verteil|fallen\b.*\ban\b|kassenwirksam|Mittelabfluss|Kosten|Mittel|"
    r"Finanzierung|Haushaltsjahr|\bH?HJ\b"
)
_NOT_SPENT = re.compile(
    r"Verpflichtung|\bVE\b|Folge|Ertr[aä]g|Einzahlung|Einnahme|Zuwendung|Förder|[Ee]inspar|Minder|"
    r"[Jj]ährlich|pro Jahr|im Jahr \d{4}\b.{0,40}\bbetrug"
)
_SUM = re.compile(r"(?:Gesamt\w*|Summe|Insgesamt|Zusammen)\b[^:\d]{0,30}:?\s")
_AGAIN = {"gesamtbetrag", "verpflichtungsermaechtigung", "verpflichtungsjahre"}
"""Fields for which running text is heard although a label has given them: it may contradict."""


def read(
    items: Sequence[Item], given: Mapping[str, set[str]], rows: dict[str, list[Cells]]
) -> list[Said]:
    """What sentences say of money. ``given``: the certain values of fields that have some;
    ``rows``: the lists read so far, to which slices, their budgets and sources are added."""
    # What stands under a source is about other papers.
    said = [one for one in sentences.of(items) if one.field != "quelle"]
    known = {name for name, values in given.items() if values}
    found = [
        one
        for one in (*statements.read(said), *paying.read(said, known), *_heads(items, known))
        if one.field not in known or (one.field in _AGAIN and one.confidence >= CERTAIN)
    ]
    if not any(one.field == "deckung" for one in found) and "deckung" not in known:
        found += _spared(items)
    totals = set(given.get("gesamtbetrag", ()))
    totals |= {
        one.value for one in found if one.field == "gesamtbetrag" and one.confidence >= CERTAIN
    }
    slices = rows.setdefault("jahresscheiben", [])
    once = outlays.found(said)
    asked = any(one.field == "gesamtbetrag" for one in found)
    if not totals and not slices and not asked:
        found += (whole := list(outlays.total(once)))
        totals |= {one.value for one in whole if one.confidence >= CERTAIN}
    known_total = Decimal(next(iter(totals))) if len(totals) == 1 else None
    if not slices:
        slices += _spread(said, known_total) or outlays.slices(once, known_total)
    found += _summed(said, slices) if not totals else []
    found += list(effects.read(items, said, given, found, slices))
    _budgets(said, slices)
    table = rows.pop("_sources", [])
    if not rows.get("finanzierungsquellen"):
        rows["finanzierungsquellen"] = paying.sources(said) or paying.whole(table)
    return found


def _heads(items: Sequence[Item], known: Collection[str]) -> Iterator[Said]:
    """Programmes that the heads of tables name: „Zuwendung LEADER“."""
    if "foerderprogramm" in known:
        return
    for item in items:
        for head in item.table.header.cells if isinstance(item, Listing) else ():
            for name in paying.programmes(head):
                yield Said("foerderprogramm", [name], 0.85, item.place, head)


def _spared(items: Sequence[Item]) -> Iterator[Said]:
    """What is saved pays for what is spent beside it in the same table."""
    for item in items:
        if isinstance(item, Listing) and item.table.kind == "jahresscheiben":
            words = grids.saved(item)
            if words:
                yield Said("deckung", words, 0.85, item.place, item.table.header.text)
                return


def _budgets(said: Sequence[Sentence], rows: list[Cells]) -> None:
    """Give slices that bear no budget the one that the paper says its money stands in."""
    bare = [row for row in rows if "haushaltsart" not in row]
    art = paying.budget_of(said) if bare else None
    if art is not None:
        for row in bare:
            row["haushaltsart"] = art


def _spread(said: Sequence[Sentence], total: Decimal | None) -> list[Cells]:
    """Slices that a sentence gives: certain if they make up the total, asked if called so."""
    for one in said:
        found = _slices(one)
        if len(found) < 2:
            continue
        sums = sum((Decimal(row["betrag"].value) for row in found), Decimal(0))
        if sums == total:
            return found
        if total is None and "Jahresscheib" in one.text:
            return [_doubted(row) for row in found]
    return []


def _summed(said: Sequence[Sentence], rows: list[Cells]) -> Iterator[Said]:
    """„Gesamt: …“ below slices is the total if they make it up."""
    if len(rows) < 2 or not all(is_number(row["betrag"].value) for row in rows):
        return
    sums = sum((Decimal(row["betrag"].value) for row in rows), Decimal(0))
    for one in said:
        amount = amounts.amount(one.text) if _SUM.match(one.text) else None
        if amount is not None and amount.number == sums:
            yield Said("gesamtbetrag", amount.value, 0.85, one.place, one.text)
            return


def _slices(one: Sentence) -> list[Cells]:
    text = one.text
    if one.field == "jahresscheiben" or not _SPREAD.search(text) or _NOT_SPENT.search(text):
        return []
    money = [amount for amount in amounts.amounts(text) if amount.unit and amount.number >= 0]
    years = [statements.year_of(text, amount) for amount in money]
    dated = [(year, amount) for year, amount in zip(years, money, strict=True) if year]
    if len({year for year, _ in dated}) != len(dated):
        return []
    return [
        {
            "jahr": sentences.cell(year, one, 0.85),
            "betrag": sentences.cell(amount.value, one, min(0.85, amount.confidence)),
        }
        for year, amount in dated
    ]


def _doubted(row: Cells) -> Cells:
    return {name: sentences.doubted(cell) for name, cell in row.items()}
