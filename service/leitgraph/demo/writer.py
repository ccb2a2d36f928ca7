"""From nodes to bytes: N-Triples and N-Quads in one pass, nothing held back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leitgraph.demo.terms import BASE, GRAPHS, NS, SLUG, Node, expand

CHUNK = 1 << 20
CATALOGUE = "<https://w3id.org/insek/graph/katalog>"


class _Expanded(dict[str, str]):
    """Prefixed predicate to N-Triples IRI, worked out once."""

    def __missing__(self, name: str) -> str:
        full = expand(name)
        self[name] = full
        return full


def ntriples(nodes: Iterable[Node]) -> Iterator[bytes]:
    """N-Triples in chunks of about a megabyte; every chunk ends with a whole line."""
    full = _Expanded()
    parts: list[str] = []
    size = 0
    for _, subject, pairs in nodes:
        block = "".join([f"{subject} {full[p]} {o} .\n" for p, o in pairs])
        parts.append(block)
        size += len(block)
        if size >= CHUNK:
            yield "".join(parts).encode()
            parts.clear()
            size = 0
    yield "".join(parts).encode()


def nquads(nodes: Iterable[Node], base: str = BASE) -> Iterator[bytes]:
    """N-Quads with graphs ``<base>/musterstadt/graph/<subject>``, after their catalogue entries."""
    full = _Expanded()
    graphs = {name: f"<{base.rstrip('/')}/{SLUG}/graph/{name}>" for name in GRAPHS}
    parts = [_catalogue(graphs)]
    size = len(parts[0])
    for graph, subject, pairs in nodes:
        g = graphs[graph]
        block = "".join([f"{subject} {full[p]} {o} {g} .\n" for p, o in pairs])
        parts.append(block)
        size += len(block)
        if size >= CHUNK:
            yield "".join(parts).encode()
            parts.clear()
            size = 0
    yield "".join(parts).encode()


CATALOGUE_QUADS = 4 * len(GRAPHS)


def _catalogue(graphs: dict[str, str]) -> str:
    """What the graph catalogue says of the graphs: public, synthetic."""
    lines = []
    for name, iri in graphs.items():
        for predicate, value in (
            (expand("rdf:type"), f"<{NS}Graph>"),
            (f"<{NS}sichtbarkeit>", '"public"'),
            (expand("rdfs:label"), f'"Musterstadt (synthetisch): {GRAPHS[name]}"@de'),
            (f"<{NS}synthetisch>", f'"true"^^{expand("xsd:boolean")}'),
        ):
            lines.append(f"{iri} {predicate} {value} {CATALOGUE} .\n")
    return "".join(lines)
