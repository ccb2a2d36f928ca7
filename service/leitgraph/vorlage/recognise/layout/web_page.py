"""What lines hold that no clerk wrote: rules drawn with signs, blanks to fill in, and what a web
page of a council information system adds (ALLRIS 3 and 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from leitgraph.vorlage.blocks import Line
from leitgraph.vorlage.recognise.tables import column_heads, is_column_head

_RULE = re.compile(r"\s*[_=*~─━—–-]{4,}\s*")
_BLANK = re.compile(r"_{3,}")
_BUTTON = re.compile(
    r"\s*(?:Reduzieren|Erweitern|Loading\.{3}|[Zz]um Seitenanfang|Vorlesen|Drucken|Seiteninhalt|"
    r"„?\"?Vorlesen[“\"] ist eine Funktion.{0,40}|Mehr dazu in unserer Datenschutz\w+\.|Inhalt|"
    r"(?:ALLRIS|SessionNet|SD\.NET|Session)\s?[-–|]\s?\w{4,20}|"
    r"(?:Bürger|Rats|Gremien|Sitzungs)informations(?:system|dienst)(?: der Stadt \w+)?)\s*"
)
_GLUED = re.compile(r"(?<=öffentlich)(?=[A-ZÄÖÜ][\wäöüß-]{2,30}:)")


def written(lines: Sequence[Line]) -> list[Line]:
    """The lines as somebody wrote them.

    A drawn rule ends a paragraph as a blank line does; what is left to fill in is empty; the
    buttons of a page are furniture; the heads of a table that fell into lines stand in one again.
    """
    found: list[Line] = []
    for line in lines:
        if _RULE.fullmatch(line.text):
            found.append(replace(line, text=""))
        elif _BUTTON.fullmatch(line.text):
            found += [replace(line, furniture=True), replace(line, text="")]
        elif "öffentlich" in line.text and (parts := _GLUED.split(line.text))[1:]:
            found += [replace(line, text=part) for part in parts]
        else:
            found.append(replace(line, text=_BLANK.sub(" ", line.text)))
    return list(_heads_together(found))


def _heads_together(lines: Sequence[Line]) -> Iterator[Line]:
    """„Status“, „Datum“, „Gremium“, „Beschluss“ below one another: the heads of one table."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and is_column_head(lines[end].text):
            end += 1
        heads = " ".join(line.text.strip() for line in lines[at:end])
        if end - at > 2 and column_heads(heads):
            yield replace(lines[at], text=heads)
            at = end
        else:
            yield lines[at]
            at += 1
