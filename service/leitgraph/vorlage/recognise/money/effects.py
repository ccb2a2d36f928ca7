"""Whether a paper has effects on the budget: said in a sentence, or contradicted by amounts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from leitgraph.vorlage.reading import CERTAIN
from leitgraph.vorlage.recognise import labels
from leitgraph.vorlage.recognise.cells import Cells
from leitgraph.vorlage.recognise.entries import Entry, Item
from leitgraph.vorlage.recognise.money import sentences
from leitgraph.vorlage.recognise.money.found import is_number
from leitgraph.vorlage.recognise.money.sentences import Said, Sentence

FIELD = "finanzielleAuswirkungen"
_AMOUNTS = ("gesamtbetrag", "_summe", "investitionskosten", "folgekostenProJahr")
_NO = r"(?:[^.;:,?]{0,80}\s)?[Kk]eine(?:rlei)?(?: unmittelbaren?| direkten?)?"
_NONE = re.compile(
    rf"{_NO} (?:finanziellen? Auswirkungen|Auswirkungen auf den Haushalt)\b[^,;:]{{0,40}}"
)
_UNDER = re.compile(
    rf"{_NO}(?: (?:(?:finanziellen? )?Auswirkungen|Kosten|Aufwendungen|Ausgaben))?"
    rf"(?: für die Stadt| verbunden)?\.?"
)
_LIMITED = re.compile(
    r"\b(?:wenn|sofern|falls|soweit|zunächst|derzeit|zurzeit|momentan|noch|Land|Bund|Kreis|Träger|"
    r"Verein|außer|bis auf|hinaus\w*|nicht)\b",
    re.IGNORECASE,
)


def read(
    items: Sequence[Item],
    said: Sequence[Sentence],
    given: Mapping[str, Collection[str]],
    found: Sequence[Said],
    slices: Sequence[Cells],
) -> Iterator[Said]:
    """That there are none, if a sentence says so, and against it what says that there are some.

    Both together make one question.
    """
    known = set(given.get(FIELD, ()))
    denied = None if known else next(_denied(items, said), None)
    if denied is not None:
        yield denied
    if known != {"False"} and denied is None:
        return
    for one in found:
        if one.field in _AMOUNTS and one.confidence >= CERTAIN and _some(str(one.value)):
            yield Said(FIELD, True, 0.85, one.place, one.passage)
            return
    spent = [row["betrag"] for row in slices if _some(row["betrag"].value)]
    if spent:
        yield Said(FIELD, True, 0.85, spent[0].place, spent[0].passage)
    elif any(_some(value) for name in _AMOUNTS for value in given.get(name, ())):
        yield Said(FIELD, True, 0.85, "", "")


def _denied(items: Sequence[Item], said: Sequence[Sentence]) -> Iterator[Said]:
    for item in items:
        if not isinstance(item, Entry) or labels.field_of(item.label) != FIELD or not item.lines:
            continue
        first = next(sentences.parted(item.text), "")
        if _UNDER.fullmatch(first) and not _LIMITED.search(first):
            yield Said(FIELD, False, 0.85, item.place, item.passage)
    for one in said:
        text = one.text
        if one.field in {"", "sachverhalt"} and _NONE.fullmatch(text) and not _LIMITED.search(text):
            yield Said(FIELD, False, 0.85, one.place, text)


def _some(value: str) -> bool:
    return is_number(value) and Decimal(value) > 0
