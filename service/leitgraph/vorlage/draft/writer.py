"""Writes the fields of a draft as triples; names are looked up, what is not found stays a text."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.model import Text
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.fields import Fields
from leitgraph.vorlage.resolve import Kind, Resolver

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DCTERMS = "http://purl.org/dc/terms/"


class DraftWriter:
    """The triples of one draft, and how a value of each kind becomes one."""

    def __init__(self, fields: Fields, focus: NamedNode, city: str, resolver: Resolver) -> None:
        self.fields = fields
        self.focus = focus
        self.triples: list[Triple] = []
        self._city = city
        self._resolver = resolver
        self._id = focus.value.rsplit("/", 1)[-1]

    def node(self, segment: str, number: int, kind: str, mark: str = "") -> NamedNode:
        """The node of an entry of a list, with its class; ``mark`` tells two lists apart."""
        node = NamedNode(f"{self._city}/{segment}/{self._id}-{mark}{number + 1}")
        self.link(node, RDF_TYPE.value, NamedNode(NS + kind))
        return node

    def find(self, written: str, *kinds: Kind) -> NamedNode | Literal:
        """The first of the kinds that bears the name, else the name as it was written."""
        for kind in kinds:
            found = self._resolver.find(written, kind)
            if found is not None:
                return found
        return Literal(written)

    def tell_unknown(self, field: str, what: Text, written: str) -> None:
        """Say that a name is not known, without weight: ``what`` is „Das Gremium“, “The body”."""
        self.fields.note(
            field,
            Text(f"{what.de} „{written}“ ist nicht bekannt.", f"{what.en} “{written}” is unknown."),
            "",
        )

    def link(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        """One triple; the predicate by its full IRI."""
        self.triples.append(Triple(subject, NamedNode(predicate), value))

    def text(self, subject: NamedNode, predicate: str, words: str) -> None:
        """Words in German."""
        self.link(subject, predicate, Literal(words, language="de"))

    def literal(self, subject: NamedNode, name: str, value: str, kind: str = "string") -> None:
        """A value of an XML Schema type."""
        self.link(subject, NS + name, Literal(value, datatype=NamedNode(XSD + kind)))

    def amount(self, subject: NamedNode, name: str, field: str, value: Any) -> None:
        """An amount in EUR."""
        number = values.decimal_text(values.amount(field, value))
        self.literal(subject, name, number, "decimal")

    def day(self, subject: NamedNode, name: str, field: str, value: Any) -> None:
        """A date."""
        self.literal(subject, name, values.day(field, value).isoformat(), "date")

    def code(self, subject: NamedNode, name: str, chosen: str, scheme: str = "") -> None:
        """A code of the list of that name."""
        self.link(subject, NS + name, NamedNode(f"{VOCAB_BASE}{scheme or name}/{chosen}"))
