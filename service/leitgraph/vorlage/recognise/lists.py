"""Lists of the draft (slices, goals, deliberation, …) from tables and from lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import Row, entries
from leitgraph.vorlage.reading import CERTAIN
from leitgraph.vorlage.recognise import checkboxes, codes
from leitgraph.vorlage.recognise.cells import SURE, Cell, Cells
from leitgraph.vorlage.recognise.entries import Entry, Listing
from leitgraph.vorlage.recognise.kinds.units import sign_of
from leitgraph.vorlage.recognise.labels import NOTHING, normal
from leitgraph.vorlage.recognise.sections import deliberation, goal_lines
from leitgraph.vorlage.recognise.tables import Table

_GOAL = re.compile(r"((?:[a-z]{2}-)?\d{1,2}(?:[.-]\d{1,2})*)\.?\s*[–:-]?\s+(?=[A-ZÄÖÜ„])(.+)")
_NO_SOURCE = re.compile(r"gesamt|summe|ausgaben|kosten|auszahlung|aufwend", re.IGNORECASE)
_UNITS = {1: "€", 1000: "T€", 10**6: "Mio. €"}


def rows_of(listing: Listing) -> Iterator[Cells]:
    """The entries of a table of goals, deliberation, mandates, conflicts or shares."""
    table = listing.table
    for row in table.rows:
        texts = {name: table.cell(row, name) for name in table.columns if name}
        if table.kind == "finanzierungsquellen" and not sum_row(row):
            texts["betrag"] = _with_unit(table, texts.get("betrag", ""))
        if table.kind == "beratungsfolge":
            entry = deliberation.row(texts, row.cells, row.place, row.text)
        else:
            entry = _READ[table.kind](texts, row.place, row.text)
        if entry:
            yield entry


def _with_unit(table: Table, text: str) -> str:
    """An amount with the unit that its heading says, if it has none of its own."""
    found = amounts.amount(text)
    factor = amounts.unit_of(" ".join(table.header.cells))
    if found is None or found.unit or factor is None:
        return text
    return f"{text} {_UNITS.get(int(factor), '')}"


def rows_of_text(found: Entry) -> Iterator[Cells]:
    """The entries of a list that stands in lines under its label."""
    if found.field == "zielbezuege":
        for texts, passage, sure in goal_lines.lines(found):
            entry = _zielbezug(texts, found.place, passage)
            if entry and not sure:
                entry["ziel"] = replace(entry["ziel"], confidence=0.5)
            if entry:
                yield entry
        return
    if found.field == "beratungsfolge":
        yield from deliberation.listed((line.text, line.place) for line in found.lines)
        return
    for text in entries(found.text):
        yield from _line(found.field, text, found.place)


def _line(kind: str, text: str, place: str) -> Iterator[Cells]:
    if kind == "auftraege":
        due = amounts.dates(text)
        texts = {"auftrag": text, "frist": due[0][0] if len(due) == 1 else ""}
    elif kind == "allokationen":
        ziel, _, anteil = re.sub(r"\s[–-]\s", ":", text).rpartition(":")
        texts = {"ziel": ziel, "anteil": anteil}
    elif kind == "finanzierungsquellen":
        quelle, _, betrag = text.rpartition(":")
        said = amounts.amount(betrag)
        if said is None or not said.unit or _NO_SOURCE.search(quelle):
            return
        texts = {"quelle": quelle, "betrag": betrag}
    elif kind == "konflikte":
        mit, *weighing = re.split(r"[;:.]\s+", text.rstrip("."), maxsplit=1)
        texts = {"mit": mit, "abwaegung": "".join(weighing)}
    else:
        return
    entry = _READ[kind](texts, place, text)
    if entry:
        first = next(iter(entry))
        long = len(entry[first].value) > 160 and kind != "auftraege"
        if long:
            entry[first] = Cell(entry[first].value, place, text, 0.5)
        yield entry


# -- entries by kind ---------------------------------------------------------------------------


def goal_of(text: str) -> str:
    """The number or id of a goal if it stands with its name, else what is written."""
    words = re.sub(r"^(?:INSEK-)?(?:Ziel|Unterziel|Leitziel)\s+(?=\d)", "", " ".join(text.split()))
    match = _GOAL.fullmatch(words)
    return match[1] if match else words


def _zielbezug(texts: dict[str, str], place: str, passage: str) -> Cells:
    ziel = goal_of(texts.get("ziel", "").strip(" –-") or texts.get("ueber", ""))
    if not ziel or normal(ziel) in NOTHING:
        return {}
    # Several goals in one cell say nothing of each for certain; a number alone is no goal.
    odd = re.fullmatch(r"\d{2,}|.*\d{2}\.\d{2}\.\d{4}.*", ziel) is not None
    entry = {"ziel": Cell(ziel, place, passage, 0.0 if odd else SURE)}
    crossed = [
        name for name in codes.code_list("richtung") if checkboxes.marked(texts.get(name, ""))
    ]
    grid = any(name in texts for name in codes.code_list("richtung"))
    if grid and not crossed and not texts.get("richtung"):
        return {}  # the line of a form that nobody crossed
    if len(crossed) == 1:
        entry["richtung"] = Cell(crossed[0], place, passage)
    elif len(crossed) > 1:
        entry["richtung"] = Cell(" ".join(crossed), place, passage, 0.0)
    elif texts.get("richtung"):
        boxes, chosen = codes.ticked("richtung", texts["richtung"])
        code = goal_lines.direction(texts["richtung"])
        if boxes:
            code = chosen[0] if len(chosen) == 1 else None
        known = code in codes.code_list("richtung")
        if known or not boxes or chosen:
            value = code if known and code else texts["richtung"]
            entry["richtung"] = Cell(value, place, passage, SURE if known else 0.0)
    return entry | _words(texts, place, passage, "begruendung", "abwaegung")


def _words(texts: dict[str, str], place: str, passage: str, *names: str) -> Cells:
    return {
        name: Cell(text, place, passage)
        for name in names
        if (text := texts.get(name, "").strip()) and text not in {"-", "–", "—", "./."}
    }


def _auftrag(texts: dict[str, str], place: str, passage: str) -> Cells:
    entry = _words(texts, place, passage, "auftrag")
    if not entry:
        return {}
    if texts.get("frist", "").strip(" –-"):
        day = amounts.day(texts["frist"])
        sure = day.confidence if day else 0.0
        entry["frist"] = Cell(day.value if day else texts["frist"], place, passage, sure)
    if texts.get("einheit", "").strip(" –-"):
        entry["einheit"] = Cell(sign_of(" ".join(texts["einheit"].split())), place, passage)
    return entry | _words(texts, place, passage, "turnus", "ergebnis")


def _gefaehrdung(texts: dict[str, str], place: str, passage: str) -> Cells:
    entry = _words(texts | {"ziel": goal_of(texts.get("ziel", ""))}, place, passage, "ziel")
    return entry | _words(texts, place, passage, "textstelle") if entry else {}


def _fassung(texts: dict[str, str], place: str, passage: str) -> Cells:
    entry = _words(texts, place, passage, "fassung")
    day = amounts.day(texts.get("beschlossen", "")) if entry else None
    if day is not None:
        entry["beschlossen"] = Cell(day.value, place, passage, day.confidence)
    return entry


def _konflikt(texts: dict[str, str], place: str, passage: str) -> Cells:
    mit = goal_of(texts.get("mit", ""))
    if not mit or normal(mit) in {"keine", "keiner", "nein"}:
        return {}
    return {"mit": Cell(mit, place, passage)} | _words(texts, place, passage, "abwaegung")


def _allokation(texts: dict[str, str], place: str, passage: str) -> Cells:
    ziel = goal_of(texts.get("ziel", ""))
    if not ziel or not texts.get("anteil", "").strip():
        return {}
    anteil = amounts.share(texts["anteil"])
    sure = anteil.confidence if anteil else 0.0
    value = anteil.value if anteil else texts["anteil"]
    return {"ziel": Cell(ziel, place, passage), "anteil": Cell(value, place, passage, sure)}


def _finanzierungsquelle(texts: dict[str, str], place: str, passage: str) -> Cells:
    quelle = " ".join(texts.get("quelle", "").split())
    betrag = amounts.amount(texts.get("betrag", ""))
    if not quelle or normal(quelle).startswith(("summe", "gesamt")):
        return {}
    entry = {"quelle": Cell(quelle, place, passage)}
    if betrag is not None:
        sure = betrag.confidence if betrag.unit and betrag.number >= 0 else 0.5
        entry["betrag"] = Cell(betrag.value, place, passage, sure)
    return entry


_READ = {
    "zielbezuege": _zielbezug,
    "auftraege": _auftrag,
    "konflikte": _konflikt,
    "gefaehrdeteZiele": _gefaehrdung,
    "zitierteFassungen": _fassung,
    "allokationen": _allokation,
    "finanzierungsquellen": _finanzierungsquelle,
}


def certain(cells: Iterable[Cell]) -> bool:
    """True if every value may stand in the draft."""
    return all(cell.confidence >= CERTAIN for cell in cells)


def sum_row(row: Row) -> bool:
    """True for the row that adds up the others."""
    first = next((cell for cell in row.cells if cell.strip()), "")
    return normal(first).startswith(("summe", "gesamt", "insgesamt", "zusammen"))


def once(rows: list[Cells], key: str) -> list[Cells]:
    """Rows without those that repeat another; with a key, rows that add to one of that key."""
    if key:
        found: dict[str, Cells] = {}
        for row in rows:
            known = found.setdefault(row[key].value, {})
            known.update({name: cell for name, cell in row.items() if name not in known})
        return list(found.values())
    seen: dict[tuple[tuple[str, str], ...], Cells] = {}
    for row in rows:
        seen.setdefault(tuple((name, cell.value) for name, cell in row.items()), row)
    return list(seen.values())
