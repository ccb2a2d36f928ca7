"""``leitgraph demo``: the synthetic city in any size."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from leitgraph import demo as generator
from leitgraph.cli.frame import State, app, bar, cannot_write, notes


@app.command()
def demo(
    context: typer.Context,
    out: Annotated[
        Path, typer.Option(help="Datei, die geschrieben wird: .nt (N-Triples) oder .nq (N-Quads).")
    ],
    triples: Annotated[
        int, typer.Option(help="Ungefähre Zahl der Tripel, von 10000 bis 5000000.")
    ] = 100_000,
    seed: Annotated[
        int, typer.Option(help="Startwert; derselbe Wert gibt dieselbe Stadt, Byte für Byte.")
    ] = 1,
) -> None:
    """Erzeugt die synthetische Stadt Musterstadt in beliebiger Größe.

    Nichts in ihr beschreibt eine wirkliche Stadt; jede Ressource sagt das. Geladen wird sie mit
    „leitgraph load DATEI.nq“.
    """
    state: State = context.obj
    partial = out.with_name(out.name + ".partial" + out.suffix)
    try:
        with bar() as progress:
            task = progress.add_task("Musterstadt (synthetisch)", total=triples)
            size = generator.write(
                partial,
                triples,
                seed,
                state.settings.base,
                progress=lambda done: progress.update(task, completed=done),
            )
        partial.replace(out)
    except OSError as error:
        raise cannot_write(out, error) from error
    finally:
        partial.unlink(missing_ok=True)
    notes.print(f"{out}: {size / 1e6:.1f} MB, synthetisch.", markup=False)
