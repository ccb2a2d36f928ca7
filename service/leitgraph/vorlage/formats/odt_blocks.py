"""The XML of an OpenDocument text into blocks: paragraphs, lists, tables on their grid, boxes.

What was deleted in tracked changes stands apart in the file and is not read; what was inserted
stands in the text. Hidden words, struck ones and placeholders nobody filled in are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from leitgraph.plain_text import plain, unprompted
from leitgraph.vorlage.blocks import Block, Line, Row
from leitgraph.vorlage.formats.docx_runs import raised, settled
from leitgraph.vorlage.formats.odt_styles import PLAIN, STYLE, Look, attributes

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE, FORM = (
    f"{{{_URN}{name}:1.0}}" for name in ("text", "table", "office", "form")
)
_SKIPPED = {
    *(TEXT + n for n in ("tracked-changes", "change", "change-start", "change-end", "placeholder")),
    *(TEXT + n for n in ("note-citation", "bookmark", "hidden-text", "sequence-decls")),
    *(OFFICE + n for n in ("annotation", "annotation-end", "forms")),
    *(TEXT + n for n in ("variable-decls", "user-field-decls", "ruby-text")),
}
_CONTENTS = {
    TEXT + n
    for n in ("table-of-content", "illustration-index", "table-index", "alphabetical-index")
}
_SHORT = 80
_SPANS = 200
"""So many rows or columns of a table are taken for repeated or spanned at most."""


@dataclass
class Walk:
    """Goes through the XML once, counting paragraphs, tables and pages."""

    looks: dict[str, Look]
    notes: list[Block] = field(default_factory=list)
    page: int = 1
    paragraphs: int = 0
    tables: int = 0
    inner: list[Any] = field(default_factory=list)

    def body(self, content: Any) -> list[Block]:
        """The blocks of the text itself. ``ValueError`` if there is none."""
        body = content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise ValueError("no text")
        return self.blocks(body, "")

    def edges(self, look: Any) -> Iterator[Block]:
        """Headers as text, feet as furniture, each text once."""
        if look is None:
            return
        seen: set[str] = set()
        for name, where in (("header", "Kopfzeile"), ("footer", "Fußzeile")):
            for part in look.iter(STYLE + name):
                for block in self.blocks(part, where):
                    text = block.text or "\n".join(row.text for row in block.rows)
                    if text in seen:
                        continue
                    seen.add(text)
                    if name == "header":
                        yield block
                    elif block.rows:
                        lines = tuple(Line(row.text, row.place) for row in block.rows)
                        yield Block("furniture", lines)
                    else:
                        yield replace(block, kind="furniture")

    def blocks(self, parent: Any, where: str, listed: bool = False) -> list[Block]:
        """The blocks of a body, a section, an entry of a list, a cell."""
        found: list[Block] = []
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag in {TEXT + "p", TEXT + "h"}:
                found += self._paragraph(child, where, listed)
                listed = False
            elif tag == TABLE + "table":
                found += self._table(child, where)
            elif tag in {TEXT + "list-item", TEXT + "list-header"}:
                found += self.blocks(child, where, listed=tag == TEXT + "list-item")
            elif tag in _CONTENTS:
                for block in self.blocks(child, where):
                    found.append(replace(block, kind="furniture") if block.lines else block)
            elif not tag.startswith((OFFICE, FORM)):
                found += self.blocks(child, where)
        return found

    def _paragraph(self, element: Any, where: str, listed: bool) -> list[Block]:
        self.inner = []
        look = self.looks.get(element.get(TEXT + "style-name") or "", PLAIN)
        self.page += look.breaks
        text, note = settled("".join(self._text(element, look)))
        text = unprompted(plain(text))
        boxes, self.inner = self.inner, []
        found: list[Block] = []
        if text.strip():
            self.paragraphs += not where
            place = where or f"Absatz {self.paragraphs}"
            lines = [line for line in text.split("\n") if line.strip()]
            level = self._level(element, look, text, listed)
            if listed and level is None:
                lines[0] = "• " + lines[0].lstrip()
            said = tuple(Line(line, place) for line in lines)
            if note:
                found.append(Block("note", said))
            else:
                found.append(
                    Block("heading" if level is not None else "text", said, level=level or 0)
                )
        for box in boxes:
            found += self.blocks(box, where)
        return found

    def _level(self, element: Any, look: Look, text: str, listed: bool) -> int | None:
        if element.tag == TEXT + "h":
            said = element.get(TEXT + "outline-level") or "1"
            return int(said) if said.isdecimal() else 1
        if look.level is not None:
            return look.level
        short = len(text) < _SHORT and not text.rstrip().endswith((".", ";", ","))
        return 9 if short and not listed and self._all_bold(element, look) else None

    def _all_bold(self, element: Any, look: Look) -> bool:
        """True if all that is written in a paragraph is bold."""
        if (element.text or "").strip() and not look.bold:
            return False
        for child in element:
            own = self.looks.get(child.get(TEXT + "style-name") or "", PLAIN).over(look)
            if "".join(child.itertext()).strip() and not own.bold:
                return False
            if (child.tail or "").strip() and not look.bold:
                return False
        return True

    def _table(self, element: Any, where: str) -> list[Block]:
        """The rows of a table; where a cell holds tables, they stand below its row."""
        self.tables += 1
        place = f"{where}, Tabelle {self.tables}" if where else f"Tabelle {self.tables}"
        found: list[Block] = []
        rows: list[Row] = []
        above: dict[int, tuple[str, int]] = {}
        for count, row in enumerate(_rows(element), 1):
            read, inner = self._row(row, f"{place}, Zeile {count}", above)
            if any(read.own):
                rows.append(read)
            if inner:
                found += [Block("table", rows=tuple(rows))] if rows else []
                found += inner
                rows = []
        return [*found, Block("table", rows=tuple(rows))] if rows else found

    def _row(
        self, row: Any, place: str, above: dict[int, tuple[str, int]]
    ) -> tuple[Row, list[Block]]:
        """A row on the grid. ``above``: by column what goes on below, and for how many rows."""
        cells: list[str] = []
        columns: list[int] = []
        merged: set[int] = set()
        inner: list[Block] = []
        column = 0
        for cell in row:
            if cell.tag not in {TABLE + "table-cell", TABLE + "covered-table-cell"}:
                continue
            repeated = _number(cell, "number-columns-repeated")
            if cell.tag == TABLE + "covered-table-cell":
                for at in range(column, column + repeated):
                    text, rest = above.get(at, ("", 0))
                    if rest:
                        above[at] = (text, rest - 1)
                        merged.add(len(cells))
                        cells.append(text)
                        columns.append(at)
                column += repeated
                continue
            lines: list[str] = []
            for block in self.blocks(cell, place):
                if block.kind == "table":
                    inner.append(block)
                else:
                    lines += [line.text for line in block.lines]
            text = "\n".join(line for line in lines if line.strip())
            down = _number(cell, "number-rows-spanned")
            above[column] = (text, down - 1)
            cells.append(text)
            columns.append(column)
            column += repeated
        return Row(tuple(cells), place, tuple(columns), frozenset(merged)), inner

    def _text(self, element: Any, look: Look) -> Iterator[str]:
        """What is written in an element, with what stands behind each of its parts."""
        if element.text:
            yield self._seen(element.text, look)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self._part(child, look)
            if child.tail:
                yield self._seen(child.tail, look)

    def _part(self, child: Any, look: Look) -> Iterable[str]:
        name = child.tag.rpartition("}")[2]
        if name == "s":
            return [" " * min(_number_of(child.get(TEXT + "c")), _SPANS)]
        if name in {"tab", "line-break"}:
            return ["\t" if name == "tab" else "\n"]
        if name == "soft-page-break":
            self.page += 1
            return []
        if name == "note":
            body = child.find(TEXT + "note-body")
            if body is not None:
                kept, self.inner = self.inner, []
                place = f"Fußnote {len(self.notes) + 1}"
                lines = tuple(line for one in self.blocks(body, place) for line in one.lines)
                self.notes += [Block("note", lines)] if lines else []
                self.inner = kept
            return []
        if name == "text-box":
            self.inner.append(child)
            return []
        if name == "content-control":
            return self._control(child, look)
        if name == "checkbox":
            return ["☒" if child.get(FORM + "current-state") == "checked" else "☐"]
        own = self.looks.get(child.get(TEXT + "style-name") or "", PLAIN)
        return self._text(child, own.over(look))

    def _control(self, child: Any, look: Look) -> Iterable[str]:
        """A content control of LibreOffice: a box by its state, else what was filled in."""
        said = attributes(child)
        if said.get("checkbox") == "true":
            return ["☒" if said.get("checked") == "true" else "☐"]
        if said.get("showing-place-holder") == "true":
            return []
        return self._text(child, look)

    def _seen(self, words: str, look: Look) -> str:
        """The words as they are seen; line ends in the XML are blanks."""
        if look.hidden or look.struck:
            return ""
        words = " ".join(words.split("\n"))
        return raised(words) if look.raised else words


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in {
            *(TABLE + n for n in ("table-header-rows", "table-rows", "table-row-group"))
        }:
            yield from _rows(child)


def _number(element: Any, name: str) -> int:
    return min(_number_of(element.get(TABLE + name)), _SPANS)


def _number_of(text: str | None) -> int:
    return max(int(text[:6]), 1) if text and text.isdecimal() else 1
