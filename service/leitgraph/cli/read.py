"""``leitgraph read``: what is recognised in a document, where, and how certain that is."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from leitgraph.cli.frame import State, app, operator, output, read_file, run, width
from leitgraph.store.service import Graph
from leitgraph.vorlage.documents import dump, read_documents
from leitgraph.vorlage.formats import kinds
from leitgraph.vorlage.reading import DocumentDraft


class Form(StrEnum):
    """Formats of the answer."""

    TABLE = "table"
    JSON = "json"


@app.command()
def read(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=f"Dokument. Gelesen werden {kinds.names()}.")],
    form: Annotated[Form, typer.Option("--format", help="Format der Antwort.")] = Form.TABLE,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Datei für die Antwort.")] = None,
    city: Annotated[
        str, typer.Option("--city", help="Stadt, deren Ziele erkannt werden; sonst der Briefkopf.")
    ] = "",
) -> None:
    """Zeigt, welche Angaben in einem Dokument erkannt werden, mit Fundstelle und Sicherheit.

    Was nicht sicher ist, steht darunter als Frage und kommt nicht in den Entwurf. Das Format json
    enthält den Entwurf, wie ihn check liest.
    """
    state: State = context.obj
    body = read_file(file, state.settings.draft_mb)
    media = kinds.endings().get(file.suffix.lower(), "")

    async def work(graph: Graph) -> list[DocumentDraft]:
        who = operator()
        return await read_documents(graph, state.settings, body, media, who, file.name, city)

    found = run(work, state.settings)
    if form is Form.JSON:
        data = {"documents": [dump(one, state.language) for one in found]}
        text = json.dumps(data, ensure_ascii=False, indent=2)
    else:
        text = _shown(found, state.language)
    output(text.rstrip("\n").encode() + b"\n", out)


def _shown(documents: list[DocumentDraft], language: str) -> str:
    """A table for each Vorlage, and below it the questions."""
    english = language == "en"
    console = Console(width=width(), highlight=False, color_system=None)
    with console.capture() as captured:
        if len(documents) > 1:
            many = f"{len(documents)} Vorlagen"
            console.print(f"{many} found." if english else f"{many} gefunden.")
        for document in documents:
            title = document.draft.get("kennung") or document.draft.get("titel") or document.name
            console.print(f"\n{title} ({document.form or '–'})", markup=False)
            console.print(_table(document, english))
            for question in document.questions:
                place = f" [{question.place}]" if question.place else ""
                console.print(f"? {question.text.get(language)}{place}", markup=False)
    return captured.get().lstrip("\n")


def _table(document: DocumentDraft, english: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in (
        ("Field", "Value", "Place", "Certainty")
        if english
        else ("Feld", "Wert", "Fundstelle", "Sicherheit")
    ):
        table.add_column(heading, overflow="fold")
    for one in document.recognised:
        percent = f"{round(one.confidence * 100)} %"
        table.add_row(*map(Text, (one.field, _words(one.value), one.place, percent)))
    return table


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(_words(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(one)}" for name, one in value.items())
    text = " ".join(str(value).split())
    return text if len(text) <= 160 else text[:159] + "…"
