"""City profiles: ``profil.toml`` beside a ``city.toml`` says how a city wants to be checked.

Rules switched off or of another severity, and an exemption list (staff matters, street names): each
entry with the resolution that says so. A city without the file is checked as the rules stand.
What is wrong in a file is told at start and by ``make check``, with its line; no entry is skipped.
``docs/howto-profile.md`` describes the form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from leitgraph.catalog.local.exemptions import Exemption, Ground
from leitgraph.catalog.refusal import Refused
from leitgraph.catalog.text.toml_file import TomlFile
from leitgraph.config import Settings
from leitgraph.model import Rule, Severity, Text

ARTEN = ("Beschlussvorlage", "Informationsvorlage", "Antrag", "Anfrage")
_SOURCE = {"beschluss", "quelle"}
_RULE = {"id", "aktiv", "schwere"} | _SOURCE
_EXEMPTION = {"name", "name-en", "art", "titel", "gz", "betrag-bis"} | _SOURCE


@dataclass(frozen=True)
class RuleChange:
    """A rule switched off (``severity`` None), or of another severity, and who decided so."""

    rule: str
    severity: Severity | None
    ground: Ground


@dataclass(frozen=True)
class CityProfile:
    """How a city wants its papers checked; an empty one changes nothing.

    ``stage``: rules up to this stage (0 none, 1 arithmetic, 2 form) count also for papers that are
    not relevant.
    """

    changes: Mapping[str, RuleChange] = field(default_factory=dict)
    exemptions: tuple[Exemption, ...] = ()
    stage: int = 1
    tick: Ground | None = None
    """If the form lets one tick „not relevant“ and asks for no reason: who decided so."""

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


def profiles_of(settings: Settings, rules: Iterable[str]) -> dict[str, CityProfile]:
    """The city profiles of the content folders. ``rules``: ids that exist."""
    return load_profiles(settings.content_dir("data"), rules)


def load_profiles(data: Path, rules: Iterable[str]) -> dict[str, CityProfile]:
    """The profiles of all cities that have one, by slug. ``rules``: ids that exist.

    Raises ``BadContent`` that tells of all files that are not complete.
    """
    known = set(rules)
    found: dict[str, CityProfile] = {}
    refused = Refused()
    for folder in (*sorted((data / "cities").glob("*")), data / "demo"):
        path = folder / "profil.toml"
        if path.is_file():
            profile = _read_profile(path, known, refused)
            if profile is not None:
                found[_slug(folder)] = profile
    refused.raise_if_any()
    return found


def profile_path(data: Path, city: str) -> Path | None:
    """The ``profil.toml`` of a city, or None if it has none."""
    for folder in (data / "cities" / city, data / "demo"):
        path = folder / "profil.toml"
        if city and path.is_file() and _slug(folder) == city:
            return path
    return None


def load_profile(path: Path, rules: Iterable[str]) -> CityProfile:
    """One file. Raises ``BadContent`` that names it and what is wrong."""
    refused = Refused()
    profile = _read_profile(path, set(rules), refused)
    refused.raise_if_any()
    assert profile is not None
    return profile


class _Wrong(Exception):
    """What is wrong in an entry, German and English; ``key`` is where it stands."""

    def __init__(self, german: str, english: str, key: str = "") -> None:
        super().__init__(german)
        self.german = german
        self.english = english
        self.key = key


def _read_profile(path: Path, known: set[str], refused: Refused) -> CityProfile | None:
    """The profile; None, and noted entry by entry, if it is not sound."""
    before = len(refused.found)
    file = TomlFile(path, refused)
    facts = file.facts or {}
    for name in sorted(set(facts) - {"regel", "ausnahme", "relevanz"}):
        file.refuse(name, "angabe", f"unbekannt: {name}", f"unknown: {name}")
    changes: dict[str, RuleChange] = {}

    def change(entry: dict[str, Any]) -> None:
        found = _change(entry, known)
        if found.rule in changes:
            twice = found.rule
            raise _Wrong(f"{twice} steht zweimal da", f"{twice} is there twice", "id")
        changes[found.rule] = found

    exemptions: list[Exemption] = []
    _each(file, facts, "regel", change)
    _each(file, facts, "ausnahme", lambda entry: exemptions.append(_exemption(entry)))
    stages = [CityProfile.stage]
    ticks: list[Ground | None] = [None]

    def relevance(entry: dict[str, Any]) -> None:
        stages.append(_stage(entry))
        ticks.append(_tick(entry))

    if "relevanz" in facts:
        _each(file, {"": [facts["relevanz"]]}, "", relevance, "[relevanz]")
    if file.facts is not None and not {"regel", "ausnahme"} & set(facts):
        file.refuse("", "leer", "die Datei ändert nichts", "the file changes nothing")
    if len(refused.found) > before:
        return None
    return CityProfile(changes, tuple(exemptions), stages[-1], ticks[-1])


def _each(
    file: TomlFile,
    facts: dict[str, Any],
    table: str,
    read: Callable[[dict[str, Any]], None],
    named: str = "",
) -> None:
    """Read each entry of a list of tables; what is wrong in one is noted with its line."""
    entries = facts.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        name = named or f"[[{table}]]"
        file.refuse(table, "angabe", f"{name} ist keine Tabelle", f"{name} is no table")
        return
    for number, entry in enumerate(entries, 1):
        where = named or f"[[{table}]] {number}"
        try:
            read(entry)
        except _Wrong as wrong:
            file.refuse(
                wrong.key,
                "angabe",
                f"{where}: {wrong.german}",
                f"{where}: {wrong.english}",
                table=table or named.strip("[]"),
                number=number,
            )


def _change(entry: dict[str, Any], known: set[str]) -> RuleChange:
    _only(entry, _RULE)
    id_ = _words(entry, "id")
    if id_ not in known:
        raise _Wrong(f"die Regel {id_} gibt es nicht", f"no rule {id_}", "id")
    if ("aktiv" in entry) == ("schwere" in entry):
        raise _Wrong(
            "entweder aktiv = false oder schwere", "either aktiv = false or schwere", "aktiv"
        )
    ground = _ground(entry)
    if "aktiv" in entry:
        if entry["aktiv"] is not False:
            raise _Wrong("aktiv ist false", "aktiv is false", "aktiv")
        return RuleChange(id_, None, ground)
    severity = entry["schwere"]
    if severity not in {one.value for one in Severity}:
        raise _Wrong("schwere ist muss, sollte, kann", "muss, sollte or kann", "schwere")
    return RuleChange(id_, Severity(severity), ground)


def _exemption(entry: dict[str, Any]) -> Exemption:
    _only(entry, _EXEMPTION)
    name = Text(_words(entry, "name"), _words(entry, "name-en"))
    lists = {key: _list(entry, key) for key in ("art", "titel", "gz")}
    wrong = sorted(set(lists["art"]) - set(ARTEN))
    if wrong:
        raise _Wrong(f"keine Art: {wrong[0]}", f"no kind: {wrong[0]}", "art")
    up_to = entry.get("betrag-bis")
    if up_to is not None and (not isinstance(up_to, int) or isinstance(up_to, bool) or up_to <= 0):
        raise _Wrong(
            "betrag-bis ist eine ganze Zahl von Euro",
            "betrag-bis is a whole number of euros",
            "betrag-bis",
        )
    if not any(lists.values()):
        raise _Wrong(
            "art, titel oder gz muss sagen, welche Vorlagen gemeint sind",
            "art, titel or gz has to say which papers are meant",
        )
    return Exemption(
        name,
        _ground(entry),
        lists["art"],
        lists["titel"],
        lists["gz"],
        None if up_to is None else Decimal(up_to),
    )


def _source(rule: Rule, severity: Severity, change: RuleChange) -> str:
    ground = change.ground
    return f"{rule.source} Hier „{severity.value}“ nach {ground.resolution}; {ground.source}."


def _tick(entry: dict[str, Any]) -> Ground | None:
    """Who decided that a tick suffices; None unless „kreuz-genuegt“ is true."""
    value = entry.get("kreuz-genuegt", False)
    if not isinstance(value, bool):
        raise _Wrong("kreuz-genuegt ist true oder false", "true or false", "kreuz-genuegt")
    return _ground(entry) if value else None


def _stage(entry: dict[str, Any]) -> int:
    _only(entry, {"stufe", "kreuz-genuegt"} | _SOURCE)
    _ground(entry)
    stage = entry.get("stufe")
    if isinstance(stage, bool) or stage not in (0, 1, 2):
        raise _Wrong("stufe ist 0, 1 oder 2", "stufe is 0, 1 or 2", "stufe")
    return int(stage)


def _slug(folder: Path) -> str:
    facts = TomlFile(folder / "city.toml", Refused()).facts or {}
    slug = facts.get("slug")
    return slug if isinstance(slug, str) else folder.name


def _only(entry: dict[str, Any], known: set[str]) -> None:
    unknown = sorted(set(entry) - known)
    if unknown:
        names = ", ".join(unknown)
        raise _Wrong(f"unbekannt: {names}", f"unknown: {names}", unknown[0])


def _ground(entry: dict[str, Any]) -> Ground:
    return Ground(_words(entry, "beschluss"), _words(entry, "quelle"))


def _words(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _Wrong(f"{name} fehlt oder ist leer", f"{name} is missing or empty", name)
    return value.strip()


def _list(entry: dict[str, Any], name: str) -> tuple[str, ...]:
    values = entry.get(name, [])
    good = isinstance(values, list) and all(isinstance(v, str) and v.strip() for v in values)
    if not good or (name in entry and not values):
        raise _Wrong(f"{name} ist eine Liste von Texten", f"{name} is a list of texts", name)
    return tuple(value.strip() for value in values)
