"""Named queries: the files ``queries/<slug>.rq`` turned into ``Query``. ``docs/howto-query.md``.

A file is a YAML header (lines ``#+``) and a SPARQL SELECT. What a file lacks is an error at start
with file and line, never a query that answers something else than its page says.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from leitgraph.catalog.binding import body_defaults, header_defaults
from leitgraph.errors import BadParameter, LeitgraphError
from leitgraph.graph import guard
from leitgraph.model import Column, Parameter, Query, Text

BASE = "https://w3id.org/insek/id"
"""Base for relative IRIs while a file is checked; at work it is the setting's."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NAME = r"^[a-z][a-z0-9_]*$"
_CHART_AXES = {
    "bar": {"x", "y"},
    "line": {"x", "y"},
    "matrix": {"rows", "columns", "value"},
    "map": {"geometry", "text"},
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Text(_Strict):
    de: str = Field(min_length=1)
    en: str = Field(min_length=1)


class _Parameter(_Strict):
    name: str = Field(pattern=_NAME)
    type: Literal[
        "string", "iri", "integer", "decimal", "date", "year", "boolean",
        "code", "goal", "unit", "city",
    ]  # fmt: skip
    label: _Text
    default: str | None = None
    required: bool = False
    options: str | None = None


class _Column(_Strict):
    name: str = Field(pattern=_NAME)
    label: _Text
    kind: Literal[
        "text", "iri", "code", "source", "integer", "decimal", "money", "share", "date", "year",
        "boolean", "geometry",
    ] = "text"  # fmt: skip
    text: str | None = Field(None, pattern=_NAME)
    values: dict[str, _Text] = Field(default_factory=dict)


class _Example(_Strict):
    """``rows``: their number, or all of them in order; ``contains``: some of them."""

    what: str = Field(min_length=1)
    data: list[str] = Field(min_length=1)
    parameters: dict[str, str] = Field(default_factory=dict)
    rows: int | list[dict[str, str]]
    contains: list[dict[str, str]] = Field(default_factory=list)


class _Header(_Strict):
    title: _Text
    description: _Text
    questions: list[int] = Field(default_factory=list)
    view: Literal["table", "bar", "line", "map", "matrix", "options"] = "table"
    chart: dict[str, str] = Field(default_factory=dict)
    parameters: list[_Parameter] = Field(default_factory=list)
    columns: list[_Column] = Field(min_length=1)
    examples: list[_Example] = Field(default_factory=list)


def load_queries(folder: Path) -> dict[str, Query]:
    """All queries of a folder by slug. Raises ``LeitgraphError`` for a file that is not sound."""
    queries = {path.stem: load_query(path) for path in sorted(folder.glob("*.rq"))}
    if not queries:
        raise LeitgraphError(f"In {folder} steht keine Abfrage.", f"There is no query in {folder}.")
    for query in queries.values():
        for parameter in query.parameters:
            if parameter.type == "code" or parameter.options is None:
                continue
            if queries.get(parameter.options) is None:
                raise LeitgraphError(
                    f"{folder / query.slug}.rq: die Auswahl {parameter.options} gibt es nicht.",
                    f"{folder / query.slug}.rq: there are no options {parameter.options}.",
                )
    return queries


def load_query(path: Path) -> Query:
    """The query of one file. Raises ``LeitgraphError`` with file and line."""
    return _File(path).query()


class _File:
    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text("utf-8").splitlines()
        count = next((n for n, line in enumerate(lines) if not line.startswith("#+")), len(lines))
        self.header_text = "\n".join(line[2:].removeprefix(" ") for line in lines[:count])
        self.body_line = count + 1
        self.body = "\n".join(lines[count:]).strip("\n") + "\n"

    def query(self) -> Query:
        """The query, checked."""
        if not _SLUG.fullmatch(self.path.stem):
            raise self.fault(1, "der Dateiname ist kein Kurzname (abc-def)")
        header = self.header()
        query = Query(
            slug=self.path.stem,
            title=_text(header.title),
            description=_text(header.description),
            parameters=tuple(
                Parameter(p.name, p.type, _text(p.label), p.default, p.required, p.options)
                for p in header.parameters
            ),
            body=self.body,
            view=header.view,
            questions=tuple(header.questions),
            examples=tuple(example.model_dump() for example in header.examples),
            columns=tuple(
                Column(
                    c.name,
                    _text(c.label),
                    c.kind,
                    c.text,
                    {value: _text(text) for value, text in c.values.items()},
                )
                for c in header.columns
            ),
            chart=dict(header.chart),
        )
        self.check_parameters(query)
        self.check_body(query)
        self.check_columns(query)
        return query

    def header(self) -> _Header:
        """The header; its faults are told with their line."""
        try:
            node = yaml.compose(self.header_text, Loader=yaml.SafeLoader)
            data = yaml.load(self.header_text, Loader=_Plain)  # noqa: S506 (a SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark is not None else 1
            raise self.fault(line, f"kein gültiges YAML: {error}") from error
        if not isinstance(data, dict):
            raise self.fault(1, "oben fehlt der Kopf mit Zeilen „#+“")
        try:
            return _Header.model_validate(data)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise self.fault(_line(node, first["loc"]), f"{place}: {first['msg']}") from error

    def check_parameters(self, query: Query) -> None:
        """Default, options and names fit."""
        names = [parameter.name for parameter in query.parameters]
        if len(set(names)) != len(names):
            raise self.fault(1, "zwei Parameter heißen gleich")
        for parameter in query.parameters:
            line = self.line_of(rf"name: {parameter.name}\b")
            if parameter.type == "code" and not parameter.options:
                raise self.fault(line, f"{parameter.name}: options nennt die Codeliste")
            if parameter.default == "today" and parameter.type != "date":
                raise self.fault(line, f"{parameter.name}: today ist nur für ein Datum")

    def check_body(self, query: Query) -> None:
        """The body is a SELECT, has one VALUES for each parameter, and its default is the header's.

        A default ``today`` has any day in the body, so that the file can be pasted anywhere.
        """
        checkable = [p for p in query.parameters if p.default or not p.required]
        expected = {}
        for parameter in checkable:
            try:
                expected.update(header_defaults(query, BASE, only=parameter.name))
            except BadParameter as error:
                line = self.line_of(rf"name: {parameter.name}\b")
                raise self.fault(line, error.detail) from error
        try:
            checked = guard.check_query(self.body, base=BASE + "/")
            found = body_defaults(query, BASE)
        except LeitgraphError as error:
            at = self.body_line - 1 + int(error.facts.get("line", 1))
            raise self.fault(at, error.detail) from error
        if checked.form != "SELECT" or checked.has_dataset:
            raise self.fault(self.body_line, "der Rumpf ist ein SELECT ohne FROM")
        for parameter in checkable:
            name = parameter.name
            if parameter.default != "today" and found[name] != expected[name]:
                raise self.fault(
                    self.body_line,
                    f"VALUES ?{name} hat {found[name]}, der Kopf {expected[name]} als Vorgabe",
                )

    def check_columns(self, query: Query) -> None:
        """Header and SELECT name the same variables, and so does the chart."""
        try:
            results = ox.Store().query(
                self.body, base_iri=BASE + "/", prefixes=dict(guard.PREFIXES)
            )
        except SyntaxError as error:
            match = re.search(r"error at (\d+):", str(error))
            line = self.body_line - 1 + int(match[1]) if match else self.body_line
            raise self.fault(line, f"kein gültiges SPARQL: {error}") from error
        assert isinstance(results, ox.QuerySolutions)
        selected = {variable.value for variable in results.variables}
        named = [column.name for column in query.columns]
        named += [column.text for column in query.columns if column.text]
        if len(set(named)) != len(named) or set(named) != selected:
            differ = ", ".join(sorted(set(named) ^ selected)) or "doppelte Namen"
            raise self.fault(
                self.line_of("columns:"), f"columns und SELECT nennen nicht dasselbe: {differ}"
            )
        needed = _CHART_AXES.get(query.view, set())
        wrong = set(query.chart.values()) - selected
        if not needed <= set(query.chart) or wrong:
            raise self.fault(
                self.line_of("chart:|view:"),
                f"chart nennt Spalten für: {', '.join(sorted(needed or wrong))}",
            )

    def line_of(self, pattern: str) -> int:
        """The header line where something stands; 1 if nowhere."""
        for number, line in enumerate(self.header_text.split("\n"), 1):
            if re.search(pattern, line):
                return number
        return 1

    def fault(self, line: int, what: str) -> LeitgraphError:
        """An error that names file and line."""
        return LeitgraphError(
            f"{self.path}:{line}: {what}", f"{self.path}:{line}: {what}", line=line
        )


class _Plain(yaml.SafeLoader):
    """YAML where dates, numbers and truth values of examples stay as written, but for integers."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag.endswith((":null", ":merge"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _line(node: yaml.Node | None, place: tuple[int | str, ...]) -> int:
    """Line of a place in the header; of what surrounds it where it is missing."""
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = [value for key, value in node.value if key.value == part]
            if not found:
                break
            node = found[0]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
    return node.start_mark.line + 1 if node is not None else 1


def _text(text: _Text) -> Text:
    return Text(text.de, text.en)


def listed(queries: dict[str, Query]) -> list[Query]:
    """What a list of queries shows: all but those that only fill a form's choices."""
    return [query for query in queries.values() if query.view != "options"]


def as_plain(query: Query, language: str = "de") -> dict[str, Any]:
    """A query's description as plain data in one language, for the API's list."""
    return {
        "slug": query.slug,
        "title": query.title.get(language),
        "description": query.description.get(language),
        "questions": list(query.questions),
        "view": query.view,
        "chart": dict(query.chart),
        "parameters": [
            {
                "name": p.name,
                "type": p.type,
                "label": p.label.get(language),
                "default": p.default,
                "required": p.required,
                "options": p.options,
            }
            for p in query.parameters
        ],
        "columns": [
            {"name": c.name, "label": c.label.get(language), "kind": c.kind, "text": c.text}
            for c in query.columns
        ],
    }
