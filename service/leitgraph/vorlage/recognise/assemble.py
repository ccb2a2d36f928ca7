"""Readings of all entries put together: what is certain goes into the draft, the rest is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from leitgraph.fields.table import ROWS
from leitgraph.model import Text
from leitgraph.vorlage.reading import CERTAIN, Question, Recognised, Use, passage
from leitgraph.vorlage.recognise import lists, questions, scalars
from leitgraph.vorlage.recognise.cells import Cell, Cells
from leitgraph.vorlage.recognise.entries import Entry, Item, Listing
from leitgraph.vorlage.recognise.kinds import units
from leitgraph.vorlage.recognise.labels import NOTHING, normal
from leitgraph.vorlage.recognise.money import prose as money
from leitgraph.vorlage.recognise.money import slices
from leitgraph.vorlage.recognise.money.found import Slices
from leitgraph.vorlage.recognise.names import AMOUNTS, LISTS
from leitgraph.vorlage.recognise.prose import freetext
from leitgraph.vorlage.recognise.prose.mandates import mandates
from leitgraph.vorlage.recognise.prose.spoken import spoken
from leitgraph.vorlage.recognise.roles import MONEY
from leitgraph.vorlage.recognise.sections.goals import gathered
from leitgraph.vorlage.recognise.sections.title import untitled
from leitgraph.vorlage.recognise.tables import YEARS

_NOT_RELEVANT = re.compile(
    r"(?:(?:nicht relevant|keine?|kein Ziel(?:bezug)?(?: berührt)?|ohne Bezug)\s*[,:;–(-]\s*"
    r"(?:weil|da|denn)?\s*(?=(?:\S+\s+){3})|entfällt\s*[,:;.–(-]\s*(?:weil|da|denn)?\s*)(\S.+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class _Candidate:
    value: Any
    confidence: float
    place: str
    passage: str
    options: tuple[str, ...] = ()
    rank: int = 0
    """Of several labels for one field, how near to it: 0 is nearest."""


class Assembly:
    """The draft of one Vorlage, what was recognised for it, and what is to be asked."""

    def __init__(self, items: Sequence[Item], alone: bool = True) -> None:
        self.draft: dict[str, Any] = {}
        self.recognised: list[Recognised] = []
        self.questions: list[Question] = []
        self._found: dict[str, list[_Candidate]] = {}
        self._rows: dict[str, list[Cells]] = {}
        self.became: dict[int, Use] = {}
        """By the ``id`` of an item, whether it was read into a field; those left out were not."""
        self.places: set[str] = set()
        """Where a value was read that no label told."""
        for item in gathered(items):
            self._heard: list[float] = []
            asked = len(self.questions)
            if isinstance(item, Listing):
                self._listing(item)
            else:
                self._entry(item)
            self._account(item, asked)
        self._title(items if alone else ())
        self._whole(items)
        self._settle()

    # -- gathering -----------------------------------------------------------------------------

    def _entry(self, entry: Entry) -> None:
        field, text = entry.field, entry.text
        if not field or not text or field == "richtung":
            return
        if field == "jahresscheiben":
            found = slices.of_text(entry)
            self._slices(found)
            if not found.rows and re.search(r"\d", text):
                words = questions.unsure(field, None, entry.passage, ())
                self._ask(field, words, (), entry.place, entry.passage)
        elif field == "zielbezuege" and (reason := _NOT_RELEVANT.match(text)) is not None:
            self._add("nichtRelevantWeil", reason[1], 0.9, entry.place, entry.passage)
        elif field in ROWS:
            self._entries(field, lists.rows_of_text(entry))
        elif field == "beschluss":
            self._entries("_beschluss", mandates(entry))
        elif field in {"sachverhalt", "abwaegung"}:
            self._add(field, text, 0.85, entry.place, entry.passage)
        else:
            for reading in scalars.read(field, text):
                self._add(
                    reading.field,
                    reading.value,
                    reading.confidence,
                    entry.place,
                    entry.passage,
                    reading.options,
                    units.rank(entry.label) if field == "federfuehrung" else 0,
                )

    def _account(self, item: Item, asked: int) -> None:
        """Say whether an item was read: into a field, or not for certain."""
        if self._heard or len(self.questions) > asked:
            sure = any(confidence >= CERTAIN for confidence in self._heard)
            use: Use = "field" if sure and len(self.questions) == asked else "unread"
        elif isinstance(item, Entry) and item.field and scalars.says_none(item.text):
            use = "field"
        else:
            return
        for one in item.sources if isinstance(item, Listing) and item.sources else (item,):
            self.became[id(one)] = use

    def _entries(self, field: str, rows: Iterable[Cells]) -> None:
        """Entries of a list."""
        found = list(rows)
        self._heard += [cell.confidence for row in found for cell in row.values()]
        self._rows.setdefault(field, []).extend(found)

    def _listing(self, listing: Listing) -> None:
        kind = listing.table.kind
        if kind in {"jahresscheiben", YEARS, MONEY}:
            self._slices(slices.of_table(listing))
        else:
            self._entries(kind, lists.rows_of(listing))

    def _slices(self, found: Slices) -> None:
        self._entries("jahresscheiben", found.rows)
        self._rows.setdefault("_sources", []).extend(found.sources)
        for name, cell in found.cells():
            self._add(name, cell.value, cell.confidence, cell.place, cell.passage)

    def _add(
        self,
        field: str,
        value: Any,
        confidence: float,
        place: str,
        words: str,
        options: tuple[str, ...] = (),
        rank: int = 0,
    ) -> None:
        self._heard.append(confidence if value is not None else 0.0)
        candidate = _Candidate(value, confidence, place, passage(words), options, rank)
        self._found.setdefault(field, []).append(candidate)

    # -- what only the whole tells -------------------------------------------------------------

    def _whole(self, items: Sequence[Item]) -> None:
        """Fill fields from others, and look into free text for what no label gave."""
        grounds = self._found.pop("sachverhalt", [])
        if "gegenstand" not in self._found and grounds:
            text = "\n".join(str(ground.value) for ground in grounds)
            first = grounds[0]
            self._add("gegenstand", text, first.confidence, first.place, first.passage)
        self._money(items)
        sums = self._found.pop("_summe", [])
        if not any(c.confidence >= CERTAIN for c in self._found.get("gesamtbetrag", [])) and sums:
            self._found["gesamtbetrag"] = sums
        mandates = self._rows.pop("_beschluss", [])
        if mandates and not self._rows.get("auftraege"):
            self._rows["auftraege"] = mandates
        self._weighing(self._found.pop("abwaegung", []))
        known = {field for field, found in self._found.items() if found}
        titles = self._found.get("titel", [])
        title = str(titles[0].value or "") if titles else ""
        own = {str(one.value) for one in self._found.get("kennung", [])}
        for one in spoken(items, title, known, own):
            self._add(one.field, one.value, one.confidence, one.place, one.passage)
        self._running_text(freetext.running(items))

    def _running_text(self, texts: list[Entry]) -> None:
        """What no label gave."""
        subject = None if "gegenstand" in self._found else freetext.subject(texts)
        if subject is not None:
            self._add("gegenstand", subject.value, CERTAIN, subject.place, subject.passage)
        known = {str(c.value) for c in self._found.get("kennung", [])}
        known |= {number for c in self._found.get("zitiert", []) for number in c.value or ()}
        cited = freetext.citations(texts, known)
        if cited:
            numbers = tuple(one.value for one in cited)
            self._ask(
                "zitiert", questions.cited(numbers), numbers, cited[0].place, cited[0].passage
            )
        named = freetext.goals(texts)
        if named and not self._rows.get("zielbezuege") and "nichtRelevantWeil" not in self._found:
            numbers = tuple(one.value for one in named)
            words = questions.goals(numbers)
            self._ask("zielbezuege", words, numbers, named[0].place, named[0].passage)

    def _money(self, items: Sequence[Item]) -> None:
        """What running text says of money where no label did."""
        known = {
            name: {str(one.value) for one in found if one.confidence >= CERTAIN}
            for name, found in self._found.items()
        }
        for one in money.read(items, known, self._rows):
            self._add(one.field, one.value, one.confidence, one.place, one.passage, one.options)

    def _weighing(self, found: list[_Candidate]) -> None:
        """„Abwägung“ as a section of its own belongs to the one goal that is hampered."""
        hampered = [
            row
            for row in self._rows.get("zielbezuege", [])
            if "richtung" in row and row["richtung"].value == "hemmt" and "abwaegung" not in row
        ]
        for one in found:
            if len(hampered) == 1:
                cell = Cell(str(one.value), one.place, one.passage, 0.85)
                hampered[0]["abwaegung"] = cell
            elif normal(str(one.value)) not in NOTHING:
                rows = hampered or self._rows.get("zielbezuege", [])
                goals = tuple(row["ziel"].value for row in rows)
                self._ask("zielbezuege", questions.WHICH_WEIGHING, goals, one.place, one.passage)

    def _title(self, items: Sequence[Item]) -> None:
        """The title: labelled, or what is called subject in the head, or what stands there."""
        if "titel" in self._found:
            return
        # In some cities „Gegenstand“ is what the paper is called.
        for one in self._found.get("gegenstand", []):
            called = one.passage.startswith("Gegenstand")
            if called and len(str(one.value)) <= 250 and "\n" not in str(one.value):
                self._found["gegenstand"].remove(one)
                self._found["titel"] = [one]
                return
        found = untitled(items)
        if found is not None:
            text, place, sure = found
            self._add("titel", text, sure, place, text)
            self.places.add(place)

    # -- deciding ------------------------------------------------------------------------------

    def _settle(self) -> None:
        for field in [*(f for f in _ORDER if f in self._found), *self._found]:
            if field not in self.draft and self._found.get(field):
                self._decide(field, self._found.pop(field))
        for field, rows in self._rows.items():
            if rows:
                self._list(field, rows)
        if "titel" not in self.draft and not any(q.field == "titel" for q in self.questions):
            self._ask("titel", questions.NO_TITLE, (), "", "")

    def _decide(self, field: str, found: list[_Candidate]) -> None:
        sure = [one for one in found if one.confidence >= CERTAIN and one.value is not None]
        if field in LISTS and sure:
            union = dict.fromkeys(value for one in sure for value in one.value)
            self._take(field, list(union), sure[0], min(one.confidence for one in sure))
            sure_places = {one.place for one in sure}
            found = [one for one in found if one.place not in sure_places]
            if not found:
                return
            sure = []
        if sure:
            nearest = min(one.rank for one in sure)
            # A nearer label whose value is no unit leaves it open whether this one is meant.
            open_ = any(one.value is None and one.rank < nearest for one in found)
            sure = [] if open_ else [one for one in sure if one.rank == nearest]
        different = list(dict.fromkeys(str(one.value) for one in sure))
        if len(different) == 1:
            self._take(field, sure[0].value, sure[0], max(one.confidence for one in sure))
            return
        first = (sure or found)[0]
        options = tuple(
            dict.fromkeys(
                option
                for one in (sure or found)
                for option in (
                    one.options or ((_shown(one.value),) if one.value is not None else ())
                )
                if not (field in AMOUNTS and option.startswith("-"))
            )
        )
        if field == "gegenstand" and sure:
            self._take(field, sure[0].value, sure[0], CERTAIN)
        elif sure:
            self._ask(
                field, questions.different(field, options), options, first.place, first.passage
            )
        else:
            words = questions.unsure(field, first.value, first.passage, options)
            self._ask(field, words, options, first.place, first.passage)

    def _take(self, field: str, value: Any, one: _Candidate, confidence: float) -> None:
        self.draft[field] = value
        self.recognised.append(Recognised(field, value, one.place, one.passage, confidence))

    def _list(self, field: str, rows: list[Cells]) -> None:
        """A list goes in whole or, where sums are made from it, not at all."""
        rows = lists.once(rows, "ziel" if field == "zielbezuege" else "")
        unsure = [cell for row in rows for cell in row.values() if cell.confidence < CERTAIN]
        if unsure and field in {"jahresscheiben", "allokationen"}:
            shown = "; ".join(" ".join(cell.value for cell in row.values()) for row in rows)
            first = unsure[0]
            minus = any(cell.value.startswith("-") for cell in unsure)
            words = questions.unsure_list(field, shown, minus)
            self._ask(field, words, (shown,), first.place, first.passage)
            return
        kept: list[dict[str, Any]] = []
        main = _MAIN[field]
        for row in rows:
            if row[main].confidence < CERTAIN:
                self._ask_cell(field, f"{field}[{len(kept)}].{main}", row[main])
                continue
            path = f"{field}[{len(kept)}]"
            entry: dict[str, Any] = {}
            for name, cell in row.items():
                if cell.confidence < CERTAIN:
                    self._ask_cell(field, f"{path}.{name}", cell)
                    continue
                entry[name] = int(cell.value) if name == "jahr" else cell.value
                self.recognised.append(
                    Recognised(
                        f"{path}.{name}",
                        entry[name],
                        cell.place,
                        passage(cell.passage),
                        cell.confidence,
                    )
                )
            kept.append(entry)
        if kept:
            self.draft[field] = kept

    def _ask_cell(self, field: str, path: str, cell: Cell) -> None:
        options = (cell.value,) if cell.confidence > 0 else ()
        words = questions.unsure_cell(field, cell.value)
        self._ask(path, words, options, cell.place, cell.passage)

    def _ask(
        self, field: str, text: Text, options: tuple[str, ...], place: str, words: str
    ) -> None:
        self.questions.append(Question(field, text, options, place, passage(words)))


_ORDER = ("kennung", "art", "titel", "gegenstand", "datum", "federfuehrung", "mitwirkung", "raum")
_MAIN = {name: rows.columns[0].name for name, rows in ROWS.items()}
"""The column without which there is no entry."""


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "Ja" if value else "Nein"
    return "; ".join(value) if isinstance(value, list) else str(value)
