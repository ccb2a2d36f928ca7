"""A paper read by its city's form: fields, questions, and what became of each line of the sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from leitgraph.catalog.forms.form import Entry, Form
from leitgraph.fields.table import FIELDS
from leitgraph.vorlage.blocks import Block
from leitgraph.vorlage.forms import form_questions
from leitgraph.vorlage.forms.boxes import Ticks, holds, ticks
from leitgraph.vorlage.forms.committee_rows import day, sessions
from leitgraph.vorlage.forms.field_values import (
    SURE,
    FieldValue,
    code_of,
    joined,
    read_value,
    themes,
    unit_lines,
)
from leitgraph.vorlage.forms.group_reading import GroupReader
from leitgraph.vorlage.forms.label_chain import Found
from leitgraph.vorlage.forms.notes import Notes
from leitgraph.vorlage.forms.sheet import Sheet
from leitgraph.vorlage.forms.signs import SIGN
from leitgraph.vorlage.reading import Question, Recognised, Stretch, passage

_LAST = 400
"""So much at the most belongs to the last label of a sheet."""
_NOT_RELEVANT = re.compile(r"(?:\d\.\s*)?(?:nicht relevant|keine?s?|entfällt)\.?", re.IGNORECASE)
"""Answers of a form that no goal is touched, not a reason left out."""
_SPARE = 0.85
"""A title that stands where it should not."""

_ONE_LINE = frozenset({"kennung", "datum"})
"""Fields whose value is a line, if the first one reads as one."""


@dataclass
class FormReading:
    """What a form says of a paper. ``rest``: the blocks left for the reader of all papers;
    ``stretches``: the lines that the form accounts for, by their number in the document;
    ``places``: the number of the first line at a place."""

    form: Form
    recognised: list[Recognised] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    stretches: list[tuple[int, Stretch]] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)


class _Reader:
    def __init__(
        self,
        form: Form,
        sheet: Sheet,
        labels: Sequence[Found],
        span: tuple[int, int],
        is_label: Callable[[str], bool],
    ):
        first, last = span
        self.is_label = is_label
        self.form, self.sheet, self.labels = form, sheet, labels
        self.first, self.last = first, last
        self.notes = Notes(sheet)
        self.said: dict[str, Ticks] = {}
        self.boxes = GroupReader(form, self.notes, self.said)
        self.spare: dict[str, tuple[str, int, int]] = {}
        self.limit = sheet.parts[last - 1].end
        self.end = self._end()

    def read(self) -> FormReading:
        """Groups of boxes first, since other entries depend on what they say."""
        for number, found in enumerate(self.labels):
            for group in self.form.entries[found.entry].groups:
                start, end = self._region(number)
                self.said[group.name] = ticks(
                    group, self.sheet.text, start, end, (self.labels[0].start, self.end)
                )
        for number, found in enumerate(self.labels):
            self._entry(number, self.form.entries[found.entry])
        for one in self.form.combinations:
            self.boxes.combine(one)
        self._spare()
        self._furniture()
        result = FormReading(self.form, self.notes.recognised, self.notes.questions)
        for number, (use, name) in sorted(self.notes.uses.items()):
            part = self.sheet.parts[number]
            result.stretches.append((number, Stretch(part.text, part.place, use, name)))
        for number in range(self.last - 1, self.first - 1, -1):
            result.places[self.sheet.parts[number].place] = number
        result.rest = self.sheet.without(set(self.notes.uses), self.first, self.last)
        return result

    # -- where things stand --------------------------------------------------------------------

    def _end(self) -> int:
        """Where the sheet ends: at the line that says so, else soon after the last label."""
        start = self.labels[-1].end
        text = self.sheet.text[start : min(self.limit, start + _LAST)]
        found = [m.start() for one in self.form.end if (m := _line(one).search(text))]
        gap = text.find("\n\n")
        return start + min([len(text), *found, *([gap] if gap > 0 and not found else [])])

    def _region(self, number: int) -> tuple[int, int]:
        """What stands between a label and the next."""
        end = self.labels[number + 1].start if number + 1 < len(self.labels) else self.end
        return self.labels[number].end, max(self.labels[number].end, end)

    def _lines(self, start: int, end: int) -> tuple[list[str], list[int], list[bool]]:
        """The lines of a region, their places, and before which a blank line stands."""
        texts: list[str] = []
        places: list[int] = []
        gaps: list[bool] = []
        for number in self.sheet.between(start, end):
            part = self.sheet.parts[number]
            begin = max(start, part.start)
            words = self.sheet.text[begin : min(end, part.end)]
            text = words.strip(" :\n")
            if text and not self._idle(part.text):
                texts.append(text)
                places.append(begin + words.index(text))
                gaps.append(part.gap and begin == part.start)
        return texts, places, gaps

    def _idle(self, text: str) -> bool:
        return any(_line(one).fullmatch(text) for one in self.form.furniture)

    # -- entries -------------------------------------------------------------------------------

    def _entry(self, number: int, entry: Entry) -> None:
        found = self.labels[number]
        start, end = self._region(number)
        if entry.free:
            return
        if entry.is_value:
            value = code_of(entry.field, self.sheet.text[found.start : found.end])
            self.notes.take(entry.field, FieldValue(value, SURE), found.start, found.end)
            lines, places, _ = self._lines(start, end)
            if entry.then and lines:
                self.spare[entry.then] = (joined(lines), places[0], end)
            return
        self.notes.claim(found.start, found.end, "furniture", entry.field)
        if entry.columns:
            self._committees(start, end)
        elif entry.groups or entry.amounts:
            self.boxes.read(entry, start, end)
        elif entry.field == "zielbezuege":
            self._themes(entry, start, end)
        elif entry.field:
            self._value(entry, found.start, start, end)
        else:
            self.notes.claim(start, end, "text", "")

    def _value(self, entry: Entry, label: int, start: int, end: int) -> None:
        lines, places, gaps = self._lines(start, end)
        if not _long(entry.field):
            own = next((at for at, one in enumerate(places) if self._labelled(one)), len(lines))
            lines, places, gaps = lines[:own], places[:own], gaps[:own]
        if not lines:
            return
        count = len(lines)
        if entry.then:
            below = self.sheet.place(start - 1) != self.sheet.place(places[0])
            count = unit_lines(lines, gaps, self.form.units, below)
        elif FIELDS[entry.field].kind and not _long(entry.field):
            blank = next((at for at, gap in enumerate(gaps) if gap and at), count)
            count = min(count, blank, 4)
            # In Word no blank line ends a number; what stands below it is not of it.
            if entry.field in _ONE_LINE and self._reads(entry, lines[0]):
                count = 1
        if count:
            stop = places[count - 1] + len(lines[count - 1])
            value = read_value(entry.field, joined(lines[:count]), self.form, entry.values)
            if value is not None and holds(entry.condition, self.said):
                self.notes.take(entry.field, value, label, stop)
            self.notes.claim(start, stop, "field" if value else "furniture", entry.field)
        if entry.then and lines[count:]:
            title = joined(lines[count:])
            taken = FieldValue(title, SURE if len(title) <= 500 else 0.5)
            stop = places[-1] + len(lines[-1])
            self.notes.take(entry.then, taken, places[count], stop)

    def _labelled(self, start: int) -> bool:
        """True if a line begins there with a label that papers have, and is read as any paper's."""
        part = self.sheet.parts[self.sheet.between(start, start + 1)[0]]
        label, colon, _ = part.text.partition(":")
        return start == part.start and bool(colon) and self.is_label(label)

    def _reads(self, entry: Entry, line: str) -> bool:
        return read_value(entry.field, line, self.form, entry.values) is not None

    def _committees(self, start: int, end: int) -> None:
        lines, places, _ = self._lines(start, end)
        rows = sessions(list(zip(lines, places, strict=True)), self.form.kinds, self.form.body)
        for number, row in enumerate(rows):
            path = f"beratungsfolge[{number}]"
            place, words = self.sheet.place(row.start), passage(row.passage)
            self.notes.add(f"{path}.gremium", row.body, place, words, SURE)
            if row.date:
                value, sure = day(row.date)
                if sure:
                    self.notes.add(f"{path}.datum", value, place, words, SURE)
                else:
                    text = form_questions.which_day(row.body, row.date)
                    self.notes.ask(f"{path}.datum", text, (), place, words)
            kind = next(
                (c for w, c in self.form.kinds.items() if w.lower() == row.kind.lower()), ""
            )
            if kind:
                self.notes.add(f"{path}.art", kind, place, words, SURE)
            self.notes.claim(row.start, row.end, "field", "beratungsfolge")
        if not rows and lines:
            text = form_questions.no_rows()
            self.notes.ask("beratungsfolge", text, (), self.sheet.place(start), " ".join(lines))

    def _themes(self, entry: Entry, start: int, end: int) -> None:
        lines, places, gaps = self._lines(start, end)
        blank = next((at for at, gap in enumerate(gaps) if gap and at), len(lines))
        boxed = next((at for at, line in enumerate(lines) if SIGN.search(line)), len(lines))
        lines = lines[: min(blank, boxed, 4)]
        condition = self.said.get(entry.condition)
        said_yes = condition is not None and condition.one is not None and condition.one.value
        if not holds(entry.condition, self.said):
            self.notes.claim(start, end, "text" if lines else "furniture", entry.field)
            return
        if lines and _NOT_RELEVANT.fullmatch(joined(lines)):
            stop = places[len(lines) - 1] + len(lines[-1])
            said = f"{entry.labels[0].rstrip(' :')}: {joined(lines)}"
            self.notes.add("nichtRelevantWeil", said, self.sheet.place(start), said, SURE)
            self.notes.claim(start, stop, "field", "nichtRelevantWeil")
            return
        found = themes(joined(lines)) if lines else []
        for number, theme in enumerate(found):
            words = self.sheet.text[start : places[len(lines) - 1] + len(lines[-1])]
            place = self.sheet.place(places[0])
            sure = SURE if len(theme) <= 160 else 0.5
            self.notes.add(f"zielbezuege[{number}].ziel", theme, place, passage(words), sure)
        if found:
            stop = places[len(lines) - 1] + len(lines[-1])
            self.notes.claim(start, stop, "field", entry.field)
        elif said_yes:
            label = entry.labels[0].rstrip(" :")
            self.notes.ask(
                entry.field, form_questions.which_goal(label), (), self.sheet.place(start), label
            )

    def _spare(self) -> None:
        """A value that stands where it should not, if nothing stands where it should."""
        known = {one.field for one in self.notes.recognised}
        for name, (text, start, end) in self.spare.items():
            if name not in known and len(re.findall(r"[^\W\d_]", text)) >= 8:
                self.notes.take(name, FieldValue(text, _SPARE), start, end)

    def _furniture(self) -> None:
        for number in range(self.first, self.last):
            if number not in self.notes.uses and self._idle(self.sheet.parts[number].text):
                self.notes.uses[number] = ("furniture", "")


def read_by_form(
    form: Form,
    sheet: Sheet,
    labels: Sequence[Found],
    span: tuple[int, int],
    is_label: Callable[[str], bool],
) -> FormReading:
    """The paper in the parts of a span, from its first to before its last, its labels being known.

    ``is_label``: whether papers of any city have a label.
    """
    return _Reader(form, sheet, labels, span, is_label).read()


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?m)^\s*(?:{pattern})\s*$")


def _long(name: str) -> bool:
    return getattr(FIELDS[name].kind, "lines", 1) > 1
