"""What a city knows by name: its goals, units, bodies, places and the like, read from the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from leitgraph.config import NS
from leitgraph.shacl.rules.neighbourhood import Layers

KINDS: dict[str, tuple[str, ...]] = {
    "ziel": ("Zielsystemelement",),
    "einheit": ("Organisationseinheit",),
    "gremium": ("Gremium",),
    "raum": ("Raum",),
    "konzept": ("Konzept",),
    "produkt": ("Produkt", "Produktgruppe", "Produktbereich"),
    "foerderprogramm": ("Foerderprogramm",),
    "thema": ("Thema",),
}
"""Kinds by the name that a draft has for them, with their classes."""
MOST = 20_000
"""So many things of a kind are read; a city has less."""
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS = "http://purl.org/dc/terms/"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = ox.NamedNode(_SKOS + "prefLabel")
_NAMES = (
    _LABEL,
    ox.NamedNode(_SKOS + "altLabel"),
    ox.NamedNode(_SKOS + "hiddenLabel"),
    ox.NamedNode(_DCTERMS + "title"),
)
_NUMBERS = (
    ox.NamedNode(_SKOS + "notation"),
    ox.NamedNode(NS + "geschaeftszeichen"),
    ox.NamedNode(NS + "kennung"),
)
_ABOVE = (ox.NamedNode(NS + "unterzielVon"), ox.NamedNode(NS + "dientZiel"))
_ABOUT = ox.NamedNode(NS + "ueber")
_PREDICATE = ox.NamedNode(NS + "praedikat")
_VALUE = ox.NamedNode(NS + "wert")
_KOMMUNE = ox.NamedNode(NS + "kommune")
_DESCRIPTION = ox.NamedNode(_DCTERMS + "description")
_LEVELS = 8


@dataclass(frozen=True)
class Thing:
    """Something with a name. ``label``: how it is shown; ``names``: all names, earlier ones too;
    ``numbers``: number, Geschäftszeichen or Kennung; ``above``: IRIs of what a goal serves."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    above: tuple[str, ...] = ()


def read(layers: Layers, root: str, kind: str) -> Iterator[Thing]:
    """The things of a kind of the city whose IRIs begin with ``root`` (no slash at its end)."""
    seen: set[str] = set()
    for name in KINDS[kind]:
        for node in layers.subjects(_TYPE, ox.NamedNode(NS + name)):
            if len(seen) >= MOST:
                return
            if not isinstance(node, ox.NamedNode) or node.value in seen:
                continue
            if _of_city(layers, node, root):
                seen.add(node.value)
                yield _thing(layers, node, kind)


def description(layers: Layers, iri: str) -> str:
    """What the graph says of a thing in German, or an empty text."""
    return next(_german(layers, ox.NamedNode(iri), (_DESCRIPTION,)), "")


def _thing(layers: Layers, node: ox.NamedNode, kind: str) -> Thing:
    names = list(_german(layers, node, _NAMES))
    if kind == "ziel":
        names += _earlier(layers, node)
    numbers = [
        term.value
        for predicate in _NUMBERS
        for term in layers.objects(node, predicate)
        if isinstance(term, ox.Literal)
    ]
    return Thing(
        node.value,
        kind,
        names[0] if names else node.value.rsplit("/", 1)[-1],
        tuple(dict.fromkeys(names)),
        tuple(dict.fromkeys(numbers)),
        _above(layers, node) if kind == "ziel" else (),
    )


def _german(
    layers: Layers, node: ox.NamedNode, predicates: Iterable[ox.NamedNode]
) -> Iterator[str]:
    for predicate in predicates:
        found = [t for t in layers.objects(node, predicate) if isinstance(t, ox.Literal)]
        yield from sorted(t.value for t in found if t.language in {"de", None})


def _earlier(layers: Layers, node: ox.NamedNode) -> Iterator[str]:
    """Names that a source of another time gives the thing (``insek:Aussage``)."""
    for statement in layers.subjects(_ABOUT, node):
        if _LABEL in layers.objects(statement, _PREDICATE):
            for term in layers.objects(statement, _VALUE):
                if isinstance(term, ox.Literal) and term.language in {"de", None}:
                    yield term.value


def _above(layers: Layers, node: ox.NamedNode) -> tuple[str, ...]:
    found: dict[str, None] = {}
    frontier = [node]
    for _ in range(_LEVELS):
        over = {
            term
            for one in frontier
            for predicate in _ABOVE
            for term in layers.objects(one, predicate)
            if isinstance(term, ox.NamedNode) and term.value not in found and term != node
        }
        frontier = sorted(over, key=lambda term: term.value)
        found.update(dict.fromkeys(term.value for term in frontier))
    return tuple(found)


def _of_city(layers: Layers, node: ox.NamedNode, root: str) -> bool:
    if not root or node.value.startswith(root + "/"):
        return True
    return ox.NamedNode(f"{root}/kommune/stadt") in layers.objects(node, _KOMMUNE)
