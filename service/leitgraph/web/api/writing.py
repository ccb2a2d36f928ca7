"""What all writes over HTTP have in common: who may, why, and what they answer."""

from __future__ import annotations

import contextlib
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from leitgraph.errors import Forbidden, Unauthorised
from leitgraph.model import Principal, Role
from leitgraph.store.answer import WriteResult
from leitgraph.web.site import principal, site
from leitgraph.web.typed import absent

_REASON = 500


class Written(BaseModel):
    """What a write changed; ``findings`` are those of the structure gate that hold nothing up.

    ``read``: how many statements the document makes, of which some may have been there already.
    """

    version: int
    added: int
    removed: int
    read: int = absent()
    findings: list[dict[str, Any]]


def writer(request: Request) -> Principal:
    """Who writes; asked before an upload is read.

    ``Unauthorised`` where the token is missing or unknown; ``Forbidden`` where there is none that
    would do, as the service takes no changes.
    """
    who = principal(request)
    if who.role is Role.ADMIN:
        return who
    if not site(request).settings.admin_token.get_secret_value():
        raise Forbidden(
            "Dieser Dienst nimmt keine Änderungen an: Er hat kein Token (LEITGRAPH_ADMIN_TOKEN).",
            "This service takes no changes: it has no token (LEITGRAPH_ADMIN_TOKEN).",
        )
    raise Unauthorised(
        "Zum Schreiben fehlt das Token: Authorization: Bearer …",
        "Writing needs the token: Authorization: Bearer …",
    )


def reason_given(request: Request, otherwise: str) -> str:
    """``X-Reason`` for the journal: UTF-8 where it is, one line, at most 500 characters."""
    given = request.headers.get("x-reason")
    if given is None:
        return otherwise
    with contextlib.suppress(UnicodeError):  # else it is Latin-1 indeed
        given = given.encode("latin-1").decode("utf-8")
    return " ".join(given.split())[:_REASON] or otherwise


def written(result: WriteResult, status: int = 200, *, location: str = "") -> Response:
    """The answer to a write: what changed, and the version after it as ``ETag``.

    ``location``: the address of what was made.
    """
    content = {
        "version": result.version,
        "added": result.added,
        "removed": result.removed,
        "findings": result.findings,
    }
    if "read" in result.head:
        content["read"] = result.head["read"]
    headers = {"Cache-Control": "no-store", "ETag": f'"{result.version}"'}
    if location:
        headers["Location"] = location
    return JSONResponse(content, status, headers=headers)
