"""Which format a file has, by its bytes and its inside, whatever it is called; and read by it.

The formats are the modules of this package with a ``FORMAT``, found by scan. Here stand only the
refusals that belong to none of them.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache, partial
from pathlib import PurePosixPath

from leitgraph.errors import BadData, LeitgraphError, UnsupportedMediaType
from leitgraph.model import Text
from leitgraph.vorlage import formats as package
from leitgraph.vorlage.formats.base import (
    UNNAMED,
    DocumentFile,
    DocumentFormat,
    Known,
    Priority,
    protected,
    shown,
    unknown,
)
from leitgraph.vorlage.reading import DocumentDraft, Question

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_PACKAGES = (
    ("content.xml", "eine OpenDocument-Datei, aber kein Text", "an OpenDocument file, but no text"),
    ("xl/", "eine Excel-Datei", "an Excel file"),
    ("ppt/", "eine PowerPoint-Datei", "a PowerPoint file"),
)


@cache
def document_formats() -> tuple[DocumentFormat, ...]:
    """The formats in the order they are asked."""
    modules = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    values = [getattr(importlib.import_module(one.name), "FORMAT", None) for one in modules]
    found = [value for value in values if isinstance(value, DocumentFormat)]
    return tuple(sorted(found, key=lambda one: (one.priority, one.name)))


@cache
def endings() -> dict[str, str]:
    """Media types by file ending."""
    return {ending: one.media_type for one in document_formats() for ending in one.endings}


def media_types() -> tuple[str, ...]:
    """Media types that are documents whatever is in them."""
    return tuple(sorted(one.media_type for one in document_formats() if one.claims is None))


def is_document(body: bytes, media_type: str) -> bool:
    """True for what is to be read before it can be checked."""
    said = _plain(media_type)
    if said in media_types():
        return True
    asked = [one for one in document_formats() if said in {"", one.media_type}]
    return any(one.claims(body) for one in asked if one.claims is not None)


def names(english: bool = False) -> str:
    """The formats in a sentence, archives last: „DOCX, PDF, Text und ZIP“."""
    ordered = sorted(document_formats(), key=lambda one: (one.archive, one.label.de.lower()))
    labels = [one.label.en if english else one.label.de for one in ordered]
    return f"{', '.join(labels[:-1])} {'and' if english else 'und'} {labels[-1]}"


def libraries(media_type: str) -> tuple[str, ...]:
    """Distributions that what is read from such a document depends on."""
    said = _plain(media_type)
    asked = [one for one in document_formats() if one.media_type == said]
    read = document_formats() if any(one.archive for one in asked) else asked
    return tuple(library for one in read for library in one.libraries)


def warm() -> None:
    """Load the libraries once, before readers are forked."""
    for one in document_formats():
        if one.warm is not None:
            one.warm()


def read_document(
    body: bytes, media_type: str, name: str = "", known: Known = unknown
) -> list[DocumentDraft]:
    """The Vorlagen in a document; several in an archive, or where one file holds more than one.

    ``known``: what the graph calls the thing behind an address, for files that hold addresses.

    What the bytes are counts, not what they are called. ``UnsupportedMediaType`` for what is not
    read here, ``BadData`` for what cannot be read, ``TooLarge`` for bombs.
    """
    file = _file(body, media_type, name, known)
    if not body.strip():
        raise BadData(f"{shown(name)} ist leer.", f"{shown(name, True)} is empty.")
    return _read(format_of(file), file)


def format_of(file: DocumentFile) -> DocumentFormat:
    """The format of a file. Refuses what no format recognises by its name."""
    signed = [one for one in document_formats() if one.priority is Priority.SIGNATURE]
    for one in signed:
        if one.recognises(file):
            return one
    _refuse_signed(file)
    for one in document_formats():
        if one not in signed and one.recognises(file):
            return one
    raise _refusal(file)


def _file(body: bytes, media_type: str, name: str, known: Known) -> DocumentFile:
    said = _plain(media_type)
    read_inside = partial(_read_inside, name, known)
    return DocumentFile(body, "" if said in UNNAMED else said, name, read_inside, known)


def _plain(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _read(form: DocumentFormat, file: DocumentFile) -> list[DocumentDraft]:
    found = form.read(file)
    if not found:
        raise BadData(
            f"{shown(file.name)} enthält nichts, was wie eine Vorlage aussieht.",
            f"{shown(file.name, True)} holds nothing that looks like a council paper.",
        )
    return found


def _read_inside(outer: str, known: Known, body: bytes, path: str) -> list[DocumentDraft]:
    """A file of an archive. What cannot be read says so by its name; the others are read."""
    said = endings().get(PurePosixPath(path).suffix.lower(), "")
    file = _file(body, said, path, known)
    try:
        if not body.strip():
            raise BadData(f"{shown(path)} ist leer.", f"{shown(path, True)} is empty.")
        form = format_of(file)
        if not form.archive:
            return _read(form, file)
    except LeitgraphError as error:
        told = Question("", Text(error.detail, error.detail_en), (), path, "")
        return [DocumentDraft({}, (), (told,), "", 0, path)]
    raise BadData(
        f"{shown(outer)} enthält ein weiteres Archiv ({shown(path)}); Archive in Archiven werden "
        "nicht gelesen.",
        f"{shown(outer, True)} holds another archive ({shown(path, True)}); archives in archives "
        "are not read.",
    )


def _refuse_signed(file: DocumentFile) -> None:
    """Refuse what its bytes say it is, if no format knew them."""
    for path, german, english in _PACKAGES:
        if any(inside.startswith(path) for inside in file.inside):
            raise _not_read(file.name, german, english)
    if file.body.startswith(_OLE):
        if _ENCRYPTED in file.body:
            raise protected(file.name)
        raise _to_be_saved(
            file.name,
            "eine Datei eines alten Office-Programms (DOC)",
            "a file of an old Office (DOC)",
        )
    if file.start.startswith(b"{\\rtf"):
        raise _to_be_saved(file.name, "eine RTF-Datei", "an RTF file")
    if file.body.startswith(_PICTURES):
        raise _not_read(file.name, "ein Bild", "a picture")


def _to_be_saved(name: str, german: str, english: str) -> UnsupportedMediaType:
    """What every word processor can save in another format, in a step."""
    return UnsupportedMediaType(
        f"{shown(name)} ist {german}. Bitte in der Textverarbeitung als DOCX oder PDF speichern "
        "und noch einmal abgeben; die Angaben lassen sich auch in das Formular eintragen.",
        f"{shown(name, True)} is {english}. Please save it as DOCX or PDF in the word processor "
        "and send it again; the entries can also be made in the form.",
    )


def _refusal(file: DocumentFile) -> UnsupportedMediaType:
    """What a file is that no format recognised."""
    said = file.media_type
    if file.start.startswith((b"<!doctype html", b"<html")):
        return _not_read(file.name, "eine HTML-Seite", "an HTML page")
    meant = [one for one in document_formats() if one.media_type == said]
    if said and not meant:
        return _not_read(file.name, f"vom Typ „{said[:80]}“", f"of type “{said[:80]}”")
    if meant and meant[0].priority is not Priority.FALLBACK:
        return UnsupportedMediaType(
            f"{shown(file.name)} ist keine {meant[0].file.de}, oder sie ist beschädigt.",
            f"{shown(file.name, True)} is no {meant[0].file.en}, or it is damaged.",
        )
    return _not_read(file.name, "keine Textdatei", "no text file")


def _not_read(name: str, german: str, english: str) -> UnsupportedMediaType:
    return UnsupportedMediaType(
        f"{shown(name)} ist {german}. Gelesen werden {names()}; die Angaben lassen sich auch in "
        "das Formular eintragen.",
        f"{shown(name, True)} is {english}. {names(english=True)} are read; the entries can also "
        "be made in the form.",
    )
