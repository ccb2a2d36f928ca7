"""Pasted or saved plain text."""

from __future__ import annotations

from leitgraph.errors import BadData
from leitgraph.model import Text
from leitgraph.plain_text import plain
from leitgraph.vorlage.blocks import PAGE_NUMBER, Line
from leitgraph.vorlage.formats.base import DocumentFile, DocumentFormat, Priority, shown
from leitgraph.vorlage.reading import DocumentDraft
from leitgraph.vorlage.recognise import lines
from leitgraph.vorlage.recognise.recognise import documents

MEDIA = "text/plain"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_WRAPPED = 60
"""A line shorter than this was ended on purpose, not wrapped."""


def recognises(file: DocumentFile) -> bool:
    """True for what is said to be text, or nothing, and is neither a web page nor bytes."""
    if file.media_type not in {"", MEDIA} or file.start.startswith((b"<!doctype html", b"<html")):
        return False
    return b"\x00" not in file.body[:4096] or file.body.startswith(_WIDE)


def read(file: DocumentFile) -> list[DocumentDraft]:
    """The Vorlagen in a text, UTF-8 or UTF-16 with its mark."""
    blocks = lines.blocks(numbered(decoded(file.body, file.name)))
    return documents(blocks, "text", 1, file.name)


def decoded(body: bytes, name: str) -> str:
    """The text; ``BadData`` with the byte where it is not UTF-8."""
    wide = body.startswith(_WIDE)
    try:
        return body.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadData(
            f"{shown(name)} ist nicht in UTF-8 geschrieben (Byte {error.start}). Bitte als UTF-8 "
            "speichern, oder den Text in das Formular einfügen.",
            f"{shown(name, True)} is not written in UTF-8 (byte {error.start}). Please save it as "
            "UTF-8, or paste the text into the form.",
        ) from None


def numbered(text: str) -> list[Line]:
    """The lines with their numbers; blank ones where a paragraph ends."""
    found: list[Line] = []
    before = ""
    for number, line in enumerate(plain(text).split("\n"), 1):
        if PAGE_NUMBER.fullmatch(line):
            line = ""
        ended = len(before.strip()) < _WRAPPED or before.rstrip().endswith(
            (".", ":", "!", "?", ";")
        )
        found.append(Line(line, f"Zeile {number}", opens=ended))
        before = line
    return found


FORMAT = DocumentFormat(
    name="text",
    media_type=MEDIA,
    endings=(".txt",),
    label=Text("Text", "text"),
    file=Text("Textdatei", "text file"),
    priority=Priority.FALLBACK,
    recognises=recognises,
    read=read,
)
