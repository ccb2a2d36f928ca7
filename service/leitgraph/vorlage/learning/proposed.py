"""A proposed form as data: its entries with what they were taken for."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as filled

from leitgraph.vorlage.learning.box_groups import Group


@dataclass
class ProposedEntry:
    """A label of the proposal, and what it was taken for."""

    labels: list[str]
    papers: int
    field: str = ""
    mark: bool = False
    is_value: bool = False
    then: str = ""
    inline: bool = False
    free: bool = False
    columns: list[str] = filled(default_factory=list)
    groups: list[tuple[str, str, Group, str]] = filled(default_factory=list)
    condition: str = ""


@dataclass
class Proposal:
    """What was learnt. ``combination``: names of the groups of degree and direction."""

    papers: int
    entries: list[ProposedEntry]
    furniture: list[str]
    kennung: str = ""
    kinds: dict[str, str] = filled(default_factory=dict)
    units: list[str] = filled(default_factory=list)
    combination: tuple[str, str, str] | None = None
