"""The fields of a draft in JSON: read exactly, lists bounded, nothing dropped without a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leitgraph.errors import BadData, BadParameter
from leitgraph.model import Text
from leitgraph.vorlage import exact_json, values

MAX_ITEMS = 500
Note = Callable[[str, Text, str], None]
"""Told of a field, with a message and the value it is about."""


def parse(body: str) -> dict[str, Any]:
    """The JSON object, numbers exact. Raises ``BadData`` with line and column."""
    data = exact_json.loads(body)
    if not isinstance(data, dict):
        raise BadData(
            "Erwartet wird ein JSON-Objekt mit den Feldern einer Vorlage.",
            "A JSON object with the fields of a Vorlage is needed.",
        )
    return data


class Fields:
    """Access to the fields. ``BadParameter`` names the one that cannot be read."""

    def __init__(self, data: dict[str, Any], note: Note) -> None:
        self.data = data
        self.note = note

    def given(self, name: str, entry: dict[str, Any] | None = None) -> bool:
        """Whether a field has a value; blanks and empty lists are none."""
        value = (self.data if entry is None else entry).get(name)
        return (
            value is not None and value != [] and not (isinstance(value, str) and not value.strip())
        )

    def needs(self, entry: dict[str, Any], field: str, *names: str) -> None:
        """Refuse an entry of a list that lacks one of the names."""
        for name in names:
            if not self.given(name, entry):
                raise BadParameter(
                    f"Die Angabe „{field}.{name}“ fehlt.",
                    f"The entry “{field}.{name}” is missing.",
                    parameter=f"{field}.{name}",
                )

    def texts(self, name: str) -> list[str]:
        """The texts of a field that may hold one or a list of them."""
        if not self.given(name):
            return []
        value = self.data[name]
        entries = value if isinstance(value, list) else [value]
        self._limit(name, entries)
        texts = [values.text(f"{name}[{i}]", entry) for i, entry in enumerate(entries)]
        return [text for text in texts if text]

    def entries(self, name: str, short: str = "") -> list[tuple[int, dict[str, Any]]]:
        """The objects of a list with their numbers; ``short`` is the field that a bare text is."""
        if not self.given(name):
            return []
        value = self.data[name]
        if not isinstance(value, list):
            raise values.wrong(name, value, "erwartet wird eine Liste.", "a list is needed.")
        self._limit(name, value)
        entries = [{short: e} if short and isinstance(e, str) else e for e in value]
        for number, entry in enumerate(entries):
            if not isinstance(entry, dict):
                raise values.wrong(
                    f"{name}[{number}]", entry, "erwartet wird ein Objekt.", "an object is needed."
                )
        return list(enumerate(entries))

    def _limit(self, name: str, entries: list[Any]) -> None:
        if len(entries) > MAX_ITEMS:
            raise BadParameter(
                f"Die Liste „{name}“ hat mehr als {MAX_ITEMS} Einträge.",
                f"The list “{name}” has more than {MAX_ITEMS} entries.",
                parameter=name,
            )

    def rest(self, entry: dict[str, Any], field: str, known: set[str]) -> None:
        """Name what an entry has beside the known fields."""
        for name in sorted(set(entry) - known):
            self.unknown(f"{field}.{name}")

    def unknown(self, name: str) -> None:
        """Name a field that is not known."""
        self.note(
            name,
            Text(
                f"Das Feld „{name}“ kennt die Prüfung nicht; es wurde nicht beachtet.",
                f"The check does not know the field “{name}”; it was not considered.",
            ),
            "",
        )
