"""Named queries: the files ``queries/<slug>.rq`` turned into ``Query``. ``docs/howto-query.md``.

A file is a YAML header (lines ``#+``) and a SPARQL SELECT. What a file lacks is an error at start
with file and line, never a query that answers something else than its page says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from leitgraph.catalog import query_header
from leitgraph.catalog.binding import body_defaults, header_defaults
from leitgraph.errors import BadParameter, LeitgraphError
from leitgraph.model import Column, Parameter, Query, Text
from leitgraph.store.sparql import guard

BASE = "https://w3id.org/insek/id"
"""Base for relative IRIs while a file is checked; at work it is the setting's."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_CHART_AXES = {
    "bar": {"x", "y"},
    "line": {"x", "y"},
    "matrix": {"rows", "columns", "value"},
    "map": {"geometry", "text"},
}


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
        try:
            header = query_header.read(self.header_text)
        except query_header.HeaderFault as error:
            raise self.fault(error.line, error.what) from error
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
        self.check_examples(query)
        return query

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

    def check_examples(self, query: Query) -> None:
        """An answer names its source and is shown on examples; those name what there is."""
        if query.view != "options":
            if not any(column.kind == "source" for column in query.columns):
                raise self.fault(self.line_of("columns:"), "keine Spalte nennt die Quelle")
            if not any(example["rows"] for example in query.examples):
                raise self.fault(
                    self.line_of("examples:"), "kein Beispiel (examples) hat Zeilen (rows)"
                )
        parameters = {parameter.name for parameter in query.parameters}
        shown = {name for column in query.columns for name in (column.name, column.text) if name}
        for example in query.examples:
            rows = example["rows"] if isinstance(example["rows"], list) else []
            named = {name for row in rows + example["contains"] for name in row}
            wrong = sorted(set(example["parameters"]) - parameters | named - shown)
            if wrong or (example["rows"] is None and not example["contains"]):
                line = self.line_of(re.escape(example["what"]))
                raise self.fault(line, f"Beispiel: {', '.join(wrong) or 'rows fehlt'}")

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


def _text(text: query_header.HeaderText) -> Text:
    return Text(text.de, text.en)


def listed(queries: Mapping[str, Query]) -> list[Query]:
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
        "examples": [
            {"what": example["what"], "parameters": dict(example["parameters"])}
            for example in query.examples
        ],
    }
