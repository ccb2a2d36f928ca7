"""How far the kinds that a named query rests on are recorded, for each city it speaks of.

Reads ``insek:Abdeckung`` in the same reader as the answer. A statement that is limited to another
year, to a Fassung or to a unit speaks of a part; a city without a statement is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.exporters.tables.known import (
    COMPLETE,
    NOTHING,
    PARTLY,
    UNKNOWN,
    CityKnown,
    KindKnown,
    Known,
)
from leitgraph.model import Basis, Query, Text
from leitgraph.store.host.job import ReaderContext

Term = ox.NamedNode | ox.Literal
_ORDER = (UNKNOWN, NOTHING, PARTLY, COMPLETE)
_PREFIXES = f"PREFIX insek: <{NS}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
_CITIES = """SELECT DISTINCT ?city ?name {
  { ?city a insek:Kommune } UNION { ?city a insek:Land }
  FILTER (STRENDS(STR(?city), "/kommune/stadt"))
  OPTIONAL { ?city skos:prefLabel ?name . FILTER (LANG(?name) = "de") } } ORDER BY ?name ?city"""
_HOME = "SELECT DISTINCT ?city { %s insek:kommune ?city }"
_STATED = """SELECT ?city ?kind ?feature ?degree ?until ?year ?by ?source ?version ?unit {
  ?a insek:abdeckungIn ?city ; insek:abgedeckt ?kind ; insek:abdeckungsgrad ?degree .
  OPTIONAL { ?a insek:abgedecktesMerkmal ?feature } OPTIONAL { ?a insek:stand ?until }
  OPTIONAL { ?a insek:jahr ?year } OPTIONAL { ?a insek:erfasstDurch ?by }
  OPTIONAL { ?a insek:belegtDurch ?source } OPTIONAL { ?a insek:inFassung ?version }
  OPTIONAL { ?a insek:einheit ?unit } } ORDER BY ?a ?source"""


def known_of(
    ctx: ReaderContext, query: Query, chosen: Mapping[str, Term | None], terms: Mapping[str, Text]
) -> Known | None:
    """What the answer to a query rests on; None if the query does not say.

    ``chosen``: the parameters' terms; ``terms``: labels of the ontology's terms by IRI.
    """
    if not query.rests_on:
        return None
    stated: dict[str, list[dict[str, str]]] = {}
    for row in _rows(ctx, _STATED):
        stated.setdefault(row["city"], []).append(row)
    meant = _meant(ctx, query, chosen)
    known = Known()
    for row in _rows(ctx, _CITIES):
        iri = row["city"]
        if (meant is None or iri in meant) and iri not in known.cities:
            found = stated.get(iri, [])
            kinds = tuple(_kind(basis, found, chosen, terms) for basis in query.rests_on)
            known.cities[iri] = CityKnown(iri, row.get("name", iri), kinds)
    return known


def _meant(
    ctx: ReaderContext, query: Query, chosen: Mapping[str, Term | None]
) -> frozenset[str] | None:
    """The cities that the parameters choose, themselves or by something of theirs; None: all."""
    meant: frozenset[str] | None = None
    for parameter in query.parameters:
        term = chosen[parameter.name]
        if not isinstance(term, ox.NamedNode) or parameter.type == "code":
            continue
        homes = {term.value}
        if parameter.type != "city":
            homes = {row["city"] for row in _rows(ctx, _HOME % term)}
        if homes:
            meant = frozenset(homes) if meant is None else meant & homes
    return meant


def _kind(
    basis: Basis,
    stated: list[dict[str, str]],
    chosen: Mapping[str, Term | None],
    terms: Mapping[str, Text],
) -> KindKnown:
    """The statement that says most about a kind as the query asks for it."""
    year, day = (_value(chosen.get(name or "")) for name in (basis.year, basis.day))
    label = terms.get(NS + basis.kind, Text(basis.kind, basis.kind))
    if basis.feature:
        of = terms.get(NS + basis.feature, Text(basis.feature, basis.feature))
        label = Text(f"{label.de} („{of.de}“)", f"{label.en} (“{of.en}”)")
    best = KindKnown(basis.kind, basis.feature or "", label)
    for row in stated:
        same = row["kind"] == NS + basis.kind and row.get("feature") == (
            NS + basis.feature if basis.feature else None
        )
        if not same:
            continue
        degree = row["degree"].removeprefix(f"{VOCAB_BASE}abdeckungsgrad/")
        of_a_part = "version" in row or "unit" in row or row.get("year", year) != year
        if of_a_part:
            degree = UNKNOWN if degree == NOTHING else PARTLY
        until = row.get("until", "")
        found = KindKnown(
            basis.kind, basis.feature or "", label, degree, until,
            bool(until and day and until < day and degree != NOTHING),
            row.get("by", ""), row.get("source", ""),
        )  # fmt: skip
        if _rank(found) > _rank(best):
            best = found
    return best


def _rank(kind: KindKnown) -> tuple[int, bool, str]:
    return _ORDER.index(kind.degree), not kind.stale, kind.until


def _value(term: Term | None) -> str:
    return "" if term is None else term.value


def _rows(ctx: ReaderContext, text: str) -> Iterator[dict[str, str]]:
    found = ctx.query(_PREFIXES + text)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {name: solution[name].value for name in names if solution[name] is not None}
