"""``POST /api/v1/checks/verify``: a report of an earlier check, and the draft it was about."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Message

from leitgraph.check.verify.verify import OUTCOMES, verify
from leitgraph.errors import BadInput, UnsupportedMediaType
from leitgraph.web.answering import Left, while_there
from leitgraph.web.api.checks import Certificate
from leitgraph.web.api.schemas import BYTES
from leitgraph.web.site import language, principal, site
from leitgraph.web.transport import bodies
from leitgraph.web.transport.headers import GONE
from leitgraph.web.typed import PUBLIC_OR_ADMIN, Route, absent, asked, both, one_of, reference

FORM = "multipart/form-data"
READS = ("application/json", FORM)
ROOM = 4096
"""Bytes of a form beside its files."""


ROUTER = APIRouter(prefix="/api/v1/checks", route_class=Route)


class RuleMessage(BaseModel):
    """A finding in short."""

    rule: str
    message: str


class Verification(BaseModel):
    """Whether the check comes to the same again, and why not."""

    outcome: str = one_of(OUTCOMES)
    reasons: list[str]
    gone: list[RuleMessage] = absent()
    new: list[RuleMessage] = absent()
    certificate: Certificate


_FILES = {
    "type": "object",
    "properties": {"report": BYTES, "draft": BYTES},
    "required": ["report"],
}


@ROUTER.post(
    "/verify",
    name="verify",
    summary=both("Die Prüfung eines Berichts wiederholen", "Repeat the check of a report"),
    response_model=Verification,
    responses=asked(409, 415),
    openapi_extra={
        "security": PUBLIC_OR_ADMIN,
        "requestBody": {
            "required": True,
            "content": {READS[0]: reference("Report"), FORM: {"schema": _FILES}},
        },
    },
)
async def endpoint(request: Request) -> Response:
    """JSON: the report of a Vorlage of the graph; a form: ``report`` and ``draft`` as files."""
    here, who, wanted = site(request), principal(request), language(request)
    media = bodies.media_type(request) or READS[0]
    most = here.settings.draft_mb << 20
    if media == FORM:
        report, draft = await _files(request, most)
    elif media == READS[0]:
        report, draft = await bodies.read(request, most), b""
    else:
        raise UnsupportedMediaType(
            f"Gelesen werden {', '.join(READS)}.", f"What is read: {', '.join(READS)}."
        )
    if not report.strip():
        raise BadInput("Es fehlt der Bericht.", "The report is missing.")
    repeated = verify(here.graph, here.settings, report, draft, who)
    try:
        found = await while_there(request.receive, repeated)
    except Left:
        return Response(status_code=GONE)
    headers = {"Content-Language": wanted, "Cache-Control": "no-store"}
    return JSONResponse(found.as_dict(wanted), headers=headers)


async def _files(request: Request, most: int) -> tuple[bytes, bytes]:
    """The files ``report`` and ``draft`` of the form; the draft may be absent."""
    size = 0

    async def receive() -> Message:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > 2 * most + ROOM:
            raise bodies.too_large(2 * most)
        return message

    form = Request(request.scope, receive).form(max_files=2, max_fields=2, max_part_size=most)
    try:
        async with form as fields:
            return await _file(fields, "report", most), await _file(fields, "draft", most)
    except ClientDisconnect as error:
        raise BadInput("Die Übertragung brach ab.", "The transmission broke off.") from error
    except HTTPException as error:
        raise BadInput(
            "Das Formular ist nicht lesbar: erlaubt sind die Dateien report und draft.",
            "The form cannot be read: the files report and draft are allowed.",
        ) from error


async def _file(fields: FormData, name: str, most: int) -> bytes:
    value = fields.get(name)
    content = await value.read() if isinstance(value, UploadFile) else (value or "").encode()
    if len(content) > most:
        raise bodies.too_large(most)
    return content
