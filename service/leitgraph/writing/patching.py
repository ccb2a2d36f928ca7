"""The last steps of every write: catalogue entries of new graphs, the structure gate, the patch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias, TypedDict

import pyoxigraph as ox

from leitgraph.catalog.structure import structure_of
from leitgraph.config import NS
from leitgraph.errors import BadParameter, Conflict, LeitgraphError, PreconditionFailed
from leitgraph.model import Patch
from leitgraph.queries.dataset import holds
from leitgraph.shacl.core.gate import gate
from leitgraph.store.host.job import Out, ReaderContext, Shared
from leitgraph.store.rdf.layers import CATALOGUE, SICHTBARKEIT, check_writable
from leitgraph.store.rdf.skolem import canonical_quads, parse_lines

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SOURCE = ox.NamedNode("http://purl.org/dc/terms/source")
SYNTHETIC = ox.NamedNode(NS + "synthetisch")
BOOLEAN = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
KINDS = ("public", "internal")
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


GATE = Shared("gate", structure_of)


class GraphFactsPayload(TypedDict, total=False):
    """The part of a payload that is about a graph as such."""

    visibility: str | None
    label: str | None
    source: str | None
    synthetic: bool | None


class ConditionsPayload(TypedDict, total=False):
    """The part of a payload that says in which state the graph must be for a write."""

    versions: list[int] | None
    exists: bool | None


@dataclass(frozen=True)
class GraphFacts:
    """What a write says of a graph; None leaves what the catalogue says, or takes the default."""

    visibility: str | None = None
    label: str | None = None
    source: str | None = None
    synthetic: bool | None = None

    @classmethod
    def of(cls, payload: GraphFactsPayload) -> GraphFacts:
        """From a payload; ``BadParameter`` if the visibility is unknown."""
        visibility = payload.get("visibility")
        if visibility is not None and visibility not in KINDS:
            raise BadParameter(
                "visibility ist public oder internal.",
                "visibility is public or internal.",
                parameter="visibility",
            )
        synthetic = payload.get("synthetic")
        return cls(
            visibility=visibility,
            label=payload.get("label"),
            source=payload.get("source"),
            synthetic=None if synthetic is None else bool(synthetic),
        )

    def values(self) -> dict[ox.NamedNode, Term]:
        """What is said, as properties of the catalogue."""
        found: dict[ox.NamedNode, Term] = {}
        if self.visibility is not None:
            found[SICHTBARKEIT] = ox.Literal(self.visibility)
        if self.label is not None:
            found[LABEL] = ox.Literal(self.label)
        if self.source is not None:
            found[SOURCE] = ox.Literal(self.source)
        if self.synthetic is not None:
            found[SYNTHETIC] = ox.Literal(str(self.synthetic).lower(), datatype=BOOLEAN)
        return found


def hold(ctx: ReaderContext, payload: ConditionsPayload, graph: ox.NamedNode) -> None:
    """Raise ``PreconditionFailed`` unless ``versions`` and ``exists`` hold on this state."""
    versions = payload.get("versions")
    if versions is not None and ctx.version not in versions:
        raise PreconditionFailed(
            f"Der Graph steht inzwischen auf Stand {ctx.version}.",
            f"The graph is at version {ctx.version} by now.",
            version=ctx.version,
        )
    exists = payload.get("exists")
    if exists is not None and exists != holds(ctx, graph):
        raise PreconditionFailed(
            "Den Graphen gibt es schon." if exists is False else "Den Graphen gibt es nicht.",
            "The graph exists already." if exists is False else "There is no such graph.",
            version=ctx.version,
        )


def graph_node(iri: str) -> ox.NamedNode:
    """The graph of that name, which may be written; ``BadParameter`` or ``Forbidden`` if not."""
    try:
        node = ox.NamedNode(iri)
    except ValueError as error:
        raise BadParameter(
            f"{iri!r} ist keine absolute IRI.", f"{iri!r} is no absolute IRI.", parameter="graph"
        ) from error
    check_writable([node])
    return node


def catalogue_change(
    ctx: ReaderContext, graphs: dict[ox.NamedNode, GraphFacts], brought: Iterable[ox.Quad] = ()
) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Quads to add to and to remove from the catalogue so that it knows these graphs.

    ``brought`` are catalogue entries that come with the data (an export has them); they replace
    what the catalogue says of the same graph and property, and leave everything else.
    """
    said: dict[ox.NamedNode, dict[ox.NamedNode, set[Term]]] = {}
    for quad in brought:
        if isinstance(quad.subject, ox.NamedNode):
            said.setdefault(quad.subject, {}).setdefault(quad.predicate, set()).add(quad.object)
    for graph, facts in graphs.items():
        if graph != CATALOGUE:
            entry = said.setdefault(graph, {})
            entry.update({name: {value} for name, value in facts.values().items()})
    added: list[ox.Quad] = []
    removed: list[ox.Quad] = []
    for graph, entry in said.items():
        old: dict[ox.NamedNode, set[Term]] = {}
        for quad in ctx.store.quads_for_pattern(graph, None, None, CATALOGUE):
            old.setdefault(quad.predicate, set()).add(quad.object)
        for name, value in _defaults(ctx, graph).items():
            if name not in old:
                entry.setdefault(name, {value})
        for name, values in entry.items():
            before = old.get(name, set())
            added += [ox.Quad(graph, name, value, CATALOGUE) for value in values - before]
            removed += [ox.Quad(graph, name, value, CATALOGUE) for value in before - values]
    return added, removed


def _defaults(ctx: ReaderContext, graph: ox.NamedNode) -> dict[ox.NamedNode, Term]:
    return {
        RDF_TYPE: ox.NamedNode(NS + "Graph"),
        SICHTBARKEIT: ox.Literal(ctx.settings.new_graph_visibility),
        LABEL: ox.Literal(graph.value.rstrip("/#").rpartition("/")[2] or graph.value),
        SYNTHETIC: ox.Literal("false", datatype=BOOLEAN),
    }


def uncatalogue(ctx: ReaderContext, graph: ox.NamedNode) -> list[ox.Quad]:
    """The entry of a graph that is going, as quads to remove.

    The entry of an internal graph stays: whoever fills the graph again fills an internal one.
    """
    entry = list(ctx.store.quads_for_pattern(graph, None, None, CATALOGUE))
    public = any(q.predicate == SICHTBARKEIT and q.object == ox.Literal("public") for q in entry)
    return entry if public else []


def merge(lines: bytes, quads: Iterable[ox.Quad], base: str) -> bytes:
    """Sorted lines with some quads more."""
    more = canonical_quads(quads, base)
    if not more:
        return lines
    return b"".join(sorted({*lines.splitlines(keepends=True), *more.splitlines(keepends=True)}))


def hand_over(
    ctx: ReaderContext, out: Out, added: bytes, removed: bytes, head: dict[str, Any]
) -> None:
    """Gate the patch and send it back; ``Conflict`` with the findings if the gate refuses it."""
    findings = _gate(ctx, added, removed) if added or removed else []
    out.head({**head, "added_bytes": len(added), "findings": findings})
    out.write(added)
    out.write(removed)


def _gate(ctx: ReaderContext, added: bytes, removed: bytes) -> list[dict[str, Any]]:
    shapes = ctx.warm.find(GATE)
    if shapes is None:
        return []
    patch = Patch(added=added, removed=removed, actor=ctx.name, reason="", number=ctx.version + 1)
    if ctx.view is None:
        raise LeitgraphError("Hier wird nur gelesen.", "This place only reads.")
    ctx.view.apply(patch)
    findings = gate(ctx.view.store_for_reader(), shapes, patch)
    blocking = [finding for finding in findings if finding["mode"] == "block"]
    if blocking:
        first, count = blocking[0], len(blocking)
        german = f"{count} Verstöße" if count > 1 else "ein Verstoß"
        english = f"{count} violations" if count > 1 else "one violation"
        raise Conflict(
            f"Nicht übernommen, {german} gegen die Struktur des Graphen, zuerst bei "
            f"{first['focus']}: {first['message']}",
            f"Not accepted, {english} of the graph's structure, first at "
            f"{first['focus']}: {first.get('message_en') or first['message']}",
            findings=blocking,
        )
    return findings


def undo(store: ox.Store, added: bytes, removed: bytes) -> None:
    """Take a change back from a private store."""
    for quad in parse_lines(added):
        store.remove(quad)
    store.extend(parse_lines(removed))
