"""What a paper says of the concept without naming a goal: a general claim, goals given up.

Both are put into the draft as fields of their own, with the sentence, so that a rule can ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from leitgraph.linking.claims import Passage
from leitgraph.linking.endangered import endangered, related
from leitgraph.linking.keys import plain
from leitgraph.linking.sentences import sentences
from leitgraph.linking.shelf import CityNames
from leitgraph.linking.statements import Said, said
from leitgraph.linking.weighing import weighing
from leitgraph.vorlage.reading import DocumentDraft, Recognised, Stretch, passage

AT_RISK = "gefaehrdeteZiele"
CLAIM = "konzeptaussage"
_SURE = 0.8
_CONCEPT = re.compile(
    r"\b(?:(?:den|die|der)\s+(?:\w+\s+)?(?:ziele\w*|anliegen|leitlinien|grundsätze\w*|vorgaben)\s+)?"
    r"(?:de[sm]\s+|dem\s+anliegen\s+des\s+|mit\s+dem\s+)?"
    r"(?:insek|integrierte[nsm]*\s+(?:\w+\s+)?stadtentwicklungskonzept\w*"
    r"|stadtentwicklungskonzept\w*)\b",
    re.IGNORECASE,
)


def with_implied(
    document: DocumentDraft, texts: Sequence[Stretch], names: CityNames, stated: Sequence[str]
) -> DocumentDraft:
    """The document with what it implies. ``stated``: IRIs of the goals that it states itself.

    Where the paper weighs one thing against another, it has seen what it gives up.
    """
    more: dict[str, Any] = {}
    told: list[Recognised] = []
    read = [Passage(one.text, one.place) for one in texts if one.use != "furniture"]
    weighed = bool(document.draft.get("konflikte")) or weighing(read) is not None
    if not document.draft.get(AT_RISK) and not weighed:
        for number, (row, place) in enumerate(_at_risk(document, texts, names, stated)):
            more.setdefault(AT_RISK, []).append(row)
            told += [
                Recognised(f"{AT_RISK}[{number}].{name}", value, place, row["textstelle"], _SURE)
                for name, value in row.items()
            ]
    if not document.draft.get(CLAIM) and not document.draft.get("zielbezuege"):
        for sentence, place in _claims(texts):
            more[CLAIM] = passage(sentence)
            told.append(Recognised(CLAIM, more[CLAIM], place, more[CLAIM], _SURE))
            break
    if not more:
        return document
    draft = {**document.draft, **more}
    return replace(document, draft=draft, recognised=(*document.recognised, *told))


def _at_risk(
    document: DocumentDraft, texts: Sequence[Stretch], names: CityNames, stated: Sequence[str]
) -> Iterator[tuple[dict[str, str], str]]:
    goals = names.of("ziel")
    decided = [(one.text, one.place) for one in texts if one.field == "beschluss"]
    decided.append((str(document.draft.get("titel") or ""), ""))
    for danger in endangered(decided, goals):
        if not related(goals.things[danger.iri], stated, goals):
            yield {"ziel": danger.label, "textstelle": passage(danger.sentence)}, danger.place


def _claims(texts: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    """Sentences that say the paper serves the concept, as a whole."""
    for one in texts:
        if one.use != "text" or one.field in {"alternativen", "titel"}:
            continue
        for sentence in sentences(plain(one.text[:20_000])):
            found = _CONCEPT.search(sentence.text)
            if found and said(sentence.text, [found.span()])[0] is Said.FOERDERT:
                yield sentence.text, one.place
