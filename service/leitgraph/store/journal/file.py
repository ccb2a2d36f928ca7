"""How the journal lies in a database: tables, hashes, PRAGMAs, and what its errors mean."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData()
PATCH = sa.Table(
    "patch",
    METADATA,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("time", sa.String(40), nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("added_count", sa.BigInteger, nullable=False),
    sa.Column("removed_count", sa.BigInteger, nullable=False),
    sa.Column("added", sa.LargeBinary, nullable=False),
    sa.Column("removed", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)
META = sa.Table(
    "meta",
    METADATA,
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)


def engine(url: str, *, exclusive: bool = False) -> sa.Engine:
    """An engine for the URL. ``exclusive`` (SQLite): alone on the file, without a shared index."""
    # Alone on the file also means: one connection, and threads take turns.
    made = (
        sa.create_engine(url, pool_size=1, max_overflow=0) if exclusive else sa.create_engine(url)
    )
    if made.dialect.name == "sqlite":

        @sa.event.listens_for(made, "connect")
        def _pragmas(connection: Any, _record: Any) -> None:
            cursor = connection.cursor()
            if exclusive:
                cursor.execute("PRAGMA locking_mode=EXCLUSIVE")
            cursor.execute("PRAGMA busy_timeout=10000")
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA journal_size_limit=67108864")
            cursor.close()

    return made


def last(connection: sa.Connection) -> tuple[int, str]:
    """Number and hash of the last patch; 0 and the genesis hash if there is none."""
    query = sa.select(PATCH.c.number, PATCH.c.hash).order_by(PATCH.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return (row.number, row.hash) if row else (0, "0" * 64)


def chain_hash(previous: str, row: Mapping[str, Any]) -> str:
    """SHA-256 over the hash before, what the patch says of itself, and its content as stored."""
    said = [row[name] for name in ("number", "time", "actor", "reason", "source")]
    counts = [row["added_count"], row["removed_count"]]
    digest = hashlib.sha256(previous.encode("ascii"))
    digest.update(json.dumps([*said, *counts], ensure_ascii=False).encode())
    digest.update(hashlib.sha256(row["added"]).digest())
    digest.update(hashlib.sha256(row["removed"]).digest())
    return digest.hexdigest()


def is_full(error: sa.exc.DBAPIError) -> bool:
    """True if the database had no room. SQLite tells of a full disk in several ways."""
    original = error.orig
    if not isinstance(original, sqlite3.Error):
        return getattr(original, "sqlstate", None) == "53100"
    code = getattr(original, "sqlite_errorcode", 0)
    return code in {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_SHMMAP,
        sqlite3.SQLITE_IOERR_TRUNCATE,
    }


def is_damage(error: sa.exc.DBAPIError) -> bool:
    """True if the file is not, or no longer, a sound database."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or "no such column" in str(error)


def sync_directory(directory: Path) -> None:
    """Make created and renamed files in a directory survive a power loss."""
    fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


class Head:
    """Remembers the last acknowledged patch beside the journal, to notice a lost end.

    Written after each commit without sync: it may lag behind after a power loss, never run ahead.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, number: int, chain: str) -> None:
        """Remember; a disk without room for it is no reason to fail an acknowledged write."""
        text = f"{number} {chain}"
        seal = hashlib.sha256(text.encode()).hexdigest()[:16]
        with contextlib.suppress(OSError):
            self._path.write_text(f"{text} {seal}\n", "ascii")

    def read(self) -> tuple[int, str] | None:
        """Number and hash, or None if there is nothing usable."""
        try:
            number, chain, seal = self._path.read_text("ascii").split()
        except (OSError, ValueError):
            return None
        if hashlib.sha256(f"{number} {chain}".encode()).hexdigest()[:16] != seal:
            return None
        return int(number), chain
