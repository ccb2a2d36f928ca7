"""What a form says and what was read from the rest of a paper, put together.

A form has the last word on the fields it has a place for; amounts and dates that it left empty may
stand in the text all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from leitgraph.fields.kinds import Amount, Day
from leitgraph.fields.table import FIELDS
from leitgraph.vorlage.forms.form_reading import FormReading
from leitgraph.vorlage.reading import DocumentDraft, Question, Recognised, Stretch


def merged(reading: FormReading, rest: DocumentDraft) -> DocumentDraft:
    """The paper of a form, with what ``rest`` adds from the lines the form left."""
    told = {_root(one.field) for one in reading.recognised}
    told |= {_root(one.field) for one in reading.questions}
    own = told | {name for name in reading.form.fields if not _may_stand_in_text(name)}
    own |= {"zielbezuege"} if "nichtRelevantWeil" in told else set()
    draft = {name: value for name, value in rest.draft.items() if name not in own}
    ours = nested(reading.recognised)
    # What the form has a place for is not asked of the text besides.
    own_questions = own | reading.form.fields
    questions = [one for one in rest.questions if _root(one.field) not in own_questions]
    number = str(ours.get("kennung", ""))
    return replace(
        rest,
        draft={**ours, **draft},
        recognised=(
            *reading.recognised,
            *(one for one in rest.recognised if _root(one.field) not in own),
        ),
        questions=(*reading.questions, *(q for one in questions for q in _other(one, number))),
        layout=reading.form.name,
        stretches=_in_order(reading, rest.stretches),
    )


def _root(name: str) -> str:
    return name.partition("[")[0]


def _may_stand_in_text(name: str) -> bool:
    return isinstance(FIELDS[name].kind, Amount | Day)


def _other(question: Question, number: str) -> list[Question]:
    """A question for other papers cited, without this one's own number."""
    if question.field != "zitiert" or number not in question.options:
        return [question]
    kept = tuple(one for one in question.options if one != number)
    return [replace(question, options=kept)] if kept else []


def _in_order(reading: FormReading, others: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """All stretches in the order of the document."""
    if not others:
        return tuple(one for _, one in reading.stretches)
    places = reading.places
    last = 0
    found: list[tuple[float, int, Stretch]] = []
    for count, one in enumerate(others):
        last = places.get(one.place, last)
        found.append((last + 0.5, count, one))
    found += [(number, 0, one) for number, one in reading.stretches]
    return tuple(one for _, _, one in sorted(found, key=lambda three: three[:2]))


def nested(recognised: Sequence[Recognised]) -> Mapping[str, Any]:
    """The draft that paths such as ``beratungsfolge[0].gremium`` make."""
    draft: dict[str, Any] = {}
    for one in recognised:
        match = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", one.field)
        if match is None:
            draft[one.field] = one.value
            continue
        rows: list[dict[str, Any]] = draft.setdefault(match[1], [])
        while len(rows) <= int(match[2]):
            rows.append({})
        rows[int(match[2])][match[3]] = one.value
    return draft
