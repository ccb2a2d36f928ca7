"""Codes as papers write them: „geringe Verschlechterung“ is ``gering-negativ``."""

from __future__ import annotations

import re

from leitgraph.vorlage.recognise import checkboxes
from leitgraph.vorlage.recognise.labels import normal

_CODES: dict[str, dict[str, str]] = {
    "art": {
        "beschlussvorlage": "Beschlussvorlage; Beschluss; Vorlage zur Beschlussfassung",
        "informationsvorlage": "Informationsvorlage; Information; Mitteilungsvorlage; Mitteilung; "
        "Berichtsvorlage; Vorlage zur Information; Kenntnisnahme",
        "antrag": "Antrag",
        "anfrage": "Anfrage",
        "vorlage": "Vorlage",
    },
    "richtung": {
        "foerdert": "fördert; fördernd; positiv; unterstützt; trägt bei; förderlich; plus; ja",
        "hemmt": "hemmt; hemmend; negativ; beeinträchtigt; widerspricht; minus; gefährdet",
        "neutral": "neutral; keine Wirkung; keine Auswirkung; ohne Wirkung",
        "nicht-relevant": "nicht relevant; nicht berührt; entfällt; nicht zutreffend",
    },
    "haushaltsart": {
        "ergebnishaushalt": "Ergebnishaushalt; ErgHH; Ergebnisplan; konsumtiv; Aufwand; "
        "Aufwendungen; EHH",
        "finanzhaushalt": "Finanzhaushalt; FinHH; Finanzplan; investiv; Investition; "
        "Investitionen; Auszahlungen; Auszahlung; FHH",
    },
    "klimawirkung": {
        "erheblich-positiv": "erheblich positiv; stark positiv; erhebliche Verbesserung; sehr "
        "positiv; deutlich positiv",
        "positiv": "positiv; Verbesserung; ja positiv; mäßig positiv; mittlere Verbesserung",
        "gering-positiv": "gering positiv; geringe Verbesserung; geringfügig positiv; leicht "
        "positiv; geringfügige Verbesserung",
        "gering-negativ": "gering negativ; geringe Verschlechterung; geringfügig negativ; leicht "
        "negativ; geringfügige Verschlechterung",
        "negativ": "negativ; Verschlechterung; ja negativ; mäßig negativ; mittlere "
        "Verschlechterung",
        "erheblich-negativ": "erheblich negativ; stark negativ; erhebliche Verschlechterung; sehr "
        "negativ; deutlich negativ",
        "keine": "keine; keine Relevanz; keine Auswirkungen; keine Auswirkung; keine Wirkung; "
        "nicht relevant; neutral; nein; keine Klimawirkung; klimaneutral",
    },
    "beratungsart": {
        "anhoerung": "Anhörung; zur Anhörung; anhörend",
        "vorberatung": "Vorberatung; zur Vorberatung; vorberatend; 1. Lesung; Empfehlung; "
        "Beratung; beratend",
        "beschlussfassung": "Beschlussfassung; Beschluss; zur Beschlussfassung; Entscheidung; "
        "beschließend; zum Beschluss",
        "information": "Information; zur Information; Kenntnisnahme; zur Kenntnis; Bericht",
        "umlauf": "Umlauf; Mitzeichnung; GB Umlauf; Umlaufverfahren",
    },
    "nutzung": {
        "wohnen": "Wohnen; Wohnungen; Wohnungsbau; Wohnnutzung",
        "gewerbe": "Gewerbe; Industrie; Gewerbe und Industrie",
        "einzelhandel": "Einzelhandel; Handel; Nahversorgung",
        "gruen": "Grün; Grünfläche; Park; Freiraum; Grünflächen",
        "verkehr": "Verkehr; Straße; Verkehrsfläche",
        "gemeinbedarf": "Gemeinbedarf; Schule; Kita; soziale Infrastruktur",
        "energie": "Energie; Photovoltaik; Windkraft",
    },
}
_CODE = {
    kind: {normal(word): code for code, words in codes.items() for word in words.split(";")}
    | {normal(code): code for code in codes}
    for kind, codes in _CODES.items()
}
_SIGNS = {"+": "foerdert", "++": "foerdert", "↑": "foerdert", "-": "hemmt", "\u2212": "hemmt"}
_SIGNS |= {"–": "hemmt", "--": "hemmt", "↓": "hemmt", "0": "neutral", "o": "neutral"}
_YES = {"ja", "j", "yes", "wahr", "true", "nichtoeffentlich", "nicht oeffentlich", "vertraulich"}
_NO = {"nein", "n", "no", "falsch", "false", "oeffentlich"}


def code(kind: str, text: str) -> str | None:
    """The code a text stands for; None if it stands for none."""
    if kind == "richtung" and text.strip() in _SIGNS:
        return _SIGNS[text.strip()]
    return _CODE[kind].get(normal(text.strip(" .,;:")))


def ticked(kind: str, text: str) -> tuple[bool, list[str]]:
    """Whether the text has boxes, and the codes of those ticked (unknown ones as written)."""
    offered = checkboxes.options(text)
    return bool(offered), [code(kind, o.text) or o.text for o in offered if o.ticked]


def truth(text: str) -> bool | None:
    """Yes or no, in words or by a cross; None if it is neither."""
    offered = checkboxes.options(text)
    if offered:
        chosen = [option.text for option in offered if option.ticked]
        if not chosen and len(offered) == 1:
            return False  # a box of its own, left empty
        if len(chosen) != 1:
            return None
        if len(offered) == 1 and not chosen[0]:
            return True
        text = chosen[0]
    first = re.split(r"[,;.(–]| -", text.strip(), maxsplit=1)[0]
    for words in (normal(text), normal(first)):
        if words in _YES:
            return True
        if words in _NO:
            return False
    return None


def code_list(kind: str) -> tuple[str, ...]:
    """All codes of a kind."""
    return tuple(_CODES[kind])
