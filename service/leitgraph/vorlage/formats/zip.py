"""A ZIP of many Vorlagen: each file is read by itself; what cannot be read is told by its name."""

from __future__ import annotations

from leitgraph.errors import BadData, TooLarge
from leitgraph.model import Text
from leitgraph.vorlage.formats import package
from leitgraph.vorlage.formats.base import DocumentFile, DocumentFormat, Priority, shown
from leitgraph.vorlage.reading import DOCUMENTS, DocumentDraft

_NOT_MEANT = (".", "Thumbs.db", "~$")


def recognises(file: DocumentFile) -> bool:
    """True for a package that holds files, and is not one document as those of Office are."""
    office = "[Content_Types].xml" in file.inside
    open_document = "mimetype" in file.inside and "content.xml" in file.inside
    return file.is_package and not office and not open_document


def read(file: DocumentFile) -> list[DocumentDraft]:
    """All Vorlagen of the archive, in the order of their names."""
    name = file.name
    with package.opened(file.body, name) as opened:
        files = sorted(
            (entry for entry in opened.infolist() if not entry.is_dir() and _meant(entry.filename)),
            key=lambda entry: entry.filename,
        )
        if not files:
            raise BadData(
                f"{shown(name)} enthält keine Dateien.", f"{shown(name, True)} holds no files."
            )
        if len(files) > DOCUMENTS:
            raise TooLarge(
                f"{shown(name)} enthält mehr als {DOCUMENTS} Dateien; bitte aufteilen.",
                f"{shown(name, True)} holds more than {DOCUMENTS} files; please split it.",
            )
        return [
            document
            for entry in files
            for document in file.read_inside(package.content(opened, entry, name), entry.filename)
        ]


def _meant(path: str) -> bool:
    return not path.startswith("__MACOSX/") and not path.rsplit("/", 1)[-1].startswith(_NOT_MEANT)


FORMAT = DocumentFormat(
    name="zip",
    media_type="application/zip",
    endings=(".zip",),
    label=Text("ZIP", "ZIP"),
    file=Text("ZIP-Datei", "ZIP file"),
    priority=Priority.SIGNATURE,
    recognises=recognises,
    read=read,
    archive=True,
)
