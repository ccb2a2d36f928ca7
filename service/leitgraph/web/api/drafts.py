"""``POST /api/v1/drafts``: what Leitgraph recognises in a document; and a draft as a document."""

from __future__ import annotations

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from leitgraph.errors import BadInput, BadParameter, UnsupportedMediaType
from leitgraph.vorlage.documents import DOCUMENTS, dump, read_documents
from leitgraph.vorlage.draft.draft import JSON
from leitgraph.vorlage.paper import FORMS, write_paper
from leitgraph.web.answering import Left, while_there
from leitgraph.web.site import language, principal, site
from leitgraph.web.transport import bodies
from leitgraph.web.transport.headers import GONE

READS = (*DOCUMENTS, JSON)
_MULTIPART = "multipart/form-data"
_NAMED = "application/octet-stream"


async def read(request: Request) -> Response:
    """The Vorlagen in a document: drafts, what was recognised where, what is asked.

    The document is the body, or the one file of a form (multipart). ``name`` says what the file
    is called.
    """
    unknown = sorted(set(request.query_params) - {"name", "lang"})
    if unknown:
        raise BadParameter(
            f"„{unknown[0]}“ gibt es hier nicht; möglich: name.",
            f"There is no “{unknown[0]}” here; possible: name.",
            parameter=unknown[0],
        )
    here = site(request)
    media = bodies.media_type(request)
    name = request.query_params.get("name", "")[:200]
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
    asked = read_documents(here.graph, here.settings, body, media, principal(request), name)
    try:
        found = await while_there(request.receive, asked)
    except Left:
        return Response(status_code=GONE)
    wanted = language(request)
    headers = {"Content-Language": wanted, "Cache-Control": "no-store"}
    return JSONResponse({"documents": [dump(one, wanted) for one in found]}, headers=headers)


async def write(request: Request) -> Response:
    """A draft in JSON as a council paper; the end of the address says in which format."""
    here = site(request)
    form = request.url.path.rpartition("/")[2]
    if bodies.media_type(request) not in {JSON, ""}:
        raise UnsupportedMediaType(
            "Gelesen wird ein Entwurf als JSON.", "What is read is a draft as JSON."
        )
    body = await bodies.read(request, here.settings.draft_mb << 20)
    if not body.strip():
        raise BadInput("Es fehlt der Entwurf.", "The draft is missing.")
    asked = write_paper(here.graph, here.settings, body, form, principal(request))
    try:
        content = await while_there(request.receive, asked)
    except Left:
        return Response(status_code=GONE)
    headers = {
        "Content-Disposition": f'attachment; filename="vorlage.{form}"',
        "Content-Language": "de",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=FORMS[form][0], headers=headers)


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
