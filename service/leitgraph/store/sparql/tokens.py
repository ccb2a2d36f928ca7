"""Terminals of SPARQL 1.1 (sections 19.2 to 19.8), enough to know what each byte belongs to.

Where this lexer and the engine's could differ, it is the wider one: what it takes for part of a
string, an IRI or a name, the engine does too or refuses the query.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Token(NamedTuple):
    """A terminal: ``kind`` (iri name var blank string lang number word sign), text, position."""

    kind: str
    text: str
    start: int


_ESCAPED = r"%[0-9A-Fa-f]{2}|\\."
_LOCAL = rf"(?:[\w:]|{_ESCAPED})(?:\.*(?:[\w:·-]|{_ESCAPED}))*"
# Bounded, or `a.a.a.a…` would be read again from every letter. What is longer is a plain word.
_PREFIX = r"(?:[^\W\d_](?:\.*[\w·-]){0,100}+)?:"

_TERMINAL = re.compile(
    r"""(?P<skip>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
               |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<var>[?$][\w][\w·]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*(?:\\[uU][0-9A-Fa-f][^<>"{}|^`\\\x00-\x20]*)*>)
    |(?P<blank>_:[\w](?:\.*[\w·-])*)
    |(?P<name>PREFIX(?:LOCAL)?)
    |(?P<number>\d+\.\d*[eE][+-]?\d+|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<lang>@[A-Za-z]+(?:--?[A-Za-z0-9]+)*)
    |(?P<sign><<\(|\)>>|<<|>>|\{\||\|\}|\^\^|&&|\|\||.)
    """.replace("PREFIX", _PREFIX, 1).replace("LOCAL", _LOCAL, 1),
    re.VERBOSE | re.DOTALL,
)


def tokenise(text: str) -> list[Token]:
    """All terminals of ``text`` but white space and comments. Never fails: leftovers are signs."""
    return [
        Token(match.lastgroup or "sign", match.group(), match.start())
        for match in _TERMINAL.finditer(text)
        if match.lastgroup != "skip"
    ]


def place(text: str, position: int) -> dict[str, int]:
    """Line and column, both from 1, of a position in a text."""
    before = text.count("\n", 0, position)
    return {"line": before + 1, "column": position - text.rfind("\n", 0, position)}
