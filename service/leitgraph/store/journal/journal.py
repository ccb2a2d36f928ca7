"""The journal: every change of the graph as a patch, in order, on disk. It is the truth.

Acknowledged means on disk: SQLite in WAL mode with ``synchronous=FULL`` syncs the log at every
commit. Each patch carries the SHA-256 of its content and of the hash before it, so damage in the
middle is found; ``journal.head`` beside the database remembers the last number, so a lost
end is found too. Everything goes through SQLAlchemy Core; only the PRAGMAs are SQLite's own, so
PostgreSQL is a matter of the URL.
"""

from __future__ import annotations

import contextlib
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from leitgraph.errors import Conflict, Damaged, LeitgraphError, StorageFull
from leitgraph.model import Patch
from leitgraph.store.journal import file
from leitgraph.store.journal.lock import DirectoryLock

GENESIS = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One line of the log: a patch without its quads. ``added`` and ``removed`` count quads."""

    number: int
    time: datetime
    actor: str
    reason: str
    source: str
    added: int
    removed: int
    hash: str


class Journal:
    """Append-only patches. One writer; safe to use from several threads."""

    def __init__(self, url: str, lock: DirectoryLock | None, head: file.Head | None) -> None:
        self.url = url
        self._lock = lock
        self._head = head
        self._mutex = threading.RLock()
        self._engine: sa.Engine | None = None
        self._read_only = False

    @classmethod
    def open(cls, url: str, data_dir: Path) -> Journal:
        """Open for writing and verify.

        ``InUse`` if another instance has the directory, ``Damaged`` if a hash does not fit. On a
        full disk the journal opens all the same, ``read_only``, and appends fail until there is
        room.
        """
        lock = DirectoryLock(data_dir)
        journal = cls(url, lock, file.Head(data_dir / "journal.head"))
        try:
            journal._start(data_dir)
        except BaseException:
            journal.close()
            raise
        return journal

    @classmethod
    def attach(cls, url: str) -> Journal:
        """Open for reading beside a running instance: no lock, no verification, no append."""
        journal = cls(url, None, None)
        journal._read_only = True
        return journal

    @property
    def read_only(self) -> bool:
        """True while nothing can be appended (attached, or the disk was full at start)."""
        return self._read_only

    def append(self, patch: Patch, *, expect: int | None = None) -> Patch:
        """Put a patch on disk and give it number, time and hash.

        An empty patch is not written and comes back as it is. ``Conflict`` if ``expect`` is given
        and is not the last number; ``StorageFull`` if it does not fit: then nothing was written.
        """
        if patch.empty:
            return patch
        with self._mutex, self._errors():
            if self._read_only:
                self._become_writable()
            with self._connect().begin() as connection:
                last, last_hash = file.last(connection)
                if expect is not None and expect != last:
                    raise Conflict(
                        f"Der Graph steht inzwischen auf Stand {last}, nicht {expect}. "
                        "Bitte auf dem neuen Stand wiederholen.",
                        f"The graph is at version {last} by now, not {expect}. Repeat on it.",
                        version=last,
                    )
                row = _row(patch, last + 1, last_hash)
                try:
                    connection.execute(sa.insert(file.PATCH).values(**row))
                except sa.exc.IntegrityError as error:  # another machine was first (PostgreSQL)
                    raise Conflict(
                        "Ein anderer Schreibvorgang kam zuvor. Bitte wiederholen.",
                        "Another write came first. Please repeat.",
                    ) from error
            if self._head is not None:
                self._head.write(row["number"], row["hash"])
            return replace(patch, number=row["number"], time=_time(row["time"]), hash=row["hash"])

    def since(self, number: int, until: int | None = None) -> Iterator[Patch]:
        """Patches after ``number`` in order, up to ``until`` inclusive; one in memory at a time."""
        while until is None or number < until:
            with self._errors(), self._connect().connect() as connection:
                query = sa.select(file.PATCH).where(file.PATCH.c.number > number)
                row = connection.execute(query.order_by(file.PATCH.c.number).limit(1)).first()
            if row is None:
                return
            number = row.number
            try:
                added, removed = zlib.decompress(row.added), zlib.decompress(row.removed)
            except zlib.error as error:
                raise damaged(f"Patch {number} ist nicht lesbar", f"patch {number}") from error
            yield Patch(
                added=added,
                removed=removed,
                actor=row.actor,
                reason=row.reason,
                source=row.source,
                number=number,
                time=_time(row.time),
                hash=row.hash,
            )

    def last(self) -> int:
        """Number of the last patch; 0 if there is none."""
        with self._errors(), self._connect().connect() as connection:
            return file.last(connection)[0]

    def hash_at(self, number: int) -> str | None:
        """Chain hash of a patch, the empty text for 0, None if there is no such patch."""
        if number == 0:
            return ""
        with self._errors(), self._connect().connect() as connection:
            query = sa.select(file.PATCH.c.hash).where(file.PATCH.c.number == number)
            return connection.execute(query).scalar()

    def log(self, limit: int = 50, before: int | None = None) -> list[Entry]:
        """The newest entries first, at most ``limit``, only those older than ``before``."""
        columns = [c for c in file.PATCH.c if c.name not in {"added", "removed"}]
        query = sa.select(*columns).order_by(file.PATCH.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(file.PATCH.c.number < before)
        with self._errors(), self._connect().connect() as connection:
            rows = connection.execute(query).all()
        return [
            Entry(
                number=row.number,
                time=_time(row.time),
                actor=row.actor,
                reason=row.reason,
                source=row.source,
                added=row.added_count,
                removed=row.removed_count,
                hash=row.hash,
            )
            for row in rows
        ]

    def verify(self) -> int:
        """Recompute every hash; the number of patches. ``Damaged`` names the first wrong one."""
        with self._errors(), self._connect().connect() as connection:
            expected, chain = 1, GENESIS
            rows = connection.execution_options(yield_per=100).execute(
                sa.select(file.PATCH).order_by(file.PATCH.c.number)
            )
            for row in rows:
                chain = file.chain_hash(chain, dict(row._mapping))
                if row.number != expected or row.hash != chain:
                    raise damaged(
                        f"Patch {expected} passt nicht zu seiner Prüfsumme",
                        f"patch {expected} does not match its checksum",
                        number=expected,
                    )
                expected += 1
        return expected - 1

    def meta(self, key: str) -> str | None:
        """A remembered text, or None."""
        with self._errors(), self._connect().connect() as connection:
            query = sa.select(file.META.c.value).where(file.META.c.key == key)
            return connection.execute(query).scalar()

    def set_meta(self, key: str, value: str) -> None:
        """Remember a text under a key; on disk when this returns."""
        with self._mutex, self._errors(), self._connect().begin() as connection:
            connection.execute(sa.delete(file.META).where(file.META.c.key == key))
            connection.execute(sa.insert(file.META).values(key=key, value=value))

    def close(self) -> None:
        """Let go of the database and of the lock."""
        with self._mutex:
            self._drop()
            if self._lock is not None:
                self._lock.release()

    def engine(self) -> sa.Engine:
        """The engine, for the backup."""
        return self._connect()

    def _start(self, data_dir: Path) -> None:
        try:
            with self._errors(), self._connect().begin() as connection:
                file.METADATA.create_all(connection)
            file.sync_directory(data_dir)
        except StorageFull:
            # Without room WAL cannot make its shared index; alone on the file it needs none.
            self._read_only = True
        last = self.verify()
        remembered = self._head.read() if self._head is not None else None
        if remembered is not None and (
            remembered[0] > last or self.hash_at(remembered[0]) != remembered[1]
        ):
            raise damaged(
                f"Es fehlen Patches am Ende: bestätigt bis {remembered[0]}, da bis {last}",
                f"patches are missing at the end: {remembered[0]} acknowledged, {last} found",
                number=last + 1,
            )

    def _become_writable(self) -> None:
        if self._lock is None:
            raise Conflict(
                "Das Journal ist nur zum Lesen geöffnet.", "The journal is open for reading only."
            )
        self._drop()
        self._read_only = False
        try:
            with self._errors(), self._connect().begin() as connection:
                file.METADATA.create_all(connection)
        except StorageFull:
            self._read_only = True
            self._drop()
            raise

    def _connect(self) -> sa.Engine:
        with self._mutex:
            if self._engine is None:
                self._engine = file.engine(self.url, exclusive=self._read_only and bool(self._lock))
            return self._engine

    def _drop(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """Database errors as ours. After one the connections are dropped: they never recover."""
        try:
            yield
        except sa.exc.DBAPIError as error:
            self._drop()
            if file.is_full(error):
                raise StorageFull(
                    "Der Datenträger ist voll; es wurde nichts geschrieben. "
                    "Schaffen Sie Platz und wiederholen Sie den Vorgang.",
                    "The disk is full; nothing was written. Make room and repeat.",
                ) from error
            if file.is_damage(error):
                raise damaged(str(error.orig), str(error.orig)) from error
            raise LeitgraphError(
                f"Das Journal ist nicht zugänglich: {error.orig}",
                f"The journal is not accessible: {error.orig}",
            ) from error


def damaged(german: str, english: str, **facts: Any) -> Damaged:
    """The error for a journal that does not verify; it names the way back."""
    return Damaged(
        f"Das Journal ist beschädigt: {german}. Stellen Sie eine Sicherung wieder her: "
        "leitgraph restore DATEI",
        f"The journal is damaged: {english}. Restore a backup: leitgraph restore FILE",
        **facts,
    )


def _row(patch: Patch, number: int, previous: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "number": number,
        "time": datetime.now(UTC).isoformat(timespec="microseconds"),
        "actor": patch.actor,
        "reason": patch.reason,
        "source": patch.source,
        "added_count": patch.added.count(b"\n"),
        "removed_count": patch.removed.count(b"\n"),
        "added": zlib.compress(patch.added, 3),
        "removed": zlib.compress(patch.removed, 3),
    }
    row["hash"] = file.chain_hash(previous, row)
    return row


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
