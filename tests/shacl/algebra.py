"""What a query needs of its focus, by the algebra that RDFLib makes of it; slow, but an oracle."""

from __future__ import annotations

from itertools import product
from typing import Any

from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, MulPath, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from leitgraph.shacl.rules.needs import Needs

_THIS = Variable("this")
_SAME = {
    *("SelectQuery", "Project", "Distinct", "Reduced", "OrderBy", "Slice"),
    *("Filter", "Extend", "Group", "LeftJoin"),
}
"""What has no solution if its first part has none."""
_MOST = 64


def needs_by_algebra(query: str) -> Needs:
    """As ``leitgraph.shacl.rules.needs`` says it."""
    return _of(prepareQuery(query).algebra)


def _of(node: Any) -> Needs:
    if not isinstance(node, CompValue):
        return ()
    if node.name == "BGP":
        found = (_first(p) for s, p, _ in node.triples if s == _THIS)
        return tuple(one for one in found if one)
    if node.name == "Join":
        return (*_of(node.p1), *_of(node.p2))
    if node.name == "Union":
        pairs = product(_of(node.p1), _of(node.p2))
        either = {one | other for one, other in pairs}
        return tuple(either) if len(either) <= _MOST else ()
    if node.name == "AggregateJoin":
        # Without GROUP BY there is a row also where nothing matches.
        return _of(node.p) if node.p.expr else ()
    if node.name == "ToMultiSet":
        inner = node.p
        return _of(inner) if isinstance(inner, CompValue) and _THIS in (inner.PV or ()) else ()
    return _of(node.p1 if node.name == "LeftJoin" else node.p) if node.name in _SAME else ()


def _first(path: Any) -> frozenset[str]:
    """The properties one of which the path begins with; empty if that cannot be said."""
    if isinstance(path, URIRef):
        return frozenset({str(path)})
    if isinstance(path, SequencePath):
        return _first(path.args[0])
    if isinstance(path, AlternativePath):
        ways = [_first(one) for one in path.args]
        return frozenset().union(*ways) if all(ways) else frozenset()
    if isinstance(path, MulPath):
        return _first(path.path) if path.mod == "+" else frozenset()
    return frozenset()
