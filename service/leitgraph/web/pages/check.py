"""``/pruefen``: check a draft from a form or a file; what is sent is judged and then forgotten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.errors import (
    BadData,
    BadInput,
    BadParameter,
    LeitgraphError,
    NotFound,
    TooLarge,
    UnsupportedMediaType,
)
from leitgraph.model import Principal, Report
from leitgraph.usecases import values
from leitgraph.usecases.check import check_report, render
from leitgraph.web import bodies
from leitgraph.web.checks_api import MEDIA
from leitgraph.web.pages import check_file, check_view
from leitgraph.web.pages.check_file import JSON, Limited, Source
from leitgraph.web.pages.check_form import CHOICES, MAX_ROWS, ROWS, Form, choice, element
from leitgraph.web.pages.render import page
from leitgraph.web.site import LANGUAGES, language, site

FIELDS = 1000
FIELD_BYTES = 4 << 20
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_ANYBODY = Principal()


@dataclass
class Sent:
    """What came: the form, city and day, a file or the draft of an earlier answer."""

    form: Form = field(default_factory=Form)
    city: str = ""
    day: str = ""
    action: str = ""
    source: Source | None = None
    note: LeitgraphError | None = None


async def endpoint(request: Request) -> Response:
    """The form; on POST the report, a form with one more row, or a download of the report."""
    if request.method != "POST":
        asked = request.query_params
        sent = Sent(city=asked.get("city", "").strip(), day=asked.get("date", "").strip())
        return await _show(request, sent, _wrong_city(request, sent))
    sent = Sent(city=request.query_params.get("city", ""))
    try:
        file = await _receive(request, sent)
    except LeitgraphError as error:
        return await _show(request, sent, [error])
    if sent.action and sent.action != "pruefen":
        return await _show(request, sent)
    try:
        if file is not None:
            sent.source = check_file.source(*file)
            _fill(sent)
        errors = _wrong_city(request, sent, needed=True) + _without_title(sent)
        if errors:
            return await _show(request, sent, errors)
        if sent.source is None:
            sent.source = check_file.of_form(sent.form)
        report = await check_report(
            site(request).graph,
            site(request).settings,
            sent.source.content,
            sent.source.media,
            sent.city,
            sent.day or None,
            _ANYBODY,
        )
        if "format" in request.query_params:
            return _download(request, report)
    except LeitgraphError as error:
        return await _show(request, sent, [error])
    return await _show(request, sent, report=report)


async def _receive(request: Request, sent: Sent) -> tuple[str, bytes] | None:
    """Fill ``sent`` from the fields; the file, if one was chosen, as name and content."""
    here = site(request)
    if bodies.media_type(request) not in _FORMS:
        raise UnsupportedMediaType(
            "Hier wird nur das Formular gelesen; Programme prüfen über /api/v1/checks.",
            "Only the form is read here; programs check at /api/v1/checks.",
        )
    # The file may be too large and the form still be kept, so more is read than may be checked.
    most, cap = here.settings.draft_mb << 20, 2 * (here.settings.draft_mb << 20) + FIELD_BYTES
    body = Limited(request.receive, cap, bodies.too_large(most))
    limits = {"max_files": 1, "max_fields": FIELDS, "max_part_size": FIELD_BYTES}
    try:
        async with Request(request.scope, body.receive).form(**limits) as fields:
            texts = [(k, v) for k, v in fields.multi_items() if isinstance(v, str)]
            given = dict(texts)
            sent.form = Form.read(texts)
            sent.city = given.get("city", "").strip()
            sent.day = given.get("date", "").strip()
            sent.action = given.get("tun", "")
            if given.get("entwurf"):
                sent.source = check_file.again(given["entwurf"], given.get("entwurfsart", ""))
                _fill(sent)
            file = fields.get("datei")
            if not isinstance(file, UploadFile) or not file.filename:
                return None
            if (file.size or 0) > most:
                raise bodies.too_large(most)
            return file.filename, await file.read()
    except TooLarge:
        await body.drain()
        raise
    except ClientDisconnect as error:
        raise BadInput("Die Übertragung brach ab.", "The transmission broke off.") from error
    except HTTPException as error:
        await body.drain()
        raise BadInput(
            f"Das Formular ist nicht lesbar: erlaubt sind eine Datei, {FIELDS} Felder und "
            f"{FIELD_BYTES >> 20} MB je Feld.",
            f"The form cannot be read: one file, {FIELDS} fields and {FIELD_BYTES >> 20} MB per "
            "field are allowed.",
        ) from error


def _fill(sent: Sent) -> None:
    """Show a draft in JSON in the form. What cannot be read is said by the check."""
    if sent.source is None or sent.source.media != JSON:
        return
    try:
        sent.form = check_file.as_form(sent.source.content) or sent.form
    except BadData:
        return
    except BadInput as error:
        sent.note = error


def _wrong_city(request: Request, sent: Sent, needed: bool = False) -> list[LeitgraphError]:
    cities = site(request).cities
    if sent.city in cities or not (sent.city or needed):
        return []
    if not sent.city:
        return [
            BadParameter("Bitte wählen Sie die Stadt.", "Please choose the city.", parameter="city")
        ]
    shown = sent.city[:80]
    return [
        NotFound(
            f"Von „{shown}“ ist hier keine Stadt bekannt.",
            f"No city “{shown}” is known here.",
            parameter="city",
        )
    ]


def _without_title(sent: Sent) -> list[LeitgraphError]:
    if sent.source is not None or sent.form.get("titel").strip():
        return []
    if sent.form.draft():
        return [
            BadParameter(
                "Bitte geben Sie der Vorlage einen Titel.",
                "Please give the paper a title.",
                parameter="titel",
            )
        ]
    return [
        BadParameter(
            "Das Formular ist noch leer. Geben Sie mindestens den Titel der Vorlage an, "
            "oder wählen Sie oben eine Datei.",
            "The form is still empty. Please give at least the title of the paper, "
            "or choose a file above.",
            parameter="titel",
        )
    ]


def _download(request: Request, report: Report) -> Response:
    """The report as a file."""
    form = request.query_params["format"]
    wanted = language(request)
    content = render(report, form, site(request).settings, wanted)
    slug = re.sub(r"[^a-z0-9]+", "-", str(report.facts.get("kennung", "")).lower()).strip("-")
    ending = {"text": "txt"}.get(form, form)
    headers = {
        "Content-Disposition": f'attachment; filename="pruefung-{slug[:60] or "entwurf"}.{ending}"',
        "Content-Language": wanted,
        "Cache-Control": "no-store",
        "X-Graph-Version": str(report.graph_version),
    }
    return Response(content, media_type=MEDIA[form], headers=headers)


async def _show(
    request: Request,
    sent: Sent,
    errors: Sequence[LeitgraphError] = (),
    report: Report | None = None,
) -> Response:
    """The page with all that was typed, what is wrong with it, and the report if there is one."""
    here, wanted = site(request), language(request)
    lists = await check_view.options(here, sent.city, _day(sent))
    adding = sent.action.partition(":")[2] if sent.action.startswith("zeile:") else ""
    rows = {name: sent.form.shown(name, more=name == adding) for name in ROWS}
    problems = [_problem(error, sent, wanted, rows) for error in errors]
    headers = {"Cache-Control": "no-store"} if request.method == "POST" else {}
    for error in errors:
        if "retry_after" in error.facts or error.status == 503:
            headers["Retry-After"] = str(error.facts.get("retry_after", 5))
    chosen_language = request.query_params.get("lang")
    return page(
        request,
        "check.html",
        status=errors[0].status if errors else 200,
        headers=headers,
        sent=sent,
        form=sent.form,
        rows=rows,
        adding=adding,
        room={name: len(sent.form.rows.get(name, [])) < MAX_ROWS for name in ROWS},
        lists=lists,
        cities=list(here.cities.values()),
        choices=CHOICES,
        choice=choice,
        element=element,
        label=lambda name: check_view.LABELS[name].get(wanted),
        problems=problems,
        ours=any(error.status >= 500 for error in errors),
        wrong={problem["name"]: problem["text"] for problem in problems},
        language_query=f"lang={chosen_language}" if chosen_language in LANGUAGES else "",
        most=here.settings.draft_mb,
        report=report,
        verdict=check_view.VERDICTS[report.verdict] if report else None,
        groups=check_view.groups(report, sent.form, lists, rows) if report else [],
        rules=here.rules,
    )


def _problem(
    error: LeitgraphError, sent: Sent, wanted: str, rows: check_view.Rows
) -> dict[str, Any]:
    """An error with the field it belongs to; none if it is about no field."""
    name = str(error.facts.get("parameter", ""))
    if isinstance(error, NotFound):
        name = "city"
    elif name in {"", "focus"} and error.status < 500:
        name = "datei" if sent.source is None or sent.source.name else ""
    text = error.detail_en if wanted == "en" else error.detail
    label = check_view.label(name)
    if label is not None:
        text = text.replace(f"„{name}“", f"„{label.de}“").replace(f"“{name}”", f"“{label.en}”")
    return {"name": check_view.target(name, rows), "text": text}


def _day(sent: Sent) -> str:
    for given in (sent.day, sent.form.get("datum")):
        try:
            return values.day("date", given).isoformat()
        except BadParameter:
            continue
    return ""


ROUTES = [Route("/pruefen", endpoint, methods=["GET", "HEAD", "POST"], name="pruefen")]
