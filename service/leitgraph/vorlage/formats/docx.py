"""Word documents (DOCX): paragraphs, headings, tables, content controls and crosses.

The XML is walked here, because python-docx leaves out what stands in content controls, text boxes
and tracked insertions, where forms keep most of what was filled in. What was deleted in tracked
changes, and placeholders nobody filled in, are not read. Macros are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from leitgraph.errors import BadData, TooLarge
from leitgraph.model import Text
from leitgraph.vorlage.blocks import Block, Line
from leitgraph.vorlage.formats import package
from leitgraph.vorlage.formats.base import DocumentFile, DocumentFormat, Priority, shown
from leitgraph.vorlage.formats.docx_blocks import Walk, styles
from leitgraph.vorlage.reading import DocumentDraft
from leitgraph.vorlage.recognise.recognise import documents

_PARTS = (("/header", "Kopfzeile"), ("/footer", "Fußzeile"))
_NOTES = (("/footnotes", "Fußnote"), ("/endnotes", "Endnote"))
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
        walk = Walk(styles(document.styles.element))
        parts = [one for one in document.part.rels.values() if not one.is_external]
        for ending, where in _PARTS:
            told = [walk.blocks(_root(one), where) for one in parts if one.reltype.endswith(ending)]
            walk.found += _once(told, furniture=ending == "/footer")
        walk.found += walk.blocks(document.element.body, "")
        for ending, where in _NOTES:
            for one in parts:
                if one.reltype.endswith(ending):
                    walk.found += walk.notes(_root(one), where)
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.LxmlError) as error:
        raise BadData(
            f"{shown(name)} ist keine lesbare Word-Datei (DOCX); vielleicht ist sie beschädigt.",
            f"{shown(name, True)} is no readable Word file (DOCX); it may be damaged.",
        ) from error
    return walk.found, walk.page


def _root(relation: Any) -> Any:
    """The XML of a part; python-docx keeps that of notes as bytes."""
    from lxml import etree

    part = relation.target_part
    element = getattr(part, "_element", None)
    if element is not None:
        return element
    return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _once(parts: list[list[Block]], furniture: bool) -> Iterator[Block]:
    """What stands in headers or feet, each text once: a document has several of both."""
    seen: set[str] = set()
    for block in (block for part in parts for block in part):
        text = block.text or "\n".join(row.text for row in block.rows)
        if text in seen:
            continue
        seen.add(text)
        if furniture and block.rows:
            block = Block("furniture", tuple(Line(row.text, row.place) for row in block.rows))
        yield replace(block, kind="furniture") if furniture else block


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
            if package.declares(text):
                raise BadData(
                    f"{shown(name)} enthält XML, wie Word es nicht schreibt (DOCTYPE oder "
                    "Entitäten), und wird nicht gelesen.",
                    f"{shown(name, True)} holds XML that Word does not write (DOCTYPE or "
                    "entities) and is not read.",
                )


def _is_xml(path: str) -> bool:
    return path.lower().endswith((".xml", ".rels"))


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
