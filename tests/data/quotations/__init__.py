"""Quotations of the cities held against the documents they are from: verbatim, short, to the point.

``python -m tests.data.quotations`` prints how much of each document is quoted and what fails.
Which document is which stands in ``documents.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store
from tests.data.quotations.document import Document, content_words, same_word
from tests.data.reading import BASE, NS, cities, load, ontology_files, pairs, slugs
from tests.real import shared

DOCUMENTS = Path(__file__).with_name("documents.toml")
LONGEST = 30
"""Words a quotation may have."""
SHARE = 0.2
"""Part of a document's words that all its quotations together may take."""
RUN = 12
"""Words in a row that a description may share with its document."""

_VALUE = NamedNode(NS + "wert")
_NAME = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


@dataclass(frozen=True)
class Quotation:
    """A quotation, where it stands in the graph, and the words of each fact that rests on it.

    Where a scan spoiled the words, the passage says how they are read.
    """

    passage: str
    source: str
    text: str
    reading: str
    facts: tuple[tuple[str, frozenset[str]], ...]

    @property
    def city(self) -> str:
        return self.passage.split("/", 1)[0]

    def misses(self) -> list[str]:
        """The facts of it that share no content word with it."""
        mine = content_words(f"{self.text} {self.reading}")
        return [
            fact
            for fact, words in self.facts
            if not any(same_word(one, other) for one in mine for other in words)
        ]


@cache
def register() -> dict[str, tuple[str, ...]]:
    """For each document (name of the file) the sources of the graph that stand for it."""
    facts = tomllib.loads(DOCUMENTS.read_text("utf-8"))
    return {row["file"]: tuple(row["sources"]) for row in facts["document"]}


@cache
def quotations() -> tuple[Quotation, ...]:
    """All quotations of all cities, with the words of the facts that rest on them."""
    store = load([*ontology_files(), *(f for s in slugs() for f in (cities() / s).glob("*.ttl"))])
    resting: dict[str, list[str]] = {}
    for passage, fact in pairs(store, "SELECT ?f ?x { ?x insek:belegtDurch ?f }"):
        resting.setdefault(passage, []).append(fact)
    source = dict(pairs(store, "SELECT ?f ?q { ?f insek:quelle ?q }"))
    reading = dict(pairs(store, "SELECT ?f ?r { ?f a insek:Fundstelle ; dcterms:description ?r }"))
    words = {fact: _words(store, fact) for facts in resting.values() for fact in facts}
    return tuple(
        Quotation(
            passage.removeprefix(BASE),
            source[passage].removeprefix(BASE),
            text,
            reading.get(passage, ""),
            tuple((f.removeprefix(BASE), words[f]) for f in sorted(resting.get(passage, []))),
        )
        for passage, text in sorted(pairs(store, "SELECT ?f ?z { ?f insek:zitat ?z }"))
    )


def _words(store: Store, fact: str) -> frozenset[str]:
    """The content words of a resource: its literals, and the name of its value."""
    node = NamedNode(fact)
    named = [
        name
        for quad in store.quads_for_pattern(node, _VALUE, None)
        if isinstance(quad.object, NamedNode)
        for name in store.quads_for_pattern(quad.object, _NAME, None)
    ]
    return frozenset(
        word
        for quad in [*store.quads_for_pattern(node, None, None), *named]
        if isinstance(quad.object, Literal) and quad.object.language != "en"
        for word in content_words(quad.object.value)
    )


def document(file: str) -> Document | None:
    """The text of a document, or None where it does not lie beside the checkout."""
    folder = shared()
    path = folder / "seeds" / file if folder else None
    return _read(path) if path is not None and path.exists() else None


@cache
def _read(path: Path) -> Document:
    return Document(path.read_text("utf-8"))


def of(file: str) -> list[Quotation]:
    """The quotations from one document."""
    return [q for q in quotations() if q.source in register()[file]]


def share(file: str, text: Document) -> float:
    """Which part of the words of a document its quotations take; overlaps count once."""
    return text.share(q.text for q in of(file))


def failing(city: str) -> list[str]:
    """Passages of a city whose quotation is too long or carries a fact it has no word of."""
    return sorted(q.passage for q in quotations() if q.city == city and (too_long(q) or q.misses()))


def too_long(quotation: Quotation) -> bool:
    return len(quotation.text.split()) > LONGEST


def copied(file: str, text: Document) -> list[tuple[str, str]]:
    """Descriptions and reasons that repeat more words in a row than an own wording would."""
    store = load(f for s in slugs() for f in (cities() / s).glob("*.ttl"))
    cited = {city.split("/", 1)[0] for city in register()[file]}
    told = pairs(
        store,
        "SELECT DISTINCT ?x ?t { ?x dcterms:description|insek:begruendung ?t "
        "FILTER(LANG(?t) != 'en') }",
    )
    return [
        (fact.removeprefix(BASE), words)
        for fact, words in sorted(told)
        if fact.removeprefix(BASE).split("/", 1)[0] in cited and text.run(words, RUN + 1)
    ]
