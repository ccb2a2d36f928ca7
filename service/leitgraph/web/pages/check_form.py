"""The check form and the draft in JSON: one into the other, so that nothing typed is lost.

Fields bear the names of the draft (``docs/howto-check.md``), rows those the check speaks of:
``zielbezuege[0].ziel``. What the form does not know of an uploaded draft travels along unseen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from leitgraph.errors import BadInput, BadParameter
from leitgraph.model import Text
from leitgraph.usecases import values
from leitgraph.usecases.draft_fields import parse

TEXTS = (
    *("kennung", "art", "titel", "gegenstand", "datum", "federfuehrung", "ohneRaumbezugWeil"),
    *("nichtRelevantWeil", "gesamtbetrag", "verpflichtungsermaechtigung", "investitionskosten"),
    *("folgekostenProJahr", "folgekostenBegruendung", "deckung", "produkt", "pspElement"),
    *("klimawirkung", "klimabegruendung", "alternativen", "nichtoeffentlichWeil", "quelle"),
)
LISTS = ("mitwirkung", "raum", "zitiert")
"""Several in one field, parted by semicolons."""
ROWS = {
    "zielbezuege": ("ziel", "richtung", "begruendung", "abwaegung"),
    "jahresscheiben": ("jahr", "betrag", "haushaltsart"),
    "allokationen": ("ziel", "anteil"),
}
SHOWN = {"zielbezuege": 3, "jahresscheiben": 3, "allokationen": 1}
"""Rows to begin with."""
MAX_ROWS = 60
CHOICES: dict[str, dict[str, Text]] = {
    "art": {
        "beschlussvorlage": Text("Beschlussvorlage", "paper for resolution"),
        "informationsvorlage": Text("Informationsvorlage", "paper for information"),
        "antrag": Text("Antrag", "motion"),
        "anfrage": Text("Anfrage", "enquiry"),
        "vorlage": Text("Vorlage (andere)", "other paper"),
    },
    "richtung": {
        "foerdert": Text("fördert", "furthers"),
        "hemmt": Text("hemmt", "hampers"),
        "neutral": Text("neutral", "neutral"),
        "nicht-relevant": Text("nicht relevant", "not relevant"),
    },
    "haushaltsart": {
        "ergebnishaushalt": Text("Ergebnishaushalt", "operating budget"),
        "finanzhaushalt": Text("Finanzhaushalt", "capital budget"),
    },
    "klimawirkung": {
        "erheblich-positiv": Text("erheblich positiv", "considerably positive"),
        "positiv": Text("positiv", "positive"),
        "gering-positiv": Text("gering positiv", "slightly positive"),
        "gering-negativ": Text("gering negativ", "slightly negative"),
        "negativ": Text("negativ", "negative"),
        "erheblich-negativ": Text("erheblich negativ", "considerably negative"),
        "keine": Text("keine", "none"),
    },
    "nichtoeffentlich": {
        "false": Text("öffentlich", "public"),
        "true": Text("nichtöffentlich", "not public"),
    },
}
_ROW = re.compile(r"(zielbezuege|jahresscheiben|allokationen)\[(\d{1,3})\]\.([a-z]{1,20})")
_PARTS = re.compile(r"\s*[;\n]\s*")


@dataclass
class Form:
    """What stands in the form: texts by name, rows by list, and what it does not show."""

    values: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    rest: str = ""

    @classmethod
    def read(cls, fields: Iterable[tuple[str, str]]) -> Form:
        """From submitted fields; rows left blank close up, so that numbers stay those shown."""
        form = cls()
        rows: dict[str, dict[int, dict[str, str]]] = {name: {} for name in ROWS}
        for name, value in fields:
            text = clean(value)
            row = _ROW.fullmatch(name)
            if row is not None and row[3] in ROWS[row[1]]:
                rows[row[1]].setdefault(int(row[2]), {})[row[3]] = text
            elif name in TEXTS or name in LISTS or name == "nichtoeffentlich":
                form.values[name] = text
            elif name == "uebrig":
                form.rest = text
        for name, found in rows.items():
            kept = [found[number] for number in sorted(found)]
            form.rows[name] = [row for row in kept if any(v.strip() for v in row.values())]
        return form

    @classmethod
    def of_draft(cls, data: dict[str, Any]) -> Form:
        """From a draft in JSON. ``BadInput`` if it has more rows than the form shows."""
        form, rest = cls(), {}
        for name, value in data.items():
            if _single(name, value):
                form.values[name] = written(value)
            elif name in LISTS and _flat(value):
                entries = value if isinstance(value, list) else [value]
                form.values[name] = "; ".join(written(entry) for entry in entries)
            elif name in ROWS and isinstance(value, list) and _rows(name, value):
                form.rows[name] = [_row(name, entry) for entry in value]
            else:
                rest[name] = value
        if any(len(rows) > MAX_ROWS for rows in form.rows.values()):
            raise BadInput(
                f"Das Formular zeigt höchstens {MAX_ROWS} Zeilen je Liste; "
                "ändern Sie diesen Entwurf in der Datei.",
                f"The form shows at most {MAX_ROWS} rows per list; change this draft in its file.",
            )
        form.rest = json.dumps(rest, ensure_ascii=False, default=str) if rest else ""
        return form

    def draft(self) -> dict[str, Any]:
        """The draft in JSON, without what is blank."""
        data: dict[str, Any] = parse(self.rest) if self.rest else {}
        for name in TEXTS:
            if self.get(name).strip():
                data[name] = self.get(name).strip()
        for name in LISTS:
            if parts := split(self.get(name)):
                data[name] = parts
        if flag := self.get("nichtoeffentlich"):
            data["nichtoeffentlich"] = {"true": True, "false": False}.get(flag, flag)
        for name, rows in self.rows.items():
            if rows:
                data[name] = [{k: v.strip() for k, v in row.items() if v.strip()} for row in rows]
        return data

    def get(self, name: str) -> str:
        """The text of a field, or an empty one."""
        return self.values.get(name, "")

    def shown(self, name: str, more: bool = False) -> list[dict[str, str]]:
        """The rows of a list with blank ones to fill in: those to begin with, or one more."""
        rows = list(self.rows.get(name, []))
        count = max(SHOWN[name], len(rows) + (1 if more or not rows else 0))
        blank = dict.fromkeys(ROWS[name], "")
        return [blank | row for row in rows] + [blank] * (min(count, MAX_ROWS) - len(rows))


def split(text: str) -> list[str]:
    """The entries of a field: parted by semicolons or lines, numbers also by commas."""
    parts = [part for part in _PARTS.split(text.strip()) if part]
    if len(parts) == 1 and "," in parts[0]:
        pieces = [piece.strip() for piece in parts[0].split(",")]
        # A name may hold a comma („Amt für Schule, Jugend und Sport“), a number or id does not.
        if all(re.search(r"\d", piece) for piece in pieces):
            return pieces
    return parts


def clean(value: str) -> str:
    """A text as it can be shown and sent again: one kind of line end, no stray code units."""
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8")


def written(value: Any) -> str:
    """A value of the draft as a clerk writes it; a number so that it is read as the same again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal) and value.is_finite():
        whole, _, cents = f"{value:f}".partition(".")
        # Exactly three digits after a comma could be thousands.
        return whole + (f",{cents}{'0' * (len(cents) == 3)}" if cents else "")
    return clean(str(value))


def choice(name: str, value: str) -> str:
    """The code of a choice, however written („fördert“); what is no choice stays as it is."""
    try:
        return values.code(name, value, tuple(CHOICES[name])) if value.strip() else ""
    except BadParameter:
        return value


def element(name: str) -> str:
    """The id in the page of the field of that name: ``zielbezuege[0].ziel`` is ``f-…-0-ziel``."""
    return "f-" + re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def _single(name: str, value: Any) -> bool:
    if name == "nichtoeffentlich":
        return isinstance(value, bool | str)
    return name in TEXTS and not isinstance(value, dict | list)


def _flat(value: Any) -> bool:
    entries = value if isinstance(value, list) else [value]
    if len(entries) > MAX_ROWS:
        return False
    return all(
        not isinstance(e, dict | list) and split(written(e)) in ([], [written(e)]) for e in entries
    )


def _rows(name: str, entries: list[Any]) -> bool:
    """True if the form can show all that these entries say."""
    short = name == "zielbezuege"
    return all(
        (short and isinstance(entry, str))
        or (
            isinstance(entry, dict)
            and set(entry) <= set(ROWS[name])
            and not any(isinstance(v, dict | list | bool) for v in entry.values())
        )
        for entry in entries
    )


def _row(name: str, entry: Any) -> dict[str, str]:
    given = {"ziel": entry} if isinstance(entry, str) else entry
    return {key: written(given.get(key)) for key in ROWS[name]}
