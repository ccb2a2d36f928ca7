"""A document that was read, linked with what its city knows: goals that its text speaks of.

What labels and tables say stays as it was read. Added is what running text says of a goal of the
city for certain; a sentence that was read as the name of a goal gives way to the goals in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from leitgraph.linking.claims import Claim, Passage, claims, decided
from leitgraph.linking.keys import plain
from leitgraph.linking.kommune import HEAD, kommune_of
from leitgraph.linking.scan import Scanner
from leitgraph.linking.shelf import CityNames
from leitgraph.linking.statements import Said
from leitgraph.linking.weighing import weighing
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.vorlage.linked.implied import with_implied
from leitgraph.vorlage.linked.looked_up import looked_up
from leitgraph.vorlage.reading import DocumentDraft, Question, Recognised, Stretch, passage
from leitgraph.vorlage.resolve import ZIEL, Resolver

GOALS = "zielbezuege"
_SURE = 0.9
_NO_CLAIM = {"titel", "alternativen", "fachkonzepte", "beratungsfolge", "zitiert", "anlagen"}
"""Fields whose words say nothing of what the paper does to a goal."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_JOINING = re.compile(
    r"(?:[\s,;:/|„“\"»«.•–-]|\d|\bund\b|\b(?:leit|unter|ober)?ziele?[sn]?\b|\bnr\b)*", re.IGNORECASE
)
"""What may stand between the names of several goals in one cell."""
_TEXTS = ("beschluss", "sachverhalt", "begruendung", "alternativen", "deckung", "klimabegruendung")


def city_of_document(document: DocumentDraft, layers: Layers, base: str) -> str:
    """Short name of the city whose paper it is by its head, or ""."""
    head = "\n".join(one.text for one in texts(document))
    return kommune_of(layers, base, head[:HEAD])


def linked(document: DocumentDraft, names: CityNames, day: date | None = None) -> DocumentDraft:
    """The document with the goals that its text says something of.

    ``day``: on which it is judged, else the date it bears; names of goals are looked up as of it.
    """
    if not names.root:
        return document
    resolver = Resolver(names.layers, names.root, day or _day(document), names)
    if not names.of("ziel").things:
        return looked_up(document, resolver)
    parts = texts(document)
    found = _Linker(document, parts, resolver, names.scanner("ziel")).document()
    rows = [row for row in found.draft.get(GOALS, []) if isinstance(row, dict)]
    stated = [node.value for row in rows if (node := resolver.find(str(row.get("ziel", "")), ZIEL))]
    return looked_up(with_implied(found, parts, names, stated), resolver)


class _Linker:
    """Links the goals of one document."""

    def __init__(
        self,
        document: DocumentDraft,
        parts: Iterable[Stretch],
        resolver: Resolver,
        scanner: Scanner,
    ) -> None:
        self._document = document
        self._resolver = resolver
        self._scanner = scanner
        self._passages = list(_passages(parts))

    def document(self) -> DocumentDraft:
        """The document, linked."""
        self._part_cells()
        rows = [row for row in self._document.draft.get(GOALS, []) if isinstance(row, dict)]
        names = [self._iri(str(row.get("ziel", ""))) for row in rows]
        known = [iri for iri in names if iri]
        found = [self._in_force(one) for one in claims(self._scanner, self._passages, known)]
        gone = [at for at, row in enumerate(rows) if not names[at] and self._is_sentence(row)]
        kept = [(row, names[at]) for at, row in enumerate(rows) if at not in gone]
        stated = [iri for _, iri in kept if iri]
        added = [one for one in decided(found, self._scanner, stated) if one.iris[0] not in stated]
        if not added and not gone:
            return self._told(rows, names, found)
        return self._rewritten(kept, found, added)

    def _part_cells(self) -> None:
        """„Bürgernähe, Solide Finanzen“ in one cell are two goals, each with what stands beside."""
        document = self._document
        rows = document.draft.get(GOALS, [])
        parted: list[dict[str, Any]] = []
        places: list[int] = []
        for at, row in enumerate(rows):
            names = self._names_in(row) if isinstance(row, dict) else []
            parted += [{**row, "ziel": name} for name in names] if len(names) > 1 else [row]
            places += [at] * (len(parted) - len(places))
        if len(parted) == len(rows):
            return
        recognised = [one for one in document.recognised if not one.field.startswith(f"{GOALS}[")]
        for now, at in enumerate(places):
            path, row = f"{GOALS}[{at}]", parted[now]
            recognised += [
                replace(one, field=f"{GOALS}[{now}].{name}", value=row.get(name, one.value))
                for one in document.recognised
                if one.field.startswith(path + ".")
                for name in [one.field.removeprefix(path + ".")]
            ]
        draft = {**document.draft, GOALS: parted}
        self._document = replace(document, draft=draft, recognised=tuple(recognised))

    def _names_in(self, row: dict[str, Any]) -> list[str]:
        """The goals in a cell that holds nothing but names; of none if it is one name."""
        text = plain(str(row.get("ziel", "")))
        if self._iri(text):
            return []
        mentions = self._scanner.mentions(text)
        between, at = "", 0
        for one in mentions:
            between, at = between + text[at : one.start], one.end
        if _JOINING.fullmatch(between + text[at:]) is None:
            return []
        left = self._scanner.names.deepest(iri for one in mentions for iri in one.iris)
        return [text[one.start : one.end] for one in mentions if one.iris[0] in left]

    def _rewritten(
        self, kept: list[tuple[dict[str, Any], str]], found: list[Claim], added: list[Claim]
    ) -> DocumentDraft:
        document = self._document
        rows: list[dict[str, Any]] = []
        recognised = [one for one in document.recognised if not one.field.startswith(GOALS)]
        before = [one for one in document.recognised if one.field.startswith(GOALS)]
        for row, iri in kept:
            at = document.draft[GOALS].index(row)
            path, now = f"{GOALS}[{at}]", f"{GOALS}[{len(rows)}]"
            recognised += [
                replace(one, field=now + one.field.removeprefix(path))
                for one in before
                if one.field.removeprefix(path)[:1] in {"", "."} and one.field.startswith(path)
            ]
            rows.append(self._completed(row, iri, found, now, recognised))
        for one in added:
            path = f"{GOALS}[{len(rows)}]"
            row = {"ziel": one.words}
            if one.said is not Said.TOUCHED:
                row["richtung"] = one.said.value
            if one.reason:
                row["begruendung"] = passage(one.reason)
            recognised += [
                Recognised(f"{path}.{name}", value, one.place, passage(one.passage), _SURE)
                for name, value in row.items()
            ]
            rows.append(self._weighed(row, one.place, path, recognised))
        draft = {**document.draft, GOALS: rows}
        if not rows:
            del draft[GOALS]
        questions = [one for one in document.questions if not self._answered(one, bool(added))]
        return replace(
            document, draft=draft, recognised=tuple(recognised), questions=tuple(questions)
        )

    def _told(
        self, rows: list[dict[str, Any]], names: list[str], found: list[Claim]
    ) -> DocumentDraft:
        """The document with the direction that its text says of a goal that a table names."""
        recognised = list(self._document.recognised)
        told = [
            self._completed(row, iri, found, f"{GOALS}[{at}]", recognised)
            for at, (row, iri) in enumerate(zip(rows, names, strict=True))
        ]
        if told == rows:
            return self._document
        draft = {**self._document.draft, GOALS: told}
        return replace(self._document, draft=draft, recognised=tuple(recognised))

    def _completed(
        self,
        row: dict[str, Any],
        iri: str,
        found: list[Claim],
        path: str,
        recognised: list[Recognised],
    ) -> dict[str, Any]:
        place = next((one.place for one in recognised if one.field == f"{path}.ziel"), "")
        row = self._weighed(row, place, path, recognised)
        said = [one for one in found if iri and one.iris == (iri,)]
        clear = [one for one in said if one.said in {Said.FOERDERT, Said.HEMMT}]
        if not clear or len({one.said for one in clear}) > 1:
            return row
        best = next((one for one in clear if one.reason), clear[0])
        if row.get("richtung", best.said.value) != best.said.value:
            return row
        more = {"richtung": best.said.value, "begruendung": passage(best.reason)}
        for name, value in more.items():
            if value and not row.get(name):
                row = {**row, name: value}
                where = Recognised(
                    f"{path}.{name}", value, best.place, passage(best.passage), _SURE
                )
                recognised.append(where)
        return row

    def _weighed(
        self, row: dict[str, Any], place: str, path: str, recognised: list[Recognised]
    ) -> dict[str, Any]:
        """A goal that is hampered, with the sentence in which the paper weighs that."""
        if row.get("richtung") != Said.HEMMT.value or row.get("abwaegung"):
            return row
        found = weighing(self._passages, place)
        if found is None:
            return row
        words = passage(found.text)
        recognised.append(Recognised(f"{path}.abwaegung", words, found.place, words, _SURE))
        return {**row, "abwaegung": words}

    def _iri(self, name: str) -> str:
        found = self._resolver.find(name, ZIEL)
        return found.value if found is not None else ""

    def _in_force(self, claim: Claim) -> Claim:
        """With the one goal of that name that is in force, if several bear it."""
        if len(claim.iris) == 1:
            return claim
        one = self._iri(claim.words)
        return replace(claim, iris=(one,)) if one else replace(claim, said=Said.NAMED)

    def _is_sentence(self, row: dict[str, Any]) -> bool:
        """True if what was read as the name of a goal is a sentence that names goals."""
        text = str(row.get("ziel", ""))
        mentions = self._scanner.mentions(text)
        named = sum(one.end - one.start for one in mentions if one.sure)
        return (bool(mentions) and len(text) > named + 12) or _label_of(text, self._passages)

    def _answered(self, question: Question, added: bool) -> bool:
        return added and question.field.startswith(GOALS)


def _passages(parts: Iterable[Stretch]) -> Iterator[Passage]:
    """What may say something of a goal, each with the label or heading above it."""
    under = ""
    for one in parts:
        if one.use == "furniture":
            under = one.text
        elif one.field not in _NO_CLAIM:
            yield Passage(one.text, one.place, under)


def _label_of(text: str, passages: Iterable[Passage]) -> bool:
    """True if the text is what stands before boxes: „Unterstützte Ziele:“ is no goal."""
    start = text.rstrip(": ")
    return any(
        one.text.startswith(start) and re.match(r"[:\s]*[☐☒☑□■]", one.text[len(start) :])
        for one in passages
        if len(start) > 5
    )


def _day(document: DocumentDraft) -> date:
    written = str(document.draft.get("datum") or "")
    return date.fromisoformat(written) if _DAY.fullmatch(written) else date.today()


def texts(document: DocumentDraft) -> list[Stretch]:
    """The parts of a document in order; without them, the texts of its draft and its passages."""
    return list(document.stretches) or list(_told_texts(document))


def _told_texts(document: DocumentDraft) -> Iterator[Stretch]:
    seen: set[str] = set()
    for name in _TEXTS:
        text = document.draft.get(name)
        for line in text.split("\n") if isinstance(text, str) else []:
            if line.strip() and line not in seen:
                seen.add(line)
                yield Stretch(line, "", "text", name)
    told: list[Recognised | Question] = [*document.recognised, *document.questions]
    for one in told:
        if one.passage and one.passage not in seen:
            seen.add(one.passage)
            yield Stretch(one.passage, one.place, "text", one.field)
