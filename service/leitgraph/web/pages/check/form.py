"""The check form and the draft in JSON: one into the other, so that nothing typed is lost.

What the form does not know of an uploaded draft travels along unseen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from leitgraph.errors import BadInput
from leitgraph.vorlage.draft.fields import parse
from leitgraph.web.pages.check.fields import (
    BOXES,
    FLAGS,
    LISTS,
    MAX_ROWS,
    NUMBERED,
    ROWS,
    SHORT,
    SHOWN,
    TEXTS,
)

REST = "uebrig"
_ROW = re.compile(rf"({'|'.join(ROWS)})\[(\d{{1,3}})\]\.([a-z]{{1,40}})")
_PARTS = re.compile(r"\s*[;\n]\s*")
_FLAG = {"true": True, "false": False}


@dataclass
class Form:
    """What stands in the form: texts by name, rows by list, and what it does not show.

    ``moved``: new number of each row of a list by the number it was sent with, where rows left
    blank closed up.
    """

    values: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    rest: str = ""
    moved: dict[str, dict[int, int]] = field(default_factory=dict)

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
            elif name in BOXES:  # boxes that are ticked, all of the same name
                form.values[name] = "; ".join(filter(None, (form.get(name), text)))
            elif name in TEXTS or name in LISTS or name in FLAGS:
                form.values[name] = text
            elif name == REST:
                form.rest = text
        for name, found in rows.items():
            kept = [n for n in sorted(found) if any(v.strip() for v in found[n].values())]
            form.rows[name] = [found[number] for number in kept]
            form.moved[name] = {number: new for new, number in enumerate(kept)}
        return form

    @classmethod
    def of_draft(cls, data: dict[str, Any]) -> Form:
        """From a draft in JSON. ``BadInput`` if it has more rows than the form shows."""
        form, rest = cls(), {}
        for name, value in data.items():
            if _single(name, value):
                form.values[name] = written(value)
            elif name in LISTS and _flat(name, value):
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
            if parts := split(self.get(name), name in NUMBERED):
                data[name] = parts
        for name in FLAGS:
            if flag := self.get(name):
                data[name] = _FLAG.get(flag, flag)
        for name, rows in self.rows.items():
            if rows:
                data[name] = [{k: v.strip() for k, v in row.items() if v.strip()} for row in rows]
        return data

    def fields(self) -> list[tuple[str, str]]:
        """As they would be submitted; ``read`` is the way back."""
        found = list(self.values.items())
        for name, rows in self.rows.items():
            for number, row in enumerate(rows):
                found += [(f"{name}[{number}].{key}", text) for key, text in row.items()]
        return [*found, (REST, self.rest)] if self.rest else found

    def get(self, name: str) -> str:
        """The text of a field, or an empty one."""
        return self.values.get(name, "")

    def at(self, name: str) -> str:
        """The text of a field or of a cell such as ``zielbezuege[0].ziel``."""
        row = _ROW.fullmatch(name)
        if row is None:
            return self.get(name)
        rows = self.rows.get(row[1], [])
        return rows[int(row[2])].get(row[3], "") if int(row[2]) < len(rows) else ""

    def put(self, name: str, value: str) -> str:
        """Set a field, or a cell of a row; a row beyond the last one becomes the next.

        Returns the name under which it stands now; empty if the form has no such field.
        """
        row = _ROW.fullmatch(name)
        if row is None:
            if name not in TEXTS and name not in LISTS and name not in FLAGS:
                return ""
            self.values[name] = value
            return name
        rows = self.rows.setdefault(row[1], [])
        number = min(int(row[2]), len(rows))
        if number == MAX_ROWS or row[3] not in ROWS[row[1]]:
            return ""
        if number == len(rows):
            rows.append({})
        rows[number][row[3]] = value
        return f"{row[1]}[{number}].{row[3]}"

    def several(self, name: str) -> list[str]:
        """The entries of a field that may hold several."""
        return split(self.get(name), name in NUMBERED)

    def shown(self, name: str, more: bool = False) -> list[dict[str, str]]:
        """The rows of a list with blank ones to fill in: those to begin with, or one more."""
        rows = list(self.rows.get(name, []))
        count = max(SHOWN.get(name, 1), len(rows) + (1 if more or not rows else 0))
        blank = dict.fromkeys(ROWS[name], "")
        return [blank | row for row in rows] + [blank] * (min(count, MAX_ROWS) - len(rows))


def split(text: str, numbered: bool = True) -> list[str]:
    """The entries of a field: parted by semicolons or lines, ``numbered`` ones by commas too."""
    parts = [part for part in _PARTS.split(text.strip()) if part]
    if numbered and len(parts) == 1 and "," in parts[0]:
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


def _single(name: str, value: Any) -> bool:
    if name in FLAGS:
        return isinstance(value, bool | str)
    if name in LISTS:  # several in one text, as a clerk writes them
        return isinstance(value, str)
    return name in TEXTS and not isinstance(value, dict | list)


def _flat(name: str, value: Any) -> bool:
    entries = value if isinstance(value, list) else [value]
    if len(entries) > MAX_ROWS or any(isinstance(entry, dict | list) for entry in entries):
        return False
    texts = [written(entry) for entry in entries]
    return split("; ".join(texts), name in NUMBERED) == [text for text in texts if text]


def _rows(name: str, entries: list[Any]) -> bool:
    """True if the form can show all that these entries say."""
    return all(
        (name in SHORT and isinstance(entry, str))
        or (
            isinstance(entry, dict)
            and set(entry) <= set(ROWS[name])
            and not any(isinstance(v, dict | list | bool) for v in entry.values())
        )
        for entry in entries
    )


def _row(name: str, entry: Any) -> dict[str, str]:
    given = {SHORT[name]: entry} if isinstance(entry, str) else entry
    return {key: written(given.get(key)) for key in ROWS[name]}
