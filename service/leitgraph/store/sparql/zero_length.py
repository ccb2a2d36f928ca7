"""Paths of no step from a thing that the graph does not know (SPARQL 1.1, section 18.4).

``<x> insek:ersetztDurch* ?y`` has the solution ``?y = <x>`` whether the graph knows ``<x>`` or not.
Oxigraph gives none for what it does not know (oxigraph#1815). Where a thing named in a query
stands in no triple, no path of one and more steps leads from it or to it, so the pattern is written
as the only solutions it can have: ``VALUES ?y { <x> }``.

Not mended: things that come from VALUES or BIND, literals, and patterns that go on with ``;`` or
``,`` (of which another part must be a triple, which there is none).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from leitgraph.store.sparql.scan import Reading
from leitgraph.store.sparql.tokens import Token

_BEFORE = {"{", ".", "}", ")"}
_AFTER = {".", "}", "{"}
_AFTER_WORDS = {"FILTER", "OPTIONAL", "BIND", "VALUES", "MINUS", "GRAPH", "LATERAL"}
_DEPTH = 40
_MAY = re.compile(r"[\w:>)]\s*(?:\*|\?(?!\w))")


class _Path(NamedTuple):
    """A path: where the token after it stands, and in how many ways it can be of no step."""

    end: int
    ways: int


def mended(text: str, base: str, known: Callable[[str, bool], bool]) -> str:
    """The query, with patterns of things that are in no triple as their solutions.

    ``known``: whether the thing of an IRI stands in a triple of the default graph, or where the
    second argument is True, of any graph that the query may see.
    """
    if not _MAY.search(text):
        return text
    reading = Reading(text, base)
    reading.run()

    def present(iri: str) -> bool:
        return known(iri, "GRAPH" in reading.words)

    parts: list[str] = []
    end = 0
    for start, stop, solution in _patterns(reading, present):
        parts += [text[end:start], solution]
        end = stop
    return "".join((*parts, text[end:])) if parts else text


def _patterns(reading: Reading, present: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    """Where a pattern begins and ends, and what it comes to."""
    tokens = reading.tokens
    for at in range(1, len(tokens) - 3):
        subject = tokens[at]
        if tokens[at - 1].text not in _BEFORE or subject.kind not in {"iri", "name", "var"}:
            continue
        path = _alternatives(tokens, at + 1, 0)
        if path is None or not path.ways or path.end >= len(tokens) - 1:
            continue
        other, after = tokens[path.end], tokens[path.end + 1]
        if after.text not in _AFTER and after.text.upper() not in _AFTER_WORDS:
            continue
        solution = _solution(subject, other, path.ways, reading, present)
        if solution is not None:
            yield subject.start, other.start + len(other.text), solution


def _solution(
    subject: Token, other: Token, ways: int, reading: Reading, present: Callable[[str], bool]
) -> str | None:
    """What a pattern comes to; None where it is the engine's to answer."""
    things = [one for one in (subject, other) if one.kind in {"iri", "name"}]
    variables = [one for one in (subject, other) if one.kind == "var"]
    if not things or len(things) + len(variables) < 2:
        return None
    iris = {reading.iri(one) for one in things}
    if len(iris) > 1 or any(present(one) for one in iris):
        return None
    thing = things[0].text
    if not variables:
        return " VALUES () { " + "() " * ways + "} "
    return f" VALUES {variables[0].text} {{ " + f"{thing} " * ways + "} "


def _alternatives(tokens: list[Token], at: int, depth: int) -> _Path | None:
    """``a|b``: as many ways as its parts have together."""
    found = _sequence(tokens, at, depth)
    while found is not None and _is(tokens, found.end, "|"):
        following = _sequence(tokens, found.end + 1, depth)
        if following is None:
            return None
        found = _Path(following.end, found.ways + following.ways)
    return found


def _sequence(tokens: list[Token], at: int, depth: int) -> _Path | None:
    """``a/b``: as many ways as its parts have one after the other."""
    found = _step(tokens, at, depth)
    while found is not None and _is(tokens, found.end, "/"):
        following = _step(tokens, found.end + 1, depth)
        if following is None:
            return None
        found = _Path(following.end, found.ways * following.ways)
    return found


def _step(tokens: list[Token], at: int, depth: int) -> _Path | None:
    """``^(a|b)*``: one way if it may be left out, whatever is within."""
    if _is(tokens, at, "^"):
        at += 1
    if at >= len(tokens) or depth > _DEPTH:
        return None
    token = tokens[at]
    found: _Path | None = None
    if token.text == "(":
        within = _alternatives(tokens, at + 1, depth + 1)
        if within is not None and _is(tokens, within.end, ")"):
            found = _Path(within.end + 1, within.ways)
    elif token.kind in {"iri", "name"} or token.text == "a":
        found = _Path(at + 1, 0)
    if found is None or found.end >= len(tokens):
        return None
    sign = tokens[found.end]
    if sign.kind == "sign" and sign.text in "*?":
        return _Path(found.end + 1, 1)
    if sign.kind == "sign" and sign.text == "+":
        return _Path(found.end + 1, min(found.ways, 1))
    return found


def _is(tokens: list[Token], at: int, sign: str) -> bool:
    return at < len(tokens) and tokens[at].kind == "sign" and tokens[at].text == sign
