"""Which form a paper is on is told by its labels; papers on none are read as before."""

from __future__ import annotations

import pytest
from tests.vorlage.forms.sheets import TIGHT, read

LEIPZIG = """Vorlage - VII-DS-09876
Betreff: Neue Bänke im Stadtpark
Status: öffentlich (Vorlage entschieden)
Vorlage-Art: Beschlussvorlage
Einreicher: Dezernat Umwelt
Ziele: 1. nicht relevant
Beratungsfolge:
Stadtrat 12.02.2021 Entscheidung
Beschlussvorschlag
Der Stadtrat beschließt neue Bänke.
Finanzielle Auswirkungen
X
nein

wenn ja,
Sachverhalt
Die alten Bänke sind morsch.
"""

FUERTH = """Betreff:
Umbau der Bushaltestelle Lindenhain
Vorlage:
BMPA/4711/2031
Art:
Beschlussvorlage - SB
Die Haltestelle wird umgebaut.
Finanzierung:
Finanzielle Auswirkungen
(x) nein
( ) ja Gesamtkosten
"""

AACHEN = """Betreff: Rad-Vorrang-Route Nord
Status: öffentlich
Vorlageart: Entscheidungsvorlage
Federführend: FB 61 - Stadtentwicklung und Verkehr
Beteiligt: FB 36 - Klima und Umwelt; FB 20 - Finanzen
Verfasst von: FB 61/300
Vorlage FB 61/0123/WP18
Beschlussvorschlag
Der Ausschuss beschließt die Route.
Reduzieren
"""


@pytest.mark.parametrize(
    ("text", "layout", "wanted"),
    [
        (
            LEIPZIG,
            "leipzig-allris3",
            {
                "titel": "Neue Bänke im Stadtpark",
                "art": "Beschlussvorlage",
                "federfuehrung": "Dezernat Umwelt",
                "nichtRelevantWeil": "Ziele: 1. nicht relevant",
                "finanzielleAuswirkungen": False,
            },
        ),
        (
            FUERTH,
            "fuerth-session",
            {
                "titel": "Umbau der Bushaltestelle Lindenhain",
                "kennung": "BMPA/4711/2031",
                "art": "Beschlussvorlage",
                "finanzielleAuswirkungen": False,
            },
        ),
        (
            AACHEN,
            "aachen-allris4",
            {
                "titel": "Rad-Vorrang-Route Nord",
                "art": "Beschlussvorlage",
                "federfuehrung": "FB 61 - Stadtentwicklung und Verkehr",
                "mitwirkung": ["FB 36 - Klima und Umwelt", "FB 20 - Finanzen"],
            },
        ),
    ],
    ids=["leipzig", "fuerth", "aachen"],
)
def test_the_form_of_a_city_is_recognised_and_read(
    text: str, layout: str, wanted: dict[str, object]
) -> None:
    paper = read(text)
    assert paper.layout == layout
    assert {name: paper.draft.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            "Vorlage Nr.: V9876/24\nDatum: 6. Mai 2024\nGZ: (GB 6) 66\nBehandlung: öffentlich\n"
            "Gegenstand: Neuer Steg über den Bach\nam Uferweg\n",
            {"datum": "2024-05-06", "federfuehrung": "66", "nichtoeffentlich": False},
        ),
        (
            "Vorlage Nr.: V9876/24\nGegenstand: Neuer Steg über den Bach\nam Uferweg\n"
            "Einreicher: Tiefbauamt\nDatum: 6. Mai 2024\n",
            {"datum": "2024-05-06", "federfuehrung": "Tiefbauamt"},
        ),
    ],
    ids=["below the number", "below the title"],
)
def test_a_line_with_a_label_of_its_own_ends_the_value_before_it(
    lines: str, wanted: dict[str, object]
) -> None:
    sheet = f"Landeshauptstadt Dresden\n{lines}\nBeschlussvorschlag:\nDer Rat beschließt ihn.\n"
    paper = read(sheet)
    assert paper.layout == "dresden"
    assert paper.draft["kennung"] == "V9876/24"
    assert paper.draft["titel"] == "Neuer Steg über den Bach am Uferweg"
    assert {name: paper.draft.get(name) for name in wanted} == wanted


def test_common_labels_alone_are_no_form_of_a_city() -> None:
    paper = read(
        "Betreff: Neue Bänke\nVorlage: V0001/31\nArt: Beschlussvorlage\nStatus: öffentlich\n"
    )
    assert paper.layout == ""
    assert paper.draft["titel"] == "Neue Bänke"


def test_a_sheet_of_which_half_is_missing_is_read_by_what_is_there() -> None:
    start = TIGHT.index("Gegenfinanzierung")
    paper = read(TIGHT[: TIGHT.index("Kurzfassung")] + TIGHT[start:])
    assert paper.layout == "karlsruhe-2022"
    assert paper.draft["kennung"] == "2032/0042"
    assert "finanzielleAuswirkungen" not in paper.draft


def test_a_long_text_full_of_labels_is_read_in_time() -> None:
    paper = read(TIGHT + "Dienststelle: x\nIQ-relevant Nein ☐ Ja ☐\n" * 4000)
    assert paper.draft["kennung"] == "2032/0042"
