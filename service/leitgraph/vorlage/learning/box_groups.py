"""Words beside boxes put into groups of which one is ticked at most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leitgraph.vorlage.learning.common_lines import BoxWords

_TOGETHER = 0.03
"""Boxes ticked together on fewer papers than this share are of one group: people err."""
_IMPLIED = 0.9
YES, NO = {"ja", "yes"}, {"nein", "no", "keine"}


@dataclass
class Group:
    """Boxes of one group under a label. ``ticks``: which box is ticked, of each paper."""

    side: str
    words: list[str]
    ticks: dict[int, set[str]] = field(default_factory=dict)

    @property
    def answers(self) -> bool:
        """True for yes and no."""
        low = {word.casefold() for word in self.words}
        return bool(low & YES) and bool(low & NO) and len(low) == 2

    def said(self, paper: int) -> bool | None:
        """Yes or no, as one paper has it."""
        ticked = {word.casefold() for word in self.ticks.get(paper, ())}
        if len(ticked) != 1:
            return None
        return bool(ticked & YES)


def groups(boxes: Sequence[BoxWords], ticked: Mapping[str, set[int]]) -> list[Group]:
    """The groups of the boxes under one label. ``ticked``: papers by the words of a box there."""
    found = _answers(boxes)
    taken = {word for group in found for word in group.words}
    for box in boxes:
        if box.words in taken:
            continue
        mine = ticked.get(box.words, set())
        for group in found:
            others = [ticked.get(word, set()) for word in group.words]
            fits = all(len(mine & other) <= _TOGETHER * max(len(mine), 1) for other in others)
            if fits and group.side == box.side and not group.answers:
                group.words.append(box.words)
                break
        else:
            found.append(Group(box.side, [box.words]))
    for group in found:
        for word in group.words:
            for paper in ticked.get(word, set()):
                group.ticks.setdefault(paper, set()).add(word)
    return [group for group in found if group.ticks or len(group.words) > 1]


def _answers(boxes: Sequence[BoxWords]) -> list[Group]:
    """Yes and no, which are one group whatever else is ticked."""
    found: list[Group] = []
    for side in ("vor", "nach"):
        mine = [b.words for b in boxes if b.side == side and b.words.casefold() in YES | NO]
        if len({word.casefold() in YES for word in mine}) == 2 and len(mine) == 2:
            found.append(Group(side, mine))
    return found


def depends(papers: Sequence[int], asked: Group) -> bool:
    """True if what is filled in on these papers is so, nearly always, where the answer is yes."""
    said = [asked.said(paper) for paper in papers]
    known = [one for one in said if one is not None]
    return len(known) >= 3 and sum(known) >= _IMPLIED * len(known)
