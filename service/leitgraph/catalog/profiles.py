"""City profiles: ``profil.toml`` beside a ``city.toml`` says how a city wants to be checked.

Rules switched off or of another severity, and an exemption list (staff matters, street names): each
entry with the resolution that says so. A city without the file is checked as the rules stand.
What is wrong in a file is an error at start that names it; no entry is skipped.
``docs/howto-profile.md`` describes the form.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from leitgraph.errors import LeitgraphError
from leitgraph.model import Rule, Severity, Text

ARTEN = ("Beschlussvorlage", "Informationsvorlage", "Antrag", "Anfrage")
_SOURCE = {"beschluss", "quelle"}
_RULE = {"id", "aktiv", "schwere"} | _SOURCE
_EXEMPTION = {"name", "name-en", "art", "titel", "gz", "betrag-bis"} | _SOURCE


@dataclass(frozen=True)
class Ground:
    """What a deviation rests on: a resolution, and where it can be read."""

    resolution: str
    source: str


@dataclass(frozen=True)
class RuleChange:
    """A rule switched off (``severity`` None), or of another severity, and who decided so."""

    rule: str
    severity: Severity | None
    ground: Ground


@dataclass(frozen=True)
class Exemption:
    """Papers that need no check of content. All conditions given must hold, one value of each.

    ``kinds``: names of classes; ``words``: a word of the title begins so, in either case;
    ``units``: Geschäftszeichen of the lead unit; ``up_to``: no amount of the paper is above this.
    """

    name: Text
    ground: Ground
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    up_to: Decimal | None = None

    def covers(
        self,
        kinds: Iterable[str],
        title: str,
        units: Iterable[str],
        amounts: Iterable[Decimal],
    ) -> bool:
        """True if a paper of these kinds, title, lead units and amounts is exempt."""
        return (
            (not self.kinds or bool(set(self.kinds) & set(kinds)))
            and (not self.words or any(_begins(title, word) for word in self.words))
            and (not self.units or bool(set(self.units) & set(units)))
            and (self.up_to is None or all(amount <= self.up_to for amount in amounts))
        )


@dataclass(frozen=True)
class CityProfile:
    """How a city wants its papers checked; an empty one changes nothing.

    ``stage``: rules up to this stage (0 none, 1 arithmetic, 2 form) count also for papers that are
    not relevant.
    """

    changes: Mapping[str, RuleChange] = field(default_factory=dict)
    exemptions: tuple[Exemption, ...] = ()
    stage: int = 1

    def applied_to(self, rules: Mapping[str, Rule]) -> dict[str, Rule]:
        """The rules in force in the city, with the severity they have there."""
        found: dict[str, Rule] = {}
        for id_, rule in rules.items():
            change = self.changes.get(id_)
            if change is None:
                found[id_] = rule
            elif change.severity is not None:
                found[id_] = replace(
                    rule, severity=change.severity, source=_source(rule, change.severity, change)
                )
        return found


def load_profiles(data: Path, rules: Iterable[str]) -> dict[str, CityProfile]:
    """The profiles of all cities that have one, by slug. ``rules``: ids that exist.

    Raises ``LeitgraphError`` for a file that is not complete.
    """
    known = set(rules)
    folders = [*sorted((data / "cities").glob("*")), data / "demo"]
    return {
        _slug(folder): load_profile(folder / "profil.toml", known)
        for folder in folders
        if (folder / "profil.toml").is_file()
    }


def profile_path(data: Path, city: str) -> Path | None:
    """The ``profil.toml`` of a city, or None if it has none."""
    for folder in (data / "cities" / city, data / "demo"):
        path = folder / "profil.toml"
        if city and path.is_file() and _slug(folder) == city:
            return path
    return None


def load_profile(path: Path, rules: Iterable[str]) -> CityProfile:
    """One file. Raises ``LeitgraphError`` that names it and what is wrong."""
    facts = _read(path)
    unknown = sorted(set(facts) - {"regel", "ausnahme", "relevanz"})
    if unknown:
        raise _fault(path, f"unbekannt: {', '.join(unknown)}", f"unknown: {', '.join(unknown)}")
    known = set(rules)
    changes: dict[str, RuleChange] = {}
    for number, entry in enumerate(_tables(path, facts, "regel"), 1):
        change = _change(path, f"[[regel]] {number}", entry, known)
        if change.rule in changes:
            twice = f"[[regel]] {number}: {change.rule}"
            raise _fault(path, f"{twice} steht zweimal da", f"{twice} is there twice")
        changes[change.rule] = change
    exemptions = tuple(
        _exemption(path, f"[[ausnahme]] {number}", entry)
        for number, entry in enumerate(_tables(path, facts, "ausnahme"), 1)
    )
    if not changes and not exemptions:
        raise _fault(path, "die Datei ändert nichts", "the file changes nothing")
    stage = _stage(path, facts["relevanz"]) if "relevanz" in facts else CityProfile.stage
    return CityProfile(changes, exemptions, stage)


def _change(path: Path, where: str, entry: dict[str, Any], known: set[str]) -> RuleChange:
    _only(path, where, entry, _RULE)
    id_ = _words(path, where, entry, "id")
    if id_ not in known:
        raise _fault(path, f"{where}: die Regel {id_} gibt es nicht", f"{where}: no rule {id_}")
    if ("aktiv" in entry) == ("schwere" in entry):
        raise _fault(
            path,
            f"{where}: entweder aktiv = false oder schwere",
            f"{where}: either aktiv = false or schwere",
        )
    ground = _ground(path, where, entry)
    if "aktiv" in entry:
        if entry["aktiv"] is not False:
            raise _fault(path, f"{where}: aktiv ist false", f"{where}: aktiv is false")
        return RuleChange(id_, None, ground)
    severity = entry["schwere"]
    if severity not in {one.value for one in Severity}:
        raise _fault(
            path, f"{where}: schwere ist muss, sollte, kann", f"{where}: muss, sollte or kann"
        )
    return RuleChange(id_, Severity(severity), ground)


def _exemption(path: Path, where: str, entry: dict[str, Any]) -> Exemption:
    _only(path, where, entry, _EXEMPTION)
    name = Text(_words(path, where, entry, "name"), _words(path, where, entry, "name-en"))
    lists = {key: _list(path, where, entry, key) for key in ("art", "titel", "gz")}
    wrong = sorted(set(lists["art"]) - set(ARTEN))
    if wrong:
        raise _fault(path, f"{where}: keine Art: {wrong[0]}", f"{where}: no kind: {wrong[0]}")
    up_to = entry.get("betrag-bis")
    if up_to is not None and (not isinstance(up_to, int) or isinstance(up_to, bool) or up_to <= 0):
        raise _fault(
            path,
            f"{where}: betrag-bis ist eine ganze Zahl von Euro",
            f"{where}: betrag-bis is a whole number of euros",
        )
    if not any(lists.values()):
        raise _fault(
            path,
            f"{where}: art, titel oder gz muss sagen, welche Vorlagen gemeint sind",
            f"{where}: art, titel or gz has to say which papers are meant",
        )
    return Exemption(
        name,
        _ground(path, where, entry),
        lists["art"],
        lists["titel"],
        lists["gz"],
        None if up_to is None else Decimal(up_to),
    )


def _source(rule: Rule, severity: Severity, change: RuleChange) -> str:
    ground = change.ground
    return f"{rule.source} Hier „{severity.value}“ nach {ground.resolution}; {ground.source}."


def _stage(path: Path, entry: object) -> int:
    where = "[relevanz]"
    if not isinstance(entry, dict):
        raise _fault(path, f"{where} ist keine Tabelle", f"{where} is no table")
    _only(path, where, entry, {"stufe"} | _SOURCE)
    _ground(path, where, entry)
    stage = entry.get("stufe")
    if isinstance(stage, bool) or stage not in (0, 1, 2):
        raise _fault(path, f"{where}: stufe ist 0, 1 oder 2", f"{where}: stufe is 0, 1 or 2")
    return int(stage)


def _begins(title: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}", title, re.IGNORECASE) is not None


def _slug(folder: Path) -> str:
    slug = _read(folder / "city.toml").get("slug")
    return slug if isinstance(slug, str) else folder.name


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise _fault(path, "die Datei fehlt", "the file is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _fault(path, f"kein gültiges TOML: {error}", f"no valid TOML: {error}") from error


def _tables(path: Path, facts: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = facts.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise _fault(path, f"[[{name}]] ist keine Tabelle", f"[[{name}]] is no table")
    return found


def _only(path: Path, where: str, entry: dict[str, Any], known: set[str]) -> None:
    unknown = ", ".join(sorted(set(entry) - known))
    if unknown:
        raise _fault(path, f"{where}: unbekannt: {unknown}", f"{where}: unknown: {unknown}")


def _ground(path: Path, where: str, entry: dict[str, Any]) -> Ground:
    return Ground(_words(path, where, entry, "beschluss"), _words(path, where, entry, "quelle"))


def _words(path: Path, where: str, entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _fault(
            path, f"{where}: {name} fehlt oder ist leer", f"{where}: {name} is missing or empty"
        )
    return value.strip()


def _list(path: Path, where: str, entry: dict[str, Any], name: str) -> tuple[str, ...]:
    values = entry.get(name, [])
    good = isinstance(values, list) and all(isinstance(v, str) and v.strip() for v in values)
    if not good or (name in entry and not values):
        raise _fault(
            path,
            f"{where}: {name} ist eine Liste von Texten",
            f"{where}: {name} is a list of texts",
        )
    return tuple(value.strip() for value in values)


def _fault(path: Path, german: str, english: str) -> LeitgraphError:
    return LeitgraphError(f"{path}: {german}.", f"{path}: {english}.")
