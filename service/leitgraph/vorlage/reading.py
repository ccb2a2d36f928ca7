"""What reading a document gives: a draft, where each value stands in it, and what is to be asked.

Runs inside a reader process: the bytes are foreign. Only values with a confidence of at least
``CERTAIN`` go into the draft; the others become questions, so that nothing is guessed silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leitgraph.model import Text

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


def passage(words: str) -> str:
    """A passage as it is shown: verbatim, at most ``PASSAGE`` characters."""
    words = words.strip()
    return words if len(words) <= PASSAGE else words[: PASSAGE - 1].rstrip() + "…"
