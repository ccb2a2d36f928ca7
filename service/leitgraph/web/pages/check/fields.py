"""The fields of the check form: names as in the draft, labels, choices, and rows of lists.

Fields bear the names of the draft (``docs/howto-check.md``), rows those the check speaks of:
``zielbezuege[0].ziel``.
"""

from __future__ import annotations

import re

from leitgraph.errors import BadParameter
from leitgraph.exporters.reports.fields import NAMES
from leitgraph.model import Text
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.lists import LISTS as DRAFT_LISTS

TEXTS = (
    *("kennung", "art", "titel", "gegenstand", "datum", "federfuehrung", "ohneRaumbezugWeil"),
    *("beginn", "ende", "nichtRelevantWeil", "gesamtbetrag", "verpflichtungsermaechtigung"),
    *("investitionskosten", "folgekostenProJahr", "folgekostenBegruendung", "lebenszykluskosten"),
    *("deckung", "produkt", "pspElement", "klimawirkung", "klimabegruendung", "alternativen"),
    *("nichtoeffentlichWeil", "quelle"),
)
FLAGS = ("nichtoeffentlich", "klimarelevant")
LISTS = (
    *("mitwirkung", "raum", "nutzung", "foerderprogramm", "fachkonzepte"),
    *("querschnittsthemen", "zitiert"),
)
"""Several in one field, parted by semicolons."""
NUMBERED = ("mitwirkung", "raum", "zitiert")
"""Of these, the ones that are often numbers and then parted by commas too."""
ROWS = {
    "zielbezuege": ("ziel", "richtung", "begruendung", "abwaegung"),
    "konflikte": ("mit", "abwaegung"),
    "jahresscheiben": ("jahr", "betrag", "haushaltsart"),
    "allokationen": ("ziel", "anteil"),
    "auftraege": ("auftrag", "frist", "einheit"),
    "beratungsfolge": ("gremium", "datum", "art"),
}
SHORT = {name: short for name, (short, _) in DRAFT_LISTS.items() if short}
"""The column that an entry of bare text stands for."""
SHOWN = {"zielbezuege": 2, "jahresscheiben": 3, "beratungsfolge": 2}
"""Rows to begin with, where it is more than one."""
MAX_ROWS = 60
LABELS = NAMES | {
    "city": Text("Stadt", "City"),
    "date": Text("Prüfen zum Datum", "Check as of"),
    "datei": Text("Datei mit dem Entwurf", "File with the draft"),
    "text": Text("Text der Vorlage", "Text of the paper"),
    "beginn": Text("Beginn der Umsetzung", "Begin of carrying out"),
    "ende": Text("Ende der Umsetzung", "End of carrying out"),
    "zielbezuege": Text("Zielbezüge", "Goals"),
    "mit": Text("Konflikt mit Ziel oder Thema", "Conflict with goal or theme"),
    "gesamtbetrag": Text("Gesamtbetrag in Euro", "Total in EUR"),
    "betrag": Text("Betrag in Euro", "Amount in EUR"),
    "investitionskosten": Text("Investitionskosten in Euro", "Investment in EUR"),
    "folgekostenProJahr": Text("Folgekosten pro Jahr in Euro", "Follow-up cost per year in EUR"),
    "lebenszykluskosten": Text("Lebenszykluskosten in Euro", "Life-cycle cost in EUR"),
    "verpflichtungsermaechtigung": Text(
        "Verpflichtungsermächtigung in Euro", "Commitment authorisation in EUR"
    ),
    "klimarelevant": Text("Klimarelevanz", "Relevance to the climate"),
    "einheit": Text("Beauftragte Einheit", "Mandated unit"),
    "gremium": Text("Gremium oder Einheit", "Body or unit"),
    "nichtoeffentlich": Text("Behandlung", "Deliberation"),
    "zitiert": Text("Bezieht sich auf", "Refers to"),
}
"""As in reports; what is to be filled in says its unit and is told apart."""
_IN_ROWS = {
    ("beratungsfolge", "datum"): Text("Datum der Beratung", "Date of deliberation"),
    ("beratungsfolge", "art"): Text("Art der Beratung", "Kind of deliberation"),
}
ROW_NAMES = {
    "zielbezuege": Text("Zielbezug", "Goal"),
    "konflikte": Text("Zielkonflikt", "Conflict"),
    "jahresscheiben": Text("Jahresscheibe", "Yearly slice"),
    "allokationen": Text("Anteil", "Share"),
    "auftraege": Text("Auftrag", "Mandate"),
    "beratungsfolge": Text("Beratung", "Deliberation"),
}
CHOICES: dict[str, dict[str, Text]] = {
    "art": {
        "beschlussvorlage": Text("Beschlussvorlage", "paper for resolution"),
        "informationsvorlage": Text("Informationsvorlage", "paper for information"),
        "antrag": Text("Antrag", "motion"),
        "anfrage": Text("Anfrage", "enquiry"),
        "vorlage": Text("Vorlage (andere)", "other paper"),
    },
    "richtung": {
        "foerdert": Text("fördert", "furthers"),
        "hemmt": Text("hemmt", "hampers"),
        "neutral": Text("neutral", "neutral"),
        "nicht-relevant": Text("nicht relevant", "not relevant"),
    },
    "haushaltsart": {
        "ergebnishaushalt": Text("Ergebnishaushalt", "operating budget"),
        "finanzhaushalt": Text("Finanzhaushalt", "capital budget"),
    },
    "beratungsart": {
        "anhoerung": Text("Anhörung", "hearing"),
        "vorberatung": Text("Vorberatung", "preliminary deliberation"),
        "beschlussfassung": Text("Beschlussfassung", "decision"),
        "information": Text("Information", "information"),
        "umlauf": Text("Umlauf", "circulation"),
    },
    "nutzung": {
        "wohnen": Text("Wohnen", "housing"),
        "gewerbe": Text("Gewerbe", "industry and trade"),
        "einzelhandel": Text("Einzelhandel", "retail"),
        "gruen": Text("Grün", "green space"),
        "verkehr": Text("Verkehr", "transport"),
        "gemeinbedarf": Text("Gemeinbedarf", "public facilities"),
        "energie": Text("Energie", "energy"),
    },
    "klimarelevant": {
        "true": Text("klimarelevant", "relevant to the climate"),
        "false": Text("nicht klimarelevant", "not relevant to the climate"),
    },
    "klimawirkung": {
        "erheblich-positiv": Text("erheblich positiv", "considerably positive"),
        "positiv": Text("positiv", "positive"),
        "gering-positiv": Text("gering positiv", "slightly positive"),
        "gering-negativ": Text("gering negativ", "slightly negative"),
        "negativ": Text("negativ", "negative"),
        "erheblich-negativ": Text("erheblich negativ", "considerably negative"),
        "keine": Text("keine", "none"),
    },
    "nichtoeffentlich": {
        "false": Text("öffentlich", "public"),
        "true": Text("nichtöffentlich", "not public"),
    },
}
MONEY = {
    *("gesamtbetrag", "investitionskosten", "folgekostenProJahr", "lebenszykluskosten"),
    "verpflichtungsermaechtigung",
}
_NAME = re.compile(r"(\w+)(?:\[(\d{1,3})\])?(?:\.(\w+))?")


def choice(name: str, value: str) -> str:
    """The code of a choice, however written („fördert“); what is no choice stays as it is."""
    try:
        return values.code(name, value, tuple(CHOICES[name])) if value.strip() else ""
    except BadParameter:
        return value


def element(name: str) -> str:
    """The id in the page of the field of that name: ``zielbezuege[0].ziel`` is ``f-…-0-ziel``."""
    return "f-" + re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def column(group: str, name: str) -> Text | None:
    """What a column of a list is called."""
    return _IN_ROWS.get((group, name)) or LABELS.get(name)


def label(name: str) -> Text | None:
    """What the form calls a field; a row is counted from one. None for what it does not have."""
    parts = _NAME.fullmatch(name)
    group = LABELS.get(parts[1]) if parts else None
    if parts is None or group is None or parts[1] not in ROWS or not parts[2]:
        return group
    number, own = int(parts[2]) + 1, column(parts[1], parts[3] or "")
    if parts[3] and own is None:
        return None
    de, en = (f", {own.de}", f", {own.en}") if own else ("", "")
    return Text(f"{group.de}, {number}. Zeile{de}", f"{group.en}, row {number}{en}")


def row_of(name: str) -> tuple[str, int, str]:
    """List, number and column of a cell; of any other field its name, -1 and an empty text."""
    parts = _NAME.fullmatch(name)
    if parts is None or parts[1] not in ROWS:
        return (parts[1] if parts else name), -1, ""
    columns = ROWS[parts[1]]
    own = parts[3] if parts[3] in columns else SHORT.get(parts[1], columns[0])
    return parts[1], int(parts[2] or 0), own


def target(name: str, counts: dict[str, int]) -> str:
    """The field to link to: of a list its first row, of an entry the field it is in; "": none.

    ``counts``: how many rows each list has in the page.
    """
    if label(name) is None:
        return ""
    group, number, own = row_of(name)
    if number < 0:
        return group
    return f"{group}[{number}].{own}" if number < counts[group] else f"{group}[0].{ROWS[group][0]}"
