"""What document formats share: the file as it came, and what a format says of itself.

A format is one module with a ``FORMAT``; ``leitgraph.vorlage.formats.kinds`` finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from io import BytesIO
from typing import TypeAlias
from zipfile import BadZipFile, ZipFile

from leitgraph.errors import BadData
from leitgraph.model import Text
from leitgraph.vorlage.reading import DocumentDraft

UNNAMED = ("", "application/octet-stream")
"""Media types that say nothing."""
ReadInside: TypeAlias = Callable[[bytes, str], list[DocumentDraft]]
"""Reads a file that stands in another one, by its bytes and its name there."""
Known: TypeAlias = Callable[[str], str | None]
"""What the graph calls the thing behind an address; None if it knows none."""


def unknown(_: str) -> str | None:
    """Where there is no graph, no address is known."""
    return None


class Priority(IntEnum):
    """How a format knows its own, and so when it is asked: what is surest comes first."""

    SIGNATURE = 1
    """By its first bytes, or by what a package holds, whatever the file is called."""
    CONTENT = 2
    """By how the text begins, or by what it is said to be."""
    FALLBACK = 3
    """By nothing: what no other format wanted."""


@dataclass(frozen=True)
class DocumentFile:
    """A file to be read. ``media_type``: what it is said to be, empty if nothing is said.

    ``known``: what the graph calls the thing behind an address that stands in the file.
    """

    body: bytes
    media_type: str
    name: str
    read_inside: ReadInside
    known: Known = unknown

    @cached_property
    def start(self) -> bytes:
        """How it begins: 200 bytes in small letters, without mark and blanks."""
        return self.body.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()

    @property
    def is_package(self) -> bool:
        """True if the bytes begin like a ZIP, which DOCX and others are as well."""
        return self.body.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    @cached_property
    def inside(self) -> tuple[str, ...]:
        """Names of the files in a package, none if it is no package; ``BadData`` for half a one."""
        if not self.is_package:
            return ()
        try:
            with ZipFile(BytesIO(self.body)) as package:
                return tuple(package.namelist())
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise damaged(self.name) from error


@dataclass(frozen=True)
class DocumentFormat:
    """A format: its short name, media type, file endings, and how it is recognised and read.

    ``label``: how it is called in an enumeration; ``file``: how one file of it is called („eine
    PDF-Datei“ without the article). ``recognises`` may refuse a file with a sentence of its own.
    ``claims``: only for a media type that drafts have too, which bytes are a document all the same.
    ``libraries``: distributions that what is read depends on; ``warm`` loads them once, before
    readers are forked. ``archive``: holds files that are read each by itself.
    """

    name: str
    media_type: str
    endings: tuple[str, ...]
    label: Text
    file: Text
    priority: Priority
    recognises: Callable[[DocumentFile], bool]
    read: Callable[[DocumentFile], list[DocumentDraft]]
    claims: Callable[[bytes], bool] | None = None
    libraries: tuple[str, ...] = ()
    warm: Callable[[], None] | None = None
    archive: bool = False


def shown(name: str, english: bool = False) -> str:
    """How a file is called in a sentence."""
    plain = "".join(sign for sign in name if sign.isprintable())[-80:]
    if not plain:
        return "The document" if english else "Das Dokument"
    return f"“{plain}”" if english else f"„{plain}“"


def damaged(name: str) -> BadData:
    """The error for a package that cannot be unpacked."""
    return BadData(
        f"{shown(name)} ist beschädigt und lässt sich nicht auspacken.",
        f"{shown(name, True)} is damaged and cannot be unpacked.",
    )


def protected(name: str) -> BadData:
    """The error for a file that asks for a password."""
    return BadData(
        f"{shown(name)} ist mit einem Passwort geschützt. Bitte ohne Passwort speichern, oder die "
        "Angaben in das Formular eintragen.",
        f"{shown(name, True)} is protected by a password. Please save it without one, or fill in "
        "the form.",
        form="/pruefen",
    )
