"""A value of an entry of a list, with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

SURE = 0.95
"""The confidence of a value that label, layout and kind agree on."""


@dataclass(frozen=True)
class Cell:
    """A value of an entry, with where it stands."""

    value: str
    place: str
    passage: str
    confidence: float = SURE


Cells: TypeAlias = dict[str, Cell]
