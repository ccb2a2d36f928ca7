"""Goals that a draft probably touches and does not name, ranked, each with its evidence.

Hints are combined (``search.hints``): words shared with a goal (``search.likeness``) or with papers
that name it (``search.examples``), the place, the product and the units (``search.relations``), and
that the draft names a goal which was replaced. docs/howto-check.md says how they count.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Iterator
from datetime import date
from typing import Any

import pyoxigraph as ox

from leitgraph.check.check_payload import DraftPayload, payload_of
from leitgraph.check.examine import find_vorlage
from leitgraph.check.rulebook import RULEBOOK
from leitgraph.config import NS, Settings
from leitgraph.errors import Busy, DeadlineExceeded, OutOfMemory, TooManyRequests
from leitgraph.linking.shelf import city_names
from leitgraph.model import Principal, Text
from leitgraph.search.entries import Entry
from leitgraph.search.lookup import must_know
from leitgraph.search.shelf import Shelf, indexed, layers, opened
from leitgraph.shacl.rules.neighbourhood import Draft as Overlay
from leitgraph.shacl.rules.neighbourhood import Layers, Source
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.service import Graph
from leitgraph.suggest import matters
from leitgraph.suggest.examples import examples
from leitgraph.suggest.hints import Hint, score, strongest
from leitgraph.suggest.likeness import DraftWords
from leitgraph.suggest.relations import Matter, Relations
from leitgraph.vorlage import documents, values
from leitgraph.vorlage.draft.draft import Reading
from leitgraph.vorlage.draft.writer import DCTERMS
from leitgraph.vorlage.linked.goals import texts
from leitgraph.vorlage.reading import DocumentDraft
from leitgraph.vorlage.resolve import iri

MOST = 8
LEAST = 0.2
"""A score below this is no suggestion."""
_CANDIDATES = 80
_STEPS = 5
"""So many replacements are followed from a goal of earlier times to one in force."""


def job(ctx: ReaderContext, payload: DraftPayload, body: bytes, out: Out) -> None:
    """Job "suggest-goals": payload ``city``, ``date``, ``today``, ``media_type``, ``focus``."""
    found = goals(ctx, payload, body)
    out.head({"content_type": "application/json"})
    out.write(json.dumps(found, ensure_ascii=False).encode())


SUGGEST_GOALS = Job("suggest-goals", DraftPayload, job)


async def suggest_goals(
    graph: Graph,
    settings: Settings,
    body: bytes,
    media_type: str,
    city: str,
    day: str | None,
    principal: Principal,
    focus: str | None = None,
) -> dict[str, Any]:
    """``suggestions`` for a draft, or for a Vorlage of the graph, with ``date`` and ``focus``."""
    payload = payload_of(settings, body, media_type, city, day, focus)

    async def ask() -> dict[str, Any]:
        answer = await graph.run(SUGGEST_GOALS(payload), principal=principal, body=body)
        found: dict[str, Any] = json.loads(await answer.read())
        return {**found, "graph_version": answer.version}

    return await indexed(graph, ask)


async def goals_of(asked: Awaitable[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """The goals of ``suggest_goals``; None if they cannot be had just now, which is no error."""
    try:
        goals: list[dict[str, Any]] = (await asked)["suggestions"]
    except (Busy, DeadlineExceeded, OutOfMemory, TooManyRequests):
        return None
    return goals


def goals(ctx: ReaderContext, payload: DraftPayload, body: bytes) -> dict[str, Any]:
    """At most ``MOST`` goals in force on the date of the draft, best first."""
    shelf = opened(ctx)
    matter, document = _matter(ctx, payload, body)
    current = _Current(shelf, matter)
    hints: dict[str, list[Hint]] = {}
    for goal, hint in Relations(ctx, shelf.entries, matter).all():
        for successor in current.of(goal):
            hints.setdefault(successor, []).append(hint)
    words = DraftWords(matter.title, matter.subject, shelf.index)
    for goal, hint in examples(shelf, layers(ctx), words, matter.city, matter.focus):
        for successor in current.of(goal):
            hints.setdefault(successor, []).append(hint)
    for goal in sorted(matter.named):
        for successor in current.of(goal):
            if successor != goal:
                hints.setdefault(successor, []).append(_replaced(shelf, goal))
    for entry in _alike(shelf, words, matter.city):
        alike = words.like(entry) if current.of(entry.iri) == [entry.iri] else None
        if alike is not None:
            hints.setdefault(entry.iri, []).append(alike)
    denied: set[str] = set()
    parts = texts(document) if document is not None else []
    names = city_names(ctx, f"{ctx.settings.base}/{matter.city}")
    for goal, said in matters.hints(parts, matter.title, names) if parts else ():
        if said is None:
            denied.add(goal)
        else:
            for successor in current.of(goal):
                hints.setdefault(successor, []).append(said)
    implied = denied | _implied(layers(ctx), matter.named)
    ranked = sorted(
        ((score(found), entry) for goal, found in hints.items()
         if goal not in implied and score(found) >= LEAST
         for entry in shelf.entries.of([goal]) if entry.city == matter.city),
        key=lambda one: (-round(one[0], 3), one[1].order),
    )  # fmt: skip
    return {
        "city": matter.city,
        "date": matter.day,
        "focus": matter.focus,
        "suggestions": [
            {
                "id": entry.id,
                "iri": entry.iri,
                "label": entry.label,
                "number": entry.number,
                "score": round(points, 3),
                "evidence": [hint.plain() for hint in strongest(hints[entry.iri])],
            }
            for points, entry in ranked[:MOST]
        ],
    }


def _matter(
    ctx: ReaderContext, payload: DraftPayload, body: bytes
) -> tuple[Matter, DocumentDraft | None]:
    """What the draft in ``body``, or the Vorlage ``focus`` of the graph, is about.

    With the document if the draft stands in one.
    """
    city = str(payload.get("city") or "")
    must_know(ctx, city)
    below = layers(ctx)
    base = ctx.settings.base
    day = values.day("date", payload["date"]) if payload.get("date") else None
    now = date.fromisoformat(payload["today"]) if payload.get("today") else date.today()
    named = str(payload.get("focus") or "")
    source: Source = below
    document: DocumentDraft | None = None
    if body:
        book = ctx.warm.get(RULEBOOK)
        root = f"{base}/{city}" if city else ""
        known = city_names(ctx, root)
        reading = Reading(below, base, root, day, book.inference, book.context, now, known)
        kind = str(payload.get("media_type") or "")
        draft, document = documents.draft_of(body, kind, reading, named)
        focus, source = draft.focus, Overlay(draft.store, below)
    else:
        focus = find_vorlage(below, named, f"{base}/{city}" if city else "", day or now)
    read = _Reader(source, focus)
    own = next((one for one in read.iris("kommune") if one.startswith(base + "/")), "")
    matter = Matter(
        focus=focus.value,
        city=city or own.removeprefix(base + "/").partition("/")[0],
        day=day.isoformat() if day else read.text(NS + "datum") or now.isoformat(),
        title=read.text(DCTERMS + "title"),
        subject=read.text(DCTERMS + "description"),
        places=read.iris("liegtIn"),
        products=read.iris("produkt"),
        lead=read.iris("federfuehrung"),
        others=read.iris("mitwirkung"),
        named=frozenset(read.goals()),
    )
    return matter, document


class _Reader:
    """Reads what a draft says of itself."""

    def __init__(self, source: Source, focus: ox.NamedNode) -> None:
        self._source = source
        self._focus = focus

    def text(self, predicate: str) -> str:
        terms = self._source.objects(self._focus, ox.NamedNode(predicate))
        return next((term.value for term in terms if isinstance(term, ox.Literal)), "")

    def iris(self, name: str) -> tuple[str, ...]:
        """In a set order; only what can stand in a query as it is."""
        terms = self._source.objects(self._focus, ox.NamedNode(NS + name))
        found = {term.value for term in terms if isinstance(term, ox.NamedNode)}
        return tuple(sorted(one for one in found if iri(one) is not None))

    def goals(self) -> Iterator[str]:
        """Goals that are named already."""
        for bezug in self._source.objects(self._focus, ox.NamedNode(NS + "hatZielbezug")):
            if isinstance(bezug, ox.NamedNode | ox.BlankNode):
                for goal in self._source.objects(bezug, ox.NamedNode(NS + "ziel")):
                    if isinstance(goal, ox.NamedNode):
                        yield goal.value


class _Current:
    """Which goals in force on the day stand in the place of a goal."""

    def __init__(self, shelf: Shelf, matter: Matter) -> None:
        self._entries = shelf.entries
        self._day = matter.day
        self._known: dict[str, list[str]] = {}

    def of(self, goal: str) -> list[str]:
        """The goal itself if it is in force, else those that replaced it and are."""
        if goal not in self._known:
            self._known[goal] = self._follow(ox.NamedNode(goal))
        return self._known[goal]

    def _follow(self, goal: ox.NamedNode) -> list[str]:
        frontier, seen, found = [goal], {goal}, []
        for _ in range(_STEPS):
            valid = [node for node in frontier if self._entries.valid(node, self._day)]
            found += [node.value for node in valid]
            later = [n for node in frontier if node not in valid for n in self._entries.later(node)]
            frontier = [node for node in dict.fromkeys(later) if node not in seen]
            seen.update(frontier)
        return found


def _alike(shelf: Shelf, words: DraftWords, city: str) -> Iterator[Entry]:
    """Goals whose names share a word with the draft, as the graph has them now."""
    found = shelf.index.like(words.asked(), city, "ziel", _CANDIDATES)
    yield from shelf.entries.of(goal for goal in found if goal not in shelf.changed)
    yield from (one for one in shelf.fresh if one.kind == "ziel" and one.city == city)


def _replaced(shelf: Shelf, goal: str) -> Hint:
    """The hint that the draft names a goal which another has replaced."""
    label = shelf.entries.called(goal)
    said = Text(
        f"Das im Entwurf genannte Ziel „{label}“ gilt nicht mehr; dieses trat an seine Stelle.",
        f"The goal “{label}” named in the draft is no longer in force; this one took its place.",
    )
    return Hint("ziel", 1.0, said, iri=goal, label=label)


def _implied(below: Layers, named: frozenset[str]) -> set[str]:
    """The goals named, and those that they serve anyway."""
    found = set(named)
    for goal in named:
        for above in below.objects(ox.NamedNode(goal), ox.NamedNode(NS + "dientZiel")):
            if isinstance(above, ox.NamedNode):
                found.add(above.value)
    return found
