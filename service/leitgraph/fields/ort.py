"""The fields that say where and when a paper acts."""

from __future__ import annotations

from leitgraph.fields.codes import NUTZUNG
from leitgraph.fields.kinds import Choice, Day, Field, Many, Name, Part, Section, Words
from leitgraph.model import Text

_DAY = Text("TT.MM.JJJJ", "DD.MM.YYYY")

SECTION = Section(
    "ort",
    Text("Ort und Zeit", "Place and time"),
    Text("Wo und wann die Vorlage wirkt", "Where and when the paper acts"),
    Part.PLACE,
    (
        Field(
            "raum",
            Text("Räumlicher Bezug", "Place"),
            Name(("raum",)),
            "Raumbezug; Raum; Stadtbezirk; Stadtbezirke; Ortschaft; Ortschaften; Stadtteil; "
            "Stadtteile; Ortsteil; Ortsteile; Betroffene Stadtbezirke; Betroffenes Gebiet; Lage; "
            "Ort; Ort der Maßnahme; Gebiet; Betroffene Ortsteile; Räumlicher Geltungsbereich; "
            "Räuml Bezug; Ortsbezug; Räumliche Lage; Lage im Stadtgebiet",
            help="Liste von Kennungen oder Namen von Bezirk, Ortschaft, Gebiet",
            hint=Text(
                "Kennung oder Name; mehrere durch Semikolon trennen",
                "Id or name; several parted by semicolons",
            ),
            term="liegtIn",
            many=Many.NUMBERED,
        ),
        Field(
            "ohneRaumbezugWeil",
            Text("Kein Raumbezug, weil", "No place, because"),
            Words(lines=2),
            "Kein räumlicher Bezug weil; Ohne Raumbezug weil; Kein Raumbezug; "
            "Kein räumlicher Bezug; Ohne räumlichen Bezug weil",
            help="Grund, warum die Vorlage keinen Ort hat",
        ),
        Field(
            "nutzung",
            Text("Nutzung", "Use"),
            Choice(NUTZUNG),
            "Geplante Nutzung; Vorgesehene Nutzung; Art der Nutzung; Nutzungsart",
            help="Liste aus {codes}: was das Vorhaben schafft oder sichert",
            many=Many.SEVERAL,
        ),
        Field(
            "beginn",
            Text("Beginn der Umsetzung", "Begin of carrying out"),
            Day(),
            "Beginn; Baubeginn; Maßnahmebeginn; Umsetzungsbeginn; Beginn der Maßnahme; "
            "Projektbeginn",
            help="erster Tag der Ausführung",
            hint=_DAY,
            mentions="Baubeginn; Bauzeit; Bauausführung; Baustart; Ausführungszeit; "
            "Umsetzungszeit; Fertigstellung; Inbetriebnahme; Zeitplan; Realisierungszeit",
        ),
        Field(
            "ende",
            Text("Ende der Umsetzung", "End of carrying out"),
            Day(),
            "Ende; Bauende; Fertigstellung; Maßnahmeende; Ende der Maßnahme; Abschluss; "
            "Projektende",
            help="letzter Tag der Ausführung",
            hint=_DAY,
        ),
    ),
)
