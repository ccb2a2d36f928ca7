"""``/pruefen``: check a draft from a form, a file or a text; ``/pruefen/<id>``: one that is kept.

What is sent is judged and then forgotten, unless somebody saves it. A kept draft is saved again
with every answer, also with one that tells of an error.
"""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leitgraph.check.check import check_report
from leitgraph.check.history.progress import Last, since
from leitgraph.errors import (
    BadInput,
    BadParameter,
    LeitgraphError,
    NotFound,
    TooLarge,
    UnsupportedMediaType,
)
from leitgraph.model import Principal, Report
from leitgraph.suggest.suggest import suggest_goals
from leitgraph.web.pages.check import file as check_file
from leitgraph.web.pages.check import render as check_page
from leitgraph.web.pages.check.file import Limited, Source
from leitgraph.web.pages.check.state import CHECK, State
from leitgraph.web.pages.check.view import Answer
from leitgraph.web.site import LANGUAGES, site
from leitgraph.web.transport import bodies

FIELDS = 2000
FIELD_BYTES = 4 << 20
SUGGESTED_SECONDS = 3.0
"""The report waits so long for suggestions of further goals."""
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_ANYBODY = Principal()
_READ = "lesen"
_PASTED = "eingefügter Text"


async def endpoint(request: Request) -> Response:
    """The form; on POST the report, a form that goes on, or a download."""
    state = State(id=request.path_params.get("id", ""))
    if request.method != "POST":
        return await _shown_first(request, state)
    state.city = request.query_params.get("city", "")
    try:
        file = await _receive(request, state)
        if state.action.startswith(f"{CHECK}:"):
            state.act()
            state.action = CHECK
        if state.action in _BUTTONS:
            return await _BUTTONS[state.action](request, state)
        if state.action not in {"", CHECK, _READ}:
            state.act()
            return await _kept(request, state)
        await _read(request, state, file)
        if state.documents or state.action == _READ:
            return await _kept(request, state)
        errors = _wrong_city(request, state, needed=True) + _without_title(state)
        if errors:
            return await _kept(request, state, errors)
        if state.source is None:
            state.source = check_file.of_form(state.form, state.document.open(state.form))
        if "format" in request.query_params:
            return await check_page.download(request, await _check(request, state))
        answer = await _judged(request, state)
    except LeitgraphError as error:
        return await _kept(request, state, [error])
    state.last = Last.of(answer.report).dump()
    response = await _kept(request, state, answer=answer)
    if state.id:  # there is such a draft: it was just saved
        await site(request).history.remember([answer.report], _ANYBODY, draft=state.id)
    return response


async def _shown_first(request: Request, state: State) -> Response:
    asked = request.query_params
    state.city, state.day = asked.get("city", "").strip(), asked.get("date", "").strip()
    if state.id:
        try:
            state.restore(await asyncio.to_thread(site(request).drafts.get, state.id))
        except LeitgraphError as error:
            state.id = ""
            return await check_page.show(request, state, [error])
    return await check_page.show(request, state, _wrong_city(request, state))


async def _kept(
    request: Request,
    state: State,
    errors: list[LeitgraphError] | None = None,
    answer: Answer | None = None,
) -> Response:
    """The page; a kept draft is saved first, so that nothing is lost whatever went wrong."""
    if state.id and not state.documents:
        try:
            await _save(request, state)
        except LeitgraphError as error:
            if isinstance(error, NotFound):
                state.id = ""
            state.notes.append(error)
    return await check_page.show(request, state, errors or [], answer)


async def _save(request: Request, state: State) -> None:
    drafts, content = site(request).drafts, state.dump()
    if state.id:
        state.holds(await asyncio.to_thread(drafts.save, state.id, content, state.revision))
    else:
        state.holds(await asyncio.to_thread(drafts.add, content))


async def _keep(request: Request, state: State) -> Response:
    """Save, and lead to the address under which the draft is found again."""
    try:
        await _save(request, state)
    except LeitgraphError as error:
        if isinstance(error, NotFound):
            state.id = ""
        return await check_page.show(request, state, [error])
    return RedirectResponse(_address(request, f"/pruefen/{state.id}") + "#gespeichert", 303)


async def _keep_as_new(request: Request, state: State) -> Response:
    state.id = ""
    return await _keep(request, state)


async def _forget(request: Request, state: State) -> Response:
    if state.id:
        here = site(request)
        await asyncio.to_thread(here.drafts.delete, state.id)
        await asyncio.to_thread(here.history.forget, state.id)
    return RedirectResponse(_address(request, "/pruefen"), 303)


async def _draft(request: Request, state: State) -> Response:
    return check_page.draft_file(state)


_BUTTONS = {
    "speichern": _keep,
    "neu-speichern": _keep_as_new,
    "loeschen": _forget,
    "entwurf": _draft,
}


def _address(request: Request, path: str) -> str:
    wanted = request.query_params.get("lang")
    return f"{path}?lang={wanted}" if wanted in LANGUAGES else path


async def _read(request: Request, state: State, file: tuple[str, bytes] | None) -> None:
    """Take the draft out of the file or the text that was sent; without one the form counts."""
    if file is not None:
        state.source = check_file.source(*file)
    elif state.text.strip() and (state.action == _READ or not state.form.draft()):
        state.source = Source(state.text.encode(), check_file.DOCUMENT, _PASTED)
    elif state.action == _READ and state.source is None:
        raise BadParameter(
            "Wählen Sie eine Datei, oder fügen Sie den Text der Vorlage ein.",
            "Choose a file, or paste the text of the paper.",
            parameter="datei",
        )
    if state.source is not None and state.source.media == check_file.DOCUMENT:
        found = await check_file.recognise(site(request), state.source, state.city)
        state.recognised(found)
    elif file is not None:
        state.fill()


async def _judged(request: Request, state: State) -> Answer:
    """The report, what changed since the last one, and goals that the paper may touch too."""
    asked = asyncio.create_task(_suggested(request, state))
    try:
        report = await _check(request, state)
        return Answer(report, since(Last.read(state.last), report), await asked)
    finally:
        asked.cancel()


async def _check(request: Request, state: State) -> Report:
    here, source = site(request), state.source
    assert source is not None
    return await check_report(
        here.graph,
        here.settings,
        source.content,
        source.media,
        state.city,
        state.day or None,
        _ANYBODY,
    )


async def _suggested(request: Request, state: State) -> list[dict[str, Any]]:
    """Goals for the draft; without them the report is an answer all the same."""
    here, source = site(request), state.source
    assert source is not None
    try:
        async with asyncio.timeout(SUGGESTED_SECONDS):
            found = await suggest_goals(
                here.graph,
                here.settings,
                source.content,
                source.media,
                state.city,
                state.day or None,
                _ANYBODY,
            )
    except (LeitgraphError, TimeoutError):
        return []
    goals: list[dict[str, Any]] = found["suggestions"]
    return goals


async def _receive(request: Request, state: State) -> tuple[str, bytes] | None:
    """Fill ``state`` from the fields; the file, if one was chosen, as name and content."""
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
            state.take((k, v) for k, v in fields.multi_items() if isinstance(v, str))
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


def _wrong_city(request: Request, state: State, needed: bool = False) -> list[LeitgraphError]:
    cities = site(request).cities
    if state.city in cities or not (state.city or needed):
        return []
    if not state.city:
        return [
            BadParameter("Bitte wählen Sie die Stadt.", "Please choose the city.", parameter="city")
        ]
    shown = state.city[:80]
    return [
        NotFound(
            f"Von „{shown}“ ist hier keine Stadt bekannt.",
            f"No city “{shown}” is known here.",
            parameter="city",
        )
    ]


def _without_title(state: State) -> list[LeitgraphError]:
    if state.source is not None or state.form.get("titel").strip():
        return []
    if state.form.draft():
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


ROUTES = [
    Route("/pruefen", endpoint, methods=["GET", "HEAD", "POST"], name="pruefen"),
    Route("/pruefen/{id}", endpoint, methods=["GET", "HEAD", "POST"], name="entwurf"),
]
