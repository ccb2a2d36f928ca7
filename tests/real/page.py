"""The scores of real papers as a section of the page of figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.real import SCORE

_TITLE = "## Real papers, and papers in others' layouts\n\n"
_GOALS = {
    "reading: right %": "≥ 98",
    "reading: wrong %": "≤ 0.3",
    "verdicts %": "≥ 92",
    "false konform": "0",
    "alarm on clean papers": "0",
    "muss precision %": "≥ 95",
    "muss recall %": "≥ 95",
    "sollte precision %": "≥ 90",
    "sollte recall %": "≥ 85",
    "facts right %": "≥ 92",
    "facts wrong %": "≤ 0.5",
    "goals among the first three %": "≥ 80",
    "per second": "≥ 25",
    "without an answer": "0",
    "read, median ms": "≤ 40",
}


def rendered(found: dict[str, Any]) -> str:
    """A table of figures with their goals; one line where they were not taken."""
    if not found["figures"]:
        return _TITLE + "Not run (nicht gelaufen): the material does not lie beside the checkout.\n"
    rows = [["", "goal", "measured"], ["---"] * 3]
    for name, value in (*found["figures"].items(), *found["batch"].items()):
        goal = _GOALS.get(name, _GOALS.get(name.partition(": ")[2], ""))
        rows.append([name, goal, f"{value:g}"])
    return (
        _TITLE
        + "`python -m tests.real`: 300 papers of Karlsruhe read (`score_reading.py`), twelve "
        "papers with known faults checked in each form (`score_vorlagen.py`), the 300 checked in "
        "one batch over HTTP.\n\n" + "".join("| " + " | ".join(row) + " |\n" for row in rows)
    )


def section(path: Path = SCORE) -> str:
    """The section from the figures that were kept."""
    there = path.exists()
    return rendered(json.loads(path.read_text("utf-8")) if there else {"figures": {}, "batch": {}})
