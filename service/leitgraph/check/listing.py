"""The Vorlagen of a city as the asker sees them: all, those of some dates, or one by its name."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

import pyoxigraph as ox

from leitgraph.check.examine import find_vorlage
from leitgraph.config import NS
from leitgraph.errors import NotFound
from leitgraph.model import Principal
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.service import Graph

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_SELECT = f"""PREFIX insek: <{NS}>
SELECT ?paper (MIN(?k) AS ?kennung) (MIN(?d) AS ?day) (MIN(?u) AS ?unit) {{
  ?paper insek:kommune <%s> ; a insek:Vorlage .
  OPTIONAL {{ ?paper insek:kennung ?k }}
  OPTIONAL {{ ?paper insek:datum ?d }}
  OPTIONAL {{ ?paper insek:federfuehrung ?u }}
}} GROUP BY ?paper"""


@dataclass(frozen=True)
class Paper:
    """A Vorlage: IRI, Kennung, ISO date, IRI of the unit in charge; empty where nothing is said."""

    iri: str
    kennung: str
    day: str
    unit: str


class PapersPayload(TypedDict, total=False):
    """The city, and which of its Vorlagen."""

    city: str
    start: str
    end: str
    name: str


def job(ctx: ReaderContext, payload: PapersPayload, body: bytes, out: Out) -> None:
    """Job "papers": payload ``city``, ``start`` and ``end`` (ISO dates, both inclusive; optional).

    With ``name`` the one Vorlage of that Kennung or IRI. Answers with a JSON array.
    """
    city = str(payload.get("city") or "")
    iri = f"{ctx.settings.base}/{city}"
    layers = Layers(ctx.store, ctx.default_graph)
    if not (_SLUG.fullmatch(city) and layers.describes(ox.NamedNode(f"{iri}/kommune/stadt"))):
        raise NotFound(
            f"Die Stadt „{city}“ ist nicht im Graphen.", f"The city “{city}” is not in the graph."
        )
    if payload.get("name"):
        node = find_vorlage(layers, str(payload["name"]), iri, date.today())
        found = [[node.value, _first(layers, node, "kennung"), _first(layers, node, "datum"), ""]]
    else:
        start, end = str(payload.get("start") or ""), str(payload.get("end") or "9999-12-31")
        solutions = ctx.query(_SELECT % f"{iri}/kommune/stadt")
        assert isinstance(solutions, ox.QuerySolutions)
        names = ("paper", "kennung", "day", "unit")
        rows = ([s[name].value if s[name] else "" for name in names] for s in solutions)
        found = sorted((row for row in rows if start <= row[2] <= end), key=lambda row: row[0])
    out.head({"content_type": "application/json"})
    out.write(json.dumps(found).encode())


PAPERS = Job("papers", PapersPayload, job)


async def papers(
    graph: Graph, city: str, principal: Principal, start: str = "", end: str = ""
) -> tuple[list[Paper], int]:
    """The Vorlagen of a city in the order of their IRIs, and the version they are of.

    With ``start`` or ``end`` those that bear a date within. ``NotFound`` if there is no such city.
    """
    payload: PapersPayload = {"city": city, "start": start, "end": end}
    answer = await graph.run(PAPERS(payload), principal=principal)
    rows = json.loads(await answer.read())
    return [Paper(*row) for row in rows], answer.version


async def paper(graph: Graph, city: str, name: str, principal: Principal) -> Paper:
    """The Vorlage of that Kennung or IRI. ``NotFound`` if this asker sees none."""
    answer = await graph.run(PAPERS({"city": city, "name": name}), principal=principal)
    return Paper(*json.loads(await answer.read())[0])


def _first(layers: Layers, node: ox.NamedNode, name: str) -> str:
    terms = layers.objects(node, ox.NamedNode(NS + name))
    return next((term.value for term in terms if isinstance(term, ox.Literal)), "")
