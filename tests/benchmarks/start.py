"""Start with the saved view: from the start of the process to the first 200 of ``/ready``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks import servers, throughput
from tests.benchmarks.data import CityFiles


def measure(files: CityFiles, folder: Path, subjects: list[str], seconds: float) -> dict[str, Any]:
    """Seconds to ready after a clean stop; and, as the cache is on, how fast repeats are answered.

    ``seconds`` 0 leaves the second out.
    """
    with servers.leitgraph(files, folder, cache_mb=64) as server:
        result: dict[str, Any] = {"ready": server.seconds}
        if seconds:
            rate = throughput.measure(server, subjects, seconds, same=True)
            result["cached_per_second"] = rate
    return result
