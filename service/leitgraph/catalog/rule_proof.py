"""Do the examples of a rule give what they promise? Only ``make check`` asks; it takes seconds.

Each example is given to pySHACL as it comes, whole and cut to the rule's neighbourhood; every query
is also read by rdflib, whose users may take a rule file as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql import prepareQuery

from leitgraph.catalog.refusal import one_line
from leitgraph.catalog.rules import BASE, SH, RuleSet
from leitgraph.catalog.text.sparql_text import PLACEHOLDER
from leitgraph.catalog.text.turtle_places import Places
from leitgraph.catalog.text.vocabulary import short
from leitgraph.model import Rule, RuleExample
from leitgraph.shacl.rules.neighbourhood import Layers, as_store, build_trie, extract, parse_path
from leitgraph.shacl.rules.validate import Result, Shapes

ALWAYS = ("rdf:type", "insek:datum", "insek:kommune")
"""Paths along which every rule sees."""


def unproved(ruleset: RuleSet, rule: Rule) -> Iterator[tuple[int, str, str, str]]:
    """What a rule does not keep: line in its file, condition, and why, German and English."""
    places = Places(rule.turtle, BASE)
    yield from _for_rdflib(ruleset, rule, places)
    try:
        shapes = Shapes([ruleset.prefixes_turtle, rule.turtle], BASE)
    except Exception as error:
        said = one_line(f"{type(error).__name__}: {error}")
        yield 0, "form", f"pySHACL liest die Formen nicht: {said}", f"pySHACL: {said}"
        return
    for example in (*rule.good, *rule.bad):
        line = places.line(value=example.label)
        named = f"Beispiel „{example.label}“", f"example “{example.label}”"
        for german, english in _example(ruleset, rule, shapes, example):
            yield line, "beispiel", f"{named[0]} {german}", f"{named[1]} {english}"


def _example(
    ruleset: RuleSet, rule: Rule, shapes: Shapes, example: RuleExample
) -> Iterator[tuple[str, str]]:
    data = ox.Store()
    text = ruleset.turtle_header() + example.data
    data.load(text.encode(), ox.RdfFormat.TURTLE, base_iri=BASE)
    focus = ox.NamedNode(example.focus)
    paths = [path for one in (*ALWAYS, *rule.reach) for path in parse_path(one, ruleset.prefixes)]
    try:
        found = shapes.validate(data)
        seen = shapes.validate(as_store(extract(Layers(data), focus, build_trie(paths))))
        if rule.applies:
            query = ruleset.sparql_header() + rule.applies
            list(data.query(query, substitutions={ox.Variable("this"): focus}))  # type: ignore[arg-type]
    except Exception as error:
        said = one_line(f"{type(error).__name__}: {error}")
        yield f"lässt sich nicht prüfen: {said}", f"cannot be checked: {said}"
        return
    got = {(one.shape, one.focus, one.path) for one in found}
    promised = {(shape, example.focus, rule.shapes[shape]) for shape in example.breaks}
    if got != promised:
        yield (
            f"gibt {_told(got)} statt {_told(promised)}",
            f"gives {_told(got, 'nothing')} instead of {_told(promised, 'nothing')}",
        )
    elif seen != found:
        yield (
            "gibt anderes, wenn nur die Nachbarschaft (regel:nachbarschaft) zu sehen ist",
            "gives something else if only its neighbourhood (regel:nachbarschaft) is seen",
        )
    for name in sorted(_unfilled(found)):
        yield f"lässt {{?{name}}} in der Meldung leer", f"leaves {{?{name}}} in the message empty"


def _told(found: set[tuple[str, str, str]], nothing: str = "nichts") -> str:
    return ", ".join(f"{short(s)} an {short(f)}" for s, f, _ in sorted(found)) or nothing


def _unfilled(results: list[Result]) -> set[str]:
    return {name for one in results for text in one.messages for name in PLACEHOLDER.findall(text)}


def _for_rdflib(
    ruleset: RuleSet, rule: Rule, places: Places
) -> Iterator[tuple[int, str, str, str]]:
    store = ox.Store()
    store.load(rule.turtle.encode(), ox.RdfFormat.TURTLE, base_iri=BASE)
    texts = {
        quad.object.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(SH + "select"), None, None)
        if isinstance(quad.object, ox.Literal)
    }
    prefixes = {prefix: rdflib.Namespace(iri) for prefix, iri in ruleset.prefixes.items()}
    for text in sorted(texts | ({rule.applies} if rule.applies else set())):
        try:
            prepareQuery(text.replace("$PATH", "<p:p>"), initNs=prefixes)
        except Exception as error:  # pyparsing and rdflib raise many kinds, also plain ones
            said = one_line(str(error))
            line = places.line(value=text)
            yield line, "abfrage", f"rdflib liest die Abfrage nicht: {said}", f"rdflib: {said}"
