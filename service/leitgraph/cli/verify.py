"""``leitgraph verify``: is a report of an earlier check what it says?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from leitgraph.check.verify.verify import CHANGED, OTHER, SAME, UNREPEATABLE, Verification
from leitgraph.check.verify.verify import verify as repeated
from leitgraph.cli.frame import State, app, operator, output, read_file, run
from leitgraph.model import Text
from leitgraph.store.service import Graph

CODES = {SAME: 0, OTHER: 1, CHANGED: 1, UNREPEATABLE: 2}
HEADS = {
    SAME: Text("Bestätigt: dasselbe Ergebnis.", "Confirmed: the same result."),
    OTHER: Text("Nicht bestätigt: ein anderes Ergebnis.", "Not confirmed: another result."),
    CHANGED: Text(
        "Zurückgewiesen: Bericht oder Entwurf wurde verändert.",
        "Refused: report or draft was changed.",
    ),
    UNREPEATABLE: Text(
        "Die Prüfung lässt sich hier nicht wiederholen.", "The check cannot be repeated here."
    ),
}


@app.command()
def verify(
    context: typer.Context,
    report: Annotated[
        Path, typer.Argument(help="Bericht einer Prüfung als JSON; - liest von der Eingabe.")
    ],
    draft: Annotated[
        Path | None,
        typer.Option(help="Der Entwurf, der geprüft wurde; nicht nötig für eine im Graphen."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Antwort als JSON.")] = False,
) -> None:
    """Wiederholt die Prüfung eines Berichts auf dem Graphen, wie er damals stand.

    Endet mit 0, wenn sie dasselbe ergibt, mit 1, wenn sie anderes ergibt oder Bericht oder
    Entwurf verändert wurden, mit 2, wenn sie sich nicht wiederholen lässt.
    """
    state: State = context.obj
    most = state.settings.draft_mb
    body = read_file(report, most)
    given = read_file(draft, most) if draft is not None else b""

    async def work(graph: Graph) -> Verification:
        return await repeated(graph, state.settings, body, given, operator())

    found = run(work, state.settings)
    said = found.as_dict(state.language)
    text = json.dumps(said, ensure_ascii=False, indent=2) if as_json else _told(found, state)
    output(f"{text}\n".encode(), None)
    raise typer.Exit(CODES[found.outcome])


def _told(found: Verification, state: State) -> str:
    english = state.language == "en"
    lines = [HEADS[found.outcome].get(state.language)]
    lines += [f"  {reason.get(state.language)}" for reason in found.reasons]
    gone, new = ("no longer found", "found now") if english else ("nicht mehr", "neu")
    lines += [f"  - {gone}: [{rule}] {message}" for rule, message in found.gone]
    lines += [f"  - {new}: [{rule}] {message}" for rule, message in found.new]
    return "\n".join(lines)
