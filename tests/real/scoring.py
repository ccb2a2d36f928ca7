"""The scores that others' tools give a running service, as figures that compare."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

FORMS = ("docx", "txt", "pdf", "oparl")
Figures = dict[str, float]
"""Shares in percent and counts, by name. ``FEWER`` says of which less is better."""
FEWER = ("wrong", "false", "alarm", "accused", "questions")


def reading(shared: Path, url: str) -> Figures:
    """How 300 real papers are read (``score_reading.py``)."""
    told = _told(shared / "tools" / "score_reading.py", url)
    fields = {name: one for name, one in told.items() if isinstance(one, dict)}
    every = sum((Counter(one) for one in fields.values()), Counter[str]())
    return {
        "reading: right %": _share(every["right"], every.total()),
        "reading: wrong %": _share(every["wrong"], every.total()),
        "reading: papers wholly right %": _share(told["wholly"], told["papers"]),
        "reading: questions per paper": round(told["questions"] / max(told["papers"], 1), 2),
    }


def judging(shared: Path, url: str) -> Figures:
    """What the check says of papers with known faults (``score_vorlagen.py``), in each form."""
    told = _told(shared / "tools" / "score_vorlagen.py", url, "--forms", ",".join(FORMS))
    found: Figures = {}
    for form, one in told.items():
        counts = Counter(one["counts"])
        if not counts["papers"]:
            continue
        facts = sum((Counter(how) for how in one["facts"].values()), Counter[str]())
        del facts["nofield"]
        found |= {
            f"{form}: verdicts %": _share(counts["strict"], counts["judged"]),
            f"{form}: false konform": counts["false_konform"],
            f"{form}: alarm on clean papers": counts["false_alarm_verdict"],
            f"{form}: sparse files accused": counts["sparse_accused"],
            f"{form}: facts right %": _share(facts["right"], facts.total()),
            f"{form}: facts wrong %": _share(facts["wrong"], facts.total()),
        }
        for level in ("muss", "sollte"):
            hit = counts[str((level, "report", "hit"))]
            false = counts[str((level, "report", "false"))]
            found[f"{form}: {level} precision %"] = _share(hit, hit + false)
            want, seen = counts[str((level, "want"))], counts[str((level, "found"))]
            found[f"{form}: {level} recall %"] = _share(seen, want)
        suggested = counts[str(("suggest", "hit3"))]
        found[f"{form}: goals among the first three %"] = _share(
            suggested, counts[str(("suggest", "n"))]
        )
    return found


PERCENT, SLACK = 1.0, 0.25
"""So much may a share (in percent) or a mean differ before it counts as worse."""


def below(found: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The figures that are clearly worse than their floor, in words; also those that are gone."""
    told = []
    for name, floor in floors.items():
        value = found.get(name)
        fewer = any(word in name for word in FEWER)
        slack = PERCENT if name.endswith("%") else SLACK
        if value is None or (value > floor + slack if fewer else value < floor - slack):
            told.append(f"{name}: {value}, Grenze {floor}")
    return told


def _told(tool: Path, url: str, *options: str) -> dict[str, Any]:
    with TemporaryDirectory(prefix="leitgraph-score-") as folder:
        kept = Path(folder) / "figures.json"
        command = [sys.executable, str(tool), "--url", url, "--json", str(kept), *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=900)
        if done.returncode:
            raise RuntimeError(f"{tool.name}: {done.stderr[-500:]}")
        told: dict[str, Any] = json.loads(kept.read_text("utf-8"))
        return told


def _share(part: float, whole: float) -> float:
    """In percent, one digit; all of nothing is right."""
    return round(100 * part / whole, 1) if whole else 100.0
