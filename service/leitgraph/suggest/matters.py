"""Goals that the whole text of a paper speaks of: named, given up, or of the same matter.

A title says most, then the decision and its reasons; names of bodies and units say nothing of the
matter. A matter counts only where the paper speaks of it twice.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from leitgraph.linking.claims import Claim, Passage, claims
from leitgraph.linking.endangered import endangered
from leitgraph.linking.sentences import sentences
from leitgraph.linking.shelf import CityNames
from leitgraph.linking.statements import Said
from leitgraph.linking.things import Thing
from leitgraph.linking.topics import of_goal, of_text, topics
from leitgraph.model import Text
from leitgraph.suggest.hints import Hint
from leitgraph.vorlage.reading import Stretch

TITLE, DECISION, REASON, OTHER, ROW = 3.0, 2.0, 1.2, 1.0, 0.3
"""What a part of a paper counts."""
PLACES = 2
"""In so many parts, or by so many words, a paper must speak of a matter."""
_WEIGHT = {
    **dict.fromkeys(("titel", "gegenstand"), TITLE),
    "beschluss": DECISION,
    **dict.fromkeys(("sachverhalt", "zielbezuege", "konzeptaussage", "nichtRelevantWeil"), REASON),
    **dict.fromkeys(("klimarelevant", "klimawirkung", "klimabegruendung", "deckung"), ROW),
    **dict.fromkeys(("jahresscheiben", "folgekostenProJahr", "folgekostenBegruendung"), ROW),
    **dict.fromkeys(("beratungsfolge", "alternativen", "zitiert", "anlagen", "art", "datum"), 0.0),
    **dict.fromkeys(("federfuehrung", "mitwirkung", "kennung", "nichtoeffentlich"), 0.0),
}
_NAMES = re.compile(
    r"\b(?:Ausschuss|Fachbereich|Amt|Dezernat|Geschäftsbereich|Referat|Beirat|Fachausschuss|FA)\s+"
    r"(?:für\s+)?[A-ZÄÖÜ][\wäöüß-]*(?:(?:,\s+|\s+und\s+|/)[A-ZÄÖÜ][\wäöüß-]*){0,5}"
)
_MOST_WORDS = 3
_HALF = 3.0
"""So many points, and a text half speaks of a matter."""
_OF_GOAL, _BESIDE, _BELOW, _MORE = 0.9, 0.25, 0.35, 0.5
_SHOWN = 4
_PASSAGE = 200


@dataclass
class _Spoken:
    """How much a paper speaks of a matter, by which words, and where it does it most."""

    points: float = 0.0
    places: int = 0
    best: float = 0.0
    passage: str = ""
    words: dict[str, None] = field(default_factory=dict)


def hints(
    parts: Sequence[Stretch], title: str, names: CityNames
) -> Iterator[tuple[str, Hint | None]]:
    """Goals with a hint; None for a goal that the paper says it does not touch."""
    scanner = names.scanner("ziel")
    goals = scanner.names
    read = [Passage(one.text, one.place) for one in parts if one.use != "furniture"]
    for claim in claims(scanner, read):
        if claim.said in {Said.DENIED, Said.NAMED}:
            for iri in claim.iris:
                yield iri, None if claim.said is Said.DENIED else _named(claim)
    decided = [(one.text, one.place) for one in parts if one.field == "beschluss"]
    for danger in endangered([*decided, (title, "")], goals):
        yield danger.iri, _given_up(danger.sentence)
        for above in goals.things[danger.iri].above:
            yield above, _given_up(danger.sentence)
    said = spoken(parts, title)
    for goal in goals.things.values():
        strength, matters = _strength(goal, said, goals.things)
        if strength > 0:
            yield goal.iri, _hint(strength, matters, said)


def spoken(parts: Sequence[Stretch], title: str) -> dict[str, _Spoken]:
    """The matters that a paper speaks of."""
    found: dict[str, _Spoken] = {}
    whole = [(TITLE, title)]
    whole += [
        (ROW if " | " in one.text else _WEIGHT.get(one.field, OTHER), one.text)
        for one in parts
        if one.use != "furniture" and one.text.strip() != title.strip()
    ]
    for weight, text in whole:
        for topic, words in of_text(_NAMES.sub(" ", text)).items() if weight else ():
            one = found.setdefault(topic, _Spoken())
            points = weight * (1 + 0.5 * (min(len(words), _MOST_WORDS) - 1))
            one.points += points
            one.places += 1
            one.words.update(dict.fromkeys(words))
            if points > one.best:
                one.best, one.passage = points, _sentence(text, words)
    return {topic: one for topic, one in found.items() if max(one.places, len(one.words)) >= PLACES}


def _strength(
    goal: Thing, said: Mapping[str, _Spoken], goals: Mapping[str, Thing]
) -> tuple[float, list[str]]:
    """How far the matters of a goal are those of the paper, 0 to 1; and which they are."""
    own = of_goal(goal.label)
    above = {topic for iri in goal.above if iri in goals for topic in of_goal(goals[iri].label)}
    most = max((one.points for one in said.values()), default=0.0)

    def spoken_of(topic: str) -> float:
        one = said.get(topic)
        if one is None:
            return 0.0
        share = one.points / (one.points + _HALF) * math.sqrt(one.points / most)
        return share * topics()[topic].weight

    matched = sorted((t for t in own if spoken_of(t) > 0), key=lambda t: -spoken_of(t))
    telling = [topic for topic in matched if topics()[topic].weight == 1.0]
    beside = max((spoken_of(topic) for topic in above - own), default=0.0)
    if not telling:
        best = sorted((t for t in above if spoken_of(t) > 0), key=lambda t: -spoken_of(t))
        # A sub-goal that says nothing of its own is of the matter of what it serves.
        return (_BELOW * spoken_of(best[0]), best) if best and not own else (0.0, [])
    strength = 1 - math.prod(1 - _OF_GOAL * spoken_of(topic) for topic in matched)
    strength /= 1 + _MORE * sum(topics()[topic].weight for topic in own - set(matched))
    return strength + (1 - strength) * _BESIDE * beside, matched


def _hint(strength: float, matters: Sequence[str], said: Mapping[str, _Spoken]) -> Hint:
    words = tuple(dict.fromkeys(w for topic in matters for w in said[topic].words))[:_SHOWN]
    named = ", ".join(matters[:2])
    de = ", ".join(f"„{word}“" for word in words)
    en = ", ".join(f"“{word}”" for word in words)
    text = Text(
        f"Die Vorlage spricht von {de}; das gehört wie das Ziel zu: {named}.",
        f"The paper speaks of {en}; like the goal, that belongs to: {named}.",
    )
    return Hint("thema", strength, text, words=words, passage=said[matters[0]].passage)


def _named(claim: Claim) -> Hint:
    text = Text(
        "Die Vorlage nennt dieses Ziel, sagt aber nicht sicher, wie sie darauf wirkt.",
        "The paper names this goal but does not say for certain how it affects it.",
    )
    return Hint("genannt", 1.0, text, words=(claim.words,), passage=claim.passage[:_PASSAGE])


def _given_up(sentence: str) -> Hint:
    text = Text(
        "Der Beschluss gibt auf, was dieses Ziel erhalten oder entwickeln will.",
        "The decision gives up what this goal wants to keep or develop.",
    )
    return Hint("gefahr", 1.0, text, passage=sentence[:_PASSAGE])


def _sentence(text: str, words: Sequence[str]) -> str:
    """The sentence with most of the words."""
    every = sentences(text) if len(text) > _PASSAGE else []
    best = max(every, key=lambda one: sum(word in one.text for word in words), default=None)
    return (best.text if best else text.strip())[:_PASSAGE]
