"""ZIP packages (DOCX, archives) opened with care: bombs and path tricks are refused unpacked."""

from __future__ import annotations

import stat
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from leitgraph.errors import BadData, TooLarge
from leitgraph.vorlage.formats.base import damaged, protected, shown

ENTRIES = 2000
UNPACKED = 200 << 20
"""Bytes of all files together, unpacked."""
RATIO = 300
RATIO_FROM = 1 << 20
"""A file that unpacks to more than this may not be packed tighter than ``RATIO`` to one."""


def opened(body: bytes, name: str) -> ZipFile:
    """The package, its directory examined. Nothing is unpacked here."""
    try:
        package = ZipFile(BytesIO(body))
        entries = package.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged(name) from error
    if len(entries) > ENTRIES:
        raise TooLarge(
            f"{shown(name)} enthält mehr als {ENTRIES} Dateien.",
            f"{shown(name, True)} holds more than {ENTRIES} files.",
        )
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise TooLarge(
            f"{shown(name)} wird beim Auspacken größer als {UNPACKED >> 20} MB und wird nicht "
            "gelesen.",
            f"{shown(name, True)} grows to more than {UNPACKED >> 20} MB when unpacked and is not "
            "read.",
        )
    seen: set[str] = set()
    for entry in entries:
        _examine(entry, name)
        if entry.filename in seen:
            raise _trick(name, entry.filename)
        seen.add(entry.filename)
    return package


def content(package: ZipFile, entry: ZipInfo | str, name: str) -> bytes:
    """One file of the package, never more than its directory says."""
    try:
        return package.read(entry)
    except KeyError:
        raise damaged(name) from None
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise damaged(name) from error
    except Exception as error:  # zlib.error is no subclass of any of these
        if type(error).__module__ in {"zlib", "lzma"}:
            raise damaged(name) from error
        raise


def declares(text: bytes) -> bool:
    """True for XML that declares anything, or hides it in UTF-16: no word processor writes it."""
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return True
    return text[:2] in (b"\xff\xfe", b"\xfe\xff")


def _examine(entry: ZipInfo, name: str) -> None:
    if entry.flag_bits & 0x1:
        raise protected(name)
    path = entry.filename
    steps = path.replace("\\", "/").split("/")
    if path.startswith(("/", "\\")) or ".." in steps or ":" in steps[0] or "\x00" in path:
        raise _trick(name, path)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _trick(name, path)
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise damaged(name)
    if entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(entry.compress_size, 1):
        raise TooLarge(
            f"{shown(name)} ist so gepackt, wie es nur Zip-Bomben sind, und wird nicht gelesen.",
            f"{shown(name, True)} is packed as only zip bombs are, and is not read.",
        )


def _trick(name: str, path: str) -> BadData:
    inner = "".join(sign if sign.isprintable() else "?" for sign in path)[:80]
    return BadData(
        f"{shown(name)} enthält einen Eintrag, der aus dem Archiv herausführt oder doppelt ist "
        f"(„{inner}“), und wird nicht gelesen.",
        f"{shown(name, True)} holds an entry that leads out of the archive or is there twice "
        f"(“{inner}”), and is not read.",
    )
