"""Goals that earlier papers and projects of like words name: what the words alone do not say.

„Bibliothek“ and „Kultur“ have no letter in common; that papers on libraries named a goal on culture
is something the graph knows.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from leitgraph.config import NS
from leitgraph.model import Text
from leitgraph.search.entries import Entry
from leitgraph.search.shelf import Shelf
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.suggest.hints import Hint
from leitgraph.suggest.likeness import DraftWords

KINDS = ("vorlage", "projekt")
NEIGHBOURS = 12
ALIKE = 0.3
"""Papers less like the draft are no example."""
USUAL = 0.8
"""The most that examples can say."""
_DOUBT = 0.5
_TOUCHES = ox.NamedNode(NS + "betrifftZiel")


def examples(
    shelf: Shelf, below: Layers, words: DraftWords, city: str, focus: str
) -> Iterator[tuple[str, Hint]]:
    """Goals of the papers and projects most like the draft, with a hint that names the best."""
    near: list[tuple[float, tuple[str, ...], Entry]] = []
    for entry in _papers(shelf, words, city):
        share, shared = words.share(entry.label) if entry.iri != focus else (0.0, ())
        if share >= ALIKE:
            near.append((share, shared, entry))
    near = sorted(near, key=lambda one: (-one[0], one[2].order))[:NEIGHBOURS]
    votes: dict[str, list[tuple[float, tuple[str, ...], Entry]]] = {}
    counted = 0.0
    for one in near:
        goals = below.objects(ox.NamedNode(one[2].iri), _TOUCHES)
        named = [goal.value for goal in goals if isinstance(goal, ox.NamedNode)]
        counted += one[0] if named else 0.0
        for goal in named:
            votes.setdefault(goal, []).append(one)
    for goal, agreed in votes.items():
        strength = USUAL * sum(share for share, _, _ in agreed) / (counted + _DOUBT)
        best = agreed[0]
        yield goal, _hint(strength, best[1], best[2], len(agreed))


def _papers(shelf: Shelf, words: DraftWords, city: str) -> Iterator[Entry]:
    asked = words.asked()
    for kind in KINDS:
        found = shelf.index.like(asked, city, kind, 2 * NEIGHBOURS)
        yield from shelf.entries.of(iri for iri in found if iri not in shelf.changed)
    yield from (one for one in shelf.fresh if one.kind in KINDS and one.city == city)


def _hint(strength: float, shared: tuple[str, ...], paper: Entry, number: int) -> Hint:
    label = f"{paper.number}: {paper.label}" if paper.number else paper.label
    de = f"{number} ähnliche Vorhaben nennen" if number > 1 else "Ein ähnliches Vorhaben nennt"
    en = f"{number} similar matters name" if number > 1 else "A similar matter names"
    said = Text(
        f"{de} dieses Ziel, {'vor allem' if number > 1 else 'nämlich'} „{label}“.",
        f"{en} this goal, {'above all' if number > 1 else 'namely'} “{label}”.",
    )
    return Hint("text", strength, said, words=shared, iri=paper.iri, label=label)
