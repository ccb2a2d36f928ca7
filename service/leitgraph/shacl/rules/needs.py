"""Which properties a focus node must have for a SPARQL constraint to find anything.

A query that joins ``$this insek:nutzung ?code`` with the rest has no solution where the focus has
no ``insek:nutzung``, so it need not be asked. Only what surely holds is said; a query of a form
that is not understood has no needs and is always asked. RDFLib would read the queries too, but in
40 ms each; this reads as much of them as it has to. The tests hold it against RDFLib.
"""

from __future__ import annotations

import re
from functools import lru_cache

Needs = tuple[frozenset[str], ...]
"""Each set: at least one of these properties must be there."""

_TOKEN = re.compile(
    r"""\s+ | \#[^\n]*
    | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | (?P<iri><[^<>\s"{}|^`]*>)
    | (?P<var>[?$]\w+)
    | (?P<name>(?:[A-Za-z][\w.-]*)?:(?:[\w.-]*[\w-])? | [A-Za-z]\w* | [0-9][\w.]* | @[\w-]+)
    | (?P<sign>\^\^ | && | \|\| | [<>!]= | [{}()\[\].;,|/^*+?!<>=-])""",
    re.VERBOSE | re.DOTALL,
)
_THIS = {"?this", "$this"}
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_MOST = 64


class _NotUnderstood(Exception):
    pass


@lru_cache(maxsize=4096)
def needs(query: str) -> Needs:
    """What a SELECT on ``$this``, with its prefixes, needs of the focus."""
    try:
        return _Reader(query).query()
    except _NotUnderstood:
        return ()


class _Reader:
    """Reads a query once, from left to right."""

    def __init__(self, query: str) -> None:
        self._tokens: list[str] = []
        self._at = 0
        self._prefixes: dict[str, str] = {}
        place = 0
        while place < len(query):
            match = _TOKEN.match(query, place)
            if match is None:
                raise _NotUnderstood
            if match.lastgroup:
                self._tokens.append(match[0])
            place = match.end()

    def query(self) -> Needs:
        """Prefixes, then the SELECT."""
        while self._word() == "PREFIX":
            self._next()
            name = self._next().removesuffix(":")
            self._prefixes[name] = self._next()[1:-1]
        return self._select("")

    def _select(self, end: str) -> Needs:
        """From SELECT to the end of the query, or to the brace that ends a subquery."""
        if self._word() != "SELECT":
            raise _NotUnderstood
        projected: set[str] = set()
        computed = depth = 0
        while self._word() not in {"WHERE", "{"}:
            sign = self._next()
            depth += (sign == "(") - (sign == ")")
            computed += sign == "("
            if depth == 0:
                projected.add(sign)
        if self._word() == "WHERE":
            self._next()
        found = self._group()
        grouped = False
        while self._peek() != end:
            grouped = grouped or self._word() == "GROUP"
            self._next()
        if end and not _THIS & projected:
            return ()
        # Without GROUP BY an aggregate has a row also where nothing matches.
        return () if computed and not grouped else found

    def _group(self) -> Needs:
        """``{ … }``; what all its parts need together."""
        self._take("{")
        if self._word() == "SELECT":
            found = self._select("}")
            self._take("}")
            return found
        clauses: list[frozenset[str]] = []
        while self._peek() != "}":
            word = self._word()
            if word == "FILTER":
                self._filter()
            elif word in {"BIND", "OPTIONAL"}:
                self._next()
                self._skip()
            elif word == "{":
                clauses += self._union()
            elif word == ".":
                self._next()
            elif word in {"MINUS", "GRAPH", "SERVICE", "VALUES"}:
                raise _NotUnderstood
            else:
                clauses += self._triples()
        self._take("}")
        return tuple(clauses)

    def _union(self) -> Needs:
        found = self._group()
        while self._word() == "UNION":
            self._next()
            other = self._group()
            either = {one | two for one in found for two in other}
            found = tuple(either) if len(either) <= _MOST else ()
        return found

    def _filter(self) -> None:
        self._next()
        while self._word() not in {"(", "{"}:  # NOT EXISTS, or the name of a function
            self._next()
        self._skip()

    def _skip(self) -> None:
        """Over a bracketed part, whatever is in it."""
        depth = 0
        while True:
            sign = self._next()
            depth += (sign in {"(", "{", "["}) - (sign in {")", "}", "]"})
            if depth == 0:
                return

    def _triples(self) -> Needs:
        """A subject with its predicates and objects, to the dot or what follows it."""
        subject = self._term()
        clauses: list[frozenset[str]] = []
        while True:
            first = self._path()
            if subject in _THIS and first:
                clauses.append(first)
            self._object()
            while self._peek() == ",":
                self._next()
                self._object()
            if self._peek() != ";":
                return tuple(clauses)
            self._next()

    def _path(self) -> frozenset[str]:
        """The properties one of which a path begins with; empty if that cannot be said."""
        ways = [self._sequence()]
        while self._peek() == "|":
            self._next()
            ways.append(self._sequence())
        return frozenset().union(*ways) if all(ways) else frozenset()

    def _sequence(self) -> frozenset[str]:
        first = self._step()
        while self._peek() == "/":
            self._next()
            self._step()
        return first

    def _step(self) -> frozenset[str]:
        backwards = self._peek() == "^"
        if backwards:
            self._next()
        if self._peek() == "(":
            self._next()
            first = self._path()
            self._take(")")
        else:
            token = self._next()
            first = frozenset({self._iri(token)}) if token[0] not in "?$" else frozenset()
        maybe = self._peek() in {"*", "?"}
        if self._peek() in {"*", "?", "+"}:
            self._next()
        return frozenset() if backwards or maybe else first

    def _iri(self, token: str) -> str:
        if token == "a":  # noqa: S105
            return _RDF_TYPE
        if token.startswith("<"):
            return token[1:-1]
        prefix, colon, name = token.partition(":")
        if not colon or prefix not in self._prefixes:
            raise _NotUnderstood
        return self._prefixes[prefix] + name

    def _term(self) -> str:
        token = self._next()
        if token in set("[](){}.;,|/^*+?!<>="):
            raise _NotUnderstood
        return token

    def _object(self) -> None:
        self._term()
        if self._peek().startswith("@"):
            self._next()
        elif self._peek() == "^^":
            self._next()
            self._term()

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _word(self) -> str:
        return self._peek().upper()

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            raise _NotUnderstood
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, token: str) -> None:
        if self._next() != token:
            raise _NotUnderstood
