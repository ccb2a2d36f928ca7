"""What a paper says of the city's goals in its running text: served or hampered, where and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from leitgraph.linking.boxes import boxes
from leitgraph.linking.keys import plain
from leitgraph.linking.scan import Mention, Scanner
from leitgraph.linking.sentences import Sentence, sentences
from leitgraph.linking.statements import Said, direction, said

_REFERS = re.compile(
    r"\b(?:diese[sm]?|beide[nm]?)\s+(?:\w*ziele?[ns]?|zukunftsthem\w+|handlungs\w+)\b"
    r"|\b(?:ihn|ihm|dazu|hierzu|darauf|dem)\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"\b(?:weil|da|denn|indem|durch|damit|dadurch)\b", re.IGNORECASE)
_BAR = " | "
"""Between the cells of a row."""
AFFIRMED = {Said.FOERDERT, Said.HEMMT, Said.TOUCHED}
"""What makes a Zielbezug."""


@dataclass(frozen=True)
class Passage:
    """A paragraph, line or row of a paper, and where it stands; ``under``: which words."""

    text: str
    place: str
    under: str = ""


@dataclass(frozen=True)
class Claim:
    """What one passage says of a goal. ``words``: how the paper calls it; ``reason``: the sentence
    that says it, empty for a box that is only ticked."""

    iris: tuple[str, ...]
    said: Said
    words: str
    reason: str
    place: str
    passage: str


def claims(scanner: Scanner, passages: Iterable[Passage], known: Sequence[str] = ()) -> list[Claim]:
    """All claims of a paper, in its order.

    A short name („Lebensqualität“) counts only in quotation marks, after a word such as
    „Leitziel“, or where the paper names that goal surely elsewhere or in ``known`` (IRIs).
    """
    texts = [replace(one, text=plain(one.text)) for one in passages]
    found = [(one, [*_of_cells(one.text, scanner)] or scanner.mentions(one.text)) for one in texts]
    ticked = {id(one): boxes(one.text) for one in texts}
    surely = set(known)
    for one, mentions in found:
        surely.update(
            iri
            for mention in mentions
            if mention.sure or any(box.holds(mention.start) for box in ticked[id(one)])
            for iri in mention.iris
        )
        surely.update(_beside_their_goal(one.text, mentions, scanner))
    result: list[Claim] = []
    for one, mentions in found:
        kept = [m for m in mentions if m.sure or surely.intersection(m.iris)]
        if not kept:
            continue
        if ticked[id(one)]:
            result += _of_boxes(one, kept)
            kept = [m for m in kept if not any(b.holds(m.start) for b in ticked[id(one)])]
        if _BAR in one.text:
            result += _of_row(one, kept)
        elif kept:
            result += _of_text(one, kept)
    return result


def decided(found: Iterable[Claim], scanner: Scanner, stated: Sequence[str] = ()) -> list[Claim]:
    """One claim for each goal of which the paper says one thing; a sub-goal stands for its parents.

    ``stated``: goals that the paper has stated already, which stand for their parents as well.
    """
    affirmed = [one for one in found if one.said in AFFIRMED]
    by_goal: dict[tuple[str, ...], list[Claim]] = {}
    for one in affirmed:
        by_goal.setdefault(one.iris, []).append(one)
    clear = []
    for ones in by_goal.values():
        told = [one for one in ones if one.said is not Said.TOUCHED] or ones
        clear += told[:1] if len({one.said for one in told}) == 1 else []
    things = scanner.names.things
    kept = []
    for one in clear:
        below = [iri for other in clear if _agree(other, one) for iri in other.iris]
        served = {
            above for iri in (*below, *stated) if iri in things for above in things[iri].above
        }
        if not served.intersection(one.iris):
            kept.append(one)
    return kept


def _agree(one: Claim, other: Claim) -> bool:
    return one.said is other.said or Said.TOUCHED in {one.said, other.said}


def _rows_cells(text: str) -> list[tuple[int, int, str]]:
    """The cells of a row of a table with where they stand; one of running text."""
    cells: list[tuple[int, int, str]] = []
    at = 0
    for part in text.split(_BAR):
        cells.append((at, at + len(part), part))
        at += len(part) + len(_BAR)
    return cells


def _of_cells(text: str, scanner: Scanner) -> Iterator[Mention]:
    """Cells of a row with an effect that are names as a whole, also shortened ones."""
    cells = _rows_cells(text) if _BAR in text else []
    if not _effects(cells):
        return
    for start, end, part in cells:
        iris = scanner.names.find(part)
        if iris:
            inner = len(part) - len(part.lstrip())
            yield Mention(iris, start + inner, end - (len(part) - len(part.rstrip())), True)


def _beside_their_goal(text: str, mentions: list[Mention], scanner: Scanner) -> Iterator[str]:
    """Goals and their sub-goals right behind them: no chance puts the two side by side."""
    things = scanner.names.things
    for goal, behind in pairwise(mentions):
        if not text[goal.end : behind.start].strip(' „“",;:|/–-'):
            for iri in behind.iris:
                if set(goal.iris) & set(things[iri].above):
                    yield from (*goal.iris, iri)


def _effects(cells: list[tuple[int, int, str]]) -> set[Said]:
    return {what for _, _, text in cells if (what := direction(text, whole=True)) is not None}


def _fills(mention: Mention, cell: str) -> bool:
    return mention.end - mention.start > 0.8 * len(cell.strip(' „“".'))


def _of_text(one: Passage, mentions: list[Mention]) -> Iterator[Claim]:
    parts = sentences(one.text)
    for at, sentence in enumerate(parts):
        inside = [m for m in mentions if sentence.start <= m.start and m.end <= sentence.end]
        if not inside:
            continue
        spans = [(m.start - sentence.start, m.end - sentence.start) for m in inside]
        following = parts[at + 1] if at + 1 < len(parts) else None
        for mention, what in zip(inside, said(sentence.text, spans), strict=True):
            made = Claim(
                mention.iris,
                what,
                one.text[mention.start : mention.end],
                sentence.text,
                one.place,
                sentence.text,
            )
            yield _continued(made, following, mentions)


def _continued(claim: Claim, following: Sentence | None, mentions: list[Mention]) -> Claim:
    """With the next sentence, where it goes on about the goal: „Sie fördert dieses Ziel, weil …“"""
    if following is None or claim.said is Said.DENIED:
        return claim
    if any(following.start <= m.start < following.end for m in mentions):
        return claim
    refers = _REFERS.search(following.text)
    if refers is None:
        return claim
    what = said(following.text, [refers.span()])[0]
    if what not in {Said.FOERDERT, Said.HEMMT}:
        return claim
    if claim.said is Said.NAMED:
        return replace(claim, said=what, reason=following.text)
    if claim.said is what and _WHY.search(following.text):
        return replace(claim, reason=f"{claim.reason} {following.text}")
    return claim


def _of_boxes(one: Passage, mentions: list[Mention]) -> Iterator[Claim]:
    """Goals beside boxes: what is not ticked is only listed."""
    offered = boxes(one.text)
    label = one.text[: offered[0].sign].strip() or one.under
    for box in offered:
        for mention in mentions:
            if box.holds(mention.start):
                what = Said.NAMED if box.ticked is None else Said.DENIED
                if box.ticked:
                    what = direction(label) or Said.TOUCHED
                words = one.text[mention.start : mention.end]
                passage = one.text.strip()
                yield Claim(mention.iris, what, words, "", one.place, passage)


def _of_row(one: Passage, mentions: list[Mention]) -> Iterator[Claim]:
    """A row of a table: the cell that says the effect speaks for the goals beside it."""
    cells = _rows_cells(one.text)
    told = _effects(cells)
    free = [
        text
        for start, end, text in cells
        if not any(start <= m.start < end for m in mentions) and len(text.split()) > 3
    ]
    for start, end, text in cells:
        inside = [m for m in mentions if start <= m.start and m.end <= end]
        if not inside:
            continue
        whole = any(_fills(m, text) for m in inside)
        if whole and len(told) == 1:
            reason = max(free, key=len, default="").strip()
            for mention in inside:
                words = one.text[mention.start : mention.end]
                what = next(iter(told))
                yield Claim(mention.iris, what, words, reason, one.place, one.text)
        elif not whole:
            part = Passage(text, one.place)
            shifted = [replace(m, start=m.start - start, end=m.end - start) for m in inside]
            yield from _of_text(part, shifted)
        else:
            for mention in inside:
                words = one.text[mention.start : mention.end]
                yield Claim(mention.iris, Said.NAMED, words, "", one.place, one.text)
