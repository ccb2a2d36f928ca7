"""``leitgraph report``: the yearly report on a city's Vorlagen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from leitgraph.catalog.cities import cities_of
from leitgraph.catalog.rules import rules_of
from leitgraph.cli.frame import State, app, bar, operator, output, run
from leitgraph.errors import BadParameter, NotFound
from leitgraph.reports.pdf import year_pdf_of
from leitgraph.reports.year import year_of, year_report
from leitgraph.store.service import Graph

FORMATS = (".pdf", ".json")


@app.command()
def report(
    context: typer.Context,
    city: Annotated[str, typer.Option(help="Kurzname der Stadt, etwa dresden.")],
    year: Annotated[str, typer.Option(help="Jahr, etwa 2024.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Datei: .pdf oder .json.")],
    jobs: Annotated[
        int | None, typer.Option(min=1, help="So viele Prüfungen zugleich (LEITGRAPH_READERS).")
    ] = None,
) -> None:
    """Macht den Jahresbericht an den Rat: Vorlagen nach Ergebnis, Ziele, Fachkonzepte, Verlauf.

    Er sagt nur, was alle sehen dürfen.
    """
    state: State = context.obj
    settings = state.settings
    if out.suffix.lower() not in FORMATS:
        raise BadParameter(
            f"{out} endet weder auf .pdf noch auf .json.",
            f"{out} ends neither in .pdf nor in .json.",
            parameter="out",
        )
    number = year_of(year)
    cities = cities_of(settings)
    if city not in cities:
        raise NotFound(
            f"Von „{city}“ ist hier keine Stadt bekannt; möglich: {', '.join(cities)}.",
            f"No city “{city}” is known here; possible: {', '.join(cities)}.",
        )
    rules = rules_of(settings).rules
    progress = bar()
    task = progress.add_task("Vorlagen" if state.language == "de" else "papers", total=None)

    async def work(graph: Graph) -> bytes:
        with progress:
            data = await year_report(
                graph,
                settings,
                cities[city],
                rules,
                number,
                jobs=min(jobs or settings.readers, settings.readers_max),
                told=lambda done, total: progress.update(task, completed=done, total=total),
            )
        if out.suffix.lower() == ".json":
            return json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"
        return await year_pdf_of(graph, data, state.language, operator())

    output(run(work, settings), out)
