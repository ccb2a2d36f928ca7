"""Keeps layers and inferred triples in step with the named graphs.

Two closures are kept: of what is asserted in public graphs, and of what is asserted in any graph.
The public layer is the first, the internal layer what the second holds beyond it. A small
change is carried through both (``closure``) and written in one transaction together with the
state it leads to; a large one fills the named graphs and derives everything anew (``inference``),
with the state taken away meanwhile, so that a crash in between is seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from leitgraph.store.inference.closure import Facts, Forms, change
from leitgraph.store.inference.fixpoint import INTERNAL, PUBLIC, derive
from leitgraph.store.inference.rules import Rules, touches_axioms
from leitgraph.store.rdf.layers import (
    CATALOGUE,
    INFERRED_INTERNAL,
    INFERRED_PUBLIC,
    INTERNAL_LAYER,
    PUBLIC_LAYER,
    SICHTBARKEIT,
    STATE,
    SYSTEM_GRAPHS,
    called_public,
)
from leitgraph.store.rdf.terms import Fact, Graph, fact_of

Visible = frozenset[ox.NamedNode]


class TooMuch(Exception):
    """The change reaches too far to be carried through triple by triple."""


class PublicCopy:
    """The public layer once more, alone in a store.

    The engine walks all quads of a subject or an object, whatever their graph. Without the named
    graphs beside it the layer is 1.6 times as fast to ask (geometric mean of eight queries).
    """

    def __init__(self) -> None:
        self.store = ox.Store()

    def fill(self, store: ox.Store) -> None:
        """Take the layer from there."""
        self.store = ox.Store()
        self.store.bulk_extend(store.quads_for_pattern(None, None, None, PUBLIC_LAYER))

    def change(self, added: Iterable[ox.Quad], removed: Iterable[ox.Quad]) -> None:
        """Follow a change, as far as it is one of the layer."""
        _write(self.store, _of_layer(added), _of_layer(removed))


class Layering:
    """The layers of one store. Not for use from several threads."""

    def __init__(self, store: ox.Store, copy: PublicCopy | None = None) -> None:
        self.store = store
        self.copy = copy
        self.refresh()

    def close(self) -> None:
        """Let go of the store."""
        del self.store

    def refresh(self) -> None:
        """Read rules and visibility again from the store."""
        self._forms: Forms | None = None
        self._visible = called_public(
            self.store.quads_for_pattern(None, SICHTBARKEIT, None, CATALOGUE)
        )

    def carry(
        self, added: list[ox.Quad], removed: list[ox.Quad], state: list[ox.Quad], limit: int
    ) -> None:
        """Carry a small change through, in one transaction.

        ``TooMuch`` (and nothing changed) if the rules may change or more than ``limit`` facts
        change their visibility. The quads are as the store would give them back.
        """
        if any(touches_axioms(quad) for quad in (*added, *removed)):
            raise TooMuch
        plus = {quad for quad in added if quad not in self.store}
        minus = {quad for quad in removed if quad in self.store} - set(added)
        visible = self._visible_after(plus, minus)
        touched = self._touched(plus, minus, visible, limit)
        into, out = self._system_changes(touched, visible)
        old_state = list(self.store.quads_for_pattern(None, None, None, STATE))
        _write(self.store, [*plus, *into, *state], [*minus, *out, *old_state])
        if self.copy is not None:
            self.copy.change(into, out)
        self._visible = visible

    def rebuild(self) -> None:
        """Fill all layers from the named graphs and derive everything."""
        store = self.store
        self.refresh()
        for kept in (PUBLIC_LAYER, INTERNAL_LAYER, INFERRED_PUBLIC, INFERRED_INTERNAL):
            store.remove_graph(kept)
        rules = Rules.read(store)
        named = sorted(set(store.named_graphs()) - SYSTEM_GRAPHS, key=str)
        for graph in named:
            if graph in self._visible and graph != CATALOGUE:
                store.update(f"ADD {graph} TO DEFAULT")
        entries = [*store.quads_for_pattern(None, None, None, CATALOGUE)]
        store.extend(
            ox.Quad(*fact_of(quad), PUBLIC_LAYER)
            for quad in entries
            if quad.subject in self._visible
        )
        derive(store, rules, PUBLIC)
        for graph in named:
            if graph not in self._visible or graph == CATALOGUE:
                store.update(
                    f"INSERT {{ GRAPH {INTERNAL_LAYER} {{ ?s ?p ?o }} }} WHERE "
                    f"{{ GRAPH {graph} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ ?s ?p ?o }} }}"
                )
        if next(iter(store.quads_for_pattern(None, None, None, INTERNAL_LAYER)), None):
            derive(store, rules, INTERNAL)
        if self.copy is not None:
            self.copy.fill(store)

    def _visible_after(self, plus: set[ox.Quad], minus: set[ox.Quad]) -> Visible:
        def on_visibility(quad: ox.Quad) -> bool:
            return bool(quad.graph_name == CATALOGUE and quad.predicate == SICHTBARKEIT)

        if not any(on_visibility(quad) for quad in (*plus, *minus)):
            return self._visible
        entries = set(self.store.quads_for_pattern(None, SICHTBARKEIT, None, CATALOGUE))
        return called_public((entries - minus) | {quad for quad in plus if on_visibility(quad)})

    def _touched(
        self, plus: set[ox.Quad], minus: set[ox.Quad], visible: Visible, limit: int
    ) -> dict[Fact, tuple[set[Graph], set[Graph]]]:
        """Facts whose graphs or visibility change, with their graphs before and after."""
        facts = {fact_of(quad) for quad in (*plus, *minus)}
        for graph in visible ^ self._visible:
            if graph != CATALOGUE:
                for quad in self.store.quads_for_pattern(None, None, None, graph):
                    facts.add(fact_of(quad))
                    if len(facts) > limit:
                        raise TooMuch
            facts |= {
                fact_of(q) for q in self.store.quads_for_pattern(graph, None, None, CATALOGUE)
            }
        touched = {fact: (graphs := self._graphs(fact), set(graphs)) for fact in facts}
        for quad in minus:
            touched[fact_of(quad)][1].discard(quad.graph_name)
        for quad in plus:
            touched[fact_of(quad)][1].add(quad.graph_name)
        return touched

    def _graphs(self, fact: Fact) -> set[Graph]:
        return {q.graph_name for q in self.store.quads_for_pattern(*fact, None)} - SYSTEM_GRAPHS

    def _system_changes(
        self, touched: dict[Fact, tuple[set[Graph], set[Graph]]], visible: Visible
    ) -> tuple[list[ox.Quad], list[ox.Quad]]:
        """Quads that the system graphs gain and lose."""
        in_public = {
            f: (_public(f, b, self._visible), _public(f, a, visible))
            for f, (b, a) in touched.items()
        }
        in_any = {f: (bool(b), bool(a)) for f, (b, a) in touched.items()}

        def public_now(fact: Fact) -> bool:
            if fact in in_public:
                return in_public[fact][1]
            return _public(fact, self._graphs(fact), visible)

        def any_now(fact: Fact) -> bool:
            return in_any[fact][1] if fact in in_any else bool(self._graphs(fact))

        forms = self._forms = self._forms or Forms(Rules.read(self.store))
        layer = Facts(self.store, [PUBLIC_LAYER])
        change(layer, forms, _gained(in_public), _lost(in_public), public_now)
        whole = layer
        if self._has_internal(touched, visible):
            whole = Facts(self.store, [PUBLIC_LAYER, INTERNAL_LAYER])
            change(whole, forms, _gained(in_any), _lost(in_any), any_now)
        into: list[ox.Quad] = []
        out: list[ox.Quad] = []
        for fact in {*touched, *layer.new, *layer.gone, *whole.new, *whole.gone}:
            public, internal = fact in layer, fact in whole
            wanted: dict[Graph, bool] = {
                PUBLIC_LAYER: public,
                INTERNAL_LAYER: internal and not public,
                INFERRED_PUBLIC: public and not public_now(fact),
                INFERRED_INTERNAL: internal and not public and not any_now(fact),
            }
            for graph, want in wanted.items():
                quad = ox.Quad(*fact, graph)
                if (quad in self.store) != want:
                    (into if want else out).append(quad)
        return into, out

    def _has_internal(
        self, touched: dict[Fact, tuple[set[Graph], set[Graph]]], visible: Visible
    ) -> bool:
        """True unless every graph is public, before and after; then both closures are one."""
        graphs: set[Graph] = {*self.store.named_graphs()}
        graphs -= SYSTEM_GRAPHS
        for _, after in touched.values():
            graphs |= after
        entries = self.store.quads_for_pattern(None, None, None, CATALOGUE)
        return (
            any(g != CATALOGUE and (g not in visible or g not in self._visible) for g in graphs)
            or any(q.subject not in visible or q.subject not in self._visible for q in entries)
            or any(CATALOGUE in a and f[0] not in visible for f, (_, a) in touched.items())
        )


def _public(fact: Fact, graphs: Iterable[Graph], visible: Visible) -> bool:
    """True if one of the graphs makes the fact public; the catalogue does, entry by entry."""
    return any(fact[0] in visible if g == CATALOGUE else g in visible for g in graphs)


def _gained(states: dict[Fact, tuple[bool, bool]]) -> list[Fact]:
    return [fact for fact, (before, after) in states.items() if after and not before]


def _lost(states: dict[Fact, tuple[bool, bool]]) -> list[Fact]:
    return [fact for fact, (before, after) in states.items() if before and not after]


def _of_layer(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return [quad for quad in quads if quad.graph_name == PUBLIC_LAYER]


def _write(store: ox.Store, added: Iterable[ox.Quad], removed: Iterable[ox.Quad]) -> None:
    """Remove and add in one transaction."""
    parts = [f"DELETE DATA {{ {text} }}" for text in _data(removed)]
    parts += [f"INSERT DATA {{ {text} }}" for text in _data(added)]
    if parts:
        store.update(" ; ".join(parts))


def _data(quads: Iterable[ox.Quad]) -> list[str]:
    """Quads as SPARQL quad data, a text per graph; N-Triples are valid inside the braces."""
    graphs: dict[Graph, list[ox.Triple]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad.triple)
    texts = []
    for graph, triples in graphs.items():
        text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        texts.append(text if graph == PUBLIC_LAYER else f"GRAPH {graph} {{ {text} }}")
    return texts
