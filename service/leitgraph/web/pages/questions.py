"""``/fragen``: the named queries; ``/fragen/<slug>``: form, answer as a table, downloads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.catalog.queries import listed
from leitgraph.errors import BadParameter
from leitgraph.exporters.tables.known import NONE, RECORDED, UNRECORDED
from leitgraph.exporters.tables.shown import shown
from leitgraph.model import Column, Parameter, Principal, Query
from leitgraph.queries.ask import Result, ask
from leitgraph.search.shelf import indexed
from leitgraph.web.pages.render import page
from leitgraph.web.site import Site, language, site

ROWS = 500
DOWNLOADS = ("csv", "xlsx", "json", "ttl")
SHARED = {"text", "iri", "code"}
# By the number of the last question of each group; queries without a number come at the end.
GROUPS = (
    (8, ("Geld und Steuerung", "Money and steering")),
    (15, ("Vorlagen", "Council papers")),
    (19, ("Zuständigkeit", "Responsibility")),
    (27, ("Rat und Beteiligung", "Council and participation")),
    (31, ("Raum", "Space")),
    (37, ("Konzepte und Indikatoren", "Concepts and indicators")),
    (40, ("Vergleich und Güte der Angaben", "Comparison and quality")),
)
OTHERS = ("Weitere", "Others")
_LOOKS = {NONE: "ok", UNRECORDED: "ask", RECORDED: ""}
_INPUTS = {"date": "date", "integer": "number", "year": "number"}


@dataclass
class Field:
    """An input of the form: what it is called, holds, offers, and what is wrong with it."""

    name: str
    label: str
    value: str
    kind: str
    required: bool
    choices: list[tuple[str, str]]
    hint: str
    error: str = ""


@dataclass
class Answer:
    """An answer as the page lays it out: what all rows share, the rest, sources as notes."""

    columns: list[Column]
    rows: list[list[tuple[str, str | None]]]
    shared: list[tuple[Column, tuple[str, str | None]]]
    notes: list[tuple[str, str | None]]
    synthetic: bool

    @classmethod
    def of(cls, result: Result, lang: str) -> Answer:
        """The first rows of a result."""
        columns = result.query.columns
        rows = [
            [(shown(c, column, lang), c.iri) for c, column in zip(row, columns, strict=True)]
            for row in result.rows[:ROWS]
        ]
        shared = [
            index
            for index, column in enumerate(columns)
            if len(rows) > 1 and column.kind in SHARED and len({row[index] for row in rows}) == 1
        ][: len(columns) - 2]
        kept = [index for index in range(len(columns)) if index not in shared]
        notes: dict[tuple[str, str | None], int] = {}
        for row in rows:
            for index in kept:
                if columns[index].kind == "source" and row[index][0]:
                    number = notes.setdefault(row[index], len(notes) + 1)
                    row[index] = (f"[{number}]", f"#quelle-{number}")
        return cls(
            [columns[index] for index in kept],
            [[row[index] for index in kept] for row in rows],
            [(columns[index], rows[0][index]) for index in shared if rows[0][index][0]],
            list(notes),
            any("/musterstadt/" in (cell.iri or "") for row in result.rows for cell in row),
        )


async def index(request: Request) -> Response:
    """All questions, by what they are about."""
    queries = listed(dict(site(request).asking.queries))
    return page(request, "questions.html", groups=grouped(queries))


def grouped(queries: list[Query]) -> list[tuple[tuple[str, str], list[Query]]]:
    """Groups that have a question, with their names and questions in the order of their numbers."""
    found: dict[tuple[str, str], list[Query]] = {
        names: [] for names in (*(names for _, names in GROUPS), OTHERS)
    }
    for query in sorted(queries, key=lambda query: (query.questions[:1], query.slug)):
        first = query.questions[0] if query.questions else GROUPS[-1][0] + 1
        found[next((names for last, names in GROUPS if first <= last), OTHERS)].append(query)
    return [(names, members) for names, members in found.items() if members]


async def question(request: Request) -> Response:
    """One question. It is asked at once if it has all it needs; a wrong value is told beside it."""
    here = site(request)
    query = here.asking.query(str(request.path_params["slug"]))
    lang = language(request)
    given = {
        name: value.strip()
        for name, value in request.query_params.items()
        if name != "lang" and value.strip()
    }
    fields = await _fields(here, query, given, lang)
    result: Result | None = None
    status, problem = 200, ""
    missing = [field for field in fields if field.required and not field.value]
    if not missing:
        try:
            result = await _asked(here, query.slug, given, lang)
        except BadParameter as error:
            status = error.status
            problem = error.detail_en if lang == "en" else error.detail
            for field in fields:
                if field.name == error.facts.get("parameter"):
                    field.error, problem = problem, ""
    elif given:
        status = 422
        for field in missing:
            field.error = "Please fill in." if lang == "en" else "Bitte ausfüllen."
    return page(
        request,
        "question.html",
        status=status,
        query=query,
        fields=fields,
        problem=problem,
        result=result,
        view=Answer.of(result, lang) if result else None,
        known=recorded(result, lang),
        most=ROWS,
        downloads=[
            (form, f"/api/v1/queries/{query.slug}?{urlencode({**given, 'format': form})}")
            for form in DOWNLOADS
        ],
    )


def recorded(result: Result | None, lang: str) -> list[dict[str, str]]:
    """What the answer rests on, city by city: a badge for what is none or not recorded, words."""
    known = result.table.known if result else None
    shown = []
    for city in known.cities.values() if known else ():
        text, look = city.text(lang), _LOOKS[city.answer]
        badge, _, rest = text.partition("; " if city.answer == NONE else ": ")
        if not look:
            badge, rest = "", text
        shown.append({"name": city.name, "look": look, "badge": badge, "text": rest})
    return shown


async def _fields(here: Site, query: Query, given: dict[str, str], lang: str) -> list[Field]:
    choices = await asyncio.gather(*(_choices(here, p, lang) for p in query.parameters))
    return [
        Field(
            name=parameter.name,
            label=parameter.label.get(lang),
            value=given.get(parameter.name, _default(parameter)),
            kind=_INPUTS.get(parameter.type, "text"),
            required=parameter.required,
            choices=offered,
            hint=_hint(parameter, lang) if not offered else "",
        )
        for parameter, offered in zip(query.parameters, choices, strict=True)
    ]


def _default(parameter: Parameter) -> str:
    if parameter.default == "today":
        return date.today().isoformat()
    return parameter.default or ""


def _hint(parameter: Parameter, lang: str) -> str:
    if parameter.required:
        return ""
    return "may be empty" if lang == "en" else "darf leer bleiben"


async def _choices(here: Site, parameter: Parameter, lang: str) -> list[tuple[str, str]]:
    """Values to choose from with their labels; empty for what is typed in."""
    if parameter.type == "boolean":
        words = ("yes", "no") if lang == "en" else ("ja", "nein")
        return [("true", words[0]), ("false", words[1])]
    if parameter.type == "city":
        return [(city.slug, city.name) for city in here.cities.values()]
    if parameter.type == "code" and parameter.options:
        start = f"vocab/{parameter.options}/"
        found = {
            iri.rpartition("/")[2]: label.get(lang)
            for iri, label in here.asking.labels.items()
            if start in iri
        }
        return sorted(found.items(), key=lambda pair: pair[1])
    if parameter.options in here.asking.queries:
        result = await _asked(here, str(parameter.options), {}, lang)
        base = here.settings.base + "/"
        return [
            (str(row[0].iri).removeprefix(base), " · ".join(_texts(row)))
            for row in result.rows
            if row[0].iri
        ]
    return []


async def _asked(here: Site, slug: str, given: dict[str, str], lang: str) -> Result:
    """All rows; a question that searches texts may be the first that needs the index."""
    once = partial(
        ask, here.graph, slug, given, principal=Principal(), asking=here.asking, language=lang
    )
    return await indexed(here.graph, once)


def _texts(row: tuple[Any, ...]) -> list[str]:
    return [str(cell.value) for cell in row if cell.value not in (None, "")]


ROUTES = [
    Route("/fragen", index, methods=["GET", "HEAD"], name="fragen"),
    Route("/fragen/{slug}", question, methods=["GET", "HEAD"], name="frage"),
]
