"""How often the goals that people named are among the first three suggested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

FIRST = 3
Ask = Callable[[dict[str, Any], str], Sequence[str]]
"""Draft and city to the ids of the goals suggested, best first."""


@dataclass(frozen=True)
class Case:
    """A draft, its city, and the ids of the goals that it touches. ``name`` is for the table."""

    name: str
    city: str
    draft: dict[str, Any]
    goals: frozenset[str]


@dataclass
class Rate:
    """``hits`` of ``cases`` have a right goal among the first three; ``missed`` are the others.

    ``found`` of ``wanted`` goals are among all that were suggested.
    """

    hits: int = 0
    cases: int = 0
    found: int = 0
    wanted: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Hits by cases, 0 to 1."""
        return self.hits / self.cases if self.cases else 0.0


def hit_rate(cases: Iterable[Case], ask: Ask) -> Rate:
    """Ask for suggestions for each draft, without the goals it names itself, and count."""
    rate = Rate()
    for case in cases:
        bare = {name: value for name, value in case.draft.items() if name != "zielbezuege"}
        suggested = list(ask(bare, case.city))
        rate.cases += 1
        rate.wanted += len(case.goals)
        rate.found += len(case.goals & set(suggested))
        if case.goals & set(suggested[:FIRST]):
            rate.hits += 1
        else:
            rate.missed.append(case.name)
    return rate
