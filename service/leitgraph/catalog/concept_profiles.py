"""Profiles of concepts: the files ``shapes/profiles/<name>.ttl`` turned into ``ConceptProfile``.

A profile is a set of SHACL shapes that a concept should meet in one of its versions; each of
their property shapes is a criterion with name, hint and source. See ``docs/howto-profile.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from leitgraph.catalog.refusal import Refused
from leitgraph.catalog.rules import load_prefixes
from leitgraph.catalog.text.shape_file import ShapeFile
from leitgraph.catalog.text.turtle_file import DCTERMS, RDF_TYPE, RDFS_LABEL, SH
from leitgraph.catalog.text.vocabulary import REGEL, Vocabulary
from leitgraph.config import Settings
from leitgraph.model import Severity, Text


@dataclass(frozen=True)
class Criterion:
    """One property shape of a profile. ``target``: the class of what it checks.

    ``messages`` maps the IRI of a SPARQL constraint, or of the shape itself, to its message.
    """

    id: str
    shape: str
    target: str
    title: Text
    hint: Text
    source: str
    severity: Severity
    messages: Mapping[str, Text]


@dataclass(frozen=True)
class ConceptProfile:
    """A file of ``shapes/profiles``. ``focus``: SELECT of ``?this`` for a ``?fassung``."""

    name: str
    title: Text
    why: Text
    source: str
    focus: str
    reach: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    turtle: str


def concept_profiles_of(
    settings: Settings, vocabulary: Vocabulary | None = None
) -> dict[str, ConceptProfile]:
    """The profiles of the content folders."""
    shapes = settings.content_dir("shapes")
    known = vocabulary or Vocabulary.of(settings)
    refused = Refused()
    _, prefixes = load_prefixes(shapes / "rules", known, refused)
    refused.raise_if_any()
    return load_concept_profiles(shapes / "profiles", prefixes, known)


def load_concept_profiles(
    folder: Path,
    prefixes: Mapping[str, str] | None = None,
    vocabulary: Vocabulary | None = None,
) -> dict[str, ConceptProfile]:
    """All profiles of a folder by name. Raises ``BadContent`` that tells all that is wrong.

    Prefixes of their SPARQL and what may be named are those of the settings if not given.
    """
    refused = Refused()
    known = vocabulary or Vocabulary.of(Settings())
    if prefixes is None:
        shipped = Settings().content_dir("shapes") / "rules"
        _, prefixes = load_prefixes(shipped, known, refused)
    paths = sorted(folder.glob("*.ttl"))
    found = {path.stem: _File(path, known, refused, prefixes).profile() for path in paths}
    if not paths:
        refused.add(folder, 0, "leer", "hier steht kein Profil", "there is no profile here")
    refused.raise_if_any()
    return {name: profile for name, profile in found.items() if profile is not None}


class _File(ShapeFile):
    """The file of one profile."""

    def __init__(
        self, path: Path, vocabulary: Vocabulary, refused: Refused, prefixes: Mapping[str, str]
    ) -> None:
        about = Text(f"Profil {path.stem}", f"profile {path.stem}")
        super().__init__(path, about, vocabulary, refused)
        self.prefixes = prefixes
        self.profile_iri = f"{REGEL}profil-{path.stem}"

    def profile(self) -> ConceptProfile | None:
        """The profile ``regel:profil-<name>`` of this file; None, and noted, if it is not sound."""
        if not self.readable:
            return None
        iri = self.profile_iri
        if ox.NamedNode(REGEL + "Profil") not in self.terms(iri, RDF_TYPE):
            name = iri.removeprefix(REGEL)
            self.refuse(
                "name", f"die Datei heißt wie ihr Profil; regel:{name} ist hier kein regel:Profil",
                f"the file is named like its profile; regel:{name} is no regel:Profil here",
            )  # fmt: skip
            return None
        self.check_terms()
        self.check_named()
        criteria = [
            criterion
            for form in self.iris(iri, REGEL + "form")
            for target in self._targets(form)
            for shape in self.iris(form, SH + "property")
            if (criterion := self._criterion(shape, target)) is not None
        ]
        if not criteria and self.sound:
            self.refuse(
                "form", "das Profil hat kein Kriterium", "the profile has no criterion",
                subject=iri,
            )  # fmt: skip
        title, why = self.both(iri, RDFS_LABEL), self.both(iri, DCTERMS + "description")
        source, focus = self.one(iri, DCTERMS + "source"), self._focus()
        reach = self.check_paths(iri, REGEL + "nachbarschaft", self.prefixes)
        if not reach:
            self.one(iri, REGEL + "nachbarschaft")
        if not self.sound:
            return None
        return ConceptProfile(
            name=self.path.stem,
            title=title,
            why=why,
            source=source,
            focus=focus,
            reach=tuple(reach),
            criteria=tuple(sorted(criteria, key=lambda one: self.text.index(self.name(one.shape)))),
            turtle=self.text,
        )

    def _targets(self, form: str) -> list[str]:
        found = self.iris(form, SH + "targetClass")
        return found or [one for one in [self.one(form, SH + "targetClass", iri=True)] if one]

    def _focus(self) -> str:
        """The query for what is checked: it selects ?this, and asks about ?fassung."""
        iri, predicate = self.profile_iri, REGEL + "prueflinge"
        text = self.one(iri, predicate)
        if text:
            read = self.sparql(iri, predicate, text, self.prefixes)
            self.check_selects(iri, predicate, text, read, "this")
            if not re.search(r"\?fassung\b", text):
                self.refuse(
                    "auswahl", "regel:prueflinge fragt nicht nach ?fassung",
                    "regel:prueflinge does not ask about ?fassung",
                    subject=iri, predicate=predicate,
                )  # fmt: skip
        return text

    def _criterion(self, shape: str, target: str) -> Criterion | None:
        name = self.name(shape)
        if not name.startswith(self.path.stem + "-"):
            self.refuse(
                "name", f"{name} muss mit dem Namen des Profils beginnen",
                f"{name} has to begin with the name of the profile",
                subject=shape,
            )  # fmt: skip
        severity = self.severity(shape)
        if not self.terms(shape, SH + "path"):
            self.one(shape, SH + "path", iri=True)
        title, hint = self.both(shape, SH + "name"), self.both(shape, SH + "description")
        source = self.one(shape, DCTERMS + "source")
        asked = self.iris(shape, SH + "sparql")
        messages = {one: self.constraint(one, self.prefixes) for one in asked}
        if not asked:
            messages[shape] = self.both(shape, SH + "message")
            self.check_placeholders(shape, messages[shape], ())
        if severity is None:
            return None
        return Criterion(
            id=name.removeprefix(self.path.stem + "-"),
            shape=shape,
            target=target,
            title=title,
            hint=hint,
            source=source,
            severity=severity,
            messages=messages,
        )
