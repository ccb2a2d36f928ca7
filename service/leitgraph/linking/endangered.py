"""Goals that a decision evidently gives up, though the paper may not say so.

A goal that wants to keep or develop something, and a decision that closes, dissolves or sells just
that, are in conflict, whatever the paper says of it. Only what is decided counts (the title and
the decision), and only where nothing takes the place of what is given up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from leitgraph.linking.keys import plain
from leitgraph.linking.names import Names
from leitgraph.linking.sentences import sentences
from leitgraph.linking.things import Thing
from leitgraph.linking.topics import of_goal, of_text

_KEEPS = re.compile(
    r"\b(?:erhalt(?:ung|en)?|bewahr\w*|sicher(?:ung|n|stellen|stellung)|aufrechterhalt\w*"
    r"|fortentwicklung|weiterentwicklung|stärk(?:ung|en)|ausbau(?:en)?|erweiterung|weiterausbau"
    r"|schutz|gewährleist\w*)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:aufgegeben|geschlossen|aufgelöst|eingestellt|stillgelegt|abgeschafft|abgerissen"
    r"|zurückgebaut|rückgebaut|gestrichen|gekürzt|verkauft|veräußert)\b",
    re.IGNORECASE,
)
"""What is given up stands before it."""
_DEED = re.compile(
    r"\b(?:schließung|auflösung|stilllegung|abschaffung|abriss|rückbau|streichung|kürzung"
    r"|verkauf|veräußerung|(?<!ist )(?<!als )aufgabe)\s+(?:de[rs]|von|einer|eines)\s"
    r"(?P<what>[^,.;:]+)",
    re.IGNORECASE,
)
_TO = re.compile(r"\ban\s+(?:eine?n?|die|den|das|de[rn])\s[^,.;]*", re.IGNORECASE)
"""To whom something is sold is not what is sold."""
_OTHERWISE = re.compile(
    r"\b(?:vertr[aä]g\w*|vereinbarung\w*|lücken?|ersatz\w*|ersetzt|verleg\w*|umzug|zieht\s+um|neubau"
    r"|vorübergehend|zeitweise|während\s+der|aufgabenübertragung|geschlossene\w*|nicht|keine?\w?"
    r"|wiedereröffn\w*|saison\w*|sommer\w*|feiertag\w*)\b",
    re.IGNORECASE,
)
_FAR = 160
_GENERAL = {"Ausbau", "Finanzen", "Region und Nachbargemeinden", "Verwaltung", "Bild der Stadt"}
"""Topics of which nothing is given up by closing or selling something."""
_MOST = 5


@dataclass(frozen=True)
class Danger:
    """A goal at risk, the sentence that says why, and where it stands."""

    iri: str
    label: str
    sentence: str
    place: str


def endangered(decided: Iterable[tuple[str, str]], names: Names) -> list[Danger]:
    """Goals that what is decided gives up; ``decided``: texts of the decision with their places.

    A sub-goal stands for the goals that it serves. At most ``_MOST``.
    """
    found: dict[str, Danger] = {}
    for text, place in decided:
        for sentence in sentences(plain(text[:20_000])):
            given_up = _given_up(sentence.text)
            for thing in _keeping(names, given_up) if given_up else ():
                if thing.iri not in found:
                    found[thing.iri] = Danger(thing.iri, thing.label, sentence.text, place)
    left = names.deepest(found)
    return [found[iri] for iri in sorted(left, key=lambda iri: -_fits(iri, found, names))][:_MOST]


def _keeping(names: Names, given_up: set[str]) -> Iterator[Thing]:
    """Goals that want to keep what is given up, and speak of nothing else."""
    for thing in names.things.values():
        topics = of_goal(thing.label) - _GENERAL
        if topics and topics <= given_up and _KEEPS.search(thing.label):
            yield thing


def _given_up(sentence: str) -> set[str]:
    """The topics of what a sentence gives up."""
    if _OTHERWISE.search(sentence):
        return set()
    found: set[str] = set()
    for done in _DONE.finditer(sentence):
        clause = re.split(r"[,;:]", sentence[: done.start()])[-1]
        found.update(of_text(_TO.sub(" ", clause[-_FAR:])))
    for deed in _DEED.finditer(sentence):
        found.update(of_text(_TO.sub(" ", deed["what"])[:_FAR]))
    return found - _GENERAL


def _fits(iri: str, found: dict[str, Danger], names: Names) -> int:
    return len(of_goal(names.things[iri].label) & set(of_text(found[iri].sentence)))


def related(goal: Thing, others: Sequence[str], names: Names) -> bool:
    """True if one of the others is the goal, serves it, or is served by it."""
    return any(
        other == goal.iri
        or other in goal.above
        or (other in names.things and goal.iri in names.things[other].above)
        for other in others
    )
