"""Cities: folders with a ``city.toml`` and Turtle files beside it. ``docs/howto-city.md``.

What is wrong in a folder is an error at start that names the file; no folder is skipped.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from leitgraph.errors import LeitgraphError
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
SOURCE_FACTS = {"title": True, "location": True, "date": False, "licence-note": False}
"""What is told of a source, and whether it has to be: not every document has a date."""
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
"""As precise as it is known: a year, a month or a day."""
_FILE = re.compile(r"[a-z0-9][a-z0-9-]*\.ttl")


def load_cities(data: Path, *, demo: bool = True) -> dict[str, City]:
    """All cities below ``data/cities`` by slug, then the demo city of ``data/demo`` if wanted.

    Raises ``LeitgraphError`` if there is none or one is not complete.
    """
    folders = sorted(path for path in (data / "cities").glob("*") if path.is_dir())
    if demo and (data / "demo").is_dir():
        folders.append(data / "demo")
    cities: dict[str, City] = {}
    for folder in folders:
        city = load_city(folder)
        if city.slug in cities:
            raise LeitgraphError(
                f"{folder}: den Kurznamen {city.slug} gibt es zweimal.",
                f"{folder}: the slug {city.slug} is there twice.",
            )
        cities[city.slug] = city
    if not cities:
        raise LeitgraphError(
            f"Unter {data} liegt keine Kommune.", f"There is no city under {data}."
        )
    return cities


def load_city(folder: Path) -> City:
    """The city of one folder. Raises ``LeitgraphError`` that says what is missing."""
    path = folder / "city.toml"
    try:
        facts = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise _fault(path, "die Datei fehlt", "the file is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _fault(path, f"kein gültiges TOML: {error}", f"no valid TOML: {error}") from error
    for name, kind in FACTS.items():
        if not isinstance(facts.get(name), kind):
            raise _fault(path, f"{name} fehlt oder passt nicht", f"{name} is missing or wrong")
    unknown = sorted(set(facts) - set(FACTS))
    if unknown:
        raise _fault(path, f"unbekannt: {', '.join(unknown)}", f"unknown: {', '.join(unknown)}")
    _check(path, folder, facts)
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise _fault(path, "daneben liegt keine Turtle-Datei", "no Turtle file beside it")
    for file in files:
        if not _FILE.fullmatch(file.name):
            raise _fault(
                file,
                "der Name wird Teil einer IRI: Kleinbuchstaben, Ziffern, Bindestrich",
                "the name becomes part of an IRI: lower case, digits, hyphen",
            )
    return City(
        slug=facts["slug"],
        name=facts["name"],
        state=facts["state"],
        ags=facts["ags"],
        synthetic=facts["synthetic"],
        visibility=facts["visibility"],
        files=tuple(str(file.resolve()) for file in files),
        sources=tuple(dict(source) for source in facts["sources"]),
    )


def graphs(city: City, base: str) -> Iterator[tuple[Path, str]]:
    """Each file of a city with the IRI of the graph it is loaded into."""
    for file in city.files:
        path = Path(file)
        yield path, f"{base}/{city.slug}/graph/{path.stem}"


def kommune(slug: str, base: str) -> str:
    """IRI of the Kommune of a city."""
    return f"{base}/{slug}/kommune/stadt"


def _check(path: Path, folder: Path, facts: dict[str, Any]) -> None:
    slug = facts["slug"]
    if not _SLUG.fullmatch(slug) or (folder.parent.name == "cities" and slug != folder.name):
        raise _fault(path, "slug ist der Name des Ordners", "slug is the name of the folder")
    if not re.fullmatch(r"\d{8}|", facts["ags"]):
        raise _fault(path, "ags hat acht Ziffern oder ist leer", "ags has eight digits or none")
    if facts["visibility"] not in get_args(Visibility):
        raise _fault(path, "visibility ist public oder internal", "visibility: public or internal")
    if not facts["sources"]:
        raise _fault(path, "es braucht eine Quelle ([[sources]])", "a source is needed")
    for number, source in enumerate(facts["sources"], 1):
        _check_source(path, number, source)


def _check_source(path: Path, number: int, source: object) -> None:
    where = f"[[sources]] {number}"
    if not isinstance(source, dict):
        raise _fault(path, f"{where} ist keine Tabelle", f"{where} is no table")
    for name, needed in SOURCE_FACTS.items():
        value = source.get(name)
        if value is None and not needed:
            continue
        if not isinstance(value, str) or not value.strip():
            raise _fault(
                path, f"{where}: {name} fehlt oder ist leer", f"{where}: {name} is missing or empty"
            )
    unknown = ", ".join(sorted(set(source) - set(SOURCE_FACTS)))
    if unknown:
        raise _fault(path, f"{where}: unbekannt: {unknown}", f"{where}: unknown: {unknown}")
    if "date" in source and not _DATE.fullmatch(source["date"]):
        wrong = repr(source["date"])
        raise _fault(path, f"{where}: {wrong} ist kein Datum", f"{where}: {wrong} is no date")


def _fault(path: Path, german: str, english: str) -> LeitgraphError:
    return LeitgraphError(f"{path}: {german}.", f"{path}: {english}.")
