"""What our two ways to SHACL make of the W3C test suite; differences stand here by name.

``by_rules``: pySHACL over a store, as the conformity rules use it (``shacl/validate.py``).
``by_structure``: the compiled shapes of the structure gate (``shacl/compile.py``), SHACL Core only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.shacl.w3c import Case, Found, cases, unpack

from leitgraph.errors import UnsupportedShape
from leitgraph.shacl.core.compile import compile_shapes
from leitgraph.shacl.core.data import Background, Data
from leitgraph.shacl.core.gate import Shapes as Structure
from leitgraph.shacl.core.gate import results
from leitgraph.shacl.core.paths import Predicate
from leitgraph.shacl.rules.validate import Shapes as Rules

CORE, SPARQL = 98, 23
BLANK = re.compile(r"n?[0-9a-fA-F]{20,}(b\d+)?")
"""How the engine and rdflib name blank nodes."""

_UNIQUE = 'sh:uniqueLang "1"^^xsd:boolean counts as true'
_COMPONENT = "constraint components of one's own cannot be run over a store"
_BINDING = "$this is bound by triple patterns, not where only a FILTER or BIND reads it"
RULES = {
    "core/property/uniqueLang-002": _UNIQUE,
    "sparql/component/nodeValidator-001": _COMPONENT,
    "sparql/component/optional-001": _COMPONENT,
    "sparql/component/propertyValidator-select-001": _COMPONENT,
    "sparql/component/validator-001": _COMPONENT,
    "sparql/node/prefixes-001": "prefixes are not taken from owl:imports",
    "sparql/pre-binding/pre-binding-003": _BINDING,
    "sparql/pre-binding/pre-binding-004": _BINDING,
    "sparql/pre-binding/pre-binding-005": _BINDING,
    "sparql/pre-binding/shapesGraph-001": "there is no $shapesGraph (it is optional)",
}
"""pySHACL over a store. Rules keep to what it does right; each one's examples would show it."""
_CLOSED = "the property of a closed shape's result is not told"
_CANONICAL = "store and rdflib write a number or date each in its own canonical form"
STRUCTURE = {
    "core/complex/personexample": _CLOSED,
    "core/node/closed-001": _CLOSED,
    "core/node/closed-002": _CLOSED,
    "core/node/maxExclusive-001": _CANONICAL,
    "core/node/minExclusive-001": _CANONICAL,
    "core/property/datatype-001": _CANONICAL,
    "core/property/uniqueLang-002": _UNIQUE,
}
"""The compiled shapes find the same nodes; but for the last one, results only read differently."""


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(tmp_path_factory.mktemp("w3c"))


def stored(*files: Path) -> ox.Store:
    store = ox.Store()
    for file in files:
        store.load(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=file.as_uri())
    return store


def by_rules(case: Case) -> Found:
    shapes = Rules([case.shapes.read_text("utf-8")], case.base)
    return Counter(
        tuple(
            "_" if not value or BLANK.fullmatch(value) else value
            for value in (r.focus, r.path, r.value, r.component, r.severity)
        )
        for r in shapes.validate(stored(case.data))
    )


def by_structure(case: Case) -> Found:
    compiled = compile_shapes(stored(case.shapes))
    store = stored(case.data)
    shapes = Structure(compiled, Background(store), {})
    data = Data(store, background=shapes.background)
    nodes = {term for quad in store for term in (quad.subject, quad.object)} | set(compiled.by_node)
    found: Found = Counter()
    for node in nodes:
        for result in results(data, shapes, node):
            path, value = result.shape.path, result.value
            if value is None and path is None and not _blames_no_value(result.component):
                value = node
            step = path.iri if isinstance(path, Predicate) else None
            severity = result.shape.severity
            one = (*map(name, (result.focus, step, value)), result.component, severity)
            found[one] += 1
    return found


def _blames_no_value(component: str) -> bool:
    return component.endswith(("ClosedConstraintComponent", "HasValueConstraintComponent"))


def name(term: object) -> str:
    return str(term.value) if isinstance(term, ox.NamedNode | ox.Literal) else "_"


def differs(engine: Callable[[Case], Found], case: Case) -> bool:
    """True if it finds something else than the suite expects, or fails where it should not."""
    try:
        found = engine(case)
    except Exception:
        return case.expected is not None
    return found != case.expected


def compared(engine: Callable[[Case], Found], found: list[Case]) -> set[str]:
    return {case.name for case in found if differs(engine, case)}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_rules_find_what_the_core_suite_expects_but_for_those_named(suite: Path) -> None:
    core = list(cases(suite, "core"))
    assert len(core) == CORE
    assert compared(by_rules, core) == {n for n in RULES if n.startswith("core")}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_rules_find_what_the_sparql_suite_expects_but_for_those_named(suite: Path) -> None:
    sparql = list(cases(suite, "sparql"))
    assert len(sparql) == SPARQL
    assert compared(by_rules, sparql) == {n for n in RULES if n.startswith("sparql")}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_structure_shapes_find_what_the_core_suite_expects_but_for_those_named(suite: Path) -> None:
    assert compared(by_structure, list(cases(suite, "core"))) == set(STRUCTURE)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_structure_shapes_refuse_sparql_instead_of_skipping_it(suite: Path) -> None:
    for case in cases(suite, "sparql"):
        if case.expected:
            with pytest.raises(UnsupportedShape):
                by_structure(case)
