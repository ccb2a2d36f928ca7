"""The fields that say what is to be resolved, by whom, and what it rests on."""

from __future__ import annotations

from leitgraph.fields.codes import BERATUNGSART
from leitgraph.fields.kinds import (
    Choice,
    Column,
    Day,
    Field,
    Flag,
    Many,
    Name,
    Part,
    Rows,
    Section,
    Words,
)
from leitgraph.model import Text

AUFTRAEGE = Rows(
    (
        Column(
            "auftrag",
            Text("Auftrag", "Mandate"),
            Words(lines=2),
            "Aufträge; Arbeitsauftrag",
            term="dcterms:description",
            required=True,
            width=6,
        ),
        Column(
            "frist",
            Text("Frist", "Due date"),
            Day(),
            "Termin; Bis; Erledigung bis; Bis wann",
            width=2,
        ),
        Column(
            "einheit",
            Text("Einheit", "Unit"),
            Name(
                ("einheit",),
                Text(
                    "Die beauftragte Einheit „{}“ ist nicht bekannt.",
                    "The mandated unit “{}” is unknown.",
                ),
            ),
            "Amt; Zuständig; Verantwortlich; Zuständiges Amt; Beauftragt; Wer",
            term="beauftragt",
            form=Text("Beauftragte Einheit", "Mandated unit"),
        ),
        Column(
            "turnus",
            Text("Turnus", "Interval"),
            Words(),
            "Berichtsturnus; Rhythmus; Wie oft",
            width=2,
        ),
        Column(
            "ergebnis",
            Text("Erledigt durch", "Fulfilled by"),
            Words(lines=2),
            "Ergebnis; Umsetzungsstand; Erledigung; Was vorliegt",
        ),
    ),
    one=Text("Auftrag", "Mandate"),
    node="auftrag",
    of_class="Auftrag",
    short="auftrag",
    told_by=("frist", "einheit"),
)
BERATUNGSFOLGE = Rows(
    (
        Column(
            "gremium",
            Text("Gremium", "Committee"),
            # Units of the administration are heard and sign as well, by their Geschäftszeichen.
            Name(
                ("gremium", "einheit"),
                Text("Das Gremium „{}“ ist nicht bekannt.", "The body “{}” is unknown."),
            ),
            "Gremien; Ausschuss; Beratungsfolge; Beratung in; Beteiligtes Gremium",
            form=Text("Gremium oder Einheit", "Body or unit"),
            required=True,
            width=5,
        ),
        Column(
            "datum",
            Text("Datum der Beratung", "Date of deliberation"),
            Day(),
            "Datum; Sitzung; Termin; Sitzungstermin; Sitzungsdatum; Am; Geplanter Termin; Tag; "
            "Sitzungstag; Geplante Sitzung; Plandatum; Sitzung am",
            width=2,
            paper="Sitzung",
        ),
        Column(
            "art",
            Text("Art der Beratung", "Kind of deliberation"),
            Choice(BERATUNGSART),
            "Art; Zuständigkeit; Beratungsart; Behandlung; Beschlussart; Zweck; Beteiligung; "
            "Aufgabe; Beratungstyp; Sitzungsart; Beratungsform; Funktion",
            term="beratungsart",
            paper="Art",
        ),
    ),
    one=Text("Beratung", "Deliberation"),
    node="beratung",
    of_class="Beratung",
    back="beratungVon",
    short="gremium",
    begin=2,
    told_by=("datum", "art"),
)

SECTION = Section(
    "beschluss",
    Text("Beschluss", "Resolution"),
    Text("Beschluss und Beratung", "Resolution and deliberation"),
    Part.END,
    (
        Field(
            "alternativen",
            Text("Alternativen", "Alternatives"),
            Words(lines=2),
            "Geprüfte Alternativen; Prüfung von Alternativen; Alternativenprüfung; Varianten; "
            "Alternativen geprüft; Variantenvergleich; Altern",
            wide=True,
            paper="Geprüfte Alternativen",
            mentions="Alternativ; Variantenvergleich; Variantenprüfung; Variantenuntersuchung",
        ),
        Field(
            "auftraege",
            Text("Aufträge", "Mandates"),
            AUFTRAEGE,
            "Auftrag; Arbeitsaufträge",
            help="Liste aus `auftrag` (Wortlaut), `frist`, `einheit`, `turnus` („halbjährlich“), "
            "`ergebnis` (in einem Bericht: was vorliegt), oder nur der Wortlaut",
            term="hatAuftrag",
            part=Part.DELIBERATION,
        ),
        Field(
            "beratungsfolge",
            Text("Beratungsfolge", "Order of deliberation"),
            BERATUNGSFOLGE,
            "Beratungsgang; Gremien; Sitzungsfolge; Beratungsweg; Beratungsverlauf; "
            "Gremienlauf; BF; Beratungsfolge dieser Vorlage",
            help="Liste aus `gremium` (Name, auch Amt oder GZ), `datum`, `art` (anhoerung, "
            "vorberatung, beschlussfassung, information, umlauf), oder nur der Name",
            term="-",
            part=Part.DELIBERATION,
        ),
        Field(
            "nichtoeffentlich",
            Text("Nichtöffentlich", "Not public"),
            Flag(
                Text("nichtöffentlich", "not public"), Text("öffentlich", "public"), no_first=True
            ),
            "Öffentlichkeit; Behandlung; Öffentlichkeitsstatus; Beratung in; Öffentlich; Status; "
            "Vertraulich; Nicht öffentlich",
            form=Text("Behandlung", "Deliberation"),
            part=Part.HEAD,
        ),
        Field(
            "nichtoeffentlichWeil",
            Text("Nichtöffentlich, weil", "Not public, because"),
            Words(lines=2),
            "Begründung der Nichtöffentlichkeit; Begründung Nichtöffentlichkeit; "
            "Grund der Nichtöffentlichkeit; Nicht öffentlich weil; Nichtöffentlichkeit; "
            "Gründe für die Nichtöffentlichkeit",
            paper="Begründung der Nichtöffentlichkeit",
            mentions="berechtigte Interessen; berechtigter Interessen; öffentliche Wohl",
        ),
        Field(
            "zitiert",
            Text("Bezieht sich auf", "Refers to"),
            Name(
                ("vorlage", "beschluss"),
                Text(
                    "Die zitierte Vorlage „{}“ ist nicht bekannt.",
                    "The cited paper “{}” is not known.",
                ),
                repeats=True,
            ),
            "Bezug; Bezug auf; Bezugsvorlage; Bezugsvorlagen; Frühere Beschlüsse; "
            "Vorangegangene Beschlüsse; Beschlusslage; Zitierte Vorlagen; Bezugnahme; "
            "Bereits gefasste Beschlüsse; Bisherige Beschlüsse; Vorherige Beschlüsse; "
            "Frühere Vorlagen; Bezugsbeschluss; Frühere Beschlüsse zum Gegenstand",
            help="Kennungen früherer Vorlagen und Beschlüsse",
            hint=Text(
                "Kennungen früherer Vorlagen und Beschlüsse, durch Semikolon getrennt",
                "Reference numbers of earlier papers and resolutions, parted by semicolons",
            ),
            many=Many.NUMBERED,
            wide=True,
            part=Part.HEAD,
        ),
        Field(
            "quelle",
            Text("Quelle der Angaben", "Source of the entries"),
            Words(lines=2),
            "Herkunft der Angaben; Quelle",
            help="Woher die Angaben stammen und was dort fehlt; Text, wird nicht geprüft",
            hint=Text("wird nicht geprüft", "is not checked"),
            term="dcterms:source",
            wide=True,
            paper="Quelle der Angaben",
        ),
    ),
)
