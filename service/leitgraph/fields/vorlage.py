"""The fields that say which paper it is and who brings it."""

from __future__ import annotations

from leitgraph.fields.codes import ART
from leitgraph.fields.kinds import Choice, Day, Field, Many, Name, Part, Section, Words
from leitgraph.model import Text

SECTION = Section(
    "vorlage",
    Text("Vorlage", "Paper"),
    Text("Die Vorlage", "The paper"),
    Part.HEAD,
    (
        Field(
            "kennung",
            Text("Kennung", "Reference number"),
            Words(mark=True),
            "Vorlage Nr; Vorlagen Nr; Vorlagennummer; Vorlage Nummer; Vorlagennr; Drucksache; "
            "Drucksache Nr; Drucksachen Nr; Drucksachennummer; DS Nr; Beschlussvorlage Nr; "
            "Informationsvorlage Nr; Antrag Nr; Antragsnummer; Vorlage; BV Nr; Ratsdrucksache; "
            "Nr der Ratsdrucksache; Nr der Vorlage; Nr der Drucksache; Ratsdrucksache Nr",
            hint=Text("etwa V9001/25", "such as V9001/25"),
        ),
        Field(
            "art",
            Text("Art der Vorlage", "Kind of paper"),
            Choice(ART),
            "Art; Vorlagenart; Vorlagentyp",
            help="Beschlussvorlage, Informationsvorlage, Antrag, Anfrage",
            term="-",
        ),
        Field(
            "datum",
            Text("Datum der Vorlage", "Date of the paper"),
            Day(),
            "Datum; Vorlagendatum; Stand; Erstellt am; Erstelldatum; Dat",
            help="2025-06-16 oder 16.06.2025; fehlt es, gilt heute. `--date` geht vor",
            hint=Text(
                "TT.MM.JJJJ oder JJJJ-MM-TT; leer: heute",
                "DD.MM.YYYY or YYYY-MM-DD; empty: today",
            ),
        ),
        Field(
            "titel",
            Text("Titel", "Title"),
            Words(),
            "Betreff; Betrifft; Betr; Bezeichnung der Vorlage; Titel der Vorlage; Bezeichnung; "
            "Thema; Beratungsgegenstand; Bezeichnung des Tagesordnungspunktes; Tagesordnungspunkt; "
            "TOP; Bezeichnung der Mitteilung",
            help="Text; das einzige Pflichtfeld",
            term="dcterms:title",
            required=True,
            wide=True,
        ),
        Field(
            "gegenstand",
            Text("Gegenstand", "Subject"),
            Words(lines=4),
            "Gegenstand der Vorlage; Kurzbeschreibung; Zusammenfassung; Kurzfassung; Inhalt; "
            "Kurzdarstellung",
            term="dcterms:description",
            wide=True,
            paper="Gegenstand der Vorlage",
            part=Part.SUBJECT,
        ),
        Field(
            "federfuehrung",
            Text("Federführende Einheit", "Unit in charge"),
            Name(("einheit",)),
            "Federführung; Federführendes Amt; Federführend; Federführende Dienststelle; "
            "Federführendes Fachamt; Federführender Fachbereich; Federführendes Dezernat; "
            "Verantwortliches Amt; Zuständiges Amt; Fachamt; Dienststelle; Einreicher; "
            "Einbringer; Einreichendes Amt; Amt; Geschäftszeichen; GZ; Fachbereich; "
            "Organisationseinheit; Verantwortlich; Fed; Federf; Bearbeitendes Amt; "
            "Eingereicht von; Verfasst von; Verfasser; Vorlagenersteller; Federführung durch; "
            "Fachdienst; Absender; "
            "Federführendes Amt/Fachbereich; Einreicher/in; Bearbeitende Dienststelle; "
            "Bearbeitender Bereich",
            help="Geschäftszeichen („66“, „Amt 66“), Name oder IRI",
            hint=Text("Geschäftszeichen oder Name", "Reference sign or name"),
            paper="Federführendes Amt",
        ),
        Field(
            "mitwirkung",
            Text("Mitwirkende Einheiten", "Participating units"),
            Name(("einheit",)),
            "Mitwirkung; Mitwirkende Ämter; Beteiligte Ämter; Beteiligte Dienststellen; "
            "Mitzeichnung; Mitzeichnende Ämter; Beteiligte Einheiten; Beteiligte Fachämter; "
            "Beteiligt; Beteiligung; Beteiligte; Beteiligte Stellen; "
            "Beteiligte Fachbereiche; Beteiligung der Ämter; Mitw",
            help="Liste von Geschäftszeichen, Namen oder IRIs",
            hint=Text("mehrere durch Semikolon trennen", "several parted by semicolons"),
            many=Many.NUMBERED,
            paper="Mitwirkende Ämter",
        ),
    ),
)
