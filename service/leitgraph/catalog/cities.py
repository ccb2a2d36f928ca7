"""Cities: folders with a ``city.toml`` and Turtle files beside it. ``docs/howto-city.md``.

What is wrong in a folder is told at start and by ``make check``, with file and line; no folder is
skipped. What the Turtle says is besides checked against the structure shapes when it is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pyoxigraph as ox

from leitgraph.catalog.refusal import Refused, turtle_fault
from leitgraph.catalog.text.toml_file import TomlFile
from leitgraph.catalog.text.turtle_file import BASE
from leitgraph.catalog.text.turtle_places import Places
from leitgraph.catalog.text.vocabulary import Vocabulary
from leitgraph.config import Settings
from leitgraph.model import City, Visibility

FACTS = {
    "name": str,
    "slug": str,
    "state": str,
    "ags": str,
    "synthetic": bool,
    "visibility": str,
    "sources": list,
}
LICENCE = "licence"
"""May be there: the IRI of the licence of the files."""
SOURCE_FACTS = {"title": True, "location": True, "date": False, "licence-note": False}
"""What is told of a source, and whether it has to be: not every document has a date."""
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
"""As precise as it is known: a year, a month or a day."""
_ADDRESS = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\]{0,500}")
_FILE = re.compile(r"[a-z0-9][a-z0-9-]*\.ttl")


def cities_of(settings: Settings, vocabulary: Vocabulary | None = None) -> dict[str, City]:
    """The cities of the content folders, with the demo city if the settings want it."""
    known = vocabulary or Vocabulary.of(settings)
    return load_cities(settings.content_dir("data"), demo=settings.seed_demo, vocabulary=known)


def load_cities(
    data: Path, *, demo: bool = True, vocabulary: Vocabulary | None = None
) -> dict[str, City]:
    """All cities below ``data/cities`` by slug, then the demo city of ``data/demo`` if wanted.

    Raises ``BadContent`` that tells all that is wrong in all of them, or that there is none.
    """
    refused = Refused()
    known = vocabulary or Vocabulary.of(Settings())
    folders = sorted(path for path in (data / "cities").glob("*") if path.is_dir())
    if demo and (data / "demo").is_dir():
        folders.append(data / "demo")
    cities: dict[str, City] = {}
    for folder in folders:
        city = _Folder(folder, known, refused).city()
        if city is not None and city.slug in cities:
            refused.add(
                folder / "city.toml", 0, "doppelt", f"den Kurznamen {city.slug} gibt es zweimal",
                f"the slug {city.slug} is there twice",
            )  # fmt: skip
        elif city is not None:
            cities[city.slug] = city
    if not folders:
        refused.add(data, 0, "leer", "hier liegt keine Kommune", "there is no city here")
    refused.raise_if_any()
    return cities


def load_city(folder: Path, vocabulary: Vocabulary | None = None) -> City:
    """The city of one folder. Raises ``BadContent`` that says what is missing."""
    refused = Refused()
    city = _Folder(folder, vocabulary or Vocabulary.of(Settings()), refused).city()
    refused.raise_if_any()
    assert city is not None
    return city


def graphs(city: City, base: str) -> Iterator[tuple[Path, str]]:
    """Each file of a city with the IRI of the graph it is loaded into."""
    for file in city.files:
        path = Path(file)
        yield path, f"{base}/{city.slug}/graph/{path.stem}"


def kommune(slug: str, base: str) -> str:
    """IRI of the Kommune of a city."""
    return f"{base}/{slug}/kommune/stadt"


class _Folder:
    """One folder; what is wrong in it is noted."""

    def __init__(self, folder: Path, vocabulary: Vocabulary, refused: Refused) -> None:
        self.folder = folder
        self.vocabulary = vocabulary
        self.refused = refused
        self.toml = TomlFile(folder / "city.toml", refused)

    def city(self) -> City | None:
        """The city; None, and noted, if it is not sound."""
        before = len(self.refused.found)
        facts = self.toml.facts
        if facts is not None:
            self._check(facts)
        files = sorted(self.folder.glob("*.ttl"))
        if not files:
            self.toml.refuse(
                "", "leer", "daneben liegt keine Turtle-Datei", "no Turtle file beside it"
            )
        for file in files:
            self._check_turtle(file)
        if facts is None or len(self.refused.found) > before:
            return None
        return City(
            slug=facts["slug"],
            name=facts["name"],
            state=facts["state"],
            ags=facts["ags"],
            synthetic=facts["synthetic"],
            visibility=facts["visibility"],
            files=tuple(str(file.resolve()) for file in files),
            sources=tuple(dict(source) for source in facts["sources"]),
            licence=facts.get(LICENCE, ""),
        )

    def _check(self, facts: dict[str, Any]) -> None:
        refuse = self.toml.refuse
        for name, kind in FACTS.items():
            if not isinstance(facts.get(name), kind):
                refuse(
                    name, "angabe", f"{name} fehlt oder passt nicht", f"{name} is missing or wrong"
                )
        licence = facts.get(LICENCE, "https://")
        if not isinstance(licence, str) or not _ADDRESS.fullmatch(licence):
            refuse(
                LICENCE, "angabe", "licence ist die IRI einer Lizenz, http(s)://…",
                "licence is the IRI of a licence, http(s)://…",
            )  # fmt: skip
        for name in sorted(set(facts) - {*FACTS, LICENCE}):
            refuse(name, "angabe", f"unbekannt: {name}", f"unknown: {name}")
        slug, ags = facts.get("slug"), facts.get("ags")
        inside = self.folder.parent.name == "cities"
        if isinstance(slug, str) and (
            not _SLUG.fullmatch(slug) or (inside and slug != self.folder.name)
        ):
            refuse(
                "slug", "name", "slug ist der Name des Ordners", "slug is the name of the folder"
            )
        if isinstance(ags, str) and not re.fullmatch(r"\d{8}|", ags):
            refuse(
                "ags",
                "angabe",
                "ags hat acht Ziffern oder ist leer",
                "ags has eight digits or none",
            )
        visibility = facts.get("visibility")
        if isinstance(visibility, str) and visibility not in get_args(Visibility):
            refuse(
                "visibility", "angabe", "visibility ist public oder internal",
                "visibility: public or internal",
            )  # fmt: skip
        sources = facts.get("sources")
        if sources == []:
            refuse(
                "sources", "quelle", "es braucht eine Quelle ([[sources]])", "a source is needed"
            )
        for number, source in enumerate(sources if isinstance(sources, list) else (), 1):
            self._check_source(number, source)

    def _check_source(self, number: int, source: object) -> None:
        where = f"[[sources]] {number}"

        def refuse(name: str, german: str, english: str) -> None:
            said = f"{where}: {german}", f"{where}: {english}"
            self.toml.refuse(name, "quelle", *said, table="sources", number=number)

        if not isinstance(source, dict):
            self.toml.refuse(
                "sources", "quelle", f"{where} ist keine Tabelle", f"{where} is no table"
            )
            return
        for name, needed in SOURCE_FACTS.items():
            value = source.get(name)
            if value is None and not needed:
                continue
            if not isinstance(value, str) or not value.strip():
                refuse(name, f"{name} fehlt oder ist leer", f"{name} is missing or empty")
            elif name == "date" and not _DATE.fullmatch(value):
                refuse(name, f"{value!r} ist kein Datum", f"{value!r} is no date")
        for name in sorted(set(source) - set(SOURCE_FACTS)):
            refuse(name, f"unbekannt: {name}", f"unknown: {name}")

    def _check_turtle(self, file: Path) -> None:
        """The file's name may stand in an IRI, and its Turtle names terms that exist."""
        if not _FILE.fullmatch(file.name):
            self.refused.add(
                file, 0, "name",
                "der Name wird Teil einer IRI: Kleinbuchstaben, Ziffern, Bindestrich",
                "the name becomes part of an IRI: lower case, digits, hyphen",
            )  # fmt: skip
        named: set[str] = set()
        try:
            for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=BASE):
                named.add(quad.predicate.value)
                if isinstance(quad.object, ox.NamedNode):
                    named.add(quad.object.value)
        except SyntaxError as error:
            self.refused.add(file, *turtle_fault(error))
            return
        # A term that was replaced may stand in data; the structure shapes say what then happens.
        faults = {iri: self.vocabulary.fault(iri, deprecated=True) for iri in sorted(named)}
        wrong = {iri: fault for iri, fault in faults.items() if fault is not None}
        if wrong:
            places = Places(file.read_text("utf-8"), BASE)
            for iri, fault in wrong.items():
                line = places.line(value=iri) or places.line(predicate=iri)
                self.refused.add(file, line, "begriff", *fault)
