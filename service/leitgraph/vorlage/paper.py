"""A draft as a document: the council paper in DOCX or PDF, written in a reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from leitgraph.config import Settings
from leitgraph.errors import BadData, BadParameter, TooLarge
from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.exporters.papers import pdf as paper_pdf
from leitgraph.model import Principal
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.service import Graph
from leitgraph.vorlage.draft.fields import parse

FORMS: dict[str, tuple[str, Callable[[dict[str, Any]], bytes]]] = {
    "docx": (paper_docx.MEDIA, paper_docx.write),
    "pdf": (paper_pdf.MEDIA, paper_pdf.write),
}
"""By short name: media type, and what writes it."""


class PaperPayload(TypedDict):
    """In which format."""

    form: str


def job(ctx: ReaderContext, payload: PaperPayload, body: bytes, out: Out) -> None:
    """Job "write-paper": payload ``form``; the body is a draft in JSON."""
    media, write = FORMS[str(payload["form"])]
    try:
        draft = parse(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadData(
            f"Der Entwurf ist nicht in UTF-8 geschrieben (Byte {error.start}).",
            f"The draft is not written in UTF-8 (byte {error.start}).",
        ) from None
    if not str(draft.get("titel") or "").strip():
        raise BadParameter(
            "Der Titel der Vorlage fehlt (Feld „titel“).",
            "The title of the Vorlage is missing (field “titel”).",
            parameter="titel",
        )
    content = write(draft)
    out.head({"content_type": media})
    out.write(content)


WRITE_PAPER = Job("write-paper", PaperPayload, job)


async def write_paper(
    graph: Graph, settings: Settings, body: bytes, form: str, principal: Principal
) -> bytes:
    """The draft as a document in one of ``FORMS``."""
    if len(body) > settings.draft_mb << 20:
        raise TooLarge(
            f"Der Entwurf ist größer als {settings.draft_mb} MB.",
            f"The draft is larger than {settings.draft_mb} MB.",
            limit_mb=settings.draft_mb,
        )
    answer = await graph.run(WRITE_PAPER({"form": form}), principal=principal, body=body)
    return await answer.read()
