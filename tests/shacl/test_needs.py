"""What a query needs of its focus: never more than is true, so that nothing is overlooked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import rdflib
from tests import content
from tests.shacl.algebra import needs_by_algebra

from leitgraph.catalog.rules import BASE, SH
from leitgraph.check.rulebook import example_store
from leitgraph.config import NS
from leitgraph.shacl.rules.needs import needs
from leitgraph.shacl.rules.validate import Shapes

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
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
        ("{ SELECT (MAX(?this) AS ?m) WHERE { $this i:a ?x } GROUP BY ?x }", []),
        ('$this i:a \'i:b }\' ; i:c """x " { """@de , 3.5 , "4"^^i:t', [{"a"}, {"c"}]),
        ("$this i:a [ i:b ?x ]", []),
        ("$this a i:A . # $this i:b ?y\n ?x i:c ?y", [{RDF_TYPE}]),
        ("FILTER (?x IN ($this, i:a)) $this i:b ?x", [{"b"}]),
        ('FILTER REGEX(STR(?x), "^(a|b){2}$") $this i:b ?x', [{"b"}]),
        ("OPTIONAL { { $this i:a ?x } UNION { $this i:b ?x } }", []),
        ("GRAPH ?g { $this i:a ?x }", []),
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


def test_what_the_rules_need_is_what_the_algebra_of_rdflib_says() -> None:
    same = 0
    for name, query in constraints():
        slow, fast = set(needs_by_algebra(query)), set(needs(query))
        assert fast == slow or not slow, name
        same += fast == slow != set()
    assert same >= 50


def constraints() -> Iterator[tuple[str, str]]:
    """Every constraint of the rules, as it is asked."""
    for rule in content.ruleset().rules.values():
        graph = rdflib.Graph().parse(data=rule.turtle, format="turtle", publicID=BASE)
        for shape, path in rule.shapes.items():
            for constraint in graph.objects(rdflib.URIRef(shape), rdflib.URIRef(SH + "sparql")):
                text = str(graph.value(constraint, rdflib.URIRef(SH + "select")))
                yield (
                    str(constraint),
                    content.ruleset().sparql_header() + text.replace("$PATH", f"<{path}>"),
                )


def test_with_needs_every_example_breaks_what_it_names() -> None:
    """Plain pySHACL is held to the same in test_rules."""
    examples = 0
    for rule in content.ruleset().rules.values():
        shapes = Shapes([content.ruleset().prefixes_turtle, rule.turtle], BASE)
        for example in (*rule.good, *rule.bad):
            results = shapes.validate(example_store(content.ruleset(), example.data))
            found = {result.shape for result in results if result.focus == example.focus}
            assert found == set(example.breaks), (rule.id, example.label)
            examples += 1
    assert examples >= 150
