"""Shows the check page with all that was typed, and the files it offers to download."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from leitgraph.check.history.entry import in_turn
from leitgraph.check.history.progress import Last
from leitgraph.check.render_report import rendered, report_format
from leitgraph.errors import LeitgraphError, NotFound
from leitgraph.fields.table import FIELDS
from leitgraph.model import Principal, Report
from leitgraph.vorlage.formats import kinds
from leitgraph.web.pages.check import file as check_file
from leitgraph.web.pages.check import lists as check_lists
from leitgraph.web.pages.check import view as check_view
from leitgraph.web.pages.check.fields import (
    MAX_ROWS,
    ROW_NAMES,
    ROWS,
    choice,
    choices,
    column,
    element,
    label,
    layout,
    target,
    widget,
)
from leitgraph.web.pages.check.state import State
from leitgraph.web.pages.render import page
from leitgraph.web.site import LANGUAGES, language, site


async def show(
    request: Request,
    state: State,
    errors: Sequence[LeitgraphError] = (),
    answer: check_view.Answer | None = None,
) -> Response:
    """The page with all that was typed, what is wrong with it, and the report if there is one."""
    here, wanted = site(request), language(request)
    lists = await check_lists.options(here, state.city, state.on())
    what, _, adding = state.action.partition(":")
    adding = adding if what == "zeile" and adding in ROWS else ""
    rows = {name: state.form.shown(name, more=name == adding) for name in ROWS}
    counts = {name: len(found) for name, found in rows.items()}
    problems = [_problem(error, state, wanted, counts) for error in errors]
    if adding and not problems:
        state.focus = f"{adding}[{counts[adding] - 1}].{ROWS[adding][0]}"
    elif problems or answer:
        state.focus = ""
    shown = check_view.Shown(state.form, lists, counts, state.document)
    report = answer.report if answer else None
    groups = check_view.groups(answer, shown) if answer else []
    chosen_language = request.query_params.get("lang")
    return page(
        request,
        "check.html",
        status=errors[0].status if errors else 200,
        headers=_headers(request, state, errors),
        state=state,
        form=state.form,
        rows=rows,
        room={name: len(state.form.rows.get(name, [])) < MAX_ROWS for name in ROWS},
        layout=layout(),
        lists_of=FIELDS,
        widget=widget,
        lists=lists,
        cities=list(here.cities.values()),
        choices=choices,
        choice=choice,
        element=element,
        offered=check_lists.OFFERED,
        label=lambda name: _text(label(name), wanted),
        column=lambda group, name: _text(column(group, name), wanted),
        row_name=lambda name: ROW_NAMES[name].get(wanted),
        problems=problems,
        ours=any(error.status >= 500 for error in errors),
        wrong={problem["name"]: problem["text"] for problem in problems},
        questions=list(state.document.asked(state.form)),
        at=lambda name: element(target(name, counts)),
        last=Last.read(state.last) if state.kept and not answer else None,
        drafts=here.drafts,
        checks=await _earlier(request, state),
        kept_verdicts={verdict.value: said for verdict, said in check_view.VERDICTS.items()},
        accepted=check_file.ACCEPTED,
        document_names=kinds.names(english=wanted == "en"),
        language_query=f"lang={chosen_language}" if chosen_language in LANGUAGES else "",
        most=here.settings.draft_mb,
        report=report,
        progress=answer.progress if answer else None,
        verdicts=check_view.VERDICTS,
        verdict=check_view.VERDICTS[report.verdict] if report else None,
        groups=groups,
        first=check_view.first(groups),
        folded=check_view.FOLDED,
        shown_first=check_view.MOST_FIRST,
        maturity=check_view.maturity(report, wanted) if report else None,
        suggestions=check_view.suggestions(answer, shown) if answer else [],
        formats=check_view.formats(),
        rules=here.rules,
    )


async def _earlier(request: Request, state: State) -> list[dict[str, Any]]:
    """The checks of a kept draft before this one; without them the page is of use all the same."""
    if not (state.id and state.kept):
        return []
    try:
        found = await asyncio.to_thread(site(request).history.of_draft, state.id)
    except LeitgraphError:
        return []
    return in_turn(found, language(request))


def _headers(request: Request, state: State, errors: Sequence[LeitgraphError]) -> dict[str, str]:
    own = request.method == "POST" or state.id
    headers = {"Cache-Control": "no-store"} if own else {}
    if "id" in request.path_params:  # an address that is a key is for nobody's index
        headers["X-Robots-Tag"] = "noindex"
    for error in errors:
        if "retry_after" in error.facts or error.status == 503:
            headers["Retry-After"] = str(error.facts.get("retry_after", 5))
    return headers


def _text(found: Any, wanted: str) -> str:
    return found.get(wanted) if found is not None else ""


def _problem(
    error: LeitgraphError, state: State, wanted: str, counts: dict[str, int]
) -> dict[str, Any]:
    """An error with the field it belongs to; none if it is about no field."""
    name = str(error.facts.get("parameter", ""))
    if isinstance(error, NotFound) and not name:
        name = "city" if state.city else ""
    elif name in {"", "focus"} and error.status < 500:
        name = "datei" if state.source is None or state.source.name else ""
    text = error.detail_en if wanted == "en" else error.detail
    known = label(name)
    if known is not None:
        text = text.replace(f"„{name}“", f"„{known.de}“").replace(f"“{name}”", f"“{known.en}”")
    return {"name": target(name, counts), "text": text}


async def download(request: Request, report: Report) -> Response:
    """The report as a file. ``BadParameter`` if there is no such format."""
    here, wanted = site(request), language(request)
    form = report_format(request.query_params["format"])
    content = await rendered(here.graph, report, here.rules, form.name, Principal(), wanted)
    name = f"pruefung-{_slug(str(report.facts.get('kennung', '')))}.{form.extension}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Language": wanted,
        "Cache-Control": "no-store",
        "X-Graph-Version": str(report.graph_version),
    }
    return Response(content, media_type=form.media_type, headers=headers)


def draft_file(state: State) -> Response:
    """The draft as it stands in the form, as a file that fills the form again."""
    content = json.dumps(state.form.draft(), ensure_ascii=False, indent=2, default=str)
    name = f"vorlage-{_slug(state.form.get('kennung'))}.json"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="application/json", headers=headers)


def _slug(kennung: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", kennung.lower()).strip("-")[:60] or "entwurf"
