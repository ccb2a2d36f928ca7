"""A disk that is really full: a small tmpfs, where the machine lets us mount one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from leitgraph.errors import StorageFull
from leitgraph.model import Patch
from leitgraph.store.journal.backup import backup
from leitgraph.store.journal.journal import Journal
from leitgraph.store.views import open_view

LINE = b'<http://ex/s> <http://ex/p> "1" <http://ex/g> .\n'


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("mounting a tmpfs needs privileges")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    return ballast


def url(directory: Path) -> str:
    return f"sqlite:///{directory / 'journal.sqlite'}"


def test_a_running_journal_says_full_and_goes_on_when_there_is_room(small: Path) -> None:
    journal = Journal.open(url(small), small)
    journal.append(Patch(LINE, b"", "Amt", "1"))
    ballast = fill(small)

    noise = bytes(range(256)) * 400

    def append_until_full() -> None:
        for number in range(200):
            journal.append(Patch(noise + str(number).encode(), b"", "Amt", "viel"))

    with pytest.raises(StorageFull):
        append_until_full()
    acknowledged = journal.last()
    assert journal.verify() == acknowledged

    ballast.unlink()
    assert journal.append(Patch(LINE, b"", "Amt", "wieder")).number == acknowledged + 1
    journal.close()


def test_a_start_on_a_full_disk_reads_and_refuses_to_write_until_there_is_room(
    small: Path,
) -> None:
    journal = Journal.open(url(small), small)
    journal.append(Patch(LINE, b"", "Amt", "1"))
    journal.close()
    ballast = fill(small)

    journal = Journal.open(url(small), small)
    assert [each.number for each in journal.since(0)] == [1]
    if journal.read_only:
        with pytest.raises(StorageFull):
            journal.append(Patch(LINE, b"", "Amt", "2"))
    ballast.unlink()
    assert journal.append(Patch(LINE, b"", "Amt", "2")).number == 2
    assert not journal.read_only
    journal.close()


def test_a_backup_without_room_leaves_nothing(small: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    journal = Journal.open(url(data), data)
    journal.append(Patch(LINE, b"", "Amt", "1"))
    fill(small)
    with pytest.raises(StorageFull):
        backup(journal, small / "b.sqlite")
    assert {path.name for path in small.iterdir()} == {"ballast"}
    journal.close()


def test_a_view_that_cannot_be_saved_keeps_the_one_saved_before(small: Path) -> None:
    view = open_view("memory", small)
    view.apply(Patch(LINE, b"", "Amt", "1", number=1, hash="a"))
    view.save(small / "view")
    fill(small)
    view.apply(Patch(LINE.replace(b"1", b"2"), b"", "Amt", "2", number=2, hash="b"))
    with pytest.raises(OSError, match="space"):
        view.save(small / "view")

    again = open_view("memory", small)
    assert again.load(small / "view")
    assert again.version == 1
