"""``python -m tests.cases [--keep]``: judge all cases, print the score, keep it with ``--keep``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.cases import SCORE
from tests.cases.collect import MEDIA, WRITTEN, Case, cases, hidden
from tests.cases.judge import (
    Answer,
    alike,
    as_document,
    as_draft,
    ask,
    differences,
    known,
    suggested,
)
from tests.cases.score import hits, measure, rendered
from tests.shell import service

from leitgraph.catalog.rules import load_rules
from leitgraph.config import Settings


def main() -> None:
    """Differences that are not known go to stderr, the table to stdout."""
    parser = argparse.ArgumentParser(prog="python -m tests.cases", description=__doc__)
    parser.add_argument(
        "--keep", action="store_true", help="write score.json, with what takes longer"
    )
    parser.add_argument("--all", action="store_true", help="tell known differences too")
    arguments = parser.parse_args()
    rules = load_rules(Settings().content_dir("shapes") / "rules").rules
    with (
        tempfile.TemporaryDirectory(prefix="leitgraph-cases-") as folder,
        service(Path(folder)) as shell,
    ):
        judged = [(case, ask(shell.url, case)) for case in cases()]
        _tell(judged, {} if arguments.all else known())
        suggestions = _suggestions(shell.url)
        round_trip = _round_trip(shell.url, judged) if arguments.keep else {}
    score = {**measure(judged, rules), "suggestions": suggestions, "round_trip": round_trip}
    if arguments.keep:
        SCORE.write_text(json.dumps(score, indent=1) + "\n", "utf-8")
    sys.stdout.write(rendered(score))


def _tell(judged: list[tuple[Case, Answer]], standing: dict[str, dict[str, Any]]) -> None:
    """What differs otherwise than it is known to."""
    for case, answer in judged:
        told = differences(case, answer)
        if told != standing.get(case.id, {}).get("differs", []):
            sys.stderr.write(f"{case.id}: {'; '.join(told) or 'as expected'}\n")


def _suggestions(url: str) -> dict[str, dict[str, int]]:
    """Goals for papers that name none or an old one, and goals hidden from drafts."""
    told = [
        (set(case.goals), suggested(url, case, as_draft(url, case)))
        for case in cases()
        if case.goals
    ]
    without = []
    for case in cases():
        body, goals = hidden(case)
        if goals:
            without.append((goals, suggested(url, case, body)))
    return {
        "for papers that name none, or an outdated one": hits(told),
        "for drafts whose goals were taken out: the same again": hits(without),
    }


def _round_trip(url: str, judged: list[tuple[Case, Answer]]) -> dict[str, dict[str, int]]:
    """Drafts written as documents, and how many of these get the answer of the draft."""
    drafts = [(case, answer) for case, answer in judged if case.media_type == MEDIA[".json"]]
    told = {}
    for form in WRITTEN:
        same = 0
        for case, answer in drafts:
            if alike(answer, ask(url, as_document(url, case, form))):
                same += 1
            else:
                sys.stderr.write(f"{case.id}: another answer as {form}\n")
        told[form] = {"drafts": len(drafts), "alike": same}
    return told


if __name__ == "__main__":
    main()
