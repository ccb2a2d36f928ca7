"""The command line: ``leitgraph serve | load | ask | sparql | check | export | log | …``.

Exit codes: 0 done; 1 (only ``check``) the paper needs another look; 2 the input cannot be used.
"""

from __future__ import annotations

from leitgraph.cli import (
    ask,
    check,
    demo,
    form,
    history,
    journal,
    load,
    profile,
    read,
    report,
    serve,
    suggest,
    verify,
)
from leitgraph.cli.frame import app, main

__all__ = [
    "app",
    "ask",
    "check",
    "demo",
    "form",
    "history",
    "journal",
    "load",
    "main",
    "profile",
    "read",
    "report",
    "serve",
    "suggest",
    "verify",
]
