"""Templates to pages: language, links, and what every page shows."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from leitgraph import __version__
from leitgraph.web.links import href_of
from leitgraph.web.site import LANGUAGE_COOKIE, LANGUAGES, language, site

FOLDER = Path(__file__).parents[1]
YEAR = 365 * 24 * 3600
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    auto_reload=False,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> Response:
    """A page in the asker's language; a choice by ``?lang=`` is remembered in a cookie."""
    lang = language(request)
    here = site(request)
    text = _ENVIRONMENT.get_template(template).render(
        lang=lang,
        t=lambda german, english: english if lang == "en" else german,
        href=partial(href_of, base=here.settings.base, modules=here.modules),
        path=request.url.path,
        other=other_language(request, lang),
        release=__version__,
        graph_version=here.graph.version if here.ready else None,
        **context,
    )
    response = HTMLResponse(text, status, headers={"Content-Language": lang, **(headers or {})})
    response.headers.setdefault("Vary", "Accept-Language, Cookie")
    response.headers.setdefault("Cache-Control", "private, no-cache")
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, lang, max_age=YEAR, httponly=True, samesite="lax")
    return response


def other_language(request: Request, lang: str) -> str:
    """Address of the same page in the other language."""
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
    return "?" + urlencode([*pairs, ("lang", "de" if lang == "en" else "en")])
