"""Real papers read and checked in one batch, by two who ask a running service in turn."""

from __future__ import annotations

import os
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx2

from leitgraph.vorlage.formats.kinds import read_document

TEXT = "text/plain; charset=utf-8"
ASKERS = 4
PATIENCE = 20


@dataclass(frozen=True)
class Batch:
    """How it went. ``outcomes``: verdicts, or the status of what was not answered."""

    papers: int
    seconds: float
    outcomes: Counter[str]

    @property
    def per_second(self) -> float:
        """Papers in a second."""
        return self.papers / self.seconds


def check(url: str, files: Sequence[Path], city: str) -> Batch:
    """Every text is checked; a busy service is asked again."""

    def one(file: Path) -> str:
        for _ in range(PATIENCE):
            answer = client.post(
                f"/api/v1/checks?city={city}",
                content=file.read_bytes(),
                headers={"Content-Type": TEXT},
            )
            if answer.status_code not in {429, 503}:
                break
            time.sleep(0.2)
        return (
            str(answer.json()["verdict"]) if answer.status_code == 200 else f"{answer.status_code}"
        )

    begun = time.perf_counter()
    with (
        httpx2.Client(base_url=url, timeout=120) as client,
        ThreadPoolExecutor(ASKERS) as askers,
    ):
        outcomes = Counter(askers.map(one, files))
    return Batch(len(files), time.perf_counter() - begun, outcomes)


def processor_seconds(pid: int) -> float:
    """What a process and all below it have taken of the processors, those that ended included."""
    below: dict[int, list[int]] = {}
    spent: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                facts = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            below.setdefault(int(facts[1]), []).append(int(entry.name))
            spent[int(entry.name)] = sum(map(int, facts[11:15]))
    found, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        found += spent.get(one, 0)
        waiting += below.get(one, [])
    return found / os.sysconf("SC_CLK_TCK")


def reader_ms(files: Sequence[Path]) -> tuple[float, float]:
    """Median and most milliseconds of processor time that reading one takes, without waiting."""
    times = []
    for file in files:
        body = file.read_bytes()
        begun = time.process_time()
        read_document(body, TEXT, file.name)
        times.append(1000 * (time.process_time() - begun))
    return statistics.median(times), max(times)
