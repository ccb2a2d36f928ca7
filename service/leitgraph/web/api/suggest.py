"""``/api/v1/suggest``: search as you type. ``/api/v1/drafts/suggestions``: goals for a draft."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, BeforeValidator, Field

from leitgraph.errors import BadInput, UnsupportedMediaType
from leitgraph.search.entries import KINDS
from leitgraph.search.lookup import LONGEST, MOST, SUGGEST, SuggestPayload
from leitgraph.search.shelf import indexed
from leitgraph.suggest.hints import WEIGHTS
from leitgraph.suggest.suggest import MOST as MOST_GOALS
from leitgraph.suggest.suggest import suggest_goals
from leitgraph.web.answering import Left, answered, while_there
from leitgraph.web.api.schemas import DRAFTS, draft_body
from leitgraph.web.site import language, principal, site
from leitgraph.web.transport import bodies
from leitgraph.web.transport.headers import GONE
from leitgraph.web.typed import (
    PUBLIC_OR_ADMIN,
    City,
    Day,
    Parameters,
    Route,
    absent,
    asked,
    both,
    one_of,
)

ROUTER = APIRouter(prefix="/api/v1", route_class=Route)
LIMIT = 10
_DAY = both("Stichtag; ohne: heute", "Date of validity; without: today")


class FoundEntry(BaseModel):
    """What was found, and why."""

    id: str
    iri: str
    label: str
    number: str
    kind: str = one_of(KINDS)
    valid: bool
    why: str


class Found(BaseModel):
    """What was found, best first."""

    suggestions: list[FoundEntry]


class Typed(Parameters):
    """What was typed, and what is wanted."""

    q: str = Field(max_length=LONGEST, description=both("Bisher getippt", "Typed so far"))
    city: City = absent(description=both("Kommune; ohne: alle", "City; without: all"))
    kind: str = absent(description=both("Art", "Kind"), json_schema_extra={"enum": list(KINDS)})
    date: Day = absent(description=_DAY)
    limit: Annotated[int, BeforeValidator(lambda given: given or LIMIT)] = Field(
        LIMIT, ge=1, le=MOST, description=both("Höchstens so viele", "At most so many")
    )


@ROUTER.get(
    "/suggest",
    name="suggest",
    summary=both(
        "Ziele, Einheiten, Räume, Projekte, Produkte, Konzepte und Vorlagen beim Tippen finden",
        "Find goals, units, areas, projects, products, concepts and papers as you type",
    ),
    response_model=Found,
    responses=asked(404),
    openapi_extra={"security": PUBLIC_OR_ADMIN},
)
async def suggest(request: Request, given: Annotated[Typed, Query()]) -> Response:
    """What somebody means who has typed this much."""
    wanted = language(request)
    payload: SuggestPayload = {
        "q": given.q.strip("\n\r\t\0"),
        "city": given.city or "",
        "kind": given.kind or "",
        "date": given.date or datetime.date.today().isoformat(),
        "limit": given.limit,
        "language": wanted,
    }
    who = principal(request)
    headers = {"Content-Language": wanted}
    return await indexed(
        site(request).graph,
        lambda: answered(request, SUGGEST(payload), who, headers=headers),
    )


class BothTexts(BaseModel):
    """A text in German and English."""

    de: str
    en: str


class GoalEvidence(BaseModel):
    """A reason to suggest a goal."""

    kind: str = one_of(WEIGHTS)
    text: BothTexts
    words: list[str] = absent()
    iri: str = absent()
    label: str = absent()
    passage: str = absent()


class SuggestedGoal(BaseModel):
    """A goal that a paper probably touches and does not name."""

    id: str
    iri: str
    label: str
    number: str
    score: float = Field(ge=0, le=1)
    evidence: list[GoalEvidence] = Field(min_length=1)


class Suggestions(BaseModel):
    """Goals for one paper, the likeliest first."""

    city: str
    date: str
    focus: str
    graph_version: int
    suggestions: list[SuggestedGoal] = Field(max_length=MOST_GOALS)


class ForDraft(Parameters):
    """For which paper."""

    city: City = Field(min_length=1, description=both("Kommune", "City"))
    date: Day = absent(description=both("Stichtag", "Date of validity"))
    vorlage: str = absent(
        description=both("Kennung oder IRI im Graphen", "Reference or IRI"),
        json_schema_extra={"minLength": 1},
    )


@ROUTER.post(
    "/drafts/suggestions",
    name="draft-suggestions",
    summary=both(
        "Ziele, die ein Entwurf vermutlich berührt und nicht nennt",
        "Goals that a draft probably touches and does not name",
    ),
    response_model=Suggestions,
    responses=asked(404, 415),
    openapi_extra={"security": PUBLIC_OR_ADMIN, "requestBody": draft_body(*DRAFTS[1:])},
)
async def for_draft(request: Request, given: Annotated[ForDraft, Query()]) -> Response:
    """Goals that the draft in the body probably touches, or a paper of the graph."""
    here = site(request)
    body, media = await draft_of(request, given.vorlage)
    goals = suggest_goals(
        *(here.graph, here.settings, body, media, given.city, given.date, principal(request)),
        focus=given.vorlage,
    )
    try:
        found = await while_there(request.receive, goals)
    except Left:
        return Response(status_code=GONE)
    headers = {"Cache-Control": "no-store", "X-Graph-Version": str(found["graph_version"])}
    return JSONResponse(found, headers=headers)


async def draft_of(request: Request, vorlage: str | None) -> tuple[bytes, str]:
    """The draft in the body and its media type; empty if a paper of the graph is meant."""
    media = bodies.media_type(request) or DRAFTS[0]
    body = await bodies.read(request, site(request).settings.draft_mb << 20)
    if not body.strip():
        if not vorlage:
            raise BadInput(
                "Es fehlt der Entwurf, oder ?vorlage= mit der Kennung einer Vorlage.",
                "The draft is missing, or ?vorlage= with the reference of a council paper.",
            )
        return b"", media
    if media not in DRAFTS:
        raise UnsupportedMediaType(
            f"Gelesen werden {', '.join(DRAFTS)}.", f"What is read: {', '.join(DRAFTS)}."
        )
    return body, media
