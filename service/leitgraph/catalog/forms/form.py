"""A city's form as data: its labels and what they lead to, its boxes, its table of committees.

The keys of the files are German and described in ``docs/howto-form.md``; here each has its name in
the code beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as filled
from datetime import date
from typing import Literal, TypeAlias

Code: TypeAlias = bool | str
Side: TypeAlias = Literal["vor", "nach"]
COLUMNS = ("gremium", "datum", "top", "oeffentlich", "art", "ergebnis")
"""What the columns of a table of committees can hold."""


@dataclass(frozen=True)
class Box:
    """One of a group (``wahl``). ``words`` as printed; ``value``: what ticking it says.

    ``sets``: fields that it fills besides.
    """

    words: str
    value: Code
    sets: Mapping[str, str] = filled(default_factory=dict)


@dataclass(frozen=True)
class BoxGroup:
    """Boxes of which one is to be ticked (``gruppe``).

    ``name``: how ``condition`` and combinations call it, that of its ``field`` if it has one.
    ``side``: the box stands before or after its words. ``condition``: the group counts only if
    that other group did not say no. ``optional``: nothing is asked if none is ticked.
    """

    name: str
    field: str
    side: Side
    boxes: tuple[Box, ...]
    condition: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Entry:
    """A label of the form (``angabe``) and what stands under it.

    ``labels``: its wordings. ``mark``: it tells the form from others (``kennzeichen``). ``field``:
    where the value goes, "" if nowhere. ``is_value``: the label itself is the value, as
    „Beschlussvorlage“ is. ``then``: the field of the lines after the value, as where a title has
    no label. ``inline``: it may stand amid a line, and anything may follow it. ``free``: running
    text, left to the reader of all papers. ``columns``: of a table of committees. ``amounts``:
    fields of the amounts that stand in a row below, "" for one that is of no interest.
    ``values``: words that stand for a code here (``werte``). ``condition`` as of a group.
    """

    labels: tuple[str, ...]
    field: str = ""
    mark: bool = False
    is_value: bool = False
    then: str = ""
    inline: bool = False
    free: bool = False
    columns: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    groups: tuple[BoxGroup, ...] = ()
    values: Mapping[str, str] = filled(default_factory=dict)
    condition: str = ""


@dataclass(frozen=True)
class Combination:
    """A code made of what several groups say (``verbindung``): „{grad}-{richtung}“."""

    field: str
    groups: tuple[str, ...]
    pattern: str
    condition: str = ""


@dataclass(frozen=True)
class Form:
    """A form (``data/forms/<name>.toml``), or one of a city's own folder.

    ``since`` and ``until``: when it was in use, None if not known. ``least``: so many marks tell
    it. ``kennung``, ``body``: patterns of a Kennung and of a committee's name, "" for any.
    ``needed``: a paper is on the form only if such a Kennung stands at its top.
    ``kinds``: words of the table of committees and the codes they stand for. ``units``: names of
    units, where they wrap without a blank line after them. ``furniture``: patterns of whole lines
    that say nothing; ``end``: of the line that ends the sheet.
    """

    name: str
    title: str
    city: str
    language: str
    source: str
    entries: tuple[Entry, ...]
    least: int
    since: date | None = None
    until: date | None = None
    example: str = ""
    kennung: str = ""
    needed: bool = False
    body: str = ""
    kinds: Mapping[str, str] = filled(default_factory=dict)
    units: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    combinations: tuple[Combination, ...] = ()

    @property
    def groups(self) -> tuple[BoxGroup, ...]:
        """All groups of boxes, in the order of the form."""
        return tuple(group for entry in self.entries for group in entry.groups)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the form has a place for."""
        found = {entry.field for entry in self.entries} | {entry.then for entry in self.entries}
        found |= {name for entry in self.entries for name in entry.amounts}
        found |= {group.field for group in self.groups}
        found |= {name for group in self.groups for box in group.boxes for name in box.sets}
        found |= {one.field for one in self.combinations}
        found |= {"beratungsfolge" for entry in self.entries if entry.columns}
        return frozenset(found - {""})
