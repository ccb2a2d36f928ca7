"""What the columns and rows of a table of money are for, by the words in their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from leitgraph.vorlage import amounts
from leitgraph.vorlage.recognise.checkboxes import SIGN

MONEY = "geld"
"""The kind of a table of money: its columns bear the roles below, or "" for others."""
JAHR, VON, BIS, WAS, WO = "jahr", "von", "bis", "was", "wo"
BETRAG, GESAMT, FOLGE = "betrag", "gesamt", "folgekosten"
VE = "verpflichtungsermaechtigung"
EINNAHME, EINSPARUNG, ART = "einnahme", "einsparung", "haushaltsart"
BUDGETS = ("ergebnishaushalt", "finanzhaushalt")
_AMOUNTS = {BETRAG, GESAMT, VE, FOLGE, EINNAHME, EINSPARUNG, *BUDGETS}
_LONGEST = 120
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_YEARS = {"jahr", "jahre", "haushaltsjahr", "haushaltsjahre", "hhj", "hj", "hh jahr", "kassenjahr"}
_YEARS |= {"rechnungsjahr", "planjahr", "jahresscheibe", "jahr en", "jahr e"}
_SAVED = re.compile(r"einsparung|minderauf|minderaus|minderausz|entlastung|saldo|ersparnis")
_RECEIVED = re.compile(
    r"einzahlung|\w*ertr(?:ag|aege?n?)\b|einnahme|f(?:oe)rdermittel|zuwendung|eigenanteil|"
    r"eigenmittel|erloese?|fremdmittel|zuschuss(?!bedarf)|drittmittel|\bfoerderung|deckungsmittel"
)
_BOUND = re.compile(r"verpflichtungserm|\bve\b")
_WHERE = re.compile(
    r"\bwo\b.*veranschlagt|^veranschlagt (?:bei|unter|in)|^veranschlagung|haushaltsstelle"
    r"|^(?:produkt|psp|konto|sachkonto|kostenstelle|investitionsnummer|hst|finanzstelle)"
)
_KIND = re.compile(r"^(?:haushalt|haushaltsart|art des haushalts)$")
_LATER = re.compile(r"folgekosten|folgelasten|folgeaufw|betriebskosten")
_WHOLE = re.compile(r"^(?:summe|gesamt|insgesamt|zusammen|gesamtsumme|gesamtbetrag|gesamtkosten)$")
_SPENT = re.compile(
    r"betrag|kosten|auszahlung|aufwand|aufwendung|ansatz|mittelbedarf|ausgabe|hoehe|bedarf|"
    r"\bsumme|\binvestition|haushaltsmittel|mittelabfluss|^(?:in )?(?:euro|eur|teur|t eur|mio)?$"
)
_BUDGET = {
    "ergebnishaushalt": re.compile(
        r"ergebnishaushalt|\berghh\b|\bergebnis ?hh\b|konsumtiv|\beh\b|ergebnisplan|"
        r"ergebnisrechnung"
    ),
    "finanzhaushalt": re.compile(
        r"finanzhaushalt|\bfinhh\b|investiv|\bfh\b|finanzplan\b|finanzrechnung|\binvesthh\b"
    ),
}


def plain(text: str) -> str:
    """A head in small letters without signs; what stands in brackets stays."""
    words = " ".join(text.split()).lower().translate(_UMLAUTS)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", words).split())


def budget(text: str) -> str:
    """The budget a text is about, if it is only one."""
    words = plain(text)
    found = [name for name, known in _BUDGET.items() if known.search(words)]
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def role(text: str) -> str:
    """What a column or a row is for; "" if its head tells nothing of money."""
    words = plain(text)
    if not words and "€" in text:
        return BETRAG
    if not words or len(words) > _LONGEST or SIGN.search(text):
        return ""
    if words in _YEARS or re.fullmatch(r"(?:haushalts)?jahr(?: \w+)?", words):
        return JAHR
    if words in {VON, BIS}:
        return words
    if _KIND.search(words):
        return ART
    for name, known in ((WO, _WHERE), (VE, _BOUND), (EINSPARUNG, _SAVED), (EINNAHME, _RECEIVED)):
        if known.search(words):
            return name
    art = budget(text)
    if art:
        return art
    if _LATER.search(words):
        return FOLGE
    whole = re.sub(r"\b(?:in|eur|euro|teur|t)\b", " ", words).strip()
    if _WHOLE.search(whole):
        return GESAMT
    return BETRAG if _SPENT.search(words) else ""


def heading(cells: Sequence[str]) -> list[str] | None:
    """The roles of the columns if a row of cells is the head of a table of money by years."""
    if not 2 <= len(cells) <= 20 or any(len(cell) > 200 for cell in cells):
        return None
    found = [role(cell.rstrip(" :*")) for cell in cells]
    if JAHR not in found and not (VON in found and BIS in found):
        return None
    if found.count(JAHR) > 1 or not _AMOUNTS & set(found):
        return None
    if any(
        one.unit for cell in cells for one in amounts.amounts(cell) if not amounts.unit_of(cell)
    ):
        return None  # a row of figures
    if any(amounts.year(cell) and role(cell) != JAHR for cell in cells):
        return None  # years across
    begin = found.index(JAHR) if JAHR in found else found.index(VON)
    if begin and found[0] not in {WO, ART}:
        found[0] = WAS
    return found
