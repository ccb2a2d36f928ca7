"""Vorlagen as departments write them, each beside what a careful person expects of the check."""

from pathlib import Path

HERE = Path(__file__).parent
PAPERS = HERE / "papers"
KNOWN = HERE / "known.yaml"
SCORE = HERE / "score.json"
