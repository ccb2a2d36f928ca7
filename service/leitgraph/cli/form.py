"""``leitgraph form learn``: a city's form proposed from its papers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from leitgraph.cli.frame import State, app, bar, operator, output, read_file, run
from leitgraph.errors import BadInput
from leitgraph.store.service import Graph
from leitgraph.vorlage.learning.common_lines import PaperLine
from leitgraph.vorlage.learning.learn import ENDINGS, READ_LINES, learned

MOST = 2000
"""From more papers nothing more is learnt."""
form_app = typer.Typer(help="Formblätter von Städten.", no_args_is_help=True)
app.add_typer(form_app, name="form")


@form_app.callback()
def form() -> None:
    """Formblätter von Städten: was auf ihren Vorlagen steht und was es heißt."""


@form_app.command()
def learn(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Ordner mit Vorlagen: TXT, PDF, DOCX.")],
    oparl: Annotated[
        Path | None,
        typer.Option("--oparl", help="JSON des Ratsinformationssystems zu diesen Vorlagen."),
    ] = None,
    city: Annotated[str, typer.Option("--city", help="Kurzname der Stadt.")] = "stadt",
    name: Annotated[
        str, typer.Option("--name", help="Name des Formblatts; leer: wie die Stadt.")
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Datei für die Antwort.")] = None,
) -> None:
    """Schlägt ein Formblatt vor: was auf den meisten Vorlagen steht, und was davon Angaben sind.

    Der Vorschlag ist zum Durchsehen; wie, steht in docs/howto-form.md.
    """
    state: State = context.obj
    wanted = name or (out.stem if out is not None else city)
    for said in (wanted, city):
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", said):
            raise BadInput(
                f"„{said}“ ist kein Kurzname: kleine Buchstaben, Ziffern und Bindestriche.",
                f"“{said}” is no short name: small letters, digits and hyphens.",
            )
    files = _files(folder)
    system = read_file(oparl) if oparl is not None else b""

    async def work(graph: Graph) -> dict[str, list[PaperLine]]:
        found: dict[str, list[PaperLine]] = {}
        with bar() as progress:
            for file in progress.track(files, description="Lesen"):
                body = read_file(file, state.settings.draft_mb)
                order = READ_LINES({"name": file.name})
                answer = await graph.run(order, principal=operator(), body=body)
                rows = json.loads(await answer.read())
                found[file.stem] = [PaperLine(text, gap) for text, gap in rows]
        return found

    papers = run(work, state.settings)
    output(learned(papers, system, wanted, city).encode(), out)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise BadInput(
            f"{folder} ist kein Ordner mit Vorlagen.", f"{folder} is no folder of papers."
        )
    found = sorted(one for one in folder.iterdir() if one.suffix.lower() in ENDINGS)
    if not found:
        raise BadInput(
            f"In {folder} liegt keine Vorlage als TXT, PDF oder DOCX.",
            f"There is no paper as TXT, PDF or DOCX in {folder}.",
        )
    return found[:MOST]
