"""What reading a document gives: a draft, where each value stands in it, and what is to be asked.

Runs inside a reader process: the bytes are foreign. Only values with a confidence of at least
``CERTAIN`` go into the draft; the others become questions, so that nothing is guessed silently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, TypeAlias

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


class State(StrEnum):
    """What a document says of a field. Not known, none and not read are three answers."""

    STATED = "stated"
    """Read, with its passage."""
    ABSENT = "absent"
    """The whole document was searched, and nothing speaks of it."""
    UNREAD = "unread"
    """Something speaks of it that could not be read for certain."""


Use: TypeAlias = Literal["field", "text", "furniture", "unread"]
"""Read into a field; running text; page feet, empty labels and the like; not understood."""


@dataclass(frozen=True)
class Stretch:
    """A paragraph, line or cell of a document, verbatim, and what became of it.

    ``field``: into which field it was read, else the one whose label it stands under, or "".
    """

    text: str
    place: str
    use: Use
    field: str = ""


@dataclass(frozen=True)
class DocumentDraft:
    """One Vorlage of a document. ``form``: docx, odt, pdf, text, oparl or json; ``pages``: as far
    as the document tells them, else 1; ``name``: that of the file; ``layout``: name of the city's
    form that was recognised, or ""; ``stretches``: the whole document in order, each part once;
    ``states``: of the fields by name, empty where there is no document; ``remarks``: what is to be
    known of the file, and is nothing to answer."""

    draft: dict[str, Any]
    recognised: tuple[Recognised, ...]
    questions: tuple[Question, ...]
    form: str
    pages: int
    name: str
    layout: str = ""
    stretches: tuple[Stretch, ...] = ()
    states: Mapping[str, State] = field(default_factory=dict)
    remarks: tuple[Text, ...] = ()


def passage(words: str) -> str:
    """A passage as it is shown: verbatim, at most ``PASSAGE`` characters."""
    words = words.strip()
    return words if len(words) <= PASSAGE else words[: PASSAGE - 1].rstrip() + "…"
