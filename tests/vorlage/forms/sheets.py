"""Cover sheets in the layouts of Karlsruhe with contents made up, as two extractors give them."""

from __future__ import annotations

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft

TICKED, EMPTY = "☒", "☐"


def box(ticked: bool) -> str:
    """The sign of a box."""
    return TICKED if ticked else EMPTY


def read(text: str) -> DocumentDraft:
    """The one paper in a text."""
    found = read_document(text.encode(), "text/plain", "deckblatt.txt")
    assert len(found) == 1
    return found[0]


def loose(
    *,
    art: str = "Beschlussvorlage",
    kennung: str = "2031/0815",
    unit: str = "Amt für \nHochbau und \nGebäudewirtschaft",
    title: str = "Sternwarte Nordhügel: Erneuerung der Kuppel\nVergabe der Blecharbeiten",
    table: str = "Gremien Termin TOP Ö / N Zuständigkeit \n"
    "Bauausschuss 06.06.2031 2 N Vorberatung \nGemeinderat 17.06.2031 11 Ö Entscheidung ",
    short: str = "Der Gemeinderat vergibt die Arbeiten an der Kuppel. ",
    money: str = "ja",
    total: str = "1.250.000 Euro",
    ticked: tuple[str, ...] = ("bereits vollständig budgetiert",),
    climate: tuple[str, ...] = ("Ja", "positiv", "geringfügig"),
    iq: str = "Ja",
    theme: str = "Grüne Stadt",
) -> str:
    """As the extractor gives it that keeps blank lines and breaks columns apart."""
    c = {w: box(w in climate) for w in ("Nein", "Ja", "positiv", "negativ")}
    c |= {w: box(w in climate) for w in ("geringfügig", "erheblich")}
    f = {w: box(w in ticked) for w in ("bereits vollständig budgetiert", "teilweise budgetiert")}
    f |= {"nicht budgetiert": box("nicht budgetiert" in ticked)}
    return f"""

{art}


Gedruckt auf 100 Prozent Recyclingpapier


Vorlage Nr.:      {kennung}
Verantwortlich: Dez. 9
Dienststelle:  {unit}

{title}

{table}
Kurzfassung
{short}
Finanzielle Auswirkungen
Ja       {box(money == "ja")}     Nein      {box(money == "nein")}

☐ Investition
☐ Konsumtive Maßnahme

Gesamtkosten: {total}
Jährliche/r Budgetbedarf/Folgekosten:
Gesamteinzahlung:
Jährlicher Ertrag:
Finanzierung
{f["bereits vollständig budgetiert"]} bereits vollständig budgetiert
{f["teilweise budgetiert"]} teilweise budgetiert
{f["nicht budgetiert"]} nicht budgetiert
Gegenfinanzierung durch
☐ Mehrerträge/-einzahlung
☐ Wegfall bestehender Aufgaben
☐ Umschichtung innerhalb des Dezernates
Die Gegenfinanzierung ist im
Erläuterungsteil dargestellt.

CO
2
-Relevanz: Auswirkung auf den Klimaschutz
Bei Ja: Begründung | Optimierung (im Text ergänzende Erläuterungen)
Nein {c["Nein"]}

Ja {c["Ja"]} positiv {c["positiv"]}
 negativ {c["negativ"]}
geringfügig {c["geringfügig"]}
erheblich {c["erheblich"]}
IQ-relevant
Nein {box(iq == "Nein")}
Ja {box(iq == "Ja")}
Korridorthema: {theme}
Abstimmung mit städtischen Gesellschaften
Nein {TICKED}
Ja {EMPTY}
abgestimmt mit


– 2 –
Die Kuppel der Sternwarte ist seit Jahren undicht. Das Dach wird aus Zink erneuert, und die
Drehmechanik bekommt einen neuen Antrieb.
"""


TIGHT = """Informationsvorlage
Gedruckt auf 100 Prozent Recyclingpapier
Vorlage Nr.: 2032/0042 Verantwortlich: Dez. 7
Dienststelle: Ortsverwaltung
Wettersbach
Bericht über den Betrieb der Leihstation für Lastenräder
Gremien Termin TOP Ö / N Zuständigkeit
Ortschaftsrat Wettersbach 12.März 2032 4 Ö Kenntnisnahme
Kurzfassung
Der Ortschaftsrat nimmt den Bericht zur Kenntnis.
Finanzielle Auswirkungen Ja ☐ Nein ☒
☐ Investition
☐ Konsumtive Maßnahme
Gesamtkosten:
Jährliche/r Budgetbedarf/Folgekosten:
Gesamteinzahlung:
Jährlicher Ertrag:
Finanzierung
☐ bereits vollständig budgetiert
☐ teilweise budgetiert
☐ nicht budgetiert
Gegenfinanzierung durch
☐ Mehrerträge/-einzahlung
☐ Wegfall bestehender Aufgaben
☐ Umschichtung innerhalb des Dezernates
Die Gegenfinanzierung ist im
Erläuterungsteil dargestellt.
CO2-Relevanz: Auswirkung auf den Klimaschutz
Bei Ja: Begründung | Optimierung (im Text ergänzende Erläuterungen)
Nein ☐ Ja ☒ positiv ☐
negativ ☒
geringfügig ☐
erheblich ☒
IQ-relevant Nein ☒ Ja ☐ Korridorthema:
Abstimmung mit städtischen Gesellschaften Nein ☒ Ja ☐ abgestimmt mit

-- 1 of 2 --

– 2 –
Erläuterungen
Die Leihstation wurde im Frühjahr eröffnet. Finanzierung und Betrieb liegen bei einem Verein.
"""

EARLIER = """

Beschlussvorlage

Gedruckt auf 100 Prozent Recyclingpapier

Vorlage Nr.:      2020/0007
Verantwortlich: Dez. 9
Dienststelle:      HGW
Turnhalle Westend, neuer Hallenboden
Beratungsfolge dieser Vorlage
Gremium Termin TOP ö nö Ergebnis
Ausschuss für öffentliche
Einrichtungen
24.02.2020 3 X  vorberaten
Gemeinderat 10.03.2020 8 X

Beschlussantrag
Der Gemeinderat genehmigt den neuen Hallenboden.
Finanzielle
Auswirkungen
Gesamtkosten
der Maßnahme
Einzahlungen | Erträge
(Zuschüsse und
Ähnliches)
Jährliche laufende Belastung
(Folgekosten mit kalkulatorischen Kosten
abzüglich Folgeerträge und Folgeeinsparungen)
Ja ☒ Nein ☐
400.000,00 € 30.000,00 €
(beantragt)
12.500,00 €

Haushaltsmittel sind dauerhaft im Budget vorhanden
Ja ☒
Nein ☐ Die Finanzierung wird auf Dauer wie folgt sichergestellt und ist in den
     ergänzenden Erläuterungen auszuführen:
 ☐ Durch Wegfall bestehender Aufgaben (Aufgabenkritik)
 ☐ Umschichtungen innerhalb des Dezernates
 ☐ Der Gemeinderat beschließt die Maßnahme im gesamtstädtischen Interesse und
     stimmt einer Etatisierung in den Folgejahren zu.
CO
2
-Relevanz: Auswirkung auf den Klimaschutz
Bei Ja: Begründung | Optimierung (im Text ergänzende Erläuterungen)
Nein ☒

Ja ☐ positiv ☐
 negativ ☐
geringfügig ☐
erheblich ☐
IQ-relevant
Nein ☒
Ja ☐
Korridorthema:
Anhörung Ortschaftsrat (§ 70 Abs. 1 GemO)
Nein ☒
Ja ☐
durchgeführt am
Abstimmung mit städtischen Gesellschaften
Nein ☒
Ja ☐
abgestimmt mit
"""
