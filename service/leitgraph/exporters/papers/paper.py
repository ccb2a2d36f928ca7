"""A draft as a council paper in the usual order: what all formats of it share.

Labels and headings are those that Leitgraph reads again, so that nothing is lost on the way
through a document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NUMBER = re.compile(r"\d{1,15}(\.\d{1,2})?")
_WORDS = {
    "foerdert": "fördert",
    "nicht-relevant": "nicht relevant",
    "ergebnishaushalt": "Ergebnishaushalt",
    "finanzhaushalt": "Finanzhaushalt",
    "anhoerung": "Anhörung",
    "vorberatung": "Vorberatung",
    "beschlussfassung": "Beschlussfassung",
    "information": "Information",
    "umlauf": "Umlauf",
    "wohnen": "Wohnen",
    "gewerbe": "Gewerbe",
    "einzelhandel": "Einzelhandel",
    "gruen": "Grün",
    "verkehr": "Verkehr",
    "gemeinbedarf": "Gemeinbedarf",
    "energie": "Energie",
    "erheblich-positiv": "erheblich positiv",
    "gering-positiv": "gering positiv",
    "gering-negativ": "gering negativ",
    "erheblich-negativ": "erheblich negativ",
}
"""Codes as a paper writes them; others are words already."""


@dataclass(frozen=True)
class Pair:
    """A label with one value or several. ``listed``: each is to be told apart by a sign."""

    label: str
    values: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading."""

    text: str


@dataclass(frozen=True)
class Words:
    """Paragraphs under a heading of their own."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table under a heading of its own. ``widths``: shares of the page; ``amounts``: columns
    that hold figures."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    amounts: tuple[int, ...] = ()


Part: TypeAlias = Pair | Heading | Words | Grid


def title(draft: dict[str, Any]) -> str:
    """What kind of paper it is: its first line."""
    return text(draft.get("art")).capitalize() or "Vorlage"


def parts(draft: dict[str, Any]) -> list[Part]:
    """All that the draft says, in the order of a council paper."""
    return list(_parts(draft))


def _parts(draft: dict[str, Any]) -> Iterator[Part]:
    pairs = _Pairs(draft)
    yield from pairs("Kennung", "kennung")
    yield from pairs("Datum der Vorlage", "datum", day)
    yield from pairs("Federführendes Amt", "federfuehrung")
    yield from pairs("Mitwirkende Ämter", "mitwirkung")
    yield from pairs("Nichtöffentlich", "nichtoeffentlich", truth)
    yield from pairs("Titel", "titel")
    yield from pairs("Bezieht sich auf", "zitiert")
    yield from _grid(draft, "beratungsfolge")
    yield from _grid(draft, "auftraege")
    yield from _words(draft, "Gegenstand der Vorlage", "gegenstand")
    if {"raum", "ohneRaumbezugWeil", "nutzung", "beginn", "ende"} & set(draft):
        yield Heading("Zeitlicher Rahmen")
    yield from pairs("Räumlicher Bezug", "raum")
    yield from pairs("Kein Raumbezug, weil", "ohneRaumbezugWeil")
    yield from pairs("Nutzung", "nutzung", word)
    yield from pairs("Beginn der Umsetzung", "beginn", day)
    yield from pairs("Ende der Umsetzung", "ende", day)
    if _MONEY & set(draft):
        yield Heading("Finanzielle Auswirkungen")
    yield from pairs("Gesamtbetrag", "gesamtbetrag", amount)
    yield from pairs("Investitionskosten", "investitionskosten", amount)
    yield from pairs("Verpflichtungsermächtigung", "verpflichtungsermaechtigung", amount)
    yield from pairs("Folgekosten pro Jahr", "folgekostenProJahr", amount)
    yield from pairs("Zu den Folgekosten", "folgekostenBegruendung")
    yield from pairs("Lebenszykluskosten", "lebenszykluskosten", amount)
    yield from pairs("Deckung", "deckung")
    yield from pairs("Förderprogramme", "foerderprogramm")
    yield from pairs("Produkt", "produkt")
    yield from pairs("PSP-Element", "pspElement")
    yield from _grid(draft, "jahresscheiben")
    yield from _grid(draft, "zielbezuege")
    yield from pairs("Kein Ziel berührt, weil", "nichtRelevantWeil")
    yield from _grid(draft, "allokationen")
    yield from _grid(draft, "konflikte")
    yield from pairs("Fachkonzepte", "fachkonzepte")
    yield from pairs("Querschnittsthemen", "querschnittsthemen")
    yield from pairs("Klimarelevant", "klimarelevant", truth)
    yield from pairs("Klimawirkung", "klimawirkung", word)
    yield from _words(draft, "Begründung der Klimawirkung", "klimabegruendung")
    yield from _words(draft, "Geprüfte Alternativen", "alternativen")
    yield from _words(draft, "Begründung der Nichtöffentlichkeit", "nichtoeffentlichWeil")
    yield from _words(draft, "Quelle der Angaben", "quelle")
    others = {name: draft[name] for name in draft if name not in pairs.known | _OTHERS}
    if others:
        yield Heading("Anlagen")
        for name, value in sorted(others.items()):
            said = value if isinstance(value, str) else json.dumps(value, default=str)
            yield Pair(f"Weiteres Feld {name}", (said,))


LISTS = {
    *("mitwirkung", "raum", "nutzung", "zitiert", "foerderprogramm", "fachkonzepte"),
    "querschnittsthemen",
}
"""Fields that may hold several; a comma in one could be taken for two."""
_MONEY = {
    *("gesamtbetrag", "investitionskosten", "verpflichtungsermaechtigung", "folgekostenProJahr"),
    *("folgekostenBegruendung", "lebenszykluskosten", "deckung", "foerderprogramm", "produkt"),
    *("pspElement", "jahresscheiben"),
}


class _Pairs:
    """Labels with their values; remembers which fields it was asked for."""

    def __init__(self, draft: dict[str, Any]) -> None:
        self._draft = draft
        self.known: set[str] = set()

    def __call__(self, label: str, name: str, write: Any = None) -> Iterator[Pair]:
        self.known.add(name)
        value = self._draft.get(name)
        given = value if isinstance(value, list) else [value]
        shown = tuple(words for one in given if (words := (write or text)(one)))
        if shown:
            several = len(shown) > 1 or bool({",", ";"} & set(shown[0]))
            yield Pair(label, shown, name in LISTS and several)


def _words(draft: dict[str, Any], heading: str, name: str) -> Iterator[Words]:
    paragraphs = tuple(line.strip() for line in text(draft.get(name)).split("\n") if line.strip())
    if paragraphs:
        yield Words(heading, paragraphs)


def _grid(draft: dict[str, Any], name: str) -> Iterator[Grid]:
    heading, short, columns = _GRIDS[name]
    given = draft.get(name)
    entries = given if isinstance(given, list) else [given] if given else []
    rows = []
    for entry in entries:
        known = entry if isinstance(entry, dict) else {short: entry}
        rows.append(tuple(write(known.get(field)) for field, _, write, _ in columns))
    if rows:
        yield Grid(
            heading,
            tuple(label for _, label, _, _ in columns),
            tuple(rows),
            tuple(width for _, _, _, width in columns),
            tuple(n for n, (field, _, _, _) in enumerate(columns) if field == "betrag"),
        )


# -- values ------------------------------------------------------------------------------------


def text(value: Any) -> str:
    """A value as it is written in the draft."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nein"
    return str(value).strip()


def truth(value: Any) -> str:
    """Yes or no."""
    return text(value)


def word(value: Any) -> str:
    """A code in words."""
    return _WORDS.get(text(value), text(value))


def day(value: Any) -> str:
    """A date as written in German."""
    match = _DAY.fullmatch(text(value))
    return f"{match[3]}.{match[2]}.{match[1]}" if match else text(value)


def amount(value: Any) -> str:
    """An amount as written in German: 1.650.000,00 €; what is no plain number stays as it is."""
    written = text(value)
    if not _NUMBER.fullmatch(written):
        return written
    return f"{Decimal(written):,.2f}".translate(str.maketrans(",.", ".,")) + " €"


def share(value: Any) -> str:
    """A share as percentage."""
    written = text(value)
    if not re.fullmatch(r"[01](\.\d{1,6})?", written):
        return written
    percent = f"{Decimal(written) * 100:f}"
    plain = percent.rstrip("0").rstrip(".") if "." in percent else percent
    return plain.replace(".", ",") + " %"


_GRIDS: dict[str, tuple[str, str, tuple[tuple[str, str, Any, int], ...]]] = {
    "beratungsfolge": (
        "Beratungsfolge",
        "gremium",
        (("gremium", "Gremium", text, 5), ("datum", "Sitzung", day, 2), ("art", "Art", word, 3)),
    ),
    "auftraege": (
        "Aufträge",
        "auftrag",
        (
            ("auftrag", "Auftrag", text, 6),
            ("frist", "Frist", day, 2),
            ("einheit", "Einheit", text, 3),
        ),
    ),
    "jahresscheiben": (
        "Jahresscheiben",
        "",
        (
            ("jahr", "Jahr", text, 1),
            ("betrag", "Betrag in Euro", amount, 2),
            ("haushaltsart", "Haushalt", word, 2),
        ),
    ),
    "zielbezuege": (
        "Bezug zu den Zielen des INSEK",
        "ziel",
        (
            ("ziel", "Ziel", text, 4),
            ("richtung", "Wirkung", word, 2),
            ("begruendung", "Begründung", text, 4),
            ("abwaegung", "Abwägung", text, 4),
        ),
    ),
    "allokationen": (
        "Zielanteile",
        "ziel",
        (("ziel", "Ziel", text, 3), ("anteil", "Anteil", share, 2)),
    ),
    "konflikte": (
        "Zielkonflikte",
        "mit",
        (("mit", "Konflikt mit", text, 4), ("abwaegung", "Abwägung", text, 6)),
    ),
}
_OTHERS = {
    *_GRIDS,
    *("art", "gegenstand", "klimabegruendung", "alternativen", "nichtoeffentlichWeil", "quelle"),
}
