"""What a proposed resolution tells someone to do, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import entries
from leitgraph.vorlage.recognise.cells import Cell, Cells
from leitgraph.vorlage.recognise.entries import Entry

_MANDATE = re.compile(
    r"\b(?:wird|werden)\s+(?:\S+\s+){0,12}?(?:beauftragt|ersucht|gebeten|aufgefordert|ermächtigt,|"
    r"unterrichtet|berichtet|vorgelegt|informiert)\b"
    r"|\b(?:Verwaltung|[Bb]ürgermeister(?:in)?|Oberbürgermeister(?:in)?|Amt|Fachbereich|Dezernat|"
    r"Bürgermeisteramt|Kämmerei|Kämmerer)\b[^.;]{0,80}?\s(?:berichtet|legt|unterrichtet|informiert|erstattet)\b",
)
_TOLD = re.compile(
    r"\b(?:beauftragt|berichte[nt]|unterricht\w+|vorleg\w+|vorzulegen|informier\w+)\b"
)
_DUE = re.compile(
    r"\b(?:bis|zum|zu|spätestens|erstmals|am|Termin:?)\s+(?:spätestens\s+)?(?:zum\s+|Ende\s+|am\s+)?$",
    re.I,
)
_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[a-h])[.)]\s*")


def mandates(found: Entry) -> Iterator[Cells]:
    """The mandates of a resolution; of one with several dates one for each of them."""
    for text in entries(found.text):
        plain = _NUMBER.sub("", text)
        for sentence in _sentences(plain):
            if _MANDATE.search(sentence) is None:
                continue
            mandate = Cell(sentence, found.place, text, 0.85)
            due = _due(sentence)
            for day in due:
                yield {"auftrag": mandate, "frist": Cell(day, found.place, text, 0.85)}
            if not due:
                yield {"auftrag": mandate}


def _due(sentence: str) -> list[str]:
    """The days by which it is to be done."""
    days = amounts.dates(sentence)
    return [day for day, start, _ in days if _DUE.search(sentence[max(start - 30, 0) : start])]


def _sentences(text: str) -> list[str]:
    """The sentences of a point of a resolution; a date does not end one."""
    parts = re.split(r"(?<=[a-zäöüß)“]\.)\s+(?=[A-ZÄÖÜ])", text)
    return [part.strip() for part in parts if part.strip()]
