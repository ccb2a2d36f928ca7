"""load, log, backup, restore, demo and serve."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests import content

if TYPE_CHECKING:
    from tests.shell import Shell

ROOT = Path(__file__).parents[2]
GOALS = "SELECT (COUNT(*) AS ?n) { ?z a insek:Leitziel }"


def filled() -> int:
    """Entries of the journal after the first start: the ontology, and each city."""
    return 1 + len(content.cities())


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A directory that was filled by a first command."""
    from tests.shell import Shell

    shell = Shell(tmp_path_factory.mktemp("kept") / "daten")
    assert shell("sparql", "-", text=GOALS).code == 0
    return shell


def test_the_first_command_fills_an_empty_directory_with_all_cities(kept: Shell) -> None:
    entries = json.loads(kept("log", "--format", "json").out)
    assert len(entries) == filled() >= 8
    assert entries[0]["reason"] == "Musterstadt (synthetisch) geladen"


def test_the_log_is_a_table_and_can_be_leafed_through(kept: Shell) -> None:
    lines = kept("log", "--limit", "1", "--before", "3").out.splitlines()
    assert lines[0].split()[:2] == ["Nr.", "Zeit"]
    assert lines[1].split()[0] == "2"


def test_a_backup_is_restored_and_what_was_there_stays_beside(kept: Shell, tmp_path: Path) -> None:
    backup = tmp_path / "sicherung.sqlite"
    done = kept("backup", backup)
    assert (
        done.code,
        f"{filled()} Änderungen gesichert und geprüft" in done.err,
    ) == (0, True)
    data = tmp_path / "daten"
    shutil.copytree(kept.data, data)
    from tests.shell import Shell

    other = Shell(data)
    other("sparql", "-", "--update", text="INSERT DATA {GRAPH <urn:g> {<urn:a> <urn:b> 1}}")
    assert len(json.loads(other("log", "--format", "json").out)) == filled() + 1
    done = other("restore", backup)
    assert done.code == 0
    assert f"Der frühere Inhalt liegt unter {data}.before-restore-1." in done.err
    assert len(json.loads(other("log", "--format", "json").out)) == filled()
    old = sqlite3.connect(f"{data}.before-restore-1/journal.sqlite")
    assert old.execute("SELECT MAX(number) FROM patch").fetchone() == (filled() + 1,)
    old.close()


def test_a_damaged_backup_changes_nothing(kept: Shell, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.sqlite"
    wrong.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    done = kept("restore", wrong)
    assert (done.code, "keine unbeschädigte Sicherung" in done.err) == (2, True)
    assert len(json.loads(kept("log", "--format", "json").out)) == filled()


def test_a_journal_in_a_database_of_its_own_is_not_restored_here(
    kept: Shell, tmp_path: Path
) -> None:
    done = kept("restore", tmp_path / "x", LEITGRAPH_JOURNAL=f"sqlite:///{tmp_path}/j.sqlite")
    assert (done.code, "LEITGRAPH_JOURNAL" in done.err) == (2, True)


def test_there_is_no_log_where_there_is_no_journal(alone: Shell) -> None:
    done = alone("log")
    assert (done.code, "noch kein Journal" in done.err) == (2, True)
    assert not alone.data.exists()


def test_a_folder_with_city_toml_loads_as_that_city(served: Shell) -> None:
    done = served("load", ROOT / "data" / "cities" / "auerbach")
    assert (done.code, "Auerbach/Vogtl.: nichts zu ändern" in done.err) == (0, True)


def test_a_file_loads_into_the_graph_that_is_named(served: Shell, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<urn:load:a> <urn:load:b> 1, 2 .")
    first = served("load", file, "--graph", "urn:load:g", "--reason", "Versuch")
    assert "2 Tripel dazu" not in first.err  # the entry in the catalogue comes with it
    assert (first.code, "Tripel dazu, 0 weg" in first.err) == (0, True)
    assert json.loads(served("log", "--format", "json").out)[0]["reason"] == "Versuch"
    file.write_text("<urn:load:a> <urn:load:b> 2, 3 .")
    second = served("load", file, "--graph", "urn:load:g")
    assert "1 Tripel dazu, 1 weg" in second.err


@pytest.mark.parametrize(
    ("name", "text", "arguments", "said"),
    [
        ("a.ttl", "<a> <b> .", ("--graph", "urn:g"), "a.ttl: Zeile 1"),
        ("a.ttl", "", (), "In welchen Graphen soll a.ttl?"),
        ("a.doc", "", ("--graph", "urn:g"), "Das Format „.doc“ wird nicht gelesen."),
        ("a.nq", "<urn:a> <urn:b> 1 .", (), "a.nq"),
        ("a.ttl", "<urn:a> a insek:Leitziel .", ("--graph", "urn:g"), "a.ttl: Zeile 1"),
    ],
)
def test_what_cannot_be_loaded_is_said_and_leaves_no_trace(
    served: Shell, tmp_path: Path, name: str, text: str, arguments: tuple[str, ...], said: str
) -> None:
    before = json.loads(served("log", "--limit", "1", "--format", "json").out)[0]["number"]
    (tmp_path / name).write_text(text)
    done = served("load", tmp_path / name, *arguments)
    assert (done.code, said in done.err) == (2, True), done.err
    assert json.loads(served("log", "--limit", "1", "--format", "json").out)[0]["number"] == before


def test_what_the_structure_gate_refuses_is_listed(served: Shell, tmp_path: Path) -> None:
    file = tmp_path / "ziel.ttl"
    file.write_text("<urn:gate:z> a <https://w3id.org/insek/ns#Fundstelle> .")
    done = served("load", file, "--graph", "urn:gate:g")
    assert (done.code, "Nicht übernommen" in done.err, "urn:gate:z:" in done.err) == (2, True, True)


def test_the_demo_city_is_written_and_loads(alone: Shell, tmp_path: Path) -> None:
    file = tmp_path / "demo.nq"
    done = alone("demo", "--triples", "10000", "--seed", "7", "--out", file)
    assert (done.code, "synthetisch" in done.err) == (0, True)
    # What stands aside (coverage, checks, goals by version, parts of follow-ups) comes on top.
    assert 9_800 < len(file.read_bytes().splitlines()) < 10_900
    wrong = alone("demo", "--triples", "5", "--out", file)
    assert (wrong.code, "zwischen 10000 und 5000000" in wrong.err) == (2, True)


def test_a_second_service_on_the_same_data_says_in_use(served: Shell) -> None:
    done = served("serve", "--port", "0")
    assert (done.code, "wird bereits von Prozess" in done.err) == (2, True)


def test_a_port_that_is_taken_is_said_before_anything_is_loaded(alone: Shell) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = alone("serve", "--port", str(port))
    assert (done.code, f"Port {port}, lässt sich nicht lauschen" in done.err) == (2, True)
    assert not (alone.data / "journal.sqlite").exists()


def test_a_wrong_setting_is_said_by_its_name(alone: Shell) -> None:
    done = alone("log", LEITGRAPH_PORT="viele")
    assert (done.code, "Einstellung port" in done.err) == (2, True)


def test_content_that_is_not_sound_is_named_at_start(alone: Shell, tmp_path: Path) -> None:
    content = tmp_path / "content"
    for kind in ("ontology", "shapes", "data"):
        shutil.copytree(ROOT / kind, content / kind)
    shutil.copytree(ROOT / "service" / "queries", content / "queries")
    (content / "queries" / "kaputt.rq").write_text("SELECT * {}")
    done = alone("sparql", "-", text=GOALS, LEITGRAPH_CONTENT=str(content))
    assert (done.code, "kaputt.rq" in done.err, "Traceback" in done.err) == (2, True, False)
