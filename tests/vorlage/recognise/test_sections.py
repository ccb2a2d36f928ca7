"""Goals, climate, mandates and times in the sections of papers, in words of many forms."""

from __future__ import annotations

from typing import Any

import pytest
from tests.vorlage.formats.documents import TEXT

from leitgraph.vorlage.formats.kinds import read_document


def draft(text: str) -> dict[str, Any]:
    (document,) = read_document(f"Betreff: Steg\n\n{text}\n".encode(), TEXT)
    return document.draft


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        (
            "Leitziel | Unterziel | Wirkung | Begründung\nGrüne Stadt | Mehr Bäume | "
            "fördert (gering) | Zehn Linden am Ufer",
            [{"ziel": "Mehr Bäume", "richtung": "foerdert", "begruendung": "Zehn Linden am Ufer"}],
        ),
        (
            "Leitziel | Unterziel | Wirkung | Begründung\nGrüne Stadt |  | hemmt | Zwei "
            "Bäume fallen",
            [{"ziel": "Grüne Stadt", "richtung": "hemmt", "begruendung": "Zwei Bäume fallen"}],
        ),
        (
            "Bezug zum INSEK 2030+\n\n- Leitziel „Grüne Stadt“, Unterziel „Mehr Bäume“ – Wirkung: "
            "fördernd; zehn Linden am Ufer.",
            [{"ziel": "Mehr Bäume", "richtung": "foerdert", "begruendung": "zehn Linden am Ufer."}],
        ),
        (
            "Unterstützte strategische Ziele: ☒ Grüne Stadt ☐ Starke Wirtschaft",
            [{"ziel": "Grüne Stadt", "richtung": "foerdert"}],
        ),
        (
            "Handlungsschwerpunkt: sichere Wege. Die Maßnahme unterstützt ihn, weil der "
            "Steg breiter "
            "wird.",
            [
                {
                    "ziel": "sichere Wege",
                    "richtung": "foerdert",
                    "begruendung": "Die Maßnahme unterstützt ihn, weil der Steg breiter wird.",
                }
            ],
        ),
        (
            "INSEK-Bezug\n\nDas Vorhaben fördert die Ziele der Stadt in vieler Hinsicht und "
            "an jedem "
            "Ort.",
            None,
        ),
        (
            "Strategische Ziele\nZiel fördert hemmt neutral\n7.2 Sport ☒ ☐ ☐\n3.6 Klima ☐ ☒ ☐\n"
            "4.1 Handel ☐ ☐ ☐",
            [{"ziel": "7.2", "richtung": "foerdert"}, {"ziel": "3.6", "richtung": "hemmt"}],
        ),
        ("INSEK-Bezug (Leitziel, Unterziel, Wirkung): –", None),
        ("Strategische Ziele: ☐ Grüne Stadt ☐ Starke Wirtschaft", None),
    ],
)
def test_goals_of_a_section(text: str, goals: list[dict[str, str]] | None) -> None:
    assert draft(text).get("zielbezuege") == goals


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (
            "Klimawirkung\n\nStufe 1 (Relevanz): ja. Stufe 2 (sechs Stufen): geringe Verbesserung. "
            "Begründung: Das Dach wird gedämmt und begrünt.",
            "klimawirkung",
            "gering-positiv",
        ),
        (
            "Klimawirkung\n\nStufe 1 (Relevanz): ja. Stufe 2 (sechs Stufen): geringe Verbesserung. "
            "Begründung: Das Dach wird gedämmt und begrünt.",
            "klimabegruendung",
            "Das Dach wird gedämmt und begrünt.",
        ),
        (
            "Klimawirkung\n\nStufe 1: keine Klimarelevanz. Begründung: Nur ein Name ändert sich.",
            "klimawirkung",
            "keine",
        ),
        (
            "Klimawirkung\n\nStufe 1: klimarelevant. Stufe 2: Beschlüsse sind beachtet.",
            "klimarelevant",
            True,
        ),
        (
            "Klimarelevanz: ja. Einschätzung: geringe Verschlechterung. Mehr Fahrten sind nötig.",
            "klimawirkung",
            "gering-negativ",
        ),
        (
            "CO\n2\n-Relevanz: Auswirkung auf den Klimaschutz\nNein ☐\nJa ☒ positiv ☐\nnegativ ☒\n"
            "geringfügig ☒\nerheblich ☐",
            "klimawirkung",
            "gering-negativ",
        ),
        (
            "CO2-Relevanz: Auswirkung auf den Klimaschutz\nNein ☒ Ja ☐ positiv ☐\nnegativ ☐",
            "klimarelevant",
            False,
        ),
        (
            "INSEK-Bezug\n\nEntfällt; Personalangelegenheit.",
            "nichtRelevantWeil",
            "Personalangelegenheit.",
        ),
        (
            "Sachverhalt\n\nBaubeginn ist im April 2027, die Fertigstellung im Juni 2028.",
            "beginn",
            "2027-04-01",
        ),
        (
            "Sachverhalt\n\nBaubeginn ist im April 2027, die Fertigstellung im Juni 2028.",
            "ende",
            "2028-06-30",
        ),
        (
            "Sachverhalt\n\nDer Bau erfolgt in Abschnitten von Mai 2026 bis Oktober 2028.",
            "ende",
            "2028-10-31",
        ),
        (
            "Sachverhalt\n\nKonkretisierendes Fachkonzept ist das Wegekonzept der Stadt, "
            "Fortschreibung 2024.",
            "fachkonzepte",
            ["Wegekonzept der Stadt, Fortschreibung 2024"],
        ),
        (
            "Sachverhalt\n\nKeine Änderung des Stellenplans. Bisherige Beschlüsse: "
            "Planungsbeschluss "
            "BV/0814/25/TB vom 12.05.2025. Aufzuhebende Beschlüsse: keine.",
            "zitiert",
            ["BV/0814/25/TB"],
        ),
        (
            "Sachverhalt\n\nDer erste Abschnitt ist fertig (Beschluss BV/0813/23/TB vom "
            "02.05.2023).",
            "zitiert",
            ["BV/0813/23/TB"],
        ),
    ],
)
def test_what_a_section_says(text: str, field: str, value: Any) -> None:
    assert draft(text).get(field) == value


def test_a_resolution_with_two_days_gives_two_mandates() -> None:
    found = draft(
        "Beschlussvorschlag\n\n1. Der Steg wird ersetzt.\n"
        "2. Die Verwaltung wird beauftragt, bis zum 30.06.2027 über den Stand und bis zum "
        "31.03.2029 über den Abschluss zu berichten.\n3. Der Stadtrat wird zum 30.09.2027 "
        "unterrichtet."
    )
    assert [one["frist"] for one in found["auftraege"]] == [
        "2027-06-30",
        "2029-03-31",
        "2027-09-30",
    ]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Klimarelevanz: ja, gering positiv", (True, "gering-positiv", None)),
        ("Auswirkungen auf das Klima: gering negativ", (None, "gering-negativ", None)),
        (
            "Auswirkungen auf das Klima: negativ: geringe Verschlechterung",
            (None, "gering-negativ", None),
        ),
        ("Klimarelevanz: (x) negativ", (True, "negativ", None)),
        ("Klimarelevanz: sehr klimarelevant", (True, None, None)),
        (
            "Klimarelevanz: nicht klimarelevant\nBegründung: Es wird nichts gebaut.",
            (False, None, "Es wird nichts gebaut."),
        ),
        (
            "Klimarelevanz: ja\nBewertung: erheblich positiv\nBegründung: Bäume werden gepflanzt.",
            (True, "erheblich-positiv", "Bäume werden gepflanzt."),
        ),
        ("Klimarelevanz: nein\n\nBegründung: Der Steg ist alt.", (False, None, None)),
    ],
)
def test_degree_and_reason_of_an_answer_on_the_climate_are_read(
    said: str, wanted: tuple[bool | None, str | None, str | None]
) -> None:
    (document,) = read_document(f"Betreff: Steg\n{said}\n".encode(), TEXT)
    names = ("klimarelevant", "klimawirkung", "klimabegruendung")
    assert tuple(document.draft.get(name) for name in names) == wanted
