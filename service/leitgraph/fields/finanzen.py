"""The fields that say what a paper costs and who pays."""

from __future__ import annotations

from leitgraph.fields.codes import HAUSHALTSART
from leitgraph.fields.kinds import (
    Amount,
    Choice,
    Column,
    Field,
    Flag,
    Many,
    Name,
    Part,
    Rows,
    Section,
    Share,
    Words,
    Year,
)
from leitgraph.model import Text

JAHRESSCHEIBEN = Rows(
    (
        Column(
            "jahr",
            Text("Jahr", "Year"),
            Year(),
            "Haushaltsjahr; HH Jahr; Kassenjahr; HHJ",
            required=True,
            width=1,
        ),
        Column(
            "betrag",
            Text("Betrag", "Amount"),
            Amount(),
            "Summe; Höhe; Auszahlung; Auszahlungen; Kosten; Ansatz; Aufwand; Mittelbedarf; "
            "Ausgaben; Euro; EUR; TEUR; T; Mio; Aufwendungen; Haushaltsmittel; Wert",
            required=True,
            width=2,
        ),
        Column(
            "haushaltsart",
            Text("Haushalt", "Budget"),
            Choice(HAUSHALTSART),
            "Haushaltsart; Art des Haushalts",
            width=2,
        ),
        Column(
            "verpflichtungsermaechtigung",
            Text("davon VE", "of which committed"),
            Amount(),
            "VE; Davon Verpflichtungsermächtigung; Verpflichtungsermächtigung",
            width=2,
        ),
    ),
    one=Text("Jahresscheibe", "Yearly slice"),
    node="jahresscheibe",
    of_class="Jahresscheibe",
    begin=3,
    crossed=(
        ("ergebnishaushalt", "Ergebnishaushalt; ErgHH; konsumtiv; Davon Ergebnishaushalt"),
        ("finanzhaushalt", "Finanzhaushalt; FinHH; investiv; Davon Finanzhaushalt"),
    ),
    told_by=("betrag", "ergebnishaushalt", "finanzhaushalt"),
)
FINANZIERUNGSQUELLEN = Rows(
    (
        Column(
            "quelle",
            Text("Quelle", "Source"),
            Words(),
            "Finanzierungsquelle; Mittelgeber; Geldgeber; Zuwendungsgeber; Herkunft der Mittel",
            term="dcterms:title",
            required=True,
        ),
        Column(
            "betrag",
            Text("Betrag", "Amount"),
            Amount(),
            "Höhe; Summe; Mittel",
            width=2,
        ),
    ),
    one=Text("Finanzierungsquelle", "Source of finance"),
    node="finanzierungsquelle",
    of_class="Finanzierungsquelle",
    short="quelle",
    told_by=("betrag",),
)
ALLOKATIONEN = Rows(
    (
        Column(
            "ziel",
            Text("Ziel", "Goal"),
            Name(
                ("ziel",),
                Text(
                    "Das Ziel „{}“, dem ein Anteil zugeordnet ist, ist nicht bekannt.",
                    "The goal “{}” to which a share is given is not known.",
                ),
                repeats=True,
            ),
            "INSEK Ziel; Leitziel; Unterziel",
            required=True,
        ),
        Column(
            "anteil",
            Text("Anteil", "Share"),
            Share(),
            "Prozent; Anteil am Betrag; Anteil am Gesamtbetrag",
            required=True,
            width=2,
        ),
    ),
    one=Text("Anteil", "Share"),
    node="allokation",
    of_class="Zielallokation",
    back="allokationVon",
    told_by=("anteil",),
)

SECTION = Section(
    "geld",
    Text("Finanzen", "Finances"),
    Text("Finanzielle Auswirkungen", "Financial effects"),
    Part.MONEY,
    (
        Field(
            "finanzielleAuswirkungen",
            Text("Finanzielle Auswirkungen", "Financial effects"),
            Flag(said_no="keine; entfällt"),
            "Finanzielle Auswirkungen ja/nein; Hat die Vorlage finanzielle Auswirkungen; "
            "Haushaltsrelevanz; Haushaltsrelevant; Auswirkungen auf den Haushalt",
            heads=True,
        ),
        Field(
            "gesamtbetrag",
            Text("Gesamtbetrag", "Total"),
            Amount(),
            "Gesamtkosten; Gesamtsumme; Gesamtaufwand; Gesamtauszahlung; Gesamtauszahlungen; "
            "Gesamtvolumen; Gesamtbedarf; Kosten gesamt; Kosten insgesamt; Gesamtausgaben; "
            "Gesamtkosten der Maßnahme; Gesamtfinanzbedarf; Gesamthöhe; GK",
        ),
        Field(
            "verpflichtungsermaechtigung",
            Text("Verpflichtungsermächtigung", "Commitment authorisation"),
            Amount(),
            "Verpflichtungsermächtigungen; VE; Höhe der VE; Davon VE; "
            "Höhe der Verpflichtungsermächtigung; Davon Verpflichtungsermächtigung",
            mentions="Verpflichtungsermächtigung",
        ),
        Field(
            "verpflichtungsjahre",
            Text("Verpflichtungsjahre", "Years of commitment"),
            Words(mark=True),
            "VE für die Jahre; VE zulasten der Jahre; Jahre der VE; "
            "Jahre der Verpflichtungsermächtigung; "
            "Verpflichtungsermächtigung zulasten der Jahre",
            hint=Text(
                "Jahre, in denen gezahlt wird; durch Semikolon trennen",
                "Years in which it is paid; parted by semicolons",
            ),
            help="Jahre, zu deren Lasten die Verpflichtungsermächtigung geht",
            term="verpflichtungsjahr",
            many=Many.SEVERAL,
        ),
        Field(
            "investitionskosten",
            Text("Investitionskosten", "Investment"),
            Amount(),
            "Investitionsbetrag; Investive Kosten; Investition; Davon investiv; "
            "Davon Investition; Investitionssumme; Investitionsvolumen; "
            "Davon Investitionskosten; Investive Auszahlungen",
        ),
        Field(
            "jahresscheiben",
            Text("Jahresscheiben", "Yearly slices"),
            JAHRESSCHEIBEN,
            "Aufteilung auf Jahre; Verteilung auf die Jahre; Aufteilung nach Jahren; "
            "Jahresscheibe; Mittelabfluss; Kassenwirksamkeit; Jahresraten; "
            "Aufteilung auf die Haushaltsjahre; Einmalige Auszahlungen Jahr; Auszahlungen je Jahr",
            term="hatJahresscheibe",
        ),
        Field(
            "folgekostenProJahr",
            Text("Folgekosten pro Jahr", "Follow-up cost per year"),
            Amount(),
            "Jährliche Folgekosten; Folgekosten jährlich; Folgekosten p a; Folgekosten je Jahr; "
            "Folgekosten im Jahr; FK p a; Laufende Folgekosten pro Jahr",
        ),
        Field(
            "folgekostenBegruendung",
            Text("Zu den Folgekosten", "On the follow-up cost"),
            Words(lines=2),
            "Begründung der Folgekosten; Folgekosten Begründung; Begründung Folgekosten; "
            "Begründung zu den Folgekosten; Erläuterung der Folgekosten; "
            "Keine Folgekosten weil; Erläuterung zu den Folgekosten",
            hint=Text("oder warum keine entstehen", "or why there is none"),
            mentions="Folgekost; Folgeaufw; Betriebskost; Unterhaltskost; Unterhaltungskost; "
            "Bewirtschaftungskost; laufende Kosten; laufenden Kosten",
        ),
        Field(
            "lebenszykluskosten",
            Text("Lebenszykluskosten", "Life-cycle cost"),
            Amount(),
            "Kosten über den Lebenszyklus",
            hint=Text("über die ganze Nutzungsdauer", "over the whole life"),
            mentions="Lebenszyklus",
        ),
        Field(
            "deckung",
            Text("Deckung", "Funding"),
            Words(lines=2),
            "Deckungsvorschlag; Deckungsquelle; Deckung der Mittel; Finanzierung; "
            "Mittelherkunft; Deckung durch; Deckung der Kosten; Finanzierungsquelle; "
            "Mittel stehen bereit; Haushaltsmittel; Deckungsnachweis; Deckg",
            wide=True,
            mentions="Deckung; gedeckt; gegenfinanz; finanziert aus; finanziert durch; "
            "Finanzierung erfolgt; veranschlagt; Haushaltsmittel; Mittel stehen; Mehrertr",
        ),
        Field(
            "finanzierungsquellen",
            Text("Finanzierungsquellen", "Sources of finance"),
            FINANZIERUNGSQUELLEN,
            "Aufteilung der Finanzierung; Finanzierungsplan; Finanzierungsanteile",
            hint=Text(
                "Wer wie viel zahlt, etwa Eigenmittel und Zuwendungen.",
                "Who pays how much, such as own funds and grants.",
            ),
            help="Liste aus `quelle` und `betrag`",
            term="hatFinanzierungsquelle",
        ),
        Field(
            "produkt",
            Text("Produkt", "Product"),
            Name(("produkt",)),
            "Teilfinanzhaushalt rechnung; Teilergebnishaushalt rechnung; Produktnummer; "
            "Produkt Nr; Produktkonto; Haushaltsprodukt; Prod; Produktgruppe",
            help="Produktnummer des Haushalts („54.1.0“)",
            hint=Text("Nummer im Haushalt, etwa 54.1.0", "Number in the budget, such as 54.1.0"),
        ),
        Field(
            "pspElement",
            Text("PSP-Element", "WBS element"),
            Words(mark=True),
            "Projekt PSP Element; PSP; PSP Elemente; PSP Nr; PSP Nummer; Investitionsnummer",
            mentions="PSP; Investitionsnummer; Buchungsstelle; Haushaltsstelle; Produkt; "
            "Sachkonto; Kostenstelle; Teilhaushalt",
        ),
        Field(
            "foerderprogramm",
            Text("Förderprogramm", "Funding programme"),
            Name(("foerderprogramm",)),
            "Förderprogramme; Aus dem Förderprogramm; Zuwendung aus; Förderung aus; "
            "Förderung durch; Fördermittelprogramm",
            help="Liste der Namen von Förderprogrammen",
            hint=Text("mehrere durch Semikolon trennen", "several parted by semicolons"),
            term="ausProgramm",
            many=Many.SEVERAL,
        ),
        Field(
            "allokationen",
            Text("Anteile der Ziele", "Shares of the goals"),
            ALLOKATIONEN,
            "Zielanteile; Aufteilung auf Ziele; Zielallokation",
            hint=Text(
                "Welcher Teil des Geldes welchem Ziel dient, etwa 60 %.",
                "Which part of the money serves which goal, such as 60 %.",
            ),
            help="Liste aus `ziel` und `anteil` (0,6 oder „60 %“)",
            term="hatZielallokation",
        ),
    ),
    hint=Text(
        "Beträge wie 1650000, 1.650.000,00 € oder 1,65 Mio. €.",
        "Amounts such as 1650000, 1.650.000,00 € or 1,65 Mio. €.",
    ),
)
