"""``/api/v1/profiles``: what a concept should meet, and how far that of a city does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from leitgraph.catalog.concept_profiles import ConceptProfile
from leitgraph.errors import BadParameter, NotFound
from leitgraph.web.answering import answered
from leitgraph.web.api.suggest import only
from leitgraph.web.site import Site, language, principal, site


def offered(here: Site) -> Mapping[str, ConceptProfile]:
    """The profiles that ship with Leitgraph, by name."""
    return here.concept_profiles


async def profiles(request: Request) -> Response:
    """All profiles, with their criteria."""
    only(request)
    wanted = language(request)
    found = [
        {
            "name": one.name,
            "title": one.title.get(wanted),
            "why": one.why.get(wanted),
            "source": one.source,
            "href": f"/api/v1/profiles/{one.name}",
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
        for one in offered(site(request)).values()
    ]
    headers = {"Vary": "Accept-Language", "Content-Language": wanted}
    return JSONResponse({"profiles": found}, headers=headers)


async def profile(request: Request) -> Response:
    """Query parameters ``city``, ``date`` (default: today), ``fassung`` (default: in force)."""
    only(request, "city", "date", "fassung")
    here = site(request)
    name = request.path_params["name"]
    if name not in offered(here):
        choices = ", ".join(offered(here))
        raise NotFound(
            f"Ein Profil „{name}“ gibt es nicht; möglich: {choices}.",
            f"There is no profile “{name}”; possible: {choices}.",
        )
    given = request.query_params
    if not given.get("city"):
        cities = ", ".join(here.cities)
        raise BadParameter(
            f"Bitte mit ?city= sagen, um welche Stadt es geht. Möglich: {cities}.",
            f"Please say with ?city= which city is meant. Possible: {cities}.",
            parameter="city",
        )
    wanted = language(request)
    payload = {
        "name": name,
        "city": given["city"],
        "date": given.get("date") or date.today().isoformat(),
        "fassung": given.get("fassung", ""),
        "language": wanted,
    }
    return await answered(
        request, "profile", payload, principal(request), headers={"Content-Language": wanted}
    )
