"""The real command in processes of its own: beside a running service, and alone."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOKEN = "nur-zur-pruefung"
COMMAND = (sys.executable, "-c", "from leitgraph.cli import main; main()")


@dataclass
class Done:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str
    raw: bytes


@dataclass
class Shell:
    """Runs ``leitgraph`` on one data directory."""

    data: Path
    url: str = ""
    pid: int = 0

    def __call__(self, *arguments: str | Path, text: str = "", **environment: str) -> Done:
        done = subprocess.run(
            [*COMMAND, "--data", str(self.data), *map(str, arguments)],
            input=text.encode(),
            capture_output=True,
            cwd=ROOT,
            env=clean(environment),
            timeout=120,
        )
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode()
        return Done(done.returncode, out, " ".join(err.split()), done.stdout)


def undisturbed(environment: dict[str, str]) -> dict[str, str]:
    """An environment without settings from outside, be they variables or a leitgraph.toml."""
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith("LEITGRAPH_") or name == "LEITGRAPH_SHARED"
    }
    return kept | {"LEITGRAPH_CONFIG": os.devnull}


def clean(more: dict[str, str]) -> dict[str, str]:
    """An undisturbed environment in which lines are long."""
    return undisturbed(dict(os.environ)) | {"COLUMNS": "200", "LC_ALL": "C.UTF-8", **more}


def filled(folder: Path) -> Path:
    """A data directory with all that ships, filled once for all processes that name the folder.

    Nobody opens it; who wants one takes a ``copy_of`` it.
    """
    data = folder / "filled"
    with (folder / "filled.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.is_dir():
            partial = folder / "filled.partial"
            with service(partial) as shell:
                # The first suggestion makes the index of the search.
                done = shell("suggest", "-", "--city", "auerbach", text='{"titel": "Radweg"}')
                assert done.code == 0, done.err
            partial.rename(data)
    return data


def copy_of(data: Path, place: Path) -> Path:
    """A data directory that holds what another one holds, which nobody has open."""
    shutil.copytree(data, place, ignore=shutil.ignore_patterns("lock", "run"), dirs_exist_ok=True)
    return place


@contextmanager
def service(data: Path, **environment: str) -> Iterator[Shell]:
    """A real service on a free port, with all cities, and commands beside it."""
    settings = {"PYTHONUNBUFFERED": "1", "LEITGRAPH_ADMIN_TOKEN": TOKEN, **environment}
    process = subprocess.Popen(
        [*COMMAND, "--data", str(data), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=clean(settings),
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as said:
        lines = [said.readline(), said.readline()]
        assert lines[0].startswith("Leitgraph: http://127.0.0.1:"), lines
        assert lines[1].startswith("Bereit nach "), lines
        try:
            yield Shell(data, lines[0].split()[1].rstrip("/"), process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
