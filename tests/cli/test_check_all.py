"""``leitgraph check --all``: every Vorlage once, whatever ended the run before."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.shell import COMMAND, ROOT, Done, Shell, clean, service

from leitgraph.check.batch import batch
from leitgraph.check.batch.file import BatchFile
from leitgraph.check.listing import Paper
from leitgraph.config import Settings
from leitgraph.errors import BadData, Conflict, InUse, OutOfMemory
from leitgraph.model import Principal, Report, Verdict

ALL = ("check", "--all", "--city", "musterstadt")
SETTINGS = Settings()


def lines(path: Path) -> list[dict[str, Any]]:
    """What a file holds, its head first."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@dataclass
class Beside:
    """Commands beside a service, with the same content."""

    shell: Shell
    folder: Path
    environment: dict[str, str]

    def __call__(self, *arguments: str | Path) -> Done:
        return self.shell(*arguments, **self.environment)


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, all_cities: Callable[[Path], Path]
) -> Iterator[Beside]:
    """A service with all cities, and the file of an undisturbed run."""
    folder = tmp_path_factory.mktemp("batch")
    for kind in ("ontology", "shapes", "data", "queries"):
        shutil.copytree(SETTINGS.content_dir(kind), folder / "content" / kind)
    environment = {"LEITGRAPH_CONTENT": str(folder / "content")}
    with service(all_cities(folder / "daten"), **environment) as shell:
        beside = Beside(shell, folder, environment)
        done = beside(*ALL, "--out", folder / "whole.jsonl")
        assert done.code == 0, done.err
        yield beside


@pytest.fixture(scope="module")
def whole(filled: Beside) -> Path:
    """The file of an undisturbed run."""
    return filled.folder / "whole.jsonl"


def test_each_vorlage_gets_what_a_check_of_it_alone_gives(filled: Beside, whole: Path) -> None:
    head, *results = lines(whole)
    assert head["count"] == len(results) == 23
    assert [r["vorlage"] for r in results] == sorted({r["vorlage"] for r in results})
    by_verdict = {r["ergebnis"]: r for r in results}
    # What stands in the graph is never unread.
    assert set(by_verdict) == {v.value for v in Verdict} - {"nicht-beurteilbar"}
    for result in by_verdict.values():
        one = filled(
            "check", "--city", "musterstadt", "--vorlage", result["kennung"], "--format=json"
        )
        alone = json.loads(one.out)
        assert alone["verdict"] == result["ergebnis"]
        assert alone["graph_version"] == head["graph_version"]
        assert [f["message"] for f in alone["findings"]] == [
            f["meldung"] for f in result["befunde"]
        ]
        assert alone["passed"] == result["erfuellt"]


def test_the_faults_of_the_demo_city_are_found(filled: Beside, whole: Path) -> None:
    manifest = json.loads((ROOT / "data" / "demo" / "manifest.json").read_text("utf-8"))
    results = {r["vorlage"].split("/id/")[1]: r for r in lines(whole)[1:]}
    faults = {
        "vorlage-summe-falsch": "fi-001",
        "vorlage-ohne-folgekosten": "fi-002",
        "vorlage-ohne-produkt": "fi-003",
        "vorlage-ohne-raum": "ra-001",
        "vorlage-ohne-ziel-und-grund": "zb-001",
        "vorlage-veraltetes-ziel": "zb-002",
        "vorlage-einheit-aufgeloest": "zu-001",
    }
    for name, rule in faults.items():
        papers = [p for p in manifest["faults"][name]["resources"] if p in results]
        assert papers, name
        for paper in papers:
            assert rule in {f["regel"] for f in results[paper]["befunde"]}, (name, paper)


def test_the_summary_counts_what_the_file_holds(filled: Beside, whole: Path) -> None:
    counted = Counter(r["ergebnis"] for r in lines(whole)[1:])
    done = filled(*ALL, "--out", whole, "--format", "json")
    told = json.loads(done.out)
    assert (done.code, told["total"], told["before"]) == (0, 23, 23)
    assert {name: n for name, n in told["outcomes"].items() if n} == dict(counted)
    text = filled(*ALL, "--out", whole).out
    assert text.startswith(f"23 Vorlagen, Stand {lines(whole)[0]['graph_version']}; 23 davon ")


def killed(data: Path, path: Path, wanted: int, environment: dict[str, str]) -> int:
    """Run a batch and kill it once so many lines stand in the file; how many stand then."""
    process = subprocess.Popen(
        [*COMMAND, "--data", str(data), *ALL, "--jobs=1", "--out", str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=clean(environment),
    )
    end = time.monotonic() + 100
    while time.monotonic() < end and process.poll() is None:
        if path.exists() and path.read_bytes().count(b"\n") > wanted:
            os.kill(process.pid, signal.SIGKILL)
            break
        time.sleep(0.002)
    assert process.wait(30) == -signal.SIGKILL
    return path.read_bytes().count(b"\n")


def test_a_run_that_is_killed_goes_on_where_it_stopped(filled: Beside, whole: Path) -> None:
    path = whole.with_name("killed.jsonl")
    for wanted in (3, 9, 15):
        assert wanted < killed(filled.shell.data, path, wanted, filled.environment) < 24
    done = filled(*ALL, "--out", path, "--format", "json")
    assert done.code == 0, done.err
    assert 15 <= json.loads(done.out)["before"] < 23
    assert path.read_bytes() == whole.read_bytes()


def test_so_does_one_that_had_the_graph_to_itself(
    filled: Beside, whole: Path, tmp_path: Path, all_cities: Callable[[Path], Path]
) -> None:
    alone, path = Shell(all_cities(tmp_path / "daten")), tmp_path / "alone.jsonl"
    stood = killed(alone.data, path, 8, filled.environment)
    done = alone(*ALL, "--out", path, "--format", "json", **filled.environment)
    assert done.code == 0, done.err
    assert json.loads(done.out)["before"] == stood - 1
    assert lines(path)[1:] == lines(whole)[1:]


def test_a_line_that_was_half_written_is_written_anew(filled: Beside, whole: Path) -> None:
    data = whole.read_bytes()
    ends = [n for n, byte in enumerate(data) if byte == 10]
    path = whole.with_name("torn.jsonl")
    for size in (40, ends[0] - 1, ends[0] + 1, ends[4] + 30, ends[-1]):
        path.write_bytes(data[:size])
        assert filled(*ALL, "--out", path).code == 0
        assert path.read_bytes() == data, size


def test_another_basis_needs_a_fresh_start(filled: Beside, whole: Path) -> None:
    path = whole.with_name("dated.jsonl")
    path.write_bytes(whole.read_bytes())
    refused = filled(*ALL, "--date", "2025-06-30", "--out", path)
    assert refused.code == 2
    assert "das Datum (--date)" in refused.err
    assert "--fresh" in refused.err
    assert path.read_bytes() == whole.read_bytes()
    assert filled(*ALL, "--date", "2025-06-30", "--out", path, "--fresh").code == 0
    assert lines(path)[0]["date"] == "2025-06-30"
    assert len(lines(path)) == 24


def test_a_file_of_another_kind_is_not_overwritten(filled: Beside, tmp_path: Path) -> None:
    path = tmp_path / "notizen.txt"
    for text in ("nicht verlieren", "nicht\nverlieren\n", "{}\n"):
        path.write_text(text)
        refused = filled(*ALL, "--out", path, "--fresh")
        assert refused.code == 2
        assert "wird nicht überschrieben" in refused.err
        assert path.read_text() == text


def test_options_that_do_not_fit_are_refused(filled: Beside, tmp_path: Path) -> None:
    for given, why in [
        ((*ALL, "--vorlage", "V0001/19"), "passt nicht dazu"),
        ((*ALL, "--jobs", "0"), "von 1 bis"),
        ((*ALL, "--format", "pdf"), "text und json"),
        (("check", "--city", "musterstadt", "--fresh"), "gehören zu --all"),
        (("check", "--all", "--city", "nirgendwo"), "nicht im Graphen"),
        ((*ALL, "--date", "gestern"), "gestern"),
    ]:
        refused = filled(*given)
        assert refused.code == 2, given
        assert why in refused.err, (given, refused.err)


def test_the_history_tells_of_every_vorlage_of_a_batch(filled: Beside, whole: Path) -> None:
    result = next(r for r in lines(whole)[1:] if r["ergebnis"] == "klaerungsbeduerftig")
    done = filled("history", result["kennung"], "--city", "musterstadt", "--json")
    check = json.loads(done.out)["checks"][-1]
    assert check["verdict"] == result["ergebnis"]
    assert [f["message"] for f in check["findings"]] == [f["meldung"] for f in result["befunde"]]
    text = filled("history", result["kennung"], "--city", "musterstadt").out
    assert "klärungsbedürftig" in text
    assert filled("history", "V9999/99", "--city", "musterstadt").code == 2


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    path, head = tmp_path / "a.jsonl", {"city": "musterstadt"}
    with BatchFile.open(path, head) as file:
        file.append({"vorlage": "urn:a"})
        with pytest.raises(InUse):
            BatchFile.open(path, head)
    with BatchFile.open(path, head) as file:
        assert file.done == [{"vorlage": "urn:a"}]
    with pytest.raises(Conflict, match="die Stadt"):
        BatchFile.open(path, {"city": "dresden"})
    path.write_text("x")
    with pytest.raises(BadData):
        BatchFile.open(path, head)


def results_of(monkeypatch: pytest.MonkeyPatch, answers: dict[str, Any], jobs: int = 2) -> Any:
    """What a batch makes of checks that answer so, by the IRI of the Vorlage."""

    async def answer(*_: Any, focus: str, **__: Any) -> Report:
        found = answers[focus]
        if isinstance(found, Exception):
            raise found
        return found  # type: ignore[no-any-return]

    async def collect() -> list[batch.Result]:
        papers = [Paper(iri, iri, "", "") for iri in answers]
        results = batch.check_all(
            None,  # type: ignore[arg-type]
            SETTINGS,
            papers,
            "m",
            None,
            Principal(),
            1,
            jobs,
        )
        return [result async for result in results]

    monkeypatch.setattr(batch, "check_report", answer)
    return asyncio.run(collect())


def report(verdict: Verdict, version: int = 1, **facts: Any) -> Report:
    """A report without findings."""
    return Report(verdict, (), (), None, version, "urn:v", "2025-06-30", facts)


def test_what_could_not_be_checked_is_an_outcome_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = results_of(
        monkeypatch,
        {
            "a": report(Verdict.KONFORM),
            "b": OutOfMemory("Zu groß.", "Too large."),
            "c": report(Verdict.HINWEISE, unchecked=["zb-001"]),
            "d": report(Verdict.KLAERUNGSBEDUERFTIG, unchecked=["zb-001"]),
            "e": report(Verdict.NICHT_RELEVANT),
        },
    )
    assert [(r.paper.iri, r.outcome) for r in found] == [
        ("a", "konform"),
        ("b", "nicht-pruefbar"),
        ("c", "nicht-pruefbar"),
        ("d", "klaerungsbeduerftig"),
        ("e", "nicht-relevant"),
    ]
    assert found[1].line()["grund"] == "Zu groß."
    assert found[2].line()["ungeprueft"] == ["zb-001"]


def test_results_of_two_versions_of_the_graph_do_not_stand_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(Conflict, match="Stand 1, jetzt 2"):
        results_of(
            monkeypatch,
            {"a": report(Verdict.KONFORM), "b": report(Verdict.KONFORM, version=2)},
        )
