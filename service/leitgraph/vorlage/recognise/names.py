"""What the fields of a draft are called in questions, and of which kind their values are."""

from __future__ import annotations

from leitgraph.model import Text

NAMES: dict[str, Text] = {
    "kennung": Text("Kennung", "Reference number"),
    "titel": Text("Titel", "Title"),
    "gegenstand": Text("Gegenstand", "Subject"),
    "art": Text("Art der Vorlage", "Kind of paper"),
    "datum": Text("Datum der Vorlage", "Date of the paper"),
    "federfuehrung": Text("Federführende Einheit", "Unit in charge"),
    "mitwirkung": Text("Mitwirkende Einheiten", "Participating units"),
    "raum": Text("Räumlicher Bezug", "Place"),
    "ohneRaumbezugWeil": Text("Kein Raumbezug, weil", "No place, because"),
    "nutzung": Text("Nutzung", "Use"),
    "gesamtbetrag": Text("Gesamtbetrag", "Total"),
    "investitionskosten": Text("Investitionskosten", "Investment"),
    "folgekostenProJahr": Text("Folgekosten pro Jahr", "Follow-up cost per year"),
    "folgekostenBegruendung": Text("Zu den Folgekosten", "On the follow-up cost"),
    "lebenszykluskosten": Text("Lebenszykluskosten", "Life-cycle cost"),
    "verpflichtungsermaechtigung": Text("Verpflichtungsermächtigung", "Commitment authorisation"),
    "jahresscheiben": Text("Jahresscheiben", "Yearly slices"),
    "deckung": Text("Deckung", "Funding"),
    "foerderprogramm": Text("Förderprogramm", "Funding programme"),
    "produkt": Text("Produkt", "Product"),
    "pspElement": Text("PSP-Element", "WBS element"),
    "beginn": Text("Beginn", "Begin"),
    "ende": Text("Ende", "End"),
    "zielbezuege": Text("Zielbezüge", "Goals"),
    "nichtRelevantWeil": Text("Kein Ziel berührt, weil", "No goal touched, because"),
    "allokationen": Text("Anteile der Ziele", "Shares of the goals"),
    "klimarelevant": Text("Klimarelevanz", "Relevance to the climate"),
    "klimawirkung": Text("Klimawirkung", "Effect on the climate"),
    "klimabegruendung": Text("Zur Klimawirkung", "On the effect on the climate"),
    "querschnittsthemen": Text("Querschnittsthemen", "Cross-cutting themes"),
    "fachkonzepte": Text("Fachkonzepte", "Sector concepts"),
    "konflikte": Text("Zielkonflikte", "Conflicts of goals"),
    "alternativen": Text("Alternativen", "Alternatives"),
    "nichtoeffentlich": Text("Nichtöffentlich", "Not public"),
    "nichtoeffentlichWeil": Text("Nichtöffentlich, weil", "Not public, because"),
    "zitiert": Text("Bezieht sich auf", "Refers to"),
    "beratungsfolge": Text("Beratungsfolge", "Sequence of deliberation"),
    "auftraege": Text("Aufträge", "Mandates"),
    "quelle": Text("Quelle der Angaben", "Source of the entries"),
}
AMOUNTS = {
    *("gesamtbetrag", "investitionskosten", "folgekostenProJahr", "lebenszykluskosten"),
    "verpflichtungsermaechtigung",
}
DATES = {"datum", "beginn", "ende"}
LISTS = {
    *("mitwirkung", "raum", "nutzung", "foerderprogramm", "querschnittsthemen", "fachkonzepte"),
    "zitiert",
}
TEXTS = {
    *("gegenstand", "deckung", "alternativen", "klimabegruendung", "folgekostenBegruendung"),
    *("nichtoeffentlichWeil", "ohneRaumbezugWeil", "nichtRelevantWeil", "quelle"),
}
LONG = TEXTS | {"sachverhalt", "beschluss", "abwaegung", "folgekosten"}
"""Values that go on over several paragraphs."""
ROWS = {"jahresscheiben", "zielbezuege", "allokationen", "beratungsfolge", "auftraege", "konflikte"}
"""Lists of entries with fields of their own."""


def name_of(field: str) -> Text:
    """What a field is called; of an entry of a list, the list."""
    return NAMES.get(field.split("[")[0], Text(field, field))
