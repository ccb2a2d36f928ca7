"""What the fields of a draft are called, wherever a finding names one."""

from __future__ import annotations

import re

from leitgraph.model import Finding, Text

NAMES = {
    "kennung": Text("Kennung", "Reference number"),
    "art": Text("Art", "Kind"),
    "titel": Text("Titel", "Title"),
    "gegenstand": Text("Gegenstand", "Subject"),
    "datum": Text("Datum der Vorlage", "Date of the paper"),
    "federfuehrung": Text("Federführende Einheit", "Unit in charge"),
    "mitwirkung": Text("Mitwirkende Einheiten", "Participating units"),
    "beratungsfolge": Text("Beratungsfolge", "Order of deliberation"),
    "gremium": Text("Gremium", "Committee"),
    "raum": Text("Räumlicher Bezug", "Place"),
    "ohneRaumbezugWeil": Text("Kein Raumbezug, weil", "No place, because"),
    "nutzung": Text("Nutzung", "Use"),
    "zielbezuege": Text("Ziele", "Goals"),
    "ziel": Text("Ziel", "Goal"),
    "richtung": Text("Wirkungsrichtung", "Direction"),
    "begruendung": Text("Begründung", "Reason"),
    "abwaegung": Text("Abwägung", "Weighing"),
    "nichtRelevantWeil": Text("Kein Ziel berührt, weil", "No goal touched, because"),
    "querschnittsthemen": Text("Querschnittsthemen", "Cross-cutting themes"),
    "fachkonzepte": Text("Fachkonzepte", "Sectoral concepts"),
    "konflikte": Text("Zielkonflikte", "Conflicts of goals"),
    "mit": Text("Konflikt mit", "Conflict with"),
    "gesamtbetrag": Text("Gesamtbetrag", "Total"),
    "jahresscheiben": Text("Jahresscheiben", "Yearly slices"),
    "jahr": Text("Jahr", "Year"),
    "betrag": Text("Betrag", "Amount"),
    "haushaltsart": Text("Haushalt", "Budget"),
    "investitionskosten": Text("Investitionskosten", "Investment"),
    "lebenszykluskosten": Text("Lebenszykluskosten", "Life-cycle cost"),
    "folgekostenProJahr": Text("Folgekosten pro Jahr", "Follow-up cost per year"),
    "folgekostenBegruendung": Text("Zu den Folgekosten", "On the follow-up cost"),
    "verpflichtungsermaechtigung": Text("Verpflichtungsermächtigung", "Commitment authorisation"),
    "deckung": Text("Deckung", "Funding"),
    "foerderprogramm": Text("Förderprogramm", "Funding programme"),
    "produkt": Text("Produkt", "Product"),
    "pspElement": Text("PSP-Element", "WBS element"),
    "allokationen": Text("Anteile der Ziele", "Shares of the goals"),
    "anteil": Text("Anteil", "Share"),
    "beginn": Text("Beginn", "Begin"),
    "ende": Text("Ende", "End"),
    "auftraege": Text("Aufträge", "Mandates"),
    "auftrag": Text("Auftrag", "Mandate"),
    "frist": Text("Frist", "Due date"),
    "einheit": Text("Einheit", "Unit"),
    "klimarelevant": Text("Klimarelevant", "Relevant to the climate"),
    "klimawirkung": Text("Klimawirkung", "Effect on the climate"),
    "klimabegruendung": Text("Zur Klimawirkung", "On the effect on the climate"),
    "alternativen": Text("Alternativen", "Alternatives"),
    "nichtoeffentlich": Text("Nichtöffentlich", "Not public"),
    "nichtoeffentlichWeil": Text("Nichtöffentlich, weil", "Not public, because"),
    "zitiert": Text("Frühere Vorlagen und Beschlüsse", "Earlier papers and resolutions"),
    "quelle": Text("Woher die Angaben stammen", "Where the entries come from"),
}
_OF_PROPERTY = {
    "title": "titel",
    "description": "gegenstand",
    "source": "quelle",
    "hatZielbezug": "zielbezuege",
    "hatJahresscheibe": "jahresscheiben",
    "hatZielallokation": "allokationen",
    "hatAuftrag": "auftraege",
    "liegtIn": "raum",
    "ausProgramm": "foerderprogramm",
    "hatThema": "querschnittsthemen",
    "stuetztSichAuf": "fachkonzepte",
    "nenntKonflikt": "konflikte",
    "beratungVon": "beratungsfolge",
}
"""Where the form calls a property of the Vorlage by another name; else the names are equal."""
_FIELD = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?")


def field_of_path(path: str | None) -> str | None:
    """The field of the form that a property of the Vorlage fills; None if there is none."""
    local = re.split(r"[#/]", path or "")[-1]
    name = _OF_PROPERTY.get(local, local)
    found = _FIELD.fullmatch(name)
    return name if found is not None and found[1] in NAMES else None


def field_of(finding: Finding) -> str | None:
    """The field of the form that a finding is about; None if it is about none."""
    return finding.field or field_of_path(finding.path)


def field_words(field: str, language: str = "de") -> str:
    """What the form calls a field: „Ziele, 2. Zeile: Begründung“; unknown ones as they are."""
    match = _FIELD.fullmatch(field)
    if match is None or match[1] not in NAMES:
        return field
    words = NAMES[match[1]].get(language)
    if match[2] is not None:
        number = int(match[2]) + 1
        words += f", row {number}" if language == "en" else f", {number}. Zeile"
    if match[3] is not None:
        own = NAMES.get(match[3])
        words += f": {own.get(language) if own else match[3]}"
    return words
