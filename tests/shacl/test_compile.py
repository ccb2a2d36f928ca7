"""Every supported construct finds what pySHACL finds; every other one is refused."""

from __future__ import annotations

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph
from rdflib.namespace import SH

from leitgraph.errors import UnsupportedShape
from leitgraph.shacl.core.compile import ANNOTATIONS, BUILDERS, COMPANIONS, compile_shapes
from leitgraph.shacl.core.data import Background, Data
from leitgraph.shacl.core.gate import Shapes, results

PREFIXES = """
@prefix : <urn:t:> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

DATA = """
:a a :T ; :p 1 , 5 , 9 ; :q 5 ; :text "kurz"@de , "länger und länger"@de , "short"@en , "x" ;
    :day "2024-02-29"^^xsd:date , "2024-02-30"^^xsd:date ; :other "2024-03-01"^^xsd:date ;
    :to :b , :c , "Text" ; :up :b .
:b a :U ; :p 5 ; :q 5 ; :up :c ; :to :a ; :text "b"@de .
:c a :T , :V ; :p 7 ; :from "2025-01-01"^^xsd:date ;
    :day "2025-01-01"^^xsd:date ; :other "2024-03-01"^^xsd:date ; :text "c"@fr .
:d a :T .
:U rdfs:subClassOf :T .
"""


def shape(constraint: str, path: str = ":p") -> str:
    head = ":s a sh:NodeShape ; sh:targetClass :T ; sh:property :s1 ."
    return f"{head} :s1 sh:path {path} ; {constraint} ."


CASES = {
    "class": [shape("sh:class :T", ":to"), shape("sh:class :V", "[ sh:inversePath :up ]")],
    "datatype": [shape("sh:datatype xsd:date", ":day"), shape("sh:datatype xsd:string", ":text")],
    "nodeKind": [
        shape(f"sh:nodeKind sh:{kind}", ":to")
        for kind in ("IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral")
    ],
    "minCount": [shape("sh:minCount 2")],
    "maxCount": [shape("sh:maxCount 1")],
    "minInclusive": [shape("sh:minInclusive 5")],
    "minExclusive": [shape("sh:minExclusive 5")],
    "maxInclusive": [shape("sh:maxInclusive 5.0")],
    "maxExclusive": [shape("sh:maxExclusive 5")],
    "minLength": [shape("sh:minLength 5", ":text"), shape("sh:minLength 8", ":to")],
    "maxLength": [shape("sh:maxLength 4", ":text")],
    "pattern": [
        shape('sh:pattern "^K" ; sh:flags "i"', ":text"),
        shape('sh:pattern "t$"', ":text"),
    ],
    "languageIn": [shape('sh:languageIn ( "de" "en" )', ":text")],
    "uniqueLang": [shape("sh:uniqueLang true", ":text"), shape("sh:uniqueLang false", ":text")],
    "in": [shape("sh:in ( 1 5 :b )"), shape("sh:in ( :b )", ":to")],
    "hasValue": [shape("sh:hasValue 5"), ":s sh:targetNode :a ; sh:hasValue :b ."],
    "equals": [shape("sh:equals :q")],
    "disjoint": [shape("sh:disjoint :q")],
    "lessThan": [shape("sh:lessThan :q"), shape("sh:lessThan :other", ":from")],
    "lessThanOrEquals": [shape("sh:lessThanOrEquals :q")],
    "closed": [
        ":s a sh:NodeShape ; sh:targetClass :T ; sh:closed true ; sh:ignoredProperties ( rdf:type )"
        " ; sh:property [ sh:path :p ] , [ sh:path :to ] ."
    ],
    "node": [shape("sh:node :n", ":to") + " :n sh:property [ sh:path :p ; sh:maxCount 1 ] ."],
    "not": [shape("sh:not [ sh:class :V ]", ":to")],
    "and": [shape("sh:and ( [ sh:minInclusive 2 ] [ sh:maxInclusive 8 ] )")],
    "or": [shape("sh:or ( [ sh:class :U ] [ sh:datatype xsd:string ] )", ":to")],
    "xone": [shape("sh:xone ( [ sh:minInclusive 5 ] [ sh:maxInclusive 5 ] )")],
    "qualifiedValueShape": [
        shape("sh:qualifiedValueShape [ sh:class :T ] ; sh:qualifiedMinCount 1", ":to"),
        ":s sh:targetClass :T ; sh:property"
        " [ sh:path :to ; sh:qualifiedValueShape [ sh:class :T ] ; sh:qualifiedMinCount 1 ;"
        "   sh:qualifiedValueShapesDisjoint true ] ,"
        " [ sh:path :to ; sh:qualifiedValueShape [ sh:class :V ] ; sh:qualifiedMinCount 2 ;"
        "   sh:qualifiedValueShapesDisjoint true ] .",
    ],
    "qualifiedMinCount": [
        shape('sh:qualifiedValueShape [ sh:languageIn ( "de" ) ] ; sh:qualifiedMinCount 2', ":text")
    ],
    "qualifiedMaxCount": [
        shape("sh:qualifiedValueShape [ sh:class :T ] ; sh:qualifiedMaxCount 1", ":to")
    ],
    "paths": [
        shape("sh:maxCount 0", path)
        for path in (
            "( :up :p )",
            "[ sh:inversePath :up ]",
            "[ sh:alternativePath ( :p :q ) ]",
            "[ sh:zeroOrMorePath :up ]",
            "[ sh:oneOrMorePath :up ]",
            "[ sh:zeroOrOnePath :up ]",
            "( [ sh:inversePath ( :up :up ) ] [ sh:zeroOrMorePath :to ] :p )",
        )
    ],
    "targets": [
        ":s a sh:PropertyShape ; sh:targetSubjectsOf :up ; sh:path :p ; sh:maxCount 0 .",
        ":s a sh:PropertyShape ; sh:targetObjectsOf :up ; sh:path :p ; sh:maxCount 0 .",
        ":s a sh:NodeShape ; sh:targetNode :a , :nobody ; sh:class :U .",
        ":T a rdfs:Class , sh:NodeShape ; sh:property [ sh:path :p ; sh:maxCount 1 ] .",
        ":s a sh:NodeShape ; sh:targetClass :T ; sh:deactivated true ; sh:class :U .",
        ":s a sh:NodeShape ; sh:targetClass :T ; sh:severity sh:Info ; sh:class :U .",
    ],
}


def compiled(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize(
    "turtle",
    [pytest.param(t, id=f"{name}-{i}") for name, c in CASES.items() for i, t in enumerate(c)],
)
def test_same_results_as_pyshacl(turtle: str) -> None:
    data = compiled(DATA)
    shapes = Shapes(compile_shapes(compiled(turtle)), Background(), {})
    nodes = {t for q in data for t in (q.subject, q.object)} | set(shapes.compiled.by_node)
    found = sorted(
        (r.focus.value, r.component, r.shape.severity, getattr(r.value, "value", ""))
        for node in nodes
        for r in results(Data(data), shapes, node)
    )
    _, report, _ = pyshacl.validate(
        Graph().parse(data=PREFIXES + DATA), shacl_graph=Graph().parse(data=PREFIXES + turtle)
    )
    assert isinstance(report, Graph)
    expected = sorted(
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.sourceConstraintComponent)),
            str(report.value(result, SH.resultSeverity)),
            str(report.value(result, SH.value) or ""),
        )
        for validation in report.subjects(SH.conforms, None)
        for result in report.objects(validation, SH.result)
    )
    assert found == expected
    harmless = "sh:uniqueLang false", "sh:deactivated true"
    assert bool(expected) is not any(word in turtle for word in harmless)


def test_every_supported_parameter_has_a_case() -> None:
    assert set(BUILDERS) <= set(CASES)
    assert len(BUILDERS) == 29
    assert not set(BUILDERS) & (ANNOTATIONS | COMPANIONS)


@pytest.mark.parametrize(
    ("turtle", "named"),
    [
        (':s a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:select "" ] .', "sh:sparql"),
        (":s a sh:NodeShape ; sh:targetClass :T ; sh:minCuont 1 .", "sh:minCuont"),
        (':s a sh:NodeShape ; sh:targetClass :T ; sh:js [ sh:jsFunctionName "f" ] .', "sh:js"),
        (":s a sh:NodeShape ; sh:target [ a :Own ] ; sh:class :T .", "sh:target"),
        (":s a sh:NodeShape ; sh:targetClass :T ; sh:minCount 1 .", "ohne Pfad"),
        (shape('sh:minCount "viele"'), "sh:minCount"),
        (shape('sh:pattern "("'), "sh:pattern"),
        (shape("sh:nodeKind sh:Node"), "sh:nodeKind"),
        (shape("sh:or ( [ sh:class :U ] [ sh:sparql [] ] )"), "sh:sparql"),
        (shape("sh:minCount 1", "[ :seltsam :p ]"), "kein Pfad"),
        (":s a sh:NodeShape ; sh:targetClass :T ; sh:node :s .", "auf sich selbst"),
    ],
)
def test_what_is_not_supported_is_an_error_at_start(turtle: str, named: str) -> None:
    with pytest.raises(UnsupportedShape, match=named):
        compile_shapes(compiled(turtle))
