"""Blank nodes become IRIs on the way in, quads become sorted lines: so a difference is exact.

The IRI of a blank node is ``<base>/.well-known/genid/<hash>`` (RDF 1.1 Concepts, section 3.5).
The hash is taken over the canonical form (RDFC-1.0) of the blank node's own neighbourhood: the
quads reachable through blank nodes only. So the same content gets the same IRIs whatever file it
comes from, and changing one list in a file leaves the IRIs of the others as they were. Two blank
nodes that say exactly the same of the same things become one; nothing is lost by that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import cast

import pyoxigraph as ox

from leitgraph.store.rdf.terms import Graph, Subject, Term

GENID = "/.well-known/genid/"


def canonical(store: ox.Store, base: str) -> bytes:
    """All quads of a scratch store as sorted N-Quads: skolemised, literals normalised."""
    dumped = store.dump(format=ox.RdfFormat.N_QUADS) or b""
    lines = dumped.splitlines(keepends=True)
    # `_:` inside a literal only costs the slower way; it changes nothing.
    suspects = [line for line in lines if b"_:" in line]
    if not suspects:
        return b"".join(sorted(lines))
    clean = [line for line in lines if b"_:" not in line]
    quads = ox.parse(b"".join(suspects), format=ox.RdfFormat.N_QUADS)
    return b"".join(sorted({*clean, *_lines(skolemise(quads, base))}))


def canonical_quads(quads: Iterable[ox.Quad], base: str) -> bytes:
    """Quads as sorted N-Quads, skolemised, literals as the store would give them back."""
    scratch = ox.Store()
    scratch.bulk_extend(quads)
    return canonical(scratch, base)


def graph_lines(store: ox.Store, graph: ox.NamedNode) -> bytes:
    """One named graph of a store as sorted N-Quads."""
    triples = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
    # Line breaks inside literals are escaped, so a line ends only where a triple ends.
    quads = triples.replace(b" .\n", b" " + str(graph).encode() + b" .\n")
    return b"".join(sorted(quads.splitlines(keepends=True)))


def diff(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """What to add and what to remove to get from ``old`` to ``new`` (both canonical N-Quads)."""
    before = set(old.splitlines(keepends=True))
    after = set(new.splitlines(keepends=True))
    return b"".join(sorted(after - before)), b"".join(sorted(before - after))


def parse_lines(nquads: bytes) -> list[ox.Quad]:
    """The quads of canonical N-Quads."""
    return list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))


def skolemise(quads: Iterable[ox.Quad], base: str) -> list[ox.Quad]:
    """The same quads with an IRI in place of every blank node."""
    result: list[ox.Quad] = []
    blank: list[ox.Quad] = []
    for quad in quads:
        (blank if _blanks(quad) else result).append(quad)
    for component in _components(blank):
        result.extend(_named(component, base))
    return result


def _named(component: list[ox.Quad], base: str) -> list[ox.Quad]:
    dataset = ox.Dataset(component)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    quads = list(dataset)
    digest = hashlib.sha256(b"".join(sorted(_lines(quads)))).hexdigest()
    prefix = f"{base.rstrip('/')}{GENID}{digest[:32]}"

    def name(node: Term) -> Term:
        if isinstance(node, ox.BlankNode):
            # RDFC-1.0 labels: c14n0, c14n1, … The first and usually only one needs no suffix.
            number = node.value.removeprefix("c14n")
            return ox.NamedNode(prefix if number == "0" else f"{prefix}-{number}")
        if isinstance(node, ox.Triple):
            return ox.Triple(cast(Subject, name(node.subject)), node.predicate, name(node.object))
        return node

    def graph(node: Graph) -> Graph:
        return node if isinstance(node, ox.DefaultGraph) else cast(Graph, name(node))

    return [
        ox.Quad(
            cast(Subject, name(quad.subject)),
            quad.predicate,
            name(quad.object),
            graph(quad.graph_name),
        )
        for quad in quads
    ]


def _components(quads: list[ox.Quad]) -> list[list[ox.Quad]]:
    """Quads grouped by blank nodes they share, directly or through other quads."""
    parent: dict[str, str] = {}

    def root(label: str) -> str:
        parent.setdefault(label, label)
        while parent[label] != label:
            parent[label] = parent[parent[label]]
            label = parent[label]
        return label

    for quad in quads:
        first, *others = _blanks(quad)
        for other in others:
            parent[root(other)] = root(first)
    groups: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        groups.setdefault(root(_blanks(quad)[0]), []).append(quad)
    return list(groups.values())


def _blanks(quad: ox.Quad) -> list[str]:
    """Labels of the blank nodes of a quad, also inside quoted triples."""
    found: list[str] = []
    pending: list[object] = [quad.subject, quad.object, quad.graph_name]
    while pending:
        node = pending.pop()
        if isinstance(node, ox.BlankNode):
            found.append(node.value)
        elif isinstance(node, ox.Triple):
            pending += [node.subject, node.object]
    return found


def _lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
