"""A Turtle file of the content folders, parsed; what is missing in it is noted with its line."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from leitgraph.catalog.refusal import Refused, turtle_fault, utf8
from leitgraph.catalog.text.turtle_places import Places
from leitgraph.catalog.text.vocabulary import REGEL, Vocabulary, short
from leitgraph.model import Text

SH = "http://www.w3.org/ns/shacl#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DCTERMS = "http://purl.org/dc/terms/"
BASE = "https://w3id.org/insek/id/"
"""Base of relative IRIs in shape files and in the examples of rules."""
Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class TurtleFile:
    """One file. ``readable`` is False if it is no Turtle; that is noted, and it is empty then."""

    def __init__(self, path: Path, about: Text, vocabulary: Vocabulary, refused: Refused) -> None:
        self.path = path
        self.about = about
        self.vocabulary = vocabulary
        self._refused = refused
        self._before = len(refused.found)
        self.store = ox.Store()
        text = utf8(path, refused)
        self.text = text or ""
        self.readable = text is not None and self._parse()

    @property
    def sound(self) -> bool:
        """True if nothing was noted about this file."""
        return len(self._refused.found) == self._before

    # -- what is wrong -------------------------------------------------------------------------

    def refuse(
        self,
        condition: str,
        german: str,
        english: str,
        *,
        subject: str = "",
        predicate: str = "",
        value: str | None = None,
    ) -> None:
        """Note what is wrong, with the line of a statement's value or of what there is of it."""
        self.refuse_at(self.places.line(subject, predicate, value), condition, german, english)

    def refuse_at(self, line: int, condition: str, german: str, english: str) -> None:
        """Note what is wrong in a line."""
        self._refused.add(self.path, line, condition, german, english, self.about)

    @cached_property
    def places(self) -> Places:
        """Where things stand in the text."""
        return Places(self.text, BASE)

    # -- what there is -------------------------------------------------------------------------

    def terms(self, subject: str | Node, predicate: str) -> list[Term]:
        """Objects, sorted as text."""
        node = ox.NamedNode(subject) if isinstance(subject, str) else subject
        quads = self.store.quads_for_pattern(node, ox.NamedNode(predicate), None, None)
        return sorted((quad.object for quad in quads), key=str)

    def nodes(self, subject: str | Node, predicate: str) -> list[Node]:
        """Objects that are resources."""
        found = self.terms(subject, predicate)
        return [term for term in found if isinstance(term, ox.NamedNode | ox.BlankNode)]

    def iris(self, subject: str | Node, predicate: str) -> list[str]:
        """Objects that have an IRI; any other is noted."""
        found: list[str] = []
        for term in self.terms(subject, predicate):
            if isinstance(term, ox.NamedNode):
                found.append(term.value)
            else:
                what = f"{self.name(subject)}: {short(predicate)}"
                self.refuse(
                    "form", f"{what} nennt eine IRI, nichts anderes",
                    f"{what} names an IRI, nothing else",
                    subject=self.iri(subject), predicate=predicate,
                )  # fmt: skip
        return found

    def texts(self, subject: str | Node, predicate: str) -> list[str]:
        """Objects that are literals."""
        found = self.terms(subject, predicate)
        return sorted(term.value for term in found if isinstance(term, ox.Literal))

    def one(self, subject: str | Node, predicate: str, *, iri: bool = False) -> str:
        """The one value; empty, and noted, if there is none or more, or no literal (no IRI)."""
        kind = ox.NamedNode if iri else ox.Literal
        found = self.terms(subject, predicate)
        if len(found) == 1 and isinstance(found[0], kind) and found[0].value.strip():
            return found[0].value
        what = f"{self.name(subject)}: {short(predicate)}"
        wrong = (
            ("fehlt", "is missing") if not found
            else ("steht mehrfach da", "is there more than once") if len(found) > 1
            else ("ist keine IRI", "is no IRI") if iri
            else ("ist kein Text", "is no text")
        )  # fmt: skip
        self.refuse(
            "angabe", f"{what} {wrong[0]}", f"{what} {wrong[1]}",
            subject=self.iri(subject), predicate=predicate,
        )  # fmt: skip
        return ""

    def both(self, subject: str | Node, predicate: str) -> Text:
        """The German and the English text; noted if one is missing or there twice."""
        found: dict[str, str] = {}
        extra = False
        for term in self.terms(subject, predicate):
            language = (term.language or "") if isinstance(term, ox.Literal) else ""
            extra = extra or language in found or language not in {"de", "en"}
            found[language] = term.value if isinstance(term, ox.Literal) else ""
        if set(found) != {"de", "en"} or extra or not all(v.strip() for v in found.values()):
            what = f"{self.name(subject)}: {short(predicate)}"
            self.refuse(
                "sprachen", f"{what} fehlt auf Deutsch oder Englisch, oder steht mehrfach da",
                f"{what} is needed in German and English, each once",
                subject=self.iri(subject), predicate=predicate,
            )  # fmt: skip
        return Text(found.get("de", ""), found.get("en", ""))

    def name(self, subject: str | Node) -> str:
        """How a message names a resource: the last part of its IRI, or the label of a blank one."""
        if isinstance(subject, ox.BlankNode):
            return next(iter(self.texts(subject, RDFS_LABEL)), "[]")
        return self.iri(subject).rsplit("#", 1)[-1].rsplit("/", 1)[-1]

    def iri(self, subject: str | Node) -> str:
        """Its IRI; empty for a blank node."""
        if isinstance(subject, str):
            return subject
        return subject.value if isinstance(subject, ox.NamedNode) else ""

    # -- what is checked in every file ---------------------------------------------------------

    def check_terms(self, *, deprecated: bool = False) -> None:
        """Every term of ours in a statement is in the ontology (``regel:``: in meta.ttl)."""
        told: set[str] = set()
        for quad in self.store:
            for place, term in enumerate((quad.predicate, quad.object)):
                if isinstance(term, ox.NamedNode) and term.value not in told:
                    fault = self.vocabulary.fault(term.value, deprecated=deprecated)
                    if not place and term.value.startswith(REGEL):
                        fault = self._no_term(term.value)
                    if fault is not None:
                        told.add(term.value)
                        found = self.places.line("", "", term.value)
                        line = found or self.places.line("", quad.predicate.value)
                        self.refuse_at(line, "begriff", *fault)

    def _no_term(self, iri: str) -> tuple[str, str] | None:
        if iri in self.vocabulary.known or not any(
            known.startswith(REGEL) for known in self.vocabulary.known
        ):
            return None
        return f"{short(iri)} gibt es nicht", f"there is no {short(iri)}"

    def _parse(self) -> bool:
        try:
            self.store.load(self.text.encode(), ox.RdfFormat.TURTLE, base_iri=BASE)
        except SyntaxError as error:
            self._refused.add(self.path, *turtle_fault(error), self.about)
            self.store.clear()
            return False
        return True
