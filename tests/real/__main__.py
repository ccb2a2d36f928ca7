"""``python -m tests.real [--keep] [--floors]``: score real papers, print the figures.

``--keep`` writes score.json, which `make bench` puts on its page; ``--floors`` makes the figures
the floors that the tests hold from now on.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.real import FLOORS, SCORE, batch, scoring, shared
from tests.real.page import rendered
from tests.shell import service

VERDICTS = {"konform", "hinweise", "klaerungsbeduerftig", "nicht-relevant", "nicht-beurteilbar"}


def main() -> None:
    """Figures to stdout; where the material is missing, that they were not taken."""
    parser = argparse.ArgumentParser(prog="python -m tests.real", description=__doc__)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--floors", action="store_true")
    arguments = parser.parse_args()
    found = measured(shared())
    if arguments.keep:
        SCORE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if arguments.floors and found["figures"]:
        FLOORS.write_text(json.dumps(found["figures"], indent=1) + "\n", "utf-8")
    sys.stdout.write(rendered(found))


def measured(material: Path | None) -> dict[str, Any]:
    """All figures; empty where there is no material."""
    if material is None:
        return {"figures": {}, "batch": {}}
    with (
        tempfile.TemporaryDirectory(prefix="leitgraph-real-") as folder,
        service(Path(folder)) as shell,
    ):
        figures = scoring.reading(material, shell.url) | scoring.judging(material, shell.url)
        files = sorted((material / "real" / "karlsruhe" / "papers").glob("*.txt"))
        before = batch.processor_seconds(shell.pid)
        done = batch.check(shell.url, files, "auerbach")
        spent = batch.processor_seconds(shell.pid) - before
    median, most = batch.reader_ms(files)
    return {
        "figures": figures,
        "batch": {
            "papers": done.papers,
            "per second": round(done.per_second, 1),
            "per second on two free cores, by processor time": round(2 * len(files) / spent, 1),
            "processor time of each, ms": round(1000 * spent / len(files), 1),
            "without an answer": sum(
                count for outcome, count in done.outcomes.items() if outcome not in VERDICTS
            ),
            "read, median ms": round(median, 1),
            "read, most ms": round(most, 1),
        },
    }


if __name__ == "__main__":
    main()
