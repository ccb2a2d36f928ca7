"""What was recognised in a document: beside each field its passage, and what is still to be asked.

It travels with the form as text, so that passages and questions stay while the clerk corrects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from leitgraph.errors import BadData
from leitgraph.model import Text
from leitgraph.vorlage.draft.fields import parse
from leitgraph.web.pages.check.fields import row_of
from leitgraph.web.pages.check.form import Form, clean

MOST = 400
"""Passages and questions kept of a document."""
LOST = 60
"""Parts that were not understood, as far as the page shows them."""
_PASSAGE = 300
NOTHING = "-"
"""The answer that the document says nothing of the field after all."""


@dataclass(frozen=True)
class Found:
    """A value that was recognised. ``sure``: percent."""

    field: str
    place: str
    passage: str
    sure: int


@dataclass(frozen=True)
class Asked:
    """A question about a field, with answers to choose from."""

    field: str
    text: Text
    options: tuple[str, ...]
    place: str
    passage: str

    @property
    def may_be_nothing(self) -> bool:
        """True if a paper may do without; every paper is of some day, and it is never today."""
        return self.field not in {"datum", "titel"}

    @property
    def answers(self) -> tuple[str, ...]:
        """Those that can be put into the field; a list as a whole is typed into its rows."""
        group, number, _ = row_of(self.field)
        return () if number >= 0 and self.field == group else self.options


@dataclass
class Document:
    """A document that was read: its name, what was recognised, what is asked, what to know.

    ``lost``: what was not understood, each part with its place.
    """

    name: str = ""
    found: list[Found] = field(default_factory=list)
    questions: list[Asked] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Document:
        """From one of the ``documents`` of the job "read-document", or from ``dump``."""
        return cls(
            _text(data.get("name", ""))[-120:],
            [_found(entry) for entry in data["recognised"][:MOST]],
            [_asked(entry) for entry in data["questions"][:MOST]],
            [_both(said) for said in data.get("remarks", [])[:MOST]],
            [(_text(p["place"])[:200], _text(p["text"])) for p in data.get("unread", [])[:LOST]],
        )

    @classmethod
    def read(cls, text: str) -> Document:
        """What ``dump`` wrote; nothing for anything else."""
        try:
            return cls.of(parse(text)) if text else cls()
        except (BadData, KeyError, TypeError, ValueError, AttributeError):
            return cls()

    def dump(self) -> str:
        """As a text that travels with the form."""
        if not self.name:
            return ""
        recognised = [
            {"field": f.field, "place": f.place, "passage": f.passage, "confidence": f.sure / 100}
            for f in self.found
        ]
        questions = [
            {
                "field": q.field,
                "text": [q.text.de, q.text.en],
                "options": list(q.options),
                "place": q.place,
                "passage": q.passage,
            }
            for q in self.questions
        ]
        data = {"name": self.name, "recognised": recognised, "questions": questions}
        remarks = [[one.de, one.en] for one in self.remarks]
        unread = [{"place": place, "text": text} for place, text in self.lost]
        return json.dumps(data | {"remarks": remarks, "unread": unread}, ensure_ascii=False)

    def moved(self, form: Form) -> None:
        """Follow the rows of the form; what belongs to a row that is gone goes with it."""
        self.found = [f for old in self.found if (f := _follow(old, form))]
        self.questions = [q for old in self.questions if (q := _follow(old, form))]

    def asked(self, form: Form) -> Iterator[tuple[int, Asked]]:
        """Questions whose field is still blank, with their numbers."""
        for number, question in enumerate(self.questions):
            if not form.at(_own(question.field)).strip():
                yield number, question

    def open(self, form: Form) -> list[str]:
        """The fields about which a question is still open."""
        return list(dict.fromkeys(q.field for _, q in self.asked(form) if q.field))

    def question_on(self, field: str, form: Form) -> tuple[int, Asked] | None:
        """The open question about a field, with its number; else that about its list or entry."""
        found = list(self.asked(form))
        exact = (one for one in found if one[1].field == field)
        near = (one for one in found if row_of(one[1].field)[0] == row_of(field)[0])
        return next(exact, None) or next(near, None)

    def answer(self, number: str, option: str, form: Form) -> str:
        """Put an answer into its field and say which; what nobody was offered does nothing.

        ``NOTHING`` says that the field stays blank, and is not to be asked about any more.
        """
        if number.isdecimal() and option == NOTHING and int(number) < len(self.questions):
            asked = self.questions[int(number)]
            if asked.may_be_nothing:
                del self.questions[int(number)]
            return _own(asked.field)
        if number.isdecimal() and option.isdecimal() and int(number) < len(self.questions):
            question = self.questions[int(number)]
            if int(option) < len(question.answers):
                return form.put(_own(question.field), question.answers[int(option)])
        return ""

    def about(self, name: str) -> list[Found]:
        """What was recognised for a field of the form."""
        return [found for found in self.found if _own(found.field) == name]

    def place(self, name: str) -> str:
        """Where the document says what stands in a field, or an empty text."""
        places = dict.fromkeys(found.place for found in self.about(name))
        return "; ".join(list(places)[:3])


def _own(name: str) -> str:
    """The field of the form: entries of a list in one field are that field."""
    group, number, column = row_of(name)
    return group if number < 0 else f"{group}[{number}].{column}"


def _follow(entry: Any, form: Form) -> Any:
    group, number, column = row_of(entry.field)
    moved = form.moved.get(group)
    if number < 0 or moved is None:
        return entry
    new = moved.get(number, len(moved) if isinstance(entry, Asked) else -1)
    return None if new < 0 else replace(entry, field=f"{group}[{new}].{column}")


def _found(entry: dict[str, Any]) -> Found:
    sure = round(100 * float(entry["confidence"]))
    passage = _text(entry["passage"])[:_PASSAGE]
    return Found(_text(entry["field"]), _text(entry["place"]), passage, min(max(sure, 0), 100))


def _asked(entry: dict[str, Any]) -> Asked:
    options = tuple(_text(option)[:_PASSAGE] for option in entry["options"][:12])
    passage = _text(entry["passage"])[:_PASSAGE]
    text = _both(entry["text"])
    return Asked(_text(entry["field"]), text, options, _text(entry["place"]), passage)


def _both(said: Any) -> Text:
    parts = said.values() if isinstance(said, dict) else said
    german, english = (_text(part)[:500] for part in parts)
    return Text(german, english)


def _text(value: Any) -> str:
    return clean(str(value))
