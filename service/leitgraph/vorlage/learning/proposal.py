"""A form proposed from papers of one city: labels, groups, table, title, each with its guess."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from leitgraph.fields.codes import ART, BERATUNGSART
from leitgraph.fields.kinds import CodeList
from leitgraph.fields.table import words
from leitgraph.vorlage.learning import guesses
from leitgraph.vorlage.learning.box_groups import Group, depends, groups
from leitgraph.vorlage.learning.common_lines import (
    Label,
    Paper,
    boxes,
    furniture,
    labels,
    least,
    ordered,
)
from leitgraph.vorlage.learning.proposed import Proposal, ProposedEntry
from leitgraph.vorlage.learning.system_facts import Facts, plain

_MARK = 0.6
"""A label that stands on more papers than this share tells the form."""
_DATE = re.compile(r"\d{1,2}\.\s?(?:\d{1,2}\.|\w+ )\s?\d{4}")
_BODY = re.compile(r"(?:rat|ausschuss|beirat|kommission|versammlung)\b", re.IGNORECASE)


class _Learner:
    def __init__(self, papers: Sequence[Paper], facts: Mapping[int, Facts]) -> None:
        self.papers, self.facts = papers, facts
        self.idle = furniture(papers)
        self.labels = {one.text: one for one in labels(papers, self.idle, guesses.is_table_head)}
        self.order = ordered({name: one.spots for name, one in self.labels.items()})
        self.entries = {name: self._entry(self.labels[name]) for name in self.order}
        self.combination: tuple[str, str, str] | None = None
        self.kinds: dict[str, str] = {}
        self.answers: list[tuple[str, Group]] = []

    def learn(self) -> Proposal:
        """The kinds of paper first, then the table, the head, the boxes, and what depends."""
        self._kinds_of_paper()
        self._table()
        self._fields()
        self._boxes()
        self._conditions()
        self._title()
        entries = self._merged()
        for entry in entries:
            plain_label = not entry.groups and not entry.columns and not entry.field
            colon = entry.labels[0].endswith(":")
            entry.free = (
                plain_label
                and not entry.is_value
                and not entry.then
                and not (
                    colon and entry.papers >= _MARK * len(self.papers) and self._in_head(entry)
                )
            )
            long = " " in entry.labels[0] or colon or entry.groups
            entry.mark = bool(entry.papers >= _MARK * len(self.papers) and long and not entry.free)
        values = self._values("kennung")
        known = [fact.kennung for fact in self.facts.values() if fact.kennung]
        units = Counter(name for fact in self.facts.values() for name in fact.units)
        return Proposal(
            len(self.papers),
            entries,
            self.idle,
            guesses.pattern_of(known or values),
            self.kinds,
            [name for name, _ in units.most_common()],
            self.combination,
        )

    def _entry(self, label: Label) -> ProposedEntry:
        return ProposedEntry([label.text], len(label.spots))

    # -- what stands behind a label --------------------------------------------------------------

    def _region(self, name: str, paper: int) -> list[str]:
        """The lines between a label and the next label of the form in a paper."""
        spot = self.labels[name].spots[paper]
        ends = [
            other.spots[paper]
            for text, other in self.labels.items()
            if text != name
            and paper in other.spots
            and (other.spots[paper].line, other.spots[paper].start) > (spot.line, spot.start)
        ]
        end = min(ends, key=lambda one: (one.line, one.start), default=None)
        lines = self.papers[paper]
        last = end.line if end is not None else min(len(lines) - 1, spot.line + 5)
        found: list[str] = []
        for at in range(spot.line, last + 1):
            text = lines[at].text
            stop = end.start if end is not None and at == end.line else len(text)
            begin = spot.end if at == spot.line else 0
            piece = text[begin:stop].strip()
            if at > spot.line and lines[at].gap and found:
                found.append("")
            if piece and not any(re.fullmatch(one, piece) for one in self.idle):
                found.append(piece)
        return found

    def _values(self, field_name: str) -> list[str]:
        found: list[str] = []
        for name, entry in self.entries.items():
            if entry.field == field_name and not entry.is_value:
                for paper in self.labels[name].spots:
                    region = self._region(name, paper)
                    if region:
                        found.append(region[0])
        return found

    # -- one thing after the other ---------------------------------------------------------------

    def _kinds_of_paper(self) -> None:
        known = {one.label.de for one in ART.codes}
        for name, entry in self.entries.items():
            if name in known:
                entry.field, entry.is_value = "art", True

    def _table(self) -> None:
        """A line of headings below which committees stand with dates."""
        ends: Counter[str] = Counter()
        for name, entry in self.entries.items():
            columns = guesses.columns_of(name)
            rows = 0
            for paper in self.labels[name].spots:
                lines = [line for line in self._region(name, paper) if _DATE.search(line)]
                rows += any(_BODY.search(line) or self._knows(paper, line) for line in lines)
                for line in lines:
                    ends.update([_DATE.split(line)[-1].strip(r" \d.xXÖöNn-")])
            if rows * 2 > entry.papers and {"gremium", "datum"} <= set(columns):
                entry.columns = columns
                entry.field = ""
        for text, count in ends.items():
            last = re.sub(r"^[\d.\s]*(?:[ÖöNnXx]{1,2}|(?:nicht )?öffentlich)?\s*", "", text)
            code = _code(BERATUNGSART, last)
            if code and count >= 1:
                self.kinds[last] = code

    def _knows(self, paper: int, line: str) -> bool:
        bodies = self.facts[paper].bodies if paper in self.facts else ()
        return any(plain(body) in plain(line) for body in bodies)

    def _fields(self) -> None:
        """By the council system's data where there are any, else by what labels are called."""
        for name, entry in self.entries.items():
            if entry.is_value or entry.columns:
                continue
            hits: Counter[str] = Counter()
            seen: Counter[str] = Counter()
            for paper, fact in self.facts.items():
                if paper in self.labels[name].spots:
                    region = self._region(name, paper)
                    first = region[0] if region else ""
                    wanted = {"kennung": [fact.kennung], "federfuehrung": list(fact.units)}
                    for field_name, values in wanted.items():
                        if any(values) and first:
                            seen[field_name] += 1
                            begins = [v for v in values if v and plain(first).startswith(plain(v))]
                            hits[field_name] += bool(begins)
            best = max(hits, key=lambda one: hits[one] / max(seen[one], 1), default="")
            if best and hits[best] * 3 >= seen[best] >= 3 and name.endswith(":"):
                entry.field = best
            elif name.endswith(":") or entry.papers >= _MARK * len(self.papers):
                entry.field = guesses.field_of(name)
        self._once("kennung")
        self._once("federfuehrung")

    def _once(self, field_name: str) -> None:
        """A field that only one label can stand for: the one on most papers, the last of them."""
        mine = [entry for entry in self.entries.values() if entry.field == field_name]
        best = max(mine, key=lambda one: (round(one.papers / 10), self._rank(one)), default=None)
        for entry in mine:
            if entry is not best:
                entry.field = ""

    def _rank(self, entry: ProposedEntry) -> int:
        return self.order.index(entry.labels[0])

    def _boxes(self) -> None:
        """Each box belongs to the label before it, in each paper; groups are made there."""
        owned: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        ticked: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        known = {one.words: one for one in boxes(self.papers)}
        for paper, lines in enumerate(self.papers):
            spots = sorted(
                (label.spots[paper].line, label.spots[paper].start, name)
                for name, label in self.labels.items()
                if paper in label.spots
            )
            for at, line in enumerate(lines):
                for word, start, sign in guesses.boxes_in(line.text, known.values()):
                    before = [name for row, col, name in spots if (row, col) <= (at, start)]
                    if before:
                        owned[before[-1]][word].add(paper)
                        if sign:
                            ticked[before[-1]][word].add(paper)
        for name, entry in self.entries.items():
            mine = [
                known[word]
                for word, found in owned[name].items()
                if len(found) * 2 > entry.papers and entry.papers >= least(self.papers)
            ]
            for number, group in enumerate(groups(mine, ticked[name])):
                self._group(entry, group, number)

    def _group(self, entry: ProposedEntry, group: Group, number: int) -> None:
        label = entry.labels[0]
        own = re.sub(r"\W+", "-", label.casefold()).strip("-")[:30]
        name = f"{own}-{number + 1}" if number else own
        field_name = guesses.group_field(label, group)
        if field_name and not any(
            f == field_name for e in self.entries.values() for f, *_ in e.groups
        ):
            name = field_name
        else:
            field_name = ""
        entry.groups.append((field_name, name, group, ""))
        if entry.field == field_name or group.answers:
            entry.field = ""
        if group.answers:
            self.answers.append((name, group))

    def _conditions(self) -> None:
        """What is filled in only where the nearest question before it says yes."""
        asked: tuple[str, Group] | None = None
        degree = direction = ""
        for name in self.order:
            entry = self.entries[name]
            for at, (field_name, group_name, group, _) in enumerate(entry.groups):
                if group.answers:
                    asked = (group_name, group)
                    continue
                if asked is not None and depends(list(group.ticks), asked[1]):
                    entry.groups[at] = (field_name, group_name, group, asked[0])
                if guesses.is_direction(group):
                    direction = group_name
                elif guesses.is_degree(group):
                    degree = group_name
            if entry.field and not entry.groups and asked is not None:
                filled = [p for p in self.labels[name].spots if self._region(name, p)]
                if depends(filled, asked[1]):
                    entry.condition = asked[0]
        if degree and direction:
            relevant = next(
                (c for e in self.entries.values() for _, n, _, c in e.groups if n == degree), ""
            )
            self.combination = (degree, direction, relevant)

    def _title(self) -> None:
        """The label after whose value the title stands: by the system's data, else by the table."""
        if any(entry.field == "titel" for entry in self.entries.values()):
            return
        after: Counter[str] = Counter()
        heads = [
            name for name in self.order if self.entries[name].field or not self.entries[name].free
        ]
        for paper, fact in self.facts.items():
            for name in heads:
                if paper in self.labels[name].spots and fact.title:
                    region = [line for line in self._region(name, paper) if line]
                    if any(
                        plain(fact.title).startswith(plain(line)[:30])
                        for line in region
                        if len(line) > 12
                    ):
                        after[name] += 1
        best = max(after, key=lambda one: after[one], default="")
        if not best:
            tables = [self.order.index(n) for n, e in self.entries.items() if e.columns]
            before = [
                name
                for name in self.order[: min(tables, default=0)]
                if name.endswith(":") and self.entries[name].papers >= _MARK * len(self.papers)
            ]
            best = before[-1] if before else ""
        if best:
            self.entries[best].then = "titel"

    def _in_head(self, entry: ProposedEntry) -> bool:
        tables = [self.order.index(n) for n, e in self.entries.items() if e.columns]
        return self._rank(entry) < max(tables, default=0)

    def _merged(self) -> list[ProposedEntry]:
        """Kinds of paper as one entry, tables as one: of them a paper has one."""
        found: list[ProposedEntry] = []
        for name in self.order:
            entry = self.entries[name]
            same_kind = [
                other
                for other in found
                if (entry.is_value and other.is_value) or (entry.columns and other.columns)
            ]
            if same_kind:
                same_kind[0].labels += entry.labels
                same_kind[0].papers += entry.papers
                if len(entry.columns) > len(same_kind[0].columns):
                    same_kind[0].columns = entry.columns
            else:
                found.append(entry)
        return found


def _code(of: CodeList, text: str) -> str:
    wanted = text.strip(" .:").casefold()
    for one in of.codes:
        if wanted and wanted in {w.casefold() for w in (one.label.de, *words(one.aliases))}:
            return one.code
    return ""


def propose(papers: Sequence[Paper], facts: Mapping[int, Facts]) -> Proposal:
    """The form that papers of one city have in common. ``facts``: by the number of the paper."""
    return _Learner(papers, facts).learn()
