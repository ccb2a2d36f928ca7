"""The service as a process: how it begins, how it ends, and what becomes of whoever is asking."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest
from tests.shell import COMMAND, ROOT, clean
from tests.web.test_sparql import ask, column

from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError
from leitgraph.web.app import listening

EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"
SECONDS = "SELECT (COUNT(*) AS ?n) { ?a a ?c . ?d a ?f FILTER(STRLEN(STR(?a)) > STRLEN(STR(?d))) }"


def started(data: Path, **environment: str) -> tuple[subprocess.Popen[str], str]:
    """A service, not ready yet, and its address."""
    process = subprocess.Popen(
        [*COMMAND, "--data", str(data), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=clean({"PYTHONUNBUFFERED": "1", **environment}),
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Leitgraph: http://127.0.0.1:"), line
    return process, line.split()[1].rstrip("/")


def descendants(pid: int) -> set[int]:
    """Processes that a process has started, and those that these have started."""
    found: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if parent == pid:
                found |= {int(entry.name)} | descendants(int(entry.name))
    return found


def alive(pid: int) -> bool:
    """True while the process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_says_alive_then_ready_and_ends_without_a_word_of_complaint(
    tmp_path: Path, all_cities: Callable[[Path], Path]
) -> None:
    process, url = started(all_cities(tmp_path / "daten"))
    try:
        with httpx2.Client(base_url=url, timeout=60) as client:
            assert client.get("/health").status_code == 200
            early = client.get("/ready")
            assert early.status_code == 503, "answers before the graph is there"
            assert ask(client, "ASK {}").status_code == 503
            assert process.stdout is not None
            assert process.stdout.readline().startswith("Bereit nach ")
            assert client.get("/ready").json()["ready"] is True
            assert column(ask(client, "SELECT (COUNT(*) AS ?n) { ?s a insek:Leitziel }")) != ["0"]
            below = descendants(process.pid)
            assert len(below) > 1
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, said[1]) == (0, "")
    assert not [pid for pid in below if alive(pid)]


def test_whoever_is_asking_gets_the_answer_before_the_service_ends(
    tmp_path: Path, all_cities: Callable[[Path], Path]
) -> None:
    process, url = started(all_cities(tmp_path / "daten"), LEITGRAPH_DEADLINE_PUBLIC="4")
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Bereit nach ")
        with httpx2.Client(base_url=url, timeout=60) as client, ThreadPoolExecutor(2) as pool:
            begun = time.monotonic()
            slow = pool.submit(ask, client, SECONDS)
            time.sleep(0.3)
            assert not slow.done(), "too fast to be asked to wait for"
            asked, plain = {"query": EVERYTHING}, {"Accept-Encoding": "identity"}
            with client.stream("GET", "/sparql", params=asked, headers=plain) as download:
                pieces = download.iter_raw()
                first = next(pieces)
                process.send_signal(signal.SIGTERM)
                time.sleep(0.5)
                host, port = url.removeprefix("http://").split(":")
                with pytest.raises(ConnectionRefusedError):
                    socket.create_connection((host, int(port)))
                text = first + b"".join(pieces)
            assert text.rstrip().endswith(b"}")
            assert slow.result().status_code in {200, 504}
            assert time.monotonic() - begun < 12
        said = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, said[1]) == (0, "")


@pytest.mark.slow
def test_a_service_told_to_end_while_it_loads_ends(tmp_path: Path) -> None:
    process, _ = started(tmp_path / "daten", LEITGRAPH_SEED_DEMO="false")
    try:
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, said[1]) == (0, "")


def test_a_port_that_is_taken_is_said_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LeitgraphError, match=rf"Port {port}.*LEITGRAPH_PORT") as caught:
            listening(Settings(data=tmp_path, port=port))
        assert "Another port" in caught.value.detail_en


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_it_listens_where_the_settings_say(tmp_path: Path, host: str) -> None:
    with listening(Settings(data=tmp_path, host=host, port=0)) as sock:
        assert sock.getsockname()[0] == host
        assert os.get_inheritable(sock.fileno()) is False


def test_an_address_that_is_not_ours_is_said(tmp_path: Path) -> None:
    with pytest.raises(LeitgraphError, match=r"192\.0\.2\.1"):
        listening(Settings(data=tmp_path, host="192.0.2.1", port=0))
