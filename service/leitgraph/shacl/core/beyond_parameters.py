"""The parameters of our own (``regel:``), and the constraints that each makes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from leitgraph.shacl.core.beyond import REGEL, Apart, InNamespace, Order, SumAtMost, Terms
from leitgraph.shacl.core.data import Term
from leitgraph.shacl.core.paths import Path
from leitgraph.shacl.core.shape import Constraint, Shape


class Reading(Protocol):
    """What a builder asks the compiler for."""

    def shape(self, node: Term) -> Shape:
        """The compiled shape of that name."""

    def path(self, node: Term) -> Path:
        """The property path that the node stands for."""

    def members(self, node: Term) -> list[Term]:
        """Members of an RDF list."""

    def values(self, node: Term, predicate: str) -> list[Term]:
        """Objects of a subject and predicate."""


def _order(component: str, *, before: bool) -> Callable[[Reading, Term, Term], list[Constraint]]:
    return lambda reading, node, value: [Order(REGEL + component, reading.path(value), before)]


def _apart(reading: Reading, node: Term, value: Term) -> list[Constraint]:
    begin, end = (_predicate(member) for member in reading.members(value))
    among = [reading.shape(found) for found in reading.values(node, REGEL + "unter")]
    return [Apart(begin, end, among[0] if among else None)]


def _sum(reading: Reading, node: Term, value: Term) -> list[Constraint]:
    [summand] = reading.values(node, REGEL + "summand")
    return [SumAtMost(Decimal(_text(value)), _predicate(summand))]


def _terms(reading: Reading, node: Term, value: Term) -> list[Constraint]:
    kind = _text(value)
    if kind not in Terms.KINDS:
        raise ValueError(kind)
    return [Terms(kind)]


def _predicate(value: Term) -> NamedNode:
    if not isinstance(value, NamedNode):
        raise ValueError(str(value))
    return value


def _text(value: Term) -> str:
    if not isinstance(value, Literal):
        raise ValueError(str(value))
    return value.value


OWN_BUILDERS: dict[str, Callable[[Reading, Term, Term], list[Constraint]]] = {
    "regel:nichtVor": _order("NichtVor", before=True),
    "regel:nichtNach": _order("NichtNach", before=False),
    "regel:ohneUeberschneidung": _apart,
    "regel:summeHoechstens": _sum,
    "regel:imNamensraumVon": lambda reading, node, value: [InNamespace(_predicate(value))],
    "regel:begriffe": _terms,
}
"""Parameter to the constraints it makes."""
OWN_COMPANIONS = frozenset({"regel:unter", "regel:summand"})
"""Read together with another parameter."""
