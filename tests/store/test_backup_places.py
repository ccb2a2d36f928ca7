"""Where backups go and where they come back: new folders, mount points, places without room."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from leitgraph.errors import Damaged, StorageFull
from leitgraph.model import Patch
from leitgraph.store.journal.backup import backup, restore, verify_file
from leitgraph.store.journal.journal import Journal


def filled(data: Path, count: int) -> Journal:
    journal = Journal.open(f"sqlite:///{data / 'journal.sqlite'}", data)
    for number in range(count):
        line = f'<http://ex/s> <http://ex/p> "{number}" <http://ex/g> .\n'.encode()
        journal.append(Patch(line, b"", "Amt 61", f"Grund {number}"))
    return journal


def count(data: Path) -> int:
    """Patches in a data directory, verified."""
    journal = filled(data, 0)
    try:
        return journal.verify()
    finally:
        journal.close()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A backup of two patches."""
    journal = filled(tmp_path / "quelle", 2)
    try:
        assert backup(journal, tmp_path / "b.sqlite") == 2
    finally:
        journal.close()
    return tmp_path / "b.sqlite"


def test_a_restore_makes_the_folders_above_the_data(saved: Path, tmp_path: Path) -> None:
    data = tmp_path / "srv" / "leitgraph" / "var"
    assert restore(saved, data) is None
    assert count(data) == 2
    assert sorted(path.name for path in data.parent.iterdir()) == ["var"]


def test_a_backup_makes_the_folders_above_the_file(tmp_path: Path) -> None:
    journal = filled(tmp_path / "var", 1)
    file = tmp_path / "a" / "b" / "c.sqlite"
    assert backup(journal, file) == 1
    assert backup(journal, file) == 1
    journal.close()
    assert verify_file(file) == 1


def test_into_a_mount_point_the_content_is_swapped_and_the_point_stays(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container's volume cannot be renamed. Only the system's word for it is put in its mouth."""
    data = tmp_path / "var"
    filled(data, 5).close()
    (data / "view").mkdir()
    (data / "view" / "view.json").write_text("{}")
    point = data.stat().st_ino
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == data)

    assert restore(saved, data) == data / "before-restore-1"
    assert data.stat().st_ino == point
    assert count(data) == 2
    assert count(data / "before-restore-1") == 5
    assert (data / "before-restore-1" / "view" / "view.json").read_text() == "{}"
    assert not (data / "view").exists()
    # What the first restore put aside stays where it is.
    assert restore(saved, data) == data / "before-restore-2"
    assert restore(saved, data) == data / "before-restore-3"
    assert count(data / "before-restore-1") == 5
    assert count(data / "before-restore-3") == 2
    assert [path.name for path in tmp_path.iterdir() if "restor" in path.name] == []


def test_each_restore_beside_the_old_data_takes_the_next_number(
    saved: Path, tmp_path: Path
) -> None:
    data = tmp_path / "var"
    filled(data, 1).close()
    for number in (1, 2, 3):
        assert restore(saved, data) == tmp_path / f"var.before-restore-{number}"
    assert [count(tmp_path / f"var.before-restore-{number}") for number in (1, 2, 3)] == [1, 2, 2]


def test_what_an_interrupted_restore_left_is_no_hindrance(saved: Path, tmp_path: Path) -> None:
    left = tmp_path / "var.restoring"
    left.mkdir()
    (left / "journal.sqlite").write_bytes(b"halb")
    assert restore(saved, tmp_path / "var") is None
    assert not left.exists()
    assert count(tmp_path / "var") == 2


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        sqlite3.OperationalError("database or disk is full"),
    ],
    ids=["Dateisystem", "SQLite"],
)
def test_a_place_without_room_is_named_and_nothing_has_changed(
    error: Exception, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "var"
    filled(data, 1).close()

    def full(*_: object) -> None:
        raise error

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(StorageFull, match="nicht genug Platz") as caught:
        restore(saved, data)
    assert str(tmp_path) in caught.value.detail_en
    assert count(data) == 1
    assert not (tmp_path / "var.restoring").exists()
    assert not (tmp_path / "var.before-restore-1").exists()


def test_another_failure_of_the_disk_is_not_called_a_lack_of_room(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(shutil, "copyfile", broken)
    with pytest.raises(OSError, match="Input/output error"):
        restore(saved, tmp_path / "var")
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3", b"SQLite format 4\0" + bytes(4096)])
def test_a_file_that_is_no_database_is_called_unsound(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "b.sqlite"
    file.write_bytes(content)
    with pytest.raises(Damaged) as caught:
        verify_file(file)
    assert caught.value.facts == {"file": str(file)}


def test_verifying_a_backup_leaves_nothing_beside_it(saved: Path, tmp_path: Path) -> None:
    before = saved.stat().st_mtime_ns
    assert verify_file(saved) == 2
    assert saved.stat().st_mtime_ns == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.sqlite", "quelle"]
