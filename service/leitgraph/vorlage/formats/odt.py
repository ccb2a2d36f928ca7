"""OpenDocument texts (ODT): opened with care, and what is read of them."""

from __future__ import annotations

from typing import Any

from leitgraph.errors import BadData, TooLarge
from leitgraph.model import Text
from leitgraph.vorlage.blocks import Block
from leitgraph.vorlage.formats import package
from leitgraph.vorlage.formats.base import (
    DocumentFile,
    DocumentFormat,
    Priority,
    protected,
    shown,
)
from leitgraph.vorlage.formats.odt_blocks import Walk
from leitgraph.vorlage.formats.odt_styles import styles
from leitgraph.vorlage.reading import DocumentDraft
from leitgraph.vorlage.recognise.recognise import documents

MEDIA = "application/vnd.oasis.opendocument.text"
XML_BYTES = 64 << 20
"""The XML that is read; a paper of a thousand pages has half of it."""
_OTHERS = ("spreadsheet", "presentation", "graphics", "chart", "formula", "database", "image")
_PARTS = ("META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml")
_ENCRYPTED = b"encryption-data"


def warm() -> None:
    """Load the library."""
    import lxml.etree  # noqa: F401


def recognises(file: DocumentFile) -> bool:
    """True for a package of OpenDocument that holds a text, by what its own mark says."""
    if "content.xml" not in file.inside or "[Content_Types].xml" in file.inside:
        return False
    if "mimetype" not in file.inside:
        return True
    with package.opened(file.body, file.name) as opened:
        said = package.content(opened, "mimetype", file.name)[:200].decode("ascii", "replace")
    return not any(f"opendocument.{other}" in said for other in _OTHERS)


def read(file: DocumentFile) -> list[DocumentDraft]:
    """The Vorlagen in an ODT."""
    blocks, pages = blocks_of(file.body, file.name)
    return documents(blocks, "odt", pages, file.name)


def blocks_of(body: bytes, name: str) -> tuple[list[Block], int]:
    """What stands in an ODT, in order, and on how many pages as it was last laid out."""
    from lxml import etree

    parts: dict[str, Any] = {}
    with package.opened(body, name) as opened:
        inside = set(opened.namelist())
        for path in (one for one in _PARTS if one in inside):
            text = package.content(opened, path, name)
            if path.startswith("META-INF/") and _ENCRYPTED in text:
                raise protected(name)
            parts[path] = _xml(text, name)
    content, look = parts.get("content.xml"), parts.get("styles.xml")
    if content is None:
        raise _broken(name)
    walk = Walk(styles([one for one in (look, content) if one is not None]))
    try:
        found = [*walk.edges(look), *walk.body(content), *walk.notes]
    except (ValueError, TypeError, AttributeError, etree.LxmlError) as error:
        raise _broken(name) from error
    return found, max(walk.page, _pages(parts.get("meta.xml")))


def _xml(text: bytes, name: str) -> Any:
    from lxml import etree

    if len(text) > XML_BYTES:
        raise TooLarge(
            f"{shown(name)} enthält mehr als {XML_BYTES >> 20} MB Text und wird nicht gelesen.",
            f"{shown(name, True)} holds over {XML_BYTES >> 20} MB of text and is not read.",
        )
    if package.declares(text):
        raise BadData(
            f"{shown(name)} enthält XML, wie es keine Textverarbeitung schreibt (DOCTYPE oder "
            "Entitäten), und wird nicht gelesen.",
            f"{shown(name, True)} holds XML that no word processor writes (DOCTYPE or entities) "
            "and is not read.",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(name) from error


def _pages(meta: Any) -> int:
    """How many pages the program counted when it saved the text; 1 if it does not say."""
    if meta is None:
        return 1
    for element in meta.iter("{*}document-statistic"):
        for key, value in element.attrib.items():
            if key.endswith("page-count") and value.isdecimal():
                return max(int(value[:6]), 1)
    return 1


def _broken(name: str) -> BadData:
    return BadData(
        f"{shown(name)} ist keine lesbare OpenDocument-Datei (ODT); vielleicht ist sie beschädigt.",
        f"{shown(name, True)} is no readable OpenDocument file (ODT); it may be damaged.",
    )


FORMAT = DocumentFormat(
    name="odt",
    media_type=MEDIA,
    endings=(".odt", ".ott"),
    label=Text("ODT", "ODT"),
    file=Text("OpenDocument-Datei (ODT)", "OpenDocument file (ODT)"),
    priority=Priority.SIGNATURE,
    recognises=recognises,
    read=read,
    libraries=("lxml",),
    warm=warm,
)
