"""What a file really is, by its first bytes and its inside, whatever it is called."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from leitgraph.errors import BadData, LeitgraphError, UnsupportedMediaType
from leitgraph.vorlage.reading import DOCX, JSON, PDF, TEXT, ZIP

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_OTHER_PACKAGES = (
    ("xl/", "eine Excel-Datei", "an Excel file"),
    ("ppt/", "eine PowerPoint-Datei", "a PowerPoint file"),
)


def shown(name: str, english: bool = False) -> str:
    """How a file is called in a sentence."""
    plain = "".join(sign for sign in name if sign.isprintable())[-80:]
    if not plain:
        return "The document" if english else "Das Dokument"
    return f"“{plain}”" if english else f"„{plain}“"


def kind_of(body: bytes, said: str, name: str = "") -> str:
    """The media type: DOCX, PDF, ZIP, JSON or plain text. Refuses all else by its name."""
    said = said.split(";")[0].strip().lower()
    if b"%PDF-" in body[:1024]:
        return PDF
    if body.startswith(b"PK\x03\x04") or body.startswith(b"PK\x05\x06"):
        return _package(body, name)
    if body.startswith(_OLE):
        if _ENCRYPTED in body:
            raise BadData(
                f"{shown(name)} ist mit einem Passwort geschützt. Bitte ohne Passwort speichern, "
                "oder die Angaben in das Formular eintragen.",
                f"{shown(name, True)} is protected by a password. Please save it without one, or "
                "fill in the form.",
            )
        raise _refused(name, "eine Datei eines alten Office-Programms", "a file of an old Office")
    if body.startswith(b"{\\rtf"):
        raise _refused(name, "eine RTF-Datei", "an RTF file")
    if body.startswith(_PICTURES):
        raise _refused(name, "ein Bild", "a picture")
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if said == JSON or (start.startswith(b"{") and said not in {DOCX, PDF, ZIP}):
        return JSON
    if start.startswith((b"<!doctype html", b"<html")):
        raise _refused(name, "eine HTML-Seite", "an HTML page")
    if said and said not in {TEXT, DOCX, PDF, ZIP, "application/octet-stream"}:
        raise _refused(name, f"vom Typ „{said[:80]}“", f"of type “{said[:80]}”")
    if said in {DOCX, PDF, ZIP}:
        wanted = {DOCX: "Word-Datei (DOCX)", PDF: "PDF-Datei", ZIP: "ZIP-Datei"}[said]
        english = {DOCX: "Word file (DOCX)", PDF: "PDF file", ZIP: "ZIP file"}[said]
        raise UnsupportedMediaType(
            f"{shown(name)} ist keine {wanted}, oder sie ist beschädigt.",
            f"{shown(name, True)} is no {english}, or it is damaged.",
        )
    if b"\x00" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(name, "keine Textdatei", "no text file")
    return TEXT


def is_archive(body: bytes, name: str) -> bool:
    """True for a ZIP that is no document; one that is damaged counts as none."""
    try:
        return body.startswith(b"PK") and kind_of(body, ZIP, name) == ZIP
    except LeitgraphError:
        return False


def _package(body: bytes, name: str) -> str:
    try:
        with ZipFile(BytesIO(body)) as package:
            inside = package.namelist()
            types = "[Content_Types].xml" in inside
            if "mimetype" in inside and "content.xml" in inside:
                raise _refused(name, "eine OpenDocument-Datei", "an OpenDocument file")
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BadData(
            f"{shown(name)} ist beschädigt und lässt sich nicht auspacken.",
            f"{shown(name, True)} is damaged and cannot be unpacked.",
        ) from error
    if not types:
        return ZIP
    for folder, german, english in _OTHER_PACKAGES:
        if any(path.startswith(folder) for path in inside):
            raise _refused(name, german, english)
    return DOCX


def _refused(name: str, german: str, english: str) -> UnsupportedMediaType:
    return UnsupportedMediaType(
        f"{shown(name)} ist {german}. Gelesen werden DOCX, PDF, Text, OParl-JSON und ZIP; die "
        "Angaben lassen sich auch in das Formular eintragen.",
        f"{shown(name, True)} is {english}. DOCX, PDF, text, OParl JSON and ZIP are read; the "
        "entries can also be made in the form.",
    )
