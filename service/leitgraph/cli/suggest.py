"""``leitgraph suggest``: goals that a draft probably touches."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from leitgraph.cli.check import read_paper
from leitgraph.cli.frame import State, app, operator, output, run
from leitgraph.errors import BadParameter
from leitgraph.store.service import Graph
from leitgraph.suggest.suggest import suggest_goals


class Form(StrEnum):
    """Formats of the answer."""

    TEXT = "text"
    JSON = "json"


@app.command()
def suggest(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="Entwurf wie bei check; - liest JSON von der Eingabe.")
    ] = None,
    city: Annotated[
        str, typer.Option(help="Kurzname der Stadt, etwa dresden (der Ordner unter data/cities).")
    ] = "",
    date: Annotated[
        str | None, typer.Option(help="Datum, an dem die Ziele gelten (JJJJ-MM-TT).")
    ] = None,
    vorlage: Annotated[
        str | None, typer.Option(help="Statt einer Datei: Kennung oder IRI im Graphen.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="Format der Antwort.")] = Form.TEXT,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Datei für die Antwort.")] = None,
) -> None:
    """Schlägt Ziele vor, die eine Vorlage vermutlich berührt und nicht nennt, mit Belegen."""
    state: State = context.obj
    if (file is None) == (vorlage is None) or not city:
        raise BadParameter(
            "Bitte eine Datei (oder --vorlage mit einer Kennung) und --city nennen.",
            "Please name a file (or --vorlage with a reference) and --city.",
            parameter="city" if not city else "file",
        )
    body, media = read_paper(file, state.settings.draft_mb) if file is not None else (b"", "")

    async def work(graph: Graph) -> dict[str, Any]:
        return await suggest_goals(
            graph, state.settings, body, media, city, date, operator(), focus=vorlage
        )

    found = run(work, state.settings)
    if form is Form.JSON:
        text = json.dumps(found, ensure_ascii=False, indent=2)
    else:
        text = _shown(found["suggestions"], state.language)
    output(text.encode() + b"\n", out)


def _shown(goals: list[dict[str, Any]], language: str) -> str:
    """The goals as a numbered list, each with its evidence below it."""
    english = language == "en"
    if not goals:
        return (
            "No goal can be suggested from what the draft says."
            if english
            else "Aus dem Entwurf ergibt sich kein Ziel, das er vermutlich berührt."
        )
    lines = []
    for number, goal in enumerate(goals, 1):
        score = f"{goal['score']:.2f}"
        name = " ".join(filter(None, (goal["number"], goal["label"])))
        lines.append(
            f"{number}. {name} ({goal['id']}, {score if english else score.replace('.', ',')})"
        )
        lines += [f"   - {hint['text'][language]}" for hint in goal["evidence"]]
    return "\n".join(lines)
