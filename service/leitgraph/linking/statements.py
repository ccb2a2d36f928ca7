"""What a sentence says of a goal that it names: that it is served, hampered, neither, or nothing.

A wrong statement is worse than a missed one: what somebody else thinks, what would be, what is
denied and what is only listed is no statement of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Said(StrEnum):
    """What is said of a goal. ``TOUCHED``: a form is ticked that does not say how; ``NAMED``: it is
    named and nothing is said of it for certain."""

    FOERDERT = "foerdert"
    HEMMT = "hemmt"
    TOUCHED = "touched"
    DENIED = "denied"
    NAMED = "named"


SERVES = re.compile(
    r"\b(?:dient|dienen|dienlich|(?:be|ge)?förder(?:t|n|lich|nde?|ung)|unterstütz(?:t|en|end|ung)"
    r"|entspricht|entsprechen|(?:ge)?stärk(?:t|en|end|ung)|träg(?:t|en)|trag(?:en|end)"
    r"|beizutragen|beigetragen|beitr(?:ag|äg)\w*|verfolg(?:t|en)|umgesetzt|umsetzt|umsetzung"
    r"|verwirklich\w*|erfüll(?:t|en|ung)|zahlt|einzahl\w*|voranbring\w*|vorangebracht"
    r"|voranzubringen|einklang|positiv\w*|zugute|verbessert|sicher(?:t|n)|gerecht"
    r"|folgt(?=\s+(?:de[mn]\b|\ufffc)))\b",
    re.IGNORECASE,
)
HAMPERS = re.compile(
    r"\b(?:widerspr(?:icht|echen|uch)|(?:be)?einträchtig\w*|beeinträchtig\w*|entgegen(?:steht|stehen)?"
    r"|entgegenzustehen|hemm(?:t|en|end\w*|ung)|erschwer(?:t|en|end)|gefährde(?:t|n)|zuwider\w*"
    r"|schwäch(?:t|en|end)|behinder(?:t|n|nd)|konflikt\w*|zielkonflikt\w*|zulasten|negativ\w*"
    r"|nachteilig\w*|verfehl(?:t|en)|verletz(?:t|en)|schade(?:t|n))\b",
    re.IGNORECASE,
)
_CARRIES = re.compile(
    r"\b(?:träg(?:t|en)|trag(?:en|end))\b(?!.{0,300}\b(?:bei|rechnung)\b)", re.IGNORECASE
)
"""„trägt den Titel“; „trägt bei“ and „trägt Rechnung“ serve."""
_DENIES = re.compile(
    r"\b(?:nicht|kein\w{0,2}|weder|nie|niemals|kaum|unberührt|entfällt|neutral\w*|nirgends)\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(r"\bnicht\s+(?:zuletzt|unerheblich\w*|unwesentlich\w*)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bnicht\s+(?:nur|allein)\b|,?\s+sondern\s+(?=auch\b)", re.IGNORECASE)
_WITHOUT = re.compile(r"\bohne\b[^,;.]{0,80}\bzu\s+\w+", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:würden?|könnten?|wäre[n]?|dürften?|müssten?|hätten?|sollten?|falls|sofern|vielleicht"
    r"|möglicherweise|ob|angenommen|variante(?!nuntersuch)\s+\w|alternativ\w*|zu prüfen|geprüft"
    r"|untersucht)\b|\?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:einw(?:and|ände|ender\w*|endung\w*)|stellungnahme\w*|kritisier\w*|bemängel\w*"
    r"|befürchte\w*|behaupte\w*|moniert\w*|beanstande\w*|(?:nach|laut)\s+(?:auffassung|ansicht"
    r"|meinung|angaben)|hält\s+entgegen|wendet\s+ein|fordert?n?|forderung\s+de[rs]|petent\w*"
    r"|antragsteller\w*|antragstellend\w*|anlieger\w*|fraktion|bürgerinitiative\w*|wünsch\w*)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*[;,:–—]\s+|(?<!\ufffc)\s+(?=(?:aber|jedoch|sondern|während|wohingegen|obwohl|weil"
    r"|da|denn|indem)\b)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s+(?:und|sowie|oder|bzw\.)\s+")
_CONTRAST = re.compile(
    r"\b(?:aber|jedoch|sondern|hingegen|dagegen|während|wohingegen|obwohl)\b", re.IGNORECASE
)
_SUBORDINATE = re.compile(r"^\s*(?:weil|da|denn|indem|obwohl|während)\b", re.IGNORECASE)
_DOES = re.compile(
    r"\s*(?:dient|fördert|unterstützt|stärkt|verfolgt|sichert|verbessert|trägt|hemmt|widerspricht"
    r"|gefährdet|beeinträchtigt|erschwert|entspricht)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^\W*(?:(?:das|die|der)\s+)?(?:\w*ziele?|zukunftsthema|handlungs\w+|leitlinie)?\W*$",
    re.IGNORECASE,
)
_CONCEPT = re.compile(
    r"^\W*(?:(?:im|in|laut|gemäß|nach|das|dem|den|der|die)\s+){1,2}(?:\w+\s+){0,2}(?:insek|konzept"
    r"|stadtentwicklungskonzept\w*|leitbild\w*|fortschreibung|zielsystem)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:vorlage|maßnahmen?|vorhabens?|projekt\w*|beschluss|sie|damit|hiermit|hierdurch)\b",
    re.IGNORECASE,
)
_GOAL = "\ufffc"
"""Stands for a name while the sentence around it is read, so that its own words say nothing."""
_CLOSING = ("“", "”", "«", '"')
_MOST = 3_000


@dataclass(frozen=True)
class _Clause:
    text: str
    goals: frozenset[int]

    @property
    def serves(self) -> bool:
        return SERVES.search(_CARRIES.sub(" ", self.text)) is not None

    @property
    def hampers(self) -> bool:
        return HAMPERS.search(self.text) is not None

    @property
    def speaks(self) -> bool:
        return self.serves or self.hampers

    @property
    def denies(self) -> bool:
        bare = _NO_DENIAL.sub(" ", self.text)
        return bool(_DENIES.search(bare) or _WITHOUT.search(bare))


def said(sentence: str, spans: Iterable[tuple[int, int]]) -> list[Said]:
    """What a sentence says of each of the names in it, by their places in the sentence."""
    places = sorted(spans)
    if len(sentence) > _MOST:
        return [Said.NAMED for _ in places]
    bare = _masked(sentence, places)
    if _OTHERS.search(bare) or _DOUBT.search(bare):
        return [Said.NAMED for _ in places]
    if _CONCEPT.match(bare) and not _OWN.search(bare):
        return [Said.NAMED for _ in places]
    clauses = _clauses(bare)
    return [_of(clauses, number, bare) for number in range(len(places))]


def _masked(sentence: str, places: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in places:
        parts += [sentence[at:start].rstrip('„“»"'), _GOAL]
        at = end + (sentence[end : end + 1] in _CLOSING)
    parts.append(sentence[at:])
    return re.sub(r"[„“»\"][^„“”»«\"\ufffc]{0,400}[“”«\"]", " ", "".join(parts))


def _clauses(bare: str) -> list[_Clause]:
    found: list[_Clause] = []
    number = 0
    for part in _SPLIT.split(_NOT_ONLY.sub(" ", bare)):
        pieces = _JOINED.split(part)
        # „und“ parts two statements only where each side says something of a goal of its own.
        both = all(_GOAL in one and _Clause(one, frozenset()).speaks for one in pieces)
        parts = pieces if len(pieces) > 1 and both else [part]
        for one in parts:
            goals = frozenset(range(number, number + one.count(_GOAL)))
            number += len(goals)
            found.append(_Clause(one, goals))
    return found


def _of(clauses: list[_Clause], goal: int, bare: str) -> Said:
    own = next(at for at, clause in enumerate(clauses) if goal in clause.goals)
    if clauses[own].speaks:
        return _verdict(clauses[own], bare, goal)
    if clauses[own].denies:
        return Said.DENIED
    for at in range(own - 1, -1, -1):
        if _CONTRAST.search(clauses[at + 1].text):
            return Said.NAMED
        if clauses[at].speaks:
            return _verdict(clauses[at], bare, goal)
        if clauses[at].denies:
            return Said.DENIED
    for clause in clauses[own + 1 :]:
        if _SUBORDINATE.match(clause.text) or _CONTRAST.search(clause.text):
            return Said.NAMED
        if clause.speaks:
            return _verdict(clause, bare, goal)
        if clause.denies:
            return Said.DENIED
    return Said.NAMED


def _verdict(clause: _Clause, bare: str, goal: int) -> Said:
    if clause.denies:
        return Said.DENIED
    if clause.serves and clause.hampers:
        return Said.NAMED
    # „Das Leitziel X fördert den Handel“ says what the goal does, not what the paper does.
    before, _, after = bare.partition(_GOAL)
    if goal == 0 and _SUBJECT.match(before) and _DOES.match(after) and not _OWN.search(after):
        return Said.NAMED
    return Said.HEMMT if clause.hampers else Said.FOERDERT


_EFFECT = re.compile(
    r"\s*(?:(?:wirkung|richtung|beitrag|auswirkung\w*)\s*:?\s*)?(?P<what>[^\W\d]+|\+{1,3}|-{1,3})"
    r"(?:\s*\([^()]{0,40}\))?\s*\.?\s*",
    re.IGNORECASE,
)


_SERVED = re.compile(r"\b(?:unterstützte|geförderte|verfolgte|gestärkte)[nrs]?\b", re.IGNORECASE)
_HAMPERED = re.compile(r"\b(?:gehemmte|gefährdete|erschwerte|behinderte)[nrs]?\b", re.IGNORECASE)
"""Words of labels only; in a sentence „geförderte Maßnahmen“ are such with a grant."""


def direction(text: str, whole: bool = False) -> Said | None:
    """What a label or a cell says of the goals beside it; ``whole``: only if it says no more."""
    if whole:
        found = _EFFECT.fullmatch(text[:80])
        if found is None or len(text) > 80:
            return None
        text = found["what"]
        if text.strip("+-") == "":
            return Said.FOERDERT if text.startswith("+") else Said.HEMMT
    if _Clause(text, frozenset()).denies:
        return None
    serves = SERVES.search(text) is not None or _SERVED.search(text) is not None
    hampers = HAMPERS.search(text) is not None or _HAMPERED.search(text) is not None
    if serves == hampers:
        return None
    return Said.FOERDERT if serves else Said.HEMMT
