"""Slips that the neighbours of a terminal give away: FILTER without brackets, a comma in SELECT.

Looked for only in a query that the engine has refused, so what is found here need not be the
fault, but it is one that people make.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from leitgraph.model import Text
from leitgraph.store.sparql.tokens import Token
from leitgraph.store.sparql.words import AGGREGATES, FUNCTIONS

_TERMS = {"var", "iri", "name", "string", "number", "blank"}
_JOINS = {"/", "|", "^", "^^"}
_BEGINS = {"{", ".", "}"}
_PARTS = 3


class Complaint(NamedTuple):
    """A fault, and the position in the text where it begins."""

    position: int
    text: Text


def slips(tokens: list[Token]) -> Iterator[Complaint]:
    """All that are found, kind by kind."""
    words = [token.text.upper() if token.kind == "word" else token.text for token in tokens]
    yield from _after_words(tokens, words)
    yield from _selected(tokens, words)
    yield from _operators(tokens)
    yield from _triples(tokens, words)


def _after_words(tokens: list[Token], words: list[str]) -> Iterator[Complaint]:
    """Words that ask for something behind them."""
    for number, word in enumerate(words):
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        said = words[number + 1] if following else ""
        if word == "FILTER" and said not in {"(", "EXISTS", "NOT", *FUNCTIONS}:
            if following is None or following.kind not in {"name", "iri"}:
                yield Complaint(
                    tokens[number].start,
                    Text(
                        "Nach FILTER steht die Bedingung in Klammern: FILTER(…).",
                        "After FILTER the condition stands in brackets: FILTER(…).",
                    ),
                )
        elif word in {"LIMIT", "OFFSET"} and (following is None or not following.text.isdigit()):
            yield Complaint(
                tokens[number].start,
                Text(
                    f"Nach {word} fehlt eine ganze Zahl.",
                    f"After {word} a whole number is missing.",
                ),
            )
        elif word in {"GROUP", "ORDER"} and said != "BY":
            yield Complaint(
                tokens[number].start,
                Text(f"Nach {word} fehlt BY.", f"After {word} BY is missing."),
            )


def _selected(tokens: list[Token], words: list[str]) -> Iterator[Complaint]:
    """Commas between variables of a SELECT, and expressions without name or brackets."""
    for start, word in enumerate(words):
        if word != "SELECT":
            continue
        at, depth, named = start + 1, 0, False
        while at < len(tokens) and (depth or words[at] not in {"WHERE", "{", "FROM", "}"}):
            token = tokens[at]
            if words[at] == "(":
                named = named and depth > 0
                depth += 1
            elif words[at] == ")":
                depth -= 1
                if depth == 0 and not named:
                    yield Complaint(
                        token.start,
                        Text(
                            "Einem Ausdruck in SELECT fehlt der Name: (… AS ?name).",
                            "An expression in SELECT lacks its name: (… AS ?name).",
                        ),
                    )
            elif depth == 0 and words[at] == ",":
                yield Complaint(
                    token.start,
                    Text(
                        "Variablen in SELECT stehen ohne Komma nebeneinander.",
                        "Variables in SELECT stand side by side without a comma.",
                    ),
                )
            elif depth == 0 and words[at] in AGGREGATES | FUNCTIONS:
                yield Complaint(
                    token.start,
                    Text(
                        f"Ein Ausdruck in SELECT steht in Klammern und hat einen Namen: "
                        f"({words[at]}(…) AS ?name).",
                        f"An expression in SELECT stands in brackets and has a name: "
                        f"({words[at]}(…) AS ?name).",
                    ),
                )
                return
            elif words[at] == "AS":
                named = True
            at += 1


def _operators(tokens: list[Token]) -> Iterator[Complaint]:
    """Signs of other languages."""
    for token, following in pairwise(tokens):
        if token.text == "=" and following.text == "=":
            yield Complaint(
                token.start,
                Text(
                    "„==“ gibt es in SPARQL nicht; gleich heißt „=“.",
                    "There is no “==” in SPARQL; equal is “=”.",
                ),
            )
        elif token.text == "<>":
            yield Complaint(
                token.start,
                Text(
                    "„<>“ ist in SPARQL eine leere Adresse; ungleich heißt „!=“.",
                    "“<>” is an empty address in SPARQL; unequal is “!=”.",
                ),
            )


def _triples(tokens: list[Token], words: list[str]) -> Iterator[Complaint]:
    """A fourth part of a triple, where a dot is missing; a second one that is the last."""
    parts, open_ = 0, ""
    for number, token in enumerate(tokens):
        before = words[number - 1] if number else ""
        if before in _BEGINS and token.kind in {"var", "iri", "name", "blank"}:
            parts, open_ = 1, token.text
        elif not parts or before in _JOINS:
            continue
        elif token.kind in _TERMS or words[number] == "A":
            parts += 1
            if parts > _PARTS:
                shown = token.text[:40]
                yield Complaint(
                    token.start,
                    Text(
                        f"Vor „{shown}“ fehlt ein Punkt: Ein Tripel hat drei Teile.",
                        f"Before “{shown}” a dot is missing: a triple has three parts.",
                    ),
                )
                return
        elif token.text in {".", "}"} and parts < _PARTS and open_:
            yield Complaint(
                token.start,
                Text(
                    f"Dem Tripel, das mit „{open_[:40]}“ beginnt, fehlt ein Teil: Es hat "
                    "Subjekt, Prädikat und Objekt.",
                    f"The triple that begins with “{open_[:40]}” lacks a part: it has subject, "
                    "predicate and object.",
                ),
            )
            return
        elif token.kind == "sign" and token.text in "*+?/|^":
            continue
        elif token.kind != "lang" and token.text != "^^":
            parts = 0
