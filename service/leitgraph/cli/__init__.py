"""The command line: ``leitgraph serve | load | ask | sparql | check | export | log | …``.

Exit codes: 0 done; 1 (only ``check``) the paper needs another look; 2 the input cannot be used.
"""

from __future__ import annotations

from leitgraph.cli import (
    asking,
    checking,
    demo,
    keeping,
    loading,
    profiling,
    reading,
    remembering,
    reporting,
    serving,
    suggesting,
    verifying,
)
from leitgraph.cli.frame import app, main

__all__ = [
    "app",
    "asking",
    "checking",
    "demo",
    "keeping",
    "loading",
    "main",
    "profiling",
    "reading",
    "remembering",
    "reporting",
    "serving",
    "suggesting",
    "verifying",
]
