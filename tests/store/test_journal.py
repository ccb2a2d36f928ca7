"""The journal: acknowledged means on disk, damage is found, one instance at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from leitgraph.errors import Conflict, Damaged, InUse, LeitgraphError, StorageFull
from leitgraph.model import Patch
from leitgraph.store.journal.journal import Journal


def url(directory: Path) -> str:
    return f"sqlite:///{directory / 'journal.sqlite'}"


def line(number: int) -> bytes:
    return f'<http://ex/s{number}> <http://ex/p> "{number}" <http://ex/g> .\n'.encode()


def patch(number: int, **more: object) -> Patch:
    return Patch(line(number), b"", "Amt 61", f"Grund {number}", **more)  # type: ignore[arg-type]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(url(tmp_path), tmp_path)
    yield opened
    opened.close()


def test_an_appended_patch_gets_the_next_number_a_time_and_a_hash(journal: Journal) -> None:
    first, second = journal.append(patch(1)), journal.append(patch(2, source="a.ttl"))

    assert (first.number, second.number, journal.last()) == (1, 2, 2)
    assert first.time is not None
    assert second.time is not None
    assert first.time <= second.time
    assert len(second.hash) == 64
    assert journal.hash_at(2) == second.hash != first.hash
    assert (journal.hash_at(0), journal.hash_at(3)) == ("", None)


def test_patches_come_back_as_they_were_after_reopening(tmp_path: Path) -> None:
    journal = Journal.open(url(tmp_path), tmp_path)
    written = [journal.append(patch(n)) for n in (1, 2, 3)]
    written.append(journal.append(Patch(b"", line(2), "Amt 20", "weg", "feed")))
    journal.close()

    journal = Journal.open(url(tmp_path), tmp_path)
    assert list(journal.since(0)) == written
    assert list(journal.since(2, until=3)) == written[2:3]
    assert list(journal.since(4)) == []
    journal.close()


def test_a_patch_appended_while_others_are_read_is_read_too(journal: Journal) -> None:
    journal.append(patch(1))
    seen = []
    for each in journal.since(0):
        seen.append(each.number)
        if each.number < 5:
            journal.append(patch(each.number + 1))
    assert seen == [1, 2, 3, 4, 5]


def test_an_empty_patch_is_not_written(journal: Journal) -> None:
    assert journal.append(Patch(b"", b"", "Amt 61", "nichts")).number == 0
    assert journal.last() == 0


def test_the_log_shows_the_newest_first_and_pages_backwards(journal: Journal) -> None:
    for number in range(1, 6):
        journal.append(patch(number))

    entries = journal.log(limit=2)
    assert [(e.number, e.reason, e.added, e.removed) for e in entries] == [
        (5, "Grund 5", 1, 0),
        (4, "Grund 4", 1, 0),
    ]
    assert [e.number for e in journal.log(limit=9, before=3)] == [2, 1]


def test_a_write_on_an_outdated_version_is_refused(journal: Journal) -> None:
    journal.append(patch(1), expect=0)
    with pytest.raises(Conflict) as caught:
        journal.append(patch(2), expect=0)
    assert caught.value.facts == {"version": 1}
    assert journal.last() == 1


def test_remembered_texts_survive(journal: Journal, tmp_path: Path) -> None:
    journal.set_meta("seed", "a")
    journal.set_meta("seed", "b")
    journal.close()
    again = Journal.open(url(tmp_path), tmp_path)
    assert (again.meta("seed"), again.meta("other")) == ("b", None)
    again.close()


def test_a_second_instance_is_told_who_has_the_data(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(InUse) as caught:
        Journal.open(url(tmp_path), tmp_path)
    assert caught.value.facts["pid"] == os.getpid()


def test_after_closing_the_directory_is_free_again(journal: Journal, tmp_path: Path) -> None:
    journal.close()
    Journal.open(url(tmp_path), tmp_path).close()


def test_a_forked_child_does_not_keep_the_lock_of_its_dead_parent(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    ready = context.Event()

    def parent() -> None:
        journal = Journal.open(url(tmp_path), tmp_path)
        if os.fork() == 0:
            signal.alarm(20)
            signal.pause()
        ready.set()
        journal.append(patch(1))
        signal.pause()

    process = context.Process(target=parent)
    process.start()
    assert ready.wait(10)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()

    Journal.open(url(tmp_path), tmp_path).close()


def test_reading_beside_a_running_instance_needs_no_lock(journal: Journal, tmp_path: Path) -> None:
    journal.append(patch(1))
    beside = Journal.attach(url(tmp_path))
    assert [e.number for e in beside.log()] == [1]
    with pytest.raises(Conflict):
        beside.append(patch(2))
    beside.close()
    assert journal.append(patch(2)).number == 2


def test_parallel_writers_lose_nothing(journal: Journal) -> None:
    def write(start: int) -> None:
        for number in range(start, start + 25):
            journal.append(patch(number))

    threads = [threading.Thread(target=write, args=(n,)) for n in (0, 100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert journal.last() == 100
    assert journal.verify() == 100
    expected = {line(n + start) for start in (0, 100, 200, 300) for n in range(25)}
    assert {each.added for each in journal.since(0)} == expected


def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    acknowledged = 0
    for _ in range(5):
        receive, send = context.Pipe(duplex=False)

        def write(send: object = send) -> None:
            journal = Journal.open(url(tmp_path), tmp_path)
            while True:
                send.send(journal.append(patch(journal.last() + 1)).number)  # type: ignore[attr-defined]

        process = context.Process(target=write)
        process.start()
        for _ in range(20):
            assert receive.poll(10)
            acknowledged = receive.recv()
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        while receive.poll():
            acknowledged = receive.recv()
    journal = Journal.open(url(tmp_path), tmp_path)
    assert acknowledged >= 100
    assert journal.last() >= acknowledged
    assert journal.verify() == journal.last()
    journal.close()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE patch SET reason = 'anders' WHERE number = 2",
        "UPDATE patch SET added = removed WHERE number = 2",
        "UPDATE patch SET hash = upper(hash) WHERE number = 2",
        "DELETE FROM patch WHERE number = 2",
        "DELETE FROM patch WHERE number = 3",
        "DROP TABLE patch",
    ],
)
def test_damage_is_found_at_start_and_the_way_back_is_named(tmp_path: Path, harm: str) -> None:
    journal = Journal.open(url(tmp_path), tmp_path)
    for number in (1, 2, 3):
        journal.append(patch(number))
    journal.close()
    with sqlite3.connect(tmp_path / "journal.sqlite") as connection:
        connection.execute(harm)
    connection.close()

    with pytest.raises(Damaged, match="leitgraph restore"):
        Journal.open(url(tmp_path), tmp_path)
    # The failed start holds nothing: a restore can take the directory.
    with pytest.raises(Damaged):
        Journal.open(url(tmp_path), tmp_path)


@pytest.mark.parametrize("place", ["header", "page", "everything"])
def test_a_file_with_overwritten_bytes_is_called_damaged(tmp_path: Path, place: str) -> None:
    journal = Journal.open(url(tmp_path), tmp_path)
    for number in range(200):
        journal.append(patch(number))
    journal.close()
    path = tmp_path / "journal.sqlite"
    content = bytearray(path.read_bytes())
    start, length = {
        "header": (0, 100),
        "page": (5 * 4096, 4096),
        "everything": (0, len(content)),
    }[place]
    content[start : start + length] = b"\xa5" * length
    path.write_bytes(bytes(content))

    with pytest.raises(Damaged, match="leitgraph restore"):
        Journal.open(url(tmp_path), tmp_path)


def test_a_lost_end_is_found(tmp_path: Path) -> None:
    journal = Journal.open(url(tmp_path), tmp_path)
    journal.append(patch(1))
    journal.close()
    older = (tmp_path / "journal.sqlite").read_bytes()
    journal = Journal.open(url(tmp_path), tmp_path)
    journal.append(patch(2))
    journal.close()
    (tmp_path / "journal.sqlite").write_bytes(older)

    with pytest.raises(Damaged) as caught:
        Journal.open(url(tmp_path), tmp_path)
    assert caught.value.facts == {"number": 2}


def test_when_storage_is_full_nothing_is_written_and_room_helps(journal: Journal) -> None:
    journal.append(patch(1))
    full = True

    @sa.event.listens_for(journal.engine(), "connect")
    def _limit(connection: sqlite3.Connection, _record: object) -> None:
        if full:
            connection.execute("PRAGMA max_page_count=8")

    journal.engine().dispose()
    noise = os.urandom(200_000).hex().encode()
    with pytest.raises(StorageFull):
        journal.append(Patch(noise, b"", "Amt 61", "zu viel"))

    full = False
    assert journal.last() == 1
    assert journal.append(Patch(noise, b"", "Amt 61", "passt")).number == 2
    assert journal.verify() == 2


def test_a_directory_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("kein Verzeichnis")
    with pytest.raises(LeitgraphError, match="datei"):
        Journal.open(url(tmp_path), tmp_path / "datei")


def test_a_database_that_cannot_be_reached_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(LeitgraphError, match="nicht zugänglich"):
        Journal.open(f"sqlite:///{tmp_path}/fehlt/journal.sqlite", tmp_path)


def test_statements_are_plain_sql_that_postgresql_understands() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    from leitgraph.store.journal.file import META, PATCH

    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    created = [str(CreateTable(t).compile(dialect=dialect)) for t in (PATCH, META)]
    assert "added BYTEA NOT NULL" in created[0]
    assert "number BIGINT NOT NULL" in created[0]
    assert "value TEXT NOT NULL" in created[1]
