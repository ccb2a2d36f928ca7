"""``leitgraph serve``: the service, its pages and its interfaces."""

from __future__ import annotations

from typing import Annotated

import typer

from leitgraph.cli.frame import State, app, read_settings


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[
        str | None, typer.Option(help="Adresse, an der gelauscht wird (sonst LEITGRAPH_HOST).")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port, an dem gelauscht wird (sonst LEITGRAPH_PORT).")
    ] = None,
) -> None:
    """Startet den Dienst mit Seiten, SPARQL und Schnittstellen und läuft, bis er beendet wird.

    Beim ersten Start werden Ontologie, Städte und Demo-Stadt geladen.
    """
    from leitgraph.web.app import serve as serve_web

    state: State = context.obj
    given = {"host": host, "port": port}
    said = {name: value for name, value in given.items() if value is not None}
    settings = read_settings(data=state.settings.data, **said)
    serve_web(settings, said=lambda line: typer.echo(line))
