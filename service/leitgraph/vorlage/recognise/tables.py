"""Tables by their headings: which list of the draft they hold, and which column is what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import Row
from leitgraph.vorlage.recognise import labels, roles

_OF_YEARS = {
    *("auszahlungen", "auszahlung", "aufwand", "aufwendungen", "kosten", "ausgaben", "betrag"),
    *("ve", "verpflichtungsermaechtigung", "verpflichtungsermaechtigungen", "investition"),
}
_FIGURE = re.compile(r"\s*-?\d{1,3}(?:[. ]?\d{3})+(?:,\d\d)?\s*(?:€|EUR)?\s*")
SLICES = "jahresscheiben"
YEARS = "jahre"
"""The kind of a table with a column for each year."""


_COLUMNS = {
    *(
        "gremium",
        "gremien",
        "termin",
        "termine",
        "top",
        "o",
        "oe",
        "n",
        "noe",
        "ergebnis",
        "sitzung",
    ),
    *("zustaendigkeit", "am", "art", "status", "datum", "beschluss", "na", "sitzungstermin", "tag"),
    *("beratungstyp", "sitzungsdatum", "behandlung", "beteiligung", "aufgabe", "sitzungsart"),
    *(
        "beratung",
        "der",
        "nr",
        "tops",
        "zur",
        "an",
        "vorlage",
        "beratungsfolge",
        "oeffentlichkeitsstatus",
    ),
}


@dataclass
class Table:
    """Rows under a heading. ``columns``: the field of each cell, years for ``YEARS``, or ""."""

    kind: str
    columns: list[str]
    header: Row
    rows: list[Row] = field(default_factory=list)

    def cell(self, row: Row, column: str) -> str:
        """The text of a row in a column, or an empty one."""
        for name, text in zip(self.columns, row.cells, strict=False):
            if name == column:
                return text.strip()
        return ""


def heading(cells: Sequence[str]) -> tuple[str, list[str]] | None:
    """The kind of table that a row opens, with its columns; None if the row is no heading."""
    money = roles.heading(cells)
    if money is not None:
        return (SLICES if roles.JAHR in money else roles.MONEY), money
    years = [amounts.year(cell.replace("\n", " ")) or "" for cell in cells]
    known = [year for year in years if year]
    found = labels.columns_of(list(cells))
    if found is not None and not (found[0] == SLICES and len(set(known)) > 1):
        return found
    if len(known) >= 2 and len(set(known)) == len(known) and known == sorted(known):
        first = next(number for number, year in enumerate(years) if year)
        # A row of figures is no heading: before the years stands a name, or nothing.
        figures = any(_FIGURE.fullmatch(c) for c, y in zip(cells, years, strict=True) if not y)
        if first <= 2 and not figures and not any(amounts.amounts(c) for c in cells[:first]):
            return YEARS, years
    return None


def column_heads(text: str) -> bool:
    """True for a line that holds the column heads of such a table: „Gremium Termin TOP Ö / N“."""
    said = _words(text)
    return (
        len(said) > 1 and said <= _COLUMNS and bool(said & {"gremium", "gremien", "beratungsfolge"})
    )


def is_column_head(text: str) -> bool:
    """True for one of these heads alone on its line."""
    said = _words(text)
    return bool(said) and said <= _COLUMNS and not text.rstrip().endswith(":")


def _words(text: str) -> set[str]:
    words = [labels.normal(word) for word in re.split(r"[\s|/]+", text.strip())]
    return {word for word in words if word}


def parts(rows: Sequence[Row]) -> Iterator[Table | Row]:
    """The tables within a table, and the rows that belong to none (labels with their values)."""
    current: Table | None = None
    for row in rows:
        found = heading(row.cells)
        if found is not None:
            if current is not None:
                yield current
            current = Table(found[0], found[1], row)
        elif current is not None and _belongs(row, current):
            current.rows.append(row.under(current.header))
        else:
            if current is not None:
                yield current
            current = None
            yield row
    if current is not None:
        yield current


def is_row(name: str) -> bool:
    """True for names of rows that are labels elsewhere: „Summe“, „Verpflichtungsermächtigung“."""
    plain = labels.normal(name)
    sums = plain.startswith(("summe", "gesamt", "insgesamt", "zusammen"))
    money = roles.role(name) in {roles.VE, roles.EINNAHME, roles.EINSPARUNG}
    return not name.rstrip().endswith(":") and (sums or money or plain in _OF_YEARS)


def _belongs(row: Row, table: Table) -> bool:
    """True unless the row begins something else: a label, or a table of another shape."""
    filled = [cell for cell in row.cells if cell.strip()]
    if not filled:
        return True
    if len(row.cells) < 2 <= len(table.columns):
        return False
    if labels.field_of(filled[0]) is None or is_row(filled[0]):
        return True
    # In a table with a column for each year the names of the rows are labels themselves.
    return table.kind == YEARS or len(filled) == len(table.columns) > 2
