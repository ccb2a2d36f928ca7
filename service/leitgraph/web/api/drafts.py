"""``POST /api/v1/drafts``: what Leitgraph recognises in a document; and a draft as a document."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from leitgraph.errors import BadInput, UnsupportedMediaType
from leitgraph.vorlage.documents import DOCUMENTS, dump, read_documents
from leitgraph.vorlage.draft.draft import JSON
from leitgraph.vorlage.paper import FORMS, write_paper
from leitgraph.web.answering import Left, while_there
from leitgraph.web.api.schemas import BYTES, PAPER, draft_body
from leitgraph.web.site import language, principal, site
from leitgraph.web.transport import bodies
from leitgraph.web.transport.headers import GONE
from leitgraph.web.typed import Other, Parameters, Route, absent, answers, asked, both, contents

ROUTER = APIRouter(prefix="/api/v1/drafts", route_class=Route)
READS = (*DOCUMENTS, JSON)
_MULTIPART = "multipart/form-data"
_NAMED = "application/octet-stream"


class Recognised(BaseModel):
    """What was recognised, and where."""

    field: str
    value: Any
    place: str
    passage: str
    confidence: float = Field(ge=0, le=1)


class Question(BaseModel):
    """What remains to be asked."""

    field: str
    text: str
    options: list[str]
    place: str
    passage: str


class Unread(BaseModel):
    """A part of the document that was not understood."""

    place: str
    text: str


class DocumentShown(BaseModel):
    """A paper in a document; ``states``: what it says of each field."""

    draft: dict[str, Any]
    recognised: list[Recognised]
    questions: list[Question]
    form: str
    pages: int
    name: str
    layout: str
    states: dict[str, Literal["stated", "absent", "unread"]]
    unread: list[Unread]
    remarks: list[str]


class Documents(BaseModel):
    """The papers in a document."""

    documents: list[DocumentShown]


class Named(Parameters):
    """What the file is called."""

    name: str = absent(description=both("Name der Datei", "Name of the file"))
    city: str = absent(
        description=both(
            "Kurzname der Stadt, deren Ziele im Text erkannt werden; sonst nach dem Briefkopf",
            "Short name of the city whose goals are recognised in the text; else by the letterhead",
        )
    )


_FILE = {"schema": {"type": "object", "properties": {"datei": BYTES}, "required": ["datei"]}}


@ROUTER.post(
    "",
    name="drafts",
    summary=both(
        "Ein Dokument lesen: erkannte Angaben mit Fundstelle, offene Fragen",
        "Read a document: what was recognised and where, open questions",
    ),
    response_model=Documents,
    responses=asked(404, 415),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": contents(READS, BYTES) | {JSON: PAPER, _MULTIPART: _FILE},
        },
    },
)
async def read(request: Request, given: Annotated[Named, Query()]) -> Response:
    """The Vorlagen in a document: drafts, what was recognised where, what is asked.

    The document is the body, or the one file of a form (multipart). ``name`` says what the file
    is called.
    """
    here = site(request)
    media = bodies.media_type(request)
    name, city = (given.name or "")[:200], given.city or ""
    if media == _MULTIPART:
        name, media, body = await _file(request, here.settings.draft_mb << 20)
    else:
        body = await bodies.read(request, here.settings.draft_mb << 20)
    if media not in {*READS, _NAMED, ""}:
        raise UnsupportedMediaType(
            f"Gelesen werden {', '.join(READS)}.", f"What is read: {', '.join(READS)}."
        )
    if not body.strip():
        raise BadInput("Es fehlt das Dokument.", "The document is missing.")
    asker = principal(request)
    reading = read_documents(here.graph, here.settings, body, media, asker, name, city)
    try:
        found = await while_there(request.receive, reading)
    except Left:
        return Response(status_code=GONE)
    wanted = language(request)
    headers = {"Content-Language": wanted, "Cache-Control": "no-store"}
    return JSONResponse({"documents": [dump(one, wanted) for one in found]}, headers=headers)


def _writing(form: str, media: str) -> Callable[[Request], Awaitable[Response]]:
    """The route that writes a draft in one format."""

    async def write(request: Request) -> Response:
        here = site(request)
        if bodies.media_type(request) not in {JSON, ""}:
            raise UnsupportedMediaType(
                "Gelesen wird ein Entwurf als JSON.", "What is read is a draft as JSON."
            )
        body = await bodies.read(request, here.settings.draft_mb << 20)
        if not body.strip():
            raise BadInput("Es fehlt der Entwurf.", "The draft is missing.")
        paper = write_paper(here.graph, here.settings, body, form, principal(request))
        try:
            content = await while_there(request.receive, paper)
        except Left:
            return Response(status_code=GONE)
        headers = {
            "Content-Disposition": f'attachment; filename="vorlage.{form}"',
            "Content-Language": "de",
            "Cache-Control": "no-store",
        }
        return Response(content, media_type=media, headers=headers)

    return write


for _form, (_media, _) in FORMS.items():
    ROUTER.add_api_route(
        f"/{_form}",
        _writing(_form, _media),
        methods=["POST"],
        name=f"drafts-{_form}",
        summary=both(
            f"Einen Entwurf als Vorlage schreiben ({_form.upper()})",
            f"Write a draft as a council paper ({_form.upper()})",
        ),
        response_class=Other,
        responses=answers(contents([_media], BYTES)) | asked(415),
        openapi_extra={"requestBody": draft_body(required=True)},
    )


async def _file(request: Request, most: int) -> tuple[str, str, bytes]:
    """Name, media type and content of the one file of a form."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > most + (1 << 16):
        raise bodies.too_large(most)
    try:
        async with request.form(max_files=1, max_fields=20, max_part_size=1 << 16) as fields:
            files = [one for one in fields.values() if isinstance(one, UploadFile)]
            if len(files) != 1:
                raise BadInput("Das Formular enthält keine Datei.", "There is no file in the form.")
            media = (files[0].content_type or "").partition(";")[0].strip().lower()
            content = await files[0].read()
            return (files[0].filename or "")[:200], media if media in READS else "", content
    except ClientDisconnect as error:
        raise BadInput("Die Übertragung brach ab.", "The transmission broke off.") from error
    except HTTPException as error:
        raise BadInput(
            "Das Formular ist nicht lesbar; erlaubt ist eine Datei.",
            "The form cannot be read; one file is allowed.",
        ) from error
