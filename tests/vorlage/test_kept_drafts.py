"""Kept drafts: found again by their id alone, bounded, and gone when they are to be gone."""

from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leitgraph.errors import Conflict, NotFound, StorageFull, TooLarge
from leitgraph.vorlage.draft.kept_drafts import MAX_BYTES, Drafts

FILE = "drafts.sqlite"


def aged(folder: Path, days: float) -> None:
    """Let every draft be so many days older."""
    with sqlite3.connect(folder / FILE) as connection:
        then = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=days)
        connection.execute("UPDATE draft SET changed = ?", (then.isoformat(" "),))
    connection.close()


def test_a_draft_is_found_by_its_id_in_another_process_too(tmp_path: Path) -> None:
    kept = Drafts(tmp_path, 90, 10).add("Straße")
    again = Drafts(tmp_path, 90, 10).get(kept.id)
    assert (again.content, again.revision) == ("Straße", 1)
    assert again.expires - again.changed == timedelta(days=90)
    assert abs(datetime.now(UTC) - again.changed) < timedelta(minutes=1)


def test_ids_cannot_be_guessed(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, 90, 100)
    ids = {drafts.add("x").id for _ in range(50)}
    assert len(ids) == 50
    assert {len(id_) for id_ in ids} == {24}


@pytest.mark.parametrize("id_", ["", "x", "A" * 24, "../../etc/passwd", "' OR 1=1 --", "ä" * 24])
def test_nothing_is_found_by_another_id(tmp_path: Path, id_: str) -> None:
    drafts = Drafts(tmp_path, 90, 10)
    drafts.add("x")
    with pytest.raises(NotFound, match="90 Tage"):
        drafts.get(id_)


def test_a_draft_is_saved_again_from_its_last_revision_only(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, 90, 10)
    kept = drafts.add("eins")
    assert drafts.save(kept.id, "zwei", 1).revision == 2
    with pytest.raises(Conflict, match="nichts überschrieben"):
        drafts.save(kept.id, "auch zwei", 1)
    assert drafts.get(kept.id).content == "zwei"


def test_of_many_who_save_at_once_one_wins(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, 90, 10)
    kept = drafts.add("x")

    def save(number: int) -> bool:
        try:
            drafts.save(kept.id, str(number), 1)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(save, range(16)))
    assert sum(won) == 1
    assert drafts.get(kept.id).content == str(won.index(True))


def test_as_many_are_kept_as_may_be_and_none_is_pushed_out(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, 90, 3)
    first = [drafts.add(str(number)) for number in range(3)]
    with pytest.raises(StorageFull, match="als Datei herunter"):
        drafts.add("zu viel")
    assert [drafts.get(kept.id).content for kept in first] == ["0", "1", "2"]
    drafts.delete(first[0].id)
    assert drafts.get(drafts.add("jetzt").id).content == "jetzt"


def test_a_draft_has_a_largest_size(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, 90, 3)
    kept = drafts.add("x" * MAX_BYTES)
    with pytest.raises(TooLarge, match="höchstens 1 MB"):
        drafts.add("ä" * (MAX_BYTES // 2 + 1))
    with pytest.raises(TooLarge):
        drafts.save(kept.id, "x" * (MAX_BYTES + 1), 1)
    assert drafts.get(kept.id).revision == 1


def test_a_draft_expires_so_many_days_after_its_last_change(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, 90, 10)
    kept = drafts.add("alt")
    aged(tmp_path, 89.9)
    assert drafts.save(kept.id, "neu", 1).revision == 2
    aged(tmp_path, 90.1)
    with pytest.raises(NotFound):
        drafts.get(kept.id)


@pytest.mark.parametrize("how", ["expired", "deleted"])
def test_what_is_gone_is_gone_from_the_file(tmp_path: Path, how: str) -> None:
    drafts = Drafts(tmp_path, 90, 10)
    kept = drafts.add("Geheimnis " * 2000)
    assert b"Geheimnis" in (tmp_path / FILE).read_bytes()
    if how == "expired":
        aged(tmp_path, 91)
        Drafts(tmp_path, 90, 10).tidy()
    else:
        drafts.delete(kept.id)
    assert b"Geheimnis" not in (tmp_path / FILE).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE]


@pytest.mark.parametrize(("days", "most"), [(0, 10), (90, 0)])
def test_none_is_kept_where_none_is_to_be_kept(tmp_path: Path, days: int, most: int) -> None:
    drafts = Drafts(tmp_path, days, most)
    assert not drafts.kept
    with pytest.raises(StorageFull):
        drafts.add("x")


def test_only_the_owner_of_the_directory_reads_the_file(tmp_path: Path) -> None:
    Drafts(tmp_path, 90, 10).add("x")
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_tidying_makes_no_file_where_none_is(tmp_path: Path) -> None:
    Drafts(tmp_path, 90, 10).tidy()
    assert list(tmp_path.iterdir()) == []


def test_a_directory_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFull, match="nicht beschreibbar"):
        Drafts(tmp_path / "file", 90, 10).add("x")
