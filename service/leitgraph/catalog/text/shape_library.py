"""What the files of rules, profiles and shapes say, as RDF under the IRIs that they give it.

The files ship with the service and were checked when it started. A *document* is an IRI without a
fragment: ``…/regel`` holds all rules and profiles and the terms they are written in,
``…/shapes/structure`` all shape sets, and each shape set is one by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from leitgraph.catalog.text.vocabulary import REGEL
from leitgraph.config import Settings

RULES = REGEL.rstrip("#")
SHAPES = "https://w3id.org/insek/shapes"
STRUCTURE = f"{SHAPES}/structure"
ONTOLOGY_SHAPES = f"{SHAPES}/ontology"
PREFIXES = {
    "regel": REGEL,
    "form": f"{STRUCTURE}#",
    "onto": f"{ONTOLOGY_SHAPES}#",
    "sh": "http://www.w3.org/ns/shacl#",
}


@dataclass(frozen=True)
class File:
    """One Turtle file: its documents, its triples, and the IRIs it says something about."""

    documents: tuple[str, ...]
    triples: tuple[ox.Triple, ...]

    @cached_property
    def subjects(self) -> frozenset[str]:
        """IRIs that are the subject of something."""
        return frozenset(
            one.subject.value for one in self.triples if isinstance(one.subject, ox.NamedNode)
        )


@dataclass(frozen=True)
class ShapeLibrary:
    """All files."""

    files: tuple[File, ...]

    @classmethod
    def of(cls, settings: Settings) -> ShapeLibrary:
        """The files of the content folders; those that are not there are left out."""
        folder = settings.content_dir("shapes")
        return cls(tuple(_read(folder)))

    @property
    def documents(self) -> list[str]:
        """All documents, sorted."""
        return sorted({one for file in self.files for one in file.documents})

    def document(self, iri: str) -> list[ox.Triple]:
        """All triples of a document; none if there is no such document."""
        return [t for file in self.files if iri in file.documents for t in file.triples]

    def about(self, iri: str) -> list[ox.Triple]:
        """The triples of the file that says something about an IRI: a rule with its shapes."""
        return next((list(file.triples) for file in self.files if iri in file.subjects), [])


def _read(folder: Path) -> Iterator[File]:
    groups: list[tuple[Iterable[Path], tuple[str, ...]]] = [
        ([folder / "meta.ttl"], (RULES,)),
        (folder.glob("rules/**/*.ttl"), (RULES,)),
        (folder.glob("profiles/*.ttl"), (RULES,)),
        (folder.glob("structure/*.ttl"), (STRUCTURE,)),
        ([folder / "ontology.ttl"], (ONTOLOGY_SHAPES,)),
    ]
    for paths, documents in groups:
        for path in sorted(paths):
            if not path.is_file():
                continue
            own = (f"{STRUCTURE}/{path.stem}",) if documents == (STRUCTURE,) else ()
            yield File((*documents, *own), tuple(_triples(path)))


def _triples(path: Path) -> Iterator[ox.Triple]:
    # Blank nodes of two files must not become one where the files are served together.
    quads = ox.parse(
        path=str(path), format=ox.RdfFormat.TURTLE, base_iri=REGEL, rename_blank_nodes=True
    )
    for quad in quads:
        yield quad.triple


def serialised(triples: Iterable[ox.Triple], form: ox.RdfFormat, prefixes: dict[str, str]) -> bytes:
    """The triples in a format for graphs."""
    found = ox.serialize(triples, format=form, prefixes=prefixes)
    assert found is not None  # it is when nothing is given to write to
    return found
