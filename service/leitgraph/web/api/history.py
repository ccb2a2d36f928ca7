"""``/api/v1/history``: the checks of a Vorlage of the graph, or of a kept draft."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from leitgraph.check.batch.batch import OUTCOMES
from leitgraph.check.history.entry import in_turn
from leitgraph.check.history.lookup import checks_of_draft, checks_of_paper
from leitgraph.check.history.progress import CHANGES
from leitgraph.errors import BadParameter
from leitgraph.web.site import language, principal, site
from leitgraph.web.typed import (
    PUBLIC_OR_ADMIN,
    City,
    Parameters,
    Route,
    absent,
    asked,
    both,
    one_of,
)

ROUTER = APIRouter(prefix="/api/v1", route_class=Route)
_TIME: dict[str, Any] = {"format": "date-time"}


class KeptFinding(BaseModel):
    """What is kept of a finding."""

    rule: str
    message: str
    field: str | None
    value: str | None


class Since(BaseModel):
    """What a check says beside the one before it."""

    number: int = absent()
    mended: list[KeptFinding] = absent()
    new: list[KeptFinding] = absent()
    open: list[KeptFinding] = absent()
    changes: list[str] = absent(
        json_schema_extra={"items": {"type": "string", "enum": list(CHANGES)}}
    )
    told: list[str] = absent()


class KeptCheck(BaseModel):
    """What is kept of a check."""

    number: int = absent()
    origin: str = absent(json_schema_extra={"enum": ["graph", "entwurf"]})
    kennung: str = absent()
    title: str = absent()
    date: str = absent()
    rules: str = absent()
    first: str = Field(json_schema_extra=_TIME)
    last: str = Field(json_schema_extra=_TIME)
    times: int = absent()
    draft: str | None = absent()
    profile: str | None = absent()
    verdict: str = one_of(OUTCOMES[:-1])
    findings: list[KeptFinding]
    unchecked: list[str] = absent()
    graph_version: int
    since: Since | None


class History(BaseModel):
    """The checks, newest first."""

    checks: list[KeptCheck]


class Which(Parameters):
    """Which paper, or which kept draft."""

    city: City = absent(description=both("Kommune", "City"))
    vorlage: str = absent(
        description=both("Kennung oder IRI", "Kennung or IRI"), json_schema_extra={"minLength": 1}
    )
    draft: str = absent(
        json_schema_extra={"minLength": 1},
        description=both("Statt dessen: Id eines gespeicherten Entwurfs", "Or: id of a draft"),
    )


@ROUTER.get(
    "/history",
    name="history",
    summary=both(
        "Frühere Prüfungen einer Vorlage, und was seitdem behoben, neu, noch offen ist",
        "Earlier checks of a paper, and what is mended, new, still open since",
    ),
    response_model=History,
    responses=asked(404),
    openapi_extra={"security": PUBLIC_OR_ADMIN},
)
async def history(request: Request, given: Annotated[Which, Query()]) -> Response:
    """Of ``city`` and ``vorlage`` (Kennung or IRI), or of ``draft`` (id of a draft)."""
    here, wanted = site(request), language(request)
    if given.draft:
        checks = await checks_of_draft(here.drafts, here.history, given.draft)
    else:
        for name in ("city", "vorlage"):
            if not getattr(given, name):
                raise BadParameter(
                    "Bitte mit ?city= und ?vorlage= sagen, um welche Vorlage es geht, oder mit "
                    "?draft= um welchen gespeicherten Entwurf.",
                    "Please say with ?city= and ?vorlage= which paper is meant, or with ?draft= "
                    "which kept draft.",
                    parameter=name,
                )
        who = principal(request)
        checks = await checks_of_paper(here.graph, here.history, given.city, given.vorlage, who)
    headers = {
        "Content-Language": wanted,
        "Cache-Control": "no-store",
        "Vary": "Accept-Language, Authorization",
    }
    return JSONResponse({"checks": in_turn(checks, wanted)}, headers=headers)
