"""The fields of the check form, as the table of fields has them, and rows of lists.

Fields bear the names of the draft (``docs/howto-check.md``), rows those the check speaks of:
``zielbezuege[0].ziel``.
"""

from __future__ import annotations

import re

from leitgraph.errors import BadParameter
from leitgraph.fields import table
from leitgraph.fields.kinds import (
    Amount,
    Choice,
    Column,
    Field,
    Flag,
    Many,
    Rows,
    Section,
    asked_for,
    long,
)
from leitgraph.fields.table import FIELDS, SECTIONS, of_kind
from leitgraph.model import Text
from leitgraph.vorlage import values

FLAGS = of_kind(Flag)
LISTS = tuple(name for name, field in FIELDS.items() if field.several)
"""Several in one field, parted by semicolons."""
NUMBERED = tuple(name for name, field in FIELDS.items() if field.many is Many.NUMBERED)
"""Of these, the ones that are often numbers and then parted by commas too."""
BOXES = tuple(name for name in of_kind(Choice) if name in LISTS)
"""Of these, the ones that are boxes to tick."""
ROWS = {name: tuple(c.name for c in rows.columns) for name, rows in table.ROWS.items()}
TEXTS = tuple(name for name in FIELDS if name not in {*FLAGS, *LISTS, *ROWS})
SHORT = {name: rows.short for name, rows in table.ROWS.items() if rows.short}
"""The column that an entry of bare text stands for."""
SHOWN = {name: rows.begin for name, rows in table.ROWS.items()}
"""Rows to begin with."""
MAX_ROWS = 60
LABELS = {
    "city": Text("Stadt", "City"),
    "date": Text("Prüfen zum Datum", "Check as of"),
    "datei": Text("Datei mit dem Entwurf", "File with the draft"),
    "text": Text("Text der Vorlage", "Text of the paper"),
    **{name: asked_for(field) for name, field in FIELDS.items()},
}
ROW_NAMES = {name: rows.one for name, rows in table.ROWS.items()}
MONEY = set(of_kind(Amount))
_NAME = re.compile(r"(\w+)(?:\[(\d{1,3})\])?(?:\.(\w+))?")


def choices(name: str) -> dict[str, Text]:
    """What can be chosen in a field or cell of that name; nothing where nothing can."""
    group, number, own = row_of(name)
    found = table.entry(group, own if number >= 0 else "")
    return table.choices(found) if found is not None else {}


def choice(name: str, value: str) -> str:
    """The code of a choice, however written („fördert“); what is no choice stays as it is."""
    try:
        return values.code(name, value, tuple(choices(name))) if value.strip() else ""
    except BadParameter:
        return value


def layout() -> list[tuple[Section, list[tuple[str, list[Field]]]]]:
    """The sections with their fields in groups, each with what shows it: those that stand side
    by side together, boxes, rows and what is alone on its line for themselves."""
    found = []
    for section in SECTIONS:
        groups: list[tuple[str, list[Field]]] = []
        for field in section.fields:
            shown = _shown(field)
            if shown == "beside" and groups and groups[-1][0] == shown:
                groups[-1][1].append(field)
            else:
                groups.append((shown, [field]))
        found.append((section, groups))
    return found


def _shown(field: Field) -> str:
    if isinstance(field.kind, Rows):
        return "rows"
    if field.name in BOXES:
        return "boxes"
    return "alone" if field.wide else "beside"


def widget(found: Field | Column) -> str:
    """What a value is typed into: select, long or text."""
    if table.choices(found):
        return "select"
    return "long" if long(found.kind) else "text"


def element(name: str) -> str:
    """The id in the page of the field of that name: ``zielbezuege[0].ziel`` is ``f-…-0-ziel``."""
    return "f-" + re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def column(group: str, name: str) -> Text | None:
    """What a column of a list is called."""
    found = table.entry(group, name)
    return asked_for(found) if found is not None else None


def label(name: str) -> Text | None:
    """What the form calls a field; a row is counted from one. None for what it does not have."""
    parts = _NAME.fullmatch(name)
    group = LABELS.get(parts[1]) if parts else None
    if parts is None or group is None or parts[1] not in ROWS or not parts[2]:
        return group
    number = int(parts[2]) + 1
    own = column(parts[1], parts[3]) if parts[3] else None
    if parts[3] and own is None:
        return None
    de, en = (f", {own.de}", f", {own.en}") if own else ("", "")
    return Text(f"{group.de}, {number}. Zeile{de}", f"{group.en}, row {number}{en}")


def row_of(name: str) -> tuple[str, int, str]:
    """List, number and column of a cell; of any other field its name, -1 and an empty text."""
    parts = _NAME.fullmatch(name)
    if parts is None or parts[1] not in ROWS:
        return (parts[1] if parts else name), -1, ""
    columns = ROWS[parts[1]]
    own = parts[3] if parts[3] in columns else SHORT.get(parts[1], columns[0])
    return parts[1], int(parts[2] or 0), own


def target(name: str, counts: dict[str, int]) -> str:
    """The field to link to: of a list its first row, of an entry the field it is in; "": none.

    ``counts``: how many rows each list has in the page.
    """
    if label(name) is None:
        return ""
    group, number, own = row_of(name)
    if number < 0:
        return group
    return f"{group}[{number}].{own}" if number < counts[group] else f"{group}[0].{ROWS[group][0]}"
