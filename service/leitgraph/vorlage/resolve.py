"""Names that a draft uses (Geschäftszeichen, goal, place, product, Kennung) to IRIs of the graph.

As written first, then in other spellings and inflections (``linking``).

Several may bear one name over time: the one valid on the date goes first, then the one that
ended last, so that a rule can say what took its place. What is not found, or found more than
once, stays as it was written; the rules then say that it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.dates import OPEN_END, possibly_within, surely_before
from leitgraph.linking.shelf import CityNames
from leitgraph.linking.things import KINDS as NAMED
from leitgraph.shacl.rules.neighbourhood import Layers

SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABEL = NamedNode(SKOS + "prefLabel")
_NOTATION = NamedNode(SKOS + "notation")
_LANGUAGES = ("de", "en", None)
_NUMBERED = re.compile(r"(\w{0,3}\d[\w.]*)[.:]?\s+[–-]?\s*(\D.*)")
_WHOLE_CITY = re.compile(
    r"(?:das )?(?:(?:ganze|gesamte)s? )?stadtgebiet|(?:die )?(?:ganze|gesamte) stadt|gesamtstadt"
    r"|gesamtstädtisch|stadtweit",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Kind:
    """How a kind of thing is named: the part of its IRI, and properties that hold its name.

    ``only``: nothing is taken whose IRI has another part there.
    """

    segment: str
    names: tuple[NamedNode, ...]
    prefix: str = ""
    only: bool = False


ZIEL = Kind("ziel", (_NOTATION,))
EINHEIT = Kind("einheit", (NamedNode(NS + "geschaeftszeichen"),), r"(?:GZ|Amt|Referat)[ .:]*")
RAUM = Kind("raum", (_NOTATION,))
PRODUKT = Kind("produkt", (_NOTATION,), r"(?:Produkt)[ .:]*")
VORLAGE = Kind("vorlage", (NamedNode(NS + "kennung"),))
BESCHLUSS = Kind("beschluss", (NamedNode(NS + "kennung"),))
GREMIUM = Kind("gremium", (_NOTATION,), only=True)
FOERDERPROGRAMM = Kind("foerderprogramm", (_NOTATION,), only=True)
THEMA = Kind("thema", (_NOTATION,), only=True)
KONZEPT = Kind("konzept", (_NOTATION,), only=True)
KONFLIKT = Kind("konflikt", (), only=True)
FASSUNG = Kind("fassung", (_NOTATION,), only=True)
KINDS = {
    kind.segment: kind
    for kind in (
        *(ZIEL, EINHEIT, RAUM, PRODUKT, VORLAGE, BESCHLUSS, GREMIUM, FOERDERPROGRAMM),
        *(THEMA, KONZEPT, KONFLIKT, FASSUNG),
    )
}
"""By name, as the table of fields has it."""


class Resolver:
    """Looks names up in the graph of one city, as of a date."""

    def __init__(
        self, layers: Layers, city: str, day: date, names: CityNames | None = None
    ) -> None:
        """``city``: beginning of the city's IRIs, without a slash at its end; "": any city.

        ``names``: what the city knows by name, if it has been read already.
        """
        self._layers = layers
        self._city = city
        self._day = day.isoformat()
        self._names = names or CityNames(layers, city)

    def find(self, name: str, kind: Kind) -> NamedNode | None:
        """The resource of that name, or None if there is none or not just one."""
        if re.match(r"https?://|urn:", name):
            return iri(name)
        for candidates in self._rounds(name, kind):
            # „Wohnen“ may be a goal and a theme: what bears the kind in its IRI goes first.
            own = [node for node in candidates if f"/{kind.segment}/" in node.value]
            found = self._best(set(own if own or kind.only else candidates))
            if found is not None:
                return found
        return None

    def _rounds(self, name: str, kind: Kind) -> Iterator[list[NamedNode]]:
        """Candidates, surest first: id, number or Geschäftszeichen, label."""
        short = re.sub(rf"^{kind.prefix}(?=\S)", "", name, flags=re.I) if kind.prefix else name
        for written in dict.fromkeys((name, short)):
            yield self._by_id(written, kind)
            for predicate in kind.names:
                yield self._by_value(predicate, written)
            yield self._by_value(_LABEL, written)
        yield self._by_number_and_label(name, kind)
        if kind is RAUM and _WHOLE_CITY.fullmatch(name):
            typ = NamedNode(f"{VOCAB_BASE}raumtyp/stadtgebiet")
            areas = self._layers.subjects(NamedNode(NS + "raumtyp"), typ)
            yield [node for node in areas if isinstance(node, NamedNode) and self._of_city(node)]
        if self._city and kind.segment in NAMED:
            yield [NamedNode(one) for one in self._names.of(kind.segment).find(name)]

    def like(self, name: str, kind: Kind) -> list[NamedNode]:
        """Things in force on the date that may be meant by a name that is not known."""
        if not self._city or kind.segment not in NAMED:
            return []
        found = [NamedNode(one) for one in self._names.of(kind.segment).like(name)]
        valid = [node for node in found if self._holds(node)]
        return valid or found

    def _holds(self, node: NamedNode) -> bool:
        first, last = self._span(node)
        return possibly_within(first, last, self._day)

    def _by_number_and_label(self, written: str, kind: Kind) -> list[NamedNode]:
        """„6.1 Teilhabe ermöglichen“: both must be those of one resource."""
        parts = _NUMBERED.fullmatch(written)
        if parts is None:
            return []
        return [
            node
            for predicate in kind.names
            for node in self._by_value(predicate, parts[1])
            if any(
                isinstance(label, Literal) and label.value.casefold() == parts[2].casefold()
                for label in self._layers.objects(node, _LABEL)
            )
        ]

    def _by_id(self, written: str, kind: Kind) -> list[NamedNode]:
        identifier = slug(written) if self._city else ""
        if not identifier:
            return []
        node = NamedNode(f"{self._city}/{kind.segment}/{identifier}")
        return [node] if self._layers.describes(node) else []

    def _by_value(self, predicate: NamedNode, written: str) -> list[NamedNode]:
        return [
            node
            for language in _LANGUAGES
            for node in self._layers.subjects(predicate, Literal(written, language=language))
            if isinstance(node, NamedNode) and self._of_city(node)
        ]

    def _of_city(self, node: NamedNode) -> bool:
        if not self._city or node.value.startswith(self._city + "/"):
            return True
        kommune = NamedNode(f"{self._city}/kommune/stadt")
        return kommune in self._layers.objects(node, NamedNode(NS + "kommune"))

    def _best(self, candidates: set[NamedNode]) -> NamedNode | None:
        spans = {node: self._span(node) for node in candidates}
        valid = [node for node, span in spans.items() if possibly_within(*span, self._day)]
        if valid:
            return valid[0] if len(valid) == 1 else None
        past = sorted(
            (last, node.value)
            for node, (_, last) in spans.items()
            if surely_before(last, self._day)
        )
        if past and (len(past) == 1 or past[-1][0] != past[-2][0]):
            return NamedNode(past[-1][1])
        return next(iter(candidates)) if len(candidates) == 1 else None

    def _span(self, node: NamedNode) -> tuple[str, str]:
        """First and last day: the node's own, else those of its Fassungen."""
        own = self._dates(node)
        if own != ("", OPEN_END):
            return own
        spans = [
            self._dates(version)
            for version in self._layers.objects(node, NamedNode(NS + "inFassung"))
            if isinstance(version, NamedNode)
        ]
        running = [s for s in spans if possibly_within(*s, self._day)]
        return max(running or spans, key=lambda s: s[1], default=own)

    def _dates(self, node: NamedNode) -> tuple[str, str]:
        def value(name: str, default: str) -> str:
            found = (
                term.value
                for term in self._layers.objects(node, NamedNode(NS + name))
                if isinstance(term, Literal)
            )
            return next(found, default)

        return value("gueltigAb", ""), value("gueltigBis", OPEN_END)


def slug(text: str) -> str:
    """The id part of an IRI: „V0001/25“ is ``v0001-25``."""
    written = text.lower()
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        written = written.replace(umlaut, plain)
    return re.sub(r"[^a-z0-9.]+", "-", written).strip("-.")[:100]


def iri(text: str) -> NamedNode | None:
    """The IRI, or None if the text is none."""
    if re.search(r"[\s<>\"{}|\\^`]", text):
        return None
    try:
        return NamedNode(text)
    except ValueError:
        return None
