"""Mutants of a file: where cosmic-ray's operators apply, without what cannot be noticed."""

from __future__ import annotations

import ast
import random
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

Position = tuple[int, int]


@dataclass(frozen=True)
class Mutant:
    """One change of one file: the how manieth place of an operator."""

    path: str
    operator: str
    occurrence: int
    line: int
    column: int

    @property
    def name(self) -> str:
        """How a report and ``--again`` call it."""
        return f"{self.path}:{self.line} {self.operator.removeprefix('core/')} {self.occurrence}"

    def code(self, source: str) -> str:
        """The changed text of the file."""
        return str(mutate_code(source, get_operator(self.operator)(), self.occurrence))


def mutants(path: str, source: str) -> list[Mutant]:
    """All mutants of a file. Types are not run (and ``|`` in them is no arithmetic)."""
    nodes = list(ast_nodes(get_ast(source)))
    silent = _annotations(source)
    found = []
    for name in sorted(operator_names()):
        operator = get_operator(name)
        if operator.arguments():
            continue
        spots = [spot for node in nodes for spot in operator().mutation_positions(node)]
        found += [
            Mutant(path, name, occurrence, *start)
            for occurrence, (start, _) in enumerate(spots)
            if not any(first <= start < last for first, last in silent)
        ]
    return found


def sample(path: Path, root: Path, size: int, seed: int) -> list[Mutant]:
    """So many of them; which ones depends on the seed and the file alone."""
    relative = path.relative_to(root).as_posix()
    chance = random.Random(f"{seed} {relative}")
    places: dict[tuple[int, int, str], list[Mutant]] = {}
    for mutant in mutants(relative, path.read_text()):
        kind = mutant.operator.split("_")[0]
        places.setdefault((mutant.line, mutant.column, kind), []).append(mutant)
    # An operator of arithmetic has a dozen replacements; one of them tells whether it is tested.
    every = [chance.choice(places[place]) for place in sorted(places)]
    chosen = chance.sample(every, min(size, len(every)))
    return sorted(chosen, key=lambda one: (one.line, one.name))


def _annotations(source: str) -> list[tuple[Position, Position]]:
    spans = []
    for node in ast.walk(ast.parse(source)):
        for name in ("annotation", "returns"):
            part = getattr(node, name, None)
            if isinstance(part, ast.expr):
                end = (part.end_lineno or 0, part.end_col_offset or 0)
                spans.append(((part.lineno, part.col_offset), end))
    return spans
