"""``leitgraph load``: documents into graphs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from leitgraph.catalog.cities import graphs, load_city
from leitgraph.catalog.text.vocabulary import Vocabulary
from leitgraph.cli.frame import State, app, bar, notes, operator, run, told
from leitgraph.config import Settings
from leitgraph.errors import BadParameter, NotFound
from leitgraph.store.answer import WriteResult
from leitgraph.store.rdf.rdf_input import NAMES, WITH_GRAPHS, format_name
from leitgraph.store.service import Graph
from leitgraph.writing.load import LOAD, DocumentPayload
from leitgraph.writing.patching import GraphFactsPayload

SUFFIXES = sorted({f".{name}" for name in NAMES if "/" not in name} | {".trig", ".jsonld"})


@app.command()
def load(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(help="Dateien oder Ordner; ein Ordner mit city.toml ist eine Stadt."),
    ],
    graph: Annotated[str | None, typer.Option(help="IRI des Graphen, in den geladen wird.")] = None,
    add: Annotated[
        bool, typer.Option("--add", help="Nur dazu; sonst hat der Graph danach genau den Inhalt.")
    ] = False,
    visibility: Annotated[
        str | None, typer.Option(help="Sichtbarkeit eines neuen Graphen: public oder internal.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Grund, wie er im Journal steht.")] = "",
    source: Annotated[str, typer.Option(help="Quelle, wie sie im Journal steht.")] = "",
) -> None:
    """Lädt Dateien oder Ordner in Graphen; jede Stadt und jede Datei ist eine Änderung im Journal.

    Was schon da ist, bleibt; geschrieben wird nur der Unterschied. N-Quads, TriG und JSON-LD
    nennen ihre Graphen selbst, alles andere braucht --graph.
    """
    state: State = context.obj
    parcels = [_parcel(path, graph, state.settings, visibility) for path in paths]

    async def work(opened: Graph) -> list[tuple[str, WriteResult]]:
        done = []
        with bar() as progress:
            task = progress.add_task("Laden", total=len(parcels))
            for name, documents in parcels:
                progress.update(task, description=name)
                result = await opened.write(
                    LOAD({"documents": documents, "mode": "add" if add else "replace"}),
                    principal=operator(),
                    reason=reason or f"{name} geladen",
                    source=source or name,
                )
                done.append((name, result))
                progress.advance(task)
        return done

    for name, result in run(work, state.settings):
        changed = f"{result.added} Tripel dazu, {result.removed} weg"
        if not result.added and not result.removed:
            changed = "nichts zu ändern"
        notes.print(f"{name}: {changed} (Stand {result.version}).", markup=False)
        _warn(result, state.language)


def _warn(result: WriteResult, language: str) -> None:
    """What the gate lets pass but tells; of what it only records, how many there are."""
    for finding in result.findings:
        if finding["mode"] == "warn":
            notes.print(told(finding, language), markup=False)
    noted = sum(finding["mode"] == "report" for finding in result.findings)
    if noted:
        one = "Beleg fehlt" if noted == 1 else "Belege fehlen"
        english = f"  {noted} without a passage (recorded only)."
        german = f"  {noted} {one} (nur vermerkt)."
        notes.print(english if language == "en" else german, markup=False)


def _parcel(
    path: Path, graph: str | None, settings: Settings, visibility: str | None
) -> tuple[str, list[DocumentPayload]]:
    """What one path brings: its name, and its documents."""
    if not path.exists():
        raise NotFound(f"{path} gibt es nicht.", f"There is no {path}.")
    if (path / "city.toml").is_file() and graph is None:
        city = load_city(path.resolve(), Vocabulary.of(settings))
        facts: GraphFactsPayload = {
            "visibility": visibility or city.visibility,
            "synthetic": city.synthetic,
            "source": "; ".join(source["title"] for source in city.sources),
        }
        return city.name, [
            {**_document(file, iri), "label": f"{city.name}: {file.stem}", **facts}
            for file, iri in graphs(city, settings.base)
        ]
    files = [path] if path.is_file() else sorted(f for f in path.iterdir() if f.suffix in SUFFIXES)
    if not files:
        raise NotFound(
            f"In {path} liegt nichts zum Laden ({', '.join(SUFFIXES)}).",
            f"There is nothing to load in {path} ({', '.join(SUFFIXES)}).",
        )
    facts = {"visibility": visibility} if visibility else {}
    return path.name, [{**_document(file, graph), **facts} for file in files]


def _document(file: Path, graph: str | None) -> DocumentPayload:
    form = format_name(file.suffix)
    if graph is None and form not in WITH_GRAPHS:
        raise BadParameter(
            f"In welchen Graphen soll {file.name}? Bitte mit --graph IRI angeben.",
            f"Into which graph shall {file.name} go? Please name it with --graph IRI.",
            parameter="graph",
        )
    document: DocumentPayload = {"path": str(file.resolve()), "name": file.name, "format": form}
    if graph:
        document["graph"] = graph
    return document
