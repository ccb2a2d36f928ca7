"""How questions are put: what was read, why it is not certain, what it could be."""

from __future__ import annotations

from typing import Any

from leitgraph.model import Text
from leitgraph.vorlage.recognise.names import AMOUNTS, name_of

_SHOWN = 120

NO_TITLE = Text(
    "Titel: Im Dokument ist kein Titel (Betreff) erkennbar; wie heißt die Vorlage?",
    "Title: no title can be made out; what is the paper called?",
)
WHICH_WEIGHING = Text(
    "Abwägung: Zu welchem Ziel, das gehemmt wird, gehört sie?",
    "Weighing: to which goal that is hampered does it belong?",
)


def different(field: str, options: tuple[str, ...]) -> Text:
    """The document says several things, each of them plainly."""
    name, shown = name_of(field), "; ".join(options)
    return Text(
        f"{name.de}: Im Dokument stehen verschiedene Angaben ({shown}). Welche gilt?",
        f"{name.en}: the document gives different values ({shown}). Which one holds?",
    )


def unsure(field: str, value: Any, passage: str, options: tuple[str, ...]) -> Text:
    """A value that cannot be read, or could be meant another way."""
    name = name_of(field)
    words = " ".join(passage.split())[:_SHOWN]
    if field in AMOUNTS and isinstance(value, str) and value.startswith("-"):
        return Text(
            f"{name.de}: Im Dokument steht ein negativer Betrag („{words}“). Beträge stehen ohne "
            "Vorzeichen; welcher gilt?",
            f"{name.en}: the document gives a negative amount (“{words}”). Amounts bear no sign; "
            "which one holds?",
        )
    if value is None or not options:
        return Text(
            f"{name.de}: Die Angabe „{words}“ lässt sich nicht lesen; was ist gemeint?",
            f"{name.en}: the entry “{words}” cannot be read; what is meant?",
        )
    return Text(
        f"{name.de}: Die Angabe „{words}“ ist nicht eindeutig. "
        f"Ist {' oder '.join(options)} gemeint?",
        f"{name.en}: the entry “{words}” is not clear. Is {' or '.join(options)} meant?",
    )


def unsure_cell(field: str, value: str) -> Text:
    """A value in an entry of a list that cannot be read for certain."""
    name, words = name_of(field), value[:_SHOWN]
    return Text(
        f"{name.de}: Die Angabe „{words}“ ist nicht eindeutig; was ist gemeint?",
        f"{name.en}: the entry “{words}” is not clear; what is meant?",
    )


def unsure_list(field: str, shown: str, minus: bool) -> Text:
    """A list of amounts or shares of which one is not certain."""
    name = name_of(field)
    if minus:
        return Text(
            f"{name.de}: Unter den Beträgen ist ein negativer ({shown}). Beträge stehen ohne "
            "Vorzeichen; welche gelten?",
            f"{name.en}: one of the amounts is negative ({shown}). Amounts bear no sign; which "
            "ones hold?",
        )
    return Text(
        f"{name.de}: Gelesen wurde {shown}; Jahr, Einheit oder Zeile sind nicht sicher. Stimmt es?",
        f"{name.en}: what was read is {shown}; year, unit or row are not certain. Is it right?",
    )


def cited(numbers: tuple[str, ...]) -> Text:
    """Free text names earlier papers."""
    shown = ", ".join(numbers)
    return Text(
        f"Bezieht sich auf: Im Text stehen frühere Vorlagen oder Beschlüsse ({shown}). Bezieht "
        "sich die Vorlage auf sie?",
        f"Refers to: the text names earlier papers or resolutions ({shown}). Does the paper refer "
        "to them?",
    )


def goals(numbers: tuple[str, ...]) -> Text:
    """Free text names goals by their numbers."""
    shown = ", ".join(numbers)
    return Text(
        f"Zielbezüge: Im Text steht Ziel {shown}. Soll die Vorlage einen Zielbezug dazu bekommen, "
        "und in welcher Richtung wirkt sie?",
        f"Goals: the text names goal {shown}. Is the paper to refer to it, and in which direction "
        "does it work?",
    )
