"""What all commands share: settings, the graph to work on, how errors and progress are shown."""

from __future__ import annotations

import asyncio
import getpass
import os
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from leitgraph import __version__
from leitgraph.config import Settings
from leitgraph.errors import BadInput, LeitgraphError, NotFound, TooLarge
from leitgraph.model import Principal, Role
from leitgraph.store.local_socket import attach
from leitgraph.store.service import Graph
from leitgraph.writing.seed import seed

T = TypeVar("T")
USAGE = 2
"""Exit code for input that cannot be used."""

_HELP = """Leitgraph verknüpft die Ziele, Konzepte, Projekte, Haushaltsmittel und Beschlüsse
deutscher Städte, beantwortet Fragen quer über sie und prüft Vorlagen auf den Bezug zum INSEK.

Leitgraph links the goals, concepts, projects, budgets and resolutions of German cities, answers
questions across them and checks council papers.

Läuft auf dem Datenverzeichnis ein Dienst, arbeiten alle Befehle über ihn; sonst öffnen sie den
Graphen selbst."""

app = typer.Typer(
    help=_HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
notes = Console(stderr=True, highlight=False)


@dataclass
class State:
    """What was said before the command: settings and language."""

    settings: Settings
    language: str


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"leitgraph {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(help="Verzeichnis für Journal und Sicht (sonst LEITGRAPH_DATA oder var)."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="Sprache der Ausgabe: de oder en (sonst nach LANG, im Zweifel de)."),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Nennt die Version und endet."
        ),
    ] = False,
) -> None:
    """Settings for all commands."""
    chosen = language or _system_language()
    if chosen not in {"de", "en"}:
        raise typer.BadParameter("de oder en", param_hint="--language")
    context.obj = State(read_settings(**({"data": data} if data else {})), chosen)


def read_settings(**given: Any) -> Settings:
    """Settings from environment and file; what is wrong in them is said by its name."""
    try:
        return Settings(**given)
    except ValidationError as error:
        for fault in error.errors():
            name = ".".join(str(part) for part in fault["loc"])
            notes.print(f"Einstellung {name}: {fault['msg']}", markup=False)
        notes.print("Alle Einstellungen stehen in docs/settings.md.", markup=False)
        raise typer.Exit(USAGE) from None


def _system_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "en" if os.environ[name].startswith("en") else "de"
    return "de"


def operator() -> Principal:
    """Who works at the command line: whoever may read the data directory may do all."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "konsole"
    return Principal(Role.ADMIN, name)


@asynccontextmanager
async def graph_of(settings: Settings) -> AsyncIterator[Graph]:
    """The graph: that of the running service, or opened here (and filled at the first start)."""
    graph: Graph | None = None
    try:
        graph = await attach(settings)
    except LeitgraphError as error:
        if not isinstance(error, NotFound) and (settings.data / "run" / "graph.sock").exists():
            raise
    if graph is None:
        with working("Graph wird geöffnet"):
            graph = await Graph.open(settings)
            try:
                await seed(graph, settings)
            except BaseException:
                await graph.close()
                raise
    async with graph:
        yield graph


def run(work: Callable[[Graph], Awaitable[T]], settings: Settings) -> T:
    """Run some work on the graph of the settings."""

    async def whole() -> T:
        async with graph_of(settings) as graph:
            return await work(graph)

    return asyncio.run(whole())


def working(what: str) -> Progress:
    """A line that turns while something of unknown length goes on."""
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=notes,
        transient=True,
        disable=not notes.is_terminal,
    )
    progress.add_task(what, total=None)
    return progress


def bar(*, size: bool = False) -> Progress:
    """A bar that counts things, or bytes."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn() if size else MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=notes,
        transient=True,
        disable=not notes.is_terminal,
    )


def width() -> int:
    """Characters in a line of the terminal, or of a page if the output goes elsewhere."""
    return shutil.get_terminal_size((120, 24)).columns


def output(data: bytes, out: Path | None) -> None:
    """Bytes to a file, whole or not at all, or to standard output."""
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    partial = out.with_name(out.name + ".partial")
    try:
        partial.write_bytes(data)
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise cannot_write(out, error) from error


def read_file(file: Path, most_mb: int | None = None) -> bytes:
    """Bytes of a file, or of standard input for ``-``; says plainly why it cannot be read."""
    most = (most_mb << 20) + 1 if most_mb is not None else -1
    try:
        if str(file) == "-":
            data = sys.stdin.buffer.read(most)
        else:
            with file.open("rb") as opened:
                data = opened.read(most)
    except FileNotFoundError:
        raise NotFound(f"Es gibt keine Datei {file}.", f"There is no file {file}.") from None
    except IsADirectoryError:
        raise BadInput(f"{file} ist ein Ordner.", f"{file} is a folder.") from None
    except OSError as error:
        raise BadInput(
            f"{file} lässt sich nicht lesen: {error.strerror}.",
            f"{file} cannot be read: {error.strerror}.",
        ) from error
    if most_mb is not None and len(data) == most:
        raise TooLarge(
            f"{file} ist größer als {most_mb} MB.", f"{file} is larger than {most_mb} MB."
        )
    return data


def cannot_write(out: Path, error: OSError) -> LeitgraphError:
    """The error for an output file that cannot be written."""
    return LeitgraphError(
        f"{out} lässt sich nicht schreiben: {error.strerror}.",
        f"{out} cannot be written: {error.strerror}.",
    )


def language_of(context: typer.Context | None) -> str:
    """The language that was chosen before an error arose."""
    state = context.obj if context is not None else None
    return state.language if isinstance(state, State) else _system_language()


def told(finding: Mapping[str, Any], language: str) -> str:
    """A finding of the structure gate in one line: where, of which property, what to do."""
    message = finding.get("message_en") if language == "en" else None
    path = str(finding.get("path") or "").rpartition("#")[2].rpartition("/")[2]
    place = f"{finding['focus']} {path}".rstrip()
    return f"  {place}: {message or finding['message']}"


def fail(error: LeitgraphError, language: str) -> NoReturn:
    """Say what is wrong and end with exit code 2."""
    notes.print(error.detail_en if language == "en" else error.detail, markup=False, style="red")
    for finding in error.facts.get("findings", []):
        notes.print(told(finding, language), markup=False)
    raise SystemExit(USAGE)


def main() -> None:
    """Entry point of the command ``leitgraph``."""
    language = _system_language()
    arguments = sys.argv[1:]
    if "--language" in arguments[:-1]:
        language = arguments[arguments.index("--language") + 1]
    try:
        app()
    except LeitgraphError as error:
        fail(error, language)
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        notes.print("Abgebrochen." if language == "de" else "Interrupted.")
        raise SystemExit(130) from None
