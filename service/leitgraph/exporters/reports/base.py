"""What report exporters share: the report with the rules it was made by, and a language.

A format is one module with a ``REPORT``; ``leitgraph.exporters.registry`` finds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from leitgraph.model import Report, Rule

NO_DAY = "1970-01-01"
"""When a file was made that says nothing of it."""
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Answer:
    """A report to be written, in German or English. ``rules``: those it was made by, by id."""

    report: Report
    rules: Mapping[str, Rule]
    language: str = "de"

    @property
    def english(self) -> bool:
        """True for English."""
        return self.language == "en"

    def say(self, german: str, english: str) -> str:
        """The one of two texts that is in the language of the answer."""
        return english if self.english else german


@dataclass(frozen=True)
class ReportFormat:
    """A format of reports: its short name, media type, file extension, and how it is written.

    ``accepts``: further media types by which it can be asked for. ``heavy``: typesetting, or a
    library that is given foreign text; done in a reader, under its deadline.
    """

    name: str
    media_type: str
    extension: str
    write: Callable[[Answer], bytes]
    accepts: tuple[str, ...] = ()
    heavy: bool = False

    @property
    def media(self) -> str:
        """The media type without its parameters."""
        return self.media_type.partition(";")[0]


def printable(text: str) -> str:
    """Text with U+FFFD for every character that XML 1.0 (2.2) does not allow."""
    return _UNPRINTABLE.sub("\ufffd", text)
