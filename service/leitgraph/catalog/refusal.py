"""What is wrong in a content file: which file, line and rule, and which condition failed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leitgraph.errors import BadContent
from leitgraph.model import Text

NOTHING = Text("", "")


@dataclass(frozen=True)
class Refusal:
    """One thing that is wrong. ``line`` 0: it is nowhere in particular, such as what is missing.

    ``about`` names the rule or profile, empty where the file's name says it; ``condition`` is the
    short name under which the how-tos list what failed.
    """

    path: Path
    line: int
    about: Text
    condition: str
    text: Text

    def told(self, language: str) -> str:
        """One line: place, what it is about, what is wrong, which condition that is."""
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        about = self.about.get(language)
        said = f"{about}: {self.text.get(language)}" if about else self.text.get(language)
        return f"{place}: {said} [{self.condition}]"

    def as_dict(self) -> dict[str, Any]:
        """Plain data, as in ``BadContent.facts``."""
        return {
            "file": str(self.path),
            "line": self.line,
            "about": self.about.de,
            "condition": self.condition,
            "de": self.told("de"),
            "en": self.told("en"),
        }


def refuse(refused: Iterable[Refusal]) -> BadContent:
    """The error that tells all of them, each once, in the order of the files."""
    return joined(one.as_dict() for one in refused)


class Refused:
    """Collects what is wrong over many files, so that all of it is told at once."""

    def __init__(self) -> None:
        self.found: list[Refusal] = []

    def add(
        self,
        path: Path,
        line: int,
        condition: str,
        german: str,
        english: str,
        about: Text = NOTHING,
    ) -> None:
        """Note one thing that is wrong."""
        text = Text(one_line(german), one_line(english))
        self.found.append(Refusal(path, line, about, condition, text))

    def raise_if_any(self) -> None:
        """Raise ``BadContent`` with all that was noted."""
        if self.found:
            raise refuse(self.found)


def joined(refusals: Iterable[dict[str, Any]]) -> BadContent:
    """One error for the refusals of several, as they stand in ``BadContent.facts``; each once."""
    found = list({one["de"]: one for one in refusals}.values())
    return BadContent(
        "\n".join(one["de"] for one in found),
        "\n".join(one["en"] for one in found),
        refusals=found,
    )


def one_line(text: str) -> str:
    """Without line breaks, which an engine's messages have."""
    return re.sub(r"\s+", " ", text).strip()


def utf8(path: Path, refused: Refused) -> str | None:
    """The text of a file; None, and noted, if it is not UTF-8."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        refused.add(path, 0, "datei", "die Datei fehlt", "the file is missing")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        refused.add(path, line, "datei", "die Datei ist nicht in UTF-8", "the file is not in UTF-8")
    return None


def turtle_fault(error: SyntaxError) -> tuple[int, str, str, str]:
    """Line, condition and what is wrong, from what the parser says."""
    said = str(error.msg).split(": ", 1)[-1] if error.lineno else str(error)
    if said.startswith("The prefix ") and said.endswith(" has not been declared"):
        prefix = said.split()[2]
        return error.lineno or 0, "praefix", f"das Präfix {prefix} ist nicht erklärt", said
    return error.lineno or 0, "turtle", f"kein gültiges Turtle: {said}", f"no valid Turtle: {said}"
