"""The three servers, each in a process of its own on loopback, ended in any case."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import ROOT
from tests.benchmarks.data import CityFiles
from tests.shell import COMMAND, clean

TOKEN = "nur-zum-messen"
OXIGRAPH = Path(sys.executable).parent / "oxigraph"
HOST = "127.0.0.1"
LIMITS = {
    "LEITGRAPH_DEADLINE_PUBLIC": "300",
    "LEITGRAPH_DEADLINE_ADMIN": "900",
    "LEITGRAPH_ROWS_PUBLIC": "10000000",
    "LEITGRAPH_BYTES_PUBLIC_MB": "4096",
    "LEITGRAPH_MEMORY_PUBLIC_MB": "8192",
}
"""Wide enough that none of them is met: what is measured is the time, not the caps."""


@dataclass
class Server:
    """A running server: its name, port and the path of its SPARQL endpoint."""

    name: str
    port: int
    path: str
    process: subprocess.Popen[str]
    seconds: float
    """From the start of the process to its first good answer."""

    def memory(self) -> float:
        """Memory of the process and its children in MB, shared pages counted once."""
        return sum(_pss(pid) for pid in _family(self.process.pid)) / 1024


def environment(files: CityFiles, cache_mb: int = 0) -> dict[str, str]:
    """Settings of Leitgraph for the bench, and nothing else from outside."""
    return clean(
        LIMITS
        | {
            "LEITGRAPH_CONTENT": str(files.content),
            "LEITGRAPH_SEED_DEMO": "false",
            "LEITGRAPH_CACHE_MB": str(cache_mb),
            "LEITGRAPH_ADMIN_TOKEN": TOKEN,
            "PYTHONUNBUFFERED": "1",
        }
    )


def command(files: CityFiles, data: Path, *arguments: str | Path) -> float:
    """Run a ``leitgraph`` command on ``data``; the seconds it took."""
    started = time.perf_counter()
    done = subprocess.run(
        [*COMMAND, "--data", str(data), *map(str, arguments)],
        cwd=ROOT,
        env=environment(files),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - started


@contextmanager
def leitgraph(files: CityFiles, data: Path, cache_mb: int = 0) -> Iterator[Server]:
    """``leitgraph serve`` on ``data``, with its answer cache off unless told otherwise."""
    port = free_port()
    arguments = [*COMMAND, "--data", str(data), "serve", "--port", str(port)]
    with _running(
        "Leitgraph", arguments, port, "/sparql", "/ready", 300, environment(files, cache_mb)
    ) as server:
        yield server


@contextmanager
def oxigraph(location: Path) -> Iterator[Server]:
    """``oxigraph serve`` on a loaded directory."""
    port = free_port()
    arguments = [str(OXIGRAPH), "serve", "--location", str(location), "--bind", f"{HOST}:{port}"]
    with _running("oxigraph serve", arguments, port, "/query", "/query?query=ASK%7B%7D", 60) as it:
        yield it


def oxigraph_load(location: Path, triples: Path) -> float:
    """``oxigraph load`` of a file into a new directory; the seconds it took."""
    started = time.perf_counter()
    subprocess.run(
        [str(OXIGRAPH), "load", "--location", str(location), "--file", str(triples)],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


@contextmanager
def rdflib_endpoint(triples: Path, patience: float = 300) -> Iterator[Server]:
    """rdflib-endpoint on a file, in memory. ``TimeoutError`` if loading takes longer."""
    port = free_port()
    arguments = [sys.executable, "-m", "tests.benchmarks.rdflib_peer", str(triples), str(port)]
    probe = "/?query=ASK%7B%7D"
    with _running("rdflib-endpoint", arguments, port, "/", probe, patience) as server:
        yield server


def free_port() -> int:
    """A port that is free now."""
    with socket.create_server((HOST, 0)) as sock:
        return int(sock.getsockname()[1])


@contextmanager
def _running(
    name: str,
    arguments: list[str],
    port: int,
    path: str,
    probe: str,
    patience: float,
    env: dict[str, str] | None = None,
) -> Iterator[Server]:
    started = time.perf_counter()
    process = subprocess.Popen(
        arguments,
        cwd=ROOT,
        env=env or os.environ.copy(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        while not _answers(f"http://{HOST}:{port}{probe}"):
            if process.poll() is not None:
                raise RuntimeError(f"{name} ended with {process.returncode}")
            if time.perf_counter() - started > patience:
                raise TimeoutError(f"{name} was not ready after {patience:.0f} s")
            time.sleep(0.01)
        yield Server(name, port, path, process, time.perf_counter() - started)
    finally:
        _end(process)


def _answers(url: str) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
        return bool(answer.status == 200)
    return False


def _end(process: subprocess.Popen[str]) -> None:
    """Ask the process to end; after a while end it with those that it started."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
    return found


def _pss(pid: int) -> int:
    """Proportional set size in kB."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
