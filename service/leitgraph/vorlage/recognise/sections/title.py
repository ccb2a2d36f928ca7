"""The title where no label says it: what stands in the head of a paper and is nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import Line
from leitgraph.vorlage.recognise import labels
from leitgraph.vorlage.recognise.checkboxes import SIGN
from leitgraph.vorlage.recognise.entries import Entry, Item
from leitgraph.vorlage.recognise.kinds import references, units
from leitgraph.vorlage.recognise.kinds.bodies import is_body
from leitgraph.vorlage.recognise.kinds.marks import AGENDA_POINT, HEAD
from leitgraph.vorlage.recognise.stretches import furniture

_ENDS = {"beratungsfolge", "beschluss", "gegenstand", "sachverhalt", "zielbezuege", "raum"}
_ENDS |= {"klimarelevant", "klimawirkung", "kosten", "gesamtbetrag", "deckung", "alternativen"}
_HEAD = {"kennung", "art", "datum", "federfuehrung", "nichtoeffentlich", "beratungsfolge"}
_NEAR = 60
"""So many items after the beginning of a paper its title stands at the latest."""
_LETTERHEAD = re.compile(
    r"^(?:(?:Große\s+Kreis|Landeshaupt|Hanse|Kreis|Universitäts)?[Ss]tadt\b|Stadtverwaltung|"
    r"Gemeinde\b|Landkreis|Landeshauptstadt|Magistrat|(?:Der|Die) (?:Ober)?[Bb]ürgermeister(?:in)?|"
    r"Dezernat\b|Hausmitteilung|Ratsinformation\w*|Bürgerinformation\w*|Sehr geehrte|An\b|"
    r"Anlagen?\b|Amt\b|Fachbereich\b|Gedruckt|Testvorlage|Tischvorlage|Vermerk|Betreff|"
    r"Beschlusskontrolle zu|Vorlage\b|Druckversion|Gesamtauflage|www\.|https?:|Telefon|Tel\.|"
    r"E-Mail)"
)
_BODY = re.compile(r"^Sehr geehrte|^(?:\S+\s+){14,}\S+[.:]\s*$")
"""Where a letter or running text begins, the head has ended."""
_KIND = re.compile(
    r"^(?:\w*vorlage|Drucksache|Antrag|Anfrage|Bericht|Mitteilung|Beschlussantrag)"
    r"(?:\s+(?:Nr\.?|zu|vom|[-–(]).{0,40})?$",
    re.I,
)
_WORDS = (2, 45)
_LONGEST = 400


def untitled(items: Sequence[Item]) -> tuple[str, str, float] | None:
    """Title, place and confidence; None if nothing in the head can be one."""
    groups: list[list[Line]] = []
    for item in items[:_NEAR]:
        if not isinstance(item, Entry) or item.field in _ENDS:
            break
        if item.field and item.lines and item.label:
            groups += [_rest(item)]
        elif not item.field and not item.cells and not item.known:
            heading = [Line(item.label, item.place)] if item.label else []
            lines = [*heading, *item.lines]
            ends = next((at for at, line in enumerate(lines) if _BODY.search(line.text)), None)
            groups += _blocks(lines[:ends])
            if ends is not None and any(groups):
                break
    found = [text for group in groups if (text := _title(group))]
    if not found:
        return None
    top = next((i for i in items[:_NEAR] if isinstance(i, Entry) and i.level == 0), None)
    if top is not None and any(text == " ".join(top.label.split()) for text, _ in found):
        return " ".join(top.label.split()), top.place, 0.85
    if not any(isinstance(item, Entry) and item.field in _HEAD for item in items[:_NEAR]):
        return *found[0], 0.6  # without a head of a form anything may stand first
    if len(found) == 1:
        return *found[0], 0.85
    # Several: that which is worded as a matter; else the one right before the deliberation.
    return *found[-1], 0.85 if len(found[-1][0].split()) > 3 else 0.6


def _rest(item: Entry) -> list[Line]:
    """The lines below the value of an entry of the head."""
    kept = [line for line in item.lines if line.place not in {item.place, item.lines[0].place}]
    return [] if item.field in labels.MORE else kept


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand together: wrapped ones, and those in a row without another between."""
    found: list[list[Line]] = []
    for line in lines:
        begins = line.opens and (not found or _other(line.text) or _other(found[-1][-1].text))
        if found and not begins and _beside(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _beside(one: Line, other: Line) -> bool:
    """True for lines right below one another."""
    numbers = [re.search(r"(?:Zeile|Absatz) (\d+)$", line.place) for line in (one, other)]
    if numbers[0] is None or numbers[1] is None or "Absatz" in one.place:
        return not other.opens
    return int(numbers[1][1]) - int(numbers[0][1]) == 1


def _other(text: str) -> bool:
    """True for what stands in the head and is no title."""
    words = " ".join(text.split())
    return bool(
        len(words) < 5
        or furniture(words)
        or _LETTERHEAD.match(words)
        or _KIND.match(words)
        or HEAD.fullmatch(words)
        or SIGN.search(words)
        or references.KENNUNG.fullmatch(words)
        or (amounts.dates(words) and len(words) < 40)
        or (is_body(words) and len(words.split()) < 3)
        or words.startswith("(")
        or (words.endswith(":") or re.match(r"^[\w.-]+@", words))
    )


def _title(lines: Sequence[Line]) -> tuple[str, str] | None:
    kept = [line for line in lines if not _other(line.text)]
    text = " ".join(" ".join(line.text.split()) for line in kept).strip()
    text = AGENDA_POINT.sub("", text)
    least, most = _WORDS
    if not text or not least <= len(text.split()) <= most or len(text) > _LONGEST:
        return None
    if text.endswith((".", ";", ",")) and len(text.split()) > 20:
        return None
    if units.rank(text) == 0 or not re.search(r"[A-Za-zäöü]{3}", text):
        return None
    return text, kept[0].place
