"""``/api/v1/profiles``: what a concept should meet, and how far that of a city does."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from leitgraph.check.concept import PROFILE, ProfilePayload
from leitgraph.errors import NotFound
from leitgraph.model import Severity
from leitgraph.web.answering import answered
from leitgraph.web.site import Site, language, principal, site
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
    problems,
)

_PATH = "/api/v1/profiles"


class Criterion(BaseModel):
    """What a profile asks for."""

    id: str
    title: str
    severity: str = one_of(severity.value for severity in Severity)
    hint: str
    source: str


class ProfileShown(BaseModel):
    """A profile, and where to hold a city against it."""

    name: str
    title: str
    why: str
    source: str
    href: str
    criteria: list[Criterion]


class Profiles(BaseModel):
    """The profiles that ship with Leitgraph."""

    profiles: list[ProfileShown]


class CriterionMet(BaseModel):
    """How far a criterion is met."""

    id: str
    title: str
    severity: str = one_of(severity.value for severity in Severity)
    checked: int
    met: int
    missing: int
    hint: str = absent()
    source: str = absent()


class Subject(BaseModel):
    """A goal or another part of the concept, and what it lacks."""

    iri: str
    label: str
    notation: str
    findings: int
    missing: list[str]


class ProfileFinding(BaseModel):
    """What is missing where."""

    criterion: str
    severity: str
    focus: str
    label: str
    notation: str = absent()
    message: str
    hint: str = absent()
    source: str = absent()
    value: str = absent()


class Profile(BaseModel):
    """How far the concept of a city meets a profile."""

    profile: str
    title: str = absent()
    why: str = absent()
    source: str = absent()
    city: str = absent()
    fassung: str
    fassung_title: str = absent()
    date: str
    checked: int
    fulfilled: int
    criteria: list[CriterionMet]
    subjects: list[Subject]
    findings: list[ProfileFinding]
    graph_version: int = absent()
    language: str = absent()


class Which(Parameters):
    """Of which city, as of when, and which version of its concept."""

    city: City = Field(min_length=1, description=both("Kommune", "City"))
    date: Day = absent(description=both("Stichtag; ohne: heute", "Date of validity; or today"))
    fassung: str = absent(
        description=both(
            "Kennung einer Fassung; ohne: die geltende", "Id of a version; or the one in force"
        ),
        json_schema_extra={"examples": ["2016"]},
    )


def router(here: Site) -> APIRouter:
    """The list, a route for each profile, and one that says what there is not."""
    made = APIRouter(route_class=Route)
    made.add_api_route(
        _PATH,
        profiles,
        methods=["GET"],
        name="profiles",
        summary=both("Alle Konzeptprofile", "All profiles of concepts"),
        response_model=Profiles,
        responses=problems(422),
    )
    for name, one in here.concept_profiles.items():
        made.add_api_route(
            f"{_PATH}/{name}",
            _endpoint(name),
            methods=["GET"],
            name=f"profile-{name}",
            operation_id=f"profile-{name}",
            summary=both(one.title.de, one.title.en),
            description=both(one.why.de, one.why.en),
            response_model=Profile,
            responses=asked(404),
            openapi_extra={"security": PUBLIC_OR_ADMIN},
        )
    made.add_api_route(
        f"{_PATH}/{{name}}", nothing, methods=["GET"], name="profile", include_in_schema=False
    )
    return made


async def profiles(request: Request, given: Annotated[Parameters, Query()]) -> Response:
    """All profiles, with their criteria."""
    wanted = language(request)
    found = [
        {
            "name": one.name,
            "title": one.title.get(wanted),
            "why": one.why.get(wanted),
            "source": one.source,
            "href": f"{_PATH}/{one.name}",
            "criteria": [
                {
                    "id": criterion.id,
                    "title": criterion.title.get(wanted),
                    "severity": criterion.severity.value,
                    "hint": criterion.hint.get(wanted),
                    "source": criterion.source,
                }
                for criterion in one.criteria
            ],
        }
        for one in site(request).concept_profiles.values()
    ]
    headers = {"Vary": "Accept-Language", "Content-Language": wanted}
    return JSONResponse({"profiles": found}, headers=headers)


def _endpoint(name: str) -> Callable[..., Awaitable[Response]]:
    async def profile(request: Request, given: Annotated[Which, Query()]) -> Response:
        wanted = language(request)
        payload: ProfilePayload = {
            "name": name,
            "city": given.city,
            "date": given.date or datetime.date.today().isoformat(),
            "fassung": given.fassung or "",
            "language": wanted,
        }
        headers = {"Content-Language": wanted}
        return await answered(request, PROFILE(payload), principal(request), headers=headers)

    return profile


async def nothing(request: Request) -> Response:
    """``NotFound`` for a profile that there is not."""
    name, choices = request.path_params["name"], ", ".join(site(request).concept_profiles)
    raise NotFound(
        f"Ein Profil „{name}“ gibt es nicht; möglich: {choices}.",
        f"There is no profile “{name}”; possible: {choices}.",
    )
