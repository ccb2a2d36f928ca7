"""The cases: what to hand in, and what is expected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from tests.cases import PAPERS
from tests.cases.long import lengthened

_KEYS = {
    *("title", "city", "date", "document", "verdict", "findings", "quelle"),
    *("passed", "knapp", "pages", "suggestions", "anmerkung"),
}
MEDIA = {
    ".json": "application/json",
    ".ttl": "text/turtle",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class Case:
    """``expected``: fields by rule. ``passed``: rules that judge and are met. ``close``: rules
    that a paper comes close to breaking, or that do not concern it, and that must not be found."""

    id: str
    title: str
    city: str
    date: str
    media_type: str
    body: bytes
    verdict: str
    expected: dict[str, list[str]]
    passed: tuple[str, ...]
    close: tuple[str, ...]
    goals: tuple[str, ...]
    source: str
    note: str


def hidden(case: Case) -> tuple[bytes, set[str]]:
    """A draft without the goals it names, and these as it names them; no goals: none to hide."""
    if case.media_type != MEDIA[".json"] or "zb-002" in case.expected:
        return b"", set()
    data: dict[str, Any] = json.loads(case.body)
    goals = data.pop("zielbezuege", [])
    for name in ("konflikte", "allokationen"):
        data.pop(name, None)
    named = {goal if isinstance(goal, str) else goal["ziel"] for goal in goals}
    return json.dumps(data, ensure_ascii=False).encode(), named


WRITTEN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""Formats in which a draft is written as a document, and their media types."""


def names() -> list[str]:
    """The cases by the names of their files, in the order of their numbers."""
    return sorted(path.stem for path in PAPERS.glob("*.yaml"))


def cases() -> list[Case]:
    """All cases in the order of their numbers."""
    return [case_of(name) for name in names()]


@cache
def case_of(name: str) -> Case:
    """What one file says."""
    data: dict[str, Any] = yaml.safe_load((PAPERS / f"{name}.yaml").read_text("utf-8"))
    assert set(data) <= _KEYS, (name, set(data) - _KEYS)
    paper = PAPERS / data["document"]
    body = paper.read_text("utf-8")
    if pages := data.get("pages"):
        body = lengthened(body, pages)
    expected: dict[str, list[str]] = {}
    for finding in data["findings"]:
        expected.setdefault(finding["rule"], []).append(finding["field"])
    return Case(
        id=name,
        title=data["title"],
        city=data["city"],
        date=str(data["date"]),
        media_type=MEDIA[paper.suffix],
        body=body.encode(),
        verdict=data["verdict"],
        expected=expected,
        passed=tuple(data.get("passed", ())),
        close=tuple(data.get("knapp", ())),
        goals=tuple(data.get("suggestions", {}).get("any_of_first_three", ())),
        source=data["quelle"],
        note=data.get("anmerkung", ""),
    )
