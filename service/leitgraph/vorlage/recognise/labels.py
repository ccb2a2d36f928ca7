"""What forms of German cities call the fields of a draft, and the headings of their tables."""

from __future__ import annotations

import re
from functools import lru_cache

from leitgraph.fields.table import FIELDS, ROWS, aliases
from leitgraph.vorlage.recognise.checkboxes import SIGN

MORE: dict[str, str] = {
    "sachverhalt": "Sachverhalt; Begründung; Begründung der Vorlage; Problembeschreibung; "
    "Sachdarstellung; Beschreibung; Erläuterung; Anlass; Ausgangslage; Sach und Rechtslage; "
    "Erläuterungen; Erläuterungen und Begründungen; Erläuterung und Begründung; Sitzungsvortrag; "
    "Sachvortrag; Problemstellung; Vorbemerkung; Vorbemerkungen; Darstellung des Sachverhalts",
    "beschluss": "Beschlussvorschlag; Beschlussentwurf; Beschlussantrag; Beschluss; "
    "Der Stadtrat beschließt; Beschlussempfehlung; Antragstext; Beschlussformel; "
    "Beschlussvorschläge; Der Rat beschließt; Der Gemeinderat beschließt; Antrag der Verwaltung; "
    "Die Bezirksverordnetenversammlung wolle beschließen; Der Rat möge beschließen; "
    "Der Stadtrat möge beschließen; Es wird beantragt zu beschließen",
    "kosten": "Kosten; Betrag; Höhe; Ausgaben; Auszahlungen; Aufwand; Aufwendungen; Summe; Gesamt; "
    "Höhe der Kosten; Voraussichtliche Kosten; Finanzbedarf; Planungskosten; Baukosten",
    "folgekosten": "Folgekosten; Folgekosten Einsparungen; Laufende Kosten; Betriebskosten; "
    "Finanzielle Folgekosten; Folgeaufwand; Entstehen Folgekosten; Folgekosten ja/nein",
    "zeitraum": "Zeitraum; Investitionszeitraum; Durchführungszeitraum; Umsetzungszeitraum; "
    "Laufzeit; Bauzeit; "
    "Zeitraum der Umsetzung; Realisierungszeitraum; Ausführungszeitraum; Umsetzg",
    "richtung": "Wirkung; Wirkungsrichtung; Richtung; Wirkung auf das Ziel",
    "abwaegung": "Abwägung; Abwägungsprozess; Abwägung der Ziele; Abwägung der Belange",
}
"""Labels of what is no field of the draft by itself; ``assemble`` says what becomes of it."""

OTHERS = (
    "Finanzielle Auswirkungen Deckungsnachweis; Kosten und Finanzierung; Finanzierung; "
    "Gegenfinanzierung durch; Abstimmung mit städtischen Gesellschaften; "
    "Anhörung Ortschaftsrat; Eilbedürftigkeitsbegründung; Ergänzende Erläuterungen; "
    "Sachverhalt und Begründung;  Aufzuhebende Beschlüsse; Investiv; Konsumtiv; "
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
    "Bezüglich; Bezug; Bezugsvorlage; Ursprungsvorlage; Vorgang; Vorgänge; Aktenzeichen; Az; "
    "Berichterstatter; Berichterstatterin; Berichterstattung; Berichterstatter/in; Mitgezeichnet; "
    "Ausgearbeitet; Initiator; Ursprung; Finanz Auswirkung; Finanz Auswirkungen; "
    "Finanzielle Auswirkung; Beschlussausführung; Beschlussausführung bis; "
    "Bezug zur Stadtentwicklung; Angaben zur Vorlage; Angaben zur Quelle; Klima und "
    "Nachhaltigkeit; Bezug zu Zielen und Konzepten; Abstimmung; Verfahren und Zuständigkeit"
)
"""Headings that are no field, and end the one before them."""

NOTHING = {
    "",
    "keine",
    "keiner",
    "keines",
    "entfaellt",
    "nicht zutreffend",
    "keine angabe",
    "nein",
}
NOTHING |= {"k a", "n n", "offen", "ohne", "entf"}
"""What is said where there is nothing to say, as ``normal`` writes it."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "­": None})
_NUMBERING = re.compile(r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[a-h])[.)]\s*)+(?=\D)")
_COUNTED = re.compile(r"(?<=^top)(?: \d{1,3}){1,2}$|(?<=^tagesordnungspunkt)(?: \d{1,3}){1,2}$")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
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


_FIELD: dict[str, str] = {
    **{word: name for name, words in MORE.items() for word in _parts(words)},
    **dict.fromkeys(_parts(OTHERS), ""),
    **{normal(word): name for name, field in FIELDS.items() for word in aliases(field)},
}
_COLUMN: dict[str, dict[str, str]] = {
    kind: {
        **{word: code for code, words in rows.crossed for word in _parts(words)},
        **{normal(word): column.name for column in rows.columns for word in aliases(column)},
    }
    for kind, rows in ROWS.items()
}


def field_of(label: str) -> str | None:
    """The field a label stands for; "" for a heading that is none; None if it is not known."""
    if len(label) > 90 or SIGN.search(label):
        return None
    words = _COUNTED.sub("", normal(label.rstrip(" :*")))
    return _FIELD.get(words, _FIELD.get(_YEARS.sub("", words).strip()))


_LEVELS = (
    ("leit", "ober", "zukunft", "handlungsfeld", "themenfeld", "strategisch", "dimension"),
    ("ziel", "insek", "handlungsschwerpunkt", "schwerpunkt"),
    ("unter", "teil", "einzel", "operativ"),
)
"""How the columns of a system of goals begin, from the general to the special."""


def _most_special(cells: list[str], found: list[str]) -> list[str]:
    """The columns of a table of goals: of several goals the most special counts, the others
    stand over it (``ueber``)."""
    goals = [at for at, name in enumerate(found) if name == "ziel"]
    if len(goals) < 2:
        return found

    def level(at: int) -> tuple[int, int]:
        words = normal(cells[at])
        return next((n for n, starts in enumerate(_LEVELS) if words.startswith(starts)), 1), at

    special = max(goals, key=level)
    return ["ueber" if name == "ziel" and at != special else name for at, name in enumerate(found)]


def columns_of(cells: list[str]) -> tuple[str, list[str]] | None:
    """The list that a row of headings opens, with the column of each cell; None if it is none."""
    best: tuple[int, str, list[str]] | None = None
    for kind, names in _COLUMN.items():
        found = [names.get(normal(cell.rstrip(" :*")), "") for cell in cells]
        first, others = ROWS[kind].columns[0].name, set(ROWS[kind].told_by)
        if kind == "zielbezuege":
            found = _most_special(cells, found)
        known = [name for name in found if name]
        doubled = len(known) != len(set(known)) and kind not in {"zielbezuege", "beratungsfolge"}
        if first in found and others & set(found) and not doubled:
            score = len(known) * 10 - (len(cells) - len(known))
            if best is None or score > best[0]:
                best = (score, kind, found)
    return None if best is None else best[1:]
