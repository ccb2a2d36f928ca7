"""Texts, addresses and days as council systems write them into JSON.

HTML, wrong types, instants of another zone and days that stand for none are all found in the wild.
"""

from __future__ import annotations

import html
import json
import re
from datetime import date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from leitgraph.model import Text
from leitgraph.plain_text import plain
from leitgraph.vorlage import amounts

BERLIN = ZoneInfo("Europe/Berlin")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,2000}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d.{0,40}")
_LINES = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"}
_NONE = {"0001-01-01", "1899-12-30", "1900-01-01", "1970-01-01", "2000-01-01", "9999-12-31"}
"""Days that databases put where none is known."""
_EARLIEST, _LATEST = 1900, 2100


class Said(NamedTuple):
    """What an attribute says as text; ``wrong``: of which other type it is, or None."""

    text: str
    wrong: Text | None = None


class Day(NamedTuple):
    """A day as a draft has it; ``real`` is False for one that stands for none."""

    value: str
    real: bool


def said(value: Any) -> Said:
    """The text of an attribute. A number, or a list of one, is taken and named; else ``""``."""
    if value is None or isinstance(value, str):
        return Said(cleaned(value or ""))
    if isinstance(value, bool):
        return Said("", Text("ein Wahrheitswert", "a boolean"))
    if isinstance(value, int | Decimal):
        return Said(amounts.plain(Decimal(value)), Text("eine Zahl", "a number"))
    if isinstance(value, list):
        texts = [cleaned(one) for one in value if isinstance(one, str)]
        alone = texts[0] if len(texts) == len(value) == 1 else ""
        return Said(alone, Text("eine Liste", "a list"))
    return Said("", Text("ein Objekt", "an object"))


def text(value: Any) -> str:
    """A text, or ``""`` for what is none."""
    return cleaned(value) if isinstance(value, str) else ""


def cleaned(words: str) -> str:
    """On one line, without markup and signs that nobody sees; umlauts in one piece."""
    return " ".join(plain(unmarked(words) if "<" in words or "&" in words else words).split())


def unmarked(words: str) -> str:
    """Text without HTML, its paragraphs on lines of their own; other text as it is."""
    if not _TAG.search(words):
        return html.unescape(words)
    reader = _Unmarked()
    reader.feed(words)
    reader.close()
    return "".join(reader.parts)


class _Unmarked(HTMLParser):
    """Collects what a browser would show."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self._hidden = tag
        elif tag in {"td", "th"}:
            self.parts.append("\t")
        elif tag in _LINES:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        elif tag in _LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def address(value: Any) -> str:
    """The address that a value is, or that of an object of which nothing else is known."""
    found = value.get("id") if isinstance(value, dict) else value
    return found.strip() if isinstance(found, str) and _ADDRESS.fullmatch(found.strip()) else ""


def several(value: Any) -> list[Any]:
    """What a list holds; one thing that should be a list is taken for one of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def day(value: Any) -> Day | None:
    """A day, or the day in Germany of an instant; None for what is neither."""
    words = text(value)
    found: date | None = None
    if _INSTANT.fullmatch(words):
        try:
            instant = datetime.fromisoformat(words)
            found = (instant.astimezone(BERLIN) if instant.tzinfo else instant).date()
        except (ValueError, OverflowError):
            words = words[:10]
    if found is None:
        read = amounts.day(words)
        try:
            found = date.fromisoformat(read.value) if read else date.fromisoformat(words)
        except ValueError:
            return None
    iso = found.isoformat()
    return Day(iso, iso not in _NONE and _EARLIEST <= found.year <= _LATEST)


def shown(value: Any) -> str:
    """A value as it stands in the file."""
    return json.dumps(value, ensure_ascii=False, default=str)
