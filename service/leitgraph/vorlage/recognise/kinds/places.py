"""What can be the name of a place by its shape, in an entry of a form and in running text."""

from __future__ import annotations

import re

from leitgraph.vorlage.blocks import entries

_KIND = (
    r"(?:Stadtbezirk|Ortschaft|Ortsteil|Stadtteil|Gemarkung|Quartier|Ortsamt|Siedlung|"
    r"Schwerpunktraum)"
)
_NAMED = re.compile(
    rf"\b{_KIND}s?\s+(?!(?:und|oder|der|die|das|im|in|ist|sind|wird)\b)"
    r"(?P<name>[A-ZÄÖÜ][\wäöüß]+(?:[-/–][A-ZÄÖÜ][\wäöüß]+)*)"
)
_OWN_NAME = re.compile(r"\b(?:Kernstadt|Innenstadt|Altstadt)\b")
_WHOLE = re.compile(
    r"\b(?:(?:gesamte[sn]?|ganze[sn]?)\s+(?:Stadt|Stadtgebiet|Gemeindegebiet)|stadtweit|"
    r"Gesamtstadt|Stadtgebiet)\b",
    re.I,
)
_PARCEL = re.compile(r"\((?P<inside>[^()]{0,200}\bGemarkung\s[^()]{0,200})\)")
_NONE = re.compile(
    r"^(?:entfällt|keiner?|kein(?:en)? (?:räumliche[rn]? |Raum)?bezug|ohne)\s*[,;:.(–-]+\s*"
    r"(?:weil|da|denn)?\s*(?P<reason>\S.+)$",
    re.I | re.S,
)
_MEASURE = re.compile(r"\s*\(\s*[\d.,]+\s*(?:m|km|m²|ha|qm)\s*\)")
_MOST_WORDS = 8


def reason_for_none(text: str) -> str:
    """Why there is no place, where an entry says so; else empty."""
    match = _NONE.match(" ".join(text.split()))
    return match["reason"].strip(" )") if match else ""


def places(text: str) -> tuple[list[str], float]:
    """The places of an entry and how sure they are; of a sentence those that it names."""
    lines = entries(text)
    parts = [part for line in lines for part in re.split(r";\s*|,\s+", _MEASURE.sub("", line))]
    names = [part.strip(" .") for part in parts if part.strip(" .")]
    if len(names) == 1 and _WHOLE.search(names[0]) and len(names[0].split()) <= _MOST_WORDS:
        return names, 0.95
    joined = " ".join(lines)
    sentence = joined.rstrip().endswith(".") and len(joined.split()) > _MOST_WORDS
    if sentence or any(len(name.split()) > _MOST_WORDS for name in names):
        found = named(joined)
        return found, 0.85 if found else 0.0
    several = len(names) > 1 and "," in joined and ";" not in joined and len(lines) == 1
    return names, 0.85 if several else 0.95


def named(text: str) -> list[str]:
    """The places that a sentence names with their kind: „in der Ortschaft Lohbach“."""
    found = [" ".join(match[0].split()) for match in _NAMED.finditer(text)]
    own = [match[0] for match in _OWN_NAME.finditer(text)]
    found += [name for name in own if not any(name in other for other in found)]
    plain = [re.sub(rf"^({_KIND})s\s", r"\1 ", name) for name in found]
    return list(dict.fromkeys(plain))


def parcels(text: str) -> list[str]:
    """What brackets with a Gemarkung say: „(Gemarkung Auerbach, Flurstück 1187/2)“."""
    match = _PARCEL.search(text)
    return places(match["inside"])[0] if match else []
