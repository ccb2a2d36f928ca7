"""The fields that say which goals, concepts and themes a paper touches."""

from __future__ import annotations

from leitgraph.fields.codes import RICHTUNG
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
    Weighing,
    Words,
)
from leitgraph.model import Text

ZIELBEZUEGE = Rows(
    (
        Column(
            "ziel",
            Text("Ziel", "Goal"),
            Name(("ziel",)),
            "Ziele; INSEK Ziel; Leitziel; Ziel Nr; Handlungsschwerpunkt; Unterziel; Oberziel; "
            "Teilziel; Zukunftsthema; Strategisches Ziel; Leitlinie",
            required=True,
            width=4,
        ),
        Column(
            "richtung",
            Text("Wirkungsrichtung", "Direction"),
            Choice(RICHTUNG),
            "Wirkung; Richtung; Auswirkung; Beitrag; Wirkt",
            term="wirkungsrichtung",
            width=2,
            paper="Wirkung",
        ),
        Column(
            "begruendung",
            Text("Begründung", "Reason"),
            Words(lines=2),
            "Erläuterung; Warum",
            width=4,
        ),
        Column("abwaegung", Text("Abwägung", "Weighing"), Weighing(), width=4),
    ),
    one=Text("Zielbezug", "Goal"),
    node="zielbezug",
    of_class="Zielbezug",
    back="bezugVon",
    short="ziel",
    begin=2,
    crossed=(
        ("foerdert", "fördert; positiv; unterstützt"),
        ("hemmt", "hemmt; negativ; beeinträchtigt"),
        ("neutral", "neutral; keine Wirkung"),
        ("nicht-relevant", "nicht relevant; nicht berührt"),
    ),
    told_by=("richtung", "begruendung", "abwaegung", "foerdert", "hemmt"),
)
KONFLIKTE = Rows(
    (
        Column(
            "mit",
            Text("Konflikt mit", "Conflict with"),
            Name(
                ("ziel", "thema", "konflikt"),
                Text(
                    "Das Ziel oder Thema „{}“ ist nicht bekannt.",
                    "The goal or theme “{}” is unknown.",
                ),
            ),
            "Zielkonflikt; Konflikt; Ziel oder Thema; Zielkonflikt mit",
            term="nenntKonflikt",
            form=Text("Konflikt mit Ziel oder Thema", "Conflict with goal or theme"),
            required=True,
            width=4,
        ),
        Column(
            "abwaegung",
            Text("Abwägung", "Weighing"),
            Weighing(),
            "Umgang; Umgang damit",
            width=6,
        ),
    ),
    one=Text("Zielkonflikt", "Conflict"),
    short="mit",
    told_by=("abwaegung",),
)

FASSUNGEN = Rows(
    (
        Column(
            "fassung",
            Text("Zugrunde gelegte Fassung", "Version relied on"),
            Name(("fassung",)),
            "Maßgebliche Fassung; Fassung des INSEK; Konzept und Fassung",
            term="beruftSichAuf",
            required=True,
            width=5,
        ),
        Column(
            "beschlossen",
            Text("Beschlossen am", "Adopted on"),
            Day(),
            "Beschluss vom; Datum des Beschlusses; Fassung vom",
            term="datum",
            width=2,
        ),
    ),
    one=Text("Fassung", "Version"),
    node="konzeptzitat",
    of_class="Konzeptzitat",
    short="fassung",
    told_by=("beschlossen",),
)
GEFAEHRDET = Rows(
    (
        Column(
            "ziel",
            Text("Gefährdetes Ziel", "Goal at risk"),
            Name(
                ("ziel",),
                Text(
                    "Das gefährdete Ziel „{}“ ist nicht bekannt.",
                    "The goal at risk “{}” is not known.",
                ),
            ),
            required=True,
            width=4,
        ),
        Column(
            "textstelle",
            Text("Textstelle", "Passage"),
            Words(lines=2),
            "Beleg; Wortlaut",
            required=True,
            width=6,
        ),
    ),
    one=Text("Gefährdetes Ziel", "Goal at risk"),
    node="zielgefaehrdung",
    of_class="Zielgefaehrdung",
    told_by=("textstelle",),
)

SECTION = Section(
    "ziele",
    Text("Ziele", "Goals"),
    Text("Ziele des INSEK", "Goals of the INSEK"),
    Part.GOALS,
    (
        Field(
            "zielbezuege",
            Text("Ziele", "Goals"),
            ZIELBEZUEGE,
            "Ziel; Zielbezug; Zielbezüge; Bezug zum INSEK; INSEK Ziele; INSEK Konformität; "
            "Bezug zu Zielen; Strategische Ziele; Ziele des INSEK; "
            "Bezug zu den Zielen des INSEK; Beitrag zu den Zielen; Zielbezug INSEK; "
            "Unterstützte Ziele; Berührte Ziele; INSEK Bezug; INSEK; Einordnung in das INSEK; "
            "Bezug zum Stadtentwicklungskonzept; Unterstützte strategische Ziele; "
            "Handlungsschwerpunkt; Handlungsschwerpunkte; Korridorthema; Zielbeitrag; "
            "Beitrag zum INSEK; Leitziel; Unterziel; Oberziel; Zukunftsthema; Leitziele; "
            "Unterziele",
            help="Liste aus `ziel` (Kennung, Nummer, Name oder IRI), `richtung` (fördert, hemmt, "
            "neutral, nicht relevant), `begruendung`, `abwaegung`, oder nur das Ziel",
            hint=Text(
                "Ziel mit Kennung, Nummer oder Name. Wer ein Ziel hemmt, wägt das ab.",
                "Goal by id, number or name. Whoever hampers a goal weighs this.",
            ),
            form=Text("Zielbezüge", "Goals"),
            term="hatZielbezug",
            paper="Bezug zu den Zielen des INSEK",
        ),
        Field(
            "konzeptaussage",
            Text("Allgemeine Aussage zum INSEK", "General statement on the INSEK"),
            Words(lines=2),
            "Einklang mit dem INSEK; Aussage zum INSEK",
            help="Der Satz, mit dem die Vorlage sich auf das Konzept beruft, ohne ein Ziel zu "
            "nennen („im Einklang mit den Zielen des INSEK“)",
            hint=Text(
                "ein Satz, der sich auf das INSEK beruft, ohne ein Ziel zu nennen",
                "a sentence that relies on the INSEK without naming a goal",
            ),
            wide=True,
        ),
        Field(
            "zielrelevant",
            Text("Ziele berührt", "Goals touched"),
            Flag(said_no="nicht relevant"),
            "INSEK-relevant; INSEK-Relevanz; IQ-relevant; Zielrelevanz; Relevanz für das INSEK",
            help="Kreuz eines Formulars, ob Ziele berührt sind",
            hint=Text("wie im Formular angekreuzt", "as ticked in the form"),
        ),
        Field(
            "nichtRelevantWeil",
            Text("Kein Ziel berührt, weil", "No goal touched, because"),
            Words(lines=2),
            "Kein Zielbezug weil; Kein Zielbezug; Nicht relevant weil; "
            "Kein Bezug zu Zielen weil; Kein Ziel berührt",
            help="Grund, warum kein Ziel berührt ist",
            hint=Text(
                "nur, wenn die Vorlage kein Ziel berührt", "only if the paper touches no goal"
            ),
            wide=True,
        ),
        Field(
            "konflikte",
            Text("Zielkonflikte", "Conflicts of goals"),
            KONFLIKTE,
            "Zielkonflikt; Berührte Zielkonflikte; Konflikte",
            help="Liste aus `mit` (Ziel, Thema oder Worte) und `abwaegung`, oder nur die Worte",
            term="nenntKonflikt",
        ),
        Field(
            "gefaehrdeteZiele",
            Text("Gefährdete Ziele", "Goals at risk"),
            GEFAEHRDET,
            "Offensichtlich gefährdete Ziele",
            help="Liste aus `ziel` und `textstelle`: Ziele, die der Beschluss nach seinem Wortlaut "
            "aufgibt, ohne dass die Vorlage sie als gehemmt nennt",
            hint=Text(
                "Ziele, deren Gegenstand der Beschluss schließt oder aufgibt",
                "Goals whose object the resolution closes or gives up",
            ),
            term="gefaehrdet",
        ),
        Field(
            "zitierteFassungen",
            Text("Zitierte Fassungen", "Versions cited"),
            FASSUNGEN,
            "Zugrunde liegende Fassung; Zitierte Fassung",
            help="Liste aus `fassung` (Name oder Nummer des Beschlusses) und `beschlossen`: die "
            "Fassung des INSEK, auf die sich die Vorlage beruft, oder nur der Name",
            hint=Text(
                "die Fassung des INSEK, auf die sich die Vorlage beruft",
                "the version of the INSEK that the paper relies on",
            ),
            term="hatKonzeptzitat",
        ),
        Field(
            "fachkonzepte",
            Text("Fachkonzepte", "Sectoral concepts"),
            Name(
                ("konzept",),
                Text("Das Konzept „{}“ ist nicht bekannt.", "The concept “{}” is unknown."),
            ),
            "Fachkonzept; Stützt sich auf; Konzeptbezug; Zugrunde liegende Konzepte; "
            "Bezug zu Fachkonzepten; Konkretisierendes Fachkonzept; FK Bezug",
            help="Liste der Namen der Konzepte, auf die sich die Vorlage stützt",
            hint=Text(
                "auf die sich die Vorlage stützt; mehrere durch Semikolon trennen",
                "that the paper rests on; several parted by semicolons",
            ),
            term="stuetztSichAuf",
            many=Many.SEVERAL,
        ),
        Field(
            "querschnittsthemen",
            Text("Querschnittsthemen", "Cross-cutting themes"),
            Name(
                ("thema",),
                Text("Das Querschnittsthema „{}“ ist nicht bekannt.", "The theme “{}” is unknown."),
            ),
            "Querschnittsthema; Berührte Querschnittsthemen; QT",
            help="Liste der Namen der Themen",
            hint=Text(
                "etwa Inklusion; mehrere durch Semikolon trennen",
                "such as inclusion; several parted by semicolons",
            ),
            term="hatThema",
            many=Many.SEVERAL,
        ),
    ),
)
