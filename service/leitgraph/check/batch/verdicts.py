"""Official checks kept in the graph: who was judged how, by which state of the rules.

Only checks of Vorlagen of the graph, only by who may write, and only when asked for: an anonymous
check writes nothing. Each is an ``insek:Pruefung`` (an observation) in the graph ``pruefungen`` of
its city, or in ``pruefungen-intern`` if the public does not see the Vorlage; all checks of a run
are one patch. The same check with the same result on the same day is there once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyoxigraph as ox

from leitgraph.check.listing import papers
from leitgraph.config import NS, VOCAB_BASE, Settings
from leitgraph.errors import Forbidden
from leitgraph.model import Principal, Role
from leitgraph.store.answer import WriteResult
from leitgraph.store.service import Graph
from leitgraph.writing.load import LOAD, DocumentPayload
from leitgraph.writing.update import UPDATE

REGEL = "https://w3id.org/insek/regel#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_NAME = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_HIDE = f"""PREFIX insek: <{NS}>
DELETE {{ GRAPH <%(public)s> {{ ?node ?key ?value }} }}
INSERT {{ GRAPH <%(internal)s> {{ ?node ?key ?value }} }}
WHERE {{
  GRAPH <%(public)s> {{
    ?check insek:geprueft ?paper .
    {{ BIND (?check AS ?node) }} UNION {{ ?check insek:hatRegelbefund ?node }}
    ?node ?key ?value
  }}
  FILTER NOT EXISTS {{ ?paper a ?class }}
}}"""
"""The default graph is what the public sees: checks of what it no longer sees move."""


@dataclass(frozen=True)
class Judged:
    """What is kept of one check: the Vorlage, who is in charge of it, the outcome, the findings."""

    paper: str
    kennung: str
    unit: str
    outcome: str
    findings: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> Judged:
        """From a line of results, as ``check --all`` writes it."""
        found = Counter(str(finding["regel"]) for finding in line["befunde"])
        return cls(
            str(line["vorlage"]),
            str(line["kennung"]),
            str(line["einheit"]),
            str(line["ergebnis"]),
            tuple(sorted(found.items())),
        )


async def record(
    graph: Graph,
    settings: Settings,
    city: str,
    judged: Iterable[Judged],
    *,
    day: str | None,
    rules: str,
    version: int,
    principal: Principal,
) -> WriteResult:
    """Keep these checks in the graph, in one patch. ``Forbidden`` unless the asker may write.

    ``day``: as of when it was checked (None: today); ``rules``: hash of the rules; ``version``: of
    the graph that was checked.
    """
    if principal.role is not Role.ADMIN:
        raise Forbidden(
            "Prüfungen hält nur fest, wer schreiben darf.",
            "Checks are recorded by those who may write.",
        )
    root = f"{settings.base}/{city}"
    names = {"public": f"{root}/graph/pruefungen", "internal": f"{root}/graph/pruefungen-intern"}
    reason = f"Prüfungen der Vorlagen von {city} festgehalten"
    hide = UPDATE({"update": _HIDE % names, "visibility": "internal"})
    await graph.write(hide, principal=principal, reason=f"{reason}: nicht mehr öffentliche")
    seen = {paper.iri for paper in (await papers(graph, city, Principal()))[0]}
    parts: dict[str, list[ox.Triple]] = {"public": [], "internal": []}
    on = day or date.today().isoformat()
    for one in judged:
        kind = "public" if one.paper in seen else "internal"
        parts[kind] += _triples(one, root, on, rules, version)
    documents: list[DocumentPayload] = []
    body = b""
    for kind, triples in parts.items():
        if triples:
            text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
            documents.append(
                {
                    "graph": names[kind],
                    "format": "ntriples",
                    "size": len(text),
                    "visibility": kind,
                    "label": f"Prüfungen von Vorlagen ({city})",
                }
            )
            body += text
    order = LOAD({"documents": documents, "mode": "add"})
    return await graph.write(order, principal=principal, body=body, reason=reason)


def _triples(one: Judged, root: str, day: str, rules: str, version: int) -> list[ox.Triple]:
    said = repr((one, day, rules)).encode()
    node = ox.NamedNode(f"{root}/pruefung/{hashlib.sha256(said).hexdigest()[:20]}")
    kommune = ox.NamedNode(f"{root}/kommune/stadt")
    name = one.kennung or one.paper.rpartition("/")[2]
    found = [
        *_head(node, "Pruefung", f"Prüfung von {name} am {day}: {one.outcome}", kommune),
        ox.Triple(node, _insek("geprueft"), ox.NamedNode(one.paper)),
        ox.Triple(node, _insek("urteil"), ox.NamedNode(f"{VOCAB_BASE}urteil/{one.outcome}")),
        ox.Triple(node, _insek("datum"), ox.Literal(day, datatype=ox.NamedNode(f"{_XSD}date"))),
        ox.Triple(node, _insek("regelstand"), ox.Literal(rules)),
        ox.Triple(node, _insek("graphstand"), ox.Literal(version)),
    ]
    if one.unit:
        found.append(ox.Triple(node, _insek("einheit"), ox.NamedNode(one.unit)))
    for rule, count in one.findings:
        part = ox.NamedNode(f"{node.value}-{rule}")
        found += _head(part, "Regelbefund", f"{name}: Befunde der Regel {rule}", kommune)
        found += [
            ox.Triple(node, _insek("hatRegelbefund"), part),
            ox.Triple(part, _insek("regel"), ox.NamedNode(f"{REGEL}{rule}")),
            ox.Triple(part, _insek("anzahl"), ox.Literal(count)),
        ]
    return found


def _head(node: ox.NamedNode, kind: str, name: str, kommune: ox.NamedNode) -> list[ox.Triple]:
    return [
        ox.Triple(node, _TYPE, _insek(kind)),
        ox.Triple(node, _NAME, ox.Literal(name, language="de")),
        ox.Triple(node, _insek("kommune"), kommune),
    ]


def _insek(name: str) -> ox.NamedNode:
    return ox.NamedNode(NS + name)
