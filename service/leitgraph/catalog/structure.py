"""Structure shapes: the files ``shapes/structure/<area>.ttl``, what every graph must satisfy.

Each is one shape set with a mode; every shape in it has an IRI and says in both languages what is
wrong. The files are checked here, for the service as for ``make check``; what the gate's own engine
does not support is told with the file it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from leitgraph.catalog.refusal import Refused
from leitgraph.catalog.text.shape_file import ShapeFile
from leitgraph.catalog.text.turtle_file import DCTERMS, RDF_TYPE, RDFS_LABEL, SH
from leitgraph.catalog.text.vocabulary import REGEL, Vocabulary
from leitgraph.config import Settings
from leitgraph.errors import UnsupportedShape
from leitgraph.model import Text
from leitgraph.shacl.core.gate import MODES, Shapes, load_shapes, warm_shapes


def structure_of(settings: Settings, vocabulary: Vocabulary | None = None) -> Shapes:
    """The structure shapes of the content folders, ready to check.

    Raises ``BadContent`` that tells all that is wrong in their files.
    """
    known = vocabulary or Vocabulary.of(settings)
    refused = Refused()
    files = sorted((settings.content_dir("shapes") / "structure").glob("*.ttl"))
    for file in files:
        _File(file, known, refused).check()
    refused.raise_if_any()
    try:
        return warm_shapes(settings)
    except UnsupportedShape:
        _blame(files, refused)
        refused.raise_if_any()
        raise


def _blame(files: Iterable[Path], refused: Refused) -> None:
    """Note which file by itself is not supported."""
    for file in files:
        try:
            load_shapes([file])
        except UnsupportedShape as error:
            about = Text(f"Formensatz {file.stem}", f"shape set {file.stem}")
            refused.add(file, 0, "form", error.detail, error.detail_en, about)


class _File(ShapeFile):
    """The file of one shape set."""

    def __init__(self, path: Path, vocabulary: Vocabulary, refused: Refused) -> None:
        about = Text(f"Formensatz {path.stem}", f"shape set {path.stem}")
        super().__init__(path, about, vocabulary, refused)

    def check(self) -> None:
        """Note all that is wrong."""
        if not self.readable:
            return
        # Data that has a term which was replaced may still be there; its shape says what it is.
        self.check_terms(deprecated=True)
        self.check_named()
        sets = self._typed(REGEL + "Formensatz")
        if len(sets) != 1:
            self.refuse(
                "form",
                f"die Datei hat {len(sets)} Formensätze (regel:Formensatz), es braucht einen",
                f"the file has {len(sets)} shape sets (regel:Formensatz), one is needed",
            )  # fmt: skip
        for iri in sets:
            self.both(iri, RDFS_LABEL)
            self.both(iri, DCTERMS + "description")
            mode = self.one(iri, REGEL + "modus")
            if mode and mode not in MODES:
                self.refuse(
                    "modus", f"regel:modus „{mode}“ ist weder block, warn noch report",
                    f"regel:modus “{mode}” is neither block, warn nor report",
                    subject=iri, predicate=REGEL + "modus",
                )  # fmt: skip
        for shape in self._typed(SH + "PropertyShape"):
            if not self.terms(shape, SH + "path"):
                self.one(shape, SH + "path", iri=True)
            self.check_placeholders(shape, self.both(shape, SH + "message"), ("value",))

    def _typed(self, kind: str) -> list[str]:
        quads = self.store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), ox.NamedNode(kind), None)
        return sorted(q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode))
