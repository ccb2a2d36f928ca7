"""``leitgraph ask``, ``sparql`` and ``export``: what reads the graph."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid

from leitgraph.catalog.queries import listed
from leitgraph.cli.frame import (
    State,
    app,
    bar,
    cannot_write,
    notes,
    operator,
    output,
    read_file,
    run,
    width,
)
from leitgraph.config import Settings
from leitgraph.errors import BadInput, BadParameter, LeitgraphError
from leitgraph.exporters.registry import exporters
from leitgraph.exporters.tables.text import render
from leitgraph.queries.ask import NamedQueries, stream
from leitgraph.queries.ask import ask as ask_rows
from leitgraph.queries.export import EXPORT, GSP_GET
from leitgraph.queries.query import QUERY
from leitgraph.queries.solutions import table_of
from leitgraph.store.service import Graph
from leitgraph.store.sparql import guard
from leitgraph.writing.update import UPDATE


class Form(StrEnum):
    """Formats of an answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TTL = "ttl"
    XLSX = "xlsx"


class Dump(StrEnum):
    """Formats of everything at once."""

    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"


Out = Annotated[Path | None, typer.Option("--out", "-o", help="Datei statt der Standardausgabe.")]


@app.command()
def ask(
    context: typer.Context,
    slug: Annotated[
        str | None, typer.Argument(help="Name der Abfrage; ohne ihn werden alle genannt.")
    ] = None,
    parameters: Annotated[
        list[str] | None, typer.Argument(help="Angaben als name=wert, etwa stadt=auerbach.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="Format der Antwort.")] = Form.TABLE,
    out: Out = None,
) -> None:
    """Stellt eine benannte Frage und gibt die Antwort mit ihren Quellen aus."""
    state: State = context.obj
    if slug is None:
        _list(state)
        return
    given: dict[str, str] = {}
    for text in parameters or []:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise BadParameter(
                f"„{text}“ ist keine Angabe der Form name=wert.",
                f"“{text}” is not of the form name=value.",
                parameter=text,
            )
        given[name] = value
    if form is Form.XLSX and out is None and sys.stdout.isatty():
        raise _needs_file()

    asking = NamedQueries.load(state.settings)
    asking.query(slug)  # an unknown name is said before the graph is opened

    async def work(graph: Graph) -> bytes:
        if form is Form.TABLE:
            result = await ask_rows(
                graph,
                slug,
                given,
                principal=operator(),
                asking=asking,
                language=state.language,
            )
            return render(replace(result.table, rows=result.rows), width()).encode()
        answer = await stream(
            graph,
            slug,
            given,
            principal=operator(),
            form=form.value,
            language=state.language,
        )
        return await answer.read()

    output(run(work, state.settings), out)


def _list(state: State) -> None:
    grid = Grid(box=None, pad_edge=False)
    grid.add_column("Abfrage" if state.language == "de" else "query", no_wrap=True)
    grid.add_column("Frage" if state.language == "de" else "question")
    grid.add_column("Angaben" if state.language == "de" else "parameters")
    for query in listed(dict(NamedQueries.load(state.settings).queries)):
        names = [p.name + ("" if p.required else "?") for p in query.parameters]
        grid.add_row(query.slug, query.title.get(state.language), " ".join(names))
    Console(width=width(), highlight=False, markup=False).print(grid)


@app.command()
def sparql(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="Datei mit der Abfrage; - liest von der Standardeingabe.")
    ],
    form: Annotated[Form, typer.Option("--format", help="Format der Antwort.")] = Form.TABLE,
    out: Out = None,
    update: Annotated[
        bool, typer.Option("--update", help="Die Datei ist eine Änderung (SPARQL Update).")
    ] = False,
) -> None:
    """Führt eine SPARQL-Abfrage aus; mit --update eine Änderung, die ins Journal geht."""
    state: State = context.obj
    text = read_text(file)
    if update:
        run(lambda graph: _update(graph, text, file), state.settings)
        return
    checked = guard.check_query(text, base=state.settings.base, size=state.settings.query_bytes)
    if checked.form in {"CONSTRUCT", "DESCRIBE"}:
        output(_graph_answer(state.settings, text, form), out)
        return
    if form is Form.TTL:
        raise BadInput(
            "Turtle gibt es für CONSTRUCT und DESCRIBE, für SELECT und ASK table, csv, json, xlsx.",
            "Turtle is for CONSTRUCT and DESCRIBE; for SELECT and ASK: table, csv, json, xlsx.",
        )
    if form is Form.XLSX and out is None and sys.stdout.isatty():
        raise _needs_file()
    if form in {Form.CSV, Form.JSON} and not (form is Form.CSV and checked.form == "ASK"):
        output(run(lambda graph: _query(graph, text, form.value), state.settings), out)
        return
    data = run(lambda graph: _query(graph, text, "json"), state.settings)
    if form is Form.TABLE:
        output(render(table_of(data, state.language), width()).encode(), out)
        return
    sink = io.BytesIO()
    exporters()[form.value].write(table_of(data, state.language), sink)
    output(sink.getvalue(), out)


async def _query(graph: Graph, text: str, form: str) -> bytes:
    answer = await graph.run(QUERY({"query": text, "format": form}), principal=operator())
    return await answer.read()


async def _update(graph: Graph, text: str, file: Path) -> None:
    result = await graph.write(
        UPDATE({"update": text}),
        principal=operator(),
        reason="SPARQL Update",
        source="" if str(file) == "-" else str(file),
    )
    notes.print(
        f"Stand {result.version}: {result.added} Tripel dazu, {result.removed} weg.", markup=False
    )


def _graph_answer(settings: Settings, text: str, form: Form) -> bytes:
    names = {Form.TABLE: "turtle", Form.TTL: "turtle", Form.JSON: "jsonld"}
    if form not in names:
        raise BadInput(
            "CONSTRUCT und DESCRIBE geben Tripel; die gibt es als ttl oder json (JSON-LD).",
            "CONSTRUCT and DESCRIBE give triples; these are on offer as ttl or json (JSON-LD).",
        )
    return run(lambda graph: _query(graph, text, names[form]), settings)


@app.command()
def export(
    context: typer.Context,
    out: Out = None,
    form: Annotated[Dump, typer.Option("--format", help="Format der Quads.")] = Dump.NQUADS,
    inferred: Annotated[
        bool, typer.Option("--inferred", help="Auch das, was aus der Ontologie folgt.")
    ] = False,
    graph_iri: Annotated[
        str | None, typer.Option("--graph", help="Nur dieser Graph, als N-Triples.")
    ] = None,
) -> None:
    """Gibt alle Graphen aus, so dass ein leerer Dienst sie wieder laden kann."""
    state: State = context.obj
    order = EXPORT({"format": form.value, "inferred": inferred})
    if graph_iri:
        order = GSP_GET({"graph": graph_iri, "format": "ntriples"})

    async def work(graph: Graph) -> None:
        answer = await graph.run(order, principal=operator())
        if out is None:
            async for frame in answer.frames:
                sys.stdout.buffer.write(frame)
            sys.stdout.buffer.flush()
            return
        partial = out.with_name(out.name + ".partial")
        try:
            with partial.open("wb") as file, bar(size=True) as progress:
                task = progress.add_task(str(out), total=None)
                async for frame in answer.frames:
                    file.write(frame)
                    progress.advance(task, len(frame))
            partial.replace(out)
        except OSError as error:
            raise cannot_write(out, error) from error
        finally:
            partial.unlink(missing_ok=True)

    run(work, state.settings)


def read_text(file: Path) -> str:
    """Text of a file, or of standard input for ``-``."""
    try:
        return read_file(file).decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{file} ist kein UTF-8-Text.", f"{file} is no UTF-8 text.") from None


def _needs_file() -> LeitgraphError:
    return BadInput(
        "Eine XLSX-Datei gehört nicht auf den Bildschirm; bitte --out DATEI.xlsx angeben.",
        "An XLSX file is not for the screen; please give --out FILE.xlsx.",
    )
