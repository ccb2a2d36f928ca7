"""Acknowledged is on disk: whatever is killed, and when."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from leitgraph.errors import Busy, InUse
from leitgraph.store.service import Graph

if TYPE_CHECKING:
    from tests.conftest import Service

WRITER = Path(__file__).with_name("writer.py")


def start(data: Path, content: Path) -> tuple[subprocess.Popen[str], dict[int, int]]:
    """A writer and what it found."""
    process = subprocess.Popen(
        [sys.executable, str(WRITER), str(data), str(content)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the writer did not start"
    return process, {int(number): count for number, count in json.loads(line).items()}


def kill_after(process: subprocess.Popen[str], seconds: float) -> list[int]:
    """Kill -9 after a while; the acknowledged numbers."""
    assert process.stdout is not None
    threading.Timer(seconds, process.send_signal, [signal.SIGKILL]).start()
    with process.stdout as output:
        lines = output.read().splitlines()
    process.wait()
    return [int(line.removeprefix("ack ")) for line in lines if line.startswith("ack ")]


@pytest.mark.slow
def test_kill_9_twenty_times_loses_nothing_acknowledged(tmp_path: Path, bare_content: Path) -> None:
    chance = random.Random(1)
    acknowledged: set[int] = set()
    for _ in range(20):
        process, there = start(tmp_path, bare_content)
        assert set(there.values()) <= {5}, "a write is there in part"
        assert acknowledged <= set(there), "an acknowledged write is lost"
        assert len(set(there) - acknowledged) <= 1, "what nobody had asked for is there"
        acknowledged |= set(there)
        acknowledged |= set(kill_after(process, chance.uniform(0.05, 0.4)))
    process, there = start(tmp_path, bare_content)
    kill_after(process, 0)
    assert acknowledged <= set(there)
    assert len(acknowledged) > 40


@pytest.mark.slow
def test_host_and_readers_end_with_their_server(tmp_path: Path, bare_content: Path) -> None:
    process, _ = start(tmp_path, bare_content)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    family = [int(child) for child in children]
    for host in list(family):
        family += map(int, Path(f"/proc/{host}/task/{host}/children").read_text().split())
    assert len(family) >= 2
    kill_after(process, 0.1)
    wait_until(lambda: not any(alive(pid) for pid in family))


def alive(pid: int) -> bool:
    """True for a process that runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until(holds: Callable[[], bool], seconds: float = 5.0) -> None:
    """Until it holds, or fail."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "did not come about in time"
        time.sleep(0.02)


def test_a_second_instance_is_told_that_the_directory_is_in_use(
    service_with: Callable[..., Service],
) -> None:
    service = service_with()
    with pytest.raises(InUse) as caught:
        service.run(Graph.open(service.settings))
    assert caught.value.facts["pid"] == os.getpid()
    assert service.rows("SELECT (1 AS ?n) {}") == ["1"]


def test_parallel_increments_add_up(service_with: Callable[..., Service]) -> None:
    service = service_with()
    service.run(service.load("<http://c> <http://n> 0 .", "http://test/c"))
    increment = (
        "WITH <http://test/c> DELETE { <http://c> <http://n> ?n } "
        "INSERT { <http://c> <http://n> ?m } "
        "WHERE { <http://c> <http://n> ?n BIND(?n + 1 AS ?m) }"
    )

    async def all_of_them() -> None:
        await asyncio.gather(*(service.update(increment) for _ in range(40)))

    service.run(all_of_them())
    assert service.rows("SELECT ?n { <http://c> <http://n> ?n }") == ["40"]


def test_a_replaced_host_loses_nothing_under_load(service_with: Callable[..., Service]) -> None:
    service = service_with()
    graph = service.graph
    service.run(service.load("<http://r> <http://p> 0 .", "http://test/r"))
    hosts = {graph._supervisor.host.pid} if graph._supervisor.host else set()

    async def write(count: int) -> None:
        for number in range(count):
            await service.update(
                f"INSERT DATA {{ GRAPH <http://test/r> {{ <http://r> <http://q> {number} }} }}"
            )

    async def read(writing: asyncio.Task[None]) -> list[int]:
        seen = []
        while not writing.done():
            text = await service.ask("SELECT (COUNT(*) AS ?n) { <http://r> <http://q> ?o }")
            seen.append(int(text.split()[1]))
        return seen

    async def all_of_it() -> tuple[list[int], list[bool]]:
        writing = asyncio.create_task(write(120))
        reading = [asyncio.create_task(read(writing)) for _ in range(3)]
        renewed = []
        for _ in range(2):
            renewed.append(await graph.renew())
            if graph._supervisor.host:
                hosts.add(graph._supervisor.host.pid)
        await writing
        counts = await asyncio.gather(*reading)
        for seen in counts:
            assert seen == sorted(seen), "an answer went back in time"
        return [len(seen) for seen in counts], renewed

    answers, renewed = service.run(all_of_it())
    assert renewed == [True, True]
    assert len(hosts) == 3
    assert min(answers) > 10
    assert service.rows("SELECT (COUNT(*) AS ?n) { <http://r> <http://q> ?o }") == ["120"]


def test_a_killed_host_comes_back_with_everything(service_with: Callable[..., Service]) -> None:
    service = service_with()
    graph = service.graph
    service.run(service.load("<http://k> <http://p> 1 .", "http://test/k"))
    assert graph._supervisor.host is not None
    os.kill(graph._supervisor.host.pid, signal.SIGKILL)

    async def ask_until_there() -> str:
        for _ in range(100):
            try:
                return await service.ask("SELECT ?o { <http://k> <http://p> ?o }")
            except Busy:
                await asyncio.sleep(0.1)
        raise AssertionError("the graph did not come back")

    assert service.run(ask_until_there()) == "o\r\n1\r\n"
    service.run(service.load("<http://k> <http://p> 2 .", "http://test/k"))
    assert service.rows("SELECT ?o { <http://k> <http://p> ?o }") == ["2"]


def test_a_host_that_has_grown_is_renewed_by_itself(service_with: Callable[..., Service]) -> None:
    service = service_with(host_renew_growth_mb=16)
    # A graph replaced again and again: the memory store does not give back what was deleted.
    versions = [
        " ".join(f"<http://s/{n}> <http://p> 'Fassung {turn} {n}' ." for n in range(20000))
        for turn in range(4)
    ]
    for turn in range(8):
        service.run(service.load(versions[turn % 4], "http://test/churn"))

    async def settle() -> int:
        for _ in range(200):
            facts = await service.graph.stats()
            if facts["renewals"]:
                return int(facts["renewals"])
            await asyncio.sleep(0.05)
        return 0

    assert service.run(settle()) >= 1
    rows = service.rows("SELECT (COUNT(*) AS ?n) { GRAPH <http://test/churn> { ?s ?p ?o } }")
    assert rows == ["20000"]


def test_a_write_nobody_waits_for_is_finished(service_with: Callable[..., Service]) -> None:
    service = service_with()

    async def give_up() -> None:
        task = asyncio.create_task(service.load("<http://a> <http://p> 1 .", "http://test/a"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await service.load("<http://b> <http://p> 2 .", "http://test/b")

    service.run(give_up())
    assert service.rows("SELECT ?o { ?s <http://p> ?o }") == ["1", "2"]


def test_a_view_that_is_damaged_is_derived_anew(service_with: Callable[..., Service]) -> None:
    first = service_with()
    first.run(first.load("<http://a> <http://p> 1 .", "http://test/a"))
    first.close()
    saved = [path for path in (first.settings.data / "view").rglob("*") if path.is_file()]
    assert saved
    for path in saved:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    second = service_with(data=first.settings.data)
    assert second.rows("SELECT ?o { <http://a> <http://p> ?o }") == ["1"]
    assert second.graph.version == 1
