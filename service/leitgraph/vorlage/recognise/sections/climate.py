"""What a paper says of the climate: in a code, in steps („Stufe 1: ja. Stufe 2: …“), by boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leitgraph.vorlage.recognise import checkboxes, codes
from leitgraph.vorlage.recognise.cells import SURE
from leitgraph.vorlage.recognise.kinds.marks import STEP
from leitgraph.vorlage.recognise.labels import normal

_AFTER = "Begründung nach der Antwort"
"""What stands for the label of words that follow an answer."""
_REASON = ("begruendung", "erlaeuterung", "grundlage")
_NOT_RELEVANT = re.compile(
    r"^(?:(?:keine|ohne)\s+(?:klima)?(?:relevanz|wirkung|auswirkung\w*)|"
    r"nicht\s+(?:klima)?relevant|keine|nein)\b",
    re.I,
)
_RELEVANT = re.compile(
    r"^(?:ja|klimarelevant|relevant|sehr klimarelevant|teilweise klimarelevant)\b", re.I
)
_EFFECT = re.compile(
    r"\b(?P<degree>geringe?|geringfügige?|leichte?|erhebliche?|deutliche?|starke?|mäßige?|mittlere?)?"
    r"\s*(?P<way>Verbesserung|Verschlechterung|positiv|negativ)\w*\b",
    re.I,
)
_FEW = 8
"""So many words are an answer."""
_GRADES = {"geringfuegig": "gering", "gering": "gering", "erheblich": "erheblich"}


@dataclass(frozen=True)
class Said:
    """A field of the climate with its value."""

    field: str
    value: bool | str
    confidence: float = SURE


def read(text: str, relevance: bool = False) -> Iterator[Said]:
    """What an entry or a section on the climate says; nothing where it cannot be told.

    ``relevance``: it stands under a label that asks whether there is an effect, not which.
    """
    if checkboxes.options(text):
        yield from _of_boxes(text)
        return
    steps = _steps(text)
    found: dict[str, Said] = {}
    reasons: list[str] = []
    for label, value in steps:
        words = value.strip()
        if label == _AFTER and found and (effect := _effect(words)):
            found.setdefault("klimawirkung", Said("klimawirkung", effect))
            continue
        first, _, rest = words.partition(". ")
        if normal(label).startswith(_REASON):
            reasons.append(words)
        else:
            asks = (relevance and not label) or normal(label).startswith("klimarelevan")
            for said in _answer(first.strip(" ."), asks):
                found.setdefault(said.field, said)
            if found and rest.strip() and not label.startswith("Stufe 2"):
                reasons.append(rest.strip())
    yield from found.values()
    reason = " ".join(reasons).strip()
    if found and len(reason.split()) > 2:
        yield Said("klimabegruendung", re.sub(r"^(?:weil|da|denn)\s+", "", reason), 0.85)


def _steps(text: str) -> list[tuple[str, str]]:
    """The labels inside a text with their values; text before the first has an empty one."""
    marks = list(STEP.finditer(text))
    found: list[tuple[str, str]] = []
    before = text[: marks[0].start()] if marks else text
    if before.strip():
        head, sign, tail = re.split(r"(,|;|\.\s|\n|\s[–-]\s|$)", before.strip(), maxsplit=1)[:3]
        found.append(("", head.strip()))
        if sign is not None and tail.strip():
            found.append((_AFTER, tail.strip()))
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        found.append((mark["label"], text[mark.end() : end].strip()))
    return found


def _answer(text: str, relevance: bool) -> Iterator[Said]:
    """„ja“, „keine Relevanz“, „geringe Verbesserung“."""
    plain = re.sub(r"\s*\([^)]*\)", "", text).strip()
    if not plain or len(plain.split()) > 8:
        return
    code = codes.code("klimawirkung", plain)
    if code == "keine" or (code is None and _NOT_RELEVANT.match(plain)):
        yield Said("klimarelevant", False) if relevance else Said("klimawirkung", "keine")
        return
    code = code or _effect(plain)
    if code is not None:
        yield Said("klimawirkung", code)
    elif _RELEVANT.match(plain):
        yield Said("klimarelevant", True)


def _effect(text: str) -> str | None:
    """The code of a few words: „gering positiv“, „negativ: geringe Verschlechterung“."""
    if len(text.split()) > _FEW:
        return None
    found = [codes.code("klimawirkung", " ".join(m[0].split())) for m in _EFFECT.finditer(text)]
    ways = {one.rpartition("-")[2] for one in found if one}
    # The one with a degree says more; two ways at once say nothing certain.
    return max((one for one in found if one), key=len) if len(ways) == 1 else None


def _of_boxes(text: str) -> Iterator[Said]:
    offered = checkboxes.options(text)
    chosen = [_last_answer(option.text) for option in offered if option.ticked]
    said = {normal(one) for one in chosen}
    known = [code for one in chosen if (code := codes.code("klimawirkung", one))]
    degrees = {_GRADES[one] for one in said if one in _GRADES}
    ways = {one for one in said if one in {"positiv", "negativ"}}
    if "ja" in said and "nein" in said:
        return
    if "nein" in said:
        yield Said("klimarelevant", False)
        return
    if "ja" in said or ways:
        yield Said("klimarelevant", True)
    if len(degrees) == 1 and len(ways) == 1:
        yield Said("klimawirkung", f"{degrees.pop()}-{ways.pop()}")
    elif len(known) == 1 and not degrees:
        yield Said("klimawirkung", known[0])
    elif len(known) > 1:
        yield Said("klimawirkung", known[0], 0.5)


def _last_answer(text: str) -> str:
    """The answer beside a box, where a question stands before it: „… Klimaschutz? Nein“."""
    last = text.split()[-1:] or [""]
    if normal(last[0]) in {"ja", "nein"}:
        return last[0]
    return re.split(r"[:?\n]\s*", text.strip())[-1].strip()
