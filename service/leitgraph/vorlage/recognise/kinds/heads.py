"""Lines at the head of a paper that say its kind, its number, its day and whether it is public."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TypeAlias

from leitgraph.vorlage.recognise.kinds.marks import HEAD
from leitgraph.vorlage.recognise.kinds.references import REFERENCE

_LETTERHEAD = (
    r"(?:(?:\w*stadt|Gemeinde|Markt|\w*kreis|Stadtverwaltung|Magistrat|Region|Rat|Bezirksamt|"
    r"Dezernat|Amt|Fachbereich)\b(?: [^\s:;,]+){0,5}|[^:–|\d]{2,50}\s[–-])\s"
)
_KIND = (
    r"Beschlussvorlage|Informationsvorlage|Mitteilungsvorlage|Berichtsvorlage|Entscheidungsvorlage|"
    r"Sitzungsvorlage|Verwaltungsvorlage|Antrag|Anfrage|Vorlagen?|Drucksachen?"
)
_DAY = r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zäöü]+)\s?\d{4}"
_LINE = re.compile(
    rf"(?:{_LETTERHEAD})?(?P<label>(?P<kind>{_KIND})(?:\s?-?\s?(?:Nr\.?|Nummer))?\s?[:–-]?)\s?"
    r"(?P<kennung>(?=[^\s]*\d[^\s]*[/-]|[^\s]*[/-][^\s]*\d|[A-Z]*\d{5})[A-Z0-9ÄÖÜ][^\s,;:–]*"
    r"(?:\s[A-Z]{1,4}\d{0,2}(?![\w.]))?)"
    rf"(?:[\s,]*[–(-]?\s?(?P<open>(?:nicht[ -]?)?öffentlich)\s?[–)-]?)?"
    rf"(?:,?\svom\s(?P<day>{_DAY}))?",
    re.IGNORECASE,
)
_OF_DAY = re.compile(
    r"(?:Vortrag|Bericht|Vorlage|Mitteilung) (?:des|der) "
    r"(?:Magistrats?|Senats?|Verwaltung|(?:Ober)?[Bb]ürgermeisters?|(?:Ober)?[Bb]ürgermeisterin)"
    rf" vom (?P<day>{_DAY})(?:,\s?(?P<kennung>[A-Z]{{1,3}} ?\d{{1,4}}(?:/\d{{2,4}})?))?"
)
"""„Vortrag des Magistrats vom 8. Juli 2016, M 138“"""
_OWN_DAY = re.compile(rf"vom\s(?P<day>{_DAY})")
_NO_ART = {"Vorlage", "Beschlusskontrolle zu"}
_NO_KIND = ("vorlage", "vorlagen", "drucksache", "drucksachen")


Part: TypeAlias = tuple[str, str, str]
"""Field, label and value."""


def head(text: str, known: Collection[str] | None) -> tuple[list[Part], str]:
    """What a line says that is the head of a paper and no more, and what else stands in it.

    „Stadt Musterau  Drucksache 0815/2026“, „Beschlussvorlage BV/0815/26 – nichtöffentlich –“,
    „vom 11. November 2026“. ``known``: the fields that lines before it said; None if it does not
    stand at the top.
    """
    match = HEAD.fullmatch(text)
    if known is not None and (found := list(_top(text, known, match is not None))):
        return found, ""
    if match is None or (match["art"] in _NO_ART and not match["kennung"]):
        return [], ""
    parts: list[Part] = []
    if match["art"] not in _NO_ART:
        parts.append(("art", text[: match.start("art")].strip(), match["art"]))
    if match["kennung"]:
        start = 0 if match["art"] in _NO_ART else match.end("art")
        label = text[start : match.start("kennung")].strip()
        parts.append(("kennung", label, match["kennung"]))
    return parts, text[match.end("kennung" if match["kennung"] else "art") :].strip()


def _top(text: str, known: Collection[str], said: bool) -> Iterator[Part]:
    if REFERENCE.fullmatch(text):
        yield "kennung", "", text
    elif not {"datum", "kennung"} & set(known) and (match := _OF_DAY.fullmatch(text)) is not None:
        yield "datum", "vom", match["day"]
        if match["kennung"]:
            yield "kennung", "", match["kennung"]
    elif "kennung" not in known and not said:
        yield from _whole(text)
    elif "datum" not in known and (match := _OWN_DAY.fullmatch(text)) is not None:
        yield "datum", "", match["day"]


def _whole(text: str) -> Iterator[Part]:
    match = _LINE.fullmatch(text)
    if match is None:
        return
    if match["kind"].lower() not in _NO_KIND:
        yield "art", "", match["kind"]
    yield "kennung", match["label"].strip(), match["kennung"]
    if match["open"]:
        yield "nichtoeffentlich", "", match["open"]
    if match["day"]:
        yield "datum", "vom", match["day"]
