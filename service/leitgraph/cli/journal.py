"""``leitgraph log``, ``backup`` and ``restore``: the journal at the command line."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid

from leitgraph.cli.frame import State, app, notes, width, working
from leitgraph.config import Settings
from leitgraph.errors import BadParameter, NotFound
from leitgraph.store.journal.backup import backup as backup_journal
from leitgraph.store.journal.backup import restore as restore_journal
from leitgraph.store.journal.journal import Entry, Journal


class Form(StrEnum):
    """Formats of the log."""

    TABLE = "table"
    JSON = "json"


@app.command()
def log(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="Höchstens so viele Einträge.")] = 20,
    before: Annotated[
        int | None, typer.Option(help="Nur Einträge vor dieser Nummer, zum Blättern.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="Format der Liste.")] = Form.TABLE,
) -> None:
    """Zeigt die letzten Änderungen: Nummer, Zeit, wer, warum, woher, wie viele Tripel."""
    state: State = context.obj
    with _attached(state.settings) as journal:
        entries = journal.log(limit, before)
    if form is Form.JSON:
        typer.echo(json.dumps([_plain(entry) for entry in entries], ensure_ascii=False, indent=2))
        return
    names = ("Nr.", "Zeit (UTC)", "wer", "dazu", "weg", "warum", "Quelle")
    if state.language == "en":
        names = ("no.", "time (UTC)", "who", "added", "removed", "why", "source")
    grid = Grid(box=None, pad_edge=False)
    for name, right in zip(names, (True, False, False, True, True, False, False), strict=True):
        grid.add_column(name, justify="right" if right else "left", no_wrap=right)
    for entry in entries:
        grid.add_row(
            str(entry.number),
            f"{entry.time:%Y-%m-%d %H:%M:%S}",
            entry.actor,
            str(entry.added),
            str(entry.removed),
            entry.reason,
            entry.source,
        )
    Console(width=width(), highlight=False, markup=False).print(grid)


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Datei, in die gesichert wird.")],
) -> None:
    """Sichert das Journal in eine Datei, auch während der Dienst läuft, und prüft die Kopie."""
    state: State = context.obj
    with _attached(state.settings) as journal, working("Sicherung"):
        count = backup_journal(journal, file)
    notes.print(f"{file}: {count} Änderungen gesichert und geprüft.", markup=False)


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Sicherung, die zurückgeholt wird.")],
) -> None:
    """Holt eine Sicherung zurück; was vorher da war, bleibt daneben liegen.

    Der Dienst muss dafür beendet sein. Die Sicherung wird geprüft, bevor sich etwas ändert.
    """
    state: State = context.obj
    if state.settings.journal:
        raise BadParameter(
            "Das Journal liegt in einer eigenen Datenbank (LEITGRAPH_JOURNAL); stellen Sie es mit "
            "deren Mitteln wieder her.",
            "The journal is in a database of its own (LEITGRAPH_JOURNAL); restore it by its means.",
            parameter="journal",
        )
    with working("Wiederherstellung"):
        old = restore_journal(file, state.settings.data)
    notes.print(f"{state.settings.data}: aus {file} wiederhergestellt.", markup=False)
    if old is not None:
        notes.print(f"Der frühere Inhalt liegt unter {old}.", markup=False)


def _attached(settings: Settings) -> contextlib.closing[Journal]:
    if not settings.journal and not (settings.data / "journal.sqlite").is_file():
        raise NotFound(
            f"Unter {settings.data} liegt noch kein Journal.",
            f"There is no journal under {settings.data} yet.",
            directory=str(settings.data),
        )
    return contextlib.closing(Journal.attach(settings.journal_url()))


def _plain(entry: Entry) -> dict[str, object]:
    return {**asdict(entry), "time": entry.time.isoformat()}
