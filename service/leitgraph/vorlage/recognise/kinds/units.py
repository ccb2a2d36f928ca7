"""What can be a unit of the administration by its shape, and which label names it first.

A date, an amount, a person, a sentence or a body of the council is none, whatever stands before
it: such a value is refused here, not called certain.
"""

from __future__ import annotations

import re

from leitgraph.vorlage import amounts
from leitgraph.vorlage.recognise.kinds.bodies import is_body
from leitgraph.vorlage.recognise.labels import normal

_WORD = re.compile(
    r"\b(?:\w*(?:amt|ämter|referat|dezernat|betriebe?|kämmerei|büro|abteilung|behörde|verwaltung|"
    r"bereich|beauftragte[rn]?|meister(?:in)?|archiv|museum|dienste?|zentrum|stelle|institut)|"
    r"Amt\w*|Eigenbetrieb\w*|Bereich|Stabs\w+|Sachgebiet|Team|Stadt\w+|GmbH|GB|FB|FD|SG|Dez\.?|"
    r"Ref\.?|OB|DOB|Oberbürgermeister\w*|Bürgermeister\w*|Beigeordnete[rn]?)(?=$|[\s,;:/()&.\d-])",
    re.I,
)
_SIGN = re.compile(
    r"(?:\([A-ZÄÖÜ]{1,4}\s?\d{0,2}\)\s*)?"
    r"(?:(?:Amt|GZ|FB|FD|GB|SG|Dez\.?|Ref\.?|Referat|Dezernat|Fachbereich)\s*)?"
    r"(?:[IVX]{1,4}|\d{1,4}|[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,9})"
    r"(?:[./_ -]{1,3}(?:[IVX]{1,4}|\d{1,3}|[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,9})){0,4}"
)
_PERSON = re.compile(r"^(?:Herrn?|Frau|Dr\.|Prof\.)\s", re.I)
_MONEY = re.compile(r"€|\b(?:EUR|Euro|TEUR|brutto|netto)\b", re.I)
_MOST_WORDS = 14
_SPLIT = re.compile(
    r"[,;]\s+(?=(?:Fachbereich|Fachdienst|Geschäftsbereich|Dezernat|Referat|Abteilung|Stabsstelle|"
    r"Sachgebiet|Eigenbetrieb|Amt|FB|FD|GB|Dez|\d{1,3}\b|[\wÄÖÜäöüß-]*(?:amt|referat|kämmerei|"
    r"büro|archiv|betrieb|behörde|verwaltung)\b))",
    re.I,
)
_AFTER = re.compile(
    r"(?:\s*[,;]\s*|\s+)\(?(?:GZ|Gz|Geschäftszeichen|Az|Aktenzeichen|AZ)\.?:?\s+[\w./ -]+\)?$"
)
_SIGN_BESIDE = re.compile(r"\s*\((?=[^()]*\d)[A-ZÄÖÜ]{2,5}[-./]\d{1,3}(?:\.\d{1,3})*\)$")
_SIGN_FIRST = re.compile(
    r"(?:Amt|GZ|Referat|Fachamt)?[ .:]*"
    r"(?P<sign>\d{1,3}(?:[./]\d{1,3}|\.[A-ZÄÖÜ]{1,3}(?:_[A-Z]+)?)*)"
    r"\s*(?:[-–—,:/]|\s)\s*\(?(?P<name>[A-ZÄÖÜ][^()\d]{3,})\)?"
)
_SIGN_LAST = re.compile(
    r"(?P<name>[A-ZÄÖÜ][^()]{3,}?)\s*\(\s*(?:Amt|GZ|Referat)?[ .:]*"
    r"(?P<sign>\d{1,3}(?:\.[\dA-Z]{1,3})*)\s*\)"
)
_RANKS = (
    ("federf", "fed"),
    (
        *("bearbeitend", "zustaendig", "fachamt", "amt", "dienststelle", "fachbereich"),
        *("organisationseinheit", "verantwortliches amt", "einreichendes amt", "fachdienst"),
    ),
    ("verantwortlich", "einreich", "einbring", "eingereicht", "verfass", "dezernat", "absender"),
)
_LAST = len(_RANKS)
"""The rank of a sign alone: Geschäftszeichen."""


def rank(label: str) -> int:
    """How near a label comes to „Federführung“: 0 is nearest. A paper that names who brings it
    in, the office and its sign means the office."""
    words = normal(label.rstrip(" :"))
    for number, starts in enumerate(_RANKS):
        if words.startswith(starts):
            return number
    return _LAST


def is_unit(text: str) -> bool:
    """True if a text has the shape of a unit's name or sign."""
    words = " ".join(text.split())
    if not words or len(words.split()) > _MOST_WORDS or len(words) > 120:
        return False
    if amounts.dates(words) or _MONEY.search(words) or _PERSON.match(words):
        return False
    if words.endswith((".", ":", "?")) and not words.endswith(("Dez.", "Ref.")):
        return False
    if _WORD.search(words):
        return True
    if is_body(words) or (not words[0].isalnum() and words[0] != "("):
        return False
    if _SIGN.fullmatch(words):
        return bool(re.search(r"[A-ZÄÖÜ]|\d", words)) and not re.fullmatch(r"(19|20)\d\d", words)
    named = words[0].isupper() and not re.search(r"\d{3,}", words)
    return named and len(words.split()) <= 7


def name_of(text: str) -> str:
    """The name without the sign that stands behind it: „Fachbereich Bau, GZ BL-6“."""
    plain = _AFTER.sub("", " ".join(text.split())).strip(" ,;")
    return _SIGN_BESIDE.sub("", plain) or plain


def divided(line: str) -> list[str]:
    """The units of a line, parted where a comma stands before what begins a unit."""
    return [part.strip(" ,;") for part in _SPLIT.split(line) if part.strip(" ,;")]


def sign_of(words: str) -> str:
    """The Geschäftszeichen if it stands with the name of the unit, else what is written."""
    # „(GB 2) 55“: the area in brackets, then the unit's own sign.
    plain = re.sub(r"^\([^()]{1,12}\)\s*(?=\d)", "", words)
    match = _SIGN_FIRST.fullmatch(plain) or _SIGN_LAST.fullmatch(plain)
    return match["sign"] if match else plain
