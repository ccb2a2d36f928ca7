"""The XML of a Word document into blocks: paragraphs, tables on their grid, controls and boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from leitgraph.plain_text import plain, unprompted
from leitgraph.vorlage.blocks import Block, Line, Row
from leitgraph.vorlage.formats import docx_runs as runs
from leitgraph.vorlage.formats.docx_runs import YES, W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {
    *(W + n for n in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "tcPr")),
    *(W + n for n in ("footnoteReference", "endnoteReference", "commentReference", "sectPr")),
    *(W + n for n in ("footnoteRef", "endnoteRef", "rt")),
}
_SHORT = 80
_CONTENTS = ("toc ", "verzeichnis ", "table of figures", "abbildungsverzeichnis")
_STEPS = 20
"""So many styles may be based on one another."""


@dataclass(frozen=True)
class Style:
    """What a style of paragraphs is for: a heading, a list, an entry in a table of contents."""

    level: int | None = None
    listed: bool = False
    contents: bool = False


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their ids."""

    paragraphs: dict[str, Style]
    looks: dict[str, runs.Look]


def styles(element: Any) -> Styles:
    """Heading levels, lists and looks by style id, inherited from the style it is based on."""
    raw = {style.get(W + "styleId") or "": style for style in element.iter(W + "style")}
    found: dict[str, Style] = {}
    for id_ in raw:
        level, listed, contents = None, False, False
        current, steps = id_, 0
        while current in raw and steps < _STEPS:
            style = raw[current]
            name = (_value(style, "name") or "").lower()
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if level is None and name in {"title", "titel"}:
                level = 0
            elif level is None and outline is not None:
                level = int(outline.get(W + "val", "0")) + 1
            elif level is None and name.startswith(("heading ", "überschrift ")):
                level = int(name.split()[-1]) if name.split()[-1].isdecimal() else 1
            listed = listed or name.startswith(("list ", "list", "liste", "aufzählung"))
            contents = contents or name.startswith(_CONTENTS)
            current, steps = _value(style, "basedOn") or "", steps + 1
        found[id_] = Style(None if level is not None and level > 9 else level, listed, contents)
    return Styles(found, runs.looks(raw))


def _value(element: Any, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")


@dataclass
class Walk:
    """Goes through the XML once, counting paragraphs, tables and pages."""

    styles: Styles
    found: list[Block] = field(default_factory=list)
    page: int = 1
    paragraphs: int = 0
    tables: int = 0
    inner: list[Any] = field(default_factory=list)

    def blocks(self, parent: Any, where: str) -> list[Block]:
        """The blocks of a body, a header, a text box."""
        found: list[Block] = []
        for child in _children(parent):
            if child.tag == W + "p":
                found += self._paragraph(child, where)
            elif child.tag == W + "tbl":
                found += self._table(child, where)
        return found

    def notes(self, root: Any, where: str) -> Iterator[Block]:
        """The footnotes or endnotes of a document, each as a note with its number."""
        for note in root:
            if not isinstance(note.tag, str) or note.get(W + "type") not in {None, "normal"}:
                continue
            place = f"{where} {note.get(W + 'id')}"
            lines = tuple(line for block in self.blocks(note, place) for line in block.lines)
            if lines:
                yield Block("note", lines)

    def _paragraph(self, element: Any, where: str) -> list[Block]:
        self.inner = []
        properties = element.find(W + "pPr")
        named = "" if properties is None else _value(properties, "pStyle") or ""
        look = self.styles.looks.get(named, runs.PLAIN)
        text, note = runs.settled("".join(self._text(element, look)))
        text = unprompted(plain(text))
        boxes, self.inner = self.inner, []
        found: list[Block] = []
        if text.strip():
            self.paragraphs += not where
            place = where or f"Absatz {self.paragraphs}"
            style = self.styles.paragraphs.get(named, Style())
            level, listed = self._kind(element, properties, style, text)
            lines = [line for line in text.split("\n") if line.strip()]
            if listed:
                lines[0] = "• " + lines[0].lstrip()
            said = tuple(Line(line, place) for line in lines)
            if style.contents or note:
                found.append(Block("furniture" if style.contents else "note", said))
            else:
                found.append(
                    Block("heading" if level is not None else "text", said, level=level or 0)
                )
        for box in boxes:
            found += self.blocks(box, where)
        return found

    def _kind(
        self, element: Any, properties: Any, style: Style, text: str
    ) -> tuple[int | None, bool]:
        """Heading level, and whether it is an entry of a list."""
        if style.level is not None:
            return style.level, False
        if style.listed or (properties is not None and properties.find(W + "numPr") is not None):
            return None, True
        filled = [run for run in element.iter(W + "r") if "".join(run.itertext()).strip()]
        bold = filled and all(_bold(run) for run in filled)
        short = len(text) < _SHORT and not text.rstrip().endswith((".", ";", ","))
        return (9 if bold and short else None), False

    def _table(self, element: Any, where: str) -> list[Block]:
        """The rows of a table; where a cell holds tables, they stand below its row."""
        self.tables += 1
        number = self.tables
        found: list[Block] = []
        rows: list[Row] = []
        above: dict[int, str] = {}
        place = f"{where}, Tabelle {number}" if where else f"Tabelle {number}"
        for count, row in enumerate(_inside(element, "tr"), 1):
            if _hidden_row(row):
                continue
            read, inner = self._row(row, f"{place}, Zeile {count}", above)
            if any(read.own):
                rows.append(read)
            if inner:
                found += [Block("table", rows=tuple(rows))] if rows else []
                found += inner
                rows = []
        return [*found, Block("table", rows=tuple(rows))] if rows else found

    def _row(self, row: Any, place: str, above: dict[int, str]) -> tuple[Row, list[Block]]:
        """A row on the grid of its table. ``above``: cells that go on below, by their column."""
        cells: list[str] = []
        columns: list[int] = []
        merged: set[int] = set()
        inner: list[Block] = []
        column = _skipped_columns(row)
        for cell in _inside(row, "tc"):
            lines: list[str] = []
            for block in self.blocks(cell, place):
                if block.kind == "table":
                    inner.append(block)
                else:
                    lines += [line.text for line in block.lines]
            text = "\n".join(line for line in lines if line.strip())
            properties = cell.find(W + "tcPr")
            down = None if properties is None else properties.find(W + "vMerge")
            if down is None:
                above.pop(column, None)
            elif (down.get(W + "val") or "continue") == "restart":
                above[column] = text
            elif not text and above.get(column):
                text = above[column]
                merged.add(len(cells))
            cells.append(text)
            columns.append(column)
            wide = None if properties is None else _value(properties, "gridSpan")
            column += max(int(wide), 1) if wide and wide.isdecimal() else 1
        return Row(tuple(cells), place, tuple(columns), frozenset(merged)), inner

    def _text(self, element: Any, look: runs.Look) -> Iterator[str]:
        for child in _children(element):
            name = child.tag.removeprefix(W)
            if name == "r":
                yield from self._run(child, look)
            elif name == "t":
                yield child.text or ""
            elif name in {"tab", "ptab"}:
                yield "\t"
            elif name in {"br", "cr"}:
                self.page += child.get(W + "type") == "page"
                yield "\n"
            elif name == "lastRenderedPageBreak":
                self.page += 1
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield runs.sign(child.get(W + "char") or "")
            elif name == "fldChar":
                yield runs.field(child)
            elif name == "txbxContent":
                self.inner.append(child)
            else:
                yield from self._text(child, look)

    def _run(self, run: Any, below: runs.Look) -> Iterator[str]:
        properties = run.find(W + "rPr")
        look = below
        if properties is not None:
            named = _value(properties, "rStyle") or ""
            look = runs.look_of(properties).over(self.styles.looks.get(named, runs.PLAIN))
            look = look.over(below)
        if look.hidden or look.struck:
            return
        words = "".join(self._text(run, look))
        words = runs.drawn(run, words) if properties is not None else words
        yield runs.raised(words) if look.raised else words


def _skipped_columns(row: Any) -> int:
    """Columns of the grid that are left out before the first cell."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    wide = None if before is None else before.get(W + "val")
    return int(wide) if wide and wide.isdecimal() else 0


def _hidden_row(row: Any) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and (
        bool(runs.switched(properties, "hidden")) or properties.find(W + "del") is not None
    )


def _children(element: Any) -> Iterator[Any]:
    """What stands below an element, with wrappers taken off and what is not meant left out."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == _MC + "AlternateContent":
            chosen = child.find(_MC + "Choice")
            yield from _children(chosen if chosen is not None else child)
        elif tag == _MC + "Fallback":
            continue
        elif tag == W + "sdt":
            yield from _control(child)
        elif tag in {W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}:
            yield from _children(child)
        else:
            yield child


def _control(element: Any) -> Iterable[Any]:
    """A content control: a box with or without its cross, else its content if it was filled in."""
    properties = element.find(W + "sdtPr")
    content = element.find(W + "sdtContent")
    if content is None:
        return
    if properties is not None:
        box = properties.find(_W14 + "checkbox")
        if box is not None:
            yield _box(content, box.find(_W14 + "checked"))
            return
        if properties.find(W + "showingPlcHdr") is not None:
            return
        gallery = properties.find(f"{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(W + "val") == "Table of Contents":
            return
    yield from _children(content)


def _box(content: Any, checked: Any) -> Any:
    """A run that holds the sign of the box, whatever font it is drawn in."""
    ticked = checked is not None and (checked.get(_W14 + "val") or "1").lower() in YES
    run = content.makeelement(W + "r")
    sign = content.makeelement(W + "t")
    sign.text = "☒" if ticked else "☐"
    run.append(sign)
    return run


def _inside(element: Any, name: str) -> Iterator[Any]:
    return (child for child in _children(element) if child.tag == W + name)


def _bold(run: Any) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and (bold.get(W + "val") or "1").lower() in YES
