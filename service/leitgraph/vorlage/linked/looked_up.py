"""Questions about names that the city's registers answer.

Of two readings of one line („Fachbereich Planen“, „Fachbereich Planen Datum“) the one that the
city knows is meant. What no register knows stays asked; that a register lacks a name says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from leitgraph.vorlage.reading import DocumentDraft, Question, Recognised
from leitgraph.vorlage.resolve import EINHEIT, KONZEPT, RAUM, Kind, Resolver

KINDS: dict[str, Kind] = {
    "federfuehrung": EINHEIT,
    "mitwirkung": EINHEIT,
    "raum": RAUM,
    "fachkonzepte": KONZEPT,
}
"""Fields whose names are looked up, with what they name."""
_SEVERAL = {"mitwirkung", "raum", "fachkonzepte"}
_SURE = 0.9
_MOST = 20


def looked_up(document: DocumentDraft, resolver: Resolver) -> DocumentDraft:
    """The document with the questions answered that have one answer the city knows."""
    answered = {
        question.field: (question, answer)
        for question in document.questions
        if question.field in KINDS and not document.draft.get(question.field)
        for answer in [_answer(question, lambda name, kind: _iri(resolver, name, kind))]
        if answer
    }
    if not answered:
        return document
    draft, told = dict(document.draft), list(document.recognised)
    for name, (question, answer) in answered.items():
        draft[name] = [answer] if name in _SEVERAL else answer
        told.append(Recognised(name, answer, question.place, question.passage, _SURE))
    left = [one for one in document.questions if one.field not in answered]
    return replace(document, draft=draft, recognised=tuple(told), questions=tuple(left))


def _answer(question: Question, known: Callable[[str, Kind], str]) -> str:
    """The only thing among the options that the city knows, by its first name, or ""."""
    kind = KINDS[question.field]
    found: dict[str, str] = {}
    for option in question.options[:_MOST]:
        iri = known(option, kind)
        if iri:
            found.setdefault(iri, option)
    return next(iter(found.values())) if len(found) == 1 else ""


def _iri(resolver: Resolver, name: str, kind: Kind) -> str:
    found = resolver.find(name, kind)
    return found.value if found is not None else ""
