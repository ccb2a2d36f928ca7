"""What the graph says of goals by the place, product and units of a draft."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from leitgraph.config import VOCAB_BASE
from leitgraph.model import Text
from leitgraph.search.entries import Entries
from leitgraph.store.host.job import ReaderContext
from leitgraph.suggest.hints import Hint

NAMED, WITHIN = 1.0, 0.6
"""A goal names the very place of the draft; or one that it lies in, or that lies in it."""
LEADS, TAKES_PART = 1.0, 0.6
"""The unit is in charge of the goal; or takes part in it."""
BESIDE = 0.25
"""Part of that for a unit that takes part in the paper and does not lead it."""
_FEW = 4
"""A unit with more goals than so many says less of each."""
USUAL = 0.8
"""The most that it can say what others did before."""
_DOUBT = {"produkt": 2, "raum": 4, "einheit": 4}
"""So many papers more, and half would not have to be chance."""
_LEAST = 2

_PLACES = """SELECT DISTINCT ?goal ?place ?same WHERE {
  VALUES ?own { %s }
  { ?goal insek:nenntRaum ?own . BIND(?own AS ?place) BIND(true AS ?same) }
  UNION { ?own insek:teilVonRaum ?place . ?goal insek:nenntRaum ?place . BIND(false AS ?same) }
  UNION { ?place insek:teilVonRaum ?own . ?goal insek:nenntRaum ?place . BIND(false AS ?same) }
}"""
_DUTIES = """SELECT DISTINCT ?goal ?unit ?role WHERE {
  VALUES ?unit { %s }
  ?duty insek:zustaendigFuer ?goal ; insek:einheit ?unit .
  ?goal a insek:Ziel .
  OPTIONAL { ?duty insek:rolle ?role }
  OPTIONAL { ?duty insek:gueltigAb ?from }
  OPTIONAL { ?duty insek:gueltigBis ?to }
  FILTER(!BOUND(?from) || STR(?from) <= "%s~") FILTER(!BOUND(?to) || CONCAT(STR(?to), "~") >= "%s")
}"""
_EARLIER = """SELECT ?goal (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  ?thing %s <%s> ; insek:betrifftZiel ?goal . FILTER(?thing != <%s>)
} GROUP BY ?goal"""
_ALL_EARLIER = """SELECT (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  ?thing %s <%s> ; insek:betrifftZiel ?goal . FILTER(?thing != <%s>)
}"""
_BUDGET = """SELECT ?goal (COUNT(DISTINCT ?item) AS ?number) WHERE {
  ?item insek:produkt <%s> . ?share insek:allokationVon ?item ; insek:ziel ?goal
} GROUP BY ?goal"""
_LEADING = f"{VOCAB_BASE}rolle/federfuehrend"
_CITY_WIDE = {f"{VOCAB_BASE}raumtyp/{name}" for name in ("stadtgebiet", "region")}


@dataclass(frozen=True)
class Matter:
    """What a draft is about, as far as the graph knows it; all but the texts are IRIs."""

    focus: str
    city: str
    day: str
    title: str
    subject: str
    places: tuple[str, ...]
    products: tuple[str, ...]
    lead: tuple[str, ...]
    others: tuple[str, ...]
    named: frozenset[str]


class Relations:
    """Hints by relations, as pairs of a goal's IRI and a hint; goals may be of any time."""

    def __init__(self, ctx: ReaderContext, entries: Entries, matter: Matter) -> None:
        self._ctx = ctx
        self._entries = entries
        self._matter = matter
        # A place as large as the city says nothing about a goal.
        self._places = [place for place in matter.places if not self._city_wide(place)]

    def all(self) -> Iterator[tuple[str, Hint]]:
        """All hints, of all kinds."""
        yield from self._by_place()
        yield from self._by_duty()
        for place in self._places:
            yield from self._by_habit("raum", "insek:liegtIn", place)
        for product in self._matter.products:
            yield from self._by_habit("produkt", "insek:produkt", product)
            yield from self._by_budget(product)
        for unit in self._matter.lead:
            yield from self._by_habit("einheit", "insek:federfuehrung", unit)

    def _rows(self, query: str, *names: str) -> Iterator[list[str]]:
        solutions = self._ctx.query(query)
        assert isinstance(solutions, ox.QuerySolutions)
        for row in solutions:
            values = [row[name] for name in names]
            yield ["" if value is None else str(value.value) for value in values]

    def _by_place(self) -> Iterator[tuple[str, Hint]]:
        if not self._places:
            return
        query = _PLACES % _terms(self._places)
        for goal, place, same in self._rows(query, "goal", "place", "same"):
            if self._city_wide(place):
                continue
            label = self._entries.called(place)
            said = (
                Text(
                    f"Das Ziel nennt „{label}“; dort liegt das Vorhaben.",
                    f"The goal names “{label}”, where the matter lies.",
                )
                if same == "true"
                else Text(
                    f"Das Ziel nennt „{label}“; der Ort des Vorhabens gehört dazu oder umfasst es.",
                    f"The goal names “{label}”, which the place of the matter lies in or contains.",
                )
            )
            strength = NAMED if same == "true" else WITHIN
            yield goal, Hint("raum", strength, said, iri=place, label=label)

    def _by_duty(self) -> Iterator[tuple[str, Hint]]:
        units = (*self._matter.lead, *self._matter.others)
        if not units:
            return
        query = _DUTIES % (_terms(units), self._matter.day, self._matter.day)
        duties = [tuple(row) for row in self._rows(query, "goal", "unit", "role")]
        many = Counter(unit for goal, unit, _ in set(duties) if self._current(goal))
        for goal, unit, role in duties:
            label = self._entries.called(unit)
            leads = role == _LEADING
            strength = (LEADS if leads else TAKES_PART) * math.sqrt(_FEW / max(_FEW, many[unit]))
            if unit not in self._matter.lead:
                strength *= BESIDE
            said = Text(
                f"„{label}“ ist für dieses Ziel {'federführend ' if leads else ''}zuständig.",
                f"“{label}” is {'in charge of' if leads else 'involved in'} this goal.",
            )
            yield goal, Hint("einheit", strength, said, iri=unit, label=label)

    def _by_habit(self, kind: str, predicate: str, node: str) -> Iterator[tuple[str, Hint]]:
        """Goals that earlier papers and projects with the same place, product or unit named."""
        asked = (predicate, node, self._matter.focus)
        total = next((int(n) for (n,) in self._rows(_ALL_EARLIER % asked, "number")), 0)
        label = self._entries.called(node)
        about = {
            "raum": (f"in „{label}“", f"in “{label}”"),
            "produkt": (f"zum Produkt „{label}“", f"on the product “{label}”"),
            "einheit": (f"von „{label}“", f"by “{label}”"),
        }[kind]
        for goal, text in self._rows(_EARLIER % asked, "goal", "number"):
            number = int(text)
            if number < _LEAST:
                continue
            strength = USUAL * number / (total + _DOUBT[kind])
            said = Text(
                f"{number} von {total} Vorlagen und Projekten {about[0]} nennen dieses Ziel.",
                f"{number} of {total} papers and projects {about[1]} name this goal.",
            )
            yield goal, Hint(kind, strength, said, iri=node, label=label)

    def _by_budget(self, product: str) -> Iterator[tuple[str, Hint]]:
        rows = [(g, int(n)) for g, n in self._rows(_BUDGET % product, "goal", "number")]
        total = sum(number for _, number in rows)
        label = self._entries.called(product)
        for goal, number in rows:
            de = "ein Ansatz" if number == 1 else f"{number} Ansätze"
            en = "one item" if number == 1 else f"{number} items"
            are = ("ist", "is") if number == 1 else ("sind", "are")
            said = Text(
                f"Im Haushalt {are[0]} diesem Ziel {de} des Produkts „{label}“ zugeordnet.",
                f"In the budget {en} of the product “{label}” {are[1]} allotted to this goal.",
            )
            strength = USUAL * number / (total + _DOUBT["produkt"])
            yield goal, Hint("produkt", strength, said, iri=product, label=label)

    def _current(self, goal: str) -> bool:
        return self._entries.valid(ox.NamedNode(goal), self._matter.day)

    def _city_wide(self, place: str) -> bool:
        return bool(self._entries.types_of_place(ox.NamedNode(place)) & _CITY_WIDE)


def _terms(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
