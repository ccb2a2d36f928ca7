"""The table of committees from text in which its columns fell apart.

A row is a committee, which may be wrapped, a date, and the rest of that line. What looks otherwise
is not of the table and ends it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leitgraph.vorlage import amounts

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_DATE = re.compile(
    rf"(?<!\d)(?:\d{{1,2}}\.?[./]{{1,2}}\s?){{0,4}}\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{_MONTHS})\s)\s?\d{{4}}"
    rf"(?!\d)"
)
_SEVERAL = re.compile(r"\d{1,2}\.?/|\d\.\d{1,2}\.\d{1,2}\.")
_TOP = r"(?:\d{1,3}(?:\.\d{1,2}){0,2}|-{1,2}|–)"
_OPEN = r"(?:nicht\s?öffentlich|öffentlich|n\.?ö\.?|N\.?Ö\.?|nÖ|Nö|[ÖöNnxX]|-|–)"
_HEADINGS = {
    *("gremium", "gremien", "sitzung", "sitzungsdatum", "termin", "datum", "top", "behandlung"),
    *("status", "beschluss", "na", "art", "zuständigkeit", "ö", "nö", "n", "/", "-", "ergebnis"),
    *("beratungstyp", "beratungsart", "sp-nr.", "top-nr.", "öffentlichkeit"),
}
"""Words of which a line of headings is made."""
_LONGEST = 120
"""A committee is not called longer than this."""
_MONTH_DAY = re.compile(rf"(\d{{1,2}}\.)\s?({_MONTHS})\s")


@dataclass(frozen=True)
class Session:
    """A row: committee, its words for the date, the kind as written, and its passage."""

    body: str
    date: str
    kind: str
    passage: str
    start: int
    end: int


class _Table:
    def __init__(self, kinds: Mapping[str, str], body: str) -> None:
        one = "|".join(re.escape(kind) for kind in sorted(kinds, key=len, reverse=True)) or r"\b\B"
        self.kind = re.compile(rf"(?<!\w)(?:{one})(?!\w)", re.IGNORECASE)
        self.body = re.compile(body) if body else re.compile(r"[A-ZÄÖÜ]")
        self.tail = re.compile(
            rf"[ ,]*(?:{_TOP}(?:\s+|$))?(?:{_OPEN}(?:\s+|$)){{0,2}}(?P<rest>.{{0,60}})$"
        )
        self.dateless = re.compile(
            rf"(?P<body>.+?)\s+(?:{_TOP}\s+)?{_OPEN}\s+(?P<kind>{one})\s*$", re.IGNORECASE
        )


def sessions(
    lines: Sequence[tuple[str, int]], kinds: Mapping[str, str], body: str
) -> list[Session]:
    """The rows of a table. ``lines``: each with its place in the text; ``kinds``: words for what
    a committee does; ``body``: pattern of its name."""
    table = _Table(kinds, body)
    found: list[Session] = []
    pending: list[tuple[str, int]] = []
    open_row = False
    for text, start in lines:
        words, end = text.strip(), start + len(text)
        if not found and set(words.casefold().split()) <= _HEADINGS:
            pending = []
            continue
        match = _DATE.search(words)
        if match is not None:
            before = words[: match.start()].strip(" -–/")
            name = " ".join([*(line for line, _ in pending), before]).strip()
            tail = table.tail.match(words[match.end() :].strip(" /"))
            if tail is None or not _named(table, name):
                break
            first = pending[0][1] if pending else start
            found.append(_row(table, name, match[0], tail["rest"], words, first, end))
            pending, open_row = [], not words[match.end() :].strip()
        elif found and open_row and _row_tail(words) and table.tail.match(words):
            found[-1] = _extended(table, found[-1], words, end)
            open_row = False
        elif (dateless := table.dateless.match(words)) and _named(
            table, name := " ".join([*(line for line, _ in pending), dateless["body"]])
        ):
            first = pending[0][1] if pending else start
            found.append(Session(name, "", dateless["kind"], words, first, end))
            pending, open_row = [], False
        elif found and not pending and _continues(table, found[-1], words):
            found[-1] = _extended(table, found[-1], words, end)
        elif len(" ".join(line for line, _ in pending)) + len(words) > _LONGEST:
            break
        else:
            pending.append((words, start))
    return found


def _named(table: _Table, name: str) -> bool:
    return bool(name) and len(name) <= _LONGEST and table.body.search(name) is not None


def _row(
    table: _Table, name: str, date: str, rest: str, passage: str, start: int, end: int
) -> Session:
    kind = table.kind.search(rest)
    plain = re.sub(r"(?<=\w)-\s+(?=[a-zäöüß])", "", name)
    return Session(plain, date, kind[0] if kind else "", passage, start, end)


def _extended(table: _Table, row: Session, words: str, end: int) -> Session:
    kind = table.kind.search(words)
    said = row.kind or (kind[0] if kind else "")
    return Session(row.body, row.date, said, f"{row.passage} {words}", row.start, end)


def _row_tail(words: str) -> bool:
    """True if a line alone can be the rest of the row above: number, public or not, kind."""
    return re.match(rf"(?:{_TOP}|{_OPEN})(?:\s|$)", words) is not None


def _continues(table: _Table, row: Session, words: str) -> bool:
    """True for the rest of a result that was wrapped: „Verwiesen in den Ge-“, „meinderat“."""
    if row.passage.endswith("-") and words[:1].islower():
        return True
    return table.kind.fullmatch(words) is not None


def day(words: str) -> tuple[str, bool]:
    """The date as ISO, and whether it is certain: „16./17.12.2025“ are two days."""
    spaced = _MONTH_DAY.sub(r"\1 \2 ", words)
    found = amounts.day(spaced)
    if found is None:
        return words, False
    return found.value, found.confidence > 0 and _SEVERAL.search(words) is None
