"""A backup is whole whatever is being written; a restore is verified before anything moves."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from leitgraph.errors import BadInput, Damaged, InUse, NotFound
from leitgraph.model import Patch
from leitgraph.store.journal import backup as module
from leitgraph.store.journal.backup import backup, restore, verify_file
from leitgraph.store.journal.journal import Journal


def open_journal(data: Path) -> Journal:
    return Journal.open(f"sqlite:///{data / 'journal.sqlite'}", data)


def filled(data: Path, count: int) -> Journal:
    journal = open_journal(data)
    for number in range(count):
        line = f'<http://ex/s> <http://ex/p> "{number}" <http://ex/g> .\n'.encode()
        journal.append(Patch(line, b"", "Amt 61", f"Grund {number}"))
    return journal


def test_what_was_backed_up_comes_back(tmp_path: Path) -> None:
    data, file = tmp_path / "var", tmp_path / "sicherung.sqlite"
    journal = filled(data, 3)
    journal.set_meta("seed", "x")
    kept = list(journal.since(0))
    assert backup(journal, file) == 3
    journal.append(Patch(b"<http://ex/s> <http://ex/p> <http://ex/o> .\n", b"", "a", "b"))
    journal.close()

    old = restore(file, data)

    assert old == tmp_path / "var.before-restore-1"
    journal = open_journal(data)
    assert list(journal.since(0)) == kept
    assert journal.meta("seed") == "x"
    journal.close()
    before = open_journal(old)
    assert before.last() == 4
    before.close()
    assert restore(file, data) == tmp_path / "var.before-restore-2"


def test_a_backup_is_one_file(tmp_path: Path) -> None:
    journal = filled(tmp_path / "var", 2)
    backup(journal, tmp_path / "out" / "b.sqlite")
    journal.close()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.sqlite"]


def test_a_backup_during_writes_verifies(tmp_path: Path) -> None:
    journal = filled(tmp_path / "var", 50)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            journal.append(Patch(b"<a:a> <b:b> <c:c> <g:g> .\n", b"", "a", str(number)))

    writer = threading.Thread(target=write)
    writer.start()
    counts = [backup(journal, tmp_path / f"b{n}.sqlite") for n in range(5)]
    stop.set()
    writer.join()

    assert counts == sorted(counts)
    assert counts[0] >= 50
    assert counts[-1] > 50
    assert journal.verify() == journal.last() >= counts[-1]
    journal.close()


def test_a_backup_can_be_taken_beside_a_running_instance(tmp_path: Path) -> None:
    journal = filled(tmp_path / "var", 2)
    beside = Journal.attach(journal.url)
    assert backup(beside, tmp_path / "b.sqlite") == 2
    beside.close()
    journal.close()


def test_the_way_for_other_databases_copies_the_same(tmp_path: Path) -> None:
    journal = filled(tmp_path / "var", 3)
    journal.set_meta("seed", "x")
    module._copy_rows(journal, tmp_path / "rows.sqlite")
    assert verify_file(tmp_path / "rows.sqlite") == 3
    journal.close()


def test_the_journal_is_not_overwritten_by_its_own_backup(tmp_path: Path) -> None:
    journal = filled(tmp_path / "var", 1)
    with pytest.raises(BadInput):
        backup(journal, tmp_path / "var" / "journal.sqlite")
    assert journal.verify() == 1
    journal.close()


def test_restoring_into_a_new_place_needs_no_old_data(tmp_path: Path) -> None:
    journal = filled(tmp_path / "var", 2)
    backup(journal, tmp_path / "b.sqlite")
    journal.close()
    assert restore(tmp_path / "b.sqlite", tmp_path / "neu" / "var") is None
    journal = open_journal(tmp_path / "neu" / "var")
    assert journal.last() == 2
    journal.close()


@pytest.mark.parametrize("harm", ["text", "byte", "short", "empty"])
def test_a_damaged_backup_changes_nothing(tmp_path: Path, harm: str) -> None:
    data, file = tmp_path / "var", tmp_path / "b.sqlite"
    journal = filled(data, 100)
    backup(journal, file)
    journal.close()
    content = bytearray(file.read_bytes())
    position = content.index(b"Grund 57")
    content[position : position + 8] = b"Grund 58"
    harmed = {
        "text": b"Das ist keine Sicherung.",
        "byte": bytes(content),
        "short": bytes(content[: len(content) // 2]),
        "empty": b"",
    }
    file.write_bytes(harmed[harm])

    with pytest.raises(Damaged):
        restore(file, data)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.sqlite", "var"]
    journal = open_journal(data)
    assert journal.verify() == 100
    journal.close()


def test_a_running_instance_is_not_restored_over(tmp_path: Path) -> None:
    journal = filled(tmp_path / "var", 1)
    backup(journal, tmp_path / "b.sqlite")
    with pytest.raises(InUse):
        restore(tmp_path / "b.sqlite", tmp_path / "var")
    journal.close()


def test_a_missing_backup_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"weg\.sqlite"):
        restore(tmp_path / "weg.sqlite", tmp_path / "var")
