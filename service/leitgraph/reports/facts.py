"""What the graph says for a year's report: goals, concepts and units that its Vorlagen touch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypedDict

import pyoxigraph as ox

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.model import Basis, Parameter, Principal, Query, Text
from leitgraph.queries.ask import NAMED_QUERIES
from leitgraph.queries.coverage import known_of
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.service import Graph

DIRECTIONS = ("foerdert", "hemmt", "neutral", "nicht-relevant")
UNSAID = "ohne-richtung"
_HEAD = f"""PREFIX insek: <{NS}>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX kernebene: <{VOCAB_BASE}kernebene/>
PREFIX fassungsstatus: <{VOCAB_BASE}fassungsstatus/>
"""
_NAMED = """SELECT ?paper ?goal ?direction {
  ?paper insek:kommune <%(city)s> ; a insek:Vorlage ; insek:datum ?d ; insek:hatZielbezug ?b .
  ?b insek:ziel ?goal . OPTIONAL { ?b insek:wirkungsrichtung ?direction }
  FILTER (CONCAT(STR(?d), "~") >= "%(start)s" && STR(?d) <= "%(end)s~") }"""
_RESTS = """SELECT ?paper ?concept {
  ?paper insek:kommune <%(city)s> ; a insek:Vorlage ; insek:datum ?d .
  ?paper insek:stuetztSichAuf ?concept .
  FILTER (CONCAT(STR(?d), "~") >= "%(start)s" && STR(?d) <= "%(end)s~") }"""
# In force: its own dates decide, else those of its Fassung; what has neither is taken to be so.
_IN_FORCE = """SELECT DISTINCT ?goal {
  ?goal insek:kommune <%(city)s> ; a insek:Ziel .
  OPTIONAL { ?goal insek:gueltigAb ?ab } OPTIONAL { ?goal insek:gueltigBis ?bis }
  OPTIONAL { ?goal insek:inFassung ?f .
    OPTIONAL { ?f insek:gueltigAb ?fab } OPTIONAL { ?f insek:gueltigBis ?fbis }
    OPTIONAL { ?f insek:fassungsstatus ?status } }
  FILTER (IF(BOUND(?ab) || BOUND(?bis),
    COALESCE(STR(?ab) <= "%(end)s~", true) && COALESCE(CONCAT(STR(?bis), "~") >= "%(end)s", true),
    !BOUND(?f) || COALESCE(STR(?fab) <= "%(end)s~" &&
        COALESCE(CONCAT(STR(?fbis), "~") >= "%(end)s", true),
      ?status = fassungsstatus:inKraft, false))) }"""
# Goals below a goal of the same level (such as effect goals) are meant along with it.
_LEVEL = """SELECT DISTINCT ?goal {
  ?insek a insek:INSEK ; insek:kommune <%(city)s> .
  ?level insek:konzept ?insek ; insek:kernebene kernebene:ziel .
  ?goal insek:zielebene ?level .
  MINUS { ?goal insek:unterzielVon/insek:zielebene/insek:kernebene kernebene:ziel } }"""
_CONCEPTS = """SELECT ?concept ?goal {
  ?concept a insek:Fachkonzept ; insek:kommune <%(city)s> .
  OPTIONAL { { ?concept insek:konkretisiert ?goal }
    UNION { ?concept insek:konkretisiert/insek:dientZiel ?goal } } }"""
_NAMES = """SELECT ?thing ?name ?number ?sign {
  VALUES ?thing { %s }
  OPTIONAL { ?thing skos:prefLabel ?name . FILTER (LANG(?name) = "de") }
  OPTIONAL { ?thing skos:notation ?number }
  OPTIONAL { ?thing insek:geschaeftszeichen ?sign } }"""


_BASIS = Query(
    "year", Text("", ""), Text("", ""),
    (Parameter("stadt", "city", Text("", "")), Parameter("ende", "date", Text("", ""))), "",
    rests_on=tuple(
        Basis(kind, feature, day="ende")
        for kind, feature in (
            ("Vorlage", None), ("Zielbezug", None), ("Ziel", None), ("Fachkonzept", "konkretisiert")
        )
    ),
)  # fmt: skip
"""What a report rests on."""


class YearPayload(TypedDict):
    """A city, from when to when (ISO dates), and IRIs of units."""

    city: str
    start: str
    end: str
    units: list[str]


def job(ctx: ReaderContext, payload: YearPayload, body: bytes, out: Out) -> None:
    """Job "year-facts": payload ``city``, ``start``, ``end`` (ISO dates), ``units`` (IRIs)."""
    base = ctx.settings.base
    asked = {
        "city": f"{base}/{payload['city']}/kommune/stadt",
        "start": payload["start"],
        "end": payload["end"],
    }

    def rows(query: str) -> Iterator[dict[str, str]]:
        found = ctx.query(_HEAD + query)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        for solution in found:
            yield {n: solution[n].value for n in names if solution[n] is not None}

    named: dict[str, dict[str, str]] = {}
    for row in rows(_NAMED % asked):
        if row["goal"].startswith(base):  # what could not be resolved is no goal
            direction = row.get("direction", "").rpartition("/")[2]
            known = direction if direction in DIRECTIONS else UNSAID
            named.setdefault(row["goal"], {})[row["paper"]] = known
    in_force = {row["goal"] for row in rows(_IN_FORCE % asked)}
    core = in_force & {row["goal"] for row in rows(_LEVEL % asked)}
    concepts: dict[str, set[str]] = {}
    for row in rows(_CONCEPTS % asked):
        concepts.setdefault(row["concept"], set()).update({row["goal"]} if "goal" in row else ())
    rests: dict[str, set[str]] = {}
    for row in rows(_RESTS % asked):
        rests.setdefault(row["concept"], set()).add(row["paper"])
    things = {*named, *core, *concepts, *payload["units"]}
    names = _names(rows(_NAMES % " ".join(f"<{iri}>" for iri in sorted(things))) if things else ())
    answer = {
        "coverage": _coverage(ctx, asked),
        "goals": [
            _about(iri, names)
            | {"in_force": iri in in_force, "core": iri in core, "papers": named.get(iri, {})}
            for iri in sorted({*named, *core})
        ],
        "concepts": [
            _about(iri, names)
            | {"goals": sorted(goals & core), "papers": sorted(rests.get(iri, ()))}
            for iri, goals in sorted(concepts.items())
        ],
        "units": [_about(iri, names) for iri in payload["units"]],
    }
    out.head({"content_type": "application/json"})
    out.write(json.dumps(answer, ensure_ascii=False).encode())


YEAR_FACTS = Job("year-facts", YearPayload, job)


async def facts(
    graph: Graph, city: str, start: str, end: str, units: Iterable[str], principal: Principal
) -> tuple[dict[str, Any], int]:
    """What ``job`` answers, and the version of the graph it is of."""
    payload: YearPayload = {"city": city, "start": start, "end": end, "units": sorted(units)}
    answer = await graph.run(YEAR_FACTS(payload), principal=principal)
    return json.loads(await answer.read()), answer.version


def _coverage(ctx: ReaderContext, asked: Mapping[str, str]) -> dict[str, Any]:
    """By language: what the report rests on, and how far the city has it recorded."""
    chosen: dict[str, ox.NamedNode | ox.Literal | None] = {
        "stadt": ox.NamedNode(asked["city"]),
        "ende": ox.Literal(asked["end"]),
    }
    known = known_of(ctx, _BASIS, chosen, ctx.warm.get(NAMED_QUERIES).terms)
    kinds = [kind for city in known.cities.values() for kind in city.kinds] if known else []
    return {language: [kind.as_plain(language) for kind in kinds] for language in ("de", "en")}


def _names(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        known = found.setdefault(row["thing"], {})
        for name in ("name", "number", "sign"):
            if name in row and (name not in known or row[name] < known[name]):
                known[name] = row[name]
    return found


def _about(iri: str, names: dict[str, dict[str, str]]) -> dict[str, Any]:
    known = names.get(iri, {})
    return {
        "iri": iri,
        "name": known.get("name", iri),
        "number": known.get("number") or known.get("sign", ""),
    }
