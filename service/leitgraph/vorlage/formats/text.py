"""Pasted or saved plain text."""

from __future__ import annotations

from leitgraph.errors import BadData
from leitgraph.vorlage.formats.kinds import shown
from leitgraph.vorlage.reading import DocumentDraft
from leitgraph.vorlage.recognise import lines
from leitgraph.vorlage.recognise.blocks import PAGE_NUMBER, Line
from leitgraph.vorlage.recognise.recognise import documents

_WRAPPED = 60
"""A line shorter than this was ended on purpose, not wrapped."""


def read(body: bytes, name: str) -> list[DocumentDraft]:
    """The Vorlagen in a text, UTF-8 or UTF-16 with its mark."""
    return documents(lines.blocks(numbered(decoded(body, name))), "text", 1, name)


def decoded(body: bytes, name: str) -> str:
    """The text; ``BadData`` with the byte where it is not UTF-8."""
    wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
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
    for number, line in enumerate(text.splitlines(), 1):
        if PAGE_NUMBER.fullmatch(line):
            line = ""
        ended = len(before.strip()) < _WRAPPED or before.rstrip().endswith(
            (".", ":", "!", "?", ";")
        )
        found.append(Line(line, f"Zeile {number}", opens=ended))
        before = line
    return found
