"""Pasted or saved plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leitgraph.errors import BadData
from leitgraph.model import Text
from leitgraph.plain_text import plain, unprompted
from leitgraph.vorlage.blocks import PAGE_NUMBER, Line
from leitgraph.vorlage.formats.base import DocumentFile, DocumentFormat, Priority, shown
from leitgraph.vorlage.reading import DocumentDraft
from leitgraph.vorlage.recognise import lines
from leitgraph.vorlage.recognise.recognise import documents

MEDIA = "text/plain"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_SMALL = {"2": "²", "3": "³"}
_BEFORE_SMALL = re.compile(r"(?:\b(?P<gas>CO)|\d\s?[kcdm]?m)\s*$")
_POINT = re.compile(r"\s{0,8}(?:[a-h]\)|\(?\d{1,2}\))\s+\S")
"""A point of a list: it begins a line of its own."""
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
    """The lines with their numbers; blank ones where a paragraph ends.

    A sentence goes on over the number of a page. A small digit that an extractor of PDF put on a
    line of its own („CO“, „2“, „-Relevanz“) is put back.
    """
    found: list[Line] = []
    before, last, paged = "", "", False
    for number, line in _whole(plain(text).split("\n")):
        place = f"Zeile {number}"
        if PAGE_NUMBER.fullmatch(line):
            while found and not found[-1].text.strip():
                found.pop()
            found.append(Line(line.strip(), place, furniture=True))
            before, paged = last, bool(last)
            continue
        if not line.strip() and paged:
            continue
        ended = len(before.strip()) < _WRAPPED or before.rstrip().endswith(
            (".", ":", "!", "?", ";")
        )
        ended = ended or bool(_POINT.match(line))
        if paged and (ended or not line.strip()[:1].islower()):
            found.append(Line("", ""))
            ended = True
        found.append(Line(unprompted(line), place, opens=ended))
        before, paged = line, False
        last = line if line.strip() else last
    return found


def _whole(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, but lowered and raised digits on the line they belong to."""
    at = 0
    while at < len(lines):
        line, number = lines[at], at + 1
        digit = lines[at + 1].strip() if at + 2 < len(lines) else ""
        if digit in _SMALL and (match := _BEFORE_SMALL.search(line)):
            line = line.rstrip() + (digit if match["gas"] else _SMALL[digit])
            rest = lines[at + 2]
            at += 2
            if rest[:1] in {"-", ",", ".", ")", " ", "/"} or rest[:1].islower():
                line += rest
                at += 1
            yield number, line
            continue
        yield number, line
        at += 1


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
