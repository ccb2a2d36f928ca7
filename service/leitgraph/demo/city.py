"""What the parts of the generator share while one city is written: names, chance, registers.

Random numbers come from one ``random.Random`` in a fixed order, and no set is ever iterated; so the
same seed gives the same bytes in every process.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from leitgraph.demo.terms import (
    BASE,
    DAY_NUMBER,
    DAYS,
    FASSUNG_NEU,
    REORGANISATION,
    SLUG,
    Fault,
    Pair,
    de,
    insek,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Goal:
    """A goal: local id, number, wording, theme (0..7), level (1..3), in which Fassungen."""

    id: str
    number: str
    label: str
    theme: int
    level: int
    old: bool
    new: bool


@dataclass(frozen=True)
class Place:
    """A space: id, name, name with its preposition ("im Stadtbezirk …"), district."""

    id: str
    name: str
    where: str
    district: int


@dataclass
class City:
    """One run of the generator."""

    triples: int
    seed: int
    base: str = BASE
    rng: Random = field(init=False)
    root: str = field(init=False)
    level: float = field(init=False)
    faults: list[Fault] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    goals_old: list[list[Goal]] = field(default_factory=lambda: [[] for _ in range(8)])
    goals_new: list[list[Goal]] = field(default_factory=lambda: [[] for _ in range(8)])
    outdated: list[Goal] = field(default_factory=list)
    districts: list[Place] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    controls: int = 0
    aside: int = 0
    projects: list[list[str]] = field(default_factory=lambda: [[] for _ in range(8)])

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.root = f"{self.base.rstrip('/')}/{SLUG}/" if self.base else f"{SLUG}/"
        self.level = max(0.0, math.log10(max(self.triples, 1) / 10_000))

    @property
    def grid(self) -> tuple[int, int]:
        """Columns and rows of Stadtbezirke."""
        return 3 + (self.level >= 1), 3 + (self.level >= 2)

    @property
    def district_count(self) -> int:
        """Number of Stadtbezirke."""
        columns, rows = self.grid
        return columns * rows

    def iri(self, kind: str, name: str) -> str:
        """The IRI of a resource of this city as an N-Triples term."""
        return f"<{self.root}{kind}/{name}>"

    def head(self, cls: str, label: str) -> list[Pair]:
        """What every resource begins with: class, German label, city and where it is stated."""
        return [
            ("rdf:type", insek(cls)),
            ("skos:prefLabel", de(label)),
            ("insek:kommune", f"<{self.root}kommune/stadt>"),
            ("insek:belegtDurch", f"<{self.root}fundstelle/generator>"),
        ]

    def uncounted(self, pairs: list[Pair]) -> list[Pair]:
        """What the city got later: not part of its size, so that all else stays as it was."""
        self.aside += len(pairs)
        return pairs

    def pick(self, items: Sequence[T]) -> T:
        """One of the items; faster than ``Random.choice``."""
        return items[int(self.rng.random() * len(items))]

    def between(self, low: int, high: int, step: int = 1) -> int:
        """A number from ``low`` to ``high``, both inclusive, in steps."""
        return low + int(self.rng.random() * ((high - low) // step + 1)) * step

    def date_between(self, first: str, last: str) -> str:
        """A day between two days, both inclusive."""
        return DAYS[self.between(DAY_NUMBER[first], DAY_NUMBER[last])]

    def fault(self, kind: str, iri: str) -> None:
        """Note a deliberate fault; ``iri`` is an N-Triples term."""
        self.faults.append(Fault(kind, iri[1:-1]))

    def goals_on(self, theme: int, date: str) -> list[Goal]:
        """Goals of a theme below the Leitziel that are in force on a day."""
        return (self.goals_new if date >= FASSUNG_NEU else self.goals_old)[theme]

    def unit_on(self, gz: str, date: str) -> str:
        """The unit that does the work of ``gz`` on a day, forerunners included."""
        return _BEFORE.get(gz, gz) if date < REORGANISATION else gz


# Work of unit 62 (since the reorganisation) was done by 61 before.
_BEFORE = {"62": "61"}


def later(date: str, days: int) -> str:
    """The day some days after another, within the calendar the generator knows."""
    return DAYS[min(DAY_NUMBER[date] + days, len(DAYS) - 1)]
