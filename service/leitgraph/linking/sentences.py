"""Sentences of German running text, and their parts; abbreviations and dates end none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_END = re.compile(r"(?<=[.!?])[“”\"»«)]?\s+(?=[„“\"»(]?[A-ZÄÖÜ0-9☐☒])|\n+")
_QUOTED = re.compile(r"„[^„“”]{0,400}[“”]|»[^»«]{0,400}«")
_NO_END = re.compile(
    r"(?:\b(?:[A-Za-zÄÖÜäöü]|\d{1,3}|Nr|Abs|Art|bzw|ca|Dr|ff|gem|ggf|inkl|lfd|Mio|Mrd|Tsd|Prof|St"
    r"|Str|usw|vgl|Vogtl|Anl|Ziff|Kap|Buchst|sog|evtl|max|min|insb|einschl|zzgl|Jan|Feb|Aug|Sept"
    r"|Okt|Nov|Dez|etc|Bd|Hr|Fr|S)\.)$"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence from ``start`` to ``end`` in its text."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, in order; each once, without blanks around it."""
    found: list[Sentence] = []
    start = 0
    quoted = _open_quotes(text)
    for end in _END.finditer(text):
        before = text[start : end.start()]
        broken = "\n" in end[0]
        if not broken and (_NO_END.search(before[-12:]) or quoted(end.start())):
            continue
        _add(found, text, start, end.start() + (1 if end[0][:1] in '“”"»«)' else 0))
        start = end.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        found.append(Sentence(text[start:end], start, end))


def _open_quotes(text: str) -> Callable[[int], bool]:
    spans = [match.span() for match in _QUOTED.finditer(text)]
    return lambda at: any(start < at < end - 1 for start, end in spans)
