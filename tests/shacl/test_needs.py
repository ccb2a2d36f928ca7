"""What a query needs of its focus: never more than is true, so that nothing is overlooked."""

from __future__ import annotations

import pytest
import rdflib

from leitgraph.catalog.rules import BASE, SH, load_rules
from leitgraph.config import NS, Settings
from leitgraph.shacl.needs import needs
from leitgraph.shacl.validate import Shapes
from leitgraph.usecases.rulebook import example_store

RULES = load_rules(Settings().content_dir("shapes") / "rules")
HEAD = "PREFIX i: <https://w3id.org/insek/ns#> "


def names(query: str) -> set[frozenset[str]]:
    """The needs of a query, by local names."""
    return {frozenset(iri.removeprefix(NS) for iri in one) for one in needs(HEAD + query)}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("$this i:a ?x", [{"a"}]),
        ("$this i:a ?x ; i:b ?y", [{"a"}, {"b"}]),
        ("$this i:a/i:b ?x", [{"a"}]),
        ("$this i:a|i:b ?x", [{"a", "b"}]),
        ("$this i:a|(i:b/i:c) ?x", [{"a", "b"}]),
        ("$this i:a+ ?x", [{"a"}]),
        ("$this i:a* ?x", []),
        ("$this i:a*/i:b ?x", []),
        ("$this ^i:a ?x", []),
        ("$this ?p ?x", []),
        ("?x i:a $this", []),
        ("$this i:a ?x FILTER (?x > 3)", [{"a"}]),
        ("FILTER EXISTS { $this i:a ?x }", []),
        ("FILTER NOT EXISTS { $this i:a ?x }", []),
        ("OPTIONAL { $this i:a ?x } $this i:b ?y", [{"b"}]),
        ("OPTIONAL { $this i:a ?x }", []),
        ("{ $this i:a ?x } UNION { $this i:b ?x }", [{"a", "b"}]),
        ("{ $this i:a ?x } UNION { ?x i:b ?y }", []),
        ("{ SELECT $this (MAX(?x) AS ?m) WHERE { $this i:a ?x } GROUP BY $this }", [{"a"}]),
        ("{ SELECT (COUNT(?x) AS ?m) WHERE { $this i:a ?x } }", []),
        ("{ SELECT ?x WHERE { $this i:a ?x } }", []),
        ("$this i:a ?x BIND (?x AS ?y)", [{"a"}]),
    ],
)
def test_the_needs_of_a_pattern(where: str, expected: list[set[str]]) -> None:
    assert names(f"SELECT $this WHERE {{ {where} }}") == {frozenset(one) for one in expected}


def test_an_aggregate_without_groups_has_a_row_also_where_nothing_matches() -> None:
    assert names("SELECT (COUNT(?x) AS ?n) WHERE { $this i:a ?x }") == set()
    assert names("SELECT $this WHERE { $this i:a ?x } GROUP BY $this") == {frozenset("a")}


def test_a_query_that_cannot_be_read_has_no_needs() -> None:
    assert needs("SELECT $this WHERE {") == ()


def test_most_constraints_of_the_rules_need_something() -> None:
    needy = 0
    for rule in RULES.rules.values():
        graph = rdflib.Graph().parse(data=rule.turtle, format="turtle", publicID=BASE)
        for shape, path in rule.shapes.items():
            for constraint in graph.objects(rdflib.URIRef(shape), rdflib.URIRef(SH + "sparql")):
                text = str(graph.value(constraint, rdflib.URIRef(SH + "select")))
                wanted = needs(RULES.sparql_header() + text.replace("$PATH", f"<{path}>"))
                needy += bool(wanted)
    assert needy >= 50


def test_with_needs_every_example_breaks_what_it_names() -> None:
    """Plain pySHACL is held to the same in test_rules."""
    examples = 0
    for rule in RULES.rules.values():
        shapes = Shapes([RULES.prefixes_turtle, rule.turtle], BASE)
        for example in (*rule.good, *rule.bad):
            results = shapes.validate(example_store(RULES, example.data))
            found = {result.shape for result in results if result.focus == example.focus}
            assert found == set(example.breaks), (rule.id, example.label)
            examples += 1
    assert examples >= 150
