"""What follows from a whole layer, by set-based SPARQL rules to a fixpoint.

Every rule inserts only what the layer lacks, so it can be run again at any time: on a cleared
layer it derives everything, on a layer with new triples what is missing. Class and property
implications are closed beforehand (``Rules.all_heads``), so one pass over the triples is enough
for them; only chains come in rounds, and a rule is run again only if a property it reads has grown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from leitgraph.store.inference.rules import TYPE, Rules
from leitgraph.store.rdf.layers import INFERRED_INTERNAL, INFERRED_PUBLIC, INTERNAL_LAYER


@dataclass(frozen=True)
class Layer:
    """Where a derivation reads and writes.

    ``own``: named graph of the layer, or None for the default graph, the public layer. The
    internal layer reads both, and derives only what needs at least one triple of its own.
    """

    own: ox.NamedNode | None
    inferred: ox.NamedNode

    def own_(self, pattern: str) -> str:
        """The pattern over the layer itself."""
        return f"GRAPH {self.own} {{ {pattern} }}" if self.own else f"{{ {pattern} }}"

    def all_(self, pattern: str) -> str:
        """The pattern over the layer and those beneath it; they are disjoint."""
        return f"{{ {pattern} }} UNION {{ {self.own_(pattern)} }}" if self.own else pattern

    def lacks(self, pattern: str) -> str:
        """A condition: neither this layer nor one beneath has the triple."""
        condition = f"FILTER NOT EXISTS {{ {pattern} }}"
        # One pattern each: NOT EXISTS over several patterns is quadratic in Oxigraph.
        return (
            f"{condition} FILTER NOT EXISTS {{ {self.own_(pattern)} }}" if self.own else condition
        )

    def insert(self, pattern: str) -> str:
        """An INSERT into the layer and its graph of inferred triples."""
        into = self.own_(pattern) if self.own else pattern
        return f"INSERT {{ {into} . GRAPH {self.inferred} {{ {pattern} }} }}"


PUBLIC = Layer(None, INFERRED_PUBLIC)
INTERNAL = Layer(INTERNAL_LAYER, INFERRED_INTERNAL)


def derive(store: ox.Store, rules: Rules, layer: Layer) -> int:
    """Add to the layer everything that follows and is not there; how many triples that were."""
    run = _Run(store)
    run.do(_properties(rules, layer, rules.all_heads))
    run.do(_types(rules, layer))
    run.do(_properties(rules, layer, [TYPE.value]))
    # What is transitive first, to its end: the other chains read it, and then need fewer rounds.
    chains = sorted(rules.chains, key=lambda chain: (len(set(chain)), chain))
    grown = {name for chain in chains for name in chain}
    while grown:
        read, grown = grown, set()
        for first, second, head in chains:
            reads = {first, second}
            while reads & (read | grown) and run.do(_chain(layer, first, second, head)):
                heads = rules.all_heads.get(head, frozenset())
                grown |= {head} | {other.property for other in heads}
                run.do(_properties(rules, layer, [head]))
                if TYPE.value in grown:
                    run.do(_types(rules, layer))
                if not reads & {head, *(other.property for other in heads)}:
                    break
    return run.total


class _Run:
    """Runs updates and counts what they add (each triple to the layer and to the inferred)."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._size = len(store)
        self.total = 0

    def do(self, updates: Iterable[str]) -> int:
        """How many triples the updates have added."""
        for update in updates:
            self._store.update(update)
        # Counting walks through the store (0.13 s at 2 million quads), so once a step.
        before, self._size = self._size, len(self._store)
        added = (self._size - before) // 2
        self.total += added
        return added


def _types(rules: Rules, layer: Layer) -> Iterable[str]:
    rows = " ".join(
        f"(<{lower}> <{upper}>)"
        for lower, uppers in sorted(rules.all_superclasses.items())
        for upper in sorted(uppers)
    )
    if rows:
        made = f"?s {TYPE} ?upper"
        body = layer.own_(f"?s {TYPE} ?lower")
        yield (
            f"{layer.insert(made)} WHERE {{ VALUES (?lower ?upper) {{ {rows} }} "
            f"{body} {layer.lacks(made)} }}"
        )


def _properties(rules: Rules, layer: Layer, names: Iterable[str]) -> Iterable[str]:
    names = sorted(names)
    for turned in (False, True):
        rows = " ".join(
            f"(<{name}> <{head.property}>)"
            for name in names
            for head in sorted(rules.all_heads.get(name, ()))
            if head.turned == turned
        )
        if rows:
            made, extra = ("?o ?head ?s", "FILTER(isIRI(?o))") if turned else ("?s ?head ?o", "")
            yield (
                f"{layer.insert(made)} WHERE {{ VALUES (?body ?head) {{ {rows} }} "
                f"{layer.own_('?s ?body ?o')} {extra} {layer.lacks(made)} }}"
            )


def _chain(layer: Layer, first: str, second: str, head: str) -> Iterable[str]:
    """The updates of a chain; two for the internal layer, which has to supply one link."""
    one, two, made = f"?a <{first}> ?b", f"?b <{second}> ?c", f"?a <{head}> ?c"
    joins = [(layer.own_(one), layer.all_(two))]
    if layer.own:
        joins.append((layer.own_(two), layer.all_(one)))
    for left, right in joins:
        yield f"{layer.insert(made)} WHERE {{ {left} {right} {layer.lacks(made)} }}"
