"""Where in a Turtle file something stands: the engine that parses it does not tell.

Only for messages about what is wrong, so it reads no more than it takes to find a line again:
terminals, statements, and what a string or a name means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from leitgraph.store.sparql.tokens import Token, tokenise

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_OPEN, _CLOSE = frozenset("[({"), frozenset("])}")


@dataclass
class _Statement:
    subject: str
    predicate: str
    tokens: list[Token]


class Places:
    """The places of one text."""

    def __init__(self, text: str, base: str) -> None:
        self._text = text
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._tokens = tokenise(text)
        self._statements = list(self._read())

    def line(self, subject: str = "", predicate: str = "", value: str | None = None) -> int:
        """The line of a value of a statement, else of the statement, of its subject, of the value.

        0 if none of them is there.
        """
        return self._line(self._token(subject, predicate, value))

    def line_within(self, value: str, position: int, subject: str = "", predicate: str = "") -> int:
        """The line of a position inside a literal's value."""
        token = self._token(subject, predicate, value)
        if token is None or token.kind != "string":
            return self._line(token)
        start = token.start + _quotes(token.text)
        for match in _ESCAPE.finditer(token.text, _quotes(token.text)):
            # Each escape is one sign of the value.
            if match.start() + token.start >= start + position:
                break
            start += len(match.group()) - 1
        return self._text.count("\n", 0, start + position) + 1

    def _token(self, subject: str, predicate: str, value: str | None) -> Token | None:
        own = [s for s in self._statements if not subject or s.subject == subject]
        exact = [s for s in own if not predicate or s.predicate == predicate]
        if value is not None:
            for statement in (*exact, *own, *self._statements):
                for token in statement.tokens[1:]:
                    if self._meaning(token) == value:
                        return token
        if (subject or predicate) and exact:
            return exact[0].tokens[0]
        return own[0].tokens[0] if subject and own else None

    def _line(self, token: Token | None) -> int:
        return 0 if token is None else self._text.count("\n", 0, token.start) + 1

    def _read(self) -> Iterator[_Statement]:
        """The statements: subject, predicate and all terminals from the predicate on."""
        subject: Token | None = None
        current: list[Token] = []
        depth = 0
        tokens = iter(self._tokens)
        for token in tokens:
            if depth == 0 and subject is None and self._directive(token, tokens):
                continue
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
            ends = depth == 0 and token.text in {".", ";"}
            if subject is None:
                subject = None if ends else token
            elif not ends:
                current.append(token)
            if ends:
                if current and subject is not None:
                    meaning = self._meaning(current[0])
                    yield _Statement(self._meaning(subject), meaning, current)
                current = []
                subject = None if token.text == "." else subject

    def _directive(self, token: Token, tokens: Iterator[Token]) -> bool:
        word = token.text.lstrip("@").upper()
        if word == "PREFIX" and token.kind in {"lang", "word"}:
            name, iri = next(tokens, None), next(tokens, None)
            if name is not None and iri is not None:
                self._prefixes[name.text[:-1]] = absolute(self._base, iri.text[1:-1])
        elif word == "BASE" and token.kind in {"lang", "word"}:
            iri = next(tokens, None)
            self._base = absolute(self._base, iri.text[1:-1]) if iri is not None else self._base
        else:
            return False
        if token.text.startswith("@"):
            next(tokens, None)
        return True

    def _meaning(self, token: Token) -> str:
        """The IRI of a name, the value of a string; of anything else its text."""
        if token.kind == "string":
            return string_value(token.text)
        if token.kind == "iri":
            return absolute(self._base, token.text[1:-1])
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            return self._prefixes.get(prefix, prefix + ":") + local.replace("\\", "")
        return _RDF_TYPE if token.text == "a" else token.text


def absolute(base: str, iri: str) -> str:
    """An IRI as it stands in a text, with what it is relative to before it."""
    return iri if _SCHEME.match(iri) else urljoin(base, iri)


def string_value(text: str) -> str:
    """What a string with its quotes stands for."""
    size = _quotes(text)
    return _ESCAPE.sub(_unescaped, text[size:-size])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else match[0]
    return _SHORT.get(match[3], match[3])


def _quotes(text: str) -> int:
    return 3 if text[:3] in {'"""', "'''"} else 1
