"""What the council system says of the papers of a folder, for a form to be learnt by.

Two shapes are read: a list of ``{"id", "gold": {kennung, titel, federfuehrung, beratungsfolge}}``,
and Papers of OParl (``name``, ``reference``, files that name the paper's file). Of the first only
what comes from the interface is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Facts:
    """Of one paper; "" and none for what is not said."""

    kennung: str = ""
    title: str = ""
    units: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


def facts_of(data: Any) -> dict[str, Facts]:
    """The facts by the name of the paper's file without its ending."""
    listed = data if isinstance(data, list) else data.get("data", []) if _table(data) else []
    found: dict[str, Facts] = {}
    for one in listed:
        if not _table(one):
            continue
        if _table(one.get("gold")):
            found[str(one.get("id", ""))] = _noted(one["gold"])
        else:
            paper = Facts(_text(one.get("reference")), _text(one.get("name")))
            found.update({stem: paper for stem in _stems(one)})
    return found


def _table(data: Any) -> bool:
    return isinstance(data, Mapping)


def _text(data: Any) -> str:
    return data if isinstance(data, str) else ""


def _noted(gold: Mapping[str, Any]) -> Facts:
    units = [unit for unit in gold.get("federfuehrung") or [] if _table(unit)]
    names = [_text(unit.get(key)) for unit in units for key in ("name", "kurz")]
    rows = [row for row in gold.get("beratungsfolge") or [] if _table(row)]
    bodies = [_text(row.get("gremium")) for row in rows]
    return Facts(
        _text(gold.get("kennung")),
        _text(gold.get("titel")),
        tuple(name for name in names if name),
        tuple(body for body in bodies if body),
    )


def _stems(paper: Mapping[str, Any]) -> Iterator[str]:
    """Names that the paper's file may have in a folder: of its files, and its own id's end."""
    files = [paper.get("mainFile"), *(paper.get("auxiliaryFile") or [])]
    for one in [paper, *(file for file in files if _table(file))]:
        for key in ("id", "fileName"):
            last = _text(one.get(key)).rstrip("/").rpartition("/")[2]
            if last:
                yield last.rpartition(".")[0] or last


def same(one: str, other: str) -> bool:
    """True if two names are the same but for signs, blanks and capitals."""
    return bool(plain(one)) and plain(one) == plain(other)


def plain(text: str) -> str:
    """A text as its letters and digits only."""
    return re.sub(r"[\W_]+", "", text.casefold())
