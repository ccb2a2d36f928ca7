"""An uploaded draft: what it is, whether the form can show it, and how a document becomes one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from starlette.types import Message, Receive

from leitgraph.errors import BadData, BadInput, LeitgraphError
from leitgraph.model import Principal
from leitgraph.vorlage.documents import dump, read_documents
from leitgraph.vorlage.draft.draft import ENDINGS, JSON, TURTLE
from leitgraph.vorlage.draft.fields import parse
from leitgraph.vorlage.formats.kinds import endings, is_document
from leitgraph.vorlage.paper_date import asked_for_date
from leitgraph.vorlage.reading import DocumentDraft
from leitgraph.vorlage.states import OPEN, questions_on, states_of
from leitgraph.web.pages.check.form import Form, clean
from leitgraph.web.site import Site

DOCUMENT = ""
"""Media type of what is no draft yet: a reader finds out what it is."""
CARRIED = 1 << 20
"""A draft of at most so many bytes travels with the page, for downloads of its report."""
DRAINED = 256 << 20
"""Of a body that is too large, so much is read and dropped: a browser that cannot finish sending
does not show the answer."""
ACCEPTED = ",".join({**ENDINGS, **endings()})
_PACKED = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")


class Limited:
    """A body as it comes, with a limit after which the rest can only be dropped."""

    def __init__(self, receive: Receive, most: int, error: LeitgraphError) -> None:
        self._receive, self._most, self._error = receive, most, error
        self._read = 0
        self._more = True

    async def receive(self) -> Message:
        """The next part; raises the error once there are too many bytes."""
        message = await self._next()
        if self._read > self._most:
            raise self._error
        return message

    async def drain(self) -> None:
        """Drop the rest."""
        while self._more and self._read < DRAINED:
            await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self._read += len(message.get("body", b""))
        self._more = message["type"] == "http.request" and message.get("more_body", False)
        return message


@dataclass(frozen=True)
class Source:
    """A draft as it was sent. ``name`` is empty unless it is a file."""

    content: bytes
    media: str
    name: str = ""

    @property
    def carried(self) -> str:
        """The draft as text to travel with the page; empty if it is too large or no UTF-8."""
        if len(self.content) > CARRIED:
            return ""
        try:
            return clean(self.content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return ""


def source(name: str, content: bytes) -> Source:
    """The file with its media type; ``DOCUMENT`` for all that is neither JSON nor RDF."""
    shown = clean(name)[-80:]
    if not content.strip():
        raise BadData(f"„{shown}“ ist leer.", f"“{shown}” is empty.", parameter="datei")
    if content.startswith(_PACKED):
        return Source(content, DOCUMENT, shown)
    media = ENDINGS.get(PurePath(name).suffix.lower()) or _guessed(content)
    if media == JSON and is_document(content, JSON):
        media = DOCUMENT
    return Source(content, media, shown)


def _guessed(content: bytes) -> str:
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    if start[:1] in {b"{", b"["}:
        return JSON
    rdf = start.startswith((b"@prefix", b"@base", b"prefix", b"base"))
    return TURTLE if rdf else DOCUMENT


async def recognise(here: Site, file: Source, city: str) -> list[dict[str, Any]]:
    """The Vorlagen that a reader recognises in a document, with questions in both languages.

    ``city``: the one chosen, whose goals are looked for in the text; "": that of the letterhead.
    """
    where = city if city in here.cities else ""
    found = await read_documents(
        here.graph, here.settings, file.content, file.media, Principal(), file.name, where
    )
    return [dump(asked(document)) for document in found]


def asked(document: DocumentDraft) -> DocumentDraft:
    """The document with all that is to be asked about it, also what a check would only ask."""
    document = asked_for_date(document)
    document = replace(document, states=states_of(document))
    return replace(document, questions=(*document.questions, *questions_on(document)))


def of_form(form: Form, open_: Iterable[str] = ()) -> Source:
    """The draft that a form says; ``open_``: the fields about which a question is still open."""
    data = form.draft()
    listed = data.pop(OPEN, None)
    before = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
    fields = [*dict.fromkeys((*open_, *(one for one in before if not form.at(one).strip())))]
    data |= {OPEN: fields} if fields else {}
    return Source(json.dumps(data, ensure_ascii=False, default=str).encode(), JSON)


def again(text: str, media: str) -> Source:
    """The draft of an earlier answer, sent back for a download."""
    if media not in ENDINGS.values():
        raise BadInput("Die Art des Entwurfs fehlt.", "The kind of the draft is missing.")
    return Source(clean(text).encode(), media)


def as_form(content: bytes) -> Form | None:
    """The form a draft in JSON fills; None for JSON-LD.

    ``BadData`` if it cannot be read, ``BadInput`` if it has more rows than the form.
    """
    try:
        data = parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadData("Der Entwurf ist kein UTF-8.", "The draft is not UTF-8.") from error
    if {"@context", "@graph", "@id", "@type"} & set(data):
        return None
    return Form.of_draft(data)
