"""What reading a document gives: a draft, where each value stands in it, and what is to be asked.

Runs inside a reader process: the bytes are foreign. Only values with a confidence of at least
``CERTAIN`` go into the draft; the others become questions, so that nothing is guessed silently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leitgraph.errors import BadData
from leitgraph.model import Text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
TEXT = "text/plain"
ZIP = "application/zip"
JSON = "application/json"
ENDINGS = {".docx": DOCX, ".pdf": PDF, ".txt": TEXT, ".zip": ZIP}
"""Media types by file ending; JSON is a document too if it is a Paper of OParl."""
CERTAIN = 0.8
PASSAGE = 300
DOCUMENTS = 100
"""At most so many Vorlagen are read at a time."""


@dataclass(frozen=True)
class Recognised:
    """A value that was found. ``field`` may be a path such as ``jahresscheiben[0].betrag``;
    ``passage`` is verbatim, ``confidence`` between 0 and 1."""

    field: str
    value: Any
    place: str
    passage: str
    confidence: float


@dataclass(frozen=True)
class Question:
    """What is not certain, and what it could be: ``options`` are values for the field."""

    field: str
    text: Text
    options: tuple[str, ...]
    place: str
    passage: str


@dataclass(frozen=True)
class DocumentDraft:
    """One Vorlage of a document. ``form``: docx, pdf, text, oparl or json; ``pages``: as far as
    the document tells them, else 1; ``name``: that of the file."""

    draft: dict[str, Any]
    recognised: tuple[Recognised, ...]
    questions: tuple[Question, ...]
    form: str
    pages: int
    name: str


def read_document(body: bytes, media_type: str, name: str = "") -> list[DocumentDraft]:
    """The Vorlagen in a document; several in a ZIP, or where one file holds more than one.

    What the bytes are counts, not what they are called. ``UnsupportedMediaType`` for what is not
    read here, ``BadData`` for what cannot be read, ``TooLarge`` for bombs.
    """
    from leitgraph.vorlage.formats import docx, kinds, oparl, pdf, text
    from leitgraph.vorlage.formats import zip as archive

    if not body.strip():
        raise BadData(
            f"{kinds.shown(name)} ist leer.", f"{kinds.shown(name, english=True)} is empty."
        )
    readers: dict[str, Callable[[bytes, str], list[DocumentDraft]]] = {
        DOCX: docx.read,
        PDF: pdf.read,
        TEXT: text.read,
        ZIP: archive.read,
        JSON: oparl.read,
    }
    found = readers[kinds.kind_of(body, media_type, name)](body, name)
    if not found:
        raise BadData(
            f"{kinds.shown(name)} enthält nichts, was wie eine Vorlage aussieht.",
            f"{kinds.shown(name, english=True)} holds nothing that looks like a council paper.",
        )
    return found


def warm() -> None:
    """Load the libraries once, before readers are forked."""
    from leitgraph.vorlage.formats import docx, pdf

    docx.warm()
    pdf.warm()


def passage(words: str) -> str:
    """A passage as it is shown: verbatim, at most ``PASSAGE`` characters."""
    words = words.strip()
    return words if len(words) <= PASSAGE else words[: PASSAGE - 1].rstrip() + "…"
