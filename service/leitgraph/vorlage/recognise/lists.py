"""Lists of the draft (slices, goals, deliberation, …) from tables and from lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import Row, entries
from leitgraph.vorlage.reading import CERTAIN
from leitgraph.vorlage.recognise import checkboxes, codes
from leitgraph.vorlage.recognise.entries import Entry, Listing
from leitgraph.vorlage.recognise.labels import normal
from leitgraph.vorlage.recognise.scalars import SURE, sign_of
from leitgraph.vorlage.recognise.tables import Table

_GOAL = re.compile(r"((?:[a-z]{2}-)?\d{1,2}(?:[.-]\d{1,2})*)\.?\s*[–:-]?\s+(?=[A-ZÄÖÜ„])(.+)")
_DIRECTION = re.compile(
    r"^(?P<ziel>.{1,160}?)\s*(?:[:,–(-]\s*|\s)(?P<richtung>fördert|hemmt|neutral|nicht relevant|"
    r"positiv|negativ|\+(?=\))|-(?=\)))\)?(?![\w])\s*(?:[:;,.–-]\s*)?(?:Begr\.:\s*)?(?P<grund>.*)$",
    re.IGNORECASE,
)
_MANDATE = re.compile(r"\b(?:wird|werden)\s+(?:\S+\s+){0,6}?beauftragt\b", re.IGNORECASE)
_UNTIL = re.compile(r"\bbis\s+(?:spätestens\s+)?(?:zum\s+|Ende\s+)?", re.IGNORECASE)
_ART_LAST = re.compile(
    r"^(.{3,}?)[\s,;|(]+((?:zur\s+)?(?:Anhörung|Vorberatung|Beschlussfassung|Information|Umlauf|"
    r"Kenntnisnahme|Entscheidung))\)?$",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"^Begründung\s+(?:zu|für)\s+(?:Ziel\s+)?(?P<ziel>[^:]{1,80}):\s*(?P<grund>.+)$"
)
_PUBLIC = re.compile(r"\b(?:nicht[ -]?)?öffentlich\b|\bN?Ö\b[:,]?", re.IGNORECASE)


_NO_SOURCE = re.compile(r"gesamt|summe|ausgaben|kosten|auszahlung|aufwend", re.IGNORECASE)
_UNITS = {1: "€", 1000: "T€", 10**6: "Mio. €"}


@dataclass(frozen=True)
class Cell:
    """A value of an entry, with where it stands."""

    value: str
    place: str
    passage: str
    confidence: float = SURE


Cells = dict[str, Cell]


def rows_of(listing: Listing) -> Iterator[Cells]:
    """The entries of a table of goals, deliberation, mandates, conflicts or shares."""
    table = listing.table
    for row in table.rows:
        texts = {name: table.cell(row, name) for name in table.columns if name}
        if table.kind == "finanzierungsquellen" and not sum_row(row):
            texts["betrag"] = _with_unit(table, texts.get("betrag", ""))
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
    if found.field == "zielbezuege" and checkboxes.options(found.text):
        for option in checkboxes.options(found.text):
            if option.ticked and option.text:
                yield from _line("zielbezuege", option.text, found.place)
        return
    for text in entries(found.text):
        parts = re.split(r";\s*", text) if found.field == "beratungsfolge" else [text]
        for part in parts:
            yield from _line(found.field, part, found.place)


def mandates(found: Entry) -> Iterator[Cells]:
    """The mandates that a proposed resolution gives: „… wird beauftragt, … bis zum 30.06.2026 …“"""
    for text in entries(found.text):
        plain = re.sub(r"^\(?\d{1,2}[.)]\s*", "", text)
        if _MANDATE.search(plain) is None:
            continue
        entry = {"auftrag": Cell(plain, found.place, text, 0.85)}
        due = [d for d in amounts.dates(plain) if _UNTIL.search(plain[: d[1]][-30:])]
        if len(due) == 1:
            entry["frist"] = Cell(due[0][0], found.place, text, 0.85)
        yield entry


def _line(kind: str, text: str, place: str) -> Iterator[Cells]:
    if kind == "zielbezuege":
        match, reason = _DIRECTION.match(text), _REASON.match(text)
        texts = {"ziel": text}
        if reason is not None:
            texts = {"ziel": reason["ziel"], "begruendung": reason["grund"]}
        elif match is not None:
            texts = {"ziel": match["ziel"], "richtung": match["richtung"]}
            texts["begruendung"] = match["grund"]
    elif kind == "beratungsfolge":
        texts = _session(text)
    elif kind == "auftraege":
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
        bare = kind == "zielbezuege" and len(entry) == 1 and len(text) > 80
        if long or bare:
            # A sentence under „Ziele“ need not be the name of a goal.
            entry[first] = Cell(entry[first].value, place, text, 0.5)
        yield entry


def _session(text: str) -> dict[str, str]:
    """„Stadtrat, 17.07.2025, Beschlussfassung“, in whatever order."""
    found = amounts.dates(text)
    rest = text
    for _, start, end in reversed(found):
        rest = rest[:start] + "|" + rest[end:]
    last = _ART_LAST.match(rest.rstrip(" ,;:.|"))
    if last is not None:
        rest = f"{last[1]}|{last[2]}"
    parts = [part.strip(" ,;:–-") for part in re.split(r"[|,;()]|\s[–-]\s", rest)]
    parts = [_PUBLIC.sub("", part).strip(" ,;:") for part in parts]
    arts = [part for part in parts if codes.code("beratungsart", part)]
    names = [
        part for part in parts if part and part not in arts and normal(part) not in {"am", "den"}
    ]
    return {
        "gremium": ", ".join(names),
        "datum": found[0][0] if len(found) == 1 else "",
        "art": arts[0] if len(arts) == 1 else "",
    }


# -- entries by kind ---------------------------------------------------------------------------


def goal_of(text: str) -> str:
    """The number or id of a goal if it stands with its name, else what is written."""
    words = re.sub(r"^(?:INSEK-)?(?:Ziel|Unterziel|Leitziel)\s+(?=\d)", "", " ".join(text.split()))
    match = _GOAL.fullmatch(words)
    return match[1] if match else words


def _zielbezug(texts: dict[str, str], place: str, passage: str) -> Cells:
    ziel = goal_of(texts.get("ziel", ""))
    if not ziel:
        return {}
    entry = {"ziel": Cell(ziel, place, passage)}
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
        code = codes.code("richtung", texts["richtung"])
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


def _beratung(texts: dict[str, str], place: str, passage: str) -> Cells:
    gremium = " ".join(texts.get("gremium", "").split())
    if not gremium or normal(gremium) in {"summe", "gremium"}:
        return {}
    entry = {"gremium": Cell(gremium, place, passage)}
    if texts.get("datum", "").strip(" –-"):
        day = amounts.day(texts["datum"])
        if day is not None:
            entry["datum"] = Cell(day.value, place, passage, day.confidence)
        elif re.search(r"\d", texts["datum"]):
            entry["datum"] = Cell(texts["datum"], place, passage, 0.0)
    if "art" not in texts and "datum" in entry:
        # All under one heading: „25.09.2025 nicht öffentlich zur Anhörung“.
        texts = texts | {"art": amounts.DATE.sub("", texts["datum"])}
        entry["datum"] = Cell(entry["datum"].value, place, passage)
    art = " ".join(_PUBLIC.sub("", texts.get("art", "")).split()).strip(" ,;:/")
    if art and art not in {"-", "–"}:
        code = codes.code("beratungsart", art)
        entry["art"] = Cell(code or art, place, passage, SURE if code else 0.0)
    return entry


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
    "beratungsfolge": _beratung,
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
