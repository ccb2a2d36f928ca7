"""What the database refuses, what its errors mean, and what the lock says to whom."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from leitgraph.errors import Conflict, Damaged, InUse
from leitgraph.model import Patch
from leitgraph.store.journal import file
from leitgraph.store.journal.journal import GENESIS, Journal
from leitgraph.store.journal.lock import DirectoryLock

LINE = b'<http://ex/s> <http://ex/p> "1" <http://ex/g> .\n'
ROW = {
    **{"number": 1, "time": "2026-01-01T00:00:00+00:00", "actor": "a", "reason": "", "source": ""},
    **{"added_count": 0, "removed_count": 0, "added": b"", "removed": b"", "hash": "0" * 64},
}


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(f"sqlite:///{tmp_path / 'journal.sqlite'}", tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("column", sorted(ROW))
def test_a_row_with_a_gap_is_refused_by_the_database_itself(journal: Journal, column: str) -> None:
    # Written by hand: SQLAlchemy would leave out the column.
    marks = ", ".join(f":{name}" for name in ROW)
    text = sa.text(f"INSERT INTO patch ({', '.join(ROW)}) VALUES ({marks})")
    with journal.engine().connect() as connection:
        failure = f"NOT NULL constraint failed: patch.{column}"
        with pytest.raises(sa.exc.IntegrityError, match=failure):
            connection.execute(text, ROW | {column: None})


def test_a_number_is_given_once(journal: Journal) -> None:
    with journal.engine().connect() as connection:
        connection.execute(sa.insert(file.PATCH).values(**ROW))
        with pytest.raises(sa.exc.IntegrityError, match=r"UNIQUE constraint failed: patch\.number"):
            connection.execute(sa.insert(file.PATCH).values(**ROW))


class OfPostgres(Exception):
    """What a driver of PostgreSQL raises, as far as the journal looks at it."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def of_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("Wort")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("original", "full", "damage"),
    [
        (OfPostgres("53100"), True, False),
        (OfPostgres("23505"), False, False),
        (OfPostgres("57014"), False, False),
        (of_sqlite(sqlite3.SQLITE_FULL), True, False),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), True, False),
        (of_sqlite(sqlite3.SQLITE_IOERR_READ), False, False),
        (of_sqlite(sqlite3.SQLITE_BUSY), False, False),
        (of_sqlite(sqlite3.SQLITE_CORRUPT), False, True),
        (of_sqlite(sqlite3.SQLITE_CORRUPT_INDEX), False, True),
        (of_sqlite(sqlite3.SQLITE_NOTADB), False, True),
        (sqlite3.OperationalError("no such column: hash"), False, True),
        (sqlite3.OperationalError("database is locked"), False, False),
    ],
    ids=lambda value: getattr(value, "sqlstate", None) or str(getattr(value, "args", value)),
)
def test_an_error_of_a_database_is_a_lack_of_room_damage_or_neither(
    original: Exception, full: bool, damage: bool
) -> None:
    error = sa.exc.DBAPIError("SELECT 1", None, original)
    assert (file.is_full(error), file.is_damage(error)) == (full, damage)


def test_the_first_patch_follows_the_genesis_hash(journal: Journal) -> None:
    first = journal.append(Patch(LINE, b"", "Amt", "Grund"))
    with journal.engine().connect() as connection:
        row = connection.execute(sa.select(file.PATCH)).one()
    assert first.hash == file.chain_hash(GENESIS, dict(row._mapping))
    assert (row.added_count, row.removed_count) == (1, 0)
    assert GENESIS == "0" * 64


def test_the_counts_of_a_patch_are_part_of_what_is_sealed(journal: Journal, tmp_path: Path) -> None:
    journal.append(Patch(LINE, b"", "Amt", "Grund"))
    journal.append(Patch(LINE.replace(b"1", b"2"), LINE, "Amt", "Grund"))
    assert [(one.added, one.removed) for one in journal.log()] == [(1, 1), (1, 0)]
    journal.close()
    with sqlite3.connect(tmp_path / "journal.sqlite") as raw:
        raw.execute("UPDATE patch SET removed_count = 2 WHERE number = 2")
    raw.close()
    with pytest.raises(Damaged) as caught:
        Journal.open(f"sqlite:///{tmp_path / 'journal.sqlite'}", tmp_path)
    assert caught.value.facts == {"number": 2}


@pytest.mark.parametrize(
    "text",
    [None, "", "3 abc", "3 abc 0123456789abcdef\n", "eins zwei drei vier"],
    ids=["keine Datei", "leer", "ohne Siegel", "falsches Siegel", "zu viel"],
)
def test_a_head_that_cannot_be_trusted_is_as_none(text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "journal.head"
    if text is not None:
        path.write_text(text)
    assert file.Head(path).read() is None


def test_a_head_comes_back_as_it_was_and_a_disk_without_room_is_no_error(tmp_path: Path) -> None:
    head = file.Head(tmp_path / "journal.head")
    head.write(17, "abc")
    assert head.read() == (17, "abc")
    file.Head(tmp_path / "fehlt" / "journal.head").write(1, "x")


def test_a_head_that_lags_behind_is_sound_and_one_of_another_history_is_not(
    journal: Journal, tmp_path: Path
) -> None:
    head = file.Head(tmp_path / "journal.head")
    first = journal.append(Patch(LINE, b"", "Amt", "Grund"))
    journal.append(Patch(LINE.replace(b"1", b"2"), b"", "Amt", "Grund"))
    journal.close()
    url = f"sqlite:///{tmp_path / 'journal.sqlite'}"
    head.write(1, first.hash)
    Journal.open(url, tmp_path).close()
    head.write(1, "f" * 64)
    with pytest.raises(Damaged, match="bestätigt bis 1, da bis 2") as caught:
        Journal.open(url, tmp_path)
    assert caught.value.facts == {"number": 3}


def test_an_attached_journal_reads_and_never_appends(journal: Journal) -> None:
    journal.append(Patch(LINE, b"", "Amt", "Grund"))
    beside = Journal.attach(journal.url)
    assert (beside.last(), beside.read_only, journal.read_only) == (1, True, False)
    with pytest.raises(Conflict, match="nur zum Lesen"):
        beside.append(Patch(LINE, b"", "Amt", "Grund"))
    beside.close()
    assert journal.last() == 1


# ---- lock


def test_the_lock_can_be_read_by_all_and_written_by_its_owner(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        lock = DirectoryLock(tmp_path / "tief" / "var")
    finally:
        os.umask(before)
    file_ = tmp_path / "tief" / "var" / "lock"
    assert file_.stat().st_mode & 0o777 == 0o644
    assert file_.read_text() == f"{os.getpid()}\n"
    lock.release()
    lock.release()


@pytest.mark.parametrize(
    ("content", "pid", "said"),
    [("4711\n", 4711, "Prozess 4711"), ("", None, "Prozess ?"), ("kaputt", None, "Prozess kaputt")],
)
def test_who_comes_second_is_told_the_process_as_far_as_it_is_known(
    content: str, pid: int | None, said: str, tmp_path: Path
) -> None:
    lock = DirectoryLock(tmp_path)
    (tmp_path / "lock").write_text(content)
    with pytest.raises(InUse, match=said.replace("?", r"\?")) as caught:
        DirectoryLock(tmp_path)
    assert caught.value.facts == {"pid": pid, "directory": str(tmp_path)}
    assert said.replace("Prozess", "process") in caught.value.detail_en
    lock.release()
    DirectoryLock(tmp_path).release()
