"""What stands on most papers of a city: labels, words beside boxes, and what says nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from leitgraph.vorlage.forms.signs import SIGN

SHARE = 0.08
"""A line that stands on fewer papers than this share is none of the form."""
LEAST = 3
_LABEL = re.compile(r"(?:^|(?<=\s))(?P<label>[A-ZÄÖÜ][^:\d\n☒☐☑□■]{1,45}?):")
_WORDS = 6
_ADJACENT = 0.85
_CONSTANT = 0.9


@dataclass(frozen=True)
class PaperLine:
    """A line of a paper, and whether a blank one stands before it."""

    text: str
    gap: bool = False


Paper = Sequence[PaperLine]


@dataclass(frozen=True)
class Spot:
    """Where a label or a box stands first in a paper: line, and place in the line."""

    line: int
    start: int
    end: int


@dataclass
class Label:
    """A label with its wordings, and where it stands in each paper that has it."""

    text: str
    colon: bool
    spots: dict[int, Spot] = field(default_factory=dict)


@dataclass
class BoxWords:
    """The words beside a box: on which side the box stands, and in which paper it is ticked."""

    words: str
    side: str
    spots: dict[int, Spot] = field(default_factory=dict)
    ticked: set[int] = field(default_factory=set)


def least(papers: Sequence[Paper]) -> int:
    """On so many papers a line must stand to be of the form."""
    return max(LEAST, round(SHARE * len(papers)))


def furniture(papers: Sequence[Paper]) -> list[str]:
    """Patterns of lines that stand on many papers and differ in their numbers only, or not at all.

    A page number is one; a line with an amount, a date or a Kennung is none.
    """
    count: Counter[str] = Counter()
    for paper in papers:
        count.update({re.sub(r"\d+", "0", line.text) for line in paper if _numbered(line.text)})
    most = [text for text, papers_ in count.most_common(30) if papers_ >= 2 * least(papers)]
    return [re.escape(text).replace("0", r"\d+").replace(r"\ ", " ") for text in most]


def _numbered(text: str) -> bool:
    if not re.search(r"\d", text) or SIGN.search(text) or ":" in text:
        return False
    if re.search(r"\d[./,]\d", text) or re.fullmatch(r"[\d\s.,€]*", text):
        return False
    return len(text.split()) <= 8 and not re.search(r"§|Abs\.", text)


def labels(
    papers: Sequence[Paper], idle: Sequence[str], rare: Callable[[str], bool]
) -> list[Label]:
    """The labels: before a colon, or alone on a line; those that always follow each other as one.

    ``rare``: true for a line that is taken even if few papers have it, such as a table's head.
    """
    skipped = [re.compile(one) for one in idle]
    kept = [
        [
            (number, line.text)
            for number, line in enumerate(paper)
            if not any(one.fullmatch(line.text) for one in skipped)
        ]
        for paper in papers
    ]
    colon = _counted(
        {m["label"] for _, text in paper for m in _LABEL.finditer(text)} for paper in kept
    )
    known = {t for t, n in colon.items() if n >= least(papers) and len(t.split()) <= _WORDS}
    whole = _counted({text for _, text in paper} for paper in kept)
    # A line that is always the same is no label with a value, even if a colon stands in it.
    constant = {
        one
        for one in known
        for text, count in whole.items()
        if text.startswith(f"{one}:") and text != f"{one}:" and count >= _CONSTANT * colon[one]
    }
    known -= constant
    lines = {
        text
        for text, count in whole.items()
        if (count >= least(papers) or (count >= LEAST and rare(text)))
        and not SIGN.search(text)
        and not any(text.startswith(f"{one}:") for one in known)
        and len(text) <= 150
        and not text[:1].islower()
        and (not text.endswith(".") or count >= 0.5 * len(papers))
    }
    chains = _chains(kept, lines)
    found: dict[str, Label] = {}
    for number, paper in enumerate(kept):
        at = 0
        while at < len(paper):
            line, text = paper[at]
            for match in _LABEL.finditer(text):
                if match["label"] in known:
                    label = found.setdefault(
                        match["label"] + ":", Label(match["label"] + ":", True)
                    )
                    label.spots.setdefault(number, Spot(line, match.start(), match.end()))
            if text in lines:
                joined, last = text, at
                while last + 1 < len(paper) and (paper[last][1], paper[last + 1][1]) in chains:
                    last += 1
                    joined += " " + paper[last][1]
                label = found.setdefault(joined, Label(joined, False))
                end = Spot(paper[last][0], 0, len(paper[last][1]))
                label.spots.setdefault(number, end)
                at = last
            at += 1
    return [one for one in found.values() if len(one.spots) >= LEAST]


def _counted(sets: Iterable[Iterable[str]]) -> Counter[str]:
    count: Counter[str] = Counter()
    for one in sets:
        count.update(one)
    return count


def _chains(papers: Sequence[Sequence[tuple[int, str]]], lines: set[str]) -> set[tuple[str, str]]:
    """Pairs of common lines of which neither stands without the other, or hardly ever."""
    pairs: Counter[tuple[str, str]] = Counter()
    alone = _counted({text for _, text in paper} & lines for paper in papers)
    for paper in papers:
        follow = {(one, two) for (_, one), (_, two) in pairwise(paper)}
        pairs.update((a, b) for a, b in follow if a in lines and b in lines)
    return {
        (a, b)
        for (a, b), count in pairs.items()
        if count >= max(LEAST, _ADJACENT * max(alone[a], alone[b])) and not a.endswith((".", ":"))
    }


def boxes(papers: Sequence[Paper]) -> list[BoxWords]:
    """The words beside boxes. A line that begins with a box has it before its words."""
    found: dict[tuple[str, str], BoxWords] = {}
    for number, paper in enumerate(papers):
        for at, line in enumerate(paper):
            signs = list(SIGN.finditer(line.text))
            real = [one for one in signs if one[0].lower() != "x"]
            if not real:
                continue
            before = not line.text[: real[0].start()].strip()
            for count, sign in enumerate(real):
                if before:
                    end = real[count + 1].start() if count + 1 < len(real) else len(line.text)
                    words, start = line.text[sign.end() : end].strip(), sign.start()
                else:
                    start = real[count - 1].end() if count else 0
                    words, end = line.text[start : sign.start()].strip(), sign.end()
                    words = words.rpartition(":")[2].strip()
                if not words or len(words) > 120:
                    continue
                key = (words, "vor" if before else "nach")
                one = found.setdefault(key, BoxWords(*key))
                if number not in one.spots:
                    one.spots[number] = Spot(at, start, end)
                    if sign["ticked"]:
                        one.ticked.add(number)
    return _shorter([one for one in found.values() if len(one.spots) >= least(papers)])


def _shorter(found: list[BoxWords]) -> list[BoxWords]:
    """„IQ-relevant Nein“ is „Nein“, where that is known by itself."""
    names = {(one.words, one.side) for one in found}
    kept: list[BoxWords] = []
    for one in found:
        parts = one.words.split()
        shorter = [" ".join(parts[at:]) for at in range(1, len(parts))]
        if not any((short, one.side) in names for short in shorter):
            kept.append(one)
    return kept


def ordered(spots: Mapping[str, Mapping[int, Spot]]) -> list[str]:
    """Names in the order in which they stand on most papers.

    First by where they stand in the middle of all papers; then neighbours change places as long as
    the papers that have both say so.
    """
    names = sorted(spots, key=lambda name: _middle(spots[name]))
    for _ in names:
        changed = False
        for at in range(len(names) - 1):
            if _precedes(spots[names[at + 1]], spots[names[at]]):
                names[at], names[at + 1] = names[at + 1], names[at]
                changed = True
        if not changed:
            break
    return names


def _precedes(one: Mapping[int, Spot], other: Mapping[int, Spot]) -> bool:
    both = one.keys() & other.keys()
    return 2 * sum(1 for p in both if _at(one[p]) < _at(other[p])) > len(both)


def _at(spot: Spot) -> tuple[int, int]:
    return spot.line, spot.start


def _middle(spots: Mapping[int, Spot]) -> int:
    lines = sorted(spot.line for spot in spots.values())
    return lines[len(lines) // 2] if lines else 0
