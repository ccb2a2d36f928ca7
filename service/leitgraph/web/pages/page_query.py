"""Queries of the pages: files ``sparql/<name>.rq``, with IRIs put in as terms, never as text.

In a file ``?name`` is a variable and ``$name`` a parameter, so that it is valid SPARQL as it
stands.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from leitgraph.errors import BadParameter
from leitgraph.store.sparql.tokens import Token, tokenise
from leitgraph.web.links import is_iri

FOLDER = Path(__file__).parent / "sparql"


class PageQuery:
    """One file, read once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = tokenise(text)
        self.parameters = frozenset(t.text[1:] for t in self._tokens if _is_parameter(t))

    @property
    def limit(self) -> int:
        """How many rows it asks for at most: its last LIMIT."""
        found = [
            int(number.text)
            for word, number in zip(self._tokens, self._tokens[1:], strict=False)
            if word.text.upper() == "LIMIT"
        ]
        return found[-1]

    def bound(self, **iris: str) -> str:
        """The query about these. ``BadParameter`` for what is no IRI, ``KeyError`` if one lacks."""
        if set(iris) != self.parameters:
            raise KeyError(f"needs {sorted(self.parameters)}, got {sorted(iris)}")
        for name, iri in iris.items():
            if not is_iri(iri):
                raise BadParameter(
                    f"„{iri[:200]}“ ist keine absolute IRI.",
                    f"“{iri[:200]}” is no absolute IRI.",
                    parameter=name,
                )
        parts: list[str] = []
        done = 0
        for token in filter(_is_parameter, self._tokens):
            parts += [self.text[done : token.start], f"<{iris[token.text[1:]]}>"]
            done = token.start + len(token.text)
        return "".join([*parts, self.text[done:]])


def _is_parameter(token: Token) -> bool:
    return token.kind == "var" and token.text.startswith("$")


@cache
def page_query(name: str) -> PageQuery:
    """The query of ``sparql/<name>.rq``."""
    return PageQuery((FOLDER / f"{name}.rq").read_text("utf-8"))
