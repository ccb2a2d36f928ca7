"""The codes that fields take. A test holds them to the code lists of the ontology.

The ontology says what a code means; what is written here is in use before, and without, any file
of it is read: in the form, in the schema and where documents are recognised.
"""

from __future__ import annotations

from leitgraph.fields.kinds import Code, CodeList
from leitgraph.model import Text

ART = CodeList(
    "art",
    "",
    (
        Code(
            "beschlussvorlage",
            Text("Beschlussvorlage", "paper for resolution"),
            "Beschluss; Vorlage zur Beschlussfassung",
        ),
        Code(
            "informationsvorlage",
            Text("Informationsvorlage", "paper for information"),
            "Information; Mitteilungsvorlage; Mitteilung; Berichtsvorlage; "
            "Vorlage zur Information; Kenntnisnahme",
        ),
        Code(
            "bericht",
            Text("Bericht zur Umsetzung", "report on implementation"),
            "Bericht; Beschlusskontrolle; Sachstandsbericht; Zwischenstand; Zwischenbericht; "
            "Umsetzungsbericht; Sachstand; Beschlusskontrollbericht",
        ),
        Code("antrag", Text("Antrag", "motion")),
        Code("anfrage", Text("Anfrage", "enquiry")),
        Code("vorlage", Text("Vorlage (andere)", "other paper")),
    ),
)
RICHTUNG = CodeList(
    "richtung",
    "wirkungsrichtung",
    (
        Code(
            "foerdert",
            Text("fördert", "promotes"),
            "fördernd; positiv; unterstützt; trägt bei; förderlich; plus; ja",
        ),
        Code(
            "hemmt",
            Text("hemmt", "hampers"),
            "hemmend; negativ; beeinträchtigt; widerspricht; minus; gefährdet",
        ),
        Code(
            "neutral",
            Text("neutral", "neutral"),
            "keine Wirkung; keine Auswirkung; ohne Wirkung",
        ),
        Code(
            "nicht-relevant",
            Text("nicht relevant", "not relevant"),
            "nicht berührt; entfällt; nicht zutreffend",
        ),
    ),
)
HAUSHALTSART = CodeList(
    "haushaltsart",
    "haushaltsart",
    (
        Code(
            "ergebnishaushalt",
            Text("Ergebnishaushalt", "accrual budget"),
            "ErgHH; Ergebnisplan; konsumtiv; Aufwand; Aufwendungen; EHH",
        ),
        Code(
            "finanzhaushalt",
            Text("Finanzhaushalt", "cash budget"),
            "FinHH; Finanzplan; investiv; Investition; Investitionen; Auszahlungen; "
            "Auszahlung; FHH",
        ),
    ),
)
BERATUNGSART = CodeList(
    "beratungsart",
    "beratungsart",
    (
        Code("anhoerung", Text("Anhörung", "hearing"), "zur Anhörung; anhörend"),
        Code(
            "vorberatung",
            Text("Vorberatung", "preliminary deliberation"),
            "zur Vorberatung; vorberatend; 1. Lesung; Empfehlung; Beratung; beratend",
        ),
        Code(
            "beschlussfassung",
            Text("Beschlussfassung", "decision"),
            "Beschluss; zur Beschlussfassung; Entscheidung; beschließend; zum Beschluss",
        ),
        Code(
            "information",
            Text("Information", "information"),
            "zur Information; Kenntnisnahme; zur Kenntnis; Bericht",
        ),
        Code(
            "umlauf",
            Text("Umlauf", "circulation"),
            "Mitzeichnung; GB Umlauf; Umlaufverfahren",
        ),
    ),
)
NUTZUNG = CodeList(
    "nutzung",
    "nutzung",
    (
        Code("wohnen", Text("Wohnen", "housing"), "Wohnungen; Wohnungsbau; Wohnnutzung"),
        Code(
            "gewerbe",
            Text("Gewerbe", "industry and trade"),
            "Industrie; Gewerbe und Industrie",
        ),
        Code("einzelhandel", Text("Einzelhandel", "retail"), "Handel; Nahversorgung"),
        Code("gruen", Text("Grün", "green space"), "Grünfläche; Park; Freiraum; Grünflächen"),
        Code("verkehr", Text("Verkehr", "transport"), "Straße; Verkehrsfläche"),
        Code(
            "gemeinbedarf",
            Text("Gemeinbedarf", "public facilities"),
            "Schule; Kita; soziale Infrastruktur",
        ),
        Code("energie", Text("Energie", "energy"), "Photovoltaik; Windkraft"),
    ),
)
KLIMAWIRKUNG = CodeList(
    "klimawirkung",
    "klimawirkung",
    (
        Code(
            "erheblich-positiv",
            Text("erheblich positiv", "considerably positive"),
            "stark positiv; erhebliche Verbesserung; sehr positiv; deutlich positiv",
        ),
        Code(
            "positiv",
            Text("positiv", "positive"),
            "Verbesserung; ja positiv; mäßig positiv; mittlere Verbesserung",
        ),
        Code(
            "gering-positiv",
            Text("gering positiv", "slightly positive"),
            "geringe Verbesserung; geringfügig positiv; leicht positiv; geringfügige Verbesserung",
        ),
        Code(
            "gering-negativ",
            Text("gering negativ", "slightly negative"),
            "geringe Verschlechterung; geringfügig negativ; leicht negativ; "
            "geringfügige Verschlechterung",
        ),
        Code(
            "negativ",
            Text("negativ", "negative"),
            "Verschlechterung; ja negativ; mäßig negativ; mittlere Verschlechterung",
        ),
        Code(
            "erheblich-negativ",
            Text("erheblich negativ", "considerably negative"),
            "stark negativ; erhebliche Verschlechterung; sehr negativ; deutlich negativ",
        ),
        Code(
            "keine",
            Text("keine Relevanz", "no relevance"),
            "keine; keine Auswirkungen; keine Auswirkung; keine Wirkung; nicht relevant; "
            "neutral; nein; keine Klimawirkung; klimaneutral",
        ),
    ),
)
CODE_LISTS = (ART, RICHTUNG, HAUSHALTSART, BERATUNGSART, NUTZUNG, KLIMAWIRKUNG)
