"""From blocks to entries: each label with what stands under or beside it, in order."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from leitgraph.fields.kinds import Flag
from leitgraph.fields.table import FIELDS, ROWS
from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import BULLET, Block, Line, Row, joined
from leitgraph.vorlage.recognise import checkboxes, codes, labels
from leitgraph.vorlage.recognise.checkboxes import SIGN
from leitgraph.vorlage.recognise.kinds import heads, marks
from leitgraph.vorlage.recognise.names import FLAGS, HEADS, LISTS, LONG
from leitgraph.vorlage.recognise.tables import Table, column_heads, parts

_OTHER_LABEL = re.compile(r"^[A-ZÄÖÜ][\wäöüß/() .-]{1,40}:(\s|$)")
_OPEN = {"oeffentlich": False, "nichtoeffentlich": True, "nicht oeffentlich": True}
_OPEN |= {"vertraulich": True}
_GOES_ON = LONG | HEADS | set(ROWS)
_YEAR = re.compile(
    r"(?:Jahr|Haushaltsjahr|HHJ|davon|Haushaltsmittel|Auszahlung(?:en)?|Ansatz|Aufwand|Plan)?"
    r"\s*(?:20|21)\d\d(?: und (?:früher|später)| ff\.?)?"
)
_BOXED = re.compile(
    rf"(?P<label>[^:\n]{{3,90}}?)\s+(?=(?:(?:ja|nein)\s*)?(?:{SIGN.pattern}))", re.I
)
_BOXED_FIELDS = {"klimarelevant", "klimawirkung"}
"""Questions that forms answer by boxes on several lines."""
_AFTER_TITLE = {"kennung", "datum", "art", "federfuehrung", "beratungsfolge", ""}
_LEAD = 4
"""So many lines may stand between a question and its boxes."""
_TOP = 12
"""So many items from its beginning the number of a paper stands at the latest."""
_ENTRY = 120
"""An entry of a list is not longer than this."""
_ANSWER = 6
"""Words of a line that is nothing but an answer, boxes counted."""


@dataclass
class Entry:
    """A label with its value. ``field`` is "" for text under no label that is known.

    ``level``: of a heading; ``cells``: the lines are the cells of a row that bears no label.
    """

    field: str
    place: str
    label: str = ""
    lines: list[Line] = dataclasses.field(default_factory=list)
    level: int | None = None
    cells: bool = False

    @property
    def text(self) -> str:
        """The value; of a short one the first paragraph, of a list its entries."""
        if self.field in _GOES_ON or not self.field:
            return joined(self.lines)
        beside = self.label.endswith(":") and bool(self.lines) and self.lines[0].place == self.place
        kept: list[Line] = []
        for line in self.lines:
            wrapped = bool(kept) and self.field == "federfuehrung"
            if wrapped and marks.UNFINISHED.search(kept[-1].text.strip()):
                line = dataclasses.replace(line, opens=False)
            step = SIGN.search(line.text) or marks.is_step(line.text)
            if kept and self.field in _BOXED_FIELDS and step:
                kept.append(line)
                continue
            ends = bool(kept) and line.opens and line.place != kept[0].place
            if ends and not (self.field in LISTS and self._entry(line, beside)):
                break
            kept.append(line)
        return joined(kept)

    def _entry(self, line: Line, beside: bool) -> bool:
        """True if a paragraph is one more entry of a list: a bullet, or a line below the label."""
        return bool(BULLET.match(line.text)) or (not beside and len(line.text) <= _ENTRY)

    @property
    def known(self) -> bool:
        """True if the label is one that forms have."""
        return bool(self.label) and labels.field_of(self.label) is not None

    @property
    def passage(self) -> str:
        """Label and value as they stand in the document."""
        text = "\n".join(line.text.strip() for line in self.lines)
        return f"{self.label} {text}".strip() if self.label else text


@dataclass
class Listing:
    """A table that holds a list of the draft, with the label it stands under."""

    table: Table
    under: str
    caption: str
    sources: tuple[Entry, ...] = ()
    """The entries it was put together from, if it is no table of the document."""

    @property
    def place(self) -> str:
        """Where it begins."""
        return self.table.header.place


Item: TypeAlias = Entry | Listing


class _Segments:
    def __init__(self) -> None:
        self.items: list[Item] = []
        self.current = Entry("", "")

    def begin(self, entry: Entry) -> Entry:
        self.current = entry
        self.items.append(entry)
        return entry

    def heading(self, block: Block) -> None:
        text = block.text
        line = block.lines[0]
        if self._head(text, line.place) or self._bare(text, line) or self._labelled(text, line):
            return
        if self.current.field in ROWS and SIGN.search(text):
            self.current.lines.append(line)  # „7.2 Sport ☒ ☐“ is numbered, and no heading
            return
        self.begin(Entry("", line.place, text, level=block.level))

    def line(self, line: Line) -> None:
        """A line of running text, which may begin with a label, or have one after a sentence."""
        for number, part in enumerate(marks.run_in(line.text, self.current.field)):
            self._line(
                line
                if number == 0 and part == line.text
                else Line(part, line.place, line.opens or number > 0)
            )

    def _line(self, line: Line) -> None:
        text = line.text.strip()
        below = self.current.field == "titel" and bool(self.current.lines) and text[:1].isupper()
        turns = below and labels.field_of(text) in _AFTER_TITLE  # labels and values, line by line
        if (line.opens and self._head(text, line.place)) or (
            (line.opens or turns) and self._bare(text, line)
        ):
            return
        if self._signed(text, line.place) or self._heads(text, line):
            return
        if self._labelled(text, line) or self._boxed(text, line) or self._open(text, line):
            return
        if self._group(text) or self._wrapped():
            self.current.lines.append(line)
            return
        short = self.current.field and self.current.field not in _GOES_ON
        known = self.current.lines
        under = line.opens and bool(known) and line.place != known[0].place
        listed = self.current.field in LISTS
        if short and (_OTHER_LABEL.match(text) or (under and not listed)):
            self.begin(Entry("", line.place))
        if not self.items:
            self.begin(Entry("", line.place))
        self.current.lines.append(line)

    def _group(self, text: str) -> bool:
        """True if a line goes on with the question on the climate: its boxes, or what leads to
        them; another question with boxes of its own does not."""
        entry = self.current
        if entry.field not in _BOXED_FIELDS or marks.QUESTION.match(text):
            return False
        if SIGN.search(text) or marks.is_step(text):
            return True
        boxes = any(SIGN.search(line.text) for line in entry.lines)
        return not boxes and len(entry.lines) < _LEAD and not marks.is_heading(text)

    def _wrapped(self) -> bool:
        """True if the value of a short entry cannot end where its line ends: „Amt für“."""
        entry = self.current
        before = entry.lines[-1].text if entry.lines else ""
        return entry.field == "federfuehrung" and bool(marks.UNFINISHED.search(before.strip()))

    def table(self, block: Block) -> None:
        for part in parts(block.rows):
            if isinstance(part, Table):
                caption = self.current.label + " " + joined(self.current.lines[-2:])
                self.items.append(Listing(part, self.current.field, caption))
            else:
                self._row(part)

    def _row(self, row: Row) -> None:
        """Labels with their values side by side, or above one another in a cell."""
        at, found = 0, False
        cells = row.own
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) == 2 and filled[0].endswith(":") and labels.normal(filled[1]) in _OPEN:
            self.line(Line(" ".join(filled), row.place))  # the status is a label elsewhere
            return
        if len(filled) > 1 and not any(marks.split(cell)[0] for cell in filled):
            kept = self.current
            lines = [Line(" ".join(cell.split()), row.place) for cell in filled]
            self.begin(Entry(kept.field, row.place, lines=lines, cells=True))
            self.current = kept if kept.field else self.begin(Entry("", row.place))
            return
        while at < len(cells):
            cell = cells[at]
            label, value = marks.split(cell)
            name = labels.field_of(label) if label else None
            at += 1
            last = at == len(cells) and not value  # nothing stands beside it
            if name is None or (last and labels.normal(cell) in _OPEN):
                for text in cell.split("\n"):
                    if text.strip():
                        self.line(Line(text, row.place))
                continue
            if not value and at < len(cells) and labels.field_of(cells[at]) is None:
                value = cells[at]
                at += 1
            entry = self.begin(Entry(name, row.place, label.strip()))
            entry.lines += [Line(text, row.place) for text in value.split("\n") if text.strip()]
            found = bool(value)
        if found and not self._wrapped():
            self.current = Entry("", row.place)
            self.items.append(self.current)

    def _head(self, text: str, place: str) -> bool:
        """„Beschlussvorlage Nr. V0001/25“ at the top of a paper, or the number alone."""
        under = self.current
        if under.known and not under.field and not under.lines:
            return False  # the value of a label that is no field: „Bezüglich: 178/2021“
        top = len(self.items) < _TOP and under.field not in LISTS
        known = {item.field for item in self.items if isinstance(item, Entry)} if top else None
        found, rest = heads.head(" ".join(text.split()), known)
        for field, label, value in found:
            self.begin(Entry(field, place, label, [Line(value, place)]))
        if found:
            self.begin(Entry("", place, lines=[Line(rest, place)] if rest else []))
        return bool(found)

    def _signed(self, text: str, place: str) -> bool:
        """„Musterstadt, den 12. März 2026“: the day of the paper, where it is signed or begins."""
        match = marks.PLACE_AND_DAY.fullmatch(text)
        if match is None:
            return False
        self.begin(Entry("datum", place, match["label"].strip(), [Line(match["day"], place)]))
        self.begin(Entry("", place))
        return True

    def _heads(self, text: str, line: Line) -> bool:
        """„Gremium Termin TOP Ö / N“: heads of columns that no blanks part."""
        if not column_heads(text):
            return False
        self.begin(Entry("beratungsfolge", line.place, text))
        return True

    def _bare(self, text: str, line: Line) -> bool:
        """A label that stands alone on its line."""
        if labels.normal(text) in _OPEN:
            return False
        name = labels.field_of(text)
        if name is None or text.endswith((".", ",", ";")):
            return False
        self.begin(Entry(name, line.place, text))
        return True

    def _labelled(self, text: str, line: Line) -> bool:
        """A label, a colon, and the value or its beginning."""
        match = marks.LABEL.match(text)
        if match is None:
            return False
        label = match["label"]
        name = labels.field_of(label)
        if name in {None, "deckung"} and _YEAR.fullmatch(label) and _is_amount(match["rest"]):
            # „2026: 150 T€“: a slice on a line of its own.
            self.begin(Entry("jahresscheiben", line.place, lines=[line]))
            return True
        if name is None:
            return False
        entry = self.begin(Entry(name, line.place, label.strip() + ":"))
        if match["rest"].strip():
            entry.lines.append(Line(match["rest"], line.place))
        return True

    def _boxed(self, text: str, line: Line) -> bool:
        """„Klimarelevanz ☒ ja ☐ nein“: a label, and the boxes of its answer right beside it."""
        match = _BOXED.match(text)
        name = labels.field_of(match["label"]) if match else None
        if match is None or name not in FLAGS:
            return False
        entry = self.begin(Entry(name, line.place, match["label"]))
        entry.lines.append(Line(text[match.end() :], line.place))
        return True

    def _open(self, text: str, line: Line) -> bool:
        """„☒ öffentlich ☐ nichtöffentlich“, or the word alone, under whatever label."""
        if self.current.field in {"nichtoeffentlich", "nichtoeffentlichWeil"}:
            return False
        ticked = [labels.normal(option.text) for option in checkboxes.options(text)]
        alone = labels.normal(text) in _OPEN and len(text) < 30
        if not alone and not (ticked and set(ticked) <= set(_OPEN)):
            return False
        kept = self.current
        self.begin(Entry("nichtoeffentlich", line.place, lines=[line]))
        if kept.field:
            self.current = kept
        else:
            self.begin(Entry("", line.place))
        return True


def _is_amount(text: str) -> bool:
    return len(text) <= _ENTRY and any(one.unit for one in amounts.amounts(text))


def segments(blocks: Iterable[Block]) -> list[Item]:
    """The entries and tables of a document, in order."""
    found = _Segments()
    for block in marks.carbon_dioxide(blocks):
        if block.kind == "furniture":
            continue
        if block.kind == "table":
            found.table(block)
        elif block.kind == "note":
            found.begin(Entry("", block.place, lines=list(block.lines)))
        elif block.kind == "heading":
            found.heading(block)
        else:
            for line in block.lines:
                found.line(line)
    return [part for item in found.items for part in _answered(item)]


def _answered(item: Item) -> list[Item]:
    """An entry under a label that is a heading too: its answer, and what else stands there."""
    if isinstance(item, Listing) or item.field not in HEADS:
        return [item]
    kind = FIELDS[item.field].kind
    said_no = kind.said_no if isinstance(kind, Flag) else ""
    if not item.lines or codes.truth(item.lines[0].text, said_no) is None:
        return [dataclasses.replace(item, field="")]
    first = item.lines[0]
    # „Ja, die Kosten betragen 1,65 Mio. €“ says more than yes.
    rest = item.lines if len(first.text.split()) > _ANSWER else item.lines[1:]
    answer = dataclasses.replace(item, lines=item.lines[:1])
    return [answer, *([Entry("", rest[0].place, lines=rest)] if rest else [])]
