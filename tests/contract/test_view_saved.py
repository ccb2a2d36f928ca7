"""What every view promises about being saved, broken off and read while it goes on."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.contract.bench import AXIOMS, Bench, changes, quads, select, start_reader

from leitgraph.errors import InUse
from leitgraph.model import Patch, Role
from leitgraph.store.journal.journal import Journal
from leitgraph.store.views import View, open_view


def bring_up(view: View, journal: Journal, directory: Path) -> int:
    """Load and catch up as a start does; the number of patches applied."""
    loaded = view.load(directory) and journal.hash_at(view.version) == view.hash
    if not loaded:
        view.clear()
        return view.replay(journal.since(0))
    behind = journal.last() - view.version
    for patch in journal.since(view.version):
        view.apply(patch)
    return behind


def test_a_saved_view_is_loaded_as_it_was(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    changes(bench)
    kept = bench.content()
    bench.view.save(bench.saved)
    bench.reopen()
    monkeypatch.setattr(
        "leitgraph.store.inference.layering.Layering.rebuild",
        lambda self: pytest.fail("derived anew"),
    )
    assert bring_up(bench.view, bench.journal, bench.saved) == 0
    assert (bench.view.version, bench.view.hash) == (4, bench.journal.hash_at(4))
    assert bench.content() == kept


def test_a_lagging_view_catches_up(bench: Bench) -> None:
    bench.view.save(bench.saved)
    bench.reopen()
    bench.note(":auf { :x :gehoertZu :y }")
    bench.note(":auf { :y :gehoertZu :z }")
    assert bring_up(bench.view, bench.journal, bench.saved) == 2
    assert bench.ask("SELECT ?o { :x :untersteht ?o }") == ["y", "z"]


def test_without_a_saved_view_it_is_built_from_the_journal(bench: Bench) -> None:
    changes(bench)
    kept = bench.content()
    bench.view.clear()
    bench.view.save(bench.saved)
    bench.reopen()
    assert bring_up(bench.view, bench.journal, bench.data / "leer") == 4
    assert bench.content() == kept


def test_a_view_of_another_journal_is_built_anew(bench: Bench) -> None:
    bench.view.apply(Patch(quads(":auf { :fremd :p :b }"), b"", "a", "b", number=2, hash="f" * 64))
    bench.view.save(bench.saved)
    bench.reopen()
    bench.note(":auf { :eigen :p :b }")
    assert bring_up(bench.view, bench.journal, bench.saved) == 2
    assert bench.ask("SELECT ?s { ?s :p :b }") == ["eigen"]


def test_a_view_ahead_of_the_journal_is_built_anew(bench: Bench) -> None:
    bench.view.apply(Patch(quads(":auf { :a :p :b }"), b"", "a", "b", number=2, hash="f" * 64))
    bench.view.save(bench.saved)
    bench.reopen()
    assert bring_up(bench.view, bench.journal, bench.saved) == 1
    assert bench.view.version == 1
    assert bench.ask("SELECT ?s { ?s :p :b }") == []


@pytest.mark.parametrize("harm", ["short", "byte", "empty", "gone"])
def test_a_damaged_saved_view_is_found_and_built_anew(bench: Bench, harm: str) -> None:
    changes(bench)
    kept = bench.content()
    bench.view.save(bench.saved)
    bench.view.close()
    files = [p for p in bench.data.rglob("*") if p.is_file() and p.parent.name in {"view", "live"}]
    assert files
    for path in files:
        content = path.read_bytes()
        if harm == "gone":
            path.unlink()
        elif harm == "short":
            path.write_bytes(content[: len(content) // 2])
        elif harm == "empty":
            path.write_bytes(b"")
        elif content:
            place = len(content) // 2
            path.write_bytes(
                content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
            )
    bench.view = open_view(bench.kind, bench.data)
    assert bring_up(bench.view, bench.journal, bench.saved) == 4
    assert bench.content() == kept


def test_a_crash_in_the_middle_of_a_large_change_is_seen(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes(bench)
    kept = bench.content()
    bench.view.save(bench.saved)

    def crash(self: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr("leitgraph.store.inference.layering.Layering.rebuild", crash)
        with pytest.raises(MemoryError):
            bench.view.replay([Patch(quads(":auf { :q :p :r }"), b"", "a", "b", number=5)])
    bench.reopen()
    bring_up(bench.view, bench.journal, bench.saved)
    assert bench.content() == kept
    assert bench.view.version == 4


def test_a_reader_keeps_its_version_while_the_view_goes_on(bench: Bench) -> None:
    bench.write(":auf { :a :p 1 }")
    go_read, go_write = os.pipe()
    ready_read, ready_write = os.pipe()

    def wait_and_ask(store: ox.Store) -> list[str]:
        os.write(ready_write, b"!")
        os.read(go_read, 1)
        return select(store, "SELECT ?o { :a :p ?o }", Role.PUBLIC)

    finish = start_reader(bench.view, wait_and_ask)
    os.close(ready_write)
    assert os.read(ready_read, 1) == b"!"
    for number in range(2, 10):
        bench.write(f":auf {{ :a :p {number} }}")
    os.write(go_write, b"!")
    assert len(finish()) == 1
    for end in (go_read, go_write, ready_read):
        os.close(end)
    assert len(bench.ask("SELECT ?o { :a :p ?o }")) == 9


def test_the_files_of_a_disk_view_are_not_taken_from_under_it(tmp_path: Path) -> None:
    bench = Bench("disk", tmp_path)
    bench.write(AXIOMS)
    with pytest.raises(InUse):
        open_view("disk", tmp_path)
    bench.write(":auf { :a :p :b }")
    assert bench.ask("SELECT ?o { :a :p ?o }") == ["b"]
    bench.close()


def test_a_killed_reader_harms_nothing(bench: Bench) -> None:
    bench.write(":auf { :a :p :b }")
    for _ in range(3):
        child = os.fork()
        if child == 0:
            try:
                bench.view.store_for_reader()
            finally:
                os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
    bench.write(":auf { :a :p :c }")
    assert bench.ask("SELECT ?o { :a :p ?o }") == ["b", "c"]
