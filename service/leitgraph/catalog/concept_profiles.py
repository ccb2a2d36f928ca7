"""Profiles of concepts: the files ``shapes/profiles/<name>.ttl`` turned into ``ConceptProfile``.

A profile is a set of SHACL shapes that a concept should meet in one of its versions; each of
their property shapes is a criterion with name, hint and source. See ``docs/howto-profile.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from leitgraph.catalog.rules import BASE, DCTERMS, RDFS_LABEL, REGEL, SH
from leitgraph.errors import LeitgraphError
from leitgraph.model import Severity, Text

_SEVERITIES = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}


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


def load_concept_profiles(folder: Path) -> dict[str, ConceptProfile]:
    """All profiles of a folder by name. Raises ``LeitgraphError`` for one that is not complete."""
    found = {path.stem: _File(path).profile() for path in sorted(folder.glob("*.ttl"))}
    if not found:
        raise LeitgraphError(f"In {folder} steht kein Profil", f"There is no profile in {folder}")
    return found


class _File:
    """One file, parsed; every miss names it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text("utf-8")
        self.store = ox.Store()
        try:
            self.store.load(self.text.encode(), ox.RdfFormat.TURTLE, base_iri=BASE)
        except SyntaxError as error:
            raise LeitgraphError(f"{path}: {error}") from error

    def profile(self) -> ConceptProfile:
        """The profile ``regel:profil-<name>`` of this file."""
        iri = f"{REGEL}profil-{self.path.stem}"
        criteria = tuple(
            self._criterion(shape, target)
            for form in self._values(iri, REGEL + "form")
            for target in self._values(form, SH + "targetClass")
            for shape in self._values(form, SH + "property")
        )
        if not criteria:
            raise self._fault(f"{iri} hat kein Kriterium", f"{iri} has no criterion")
        return ConceptProfile(
            name=self.path.stem,
            title=self._text(iri, RDFS_LABEL),
            why=self._text(iri, DCTERMS + "description"),
            source=self._one(iri, DCTERMS + "source"),
            focus=self._one(iri, REGEL + "prueflinge"),
            reach=tuple(self._values(iri, REGEL + "nachbarschaft")),
            criteria=tuple(sorted(criteria, key=lambda one: self.text.index(_local(one.shape)))),
            turtle=self.text,
        )

    def _criterion(self, shape: str, target: str) -> Criterion:
        name = _local(shape)
        if not name.startswith(self.path.stem + "-"):
            raise self._fault(
                f"{name} muss mit dem Namen des Profils beginnen",
                f"{name} has to begin with the name of the profile",
            )
        severity = _SEVERITIES.get(self._one(shape, SH + "severity"))
        if severity is None:
            raise self._fault(f"{name} hat keine Schwere", f"{name} has no severity")
        carriers = self._values(shape, SH + "sparql") or [shape]
        return Criterion(
            id=name.removeprefix(self.path.stem + "-"),
            shape=shape,
            target=target,
            title=self._text(shape, SH + "name"),
            hint=self._text(shape, SH + "description"),
            source=self._one(shape, DCTERMS + "source"),
            severity=severity,
            messages={one: self._text(one, SH + "message") for one in carriers},
        )

    def _terms(self, subject: str, predicate: str) -> list[ox.Literal | ox.NamedNode]:
        quads = self.store.quads_for_pattern(
            ox.NamedNode(subject), ox.NamedNode(predicate), None, None
        )
        return [q.object for q in quads if isinstance(q.object, ox.Literal | ox.NamedNode)]

    def _values(self, subject: str, predicate: str) -> list[str]:
        return sorted(term.value for term in self._terms(subject, predicate))

    def _one(self, subject: str, predicate: str) -> str:
        values = self._values(subject, predicate)
        if len(values) != 1:
            what = f"{_local(subject)}: {_local(predicate)}"
            raise self._fault(f"{what} fehlt oder ist mehrfach da", f"{what} is not there once")
        return values[0]

    def _text(self, subject: str, predicate: str) -> Text:
        found = {
            term.language: term.value
            for term in self._terms(subject, predicate)
            if isinstance(term, ox.Literal)
        }
        if set(found) != {"de", "en"}:
            what = f"{_local(subject)}: {_local(predicate)}"
            raise self._fault(
                f"{what} fehlt auf Deutsch oder Englisch", f"{what} is needed in German and English"
            )
        return Text(found["de"], found["en"])

    def _fault(self, german: str, english: str) -> LeitgraphError:
        return LeitgraphError(f"{self.path}: {german}.", f"{self.path}: {english}.")


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
