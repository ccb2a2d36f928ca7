"""Backup and restore of the journal; the view follows from it.

A backup is one SQLite file, consistent while writes go on, verified before it gets its name.
A restore builds a new data directory beside the old one, verifies it, and swaps the two; the
old one stays as ``<data>.before-restore-N``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from leitgraph.errors import BadInput, Damaged, LeitgraphError, NotFound, StorageFull
from leitgraph.store.journal import file as journal_file
from leitgraph.store.journal.journal import Journal
from leitgraph.store.journal.lock import DirectoryLock

NAME = "journal.sqlite"


def backup(journal: Journal, file: Path) -> int:
    """Copy the journal to ``file`` and verify the copy; the number of patches in it.

    An older backup of that name is replaced only when the new one is whole. ``StorageFull`` if
    it does not fit; then nothing of it remains.
    """
    own = sa.make_url(journal.url).database
    if own and journal.url.startswith("sqlite") and file.resolve() == Path(own).resolve():
        raise BadInput(
            "Die Sicherung braucht einen anderen Namen als das Journal selbst.",
            "The backup needs another name than the journal itself.",
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".partial")
    try:
        with _room(file.parent):
            partial.unlink(missing_ok=True)
            if journal.url.startswith("sqlite"):
                _copy_sqlite(journal, partial)
            else:
                _copy_rows(journal, partial)
        count = verify_file(partial)
        _sync(partial)
        partial.replace(file)
        journal_file.sync_directory(file.parent)
    finally:
        _remove_database(partial)
    return count


def restore(file: Path, data_dir: Path) -> Path | None:
    """Put a backup in place of the data; the directory where the old data went, if there were any.

    ``Damaged`` if the backup does not verify, ``InUse`` if an instance is running; then nothing
    has changed.
    """
    if not file.is_file():
        raise NotFound(f"Es gibt keine Datei {file}.", f"There is no file {file}.")
    data_dir = data_dir.absolute()
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    fresh = data_dir.with_name(data_dir.name + ".restoring")
    lock = DirectoryLock(data_dir) if data_dir.exists() else None
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        with _room(data_dir.parent):
            fresh.mkdir()
            shutil.copyfile(file, fresh / NAME)
            _sync(fresh / NAME)
        verify_file(fresh / NAME)
        journal_file.sync_directory(fresh)
        return _swap(fresh, data_dir)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if lock is not None:
            lock.release()


def verify_file(file: Path) -> int:
    """Verify a backup without changing it; the number of patches. ``Damaged`` if it is unsound."""
    with file.open("rb") as start:
        sound = start.read(16) == b"SQLite format 3\0"
    if not sound:
        raise _unsound(file)
    journal = Journal.attach(f"sqlite:///file:{file.resolve()}?mode=ro&immutable=1&uri=true")
    try:
        return journal.verify()
    except LeitgraphError as error:
        raise _unsound(file) from error
    finally:
        journal.close()


def _swap(fresh: Path, data_dir: Path) -> Path | None:
    if not data_dir.exists():
        fresh.rename(data_dir)
        journal_file.sync_directory(data_dir.parent)
        return None
    number = 1
    while (old := data_dir.with_name(f"{data_dir.name}.before-restore-{number}")).exists():
        number += 1
    if os.path.ismount(data_dir):
        # A mount point (a container's volume) cannot be renamed; its content can be moved.
        old = data_dir / f"before-restore-{number}"
        while old.exists():
            number += 1
            old = data_dir / f"before-restore-{number}"
        old.mkdir()
        for path in list(data_dir.iterdir()):
            if path.name != "lock" and not path.name.startswith("before-restore-"):
                path.rename(old / path.name)
        shutil.copyfile(fresh / NAME, data_dir / NAME)
        _sync(data_dir / NAME)
        journal_file.sync_directory(data_dir)
        return old
    data_dir.rename(old)
    fresh.rename(data_dir)
    journal_file.sync_directory(data_dir.parent)
    return old


def _copy_sqlite(journal: Journal, target: Path) -> None:
    """SQLite's own online backup: one consistent state, while another connection writes."""
    with journal.engine().connect() as connection:
        source = connection.connection.driver_connection
        if not isinstance(source, sqlite3.Connection):  # pragma: no cover
            raise TypeError("not an SQLite connection")
        with contextlib.closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            # One file, without a log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")


def _copy_rows(journal: Journal, target: Path) -> None:
    """Row by row, from any database, up to the number that is last now."""
    engine = sa.create_engine(f"sqlite:///{target}")
    try:
        journal_file.METADATA.create_all(engine)
        with journal.engine().connect() as source, engine.begin() as copy:
            until = journal_file.last(source)[0]
            patches = sa.select(journal_file.PATCH).where(journal_file.PATCH.c.number <= until)
            for row in source.execution_options(yield_per=50).execute(patches):
                copy.execute(sa.insert(journal_file.PATCH).values(**row._mapping))
            for row in source.execute(sa.select(journal_file.META)):
                copy.execute(sa.insert(journal_file.META).values(**row._mapping))
    finally:
        engine.dispose()


@contextlib.contextmanager
def _room(directory: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        if getattr(error, "errno", None) == 28 or "full" in str(error):
            raise StorageFull(
                f"In {directory} ist nicht genug Platz.",
                f"There is not enough room in {directory}.",
            ) from error
        raise


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove_database(path: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _unsound(file: Path) -> Damaged:
    return Damaged(
        f"{file} ist keine unbeschädigte Sicherung. Nehmen Sie eine andere: "
        "leitgraph restore DATEI",
        f"{file} is not a sound backup. Take another: leitgraph restore FILE",
        file=str(file),
    )
