"""The yearly report on a city's Vorlagen: how they came out, which goals and concepts they touch.

Each Vorlage that bears a date of the year is checked as of its own date, with the rules of today on
the graph of today; so are those of the year before, for the trend. The report says only what
everybody may see.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from leitgraph.check.batch.batch import OUTCOMES, UNCHECKED, Result, basis, check_all, moved
from leitgraph.check.listing import papers
from leitgraph.check.report import EXEMPT, INPUT
from leitgraph.config import Settings
from leitgraph.errors import BadParameter, TooLarge
from leitgraph.model import City, Principal, Rule, Verdict
from leitgraph.reports.facts import DIRECTIONS, UNSAID, facts
from leitgraph.store.service import Graph

FINE = (Verdict.KONFORM.value, Verdict.NICHT_RELEVANT.value)
YEARS = 2
"""The year and those before it that the trend shows."""
_ANYBODY = Principal()


def year_of(text: str) -> int:
    """A year from 1900 to 2199. ``BadParameter`` for anything else."""
    if not re.fullmatch(r"(19|20|21)[0-9]{2}", text):
        raise BadParameter(
            f"„{text[:20]}“ ist kein Jahr.", f"“{text[:20]}” is no year.", parameter="year"
        )
    return int(text)


async def year_report(
    graph: Graph,
    settings: Settings,
    city: City,
    rules: Mapping[str, Rule],
    year: int,
    *,
    jobs: int = 1,
    most: int | None = None,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Any]:
    """The report as data (JSON). ``told`` hears how many Vorlagen are checked, of how many.

    ``Conflict`` if the graph is changed meanwhile; ``TooLarge`` if there are more than ``most``.
    """
    start, end = f"{year - YEARS + 1}-01-01", f"{year}-12-31"
    wanted, version = await papers(graph, city.slug, _ANYBODY, start, end)
    if most is not None and len(wanted) > most:
        raise TooLarge(
            f"Für diesen Bericht wären {len(wanted)} Vorlagen zu prüfen; hier sind es höchstens "
            f"{most}. leitgraph report macht ihn an der Kommandozeile.",
            f"{len(wanted)} papers would have to be checked for this report; here at most {most}. "
            "leitgraph report makes it at the command line.",
        )
    results: list[Result] = []
    checked = check_all(graph, settings, wanted, city.slug, None, _ANYBODY, version, jobs)
    async with contextlib.aclosing(checked):
        async for result in checked:
            results.append(result)
            told(len(results), len(wanted))
    own = [result for result in results if result.paper.day[:4] == str(year)]
    units = {result.paper.unit for result in own if result.paper.unit}
    said, then = await facts(graph, city.slug, f"{year}-01-01", end, units, _ANYBODY)
    if then != version:
        raise moved(version, then)
    return {
        "city": city.slug,
        "name": city.name,
        "synthetic": city.synthetic,
        "year": year,
        "basis": {
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "graph_version": version,
            "journal": await asyncio.to_thread(graph.journal.hash_at, version),
            **await asyncio.to_thread(basis, settings, city.slug),
            "rule_count": len(rules),
            "sources": [source["title"] for source in city.sources],
            "coverage": said["coverage"],
        },
        **_counts(own),
        "quarters": _quarters(results, range(year - YEARS + 1, year + 1)),
        "units": _units(own, said["units"], year),
        "rules": _rules(own, rules),
        "goals": [_goal(goal, said["concepts"]) for goal in _by_number(said["goals"])],
        "concepts": [_concept(concept, said["goals"]) for concept in said["concepts"]],
        "papers": [
            {
                "iri": result.paper.iri,
                "kennung": result.paper.kennung,
                "date": result.paper.day,
                "outcome": result.outcome,
                "rules": sorted({f.rule for f in result.report.findings} if result.report else ()),
            }
            for result in sorted(own, key=lambda r: (r.paper.day, r.paper.iri))
        ],
    }


def _counts(results: Iterable[Result]) -> dict[str, Any]:
    """Total, by outcome, and the share of what is fine among what could be checked."""
    outcomes = Counter(result.outcome for result in results)
    total = sum(outcomes.values())
    judged = total - outcomes[UNCHECKED] - outcomes[Verdict.NICHT_BEURTEILBAR.value]
    return {
        "total": total,
        "outcomes": {name: outcomes[name] for name in OUTCOMES},
        "rate": round(sum(outcomes[name] for name in FINE) / judged, 4) if judged else None,
    }


def _quarters(results: Iterable[Result], years: Iterable[int]) -> list[dict[str, Any]]:
    """Counts of each quarter, also of those without a Vorlage."""
    found: dict[str, list[Result]] = {f"{y}-Q{q}": [] for y in years for q in range(1, 5)}
    for result in results:
        found[_quarter(result.paper.day)].append(result)
    return [{"quarter": name, **_counts(group)} for name, group in found.items()]


def _quarter(day: str) -> str:
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def _units(
    results: Sequence[Result], about: Iterable[dict[str, Any]], year: int
) -> list[dict[str, Any]]:
    """Counts of each unit in charge, in all and by quarter; Vorlagen without a unit last."""
    known = {one["iri"]: one for one in about}
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.paper.unit, []).append(result)
    nobody = {"iri": "", "name": "", "number": ""}
    found = [
        known.get(iri, nobody) | _counts(group) | {"quarters": _quarters(group, [year])}
        for iri, group in groups.items()
    ]
    return sorted(found, key=lambda u: (not u["iri"], _natural(u["number"]), u["name"], u["iri"]))


def _rules(results: Iterable[Result], rules: Mapping[str, Rule]) -> list[dict[str, Any]]:
    """How many Vorlagen each rule found something in, most frequent first."""
    counted: Counter[str] = Counter()
    for result in results:
        if result.report is not None:
            silent = {INPUT, EXEMPT, *result.report.facts.get("unchecked", ())}
            counted.update({f.rule for f in result.report.findings} - silent)
    return [
        {
            "rule": id_,
            "title": {"de": rules[id_].title.de, "en": rules[id_].title.en},
            "severity": rules[id_].severity.value,
            "source": rules[id_].source,
            "papers": number,
        }
        for id_, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        if id_ in rules
    ]


def _goal(goal: dict[str, Any], concepts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    directions = Counter(goal["papers"].values())
    return {
        **{name: goal[name] for name in ("iri", "number", "name", "in_force", "core")},
        "papers": len(goal["papers"]),
        "directions": {name: directions[name] for name in (*DIRECTIONS, UNSAID)},
        "concepts": [c["name"] for c in concepts if goal["iri"] in c["goals"]],
    }


def _concept(concept: dict[str, Any], goals: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """How many of a concept's goals a Vorlage names, and how many Vorlagen rest on it.

    A Vorlage that promotes one of its goals and hampers another counts in both directions.
    """
    of_it = [goal for goal in goals if goal["iri"] in concept["goals"]]
    return {
        "iri": concept["iri"],
        "name": concept["name"],
        "goals": len(of_it),
        "goals_named": sum(1 for goal in of_it if goal["papers"]),
        "papers_of_goals": len({paper for goal in of_it for paper in goal["papers"]}),
        "directions": {
            name: len({p for goal in of_it for p, said in goal["papers"].items() if said == name})
            for name in (*DIRECTIONS, UNSAID)
        },
        "papers": len(concept["papers"]),
    }


def _by_number(goals: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(goals, key=lambda g: (not g["core"], _natural(g["number"]), g["iri"]))


def _natural(text: str) -> list[tuple[int, str]]:
    """10 after 9."""
    parts = re.findall(r"\d{1,9}|\D+", text)
    return [(int(p), "") if p.isdecimal() else (10**9, p.lower()) for p in parts]
