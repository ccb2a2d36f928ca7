"""The head of a paper in the layouts of many council systems."""

from __future__ import annotations

from typing import Any

import pytest
from tests.vorlage.formats.documents import TEXT

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft

REST = "\n\nSachverhalt\n\nDer alte Steg trägt seit dem Hochwasser keine Fahrzeuge mehr.\n"


def read(text: str) -> DocumentDraft:
    (document,) = read_document((text + REST).encode(), TEXT)
    return document


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (
            "Stadt Musterau\nBeschlussvorlage\nVorlage - VI-DS-00815\nBetreff: Steg",
            "kennung",
            "VI-DS-00815",
        ),
        (
            "Stadt Musterau                              Drucksache 0815/2026\nBetreff: Steg",
            "kennung",
            "0815/2026",
        ),
        ("Stadt Musterau\nDrucksache - 1815/V\nBetreff: Steg", "kennung", "1815/V"),
        (
            "BESCHLUSSVORLAGE Nr. BV/0815/26/TB        öffentlich\nBetreff: Steg",
            "kennung",
            "BV/0815/26/TB",
        ),
        (
            "BESCHLUSSVORLAGE Nr. BV/0815/26/TB        öffentlich\nBetreff: Steg",
            "nichtoeffentlich",
            False,
        ),
        (
            "Beschlussvorlage BV/0815/26/TB – nichtöffentlich –\nBetreff: Steg",
            "nichtoeffentlich",
            True,
        ),
        (
            "Beschlussvorlage BV/0815/26/TB – nichtöffentlich –\nBetreff: Steg",
            "art",
            "Beschlussvorlage",
        ),
        ("Stadt Musterau\nVorlage\nVO/815/2026/2\nBetreff: Steg", "kennung", "VO/815/2026/2"),
        (
            "Stadt Musterau\nVorlage-Nr. 15-0815/2026 S1\nBetreff: Steg",
            "kennung",
            "15-0815/2026 S1",
        ),
        ("Stadt Musterau\nDS 0815/2026\nBetreff: Steg", "kennung", "DS 0815/2026"),
        ("Stadt Musterau\nGRDrs 815/2026\nBetreff: Steg", "kennung", "GRDrs 815/2026"),
        ("Drucksache 0815/2026\nvom 11. November 2026\nBetreff: Steg", "datum", "2026-11-11"),
        ("Betreff: Steg\nAntrag der Fraktion X\nvom 11. November 2026", "datum", None),
        ("Betreff: Änderung der Drucksache 0815/2026", "kennung", None),
        (
            "Status: nichtöffentlich\nBegründung der Nichtöffentlichkeit: entfällt\nBetreff: Steg",
            "nichtoeffentlichWeil",
            None,
        ),
        ("Betreff: Steg\nOrtsbezug: Kernstadt", "raum", ["Kernstadt"]),
        ("Betreff: Steg\nRäumliche Lage: Kernstadt", "raum", ["Kernstadt"]),
        ("Betreff: Steg\nLage im Stadtgebiet: Kernstadt", "raum", ["Kernstadt"]),
        ("Betreff: Steg\n\nNicht öffentlich        Nein", "nichtoeffentlich", False),
        (
            "Stadt Musterau – Beschlussvorlage\nVII-DS-00816\nBetreff: Steg",
            "kennung",
            "VII-DS-00816",
        ),
        (
            "Stadt Musterau – Beschlussvorlage\nVII-DS-00816\nBetreff: Steg",
            "art",
            "Beschlussvorlage",
        ),
        ("Vorlagen-Nr.: BV/0815/26/TB\nGegenstand: Ersatz des Stegs", "kennung", "BV/0815/26/TB"),
        ("Vorlagen-Nr.: BV/0815/26/TB\nGegenstand: Ersatz des Stegs", "titel", "Ersatz des Stegs"),
        ("Vorlage Nr.: 2026/0815 Verantwortlich: Dez. 6\nBetreff: Steg", "kennung", "2026/0815"),
        ("Beschlusskontrolle zu A0815/24 (Sitzungsnummer: SR/012/2024)", "kennung", "A0815/24"),
        ("Betreff: Steg\nMusterau, den: 22. August 2024", "datum", "2024-08-22"),
        ("Betreff: Steg\nMusterau, 3. März 2026", "datum", "2026-03-03"),
        ("Betreff: Steg\nEingereicht von: Dezernat Bau", "federfuehrung", "Dezernat Bau"),
        (
            "Betreff: Steg\nEinreicher: Oberbürgermeisterin\n"
            "Bearbeitendes Amt: Fachbereich Tiefbau, GZ TB-6",
            "federfuehrung",
            "Fachbereich Tiefbau",
        ),
        (
            "Betreff: Steg\nFederführung: Fachbereich Tiefbau\nGeschäftszeichen: TB-6",
            "federfuehrung",
            "Fachbereich Tiefbau",
        ),
        (
            "Betreff: Steg\nVerantwortlich: Dez. 6\nDienststelle: Amt für\nTiefbau und Brücken",
            "federfuehrung",
            "Amt für Tiefbau und Brücken",
        ),
        ("Betreff: Steg\nGZ: (GB 6) 66", "federfuehrung", "66"),
        (
            "Betreff: Steg\nBeteiligt: Fachbereich Bildung, Soziales und Kultur (BSK-40), "
            "Fachbereich Finanzen",
            "mitwirkung",
            ["Fachbereich Bildung, Soziales und Kultur", "Fachbereich Finanzen"],
        ),
        (
            "Betreff: Steg\nStatus: nicht öffentlich (Grundstücksangelegenheit der Stadt)",
            "nichtoeffentlichWeil",
            "Grundstücksangelegenheit der Stadt",
        ),
        (
            "Betreff: Steg\nRäumlicher Bezug: entfällt; betrifft die Verwaltung als Ganzes",
            "ohneRaumbezugWeil",
            "betrifft die Verwaltung als Ganzes",
        ),
        (
            "Betreff: Steg\nRäumlicher Bezug: Kernstadt, Uferweg 3",
            "raum",
            ["Kernstadt", "Uferweg 3"],
        ),
        ("Betreff: Steg in der Ortschaft Moosbach", "raum", ["Ortschaft Moosbach"]),
    ],
)
def test_a_head_tells(head: str, field: str, value: Any) -> None:
    assert read(head).draft.get(field) == value


@pytest.mark.parametrize(
    "head",
    [
        "Stadt Musterau – Vorlage für den Stadtrat\nErsatz des Stegs am Mühlgraben\n\n"
        "Vorlage Nr.: BV/0815/26/TB",
        "Beschlussvorlage\nVorlage Nr.: 2026/0815\nDienststelle: Tiefbauamt\n\n"
        "Ersatz des Stegs am Mühlgraben\n\nBeratungsfolge\nStadtrat 12.03.2026",
        "Beschlussvorlage\nVorlage Nr.: 2026/0815\nDienststelle: Tiefbauamt\n\n"
        "Ersatz des Stegs\nam Mühlgraben\n\nGremium Termin TOP Ö / N\nStadtrat 12.03.2026 3 Ö",
    ],
    ids=["above the number", "below the office", "on two lines"],
)
def test_a_title_without_a_label_is_read(head: str) -> None:
    assert read(head).draft.get("titel") == "Ersatz des Stegs am Mühlgraben"


@pytest.mark.parametrize(
    "value",
    ["23.09.2025", "12.000 EUR netto", "Herr Beispiel", "Der Steg wird durch das Amt ersetzt."],
)
def test_what_has_not_the_shape_of_a_unit_is_none(value: str) -> None:
    assert "federfuehrung" not in read(f"Betreff: Steg\nFederführung: {value}").draft


def test_a_citys_form_leaves_labels_that_it_does_not_know_to_the_reader_of_all_papers() -> None:
    found = read(
        "Landeshauptstadt Dresden\nVorlage Nr.: V0815/26\nDatum: 3. März 2026\nGZ: (GB 6) 66\n"
        "Gegenstand: Ersatz des Stegs\nBeschlussvorschlag:\nDer Steg wird ersetzt."
    ).draft
    assert (found["kennung"], found["datum"], found["federfuehrung"], found["titel"]) == (
        "V0815/26",
        "2026-03-03",
        "66",
        "Ersatz des Stegs",
    )
