"""A ZIP of many Vorlagen: each file is read by itself; what cannot be read is told by its name."""

from __future__ import annotations

from pathlib import PurePosixPath

from leitgraph.errors import BadData, LeitgraphError, TooLarge
from leitgraph.model import Text
from leitgraph.vorlage.formats import kinds, package
from leitgraph.vorlage.reading import (
    DOCUMENTS,
    ENDINGS,
    JSON,
    ZIP,
    DocumentDraft,
    Question,
    read_document,
)

_NOT_MEANT = ("__MACOSX/", ".", "Thumbs.db", "~$")
_TYPES = {ending: media for ending, media in ENDINGS.items() if media != ZIP} | {".json": JSON}


def read(body: bytes, name: str) -> list[DocumentDraft]:
    """All Vorlagen of the archive, in the order of their names."""
    with package.opened(body, name) as opened:
        files = sorted(
            (entry for entry in opened.infolist() if not entry.is_dir() and _meant(entry.filename)),
            key=lambda entry: entry.filename,
        )
        if not files:
            raise BadData(
                f"{kinds.shown(name)} enthält keine Dateien.",
                f"{kinds.shown(name, True)} holds no files.",
            )
        if len(files) > DOCUMENTS:
            raise TooLarge(
                f"{kinds.shown(name)} enthält mehr als {DOCUMENTS} Dateien; bitte aufteilen.",
                f"{kinds.shown(name, True)} holds more than {DOCUMENTS} files; please split it.",
            )
        return [
            document
            for entry in files
            for document in _read_one(package.content(opened, entry, name), entry.filename, name)
        ]


def _read_one(inner: bytes, path: str, name: str) -> list[DocumentDraft]:
    if kinds.is_archive(inner, path):
        raise BadData(
            f"{kinds.shown(name)} enthält ein weiteres Archiv ({kinds.shown(path)}); Archive in "
            "Archiven werden nicht gelesen.",
            f"{kinds.shown(name, True)} holds another archive ({kinds.shown(path, True)}); "
            "archives in archives are not read.",
        )
    try:
        return read_document(inner, _TYPES.get(PurePosixPath(path).suffix.lower(), ""), path)
    except LeitgraphError as error:
        # The others in the archive are read all the same; this one says what is wrong with it.
        said = Question("", Text(error.detail, error.detail_en), (), path, "")
        return [DocumentDraft({}, (), (said,), "", 0, path)]


def _meant(path: str) -> bool:
    return not path.startswith("__MACOSX/") and not path.rsplit("/", 1)[-1].startswith(_NOT_MEANT)
