"""The tables of the yearly report: the same numbers on the page and in the PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leitgraph.exporters.years import words


@dataclass(frozen=True)
class YearTable:
    """A head, rows of texts, and for each row the IRI of what it is about (or "")."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    iris: tuple[str, ...]


def tables(data: Mapping[str, Any], language: str) -> dict[str, YearTable]:
    """The tables of a report, by the names of ``words.HEADINGS``; an empty one has no rows."""

    def said(*names: str) -> list[str]:
        return [words.COLUMNS[name].get(language) for name in names]

    outcomes = {name: text.get(language) for name, text in words.OUTCOMES.items()}
    directions = {name: text.get(language) for name, text in words.DIRECTIONS.items()}
    weights = words.WEIGHTS
    by_quarter = ["Q{}" if language == "en" else "Quote Q{}"] * 4
    counts = ("goals", "goals_named", "papers_of_goals")
    return {
        "outcomes": _table(
            said("outcome", "papers", "share"),
            [
                ["", shown, data["outcomes"][name], _share(data, name, language)]
                for name, shown in outcomes.items()
            ],
        ),
        "quarters": _table(
            [*said("quarter"), *outcomes.values(), *said("rate")],
            [
                ["", words.quarter(one["quarter"], language)]
                + [one["outcomes"][name] for name in outcomes]
                + [words.percent(one["rate"], language)]
                for one in data["quarters"]
            ],
        ),
        "units": _table(
            said("unit", "papers", "rate") + [q.format(n + 1) for n, q in enumerate(by_quarter)],
            [
                [one["iri"], _named(one) or words.NOBODY.get(language), one["total"]]
                + [words.percent(q["rate"], language) for q in (one, *one["quarters"])]
                for one in data["units"]
            ],
        ),
        "rules": _table(
            said("rule", "severity", "papers"),
            [
                ["", _rule(one, language), weights[one["severity"]].get(language), one["papers"]]
                for one in data["rules"]
            ],
        ),
        "concepts": _table(
            said("concept", "goals", "goals_named", "papers_of_goals")
            + [directions[name] for name in ("foerdert", "hemmt")]
            + said("papers_direct"),
            [
                [one["iri"], one["name"]]
                + [one[name] for name in counts]
                + [one["directions"][name] for name in ("foerdert", "hemmt")]
                + [one["papers"]]
                for one in data["concepts"]
            ],
        ),
        "goals": _table(
            said("goal", "papers") + list(directions.values()),
            [
                [one["iri"], _named(one) + ("" if one["in_force"] else " *"), one["papers"]]
                + [one["directions"][name] or "–" for name in directions]
                for one in data["goals"]
            ],
        ),
    }


def _table(head: list[str], rows: list[list[Any]]) -> YearTable:
    return YearTable(
        tuple(head),
        tuple(tuple(str(cell) for cell in row[1:]) for row in rows),
        tuple(row[0] for row in rows),
    )


def _named(one: Mapping[str, Any]) -> str:
    return f"{one['number']} {one['name']}".strip()


def _rule(one: Mapping[str, Any], language: str) -> str:
    return f"[{one['rule']}] {one['title'][language]}"


def _share(data: Mapping[str, Any], name: str, language: str) -> str:
    total = data["total"]
    return words.percent(data["outcomes"][name] / total if total else None, language)
