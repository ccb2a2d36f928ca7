"""``POST /api/v1/checks``: a draft, or a Vorlage of the graph, against the rules."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from leitgraph.check.check import check_report
from leitgraph.check.render_report import rendered, report_format
from leitgraph.errors import BadInput, BadParameter, NotAcceptable, UnsupportedMediaType
from leitgraph.exporters.registry import report_formats
from leitgraph.model import Report
from leitgraph.queries.query import preferred
from leitgraph.suggest.suggest import goals_of, suggest_goals
from leitgraph.vorlage.documents import DOCUMENTS
from leitgraph.web.answering import Left, while_there
from leitgraph.web.site import language, principal, site
from leitgraph.web.transport import bodies
from leitgraph.web.transport.headers import GONE

READS = (
    "application/json",
    "application/ld+json",
    "text/turtle",
    "application/n-triples",
    *DOCUMENTS,
)
PARAMETERS = ("city", "date", "vorlage", "format", "suggestions")


async def endpoint(request: Request) -> Response:
    """Query parameters ``city``, ``date``, ``format``, ``vorlage`` and ``suggestions``.

    ``vorlage`` is a Kennung or IRI in the graph, or with a body the IRI of one of several in it.
    With ``suggestions=1`` the answer also has goals that the paper probably touches.
    """
    here = site(request)
    parameters = request.query_params
    unknown = sorted(set(parameters) - {*PARAMETERS, "lang"})
    if unknown:
        offered_here = ", ".join(PARAMETERS)
        raise BadParameter(
            f"„{unknown[0]}“ gibt es hier nicht; möglich: {offered_here}.",
            f"There is no “{unknown[0]}” here; possible: {offered_here}.",
            parameter=unknown[0],
        )
    wants_goals = parameters.get("suggestions", "0")
    if wants_goals not in {"0", "1"}:
        raise BadParameter(
            "suggestions ist 1 (mit Vorschlägen) oder 0.",
            "suggestions is 1 (with suggestions) or 0.",
            parameter="suggestions",
        )
    city = parameters.get("city", "")
    if not city:
        raise BadParameter(
            "Bitte mit ?city= sagen, für welche Stadt geprüft wird. "
            f"Möglich: {', '.join(here.cities)}.",
            f"Please say with ?city= for which city to check. Possible: {', '.join(here.cities)}.",
            parameter="city",
        )
    form = report_format(parameters.get("format") or _form(request))
    focus = parameters.get("vorlage")
    media = bodies.media_type(request) or "application/json"
    body = await bodies.read(request, here.settings.draft_mb << 20)
    if not body.strip():
        body = b""
        if not focus:
            raise BadInput(
                "Es fehlt der Entwurf, oder ?vorlage= mit der Kennung einer Vorlage.",
                "The draft is missing, or ?vorlage= with the reference of a council paper.",
            )
    elif media not in READS:
        raise UnsupportedMediaType(
            f"Gelesen werden {', '.join(READS)}.", f"What is read: {', '.join(READS)}."
        )
    who = principal(request)
    day = parameters.get("date")
    asked = check_report(here.graph, here.settings, body, media, city, day, who, focus=focus)
    wanted = language(request)

    async def made() -> tuple[Report, bytes]:
        report = await asked
        await here.history.remember([report], who)
        if wants_goals == "1":
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
    known = offered()
    for media in preferred(request.headers.get("accept") or "*/*"):
        if media in known:
            return known[media]
    raise NotAcceptable(
        f"Diese Antwort gibt es als {', '.join(report_formats())}.",
        f"This answer is on offer as {', '.join(report_formats())}.",
    )


def offered() -> dict[str, str]:
    """Short names of formats by the media types that ask for them; the more common one first."""
    found: dict[str, str] = {}
    for name in ("json", *report_formats()):
        form = report_formats()[name]
        for media in (form.media, *form.accepts):
            found.setdefault(media, name)
    return found
