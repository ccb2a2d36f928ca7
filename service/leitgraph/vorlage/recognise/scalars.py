"""The value of one labelled entry, by the kind of its field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leitgraph.fields.kinds import Choice, CodeList, Flag
from leitgraph.fields.table import FIELDS
from leitgraph.vorlage import amounts, budget_numbers
from leitgraph.vorlage.blocks import BULLET, entries
from leitgraph.vorlage.reading import CERTAIN
from leitgraph.vorlage.recognise import checkboxes, codes, labels
from leitgraph.vorlage.recognise.cells import SURE
from leitgraph.vorlage.recognise.kinds import many, marks, places, references, units
from leitgraph.vorlage.recognise.kinds.bodies import is_body
from leitgraph.vorlage.recognise.kinds.units import sign_of
from leitgraph.vorlage.recognise.labels import NOTHING, normal
from leitgraph.vorlage.recognise.names import AMOUNTS, DATES, FLAGS, LISTS, TEXTS
from leitgraph.vorlage.recognise.prose import horizon
from leitgraph.vorlage.recognise.sections import climate

_ANSWER = 6
"""Words of an answer; more of them are a sentence."""
_LONGEST = 500
"""A title is not longer than this."""
_REASON = "nichtoeffentlichWeil"
"""A text of which „entfällt“ is no value."""
_ANSWERED = {"klimawirkung"} | FLAGS
"""Fields for which „nein“ or „keine“ is a value."""


_DENIED = re.compile(
    r"(?:nein,? )?(?:keine?|(?:ist |sind |wird |werden )?nicht)"
    r"(?: (?:erforderlich|benötigt|notwendig|nötig|vorgesehen|veranschlagt|geplant))?\.?",
    re.IGNORECASE,
)
"""An amount of which it is said that there is none."""
_HEAD_OF_COLUMN = re.compile(
    r"\b(?:bezeichnung|konto|sachkonto|kostenart|kostenstelle|kontierung|betrag|ansatz|eur|euro|teur|"
    r"haushaltsjahr|planjahr|nummer|beschreibung|erlaeuterung)\b|^\W*$"
)
"""No name of a product has it."""
_ACCOUNT = re.compile(r"\s*(?:0\d+|\d{6,})\s*")
"""The number of an account or a product: amounts so large are written with points."""
_FIGURE = re.compile(r"\d\s?(?:€|EUR)|^[(\W]|^\d+$")
"""No name of a programme has it."""


@dataclass(frozen=True)
class Reading:
    """What an entry says: a field with its value; None: there is something that cannot be read."""

    field: str
    value: Any
    confidence: float
    options: tuple[str, ...] = ()


def read(field: str, text: str) -> Iterator[Reading]:
    """The readings of the value of a field; none if nothing was filled in."""
    text = text.strip()
    if text in {"", "-", "–", "—", "./.", "/"}:
        return
    if (field == _REASON or field not in TEXTS | _ANSWERED) and normal(text) in NOTHING:
        return
    if field in AMOUNTS and _DENIED.fullmatch(text):
        return
    if field in TEXTS:
        yield from _text(field, text)
    elif field in AMOUNTS or field in {"kosten", "folgekosten"}:
        yield from _amount(field, text)
    elif field in DATES:
        found = amounts.day(text)
        yield Reading(field, found.value if found else None, found.confidence if found else 0.0)
    elif field in LISTS and field not in _OWN:
        yield from _list(field, text)
    elif field in FLAGS and field not in _OWN:
        yield from _truth(field, text)
    elif field in _OWN:
        yield from _OWN[field](field, text)
    else:
        kind = FIELDS[field].kind
        yield from _choice(field, text, kind.of) if isinstance(kind, Choice) else _line(field, text)


def says_none(text: str) -> bool:
    """True if an entry says that there is none: „keine“, „entfällt“."""
    denied = _DENIED.fullmatch(text.strip()) is not None
    return denied or (bool(text.strip()) and normal(text) in NOTHING - {"", "offen", "k a", "n n"})


def _text(field: str, text: str) -> Iterator[Reading]:
    if field == "alternativen" and checkboxes.options(text):
        return  # „☒ ja ☐ nein“ says that there were some, not which
    if field == "alternativen" and normal(text) in {"ja", "nein"}:
        return
    if field == "deckung" and checkboxes.options(text):
        chosen = [one.text for one in checkboxes.options(text) if one.ticked and one.text]
        if chosen:
            yield Reading(field, "; ".join(chosen), SURE)
        return
    plain = "\n".join(entries(text)) if text.count("\n") else BULLET.sub("", text)
    yield Reading(field, plain, SURE)


def _title(field: str, text: str) -> Iterator[Reading]:
    plain = marks.AGENDA_POINT.sub("", " ".join(text.split()))
    if not re.search(r"[A-Za-zÄÖÜäöü]{2}", plain):
        return  # „TOP: 7“ says which point it is, and no title
    words = plain.strip('„“" ') if text.count("„") <= 1 else text
    whole = words if plain.startswith("„") and plain.endswith("“") else plain
    yield Reading(field, whole, SURE) if len(whole) <= _LONGEST else Reading(field, None, 0.0)


def _kennung(field: str, text: str) -> Iterator[Reading]:
    words = " ".join(text.split())
    found = references.REFERENCE.search(words)
    if references.KENNUNG.fullmatch(words) and not amounts.dates(words):
        yield Reading(field, words, SURE)
    elif found is not None and re.match(r"\s*(?:vom|zu|[(,;–-])", words[found.end() :]):
        yield Reading(field, found[0], 0.85)
    elif re.search(r"\d", words) and len(words) <= 40 and not amounts.dates(words):
        yield Reading(field, words, 0.85)


def _line(field: str, text: str) -> Iterator[Reading]:
    words = " ".join(text.split())
    yield Reading(field, words, SURE if len(words) <= _LONGEST else 0.5)


def _choice(field: str, text: str, of: CodeList) -> Iterator[Reading]:
    boxes, chosen = codes.ticked(of.name, text)
    found = [one for one in (chosen if boxes else [codes.code(of.name, text)]) if one in of.names]
    if len(found) == 1:
        yield Reading(field, found[0], SURE)
    elif found or not boxes or chosen:
        options = tuple(one for one in found if one) or of.names
        yield Reading(field, found[0] if found else None, 0.5 if found else 0.0, options)


def _art(field: str, text: str) -> Iterator[Reading]:
    boxes, chosen = codes.ticked("art", text)
    found = chosen if boxes else [codes.code("art", text) or _of_body(text)]
    for one in found:
        if one in codes.code_list("art"):
            # As papers write it; the check knows it by this name as well.
            yield Reading(field, one.capitalize(), SURE if len(found) == 1 else 0.5)
        else:
            yield Reading(field, None, 0.0)


def _of_body(text: str) -> str | None:
    """The kind in „Beschlussvorlage Stadtrat“."""
    kind, _, body = text.partition(" ")
    return codes.code("art", kind) if is_body(body.strip(" ()")) else None


def _unit(field: str, text: str) -> Iterator[Reading]:
    words = " ".join(text.split())
    name = sign_of(units.name_of(words))
    shaped = units.is_unit(name) and units.is_unit(units.name_of(words))
    yield Reading(field, name, SURE) if shaped else Reading(field, None, 0.0)


def _places(field: str, text: str) -> Iterator[Reading]:
    reason = places.reason_for_none(text)
    if reason:
        yield Reading("ohneRaumbezugWeil", reason, SURE)
        return
    found, sure = places.places(text)
    if found:
        yield Reading(field, list(dict.fromkeys(found)), sure)


def _produkt(field: str, text: str) -> Iterator[Reading]:
    words = " ".join(text.split())
    match = re.match(r"(?:Produkt\s*)?(\d{2,}(?:\.\d+)*)(?=$|[\s,;–-]+\D)", words)
    several = len(re.findall(r"\d{2}(?:\.\d+){1,}", words)) > 1
    value = match[1] if match else words
    if match is None and (
        _HEAD_OF_COLUMN.search(normal(words)) or labels.field_of(words) is not None
    ):
        yield Reading(field, None, 0.0)  # the next head of a table that fell apart
        return
    sure = SURE if len(words) <= 120 and budget_numbers.agrees(field, words) else 0.6
    yield Reading(field, value, 0.5 if several else sure)


def _psp(field: str, text: str) -> Iterator[Reading]:
    found = re.findall(r"[A-Z0-9][\w.\-/]*\d[\w.\-/]*", text)
    words = " ".join(text.split())
    if not budget_numbers.agrees(field, words):
        yield Reading(field, found[0] if found else words, 0.5)
    elif len(found) == 1 or " " not in words:
        yield Reading(field, found[0] if found else words, SURE)
    elif found:
        yield Reading(field, found[0], 0.5, tuple(found))
    else:
        yield Reading(field, None, 0.0)


def _span(field: str, text: str) -> Iterator[Reading]:
    begin, _, end = re.sub(r"\s+(?:bis|–|-)\s+", "|", text).partition("|")
    first, last = horizon.first_day(begin.strip()), horizon.last_day(end.strip())
    if first and last and first <= last:
        yield Reading("beginn", first, SURE)
        yield Reading("ende", last, SURE)
    else:
        yield Reading("beginn", None, 0.0)


def _climate(field: str, text: str) -> Iterator[Reading]:
    found = list(climate.read(text, field in FLAGS))
    if found or checkboxes.options(text):
        yield from (Reading(one.field, one.value, one.confidence) for one in found)
    elif len(text.split()) <= _ANSWER:
        options = ("Ja", "Nein") if field in FLAGS else codes.code_list(field)
        yield Reading(field, None, 0.0, options)


def _truth(field: str, text: str) -> Iterator[Reading]:
    kind = FIELDS[field].kind
    found = codes.truth(text, kind.said_no if isinstance(kind, Flag) else "")
    if found is not None:
        yield Reading(field, found, SURE)
        reason = re.search(r"\(([^()]{8,200})\)", text)
        if field == "nichtoeffentlich" and found and reason and not checkboxes.options(text):
            yield Reading("nichtoeffentlichWeil", reason[1], 0.85)
    elif not checkboxes.options(text) or any(o.ticked for o in checkboxes.options(text)):
        yield Reading(field, None, 0.0, ("Ja", "Nein"))


def _amount(field: str, text: str) -> Iterator[Reading]:
    found = amounts.amount(text)
    target = {"kosten": "gesamtbetrag", "folgekosten": "folgekostenProJahr"}.get(field, field)
    if found is None:
        if field == "folgekosten" or target == "folgekostenProJahr":
            words = re.sub(r"^\s*(?:nein|keine)[,;:.]?\s*(?:weil|da|denn)?\s+", "", text)
            if len(words.split()) > 2 and not checkboxes.options(text):
                yield Reading("folgekostenBegruendung", text if words == text else words, 0.85)
        elif not checkboxes.options(text):
            yield Reading(target, None, 0.0)
        return
    confidence = found.confidence
    if field == "kosten":
        confidence = min(confidence, 0.7)
    elif field == "folgekosten" and not re.search(r"jährlich|jahr|p\. ?a", text, re.I):
        confidence = min(confidence, 0.6)
    if target == "folgekostenProJahr" and amounts.no_cost(text, found):
        confidence = min(confidence, 0.6)
    if found.number < 0:
        confidence = 0.0
    said = [one for one in amounts.amounts(text) if one.number >= 0]
    said = [one for one in said if one.unit] or said  # years and days are no amounts
    said = [one for one in said if one.unit or not _ACCOUNT.fullmatch(text[one.start : one.end])]
    several = tuple(dict.fromkeys(one.value for one in said))
    either = re.fullmatch(r"\D*(\d{1,3}),(\d{3})\D*", text)
    if either is not None:  # „1,650“: thousands, or three decimals
        several = (either[1] + either[2], f"{either[1]}.{either[2]}")
    yield Reading(target, found.value, confidence, several if confidence < CERTAIN else ())


def _list(field: str, text: str) -> Iterator[Reading]:
    parts, sure, options = many.values(field, text)
    if field == "foerderprogramm" and any(_FIGURE.search(part) for part in parts):
        sure = min(sure, 0.5)
    if parts:
        yield Reading(field, parts, sure, options)


_OWN = {
    "titel": _title,
    "kennung": _kennung,
    "art": _art,
    "federfuehrung": _unit,
    "raum": _places,
    "produkt": _produkt,
    "pspElement": _psp,
    "zeitraum": _span,
    "klimawirkung": _climate,
    "klimarelevant": _climate,
}
"""Fields whose values papers write in ways of their own; all others are read by their kind."""
