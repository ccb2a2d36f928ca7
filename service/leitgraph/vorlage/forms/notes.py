"""What is noted while a paper is read by its form: values, questions, the use of each line."""

from __future__ import annotations

from typing import Any

from leitgraph.fields.table import FIELDS
from leitgraph.model import Text
from leitgraph.vorlage.forms import form_questions
from leitgraph.vorlage.forms.field_values import FieldValue
from leitgraph.vorlage.forms.sheet import Sheet
from leitgraph.vorlage.reading import CERTAIN, Question, Recognised, Use, passage


class Notes:
    """Of one paper. ``uses``: what the lines are and for which field, by their number."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.recognised: list[Recognised] = []
        self.questions: list[Question] = []
        self.uses: dict[int, tuple[Use, str]] = {}

    def take(self, name: str, value: FieldValue, start: int, end: int) -> None:
        """Keep a value that stands between two places of the text, or ask if it is not certain."""
        place, words = self.sheet.place(start), passage(self.sheet.text[start:end])
        if value.confidence >= CERTAIN and value.value is not None:
            self.add(name, value.value, place, words, value.confidence)
            self.claim(start, end, "field", name)
        else:
            shown = value.options or ((str(value.value),) if value.value is not None else ())
            self.ask(name, form_questions.unsure(FIELDS[name].label, words), shown, place, words)
            self.claim(start, end, "unread", name)

    def add(self, name: str, value: Any, place: str, words: str, sure: float) -> None:
        """Keep a value; the first of a field counts."""
        if not any(one.field == name for one in self.recognised):
            self.recognised.append(Recognised(name, value, place, words, sure))

    def ask(self, name: str, text: Text, options: tuple[str, ...], place: str, words: str) -> None:
        """Put a question."""
        self.questions.append(Question(name, text, options, place, passage(words)))

    def claim(self, start: int, end: int, use: Use, name: str) -> None:
        """Note what the lines between two places are; a field outdoes what is none."""
        for number in self.sheet.between(start, end):
            before = self.uses.get(number)
            if before is None or before[0] in {"furniture", "text"}:
                if before is not None and before[1] and not name:
                    continue
                self.uses[number] = (use, name)
