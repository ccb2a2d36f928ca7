"""A TOML file of the content folders, with the lines of its keys."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from leitgraph.catalog.refusal import Refused, utf8

_AT = re.compile(r"\(at line (\d+), column \d+\)")


class TomlFile:
    """``facts`` is None if the file is missing or no TOML; that is noted."""

    def __init__(self, path: Path, refused: Refused) -> None:
        self.path = path
        self._refused = refused
        text = utf8(path, refused)
        self.text = text or ""
        self.facts: dict[str, Any] | None = None
        if text is not None:
            try:
                self.facts = tomllib.loads(text)
            except tomllib.TOMLDecodeError as error:
                at = _AT.search(str(error))
                # An error at the end has no line of its own: it is the last one.
                line = int(at[1]) if at else text.rstrip("\n").count("\n") + 1
                refused.add(
                    path, line, "toml", f"kein gültiges TOML: {error}", f"no valid TOML: {error}"
                )

    def refuse(
        self,
        key: str,
        condition: str,
        german: str,
        english: str,
        *,
        table: str = "",
        number: int = 0,
    ) -> None:
        """Note what is wrong with a key, of the n-th entry of a list of tables if one is named."""
        self._refused.add(self.path, self._line(key, table, number), condition, german, english)

    def _line(self, key: str, table: str, number: int) -> int:
        """The line of a key, else of its table; 0 if neither is there."""
        lines = self.text.split("\n")
        first, last = 0, len(lines)
        if table:
            head = re.compile(rf"\s*\[{{1,2}}{re.escape(table)}\]{{1,2}}")
            starts = [n for n, line in enumerate(lines) if head.match(line)]
            if not 0 < max(number, 1) <= len(starts):
                return 0
            first = starts[max(number, 1) - 1]
            rest = range(first + 1, len(lines))
            last = next((n for n in rest if lines[n].lstrip().startswith("[")), len(lines))
        named = re.compile(rf"\s*(\[\[?)?\"?{re.escape(key)}\"?\s*(=|\])")
        for place in range(first, last):
            if key and named.match(lines[place]):
                return place + 1
        return first + 1 if table else 0
