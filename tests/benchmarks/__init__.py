"""``make bench``: Leitgraph beside its peers on the synthetic city, in one run on one machine."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RESULTS_JSON = HERE / "results.json"
RESULTS_MD = HERE / "RESULTS.md"
SIZES = {"10k": 10_000, "100k": 100_000, "1M": 1_000_000}
MEASURES = (
    "queries", "throughput", "load", "checks", "department", "inference", "writes", "start",
)  # fmt: skip
