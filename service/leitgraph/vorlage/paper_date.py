"""The date of a paper that bears none: asked for, since what is in force hangs on it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

from leitgraph.errors import LeitgraphError
from leitgraph.model import Text
from leitgraph.vorlage import values
from leitgraph.vorlage.reading import DocumentDraft, Question

NO_DATE = Text(
    "Datum: Im Dokument ist kein Datum der Vorlage erkennbar; von wann ist sie?",
    "Date: no date of the paper can be made out; of what day is it?",
)


def asked_for_date(document: DocumentDraft) -> DocumentDraft:
    """The document, which asks for its date if none was read: it hangs on what is in force."""
    asked = any(question.field == "datum" for question in document.questions)
    if asked or not document.form or document.draft.get("datum"):
        return document
    first = first_deliberation(document)
    question = Question("datum", NO_DATE, (first.isoformat(),) if first else (), "", "")
    return replace(document, questions=(*document.questions, question))


def first_deliberation(document: DocumentDraft) -> date | None:
    """The first day on which the paper is deliberated, as far as one was read."""
    stations = document.draft.get("beratungsfolge")
    written = [
        str(one["datum"])
        for one in (stations if isinstance(stations, list) else ())
        if isinstance(one, dict) and one.get("datum")
    ]
    days = []
    for text in written:
        with suppress(LeitgraphError):
            days.append(values.day("datum", text))
    return min(days, default=None)
