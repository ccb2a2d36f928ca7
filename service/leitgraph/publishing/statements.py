"""Triples put together from prefixed names, numbers and texts in two languages."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"


class Statements:
    """Collects triples; ``prefixes`` are those that properties are named with."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.triples: list[ox.Triple] = []

    def add(self, subject: str, name: str, value: ox.NamedNode | ox.Literal) -> None:
        """One triple."""
        prefix, _, local = name.partition(":")
        predicate = ox.NamedNode(self.prefixes[prefix] + local)
        self.triples.append(ox.Triple(ox.NamedNode(subject), predicate, value))

    def link(self, subject: str, name: str, iri: str) -> None:
        """A triple whose value is a resource."""
        self.add(subject, name, ox.NamedNode(iri))

    def plain(self, subject: str, name: str, text: str, language: str | None = None) -> None:
        """A triple whose value is a text."""
        self.add(subject, name, ox.Literal(text, language=language))

    def text(self, subject: str, name: str, german: str, english: str) -> None:
        """A text in both languages."""
        self.plain(subject, name, german, "de")
        self.plain(subject, name, english, "en")

    def number(self, subject: str, name: str, number: int) -> None:
        """A whole number."""
        self.add(subject, name, ox.Literal(number))

    def typed(self, subject: str, name: str, text: str, datatype: str) -> None:
        """A literal of a datatype of XML Schema."""
        self.add(subject, name, ox.Literal(text, datatype=ox.NamedNode(XSD + datatype)))
