"""Papers copied from the web pages of council information systems, and forms with blanks."""

from __future__ import annotations

from typing import Any

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft


def read(text: str) -> DocumentDraft:
    (found,) = read_document(text.encode(), "text/plain", "seite.txt")
    return found


def draft(text: str) -> dict[str, Any]:
    return dict(read(text).draft)


def test_the_name_of_a_sitting_is_no_body_and_its_day_belongs_to_the_body_above() -> None:
    found = draft(
        "Drucksache - 0415/VI\n\nBetreff: Sanierung der Turnhalle am Weiher\n"
        "Status:öffentlichAktenzeichen:40/7\nBeratungsfolge:\n"
        "Ausschuss für Schule und Sport Empfehlung\n03.02.2025 \n"
        "12. öffentliche Sitzung des Ausschusses für Schule und Sport vertagt\n10.02.2025 \n"
        "13. öffentliche Sitzung des Ausschusses für Schule und Sport ungeändert beschlossen\n"
        "Stadtverordnetenversammlung Entscheidung\n27.02.2025 \n"
        "Sitzung der Stadtverordnetenversammlung\n\nSachverhalt\nDas Dach ist undicht.\n"
    )
    assert found["nichtoeffentlich"] is False
    assert found["beratungsfolge"] == [
        {
            "gremium": "Ausschuss für Schule und Sport",
            "datum": "2025-02-03",
            "art": "vorberatung",
        },
        {
            "gremium": "Ausschuss für Schule und Sport",
            "datum": "2025-02-10",
            "art": "vorberatung",
        },
        {
            "gremium": "Stadtverordnetenversammlung",
            "datum": "2025-02-27",
            "art": "beschlussfassung",
        },
    ]


def test_heads_of_columns_below_one_another_open_one_table() -> None:
    found = draft(
        "Beschlussvorlage - 2025/0117 BV\n\nReduzieren\n\nBetreff:\nNeue Spielgeräte im Stadtpark\n"
        "Federführend:\nFachbereich 4 - Grünflächen\n\nReduzieren\n\nBeratungsfolge\n\n"
        "Reduzieren\n\nStatus\nDatum\nGremium\nBeschluss\nNA\n"
        "● Geplant\n20.05.2025\nUmweltausschuss\nVorberatung\n"
        "● Geplant\n04.06.2025\nStadtrat\nEntscheidung\n\nReduzieren\n\nErläuterung\n\n"
        "Die Geräte sind dreißig Jahre alt.\n\nReduzieren\n\nAnlagen\n"
    )
    assert found["kennung"] == "2025/0117 BV"
    assert found["gegenstand"] == "Die Geräte sind dreißig Jahre alt."
    assert found["beratungsfolge"] == [
        {"gremium": "Umweltausschuss", "datum": "2025-05-20", "art": "vorberatung"},
        {"gremium": "Stadtrat", "datum": "2025-06-04", "art": "beschlussfassung"},
    ]


def test_labels_and_values_line_by_line_end_the_title() -> None:
    found = draft(
        "Betreff\nBeitritt zum „Bündnis der Gärten“, einem Zusammenschluss von Kommunen im Land\n"
        "Vorlage\nWP 20-25 SV 67/031\nAktenzeichen\nIV/67\nArt\nBeschlussvorlage Stadtrat\n"
        "Erläuterungen und Begründungen:\nDer Beitritt kostet nichts.\n"
    )
    assert found["titel"].endswith("Kommunen im Land")
    assert found["kennung"] == "WP 20-25 SV 67/031"
    assert found["art"] == "Beschlussvorlage"


def test_what_nobody_ticked_or_filled_in_is_not_said() -> None:
    found = read(
        "Nr. der Ratsdrucksache: 271-X\n____________________\nBeratungsfolge      Termin\n"
        "Bauausschuss        18.06.2025\n____________________\n"
        "Bezeichnung des Tagesordnungspunktes:\nGehweg an der Mühle\n____________________\n"
        "Berichterstatter: Frau Beispiel\n____________________\n"
        "( ) Die Mittel stehen haushaltsrechtlich zur Verfügung ( ) ja / ( ) nein\n"
        "( ) Die Mittel müssen überplanmäßig bereitgestellt werden.\nDeckung:\n"
        "Folgekosten: ( ) ja / ( ) nein _________________ € jährlich\n"
        "Kosten in Höhe von      für die Deckung im laufenden Haushaltsjahr gegeben ist\n"
    )
    assert found.draft == {
        "kennung": "271-X",
        "titel": "Gehweg an der Mühle",
        "beratungsfolge": [{"gremium": "Bauausschuss", "datum": "2025-06-18"}],
    }
    assert [one.field for one in found.questions] == []


def test_another_paper_that_this_one_refers_to_is_not_its_number() -> None:
    found = read("Vorlage - 178-1/2025\n\nBetreff: Kreisstraßen\n  Bezüglich:\n178/2025\n")
    assert found.draft["kennung"] == "178-1/2025"
    assert [one.field for one in found.questions] == []


def test_years_in_the_name_of_a_programme_are_not_when_the_paper_acts() -> None:
    found = draft("Betreff: Beratung des Mittelfristigen Ausbauprogramms 2021 - 2025 der Radwege\n")
    assert set(found) == {"titel"}


def test_points_of_a_sentence_are_parted_and_costs_every_year_are_called_so_in_one_word() -> None:
    found = draft(
        "Vortrag des Magistrats vom 08.07.2025, M 77\nBetreff: Neue Radwege am Fluss\n"
        "2. Die Mittel mit einem Investitionsbedarf in Höhe von 1.340 T€ werden bewilligt.\n"
        "3. Es dient zur Kenntnis, dass\n"
        "a) im Investitionsprogramm in der Produktgruppe 16.03 die Mittel in Höhe von 1.340 T€ "
        "zur Verfügung stehen,\n"
        "b) anteilige Jahresfolgekosten in Höhe von 144 T€ entstehen, deren Finanzierung gesichert "
        "ist.\n"
    )
    assert (found["datum"], found["kennung"]) == ("2025-07-08", "M 77")
    assert (found["gesamtbetrag"], found["folgekostenProJahr"]) == ("1340000", "144000")
    assert found["produkt"] == "16.03"


def test_the_point_of_the_agenda_is_no_part_of_the_title_and_a_product_may_have_no_points() -> None:
    found = draft(
        "Vorlage Nr. 2025/007\nTOP 3: Neubau einer Fahrradabstellanlage\n\n"
        "Die Auszahlung ist im Produkt 5471 veranschlagt, im Jahr 2025.\n"
    )
    assert found["titel"] == "Neubau einer Fahrradabstellanlage"
    assert found["produkt"] == "5471"
