"""What may be named in our namespaces: classes, properties, codes, and the terms of rule files."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from leitgraph.catalog.ontology import NS, OntologyFiles
from leitgraph.catalog.refusal import Refused, turtle_fault
from leitgraph.config import VOCAB_BASE, Settings

REGEL = "https://w3id.org/insek/regel#"
_DEPRECATED = ox.NamedNode("http://www.w3.org/2002/07/owl#deprecated")
_REPLACED = ox.NamedNode("http://purl.org/dc/terms/isReplacedBy")


@dataclass(frozen=True)
class Vocabulary:
    """IRIs of all that is defined, and what replaces a term that is deprecated."""

    known: frozenset[str]
    replaced: Mapping[str, str]

    @classmethod
    def of(cls, settings: Settings) -> Vocabulary:
        """As the content folders define it. Raises ``BadContent`` for what is no Turtle."""
        files = OntologyFiles.of(settings.content_dir("ontology"))
        meta = settings.content_dir("shapes") / "meta.ttl"
        return cls.read([*files.modules, *files.vocab, *([meta] if meta.is_file() else [])])

    @classmethod
    def read(cls, files: list[Path]) -> Vocabulary:
        """Every subject of our namespaces in these files."""
        refused = Refused()
        known: set[str] = set()
        deprecated: set[str] = set()
        replaced: dict[str, str] = {}
        for file in files:
            try:
                for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
                    if isinstance(quad.subject, ox.NamedNode):
                        known.add(quad.subject.value)
                        if quad.predicate == _DEPRECATED and quad.object.value == "true":
                            deprecated.add(quad.subject.value)
                        elif quad.predicate == _REPLACED:
                            replaced[quad.subject.value] = quad.object.value
            except SyntaxError as error:
                refused.add(file, *turtle_fault(error))
        refused.raise_if_any()
        return cls(
            frozenset(iri for iri in known if iri.startswith((NS, VOCAB_BASE, REGEL))),
            {iri: replaced.get(iri, "") for iri in deprecated},
        )

    def fault(self, iri: str, *, deprecated: bool = False) -> tuple[str, str] | None:
        """What is wrong with naming this IRI, German and English; None if nothing.

        ``deprecated``: terms that have been replaced may still be named, as data has them.
        """
        if not iri.startswith((NS, VOCAB_BASE)) or iri in (NS, VOCAB_BASE) or iri.endswith("/"):
            return None
        if iri not in self.known:
            like = difflib.get_close_matches(iri, self.known, 1, 0.9)
            maybe = f"; gemeint ist vielleicht {short(like[0])}" if like else ""
            perhaps = f"; perhaps {short(like[0])} is meant" if like else ""
            return (
                f"{short(iri)} gibt es in der Ontologie nicht{maybe}",
                f"{short(iri)} is not in the ontology{perhaps}",
            )
        if iri in self.replaced and not deprecated:
            new = short(self.replaced[iri])
            return (
                f"{short(iri)} ist veraltet, dafür steht {new}",
                f"{short(iri)} is deprecated, {new} replaces it",
            )
        return None


def short(iri: str) -> str:
    """An IRI as it is written: insek:ziel, regel:stufe, sh:path, or with what comes last."""
    for prefix, start in _SHORT.items():
        if iri.startswith(start):
            return prefix + iri.removeprefix(start)
    return iri


_SHORT = {
    "insek:": NS,
    "regel:": REGEL,
    "vocab/": VOCAB_BASE,
    "sh:": "http://www.w3.org/ns/shacl#",
    "rdfs:": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf:": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcterms:": "http://purl.org/dc/terms/",
}
