"""Papers that need no check of content, and the list of those that cities usually exempt.

A city lists its own in its ``profil.toml`` (``catalog.profiles``); for one that has none,
``data/ausnahmen.toml`` holds what is usual: staff, names, elections, honours, formalities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from leitgraph.catalog.refusal import Refused
from leitgraph.catalog.text.toml_file import TomlFile
from leitgraph.model import Text

USUAL = "ausnahmen.toml"
_BEGINNING = 22
"""An exemption that stands so near the beginning of a title is what the paper is about."""


@dataclass(frozen=True)
class Ground:
    """What a deviation rests on: a resolution, and where it can be read. No resolution: usage."""

    resolution: str
    source: str


@dataclass(frozen=True)
class Exemption:
    """Papers that need no check of content. All conditions given must hold, one value of each.

    ``kinds``: names of classes; ``words``: a word of the title begins so, in either case;
    ``patterns``: regular expressions of which one is found in the title, ``grounds``: or in the
    reason that the paper gives; ``never``: words that speak against it further on in the title;
    ``units``: Geschäftszeichen of the lead unit; ``up_to``: no amount of the paper is above this.
    """

    name: Text
    ground: Ground
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    up_to: Decimal | None = None
    patterns: tuple[re.Pattern[str], ...] = ()
    grounds: tuple[re.Pattern[str], ...] = ()
    never: tuple[str, ...] = ()

    def covers(
        self,
        kinds: Iterable[str],
        title: str,
        units: Iterable[str],
        amounts: Iterable[Decimal],
        reasons: str = "",
    ) -> bool:
        """True if a paper of these kinds, title, lead units, amounts and reasons is exempt."""
        return (
            (not self.kinds or bool(set(self.kinds) & set(kinds)))
            and (not self.words or any(_begins(title, word) for word in self.words))
            and (not self.patterns or self._told(title) or self._reasoned(reasons, title))
            and (not self.units or bool(set(self.units) & set(units)))
            and (self.up_to is None or all(amount <= self.up_to for amount in amounts))
        )

    def _told(self, title: str) -> bool:
        found = [match.start() for one in self.patterns if (match := one.search(title))]
        return bool(found) and (min(found) < _BEGINNING or not self._against(title))

    def _reasoned(self, reasons: str, title: str) -> bool:
        return any(one.search(reasons) for one in self.grounds) and not self._against(title)

    def _against(self, title: str) -> bool:
        return any(word in title.casefold() for word in self.never)


def usual(data: Path, refused: Refused) -> tuple[Exemption, ...]:
    """The usual exemptions of ``data/ausnahmen.toml``; none where there is no such file."""
    path = data / USUAL
    if not path.is_file():
        return ()
    file = TomlFile(path, refused)
    facts = file.facts or {}
    never = tuple(str(word).casefold() for word in facts.get("nie", ()))
    found: list[Exemption] = []
    for number, entry in enumerate(facts.get("ausnahme", ()), 1):
        try:
            found.append(_usual(entry, never))
        except (KeyError, TypeError, ValueError, re.error) as error:
            file.refuse(
                "", "angabe", f"[[ausnahme]] {number}: {error}", f"[[ausnahme]] {number}: {error}",
                table="ausnahme", number=number,
            )  # fmt: skip
    return tuple(found)


def _usual(entry: dict[str, Any], never: tuple[str, ...]) -> Exemption:
    limit = entry.get("betrag-bis")
    return Exemption(
        Text(entry["name"], entry["name-en"]),
        Ground("", entry["quelle"]),
        up_to=None if limit is None else Decimal(limit),
        patterns=tuple(re.compile(one, re.IGNORECASE) for one in entry["muster"]),
        grounds=tuple(re.compile(one, re.IGNORECASE) for one in entry.get("grund", ())),
        never=never,
    )


def _begins(title: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}", title, re.IGNORECASE) is not None
