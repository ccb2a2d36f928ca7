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
from leitgraph.vorlage.recognise import checkboxes, codes
from leitgraph.vorlage.recognise.labels import normal
from leitgraph.vorlage.recognise.names import AMOUNTS, DATES, FLAGS, LISTS, TEXTS

SURE = 0.95
NOTHING = {
    "",
    "keine",
    "keiner",
    "keines",
    "entfaellt",
    "nicht zutreffend",
    "keine angabe",
    "nein",
}
NOTHING |= {"k a", "n n", "offen", "ohne", "entf"}
_LONGEST = 500
"""A title is not longer than this."""
_ANSWERED = {"klimawirkung"} | FLAGS
"""Fields for which „nein“ or „keine“ is a value."""
_KENNUNG = re.compile(r"[A-ZÄÖÜ0-9][\w./ -]{0,40}\d[\w./-]{0,40}|\d{1,6}")
REFERENCE = re.compile(
    r"\b(?:[A-Z]{1,3}\d{3,5}/\d{2,4}|[IVX]{1,4}-[A-Z]{1,3}-\d{3,6}(?:-[A-Z]{2}-\d\d)?"
    r"|[A-Z]{2}-\d{4,6}/\d\d|\d{2,5}/\d{4}|[A-Z]{1,3}[-/]\d{1,5}/\d{2,4})\b"
)
"""Numbers of papers and resolutions, as council information systems give them."""
_SIGN_FIRST = re.compile(
    r"(?:Amt|GZ|Referat|Fachamt)?[ .:]*"
    r"(?P<sign>\d{1,3}(?:[./]\d{1,3}|\.[A-ZÄÖÜ]{1,3}(?:_[A-Z]+)?)*)"
    r"\s*(?:[-–—,:/]|\s)\s*\(?(?P<name>[A-ZÄÖÜ][^()\d]{3,})\)?"
)
_SIGN_LAST = re.compile(
    r"(?P<name>[A-ZÄÖÜ][^()]{3,}?)\s*\(\s*(?:Amt|GZ|Referat)?[ .:]*"
    r"(?P<sign>\d{1,3}(?:\.[\dA-Z]{1,3})*)\s*\)"
)
_KIND_OF_PLACE = re.compile(
    r"(?:Stadtbezirk|Ortschaft|Ortsteil|Stadtteil|Gemarkung|Gebiet|Quartier|Schwerpunktraum)\b"
)
_KIND_OF_UNIT = re.compile(
    r"\w*(?:amt|referat|dezernat|betrieb|kämmerei|büro|beauftragte[rn]?|fachbereich)\b", re.I
)
_KINDS = {
    "raum": _KIND_OF_PLACE,
    "mitwirkung": _KIND_OF_UNIT,
    "fachkonzepte": re.compile(r"konzept|plan|strategie|programm|leitlinie", re.I),
    "querschnittsthemen": re.compile(""),
    "zitiert": re.compile(r"\d"),
}
"""What every part must have for a comma to part entries; themes bear no commas in their names."""


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
    if field not in TEXTS | _ANSWERED and normal(text) in NOTHING:
        return
    if field in TEXTS:
        yield from _text(field, text)
    elif field in AMOUNTS or field in {"kosten", "folgekosten"}:
        yield from _amount(field, text)
    elif field in DATES:
        found = amounts.day(text)
        yield Reading(field, found.value if found else None, found.confidence if found else 0.0)
    elif field in LISTS:
        yield from _list(field, text)
    elif field in FLAGS:
        yield from _truth(field, text)
    elif field in _OWN:
        yield from _OWN[field](field, text)
    else:
        kind = FIELDS[field].kind
        yield from _choice(field, text, kind.of) if isinstance(kind, Choice) else _line(field, text)


def says_none(text: str) -> bool:
    """True if an entry says that there is none: „keine“, „entfällt“."""
    return bool(text.strip()) and normal(text) in NOTHING - {"", "offen", "k a", "n n"}


def _text(field: str, text: str) -> Iterator[Reading]:
    if field == "alternativen" and checkboxes.options(text):
        return  # „☒ ja ☐ nein“ says that there were some, not which
    if field == "alternativen" and normal(text) in {"ja", "nein"}:
        return
    plain = "\n".join(entries(text)) if text.count("\n") else BULLET.sub("", text)
    yield Reading(field, plain, SURE)


def _title(field: str, text: str) -> Iterator[Reading]:
    words = " ".join(text.split()).strip('„“" ') if text.count("„") <= 1 else text
    plain = " ".join(text.split())
    whole = words if plain.startswith("„") and plain.endswith("“") else plain
    yield Reading(field, whole, SURE) if len(whole) <= _LONGEST else Reading(field, None, 0.0)


def _kennung(field: str, text: str) -> Iterator[Reading]:
    words = " ".join(text.split())
    reference = REFERENCE.search(words)
    if _KENNUNG.fullmatch(words) and " " not in words:
        yield Reading(field, words, SURE)
    elif reference is not None and re.match(r"\s*(?:vom|zu|[(,;–-])", words[reference.end() :]):
        yield Reading(field, reference[0], 0.85)
    elif re.search(r"\d", words) and len(words) <= 60:
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
    found = chosen if boxes else [codes.code("art", text)]
    for one in found:
        if one in codes.code_list("art"):
            # As papers write it; the check knows it by this name as well.
            yield Reading(field, one.capitalize(), SURE if len(found) == 1 else 0.5)
        else:
            yield Reading(field, None, 0.0)


def _unit(field: str, text: str) -> Iterator[Reading]:
    words = " ".join(text.split())
    yield Reading(field, sign_of(words), SURE if len(words) <= 120 else 0.5)


def sign_of(words: str) -> str:
    """The Geschäftszeichen if it stands with the name of the unit, else what is written."""
    # „(GB 2) 55“: the area in brackets, then the unit's own sign.
    plain = re.sub(r"^\([^()]{1,12}\)\s*(?=\d)", "", words)
    match = _SIGN_FIRST.fullmatch(plain) or _SIGN_LAST.fullmatch(plain)
    return match["sign"] if match else plain


def _produkt(field: str, text: str) -> Iterator[Reading]:
    words = " ".join(text.split())
    match = re.match(r"(?:Produkt\s*)?(\d{2,}(?:\.\d+)*)(?=$|[\s,;–-]+\D)", words)
    several = len(re.findall(r"\d{2}(?:\.\d+){1,}", words)) > 1
    value = match[1] if match else words
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
    found = amounts.dates(text)
    if len(found) == 2 and found[0][0] <= found[1][0]:
        yield Reading("beginn", found[0][0], SURE)
        yield Reading("ende", found[1][0], SURE)
    else:
        yield Reading("beginn", None, 0.0)


def _klimawirkung(field: str, text: str) -> Iterator[Reading]:
    boxes, chosen = codes.ticked("klimawirkung", text)
    if boxes:
        known = [one for one in chosen if one in codes.code_list("klimawirkung")]
        answers = {normal(one) for one in chosen} & {"ja", "nein"}
        if len(known) == 1:
            yield Reading(field, known[0], SURE)
        elif known:
            yield Reading(field, known[0], 0.5, tuple(known))
        if answers == {"ja"} and not known:
            yield Reading("klimarelevant", True, SURE)
        return
    first, _, rest = text.partition("\n")
    head, sign, tail = re.split(r"(,|;|\.\s|:|\s[–-]\s|$)", first, maxsplit=1)[:3]
    found = codes.code("klimawirkung", first) or codes.code("klimawirkung", head)
    if found is None and normal(first) == "ja":
        yield Reading("klimarelevant", True, SURE)
    elif found is None:
        yield Reading(field, None, 0.0, codes.code_list("klimawirkung"))
        return
    else:
        yield Reading(field, found, SURE)
    reason = (tail if codes.code("klimawirkung", first) is None else "") + "\n" + rest
    if len(reason.split()) > 2 and sign is not None:
        words = re.sub(r"^\s*(?:weil|da|denn)\s+", "", reason.strip())
        yield Reading("klimabegruendung", words, 0.85)


def _truth(field: str, text: str) -> Iterator[Reading]:
    kind = FIELDS[field].kind
    found = codes.truth(text, kind.said_no if isinstance(kind, Flag) else "")
    if found is not None:
        yield Reading(field, found, SURE)
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
    if found.number < 0:
        confidence = 0.0
    said = [one for one in amounts.amounts(text) if one.number >= 0]
    said = [one for one in said if one.unit] or said  # years and days are no amounts
    several = tuple(dict.fromkeys(one.value for one in said))
    either = re.fullmatch(r"\D*(\d{1,3}),(\d{3})\D*", text)
    if either is not None:  # „1,650“: thousands, or three decimals
        several = (either[1] + either[2], f"{either[1]}.{either[2]}")
    yield Reading(target, found.value, confidence, several if confidence < CERTAIN else ())


def _list(field: str, text: str) -> Iterator[Reading]:
    if checkboxes.options(text):
        chosen = [
            option.text for option in checkboxes.options(text) if option.ticked and option.text
        ]
        parts, sure = chosen, SURE
    else:
        parts, sure = divided(field, text)
    if field == "nutzung":
        parts = [codes.code("nutzung", part) or part for part in parts]
        sure = sure if all(part in codes.code_list("nutzung") for part in parts) else 0.5
    elif field == "foerderprogramm":
        sure = 0.5 if any(_FIGURE.search(part) for part in parts) else sure
    elif field == "mitwirkung":
        parts = [sign_of(part) for part in parts]
    elif field == "zitiert":
        parts = [_reference(part) for part in parts]
    parts = list(dict.fromkeys(part for part in parts if part and normal(part) not in NOTHING))
    if parts:
        options = ("; ".join(parts), "; ".join(_commas(text))) if sure < CERTAIN else ()
        yield Reading(field, parts, sure, options)


def divided(field: str, text: str) -> tuple[list[str], float]:
    """The entries of a list; less sure where a comma may part them or belong to a name."""
    lines = entries(text)
    if len(lines) > 1 or BULLET.match(text):
        return lines, SURE
    line = lines[0] if lines else ""
    if ";" in line:
        return [part.strip() for part in line.split(";") if part.strip()], SURE
    pieces = _commas(line)
    if len(pieces) == 1:
        return pieces, SURE
    known = _KINDS.get(field)
    if all(re.search(r"\d", piece) and len(piece) <= 40 for piece in pieces):
        return pieces, SURE
    if known is not None and all(known.search(piece) for piece in pieces):
        return pieces, 0.85
    return [line], 0.6


def _commas(line: str) -> list[str]:
    return [part.strip() for part in re.split(r",\s+|\s+und\s+(?=\S*\d)", line) if part.strip()]


def _reference(part: str) -> str:
    found = REFERENCE.findall(part)
    return found[0] if len(found) == 1 else part


_OWN = {
    "titel": _title,
    "kennung": _kennung,
    "art": _art,
    "federfuehrung": _unit,
    "produkt": _produkt,
    "pspElement": _psp,
    "zeitraum": _span,
    "klimawirkung": _klimawirkung,
}
"""Fields whose values papers write in ways of their own; all others are read by their kind."""
