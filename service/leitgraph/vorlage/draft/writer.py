"""Writes the fields of a draft as triples; names are looked up, what is not found stays a text."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.fields.kinds import (
    Amount,
    Choice,
    Column,
    Day,
    Field,
    Flag,
    Name,
    Rows,
    Share,
    Value,
    Words,
    Year,
)
from leitgraph.model import Text
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.fields import Fields
from leitgraph.vorlage.draft.register import Register
from leitgraph.vorlage.resolve import KINDS, Resolver

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DCTERMS = "http://purl.org/dc/terms/"


class DraftWriter:
    """The triples of one draft, and how a value of each kind becomes one."""

    def __init__(
        self,
        fields: Fields,
        focus: NamedNode,
        city: str,
        resolver: Resolver,
        register: Register,
    ) -> None:
        self.fields = fields
        self.register = register
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

    def find(self, written: str, *kinds: str) -> NamedNode | Literal:
        """The first of the kinds that bears the name, else the name as it was written."""
        for kind in kinds:
            found = self._resolver.find(written, KINDS[kind])
            if found is not None:
                return found
        return Literal(written)

    def name(
        self, subject: NamedNode, predicate: str, kind: Name, field: str, written: str
    ) -> NamedNode | Literal:
        """A name, looked up. What is not known is told where no rule does, without weight."""
        found = self.find(written, *kind.kinds)
        self.link(subject, predicate, found)
        if isinstance(found, Literal):
            self.tell_unknown(field, kind, written)
        return found

    def tell_unknown(self, field: str, kind: Name, written: str) -> None:
        """Say that a name is not known, if its register is complete; else all in one note."""
        if not self.register.complete(kind.kinds):
            if "konflikt" not in kind.kinds:  # a conflict may be told in words of one's own
                self.register.miss(written)
        elif kind.unknown is not None:
            said = kind.unknown
            words = Text(said.de.replace("{}", written), said.en.replace("{}", written))
            self.fields.note(field, words, written if kind.repeats else "")

    def value(self, subject: NamedNode, entry: Field | Column, field: str, given: Any) -> None:
        """A value by its kind. ``field``: its name in the draft, for what cannot be read."""
        kind, predicate = entry.kind, entry.iri
        if isinstance(kind, Words):
            words = values.text(field, given)
            if kind.mark:
                self.literal(subject, predicate, words)
            else:
                self.text(subject, predicate, words)
        elif isinstance(kind, Name):
            self.name(subject, predicate, kind, field, values.text(field, given))
        elif isinstance(kind, Choice):
            code = values.code(field, given, kind.of.names)
            self.link(subject, predicate, NamedNode(f"{VOCAB_BASE}{kind.of.scheme}/{code}"))
        else:
            lexical, datatype = _literal(kind, field, given)
            self.literal(subject, predicate, lexical, datatype)

    def link(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        """One triple; the predicate by its full IRI."""
        self.triples.append(Triple(subject, NamedNode(predicate), value))

    def text(self, subject: NamedNode, predicate: str, words: str) -> None:
        """Words in German."""
        self.link(subject, predicate, Literal(words, language="de"))

    def literal(self, subject: NamedNode, predicate: str, value: str, kind: str = "string") -> None:
        """A value of an XML Schema type."""
        self.link(subject, predicate, Literal(value, datatype=NamedNode(XSD + kind)))


def _literal(kind: Value | Rows, field: str, given: Any) -> tuple[str, str]:
    """The lexical form of a value, and its XML Schema type."""
    if isinstance(kind, Amount):
        return values.decimal_text(values.amount(field, given)), "decimal"
    if isinstance(kind, Share):
        return values.decimal_text(values.share(field, given)), "decimal"
    if isinstance(kind, Day):
        return values.day(field, given).isoformat(), "date"
    if isinstance(kind, Year):
        return values.year(field, given), "gYear"
    if isinstance(kind, Flag):
        if not isinstance(given, bool):
            raise values.wrong(field, given, "erwartet wird true oder false.", "true or false.")
        return str(given).lower(), "boolean"
    raise TypeError(f"{field}: {kind} is no single value")
