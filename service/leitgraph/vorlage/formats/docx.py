"""Word documents (DOCX): paragraphs, headings, tables, content controls and crosses.

The XML is walked here, because python-docx leaves out what stands in content controls, text boxes
and tracked insertions, where forms keep most of what was filled in. What was deleted in tracked
changes, and placeholders nobody filled in, are not read. Macros are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from leitgraph.errors import BadData, TooLarge
from leitgraph.model import Text
from leitgraph.plain_text import WINGDINGS, plain
from leitgraph.vorlage.blocks import Block, Line, Row
from leitgraph.vorlage.formats import package
from leitgraph.vorlage.formats.base import DocumentFile, DocumentFormat, Priority, shown
from leitgraph.vorlage.reading import DocumentDraft
from leitgraph.vorlage.recognise.recognise import documents

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {
    *(_W + n for n in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "tcPr")),
    *(_W + n for n in ("footnoteReference", "commentReference", "sectPr")),
}
_YES = {"1", "true", "on"}
_SHORT = 80
_TYPES = "[Content_Types].xml"
XML_BYTES = 64 << 20
"""All XML of a document together; a paper of a thousand pages has half of it."""


def warm() -> None:
    """Load the libraries."""
    import docx  # noqa: F401


def recognises(file: DocumentFile) -> bool:
    """True for a package of Office that is neither a table nor slides."""
    others = any(path.startswith(("xl/", "ppt/")) for path in file.inside)
    return _TYPES in file.inside and not others


def read(file: DocumentFile) -> list[DocumentDraft]:
    """The Vorlagen in a DOCX."""
    blocks, pages = blocks_of(file.body, file.name)
    return documents(blocks, "docx", pages, file.name)


def blocks_of(body: bytes, name: str) -> tuple[list[Block], int]:
    """What stands in a DOCX, in order, and on how many pages as Word last laid it out."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    _examine(body, name)
    try:
        document = docx.Document(BytesIO(body))
        walk = _Walk(_styles(document.styles.element))
        seen: set[str] = set()
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/header") and not relation.is_external:
                for block in walk.blocks(relation.target_part._element, "Kopfzeile"):
                    if block.text not in seen or block.rows:
                        walk.found.append(block)
                    seen.add(block.text)
        walk.found += walk.blocks(document.element.body, "")
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.LxmlError) as error:
        raise BadData(
            f"{shown(name)} ist keine lesbare Word-Datei (DOCX); vielleicht ist sie beschädigt.",
            f"{shown(name, True)} is no readable Word file (DOCX); it may be damaged.",
        ) from error
    return walk.found, walk.page


def _examine(body: bytes, name: str) -> None:
    """Refuse bombs, macros and XML that declares anything."""
    with package.opened(body, name) as opened:
        names = opened.namelist()
        types = package.content(opened, _TYPES, name)
        if b"macroEnabled" in types or any(n.lower().endswith("vbaproject.bin") for n in names):
            raise BadData(
                f"{shown(name)} enthält Makros und wird deshalb nicht gelesen. Bitte als "
                "Word-Dokument ohne Makros (.docx) speichern.",
                f"{shown(name, True)} holds macros and is not read for that reason. Please save "
                "it as a Word document without macros (.docx).",
            )
        if sum(e.file_size for e in opened.infolist() if _is_xml(e.filename)) > XML_BYTES:
            raise TooLarge(
                f"{shown(name)} enthält mehr als {XML_BYTES >> 20} MB Text und wird nicht gelesen.",
                f"{shown(name, True)} holds over {XML_BYTES >> 20} MB of text and is not read.",
            )
        for path in names:
            if not _is_xml(path):
                continue
            text = package.content(opened, path, name)
            if (
                b"<!DOCTYPE" in text
                or b"<!ENTITY" in text
                or text[:2] in (b"\xff\xfe", b"\xfe\xff")
            ):
                raise BadData(
                    f"{shown(name)} enthält XML, wie Word es nicht schreibt (DOCTYPE oder "
                    "Entitäten), und wird nicht gelesen.",
                    f"{shown(name, True)} holds XML that Word does not write (DOCTYPE or "
                    "entities) and is not read.",
                )


def _is_xml(path: str) -> bool:
    return path.lower().endswith((".xml", ".rels"))


@dataclass(frozen=True)
class _Style:
    level: int | None
    listed: bool


def _styles(element: Any) -> dict[str, _Style]:
    """Heading levels and lists by style id, inherited from the style it is based on."""
    raw = {style.get(_W + "styleId"): style for style in element.iter(_W + "style")}
    found: dict[str, _Style] = {}
    for id_ in raw:
        level, listed = None, False
        current, steps = id_, 0
        while current in raw and steps < 20:
            style = raw[current]
            name = (_value(style, "name") or "").lower()
            outline = style.find(f"{_W}pPr/{_W}outlineLvl")
            if level is None and name in {"title", "titel"}:
                level = 0
            elif level is None and outline is not None:
                level = int(outline.get(_W + "val", "0")) + 1
            elif level is None and name.startswith(("heading ", "überschrift ")):
                level = int(name.split()[-1]) if name.split()[-1].isdecimal() else 1
            listed = listed or name.startswith(("list ", "list", "liste", "aufzählung"))
            current, steps = _value(style, "basedOn") or "", steps + 1
        found[id_ or ""] = _Style(level, listed)
    return found


def _value(element: Any, name: str) -> str | None:
    child = element.find(_W + name)
    return None if child is None else child.get(_W + "val")


@dataclass
class _Walk:
    """Goes through the XML once, counting paragraphs, tables and pages."""

    styles: dict[str, _Style]
    found: list[Block] = field(default_factory=list)
    page: int = 1
    paragraphs: int = 0
    tables: int = 0
    inner: list[Any] = field(default_factory=list)

    def blocks(self, parent: Any, where: str) -> list[Block]:
        """The blocks of a body, a header, a text box."""
        found: list[Block] = []
        for child in _children(parent):
            if child.tag == _W + "p":
                found += self._paragraph(child, where)
            elif child.tag == _W + "tbl":
                found += self._table(child, where)
        return found

    def _paragraph(self, element: Any, where: str) -> list[Block]:
        self.inner = []
        text = plain("".join(self._text(element)))
        boxes, self.inner = self.inner, []
        found: list[Block] = []
        if text.strip():
            self.paragraphs += not where
            place = where or f"Absatz {self.paragraphs}"
            level, listed = self._kind(element, text)
            lines = [line for line in text.split("\n") if line.strip()]
            if listed:
                lines[0] = "• " + lines[0].lstrip()
            found.append(
                Block(
                    "heading" if level is not None else "text",
                    tuple(Line(line, place) for line in lines),
                    level=level or 0,
                )
            )
        for box in boxes:
            found += self.blocks(box, where)
        return found

    def _kind(self, element: Any, text: str) -> tuple[int | None, bool]:
        """Heading level, and whether it is an entry of a list."""
        properties = element.find(_W + "pPr")
        style = _Style(None, False)
        if properties is not None:
            style = self.styles.get(_value(properties, "pStyle") or "", style)
            listed = style.listed or properties.find(_W + "numPr") is not None
            if style.level is not None:
                return style.level, False
            if listed:
                return None, True
        runs = [run for run in element.iter(_W + "r") if "".join(run.itertext()).strip()]
        bold = runs and all(_bold(run) for run in runs)
        short = len(text) < _SHORT and not text.rstrip().endswith((".", ";", ","))
        return (9 if bold and short else None), False

    def _table(self, element: Any, where: str) -> list[Block]:
        self.tables += 1
        number = self.tables
        rows: list[Row] = []
        nested: list[Block] = []
        place = f"{where}, Tabelle {number}" if where else f"Tabelle {number}"
        for count, row in enumerate(_inside(element, "tr"), 1):
            cells: list[str] = []
            for cell in _inside(row, "tc"):
                lines: list[str] = []
                for child in _children(cell):
                    if child.tag == _W + "p":
                        for found in self._paragraph(child, f"{place}, Zeile {count}"):
                            lines += [line.text for line in found.lines]
                    elif child.tag == _W + "tbl":
                        nested += self._table(child, where)
                cells.append("\n".join(line for line in lines if line.strip()))
            if any(cells):
                rows.append(Row(tuple(cells), f"{place}, Zeile {count}"))
        block = [Block("table", rows=tuple(rows))] if rows else []
        return block + nested

    def _text(self, element: Any) -> Iterator[str]:
        for child in _children(element):
            name = child.tag.removeprefix(_W)
            if name == "t":
                yield child.text or ""
            elif name in {"tab", "ptab"}:
                yield "\t"
            elif name in {"br", "cr"}:
                self.page += child.get(_W + "type") == "page"
                yield "\n"
            elif name == "lastRenderedPageBreak":
                self.page += 1
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield _sign(child.get(_W + "char") or "")
            elif name == "fldChar":
                yield _field(child)
            elif name == "txbxContent":
                self.inner.append(child)
            else:
                yield from self._text(child)


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
        elif tag == _W + "sdt":
            yield from _control(child)
        elif tag in {_W + "ins", _W + "moveTo", _W + "customXml", _W + "smartTag"}:
            yield from _children(child)
        else:
            yield child


def _control(element: Any) -> Iterable[Any]:
    """A content control: a box with or without its cross, else its content if it was filled in."""
    properties = element.find(_W + "sdtPr")
    content = element.find(_W + "sdtContent")
    if content is None:
        return
    if properties is not None:
        box = properties.find(_W14 + "checkbox")
        if box is not None:
            yield _box(content, box.find(_W14 + "checked"))
            return
        if properties.find(_W + "showingPlcHdr") is not None:
            return
    yield from _children(content)


def _box(content: Any, checked: Any) -> Any:
    """A run that holds the sign of the box, whatever font it is drawn in."""
    ticked = checked is not None and (checked.get(_W14 + "val") or "1").lower() in _YES
    run = content.makeelement(_W + "r")
    sign = content.makeelement(_W + "t")
    sign.text = "☒" if ticked else "☐"
    run.append(sign)
    return run


def _inside(element: Any, name: str) -> Iterator[Any]:
    return (child for child in _children(element) if child.tag == _W + name)


def _sign(code: str) -> str:
    """A sign of Wingdings or Symbol by its number; an unknown one is left out."""
    number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else 0
    return WINGDINGS.get(number if number >= 0xF000 else 0xF000 + number, "")


def _bold(run: Any) -> bool:
    bold = run.find(f"{_W}rPr/{_W}b")
    return bold is not None and (bold.get(_W + "val") or "1").lower() in _YES


def _field(element: Any) -> str:
    """A field of an old form: the sign of a box, or what was chosen from a list."""
    box = element.find(f"{_W}ffData/{_W}checkBox")
    if box is not None:
        state = box.find(_W + "checked")
        state = box.find(_W + "default") if state is None else state
        ticked = state is not None and (state.get(_W + "val") or "1").lower() in _YES
        return "☒" if ticked else "☐"
    choice = element.find(f"{_W}ffData/{_W}ddList")
    if choice is not None:
        offered = [entry.get(_W + "val") or "" for entry in choice.iter(_W + "listEntry")]
        number = int(_value(choice, "result") or "0")
        return offered[number] if 0 <= number < len(offered) else ""
    return ""


FORMAT = DocumentFormat(
    name="docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    endings=(".docx",),
    label=Text("DOCX", "DOCX"),
    file=Text("Word-Datei (DOCX)", "Word file (DOCX)"),
    priority=Priority.SIGNATURE,
    recognises=recognises,
    read=read,
    libraries=("python-docx",),
    warm=warm,
)
