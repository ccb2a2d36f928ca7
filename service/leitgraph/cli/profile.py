"""``leitgraph profile``: is a concept sound? Its goals, its levels, its building blocks."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from leitgraph.catalog.concept_profiles import concept_profiles_of
from leitgraph.check.concept import PROFILE
from leitgraph.cli.frame import State, app, operator, output, run
from leitgraph.exporters import profile_text
from leitgraph.store.service import Graph


class Form(StrEnum):
    """How the answer is shown."""

    TEXT = "text"
    JSON = "json"


@app.command()
def profile(
    context: typer.Context,
    city: Annotated[str, typer.Argument(help="Kurzname der Stadt, etwa auerbach.")],
    name: Annotated[
        str | None, typer.Argument(help="Profil, etwa zielqualitaet; ohne Angabe alle.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(help="Datum, auf das geprüft wird (JJJJ-MM-TT).")
    ] = None,
    fassung: Annotated[
        str | None, typer.Option(help="Fassung statt der geltenden, etwa 2016.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="Format der Antwort.")] = Form.TEXT,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Datei für die Antwort.")] = None,
) -> None:
    """Prüft das INSEK einer Stadt: Güte der Ziele, Ebenen, Mindeststandard, Stadtteile."""
    state: State = context.obj
    names = [name] if name else list(concept_profiles_of(state.settings))

    async def work(graph: Graph) -> list[dict[str, Any]]:
        found = []
        for one in names:
            asked = PROFILE(
                {
                    "name": one,
                    "city": city,
                    "date": date,
                    "fassung": fassung,
                    "language": state.language,
                }
            )
            answer = await graph.run(asked, principal=operator())
            found.append(json.loads(await answer.read()))
        return found

    answers = run(work, state.settings)
    if form is Form.JSON:
        text = json.dumps(answers[0] if name else answers, ensure_ascii=False, indent=2) + "\n"
    else:
        text = "\n".join(profile_text.render(answer) for answer in answers)
    output(text.encode(), out)
