"""What running text states for the rules: kind of paper, version relied on, years, mandates."""

from __future__ import annotations

from typing import Any

import pytest

from leitgraph.vorlage.reading import DocumentDraft, Stretch
from leitgraph.vorlage.stated import with_stated


def read(*lines: str, **draft: Any) -> dict[str, Any]:
    """What is stated in these lines beside what was read already."""
    stretches = tuple(Stretch(line, f"Zeile {at}", "text") for at, line in enumerate(lines, 1))
    document = DocumentDraft(draft, (), (), "text", 1, "v.txt", stretches=stretches)
    found = with_stated(document).draft
    return {name: value for name, value in found.items() if draft.get(name) != value}


VERSIONS = [
    (
        "Maßgeblich ist das INSEK in der vom Stadtrat am 3. Mai 2021 beschlossenen Fassung.",
        [("INSEK in der vom Stadtrat am 3. Mai 2021 beschlossenen Fassung", "2021-05-03")],
    ),
    ("Bezug zum INSEK 2040+ (Stadtratsbeschluss vom 04.02.2023)", [
        ("INSEK 2040+ (Stadtratsbeschluss vom 04.02.2023", "2023-02-04")
    ]),
    ("Die Vorlage stützt sich auf das SEKo 2009.", [("SEKo 2009", "")]),
    ("Die Vorlage entspricht dem INSEK.", []),
    ("Das INSEK 2040+ wird im nächsten Jahr fortgeschrieben.", []),
    ("Gemäß dem INSEK und dem Radverkehrskonzept, beschlossen am 12.03.2019, wird gebaut.", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "cited"), VERSIONS, ids=[line[:50] for line, _ in VERSIONS])
def test_the_version_relied_on_is_read_with_its_day(
    line: str, cited: list[tuple[str, str]]
) -> None:
    rows = read(line).get("zitierteFassungen", [])
    assert [(row["fassung"], row.get("beschlossen", "")) for row in rows] == cited


YEARS = [
    ("Die Verpflichtungsermächtigung für die Jahre 2027 und 2028 beträgt 90.000 €.", "2027 2028"),
    ("Es werden Verpflichtungen zulasten der Jahre 2027 bis 2029 eingegangen.", "2027 2028 2029"),
    ("Verpflichtungen zulasten der Jahre 2027 (10.000 €) und 2028 (20.000 €)", "2027 2028"),
    ("Im Jahr 2026 eine Verpflichtungsermächtigung zulasten des Jahres 2027", "2027"),
    ("Für die Jahre 2027 und 2028 sind Mittel eingeplant.", ""),
]


@pytest.mark.parametrize(("line", "years"), YEARS, ids=[line[:50] for line, _ in YEARS])
def test_the_years_of_a_commitment_are_read_from_its_sentence(line: str, years: str) -> None:
    assert " ".join(read(line).get("verpflichtungsjahre", [])) == years


def test_two_sentences_that_name_other_years_say_nothing() -> None:
    lines = [line for line, _ in YEARS[:2]]
    assert "verpflichtungsjahre" not in read(*lines)


REPORT = (
    "Beschlusskontrolle zu A0001/23",
    "„Die Verwaltung wird beauftragt,",
    "1. ein Wegekonzept bis zum 31. März 2024 vorzulegen, 2. halbjährlich zu berichten.“",
)


def test_a_report_says_which_mandates_it_accounts_for() -> None:
    found = read(*REPORT, "Die Gespräche dauern an.")
    assert found["art"] == "bericht"
    assert found["auftraege"] == [
        {"auftrag": "ein Wegekonzept bis zum 31. März 2024 vorzulegen", "frist": "2024-03-31"},
        {"auftrag": "halbjährlich zu berichten.", "turnus": "halbjährlich"},
    ]


def test_what_the_report_delivers_stands_with_its_mandate() -> None:
    said = "Das Wegekonzept liegt als Anlage 1 vor."
    first, second = read(*REPORT, said)["auftraege"]
    assert first["ergebnis"] == said
    assert "ergebnis" not in second


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("INSEK-Bezug", "Entfällt; Personalangelegenheit."), "Entfällt; Personalangelegenheit."),
        (("INSEK-Bezug", "Das Vorhaben dient dem Ziel 4."), None),
        (("Klimawirkung", "Entfällt; Personalangelegenheit."), None),
    ],
)
def test_why_no_goal_is_touched_is_read_under_its_heading(
    lines: tuple[str, ...], reason: str | None
) -> None:
    assert read(*lines).get("nichtRelevantWeil") == reason


def test_the_third_step_of_the_climate_is_told_in_words() -> None:
    line = "Stufe 1: klimarelevant. Stufe 2: berücksichtigt. Stufe 3: Es entfallen viele Fahrten."
    assert read(line, klimarelevant=True) == {"klimabegruendung": "Es entfallen viele Fahrten."}
    assert read(line, klimarelevant=False) == {}


def test_what_was_read_from_a_label_stays() -> None:
    assert read(*REPORT, art="beschlussvorlage") == {}


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        (
            "Als Alternativen wurden eine Sanierung und der Verzicht geprüft. Beides ist teurer.",
            "Als Alternativen wurden eine Sanierung und der Verzicht geprüft.",
        ),
        ("Alternativ wurde ein Anbau untersucht.", "Alternativ wurde ein Anbau untersucht."),
        ("Alternative Antriebe werden gefördert.", None),
        ("Die Alternativen bleiben offen.", None),
    ],
    ids=["mehrere", "eine", "ein anderes Wort", "nichts Geprüftes"],
)
def test_a_sentence_says_which_alternatives_were_looked_at(
    text: str, alternatives: str | None
) -> None:
    paper = DocumentDraft({}, (), (), "text", 1, "", stretches=(Stretch(text, "Zeile 9", "text"),))
    assert with_stated(paper).draft.get("alternativen") == alternatives
