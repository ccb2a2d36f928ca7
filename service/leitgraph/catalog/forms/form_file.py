"""Reads the files of forms, strictly: what is not known or not sound is refused with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from leitgraph.catalog.forms.form import COLUMNS, Box, BoxGroup, Combination, Entry, Form
from leitgraph.catalog.refusal import Refused
from leitgraph.catalog.text.toml_file import TomlFile
from leitgraph.config import Settings
from leitgraph.fields.codes import BERATUNGSART
from leitgraph.fields.kinds import Amount, Choice, Flag, Rows
from leitgraph.fields.table import FIELDS

_HEAD = {
    *("name", "titel", "stadt", "sprache", "ab", "bis", "quelle", "beispiel", "mindestens"),
    *(
        "kennung",
        "kennung-noetig",
        "gremium",
        "arten",
        "einheiten",
        "beiwerk",
        "ende",
        "angabe",
        "verbindung",
    ),
}
_ENTRY = {
    *("beschriftung", "feld", "kennzeichen", "selbst", "danach", "inmitten", "frei", "spalten"),
    *("betraege", "gruppe", "werte", "wenn"),
}
_GROUP = {"name", "feld", "kaestchen", "wahl", "wenn", "freiwillig"}
_COMBINATION = {"feld", "aus", "muster", "wenn"}
_LONGEST = 300
"""A pattern or a label is not longer than this."""
_REPEATED = re.compile(r"(?<!\\)[*+}][^()|\[\]]*\)[*+{]")
"""A repetition inside a repeated group: such a pattern may take forever."""
OFF = "keine"


class _Wrong(Exception):
    """What is wrong with a key, in German and English."""

    def __init__(self, key: str, german: str, english: str) -> None:
        super().__init__(german)
        self.key, self.german, self.english = key, german, english


def forms_of(settings: Settings) -> dict[str, Form]:
    """The forms in use by name: those delivered, or those that the setting ``forms`` names."""
    if settings.forms == OFF:
        return {}
    if settings.forms:
        named = Path(settings.forms)
        return load_forms(sorted(named.glob("*.toml")) if named.is_dir() else [named])
    return load_forms(form_paths(settings.content_dir("data")))


def form_paths(data: Path) -> list[Path]:
    """The files of all forms: those for all, and those in the folders of cities."""
    return [*sorted((data / "forms").glob("*.toml")), *sorted(data.glob("cities/*/forms/*.toml"))]


def load_forms(paths: Iterable[Path]) -> dict[str, Form]:
    """The forms by name. Raises ``BadContent`` that tells all that is wrong in any file."""
    refused = Refused()
    found: dict[str, Form] = {}
    for path in paths:
        form = _read_form(path, refused)
        if form is not None and form.name in found:
            text = (f"das Formblatt {form.name} gibt es schon", f"form {form.name} is there twice")
            refused.add(path, 0, "angabe", *text)
        elif form is not None:
            found[form.name] = form
    refused.raise_if_any()
    return found


def _read_form(path: Path, refused: Refused) -> Form | None:
    file = TomlFile(path, refused)
    facts = file.facts
    if facts is None:
        return None
    before = len(refused.found)

    def tried(
        what: Callable[[dict[str, Any]], Any], one: dict[str, Any], table: str = "", number: int = 0
    ) -> Any:
        try:
            return what(one)
        except _Wrong as wrong:
            place = f"[[{table}]] {number}: " if table else ""
            german, english = place + wrong.german, place + wrong.english
            file.refuse(wrong.key, "angabe", german, english, table=table, number=number)
            return None

    def all_of(table: str, read: Callable[[dict[str, Any]], Any]) -> tuple[Any, ...]:
        listed: list[dict[str, Any]] | None = tried(lambda all_: _tables(all_, table), facts)
        return tuple(tried(read, one, table, n) for n, one in enumerate(listed or [], 1))

    entries, combinations = all_of("angabe", _entry), all_of("verbindung", _combination)
    if len(refused.found) > before:
        return None
    form: Form | None = tried(lambda all_: _form(path, all_, entries, combinations), facts)
    return form


def _form(
    path: Path,
    facts: dict[str, Any],
    entries: tuple[Entry, ...],
    combinations: tuple[Combination, ...],
) -> Form:
    _only(facts, _HEAD)
    name = _words(facts, "name")
    if name != path.stem:
        raise _Wrong("name", f"name ist wie die Datei {path.stem}", f"name is {path.stem}")
    marks = sum(1 for entry in entries if entry.mark)
    least = facts.get("mindestens")
    if not isinstance(least, int) or isinstance(least, bool) or not 2 <= least <= marks:
        raise _Wrong(
            "mindestens",
            f"mindestens ist eine Zahl von 2 bis {marks}, so viele Kennzeichen gibt es",
            f"mindestens is a number from 2 to {marks}, the marks there are",
        )
    kinds = facts.get("arten", {})
    if not isinstance(kinds, dict) or not set(kinds.values()) <= set(BERATUNGSART.names):
        raise _Wrong(
            "arten",
            f"arten führt Wörter auf {', '.join(BERATUNGSART.names)}",
            f"arten leads words to {', '.join(BERATUNGSART.names)}",
        )
    form = Form(
        name,
        _words(facts, "titel"),
        _words(facts, "stadt"),
        _words(facts, "sprache"),
        _words(facts, "quelle"),
        entries,
        least,
        _day(facts, "ab"),
        _day(facts, "bis"),
        _words(facts, "beispiel", ""),
        _pattern(_words(facts, "kennung", ""), "kennung"),
        _flag(facts, "kennung-noetig"),
        _pattern(_words(facts, "gremium", ""), "gremium"),
        kinds,
        _list(facts, "einheiten"),
        tuple(_pattern(one, "beiwerk") for one in _list(facts, "beiwerk")),
        tuple(_pattern(one, "ende") for one in _list(facts, "ende")),
        combinations,
    )
    _held_together(form)
    return form


def _held_together(form: Form) -> None:
    """Groups that are named must be there, and combinations may only give codes there are."""
    groups = {group.name: group for group in form.groups}
    named = [group.condition for group in form.groups]
    named += [entry.condition for entry in form.entries]
    named += [name for one in form.combinations for name in (*one.groups, one.condition)]
    missing = sorted(set(named) - {""} - set(groups))
    if missing:
        raise _Wrong("wenn", f"keine Gruppe {missing[0]}", f"no group {missing[0]}")
    for one in form.combinations:
        for values in product(*([b.value for b in groups[name].boxes] for name in one.groups)):
            _value(one.field, one.pattern.format(**dict(zip(one.groups, values, strict=True))))


def _entry(facts: dict[str, Any]) -> Entry:
    _only(facts, _ENTRY)
    labels = _list(facts, "beschriftung")
    if not labels:
        raise _Wrong("beschriftung", "beschriftung fehlt", "beschriftung is missing")
    columns = _list(facts, "spalten")
    for column in columns:
        if column not in COLUMNS:
            raise _Wrong("spalten", f"keine Spalte {column}", f"no column {column}")
    if columns and "gremium" not in columns:
        raise _Wrong("spalten", "spalten nennt kein gremium", "spalten names no gremium")
    for name in facts.get("betraege", []):
        if name and not isinstance(FIELDS[_field(name, "betraege")].kind, Amount):
            raise _Wrong("betraege", f"{name} ist kein Betrag", f"{name} is no amount")
    groups = tuple(_group(one) for one in _tables(facts, "gruppe"))
    field = _field(_words(facts, "feld", ""), "feld")
    if field and isinstance(FIELDS[field].kind, Rows) and field != "zielbezuege":
        raise _Wrong("feld", f"{field} steht in einer Tabelle", f"{field} stands in a table")
    return Entry(
        labels,
        field,
        _flag(facts, "kennzeichen"),
        _flag(facts, "selbst"),
        _field(_words(facts, "danach", ""), "danach"),
        _flag(facts, "inmitten"),
        _flag(facts, "frei"),
        columns,
        tuple(facts.get("betraege", [])),
        groups,
        _values(field, facts),
        _words(facts, "wenn", ""),
    )


def _values(field: str, facts: dict[str, Any]) -> dict[str, str]:
    found = facts.get("werte", {})
    if not isinstance(found, dict) or (found and not field):
        raise _Wrong("werte", "werte führt Wörter auf Codes", "werte leads words to codes")
    for code in found.values():
        _value(field, code)
    return found


def _group(facts: dict[str, Any]) -> BoxGroup:
    _only(facts, _GROUP)
    field = _field(_words(facts, "feld", ""), "feld")
    name = _words(facts, "name", field)
    side = facts.get("kaestchen")
    if side not in {"vor", "nach"}:
        raise _Wrong("kaestchen", "kaestchen ist vor oder nach", "kaestchen is vor or nach")
    choices = facts.get("wahl")
    if not name or not isinstance(choices, dict) or not choices:
        raise _Wrong("gruppe", "die Gruppe braucht name und wahl", "a group needs name and wahl")
    boxes = tuple(_box(field, words, value) for words, value in choices.items())
    assert side == "vor" or side == "nach"
    return BoxGroup(name, field, side, boxes, _words(facts, "wenn", ""), _flag(facts, "freiwillig"))


def _box(field: str, words: str, value: Any) -> Box:
    sets: dict[str, str] = {}
    if isinstance(value, dict):
        sets = {key: _words(value, key) for key in value if key != "wert"}
        for name in sets:
            _field(name, "wahl")
        value = value.get("wert")
    if not isinstance(value, bool | str) or len(words) > _LONGEST:
        raise _Wrong("wahl", f"„{words}“ hat keinen Wert", f"“{words}” has no value")
    if field:
        _value(field, value)
    return Box(words, value, sets)


def _value(field: str, value: bool | str) -> None:
    """Refuse what the field cannot hold."""
    kind = FIELDS[field].kind
    good = isinstance(value, bool) if isinstance(kind, Flag) else isinstance(value, str)
    if isinstance(kind, Choice):
        good = value in kind.of.names
    if not good:
        raise _Wrong("wahl", f"{field} kennt „{value}“ nicht", f"{field} has no “{value}”")


def _combination(facts: dict[str, Any]) -> Combination:
    _only(facts, _COMBINATION)
    field = _field(_words(facts, "feld"), "feld")
    groups, pattern = _list(facts, "aus"), _words(facts, "muster")
    if not groups or set(re.findall(r"\{([^}]*)\}", pattern)) != set(groups):
        raise _Wrong("muster", "muster und aus passen nicht", "muster and aus do not agree")
    return Combination(field, groups, pattern, _words(facts, "wenn", ""))


def _tables(facts: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = facts.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _Wrong(name, f"[[{name}]] ist keine Tabelle", f"[[{name}]] is no table")
    return found


def _only(facts: dict[str, Any], known: set[str]) -> None:
    for name in sorted(set(facts) - known):
        raise _Wrong(name, f"unbekannt: {name}", f"unknown: {name}")


def _words(facts: dict[str, Any], name: str, default: str | None = None) -> str:
    value = facts.get(name, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise _Wrong(name, f"{name} fehlt oder ist kein Text", f"{name} is missing or no text")
    return value.strip()


def _flag(facts: dict[str, Any], name: str) -> bool:
    value = facts.get(name, False)
    if not isinstance(value, bool):
        raise _Wrong(name, f"{name} ist true oder false", f"{name} is true or false")
    return value


def _list(facts: dict[str, Any], name: str) -> tuple[str, ...]:
    values = facts.get(name, [])
    if not isinstance(values, list) or not all(
        isinstance(one, str) and one.strip() and len(one) <= _LONGEST for one in values
    ):
        raise _Wrong(name, f"{name} ist eine Liste von Texten", f"{name} is a list of texts")
    return tuple(values)


def _day(facts: dict[str, Any], name: str) -> date | None:
    value = facts.get(name)
    if value is not None and type(value) is not date:
        raise _Wrong(name, f"{name} ist ein Tag wie 2022-01-01", f"{name} is a day: 2022-01-01")
    return value


def _field(name: str, key: str) -> str:
    if name and name not in FIELDS:
        raise _Wrong(key, f"kein Feld {name}", f"no field {name}")
    return name


def _pattern(words: str, key: str) -> str:
    """A pattern that is sound and cannot take forever."""
    try:
        re.compile(words)
    except re.error as error:
        raise _Wrong(key, f"kein Muster: {words} ({error})", f"no pattern: {error}") from None
    if len(words) > _LONGEST or _REPEATED.search(words) or re.search(r"\\[1-9]", words):
        raise _Wrong(
            key,
            f"das Muster ist zu lang oder wiederholt eine Wiederholung: {words}",
            f"the pattern is too long or repeats a repetition: {words}",
        )
    return words
