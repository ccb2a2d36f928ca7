"""What a document says of each field: stated, surely absent, or not read for certain.

A field is unread if a question about it is open, or if a part of the document that went into no
field of its own speaks of it: by the label it stands under, or by words (``Field.mentions``).
A format that had only a part of the document says so itself, by states of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from leitgraph.fields.kinds import Amount, Rows, Share, long
from leitgraph.fields.table import FIELDS, words
from leitgraph.model import Text
from leitgraph.vorlage.reading import DocumentDraft, Question, State, Stretch, passage

SHOWN = 160
"""Characters of a passage within a question."""
_WITHOUT_TEXT = Text(
    "Der Text der Vorlage liegt nicht vor, nur was das Ratsinformationssystem von ihr weiß; was "
    "darin nicht steht, ist offen. Geben Sie die Vorlage selbst ab, oder ergänzen Sie die Angaben.",
    "The text of the paper is not there, only what the council system knows of it; what that does "
    "not say is open. Hand in the paper itself, or complete the entries.",
)
OPEN = "offen"
"""The key of a draft under which it lists the fields that are still to be settled."""
SENTENCE = 6
"""So many words have a verb among them."""
MOST_UNREAD = 200
"""Parts that were not understood, as far as a report lists them."""


def states_of(document: DocumentDraft) -> dict[str, State]:
    """The state of every field, and of the columns (``zielbezuege.richtung``) that are unread."""
    before = document.states
    found: dict[str, State] = {
        name: State.STATED
        if _given(document.draft.get(name))
        else State.UNREAD
        if before.get(name) is State.UNREAD
        else State.ABSENT
        for name in FIELDS
    }
    for question in document.questions:
        for name in places_of(question.field):
            if name not in FIELDS or found[name] is State.ABSENT or _adds_up(name):
                found[name] = State.UNREAD
    for name in spoken_of(document):
        if found[name] is State.ABSENT:
            found[name] = State.UNREAD
    return found


def _adds_up(name: str) -> bool:
    """True for an amount, and for a list of amounts: one entry unread, and no sum holds."""
    kind = FIELDS[name].kind
    entries = kind.columns if isinstance(kind, Rows) else (FIELDS[name],)
    return any(isinstance(entry.kind, Amount | Share) for entry in entries)


def places_of(field: str) -> Iterator[str]:
    """The field of the table that a path names, and its column: „zielbezuege[0].ziel“ both."""
    name = re.split(r"[\[.]", field)[0]
    if name in FIELDS:
        yield name
        column = field.rpartition("].")[2] if "]." in field else field.partition(".")[2]
        if column:
            yield f"{name}.{column}"


def unread(states: Mapping[str, State]) -> frozenset[str]:
    """The fields and columns that could not be read."""
    return frozenset(name for name, state in states.items() if state is State.UNREAD)


def spoken_of(document: DocumentDraft) -> dict[str, Stretch]:
    """The first part of a document that speaks of a field without being read into it, by field.

    What a question is about already speaks of nothing else.
    """
    found: dict[str, Stretch] = {}
    asked = [one.passage for one in document.questions if one.passage]
    for stretch in document.stretches:
        if stretch.use == "furniture" or any(stretch.text in one for one in asked):
            continue
        if stretch.use == "unread":
            for name in places_of(stretch.field):
                found.setdefault(name, stretch)
        if stretch.use != "text" and not _runs_on(stretch.field):
            continue  # what is said under one label is no word on another
        if stretch.use == "text" and _says_little(stretch):
            continue
        for name, pattern in _mentions().items():
            known = found.get(name)
            if (known is None or _says_little(known)) and pattern.search(stretch.text):
                found[name] = stretch if known is None or not _says_little(stretch) else known
    return {name: stretch for name, stretch in found.items() if name in FIELDS}


def _runs_on(field: str) -> bool:
    """True for running text that became a field as a whole, and for what stands under no label."""
    entry = FIELDS.get(next(places_of(field), ""))
    return entry is None or long(entry.kind)


def _says_little(stretch: Stretch) -> bool:
    """True for a heading, the name of an annex, a row of a table: no sentence says it."""
    return len(stretch.text.split()) < SENTENCE or " | " in stretch.text


def question_on(name: str, document: DocumentDraft) -> Question:
    """The question about a field that is unread, in words of its own where none was asked."""
    asked = [one for one in document.questions if name in places_of(one.field)]
    if asked:
        return asked[0]
    root = name.split(".")[0]
    stretch = spoken_of(document).get(root)
    if stretch is None and document.states.get(root) is State.UNREAD:
        return Question(root, _WITHOUT_TEXT, (), "", "")
    if stretch is None:
        return Question(root, left_open(root), (), "", "")
    label, said = FIELDS[root].label, passage(stretch.text)
    short = " ".join(said.split())
    short = short if len(short) <= SHOWN else short[: SHOWN - 1].rstrip() + "…"
    return Question(
        root,
        Text(
            f"{label.de}: Im Dokument steht „{short}“; was davon gilt, ließ sich nicht sicher "
            "lesen. Was ist anzugeben?",
            f"{label.en}: the document says “{short}”; what of it holds could not be read for "
            "certain. What is to be stated?",
        ),
        (said,) if long(FIELDS[root].kind) and not _says_little(stretch) else (),
        stretch.place,
        said,
    )


def unasked(
    hanging: Iterable[Sequence[str]], document: DocumentDraft, asked: Iterable[str]
) -> Iterator[Question]:
    """One question for each group of fields of which none is asked about yet; no passage twice."""
    known = {name for field in asked for name in places_of(field)}
    passages: set[str] = set()
    for fields in hanging:
        if known & set(fields):
            continue
        question = question_on(fields[0], document)
        known.update(places_of(question.field))
        if question.passage and question.passage in passages:
            continue
        passages.add(question.passage)
        yield question


def questions_on(document: DocumentDraft) -> Iterator[Question]:
    """The questions about the fields that are unread and that the reader did not ask about."""
    asked = {name for one in document.questions for name in places_of(one.field)}
    for name in spoken_of(document):
        if name not in asked and document.states.get(name) is State.UNREAD:
            yield question_on(name, document)


def left_open(name: str) -> Text:
    """What is asked about a field of which no more is known than that it is open."""
    label = FIELDS[name].label
    return Text(
        f"{label.de}: Diese Angabe ist noch offen. Was gilt?",
        f"{label.en}: this entry is still open. What holds?",
    )


def states_of_draft(data: Mapping[str, Any]) -> dict[str, State]:
    """The states of a draft that somebody filled in: nothing where all is settled; else what is
    empty is absent, but for the fields that it lists as open."""
    listed = data.get(OPEN)
    if not isinstance(listed, list) or not listed:
        return {}
    found = {name: State.STATED if _given(data.get(name)) else State.ABSENT for name in FIELDS}
    for said in filter(lambda one: isinstance(one, str), listed):
        for name in places_of(said):
            if name not in found or found[name] is State.ABSENT or _adds_up(name):
                found[name] = State.UNREAD
    return found


def not_understood(document: DocumentDraft) -> list[dict[str, str]]:
    """The parts that were read into nothing, with their places; the first ``MOST_UNREAD``."""
    found = [one for one in document.stretches if one.use == "unread" and one.text.strip()]
    return [{"place": one.place, "text": passage(one.text)} for one in found[:MOST_UNREAD]]


@cache
def _mentions() -> dict[str, re.Pattern[str]]:
    """By field, a pattern of the beginnings of words by which running text speaks of it."""
    return {
        name: re.compile(r"\b(?:" + "|".join(map(re.escape, words(field.mentions))) + ")", re.I)
        for name, field in FIELDS.items()
        if field.mentions
    }


def _given(value: object) -> bool:
    return value is not None and value != [] and not (isinstance(value, str) and not value.strip())
