"""Material of others that lies beside the checkout, or not: what needs it says so when it does not.

``LEITGRAPH_SHARED`` names the folder; else it is ``../shared`` beside the checkout. Nothing of it
is kept here but figures.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).with_name("floors.json")
SCORE = Path(__file__).with_name("score.json")


def shared() -> Path | None:
    """The folder, or None if there is none."""
    named = os.environ.get("LEITGRAPH_SHARED")
    found = Path(named) if named else ROOT.parent / "shared"
    return found if (found / "tools").is_dir() else None


def needed(inside: str) -> Path:
    """A file or folder of it; the test is skipped, and says so, where it is missing."""
    found = shared()
    if found is None or not (found / inside).exists():
        pytest.skip(
            f"nicht gelaufen: {inside} liegt nicht neben dem Arbeitsverzeichnis (../shared)"
        )
    return found / inside
