"""A resource in the order in which people read it: doubts and sources before the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from leitgraph.config import VOCAB_BASE
from leitgraph.web.pages.resource.data import (
    INFERRED,
    INLINE,
    Incoming,
    Resource,
    Term,
    expanded,
    own,
)
from leitgraph.web.pages.resource.text import label, literal, pick

CONTRADICTORY = VOCAB_BASE + "bestaetigung/widerspruechlich"
MOST = 100
_TYPE = expanded("rdf:type")
_ELSEWHERE = {
    _TYPE,
    *(
        own(name)
        for name in ["belegtDurch", "konfidenz", "bestaetigung", "widerspricht", "synthetisch"]
    ),
}
_FIRST = [expanded(name) for name in ("skos:definition", "dcterms:description", "dcterms:title")]
_REPEATS = {
    expanded("rdfs:label"): "skos:prefLabel",
    expanded("rdfs:comment"): "skos:definition",
}
_QUIET = {
    _TYPE,
    expanded("skos:prefLabel"),
    expanded("dcterms:source"),
    own("kommune"),
    own("synthetisch"),
}


@dataclass
class Piece:
    """Something to read: a text, with an IRI if it is a resource."""

    text: str
    iri: str = ""
    lang: str = ""
    notation: str = ""
    inferred: bool = False
    contradictory: bool = False
    inside: list[tuple[str, list[Piece]]] = field(default_factory=list)


@dataclass
class Group:
    """Values of one property; ``more`` of them are not shown. ``incoming`` for paging."""

    name: str
    iri: str
    pieces: list[Piece]
    more: int = 0
    incoming: Incoming | None = None

    @property
    def inferred(self) -> bool:
        """True if all of it only follows from the ontology."""
        return bool(self.pieces) and all(piece.inferred for piece in self.pieces)


@dataclass
class Passage:
    """Where it is written."""

    passage: Piece
    section: str | None
    quotation: str | None
    document: Piece | None
    about: list[tuple[str, list[Piece]]]


def _order(piece: Piece) -> tuple[object, ...]:
    """What is said comes before what follows, numbers in their order before what has none."""
    parts = re.findall(r"\d+|\D+", piece.notation)
    number = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
    return piece.inferred, not number, number, piece.text.casefold()


def _follows(graphs: set[str]) -> bool:
    return bool(graphs) and graphs <= INFERRED


class View:
    """All texts of a page about a resource, in one language."""

    def __init__(self, resource: Resource, lang: str, base: str, synthetic: Iterable[str]) -> None:
        self.resource = resource
        self.lang = lang
        self.iri = resource.iri
        self.title = label(resource, resource.iri, lang)
        self.notation = pick(resource.values("skos:notation"), lang)
        self.types = self._pieces(_TYPE)
        self.synthetic = self._is_synthetic(base, set(synthetic))
        self.passages = self._passages()
        self.confidence = self._pieces(own("konfidenz"))
        self.confirmation = self._pieces(own("bestaetigung"))
        self.contradicts = [
            self._piece(term, graphs, own("widerspricht"), deep=True)
            for term, graphs in resource.outgoing.get(own("widerspricht"), [])
        ]
        self.statements = [self._of(iri, deep=True) for iri in resource.statements]
        self.contradictory = bool(self.contradicts) or any(
            piece.iri == CONTRADICTORY for piece in self.confirmation
        )
        self.disputed = any(statement.contradictory for statement in self.statements)
        self.facts, self.links = self._outgoing()
        self.incoming = [self._incoming(group) for group in resource.incoming]
        self.graphs = self._graphs()
        self.only_inferred = bool(resource.outgoing) and all(
            _follows(graphs) for values in resource.outgoing.values() for _, graphs in values
        )

    @property
    def doubtful(self) -> bool:
        """True if there is anything to say about how sure this is."""
        return bool(self.confidence or self.confirmation or self.contradicts or self.statements)

    def _is_synthetic(self, base: str, slugs: set[str]) -> bool:
        own_word = self.resource.values("insek:synthetisch")
        words = [*own_word] + [
            term for g in self.resource.graphs for term in self.resource.of(g, "insek:synthetisch")
        ]
        inside = self.iri.removeprefix(base + "/").partition("/")[0]
        below = self.iri.startswith(base + "/") and inside in slugs
        return below or any(term["value"] in {"true", "1"} for term in words)

    def _piece(self, term: Term, graphs: set[str], name: str, *, deep: bool = False) -> Piece:
        inferred = _follows(graphs)
        if term["type"] == "literal":
            text = literal(term, name, self.lang)
            return Piece(text, lang=term.get("xml:lang", ""), inferred=inferred)
        piece = self._of(term["value"], deep=deep)
        piece.inferred = inferred
        return piece

    def _of(self, iri: str, *, deep: bool = False) -> Piece:
        """One of the others; ``deep`` if what it consists of is read with it."""
        confirmation = self.resource.of(iri, "insek:bestaetigung")
        contradicts = self.resource.of(iri, "insek:widerspricht")
        notation = pick(self.resource.of(iri, "skos:notation"), self.lang) or ""
        return Piece(
            label(self.resource, iri, self.lang),
            iri,
            notation="" if iri.startswith(VOCAB_BASE) else notation,
            contradictory=any(t["value"] == CONTRADICTORY for t in confirmation)
            or bool(contradicts),
            inside=self._inside(iri) if deep else [],
        )

    def _inside(self, iri: str) -> list[tuple[str, list[Piece]]]:
        found = []
        for name, terms in self.resource.about.get(iri, {}).items():
            if name in _QUIET or (iri in self.resource.statements and name == own("ueber")):
                continue
            pieces = [
                Piece(*self._shallow(term, name))
                for term in terms
                if term["type"] in {"literal", "uri"} and term["value"] != self.iri
            ]
            if pieces:
                found.append((label(self.resource, name, self.lang), pieces))
        return sorted(found, key=lambda row: row[0].casefold())

    def _shallow(self, term: Term, name: str) -> tuple[str, str, str]:
        if term["type"] == "literal":
            return literal(term, name, self.lang), "", term.get("xml:lang", "")
        return label(self.resource, term["value"], self.lang), term["value"], ""

    def _pieces(self, name: str) -> list[Piece]:
        found = [self._piece(t, g, name) for t, g in self.resource.outgoing.get(name, [])]
        return sorted(found, key=_order)

    def _is_small(self, iri: str) -> bool:
        kinds = {term["value"] for term in self.resource.of(iri, "rdf:type")}
        return any(own(kind) in kinds for kind in INLINE)

    def _outgoing(self) -> tuple[list[Group], list[Group]]:
        facts, links = [], []
        passages = {t["value"] for t in self.resource.values("insek:belegtDurch")}
        for name, values in self.resource.outgoing.items():
            if name in _ELSEWHERE:
                continue
            called = label(self.resource, name, self.lang)
            literals = [v for v in values if v[0]["type"] == "literal"]
            if name in _REPEATS:  # generic tools read it; people have read it above
                above = self.resource.values(_REPEATS[name])
                literals = [v for v in literals if v[0] not in above]
            if name == expanded("skos:prefLabel"):
                literals = [v for v in literals if v[0]["value"] != self.title]
            if literals:
                pieces = [self._piece(term, graphs, name) for term, graphs in literals]
                pieces.sort(key=lambda p: (p.lang != self.lang, p.lang != "de", p.text))
                facts.append(Group(called, name, pieces))
            others = [
                (term, graphs)
                for term, graphs in values
                if term["type"] != "literal"
                and not (name == expanded("dcterms:source") and term["value"] in passages)
            ]
            if others:
                small = [self._is_small(term["value"]) for term, _ in others]
                pieces = [
                    self._piece(term, graphs, name, deep=deep)
                    for (term, graphs), deep in zip(others, small, strict=True)
                ]
                pieces.sort(key=_order)
                links.append(Group(called, name, pieces[:MOST], max(0, len(pieces) - MOST)))
        order = {name: place for place, name in enumerate(_FIRST)}
        facts.sort(key=lambda g: (order.get(g.iri, len(order)), g.name.casefold()))
        links.sort(key=lambda g: (g.inferred, g.name.casefold()))
        return facts, links

    def _incoming(self, group: Incoming) -> Group:
        pieces = [self._of(iri) for iri in group.subjects]
        for piece in pieces:
            piece.inferred = piece.iri in group.inferred
        pieces.sort(key=_order)
        called = label(self.resource, group.iri, self.lang)
        return Group(called, group.iri, pieces, group.count - len(pieces), group)

    def _passages(self) -> list[Passage]:
        found = []
        for term, graphs in self.resource.outgoing.get(own("belegtDurch"), []):
            iri = term["value"]
            documents = [t["value"] for t in self.resource.of(iri, "insek:quelle")]
            document = self._of(documents[0]) if documents else None
            about = []
            for name in ("insek:herausgeber", "dcterms:issued", "dcterms:identifier",
                         "rdfs:seeAlso"):  # fmt: skip
                values = self.resource.of(documents[0], name) if documents else []
                pieces = [Piece(*self._shallow(value, expanded(name))) for value in values]
                if pieces:
                    about.append((label(self.resource, expanded(name), self.lang), pieces))
            found.append(
                Passage(
                    self._piece(term, graphs, own("belegtDurch")),
                    pick(self.resource.of(iri, "insek:abschnitt"), self.lang),
                    pick(self.resource.of(iri, "insek:zitat"), self.lang),
                    document,
                    about,
                )
            )
        return sorted(found, key=lambda passage: passage.passage.text.casefold())

    def _graphs(self) -> list[tuple[Piece, list[str], int]]:
        """The graphs it stands in, where they come from, how many statements each holds."""
        counted: dict[str, int] = dict.fromkeys(self.resource.graphs, 0)
        for values in self.resource.outgoing.values():
            for _, graphs in values:
                for graph in graphs & set(counted):
                    counted[graph] += 1
        return [
            (
                self._of(graph),
                [self._shallow(t, "")[0] for t in self.resource.of(graph, "dcterms:source")],
                number,
            )
            for graph, number in counted.items()
        ]
