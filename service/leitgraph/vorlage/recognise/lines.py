"""Lines of PDF and plain text into blocks: what stands side by side becomes rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from leitgraph.fields.table import ROWS
from leitgraph.vorlage.blocks import BULLET, Block, Line, Row, unwrapped
from leitgraph.vorlage.recognise import labels
from leitgraph.vorlage.recognise.checkboxes import SIGN
from leitgraph.vorlage.recognise.layout.column_form import column_form
from leitgraph.vorlage.recognise.layout.columns import unfolded
from leitgraph.vorlage.recognise.layout.justified import unjustified
from leitgraph.vorlage.recognise.layout.web_page import written
from leitgraph.vorlage.recognise.tables import heading, is_row

_NUMBERED = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÄÖÜ][^.;:!?]{2,70}$")
_SUM = re.compile(r"(?:summe|gesamt|insgesamt|zusammen)\b")
_BOXES_FIRST = re.compile(rf"\s*(?:[^:\n]{{2,60}}:\s*)?(?:{SIGN.pattern})")
_BOX_APART = re.compile(rf"(?P<box>{SIGN.pattern}) {{2,8}}(?=\w)")
_SLACK = 3
"""Columns by which a cell may be out of line."""
_PROSE = 4
"""So many words of a line below a table are no name of a row."""
_TYPED = {
    *("betrag", "ergebnishaushalt", "finanzhaushalt", "haushaltsart", "datum", "art", "frist"),
    *("richtung", "anteil"),
}
Cells = list[tuple[int, str]]


def blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of a document. Blank lines part paragraphs."""
    found: list[Block] = []
    lines = written(lines)
    feet = [line for line in lines if line.furniture]
    lines = unjustified(unfolded([one for one in lines if not one.furniture]))
    lines = [_with_captions(line) for line in lines]
    number, tables, opens = 0, 0, True
    while number < len(lines):
        line = lines[number]
        form, after = column_form(lines, number)
        if form:
            found += form
            number, opens = after, True
            continue
        cells = line.cells
        if not cells:
            number, opens = number + 1, True
            continue
        texts = [text for _, text in cells]
        if len(cells) > 1 and heading(texts) is not None:
            tables += 1
            rows, number = _table(lines, number, f"{_page(line)}Tabelle {tables}")
            found.append(Block("table", rows=tuple(rows)))
            opens = True
            continue
        if len(cells) > 1 and side_by_side(texts):
            row, number = _values(lines, number)
            found.append(Block("table", rows=(row,)))
            opens = True
            continue
        begins = opens or line.opens or bool(BULLET.match(line.text))
        kind = "heading" if _NUMBERED.match(line.text) and begins else "text"
        # What stands far apart is no running text, and a line of its own.
        apart = any(right - left - len(text) > 3 for (left, text), (right, _) in pairwise(cells))
        text = Line(" ".join(texts), line.place, begins or apart)
        if BULLET.match(line.text) and not BULLET.match(text.text):
            text = Line(line.text.strip(), line.place, begins)
        found.append(Block("heading" if kind == "heading" else "text", (text,), level=9))
        number, opens = number + 1, False
    return [*found, *(Block("furniture", (line,)) for line in feet)]


def _with_captions(line: Line) -> Line:
    """A line that begins with boxes, each right before what stands beside it."""
    if "  " not in line.text or not _BOXES_FIRST.match(line.text):
        return line
    return replace(line, text=_BOX_APART.sub(r"\g<box> ", line.text))


def _page(line: Line) -> str:
    """The page of a place: „Seite 2, Zeile 5“ is „Seite 2, “."""
    return line.place.rpartition(", ")[0] + ", " if ", " in line.place else ""


def side_by_side(texts: Sequence[str]) -> bool:
    """True if labels stand beside their values; a line of labels alone is none."""
    known = [labels.field_of(text) is not None for text in texts]
    pairs = [labels.field_of(text.partition(":")[0]) is not None for text in texts if ":" in text]
    return (any(known) and not all(known)) or any(pairs)


def _values(lines: Sequence[Line], start: int) -> tuple[Row, int]:
    """A label with its value, which may go on below itself."""
    cells = lines[start].cells
    columns = [column for column, _ in cells]
    texts = [text for _, text in cells]
    number, gap = start + 1, False
    while number < len(lines):
        more = lines[number].cells
        if not more:
            gap, number = True, number + 1
            continue
        column = min(columns[1:], key=lambda c: abs(c - more[0][0]))
        if more[0][0] < columns[1] - _SLACK or abs(column - more[0][0]) > _SLACK + 1:
            break
        if heading([text for _, text in more]) is not None or side_by_side([t for _, t in more]):
            break
        where = columns.index(column)
        words = " ".join(text for _, text in more)
        listed = BULLET.match(lines[number].text)
        texts[where] = _continued(texts[where], words, bool(gap or listed))
        number, gap = number + 1, False
    return Row(tuple(texts), lines[start].place), number


def _table(lines: Sequence[Line], start: int, place: str) -> tuple[list[Row], int]:
    """The rows below a heading, cells put into the columns they stand in."""
    head = _head(lines, start)
    columns = [column for column, _ in head]
    rows = [Row(tuple(text for _, text in head), f"{place}, Kopf")]
    main, typed = _shape([text for _, text in head])
    grid: list[list[str]] = []
    number, gap = start + 1, False
    while number < len(lines):
        cells = lines[number].cells
        if not cells:
            gap, number = True, number + 1
            continue
        texts = [text for _, text in cells]
        if not _fits(cells, columns, gap) or heading(texts) is not None:
            break
        before = grid[-1] if grid else []
        if len(cells) == 1 and _ends(lines[number], lines[start], columns, before):
            break
        placed = _placed(cells, columns)
        # A name alone between bars is a row that nobody filled in, not one that goes on.
        empty = lines[number].text.count("|") >= len(columns) - 1 and placed[0][:1].isupper()
        empty = empty and not any(placed[1:])
        if grid and not empty and _goes_on(placed, grid[-1], main, typed, gap):
            for column, text in enumerate(placed):
                if text:
                    listed = bool(BULLET.match(text)) or gap
                    grid[-1][column] = _continued(grid[-1][column], text, listed)
        else:
            grid.append(placed)
        number, gap = number + 1, False
    rows += [Row(tuple(row), f"{place}, Zeile {count}") for count, row in enumerate(grid, 1)]
    return rows, number


def _head(lines: Sequence[Line], start: int) -> Cells:
    """The headings; a column of names may have none, and begins left of the others."""
    head = lines[start].cells
    below = next((line.cells for line in lines[start + 1 :] if line.cells), [])
    if below and len(below) > len(head) and below[0][0] < head[0][0] - _SLACK:
        return [(below[0][0], ""), *head]
    return head


def _shape(head: list[str]) -> tuple[int, list[int]]:
    """The column that a row cannot be without, and those that hold no more than a line."""
    found = heading(head)
    if found is None or found[0] not in ROWS:
        return 0, []
    main = ROWS[found[0]].columns[0].name
    typed = [at for at, name in enumerate(found[1]) if name in _TYPED and name != main]
    return found[1].index(main), typed


def _goes_on(placed: list[str], before: list[str], main: int, typed: list[int], gap: bool) -> bool:
    """True if a line goes on with the row before: cells of it were wrapped."""
    filled = [text for text in placed if text]
    if len(filled) > 1 and _SUM.match(labels.normal(filled[0])):
        return False
    if not placed[main]:
        return True
    if gap:
        return False
    if sum(1 for text in placed if text) == 1:
        return True
    # Right below, with no date, direction or amount of its own, while the row before has one.
    return any(before[at] for at in typed) and not any(placed[at] for at in typed)


def _fits(cells: Cells, columns: list[int], gap: bool) -> bool:
    """True if a line can be a row of the table: within its columns, and no label or text."""
    column, text = cells[0]
    if (
        text.endswith(":")
        or labels.field_of(text.partition(":")[0] if ":" in text else "") is not None
    ):
        return False
    if len(cells) > 1:
        named = labels.field_of(text) is None or is_row(text)
        return named or column > columns[0] + _SLACK
    if column >= columns[1] - _SLACK:
        return True
    # Alone in the first column: a name without a value, or the text below the table.
    width = columns[1] - columns[0]
    return len(text) <= width and labels.field_of(text) is None and not (gap and len(text) > 60)


def _ends(line: Line, head: Line, columns: Sequence[int], before: Sequence[str]) -> bool:
    """True if a line of a single cell is the text below the table: it has no bars where the rows
    have them, or stands in the first column below the sum, which is the last row."""
    words = len(line.text.split())
    if "|" in head.text and "|" not in line.text and words >= _PROSE:
        return True
    summed = bool(before) and bool(_SUM.match(labels.normal(before[0]))) and any(before[1:])
    return summed and words >= _PROSE and line.cells[0][0] < columns[1] - _SLACK


def _placed(cells: Cells, columns: list[int]) -> list[str]:
    """Each cell in its column: one for one if there are as many, else by where it stands."""
    if len(cells) == len(columns):
        return [text for _, text in cells]
    placed = [""] * len(columns)
    for column, text in cells:
        # Figures stand to the right of their column, so the middle of a cell counts too.
        middle = column + len(text) / 2
        ends = [*columns[1:], 10**6]
        inside = [n for n, left in enumerate(columns) if left - _SLACK <= column < ends[n] - _SLACK]
        nearest = min(range(len(columns)), key=lambda n: abs(columns[n] - column))
        centred = [n for n, left in enumerate(columns) if left - _SLACK <= middle < ends[n]]
        where = (inside or centred or [nearest])[0]
        placed[where] = f"{placed[where]} {text}".strip()
    return placed


def _continued(before: str, words: str, new_line: bool) -> str:
    if not before:
        return words
    if new_line:
        return f"{before}\n{words}"
    return unwrapped(before, words)
