"""Documents that cannot be read, with what is told of each; and how they are sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
from tests.vorlage.formats import documents as made
from tests.vorlage.formats.documents import (
    DOCX,
    JSON,
    PDF,
    TEXT,
    ZIP,
    protected,
    repacked,
    scanned,
)
from tests.vorlage.formats.packages import packed

from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.exporters.papers import pdf as paper_pdf
from leitgraph.vorlage.formats import kinds

DEMO = Path(__file__).parents[3] / "data" / "demo" / "vorlagen"
DRAFT: dict[str, Any] = json.loads((DEMO / "01-strasse-in-ordnung.json").read_text("utf-8"))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
READ = f"Gelesen werden {kinds.names()}; die Angaben lassen sich auch in das Formular eintragen."
SAVE = (
    "Bitte in der Textverarbeitung als DOCX oder PDF speichern und noch einmal abgeben; die "
    "Angaben lassen sich auch in das Formular eintragen."
)
NO_PASSWORD = (
    "ist mit einem Passwort geschützt. Bitte ohne Passwort speichern, oder die Angaben in das "
    "Formular eintragen."
)


@cache
def word() -> bytes:
    """The draft as a Word document."""
    return paper_docx.write(DRAFT)


@cache
def paper() -> bytes:
    """The draft as a PDF."""
    return paper_pdf.write(DRAFT)


UNREADABLE: dict[str, tuple[bytes | Callable[[], bytes], str, int, str]] = {
    "empty": (b"", DOCX, 400, "Es fehlt das Dokument."),
    "only blanks": (b" \r\n\t", TEXT, 400, "Es fehlt das Dokument."),
    "picture": (b"\x89PNG\r\n\x1a\n", DOCX, 415, f"„v“ ist ein Bild. {READ}"),
    "Excel": (
        packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
        DOCX,
        415,
        f"„v“ ist eine Excel-Datei. {READ}",
    ),
    "OpenDocument table": (
        packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}),
        DOCX,
        415,
        f"„v“ ist eine OpenDocument-Datei, aber kein Text. {READ}",
    ),
    "broken OpenDocument": (
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
        DOCX,
        400,
        "„v“ ist keine lesbare OpenDocument-Datei (ODT); vielleicht ist sie beschädigt.",
    ),
    "RTF": (b"{\\rtf1 x}", DOCX, 415, f"„v“ ist eine RTF-Datei. {SAVE}"),
    "old Word": (
        OLD,
        DOCX,
        415,
        f"„v“ ist eine Datei eines alten Office-Programms (DOC). {SAVE}",
    ),
    "web page": (b"<!DOCTYPE html><p>x", TEXT, 415, f"„v“ ist eine HTML-Seite. {READ}"),
    "text called PDF": (
        b"Titel: x",
        PDF,
        415,
        "„v“ ist keine PDF-Datei, oder sie ist beschädigt.",
    ),
    "bytes called text": (b"ab\x00\x01\x02", TEXT, 415, f"„v“ ist keine Textdatei. {READ}"),
    "PDF with password": (lambda: protected(paper()), PDF, 400, f"„v“ {NO_PASSWORD}"),
    "Word with password": (
        OLD + "EncryptedPackage".encode("utf-16-le"),
        DOCX,
        400,
        f"„v“ {NO_PASSWORD}",
    ),
    "scan": (
        lambda: scanned(3),
        PDF,
        400,
        "„v“ enthält keinen Text; wahrscheinlich ist es eingescannt. Bitte die Angaben in das "
        "Formular eintragen, oder das Dokument mit Texterkennung speichern.",
    ),
    "Word with macros": (
        lambda: repacked(word(), **{"word/vbaProject.bin": b"x"}),
        DOCX,
        400,
        "„v“ enthält Makros und wird deshalb nicht gelesen. Bitte als Word-Dokument ohne Makros "
        "(.docx) speichern.",
    ),
    "entities in Word": (
        lambda: repacked(word(), **{"word/document.xml": ENTITY}),
        DOCX,
        400,
        "„v“ enthält XML, wie Word es nicht schreibt (DOCTYPE oder Entitäten), und wird nicht "
        "gelesen.",
    ),
    "Word without a document": (
        lambda: repacked(word(), **{"word/document.xml": b"<x/>"}),
        DOCX,
        400,
        "„v“ ist keine lesbare Word-Datei (DOCX); vielleicht ist sie beschädigt.",
    ),
    "half a Word file": (
        lambda: word()[:3000],
        DOCX,
        400,
        "„v“ ist beschädigt und lässt sich nicht auspacken.",
    ),
    "half a PDF": (
        lambda: paper()[:3000],
        PDF,
        400,
        "„v“ ist keine lesbare PDF-Datei; vielleicht ist sie beschädigt.",
    ),
    "zip bomb": (
        lambda: packed({"a.txt": bytes(210 << 20)}),
        ZIP,
        413,
        "„v“ wird beim Auspacken größer als 200 MB und wird nicht gelesen.",
    ),
    "bomb in Word": (
        lambda: repacked(word(), **{"word/media/a.xml": bytes(50 << 20)}),
        DOCX,
        413,
        "„v“ ist so gepackt, wie es nur Zip-Bomben sind, und wird nicht gelesen.",
    ),
    "PDF bomb": (
        lambda: made.swollen(200),
        PDF,
        413,
        "„v“ wächst beim Auspacken über jedes Maß und wird nicht gelesen.",
    ),
    "many files": (
        lambda: packed({f"{n}.txt": "" for n in range(2001)}),
        ZIP,
        413,
        "„v“ enthält mehr als 2000 Dateien.",
    ),
    "archive in an archive": (
        packed({"innen.zip": packed({"a.txt": "x"})}),
        ZIP,
        400,
        "„v“ enthält ein weiteres Archiv („innen.zip“); Archive in Archiven werden nicht gelesen.",
    ),
    "way out of the archive": (
        packed({"../a.txt": "x"}),
        ZIP,
        400,
        "„v“ enthält einen Eintrag, der aus dem Archiv herausführt oder doppelt ist "
        "(„../a.txt“), und wird nicht gelesen.",
    ),
    "absolute path": (
        packed({"/etc/passwd": "x"}),
        ZIP,
        400,
        "„v“ enthält einen Eintrag, der aus dem Archiv herausführt oder doppelt ist "
        "(„/etc/passwd“), und wird nicht gelesen.",
    ),
    "empty archive": (packed({}), ZIP, 400, "„v“ enthält keine Dateien."),
    "100 MB": (bytes(100 << 20), DOCX, 413, "Die Übertragung ist größer als 20 MB."),
    "wrong encoding": (
        "Titel: Straße".encode("latin-1"),
        TEXT,
        400,
        "„v“ ist nicht in UTF-8 geschrieben (Byte 11). Bitte als UTF-8 speichern, oder den Text in "
        "das Formular einfügen.",
    ),
    "broken JSON": (b'{"type": x', JSON, 400, "Das ist kein gültiges JSON (Zeile 1, Spalte 10)."),
    "deep JSON": (
        b'{"a":' + b"[" * 100_000,
        JSON,
        400,
        "Das JSON ist zu tief geschachtelt oder enthält unmögliche Zahlen.",
    ),
}


def read(client: httpx2.Client, body: bytes, media: str) -> httpx2.Response:
    """What a document gets."""
    headers = {"Content-Type": media}
    return client.post("/api/v1/drafts?name=v", content=body, headers=headers)


def check(client: httpx2.Client, body: bytes, media: str = JSON, **more: str) -> httpx2.Response:
    """What a draft or a document gets when it is checked."""
    parameters = {"city": "musterstadt", **more}
    headers = {"Content-Type": media}
    return client.post("/api/v1/checks", params=parameters, content=body, headers=headers)


def unharmed(client: httpx2.Client) -> None:
    """The service answers as before."""
    report = check(client, word(), DOCX).json()
    assert (report["verdict"], report["findings"]) == ("konform", [])
