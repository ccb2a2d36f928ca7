"""What can be found: things of a city with their label, number, description and validity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.dates import OPEN_END, possibly_within
from leitgraph.search.words import key
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.vorlage.draft.writer import DCTERMS, RDF_TYPE
from leitgraph.vorlage.resolve import SKOS

KINDS: dict[str, tuple[str, ...]] = {
    "ziel": ("Zielsystemelement",),
    "einheit": ("Organisationseinheit",),
    "raum": ("Raum",),
    "produkt": ("Produkt", "Produktgruppe", "Produktbereich"),
    "konzept": ("Konzept",),
    "projekt": ("Massnahme",),
    "vorlage": ("Vorlage",),
}
"""Kinds of entries, as a draft names them, with their classes; in the order of equal hits."""
LONGEST_TEXT = 20_000
"""So many characters of a description are searched."""
_OF_CLASS = {ox.NamedNode(NS + name): kind for kind, names in KINDS.items() for name in names}
_NUMBERS = (
    ox.NamedNode(NS + "geschaeftszeichen"),
    ox.NamedNode(NS + "kennung"),
    ox.NamedNode(SKOS + "notation"),
)
_LABEL = ox.NamedNode(SKOS + "prefLabel")
_TITLE = ox.NamedNode(DCTERMS + "title")
_DESCRIPTION = ox.NamedNode(DCTERMS + "description")
_KOMMUNE = ox.NamedNode(NS + "kommune")
_FASSUNG = ox.NamedNode(NS + "inFassung")
_STATUS = ox.NamedNode(NS + "fassungsstatus")
_BINDING = ox.NamedNode(NS + "verbindlichkeit")
_NOT_ADOPTED = {f"{VOCAB_BASE}fassungsstatus/{status}" for status in ("entwurf", "geplant")}
_REPLACED = f"{VOCAB_BASE}fassungsstatus/ersetzt"
_NOT_BINDING = {f"{VOCAB_BASE}verbindlichkeit/{what}" for what in ("entwurf", "anregung")}
_FROM = ox.NamedNode(NS + "gueltigAb")
_TO = ox.NamedNode(NS + "gueltigBis")


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. ``number`` is its number, Geschäftszeichen or Kennung."""

    iri: str
    kind: str
    city: str
    number: str
    label: str
    text: str

    @property
    def id(self) -> str:
        """The last part of the IRI, which a draft may name it by."""
        return self.iri.rsplit("/", 1)[-1]

    @property
    def order(self) -> tuple[int, list[tuple[int, str]], str]:
        """Sorts entries: by kind, then by number (10 after 9), then by label."""
        return list(KINDS).index(self.kind), natural(self.number or self.label), self.iri


class Entries:
    """Reads entries from a graph; ``base`` is the base of all IRIs, without a slash at its end."""

    def __init__(self, layers: Layers, base: str) -> None:
        self._layers = layers
        self._base = base + "/"

    def all(self) -> Iterator[Entry]:
        """All entries of all cities."""
        seen: set[str] = set()
        for cls in _OF_CLASS:
            for node in self._layers.subjects(RDF_TYPE, cls):
                if isinstance(node, ox.NamedNode) and node.value not in seen:
                    seen.add(node.value)
                    entry = self.read(node)
                    if entry is not None:
                        yield entry

    def of(self, iris: Iterable[str]) -> Iterator[Entry]:
        """The entries among some IRIs."""
        for iri in iris:
            entry = self.read(ox.NamedNode(iri))
            if entry is not None:
                yield entry

    def read(self, node: ox.NamedNode) -> Entry | None:
        """The entry of a node as the graph has it now; None if it is none."""
        kinds = (_OF_CLASS.get(t) for t in self._layers.objects(node, RDF_TYPE))  # type: ignore[arg-type]
        kind = next(filter(None, kinds), None)
        if kind is None:
            return None
        label = (kind == "vorlage" and self._text(node, _TITLE)) or self._text(node, _LABEL)
        label = label or self._text(node, _TITLE)
        number = next(filter(None, (self._text(node, p) for p in _NUMBERS)), "")
        if not (label or number):
            return None
        text = self._text(node, _DESCRIPTION)[:LONGEST_TEXT]
        return Entry(node.value, kind, self._city(node), number, label or number, text)

    def called(self, iri: str) -> str:
        """Number and label of an entry, or the last part of its IRI."""
        entry = self.read(ox.NamedNode(iri))
        if entry is None:
            return iri.rsplit("/", 1)[-1]
        return f"{entry.number} {entry.label}" if entry.number else entry.label

    def valid(self, node: ox.NamedNode, day: str) -> bool:
        """True if it is in force on the day: by its own dates, else in one of its Fassungen.

        A goal that was only drafted or suggested is not, nor one in a Fassung not adopted.
        """
        if self._codes(node, _BINDING) & _NOT_BINDING:
            return False
        own = self._span(node)
        if own != ("", OPEN_END):
            return possibly_within(*own, day)
        versions = [f for f in self._layers.objects(node, _FASSUNG) if isinstance(f, ox.NamedNode)]
        return not versions or any(self._adopted(version, day) for version in versions)

    def later(self, node: ox.NamedNode) -> list[ox.NamedNode]:
        """What took its place: directly, or by a change of goals."""
        found = set(self._layers.objects(node, ox.NamedNode(NS + "ersetztDurch")))
        for change in self._layers.subjects(ox.NamedNode(NS + "vorher"), node):
            found.update(self._layers.objects(change, ox.NamedNode(NS + "nachher")))
        return sorted((n for n in found if isinstance(n, ox.NamedNode)), key=str)

    def types_of_place(self, node: ox.NamedNode) -> set[str]:
        """IRIs of the types of a place."""
        return self._codes(node, ox.NamedNode(NS + "raumtyp"))

    def _adopted(self, version: ox.NamedNode, day: str) -> bool:
        first, last = self._span(version)
        status = self._codes(version, _STATUS)
        over = _REPLACED in status and last == OPEN_END
        return possibly_within(first, last, day) and not over and not status & _NOT_ADOPTED

    def _span(self, node: ox.NamedNode) -> tuple[str, str]:
        return self._text(node, _FROM), self._text(node, _TO) or OPEN_END

    def _codes(self, node: ox.NamedNode, predicate: ox.NamedNode) -> set[str]:
        found = self._layers.objects(node, predicate)
        return {term.value for term in found if isinstance(term, ox.NamedNode)}

    def _text(self, node: ox.NamedNode, predicate: ox.NamedNode) -> str:
        """The German text, else the one without a language, else any."""
        found = [t for t in self._layers.objects(node, predicate) if isinstance(t, ox.Literal)]
        rank = {"de": 0, None: 1}
        best = min(found, key=lambda t: (rank.get(t.language, 2), t.value), default=None)
        return "" if best is None else best.value

    def _city(self, node: ox.NamedNode) -> str:
        """The short name of its city: by ``insek:kommune``, else by its IRI."""
        for term in (*self._layers.objects(node, _KOMMUNE), node):
            if isinstance(term, ox.NamedNode) and term.value.startswith(self._base):
                return term.value[len(self._base) :].partition("/")[0]
        return ""


def natural(text: str) -> list[tuple[int, str]]:
    """10 after 9."""
    parts = re.findall(r"\d{1,9}|\D+", text)
    return [(int(p), "") if p.isdecimal() else (10**9, key(p)) for p in parts]
