"""The boxes of a form: what each group says, alone or together with others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from leitgraph.catalog.forms.form import Box, BoxGroup, Combination, Entry, Form
from leitgraph.fields.kinds import Flag
from leitgraph.fields.table import FIELDS
from leitgraph.vorlage import amounts
from leitgraph.vorlage.forms import form_questions
from leitgraph.vorlage.forms.boxes import Ticks, holds
from leitgraph.vorlage.forms.field_values import SURE, FieldValue
from leitgraph.vorlage.forms.notes import Notes
from leitgraph.vorlage.reading import Use, passage


class GroupReader:
    """Of one paper. ``said``: the ticks of each group by its name."""

    def __init__(self, form: Form, notes: Notes, said: dict[str, Ticks]) -> None:
        self.form, self.notes, self.said = form, notes, said
        self.sheet = notes.sheet

    def read(self, entry: Entry, start: int, end: int) -> None:
        """The groups under a label, which stand between two places of the text."""
        self.notes.claim(start, end, "text", "")
        for group in entry.groups:
            found = self.said[group.name]
            filled = group.field or (found.one is not None and found.one.sets)
            use: Use = "furniture" if found.one is None else "field" if filled else "text"
            for span in found.seen:
                self.notes.claim(*span, use, group.field)
            self._group(group, found, start)
        if entry.amounts:
            self._row_of_amounts(entry, start, end)

    def _group(self, group: BoxGroup, found: Ticks, start: int) -> None:
        at = found.seen[0][0] if found.seen else start
        if found.one is not None:
            where = next(
                (s for s in found.seen if found.one.words[:4] in self.sheet.text[s[0] : s[1]]),
                found.seen[0],
            )
            words = self.sheet.text[where[0] : where[1]]
            place = self.sheet.place(where[0])
            if group.field:
                self.notes.add(group.field, found.one.value, place, passage(words), SURE)
            for name, value in found.one.sets.items():
                self.notes.add(name, value, place, passage(words), SURE)
        elif group.field and (found.ticked or (not group.optional and self._due(group))):
            options = tuple(_option(group, box) for box in group.boxes)
            label = FIELDS[group.field].label
            text = form_questions.boxes(label, [box.words for box in found.ticked])
            words = " ".join(self.sheet.text[s[0] : s[1]] for s in found.seen)
            self.notes.ask(group.field, text, options, self.sheet.place(at), words)

    def _due(self, group: BoxGroup) -> bool:
        """True if a group has to be ticked: what it depends on says yes."""
        other = self.said.get(group.condition)
        return not group.condition or (
            other is not None and other.one is not None and other.one.value is not False
        )

    def combine(self, one: Combination) -> None:
        """The value that several groups make together."""
        groups = [self.said.get(name) for name in one.groups]
        condition = self.said.get(one.condition)
        if any(group is None for group in groups) or not holds(one.condition, self.said):
            return
        chosen = [group.one for group in groups if group is not None]
        seen = [span for group in groups if group is not None for span in group.seen]
        if not seen:
            return
        words = self.sheet.text[min(s[0] for s in seen) : max(s[1] for s in seen)]
        place = self.sheet.place(min(s[0] for s in seen))
        if all(chosen):
            values = {n: b.value for n, b in zip(one.groups, chosen, strict=True) if b}
            self.notes.add(one.field, one.pattern.format(**values), place, passage(words), SURE)
            for span in seen:
                self.notes.claim(*span, "field", one.field)
        elif any(g is not None and g.ticked for g in groups) or (
            condition is not None and condition.one is not None and condition.one.value is True
        ):
            options = self._combined(one, chosen)
            ticked = [box.words for group in groups if group is not None for box in group.ticked]
            text = form_questions.incomplete(FIELDS[one.field].label, ticked)
            self.notes.ask(one.field, text, options, place, words)

    def _combined(self, one: Combination, chosen: Sequence[Box | None]) -> tuple[str, ...]:
        """The codes that are still possible."""
        all_groups = {group.name: group for group in self.form.groups}
        sides = [
            [box.value] if box is not None else [b.value for b in all_groups[name].boxes]
            for name, box in zip(one.groups, chosen, strict=True)
        ]
        return tuple(
            one.pattern.format(**dict(zip(one.groups, values, strict=True)))
            for values in product(*sides)
        )

    def _row_of_amounts(self, entry: Entry, start: int, end: int) -> None:
        """Amounts side by side: certain only if there are as many as columns."""
        text = self.sheet.text[start:end]
        found = [one for one in amounts.amounts(text) if one.unit]
        if not found or not holds(entry.groups[0].name if entry.groups else "", self.said):
            return
        place = self.sheet.place(start + found[0].start)
        words = passage(text[found[0].start : found[-1].end])
        if len(found) == len(entry.amounts):
            for name, one in zip(entry.amounts, found, strict=True):
                if name:
                    value = FieldValue(one.value, min(one.confidence, SURE), (one.value,))
                    self.notes.take(name, value, start + one.start, start + one.end)
        else:
            name = next(name for name in entry.amounts if name)
            options = tuple(dict.fromkeys(one.value for one in found))
            text_ = form_questions.which_amount(FIELDS[name].label, words)
            self.notes.ask(name, text_, options, place, words)
        for one in found:
            self.notes.claim(start + one.start, start + one.end, "field", entry.amounts[0])


def _option(group: BoxGroup, box: Box) -> str:
    """What stands for a box among the options: a value for the field."""
    if isinstance(FIELDS[group.field].kind, Flag):
        return "Ja" if box.value else "Nein"
    return str(box.value)
