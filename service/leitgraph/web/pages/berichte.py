"""``/berichte/<city>/<year>``: the yearly report on a city's Vorlagen; as PDF and JSON too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.errors import BadParameter, NotFound
from leitgraph.exporters.years import words
from leitgraph.exporters.years.tables import tables
from leitgraph.reports.year import year_of
from leitgraph.web.pages import charts
from leitgraph.web.pages.render import page
from leitgraph.web.site import LANGUAGES, language, site

FORMATS = {"json": "application/json", "pdf": "application/pdf"}


async def endpoint(request: Request) -> Response:
    """The page; with ``?format=pdf`` or ``json`` the report as a file."""
    here, wanted = site(request), language(request)
    slug = request.path_params["city"]
    if slug not in here.cities:
        raise NotFound(
            f"Von „{slug[:80]}“ ist hier keine Stadt bekannt.",
            f"No city “{slug[:80]}” is known here.",
        )
    try:
        year = year_of(request.path_params["year"])
    except BadParameter as error:
        raise NotFound(error.detail, error.detail_en) from None
    form = request.query_params.get("format")
    if form is not None and form not in FORMATS:
        raise BadParameter(
            f"Das Format „{form[:40]}“ gibt es nicht; möglich sind {', '.join(FORMATS)}.",
            f"There is no format “{form[:40]}”; possible are {', '.join(FORMATS)}.",
            parameter="format",
        )
    if form == "pdf":
        content = await here.reports.pdf(here.graph, here.cities[slug], year, wanted)
        return _file(content, form, slug, year, wanted)
    data = await here.reports.report(here.graph, here.cities[slug], year)
    if form == "json":
        content = json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"
        return _file(content, form, slug, year, wanted)
    chosen = request.query_params.get("lang")
    return page(
        request,
        "year.html",
        city=here.cities[slug],
        data=data,
        words=words,
        title=words.TITLE.get(wanted).format(year=year),
        summary=words.summary(data, wanted),
        basis=words.basis(data, wanted),
        tables=tables(data, wanted),
        charts=_charts(data, wanted),
        language_query=f"&lang={chosen}" if chosen in LANGUAGES else "",
    )


def _file(content: bytes, form: str, slug: str, year: int, wanted: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="vorlagen-{slug}-{year}.{form}"',
        "Content-Language": wanted,
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Language, Cookie",
    }
    return Response(content, media_type=FORMATS[form], headers=headers)


def _charts(data: Mapping[str, Any], wanted: str) -> dict[str, Any]:
    names = {name: said.get(wanted) for name, said in words.OUTCOMES.items()}
    heading = {name: said.get(wanted) for name, said in words.HEADINGS.items()}
    counts = [data["outcomes"][name] for name in names]
    frequent, concepts = data["rules"][:10], data["concepts"]
    return {
        "outcomes": charts.bars(
            heading["outcomes"], list(names.values()), counts, [str(n) for n in counts]
        ),
        "quarters": charts.columns(
            heading["quarters"],
            [words.short(one["quarter"]) for one in data["quarters"]],
            [[one["outcomes"][name] for name in names] for one in data["quarters"]],
            list(names.values()),
            list(names),
        ),
        "rules": charts.bars(
            heading["rules"],
            [one["rule"] for one in frequent],
            [one["papers"] for one in frequent],
            [str(one["papers"]) for one in frequent],
            name_width=80,
        ),
        "concepts": charts.bars(
            heading["concepts"],
            [one["name"] for one in concepts],
            [one["goals_named"] / max(one["goals"], 1) for one in concepts],
            [f"{one['goals_named']} / {one['goals']}" for one in concepts],
            of=1,
            name_width=330,
        ),
    }


ROUTES = [Route("/berichte/{city}/{year}", endpoint, methods=["GET", "HEAD"], name="bericht")]
