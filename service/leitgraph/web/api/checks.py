"""``POST /api/v1/checks``: a draft, or a Vorlage of the graph, against the rules."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from leitgraph.check.check import check_report
from leitgraph.check.render_report import rendered, report_format
from leitgraph.errors import BadParameter, NotAcceptable
from leitgraph.exporters.registry import report_formats
from leitgraph.model import Report as Found
from leitgraph.model import Severity, Verdict
from leitgraph.suggest.suggest import goals_of, suggest_goals
from leitgraph.web.answering import Left, while_there
from leitgraph.web.api.schemas import BYTES, DRAFTS, draft_body
from leitgraph.web.api.suggest import SuggestedGoal, draft_of
from leitgraph.web.site import language, principal, site
from leitgraph.web.transport.headers import GONE
from leitgraph.web.transport.negotiation import best
from leitgraph.web.typed import (
    PUBLIC_OR_ADMIN,
    City,
    Day,
    Parameters,
    Route,
    absent,
    answers,
    asked,
    both,
    chosen,
    contents,
    one_of,
)

ROUTER = APIRouter(prefix="/api/v1", route_class=Route)


class EvidenceShown(BaseModel):
    """What a finding rests on."""

    text: str
    iri: str | None = absent()


class Finding(BaseModel):
    """One broken rule: which, how grave, where, why, what to do, and from which source."""

    rule: str
    severity: str = one_of(severity.value for severity in Severity)
    title: str = absent()
    message: str
    why: str = absent()
    hint: str = absent()
    source: str = absent()
    focus: str
    path: str | None = absent()
    value: str | None = absent()
    field: str = absent()
    place: str = absent()
    evidence: list[EvidenceShown] = absent()
    asks: bool = absent()
    options: list[str] = absent()


class JudgementHashes(BaseModel):
    """SHA-256 of what a report judges, in each language."""

    de: str
    en: str


class Certificate(BaseModel):
    """With what a check was made, so that it can be repeated."""

    draft: str | None
    draft_bytes: int = absent()
    city: str = absent()
    date: str | None = absent()
    today: str = absent()
    media_type: str | None = absent()
    focus: str | None = absent()
    view: str = absent(json_schema_extra={"enum": ["public", "admin"]})
    rules: str
    ontology: str = absent()
    kommune: str = absent()
    profile: str | None = absent()
    graph_version: int
    journal: str
    engines: dict[str, str]
    time: str = Field(json_schema_extra={"format": "date-time"})
    verdict: str = absent()
    findings: JudgementHashes
    sha256: str


class Step(BaseModel):
    """What has to be settled for the next level."""

    level: int
    rule: str
    open: int
    text: str


class Maturity(BaseModel):
    """How far a paper is."""

    level: int
    name: str
    next: Step | None


class Praise(BaseModel):
    """What is right."""

    rule: str
    text: str


class Undecided(BaseModel):
    """A rule that hangs on fields which could not be read."""

    rule: str
    fields: list[str]


class Aside(BaseModel):
    """A question about what was not read for certain, on which the verdict does not hang."""

    field: str
    message: str
    options: list[str]
    place: str


class Unread(BaseModel):
    """A part of the document that was not understood."""

    place: str
    text: str


class Report(BaseModel):
    """The answer of a check."""

    verdict: str = one_of(verdict.value for verdict in Verdict)
    kennung: str
    title: str
    date: str
    focus: str
    findings: list[Finding]
    passed: list[str]
    praise: list[Praise]
    unchecked: list[str]
    open: list[Undecided]
    asides: list[Aside]
    unread: list[Unread]
    maturity: Maturity | None
    fassung: str | None
    graph_version: int
    language: Literal["de", "en"]
    suggestions: list[SuggestedGoal] | None = absent()
    certificate: Certificate


class OparlPaper(BaseModel):
    """The answer as OParl has a paper, with what was found as members of its own."""

    id: str
    type: Literal["https://schema.oparl.org/1.1/Paper"]


class Check(Parameters):
    """What is checked, for whom, as of when, and how that is answered."""

    city: City = Field(min_length=1, description=both("Kommune", "City"))
    date: Day = absent(description=both("Stichtag", "Date of validity"))
    vorlage: str = absent(
        json_schema_extra={"minLength": 1},
        description=both(
            "Kennung oder IRI im Graphen; mit Entwurf: die IRI einer von mehreren darin",
            "Reference or IRI in the graph; with a draft: the IRI of one of several in it",
        ),
    )
    format: str = chosen("report formats", description=both("Format des Berichts", "Format"))
    suggestions: Literal["0", "1"] = Field(
        "0", description=both("1: mit Vorschlägen für Ziele", "1: with suggested goals")
    )


def _contents() -> dict[str, Any]:
    return contents(
        {form.media for form in report_formats().values()} - {"application/json"}, BYTES
    )


@ROUTER.post(
    "/checks",
    name="checks",
    summary=both("Eine Vorlage prüfen", "Check a council paper"),
    response_class=JSONResponse,
    response_model=Report | OparlPaper,
    responses=answers(_contents()) | asked(404, 415),
    openapi_extra={"security": PUBLIC_OR_ADMIN, "requestBody": draft_body(*DRAFTS[1:])},
)
async def check(request: Request, given: Annotated[Check, Query()]) -> Response:
    """A draft, or with ``vorlage`` a paper of the graph.

    With ``suggestions=1`` the answer also has goals that the paper probably touches.
    """
    here = site(request)
    form = report_format(given.format or _form(request))
    city, day, focus = given.city, given.date, given.vorlage
    body, media = await draft_of(request, focus)
    who = principal(request)
    checked = check_report(here.graph, here.settings, body, media, city, day, who, focus=focus)
    wanted = language(request)

    async def made() -> tuple[Found, bytes]:
        report = await checked
        await here.history.remember([report], who)
        if given.suggestions == "1":
            report.facts["suggestions"] = await goals_of(
                suggest_goals(here.graph, here.settings, body, media, city, day, who, focus=focus)
            )
        return report, await rendered(here.graph, report, here.rules, form.name, who, wanted)

    try:
        report, content = await while_there(request.receive, made())
    except Left:
        return Response(status_code=GONE)
    except BadParameter as error:
        if error.facts.get("parameter") == "focus":  # as it is called here
            error.facts["parameter"] = "vorlage"
        raise
    headers = {
        "Content-Language": wanted,
        "Cache-Control": "no-store",
        "X-Graph-Version": str(report.graph_version),
    }
    return Response(content, media_type=form.media_type, headers=headers)


def _form(request: Request) -> str:
    """Short name of the best of the accepted formats; JSON if nothing is said."""
    found = best(request.headers.get("accept") or "*/*", offered())
    if found is None:
        raise NotAcceptable(
            f"Diese Antwort gibt es als {', '.join(report_formats())}.",
            f"This answer is on offer as {', '.join(report_formats())}.",
        )
    return found


def offered() -> dict[str, str]:
    """Short names of formats by the media types that ask for them; the more common one first."""
    found: dict[str, str] = {}
    for name in ("json", *report_formats()):
        form = report_formats()[name]
        for media in (form.media, *form.accepts):
            found.setdefault(media, name)
    return found
