"""What forms of German cities call the fields of a draft, and the headings of their tables."""

from __future__ import annotations

import re
from functools import lru_cache

from leitgraph.vorlage.recognise.checkboxes import SIGN

LABELS: dict[str, str] = {
    "kennung": "Kennung; Vorlage Nr; Vorlagen Nr; Vorlagennummer; Vorlage Nummer; Vorlagennr; "
    "Drucksache; Drucksache Nr; Drucksachen Nr; Drucksachennummer; DS Nr; Beschlussvorlage Nr; "
    "Informationsvorlage Nr; Antrag Nr; Antragsnummer; Vorlage; BV Nr",
    "titel": "Titel; Betreff; Betrifft; Betr; Bezeichnung der Vorlage; Titel der Vorlage; "
    "Bezeichnung; Thema; Beratungsgegenstand",
    "gegenstand": "Gegenstand; Gegenstand der Vorlage; Kurzbeschreibung; Zusammenfassung; "
    "Kurzfassung; Inhalt; Kurzdarstellung",
    "sachverhalt": "Sachverhalt; Begründung; Begründung der Vorlage; Problembeschreibung; "
    "Sachdarstellung; Beschreibung; Erläuterung; Anlass; Ausgangslage; Sach und Rechtslage",
    "beschluss": "Beschlussvorschlag; Beschlussentwurf; Beschlussantrag; Beschluss; "
    "Der Stadtrat beschließt; Beschlussempfehlung; Antragstext",
    "art": "Art; Art der Vorlage; Vorlagenart; Vorlagentyp",
    "datum": "Datum; Datum der Vorlage; Vorlagendatum; Stand; Erstellt am; Erstelldatum; Dat",
    "federfuehrung": "Federführung; Federführendes Amt; Federführende Einheit; Federführend; "
    "Federführende Dienststelle; Federführendes Fachamt; Federführender Fachbereich; "
    "Federführendes Dezernat; Verantwortliches Amt; Zuständiges Amt; Fachamt; Dienststelle; "
    "Einreicher; Einbringer; Einreichendes Amt; Amt; Geschäftszeichen; GZ; Fachbereich; "
    "Organisationseinheit; Verantwortlich; Fed; Federf",
    "mitwirkung": "Mitwirkung; Mitwirkende Einheiten; Mitwirkende Ämter; Beteiligte Ämter; "
    "Beteiligte Dienststellen; Mitzeichnung; Mitzeichnende Ämter; Beteiligte Einheiten; "
    "Beteiligte Fachämter; Beteiligt; Beteiligte Stellen; Beteiligte Fachbereiche; "
    "Beteiligung der Ämter; Mitw",
    "raum": "Räumlicher Bezug; Raumbezug; Raum; Stadtbezirk; Stadtbezirke; Ortschaft; Ortschaften; "
    "Stadtteil; Stadtteile; Ortsteil; Ortsteile; Betroffene Stadtbezirke; Betroffenes Gebiet; "
    "Lage; Ort; Ort der Maßnahme; Gebiet; Betroffene Ortsteile; "
    "Räumlicher Geltungsbereich; Räuml Bezug",
    "ohneRaumbezugWeil": "Kein Raumbezug weil; Kein räumlicher Bezug weil; Ohne Raumbezug weil; "
    "Kein Raumbezug; Kein räumlicher Bezug; Ohne räumlichen Bezug weil",
    "nutzung": "Nutzung; Geplante Nutzung; Vorgesehene Nutzung; Art der Nutzung; Nutzungsart",
    "gesamtbetrag": "Gesamtbetrag; Gesamtkosten; Gesamtsumme; Gesamtaufwand; Gesamtauszahlung; "
    "Gesamtauszahlungen; Gesamtvolumen; Gesamtbedarf; Kosten gesamt; Kosten insgesamt; "
    "Gesamtausgaben; Gesamtkosten der Maßnahme; Gesamtfinanzbedarf; Gesamthöhe; GK",
    "kosten": "Kosten; Betrag; Höhe; Ausgaben; Auszahlungen; Aufwand; Aufwendungen; Summe; Gesamt; "
    "Höhe der Kosten; Voraussichtliche Kosten; Finanzbedarf; Planungskosten; Baukosten",
    "investitionskosten": "Investitionskosten; Investitionsbetrag; Investive Kosten; Investition; "
    "Davon investiv; Davon Investition; Investitionssumme; Investitionsvolumen; "
    "Davon Investitionskosten; Investive Auszahlungen",
    "folgekostenProJahr": "Folgekosten pro Jahr; Jährliche Folgekosten; Folgekosten jährlich; "
    "Folgekosten p a; Folgekosten je Jahr; Folgekosten im Jahr; FK p a; "
    "Laufende Folgekosten pro Jahr",
    "folgekosten": "Folgekosten; Folgekosten Einsparungen; Laufende Kosten; Betriebskosten; "
    "Finanzielle Folgekosten; Folgeaufwand",
    "folgekostenBegruendung": "Zu den Folgekosten; Begründung der Folgekosten; Folgekosten "
    "Begründung; Begründung Folgekosten; Begründung zu den Folgekosten; Erläuterung der "
    "Folgekosten; Keine Folgekosten weil; Erläuterung zu den Folgekosten",
    "lebenszykluskosten": "Lebenszykluskosten; Kosten über den Lebenszyklus",
    "verpflichtungsermaechtigung": "Verpflichtungsermächtigung; Verpflichtungsermächtigungen; VE; "
    "Höhe der VE; Davon VE; Höhe der Verpflichtungsermächtigung; Davon Verpflichtungsermächtigung",
    "deckung": "Deckung; Deckungsvorschlag; Deckungsquelle; Deckung der Mittel; Finanzierung; "
    "Mittelherkunft; Deckung durch; Deckung der Kosten; Finanzierungsquelle; Mittel stehen bereit; "
    "Haushaltsmittel; Deckungsnachweis; Deckg",
    "foerderprogramm": "Förderprogramm; Förderprogramme; Aus dem Förderprogramm; Zuwendung aus; "
    "Förderung aus; Förderung durch; Fördermittelprogramm",
    "produkt": "Teilfinanzhaushalt rechnung; Teilergebnishaushalt rechnung; Produkt; "
    "Produktnummer; Produkt Nr; Produktkonto; Haushaltsprodukt; Prod; "
    "Produktgruppe",
    "pspElement": "PSP Element; Projekt PSP Element; PSP; PSP Elemente; PSP Nr; PSP Nummer; "
    "Investitionsnummer",
    "beginn": "Beginn; Baubeginn; Maßnahmebeginn; Beginn der Umsetzung; Umsetzungsbeginn; "
    "Beginn der Maßnahme; Projektbeginn",
    "ende": "Ende; Bauende; Fertigstellung; Maßnahmeende; Ende der Umsetzung; Ende der Maßnahme; "
    "Abschluss; Projektende",
    "zeitraum": "Zeitraum; Durchführungszeitraum; Umsetzungszeitraum; Laufzeit; Bauzeit; "
    "Zeitraum der Umsetzung; Realisierungszeitraum; Ausführungszeitraum; Umsetzg",
    "jahresscheiben": "Jahresscheiben; Aufteilung auf Jahre; Verteilung auf die Jahre; "
    "Aufteilung nach Jahren; Jahresscheibe; Mittelabfluss; Kassenwirksamkeit; Jahresraten; "
    "Aufteilung auf die Haushaltsjahre; Einmalige Auszahlungen Jahr; Auszahlungen je Jahr",
    "zielbezuege": "Ziele; Ziel; Zielbezug; Zielbezüge; Bezug zum INSEK; INSEK Ziele; INSEK "
    "Konformität; Bezug zu Zielen; Strategische Ziele; Ziele des INSEK; Bezug zu den Zielen des "
    "INSEK; Beitrag zu den Zielen; Zielbezug INSEK; Unterstützte Ziele; Berührte Ziele",
    "richtung": "Wirkung; Wirkungsrichtung; Richtung; Wirkung auf das Ziel",
    "nichtRelevantWeil": "Kein Ziel berührt weil; Kein Zielbezug weil; Kein Zielbezug; Nicht "
    "relevant weil; Kein Bezug zu Zielen weil; Kein Ziel berührt",
    "allokationen": "Anteile der Ziele; Zielanteile; Aufteilung auf Ziele; Zielallokation",
    "klimarelevant": "Klimarelevant; Klimarelevanz; Klimarelevante Maßnahme; "
    "Klimarelevanz der Vorlage; Hat die Vorlage Klimarelevanz",
    "klimawirkung": "Klimawirkung; Klimawirkungen; Auswirkungen auf das Klima; Klimacheck; "
    "Klimaauswirkung; Klimaauswirkungen; Auswirkung auf das Klima; Klimaschutz; Klima Check; "
    "Auswirkungen auf den Klimaschutz; Bewertung der Klimawirkung; Stufe; Stufe der Klimawirkung",
    "klimabegruendung": "Begründung der Klimawirkung; Klimabegründung; Zur Klimawirkung; "
    "Begründung Klimawirkung; Klimawirkung Begründung; Erläuterung der Klimawirkung; "
    "Begründung zur Klimawirkung; Begründung der Klimarelevanz",
    "querschnittsthemen": "Querschnittsthemen; Querschnittsthema; Berührte Querschnittsthemen; QT",
    "fachkonzepte": "Fachkonzepte; Fachkonzept; Stützt sich auf; Konzeptbezug; Zugrunde liegende "
    "Konzepte; Bezug zu Fachkonzepten; Konkretisierendes Fachkonzept; FK Bezug",
    "konflikte": "Zielkonflikte; Zielkonflikt; Berührte Zielkonflikte; Konflikte",
    "abwaegung": "Abwägung; Abwägungsprozess; Abwägung der Ziele; Abwägung der Belange",
    "alternativen": "Alternativen; Geprüfte Alternativen; Prüfung von Alternativen; "
    "Alternativenprüfung; Varianten; Alternativen geprüft; Variantenvergleich; Altern",
    "nichtoeffentlich": "Nichtöffentlich; Öffentlichkeit; Behandlung; Öffentlichkeitsstatus; "
    "Beratung in; Öffentlich; Status; Vertraulich; Nicht öffentlich",
    "nichtoeffentlichWeil": "Nichtöffentlich weil; Begründung der Nichtöffentlichkeit; Begründung "
    "Nichtöffentlichkeit; Grund der Nichtöffentlichkeit; Nicht öffentlich weil; "
    "Nichtöffentlichkeit; Gründe für die Nichtöffentlichkeit",
    "zitiert": "Bezieht sich auf; Bezug; Bezug auf; Bezugsvorlage; Bezugsvorlagen; Frühere "
    "Beschlüsse; Vorangegangene Beschlüsse; Beschlusslage; Zitierte Vorlagen; Bezugnahme; "
    "Bereits gefasste Beschlüsse; Bisherige Beschlüsse; Vorherige Beschlüsse; "
    "Frühere Vorlagen; Bezugsbeschluss",
    "beratungsfolge": "Beratungsfolge; Beratungsgang; Gremien; Sitzungsfolge; Beratungsweg; "
    "Beratungsverlauf; Gremienlauf; BF",
    "auftraege": "Aufträge; Auftrag; Arbeitsaufträge",
    "quelle": "Quelle der Angaben; Herkunft der Angaben; Quelle",
}
"""By field: its labels. Some are no field of the draft; ``assemble`` says what becomes of them."""

OTHERS = (
    "Finanzielle Auswirkungen Deckungsnachweis; Aufzuhebende Beschlüsse; Investiv; Konsumtiv; "
    "Kostenart; Investitionszeitraum jahr; "
    "Finanzielle Auswirkungen; Auswirkungen auf den Haushalt; Haushaltsrechtliche Auswirkungen; "
    "Finanzielle und personelle Auswirkungen; Im Haushalt wirksam; Personelle Auswirkungen; "
    "Auswirkungen auf den Stellenplan; Stellenplan; Steuerrechtliche Prüfung; Rechtsgrundlage; "
    "Rechtsgrundlagen; Rechtliche Grundlagen; Rechtliche Würdigung; Eilbedürftigkeit; "
    "Begründung der Eilbedürftigkeit; Anlagen; Anlage; Anlagenverzeichnis; Unterschrift; "
    "Verteiler; Bürgerbeteiligung; Beteiligung der Öffentlichkeit; Zeitplan; Verfahren; "
    "Weiteres Vorgehen; "
    "Zeitlicher Rahmen; Zeitliche Umsetzung; Sachbearbeiter; Bearbeiter; Ansprechpartner; Telefon; "
    "Unterzeichner; Abstimmungsergebnis; Auswirkungen; Prüfung der Nachhaltigkeit; "
    "Kinder und Jugendbeteiligung; Barrierefreiheit; Gleichstellung; Beschlusspunkte; "
    "Bezug zur Stadtentwicklung; Angaben zur Vorlage; Angaben zur Quelle; Klima und "
    "Nachhaltigkeit; Bezug zu Zielen und Konzepten; Abstimmung; Verfahren und Zuständigkeit"
)
"""Headings that are no field, and end the one before them."""

COLUMNS: dict[str, dict[str, str]] = {
    "jahresscheiben": {
        "jahr": "Jahr; Haushaltsjahr; HH Jahr; Kassenjahr; HHJ",
        "betrag": "Betrag; Summe; Höhe; Auszahlung; Auszahlungen; Kosten; Ansatz; Aufwand; "
        "Mittelbedarf; Ausgaben; Euro; EUR; TEUR; T; Mio; Aufwendungen; Haushaltsmittel; Wert",
        "haushaltsart": "Haushalt; Haushaltsart; Art des Haushalts",
        "ergebnishaushalt": "Ergebnishaushalt; ErgHH; konsumtiv; Davon Ergebnishaushalt",
        "finanzhaushalt": "Finanzhaushalt; FinHH; investiv; Davon Finanzhaushalt",
    },
    "zielbezuege": {
        "ziel": "Ziel; Ziele; INSEK Ziel; Leitziel; Ziel Nr; Handlungsschwerpunkt; Unterziel",
        "richtung": "Wirkung; Richtung; Wirkungsrichtung; Auswirkung; Beitrag; Wirkt",
        "begruendung": "Begründung; Erläuterung; Warum",
        "abwaegung": "Abwägung",
        "foerdert": "fördert; positiv; unterstützt",
        "hemmt": "hemmt; negativ; beeinträchtigt",
        "neutral": "neutral; keine Wirkung",
        "nicht-relevant": "nicht relevant; nicht berührt",
    },
    "allokationen": {
        "ziel": "Ziel; INSEK Ziel; Leitziel; Unterziel",
        "anteil": "Anteil; Prozent; Anteil am Betrag; Anteil am Gesamtbetrag",
    },
    "beratungsfolge": {
        "gremium": "Gremium; Gremien; Ausschuss; Beratungsfolge; Beratung in; Beteiligtes Gremium",
        "datum": "Datum; Sitzung; Termin; Sitzungstermin; Sitzungsdatum; Am; Geplanter Termin; "
        "Tag; Sitzungstag; Geplante Sitzung; Plandatum; Sitzung am",
        "art": "Art; Zuständigkeit; Beratungsart; Behandlung; Art der Beratung; "
        "Beschlussart; Zweck",
    },
    "auftraege": {
        "auftrag": "Auftrag; Aufträge; Arbeitsauftrag",
        "frist": "Frist; Termin; Bis; Erledigung bis; Bis wann",
        "einheit": "Einheit; Amt; Zuständig; Verantwortlich; Zuständiges Amt; Beauftragt; Wer",
    },
    "konflikte": {
        "mit": "Zielkonflikt; Konflikt; Konflikt mit; Ziel oder Thema; Zielkonflikt mit",
        "abwaegung": "Abwägung; Umgang; Umgang damit",
    },
}
"""By list of the draft: what the columns of its table are called."""
NEEDED = {
    "jahresscheiben": ("jahr", {"betrag", "ergebnishaushalt", "finanzhaushalt"}),
    "zielbezuege": ("ziel", {"richtung", "begruendung", "abwaegung", "foerdert", "hemmt"}),
    "allokationen": ("ziel", {"anteil"}),
    "beratungsfolge": ("gremium", {"datum", "art"}),
    "auftraege": ("auftrag", {"frist", "einheit"}),
    "konflikte": ("mit", {"abwaegung"}),
}
"""The column a table must have, and those of which it must have one."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "­": None})
_NUMBERING = re.compile(r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[a-h])[.)]\s*)+(?=\D)")
_UNITS = re.compile(
    r"\s+(?:in|je)\s+(?:(?:t|tsd\.?|mio\.?|mrd\.?)?\s*(?:€|eur\b|euro\b)|teur\b|tsd\b|mio\b).*$|€"
)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """A label without its number, brackets, unit, colon and accents, in small letters."""
    words = _NUMBERING.sub("", " ".join(text.split())).lower()
    words = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", words)
    words = _UNITS.sub(" ", words).translate(_UMLAUTS)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", words).split())


def _parts(words: str) -> list[str]:
    return [normal(word) for word in words.split(";")]


_FIELD = {word: name for name, words in LABELS.items() for word in _parts(words)} | dict.fromkeys(
    _parts(OTHERS), ""
)
_COLUMN = {
    kind: {word: name for name, words in columns.items() for word in _parts(words)}
    for kind, columns in COLUMNS.items()
}


def field_of(label: str) -> str | None:
    """The field a label stands for; "" for a heading that is none; None if it is not known."""
    if len(label) > 90 or SIGN.search(label):
        return None
    return _FIELD.get(normal(label.rstrip(" :*")))


def columns_of(cells: list[str]) -> tuple[str, list[str]] | None:
    """The list that a row of headings opens, with the column of each cell; None if it is none."""
    best: tuple[int, str, list[str]] | None = None
    for kind, names in _COLUMN.items():
        found = [names.get(normal(cell.rstrip(" :*")), "") for cell in cells]
        first, others = NEEDED[kind]
        known = [name for name in found if name]
        if first in found and others & set(found) and len(known) == len(set(known)):
            score = len(known) * 10 - (len(cells) - len(known))
            if best is None or score > best[0]:
                best = (score, kind, found)
    return None if best is None else best[1:]
