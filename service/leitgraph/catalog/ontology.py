"""The ontology folder: modules, code lists, alignments, and their terms as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from leitgraph.catalog.refusal import Refused, refuse, turtle_fault
from leitgraph.errors import LeitgraphError
from leitgraph.model import Text

OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
NS = "https://w3id.org/insek/ns#"

KINDS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "object",
    OWL + "DatatypeProperty": "datatype",
    RDF + "Property": "property",
    "http://purl.org/linked-data/cube#DataStructureDefinition": "structure",
}
"""What a term is; ``property`` takes literals and resources alike."""


@dataclass(frozen=True)
class Term:
    """A class or property. ``ranges`` are IRIs; ``scheme`` is the code list of its values."""

    iri: str
    kind: str
    label: Text
    definition: Text
    module: str
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    scheme: str | None = None
    replaced_by: str | None = None
    deprecated: bool = False

    @property
    def name(self) -> str:
        """The part of the IRI after the namespace."""
        return self.iri.removeprefix(NS)


@dataclass(frozen=True)
class Code:
    """A concept of a code list."""

    iri: str
    scheme: str
    notation: str
    label: Text
    definition: Text


@dataclass(frozen=True)
class OntologyFiles:
    """Paths of the folder, sorted. Alignments are loaded only on demand."""

    modules: tuple[Path, ...]
    vocab: tuple[Path, ...]
    align: tuple[Path, ...]

    @classmethod
    def of(cls, folder: Path) -> OntologyFiles:
        """The files of a folder. Raises ``LeitgraphError`` if modules or code lists are missing."""
        found = cls(
            tuple(sorted(folder.glob("*.ttl"))),
            tuple(sorted((folder / "vocab").glob("*.ttl"))),
            tuple(sorted((folder / "align").glob("*.ttl"))),
        )
        if not found.modules or not found.vocab:
            raise LeitgraphError(
                f"Unter {folder} fehlen Module oder Codelisten der Ontologie.",
                f"Modules or code lists of the ontology are missing under {folder}.",
            )
        return found


@dataclass(frozen=True)
class Ontology:
    """Terms and codes by IRI, in the order of their IRIs."""

    version: str
    terms: Mapping[str, Term]
    codes: Mapping[str, Code]
    schemes: Mapping[str, Text]

    @cached_property
    def labels(self) -> Mapping[str, Text]:
        """Label of every term, code and code list."""
        terms = {iri: term.label for iri, term in self.terms.items()}
        return terms | {iri: code.label for iri, code in self.codes.items()} | dict(self.schemes)

    def codes_of(self, scheme: str) -> list[Code]:
        """Codes of a code list."""
        return [code for code in self.codes.values() if code.scheme == scheme]

    def of_kind(self, *kinds: str) -> list[Term]:
        """Terms of some kinds, see ``KINDS``."""
        return [term for term in self.terms.values() if term.kind in kinds]


def load_ontology(folder: Path) -> Ontology:
    """Modules and code lists of a folder. Raises ``LeitgraphError`` for what is incomplete."""
    files = OntologyFiles.of(folder)
    store = ox.Store()
    for path in (*files.modules, *files.vocab):
        try:
            store.load(path=str(path), format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            refused = Refused()
            refused.add(path, *turtle_fault(error))
            raise refuse(refused.found) from error
    reader = _Reader(store)
    terms = {
        iri: reader.term(iri, kind)
        for type_, kind in KINDS.items()
        for iri in reader.instances(type_)
    }
    codes = {iri: reader.code(iri) for iri in reader.instances(SKOS + "Concept")}
    schemes = {iri: reader.label(iri) for iri in reader.instances(SKOS + "ConceptScheme")}
    return Ontology(
        reader.one(NS.rstrip("#"), OWL + "versionInfo"),
        dict(sorted(terms.items())),
        dict(sorted(codes.items())),
        dict(sorted(schemes.items())),
    )


class _Reader:
    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def instances(self, type_: str) -> list[str]:
        quads = self._store.quads_for_pattern(
            None, ox.NamedNode(RDF + "type"), ox.NamedNode(type_), None
        )
        return sorted({q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)})

    def values(self, iri: str, predicate: str) -> tuple[str, ...]:
        quads = self._store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
        terms = (quad.object for quad in quads)
        return tuple(sorted(t.value for t in terms if isinstance(t, ox.NamedNode | ox.Literal)))

    def one(self, iri: str, predicate: str) -> str:
        values = self.values(iri, predicate)
        if len(values) != 1:
            raise LeitgraphError(
                f"{iri} braucht genau ein {predicate}, hat {len(values)}.",
                f"{iri} needs exactly one {predicate}, has {len(values)}.",
            )
        return values[0]

    def text(self, iri: str, predicate: str) -> Text:
        found: dict[str, str] = {}
        for quad in self._store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None):
            if isinstance(quad.object, ox.Literal):
                found[quad.object.language or ""] = quad.object.value
        if not {"de", "en"} <= set(found):
            raise LeitgraphError(
                f"{iri} braucht {predicate} auf Deutsch und Englisch.",
                f"{iri} needs {predicate} in German and English.",
            )
        return Text(found["de"], found["en"])

    def label(self, iri: str) -> Text:
        return self.text(iri, SKOS + "prefLabel")

    def term(self, iri: str, kind: str) -> Term:
        scheme = self.values(iri, NS + "codeliste")
        replaced = self.values(iri, DCTERMS + "isReplacedBy")
        return Term(
            iri,
            kind,
            self.label(iri),
            self.text(iri, SKOS + "definition"),
            self.one(iri, RDFS + "isDefinedBy"),
            self.values(iri, SCHEMA + "domainIncludes"),
            self.values(iri, SCHEMA + "rangeIncludes"),
            scheme[0] if scheme else None,
            replaced[0] if replaced else None,
            self.values(iri, OWL + "deprecated") == ("true",),
        )

    def code(self, iri: str) -> Code:
        return Code(
            iri,
            self.one(iri, SKOS + "inScheme"),
            self.one(iri, SKOS + "notation"),
            self.label(iri),
            self.text(iri, SKOS + "definition"),
        )
