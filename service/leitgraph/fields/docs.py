"""The table of fields in ``docs/howto-check.md``: ``python -m leitgraph.fields.docs`` writes it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from leitgraph.fields.kinds import Amount, Choice, Column, Day, Field, Flag, Rows, Share, Year
from leitgraph.fields.table import SECTIONS

BEGIN = "<!-- Felder: aus leitgraph/fields, geschrieben von python -m leitgraph.fields.docs -->"
END = "<!-- Ende der Felder -->"


def table() -> str:
    """The table as it stands on the page."""
    lines = ["| Feld | Name | Inhalt |", "| --- | --- | --- |"]
    for section in SECTIONS:
        for field in section.fields:
            lines.append(f"| `{field.name}` | {field.label.de} | {content(field)} |")
    return "\n".join(lines)


def content(found: Field | Column) -> str:
    """What may stand in a field, in German."""
    kind = found.kind
    codes = ", ".join(kind.of.names) if isinstance(kind, Choice) else ""
    if isinstance(found, Field) and found.help:
        return found.help.replace("{codes}", codes)
    if isinstance(kind, Rows):
        parts = [f"`{column.name}` ({content(column)})" for column in kind.columns]
        return f"Liste aus {', '.join(parts)}"
    if isinstance(kind, Choice):
        return codes
    if isinstance(kind, Flag):
        return f"true ({kind.yes.de}) oder false ({kind.no.de})"
    for of_kind, said in _SAID.items():
        if isinstance(kind, of_kind):
            return said
    return "Text"


_SAID: dict[type, str] = {
    Amount: "Betrag in Euro",
    Day: "Datum",
    Year: "vier Ziffern",
    Share: "0,6 oder „60 %“",
}


def written(page: str) -> str:
    """The page with the table in its place."""
    between = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    return between.sub(lambda _: f"{BEGIN}\n{table()}\n{END}", page)


if __name__ == "__main__":
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/howto-check.md")
    path.write_text(written(path.read_text("utf-8")), "utf-8")
