"""Which version of the city's concept a paper means when it cites one.

Told by the day of its adoption, by the number of the resolution, or by the marks in its name
(„2035+“, „2. Fortschreibung“). What fits more than one version is the one in force on the day, if
that is among them; else it stays as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from leitgraph.config import NS
from leitgraph.dates import possibly_within
from leitgraph.shacl.rules.neighbourhood import Layers

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_INSEK = NamedNode(NS + "INSEK")
_MARKS = re.compile(
    r"(?:19|20)\d\d(?:\s?\+|\s?plus)?|\d{1,2}\.\s?(?:Teil)?fortschreibung|\bSEKo\b|\bEntwurf\b"
    r"|\b[A-Z]{1,4}(?:-[A-Z]{1,3})?[-/ ]?\d{3,6}(?:/\d{2,4})?",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")


@dataclass(frozen=True)
class Version:
    """A version (``insek:Fassung``) of the city's INSEK: its marks and days."""

    iri: NamedNode
    marks: frozenset[str]
    days: frozenset[str]
    first: str
    last: str

    def in_force(self, day: str) -> bool:
        """True if it is, or may be, in force on an ISO date."""
        return bool(self.first) and possibly_within(self.first, self.last, day)


class Versions:
    """The versions of one city's INSEK."""

    def __init__(self, layers: Layers, city: str) -> None:
        self._layers = layers
        found = layers.subjects(_TYPE, NamedNode(NS + "Fassung"))
        self._all = [
            self._version(node)
            for node in found
            if isinstance(node, NamedNode) and node.value.startswith(f"{city}/") and city
            if self._of_insek(node)
        ]

    def in_force(self, day: date) -> NamedNode | None:
        """The version in force on a day; of several, the latest."""
        running = [one for one in self._all if one.in_force(day.isoformat())]
        return max(running, key=lambda one: one.first).iri if running else None

    def find(self, written: str, adopted: date | None, day: date) -> NamedNode | None:
        """The version cited. ``adopted``: the day the paper gives; ``day``: that of the paper."""
        if adopted is not None:
            return self._one([v for v in self._all if adopted.isoformat() in v.days], day)
        for match in _DATE.findall(written):
            numbers = [int(part) for part in re.findall(r"\d+", match)]
            iso = f"{numbers[2]:04}-{numbers[1]:02}-{numbers[0]:02}"
            return self._one([v for v in self._all if iso in v.days], day)
        marks = _marks(written)
        return self._one([v for v in self._all if marks and marks <= v.marks], day)

    def _one(self, found: list[Version], day: date) -> NamedNode | None:
        running = [one for one in found if one.in_force(day.isoformat())]
        best = running if len(found) > 1 else found
        return best[0].iri if len(best) == 1 else None

    def _of_insek(self, node: NamedNode) -> bool:
        concepts = self._layers.objects(node, NamedNode(NS + "fassungVon"))
        return any(
            _INSEK in self._layers.objects(concept, _TYPE)
            for concept in concepts
            if isinstance(concept, NamedNode)
        )

    def _version(self, node: NamedNode) -> Version:
        adopting = [
            one
            for one in self._layers.objects(node, NamedNode(NS + "beschlossenDurch"))
            if isinstance(one, NamedNode)
        ]
        texts = self._values(node, _LABEL)
        texts += [text for one in adopting for text in self._values(one, NamedNode(NS + "kennung"))]
        first = self._values(node, NamedNode(NS + "gueltigAb"))
        last = self._values(node, NamedNode(NS + "gueltigBis"))
        days = [day for one in adopting for day in self._values(one, NamedNode(NS + "datum"))]
        return Version(
            node,
            frozenset(mark for text in texts for mark in _marks(text)),
            frozenset([*first, *days]),
            first[0] if first else "",
            last[0] if last else "",
        )

    def _values(self, node: NamedNode, predicate: NamedNode) -> list[str]:
        found = self._layers.objects(node, predicate)
        return [term.value for term in found if isinstance(term, Literal)]


def _marks(text: str) -> frozenset[str]:
    """What tells one version from another in a name, in one spelling."""
    found = (re.sub(r"\s", "", mark).lower().replace("plus", "+") for mark in _MARKS.findall(text))
    return frozenset(found)
