"""Named queries: the files ``queries/<slug>.rq`` turned into ``Query``. ``docs/howto-query.md``.

A file is a YAML header (lines ``#+``) and a SPARQL SELECT. What a file lacks is told with file and
line, at start and by ``make check``, never a query that answers something else than its page says.
Their examples need all data that ships; ``make test`` asks them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leitgraph.catalog import query_header
from leitgraph.catalog.binding import body_defaults, header_defaults
from leitgraph.catalog.refusal import Refused, utf8
from leitgraph.catalog.text.sparql_text import read_sparql
from leitgraph.catalog.text.vocabulary import Vocabulary
from leitgraph.config import NS, Settings
from leitgraph.errors import BadParameter, Forbidden, LeitgraphError
from leitgraph.model import Basis, Column, Parameter, Query, Text
from leitgraph.store.sparql import guard

BASE = "https://w3id.org/insek/id"
"""Base for relative IRIs while a file is checked; at work it is the setting's."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PLACE = re.compile(r"^(Zeile|Line) \d+, (Spalte|column) \d+: ")
_CHART_AXES = {
    "bar": {"x", "y"},
    "line": {"x", "y"},
    "matrix": {"rows", "columns", "value"},
    "map": {"geometry", "text"},
}


def queries_of(settings: Settings, vocabulary: Vocabulary | None = None) -> dict[str, Query]:
    """The queries of the content folders."""
    return load_queries(settings.content_dir("queries"), vocabulary or Vocabulary.of(settings))


def load_queries(folder: Path, vocabulary: Vocabulary | None = None) -> dict[str, Query]:
    """All queries of a folder by slug. Raises ``BadContent`` that tells all that is wrong."""
    refused = Refused()
    known = vocabulary or Vocabulary.of(Settings())
    paths = sorted(folder.glob("*.rq"))
    files = {path.stem: _File(path, known, refused) for path in paths}
    if not files:
        refused.add(folder, 0, "leer", "hier steht keine Abfrage", "there is no query here")
    queries = {slug: query for slug, file in files.items() if (query := file.query()) is not None}
    for slug, query in queries.items():
        for parameter in query.parameters:
            chosen = parameter.options
            if parameter.type != "code" and chosen is not None and chosen not in files:
                files[slug].refuse(
                    files[slug].line_of(rf"options: {re.escape(chosen)}\b"),
                    "kopf",
                    f"die Auswahl {chosen} gibt es nicht",
                    f"there are no options {chosen}",
                )
    refused.raise_if_any()
    return queries


def load_query(path: Path, vocabulary: Vocabulary | None = None) -> Query:
    """The query of one file. Raises ``BadContent`` with file and line."""
    refused = Refused()
    query = _File(path, vocabulary or Vocabulary.of(Settings()), refused).query()
    refused.raise_if_any()
    assert query is not None
    return query


class _File:
    def __init__(self, path: Path, vocabulary: Vocabulary, refused: Refused) -> None:
        self.path = path
        self.vocabulary = vocabulary
        self.refused = refused
        text = utf8(path, refused)
        self.readable = text is not None
        lines = (text or "").splitlines()
        count = next((n for n, line in enumerate(lines) if not line.startswith("#+")), len(lines))
        self.header_text = "\n".join(line[2:].removeprefix(" ") for line in lines[:count])
        blank = next((n for n, line in enumerate(lines[count:]) if line), 0)
        self.body_line = count + blank + 1
        self.body = "\n".join(lines[count:]).strip("\n") + "\n"

    def query(self) -> Query | None:
        """The query, checked; None, and noted, if it is not sound."""
        before = len(self.refused.found)
        if not self.readable:
            return None
        if not _SLUG.fullmatch(self.path.stem):
            self.refuse(
                1, "name", "der Dateiname ist kein Kurzname (abc-def)",
                "the file's name is no slug (abc-def)",
            )  # fmt: skip
        try:
            header = query_header.read(self.header_text)
        except query_header.HeaderFault as error:
            self.refuse(error.line, "kopf", error.what, error.english)
            return None
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
            rests_on=tuple(Basis(b.kind, b.feature, b.year, b.day) for b in header.rests_on),
        )
        self.check_parameters(query)
        self.check_basis(query)
        self.check_body(query)
        self.check_examples(query)
        return query if len(self.refused.found) == before else None

    def check_parameters(self, query: Query) -> None:
        """Default, options and names fit."""
        names = [parameter.name for parameter in query.parameters]
        if len(set(names)) != len(names):
            self.refuse(
                self.line_of("parameters:"), "kopf", "zwei Parameter heißen gleich",
                "two parameters have the same name",
            )  # fmt: skip
        for parameter in query.parameters:
            line = self.line_of(rf"name: {parameter.name}\b")
            if parameter.type == "code" and not parameter.options:
                self.refuse(
                    line, "kopf", f"{parameter.name}: options nennt die Codeliste",
                    f"{parameter.name}: options names the code list",
                )  # fmt: skip
            if parameter.default == "today" and parameter.type != "date":
                self.refuse(
                    line, "kopf", f"{parameter.name}: today ist nur für ein Datum",
                    f"{parameter.name}: today is for a date only",
                )  # fmt: skip

    def check_basis(self, query: Query) -> None:
        """What the answer rests on is of the ontology, year and day are parameters."""
        names = {parameter.name for parameter in query.parameters}
        for basis in query.rests_on:
            line = self.line_of(rf"kind: {basis.kind}\b")
            for term in filter(None, (basis.kind, basis.feature)):
                if NS + term not in self.vocabulary.known:
                    self.refuse(
                        line, "begriff", f"insek:{term} gibt es in der Ontologie nicht",
                        f"insek:{term} is not in the ontology",
                    )  # fmt: skip
            for name in filter(None, (basis.year, basis.day)):
                if name not in names:
                    self.refuse(
                        line, "kopf", f"rests_on: {name} ist kein Parameter",
                        f"rests_on: {name} is no parameter",
                    )  # fmt: skip

    def check_body(self, query: Query) -> None:
        """The body is a sound SELECT of what the header names, within what the guard allows."""
        read = read_sparql(self.body, guard.PREFIXES, self.vocabulary)
        for fault in read.faults:
            line = self.body_line + self.body.count("\n", 0, fault.position)
            self.refuse(line, fault.condition, fault.german, fault.english)
        try:
            checked = guard.check_query(self.body, base=BASE + "/")
        except LeitgraphError as error:
            if not read.faults or isinstance(error, Forbidden):
                self.refuse_engine(error)
            return
        if read.form and (read.form != "SELECT" or checked.has_dataset):
            self.refuse(
                self.body_line, "abfrage", "der Rumpf ist ein SELECT ohne FROM",
                "the body is a SELECT without FROM",
            )  # fmt: skip
            return
        if read.variables is not None:
            self.check_columns(query, set(read.variables))
        if not any(fault.condition in {"abfrage", "praefix"} for fault in read.faults):
            self.check_defaults(query)

    def check_defaults(self, query: Query) -> None:
        """The body has one VALUES for each parameter, and its default is the header's.

        A default ``today`` has any day in the body, so that the file can be pasted anywhere.
        """
        checkable = [p for p in query.parameters if p.default or not p.required]
        expected = {}
        for parameter in checkable:
            try:
                expected.update(header_defaults(query, BASE, only=parameter.name))
            except BadParameter as error:
                line = self.line_of(rf"name: {parameter.name}\b")
                self.refuse(line, "kopf", error.detail, error.detail_en)
        try:
            found = body_defaults(query, BASE)
        except LeitgraphError as error:
            self.refuse_engine(error)
            return
        for parameter in checkable:
            name = parameter.name
            wanted = expected.get(name, found[name])
            if parameter.default != "today" and found[name] != wanted:
                at = re.search(rf"VALUES\s*[?$]{name}\b", self.body)
                line = self.body_line + (self.body.count("\n", 0, at.start()) if at else 0)
                self.refuse(
                    line,
                    "vorgabe",
                    f"VALUES ?{name} hat {found[name]}, der Kopf {wanted} als Vorgabe",
                    f"VALUES ?{name} has {found[name]}, the header {wanted} as default",
                )

    def check_columns(self, query: Query, selected: set[str]) -> None:
        """Header and SELECT name the same variables, and so does the chart."""
        named = [column.name for column in query.columns]
        named += [column.text for column in query.columns if column.text]
        if len(set(named)) != len(named) or set(named) != selected:
            differ = ", ".join(sorted(set(named) ^ selected))
            self.refuse(
                self.line_of("columns:"),
                "auswahl",
                f"columns und SELECT nennen nicht dasselbe: {differ or 'doppelte Namen'}",
                f"columns and SELECT do not name the same: {differ or 'names twice'}",
            )
        needed = _CHART_AXES.get(query.view, set())
        wrong = set(query.chart.values()) - selected
        if not needed <= set(query.chart) or wrong:
            axes = ", ".join(sorted(needed or wrong))
            self.refuse(
                self.line_of("chart:|view:"), "kopf", f"chart nennt Spalten für: {axes}",
                f"chart names columns for: {axes}",
            )  # fmt: skip

    def check_examples(self, query: Query) -> None:
        """An answer names its source and is shown on examples; those name what there is."""
        if query.view != "options":
            if not any(column.kind == "source" for column in query.columns):
                self.refuse(
                    self.line_of("columns:"), "quelle", "keine Spalte nennt die Quelle",
                    "no column names the source",
                )  # fmt: skip
            if not any(example["rows"] for example in query.examples):
                self.refuse(
                    self.line_of("examples:"),
                    "beispiele",
                    "kein Beispiel (examples) hat Zeilen (rows)",
                    "no example (examples) has rows",
                )
        parameters = {parameter.name for parameter in query.parameters}
        shown = {name for column in query.columns for name in (column.name, column.text) if name}
        for example in query.examples:
            rows = example["rows"] if isinstance(example["rows"], list) else []
            named = {name for row in rows + example["contains"] for name in row}
            wrong = sorted(set(example["parameters"]) - parameters | named - shown)
            if wrong or (example["rows"] is None and not example["contains"]):
                told = ", ".join(wrong)
                self.refuse(
                    self.line_of(re.escape(example["what"])),
                    "beispiel",
                    f"Beispiel: {told or 'rows fehlt'}",
                    f"example: {told or 'rows is missing'}",
                )

    def line_of(self, pattern: str) -> int:
        """The header line where something stands; 1 if nowhere."""
        for number, line in enumerate(self.header_text.split("\n"), 1):
            if re.search(pattern, line):
                return number
        return 1

    def refuse(self, line: int, condition: str, german: str, english: str) -> None:
        """Note what is wrong in a line."""
        self.refused.add(self.path, line, condition, german, english)

    def refuse_engine(self, error: LeitgraphError) -> None:
        """Note what the guard or the binding says, in the line of the file that it means."""
        line = self.body_line - 1 + int(error.facts.get("line", 1))
        german, english = (_PLACE.sub("", text) for text in (error.detail, error.detail_en))
        self.refuse(line, "abfrage", german, english)


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
        "rests_on": [{"kind": b.kind, "feature": b.feature} for b in query.rests_on],
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
