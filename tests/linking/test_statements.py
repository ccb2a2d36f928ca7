"""A goal is served or hampered only where the paper itself says so."""

from __future__ import annotations

import re

import pytest

from leitgraph.linking.sentences import sentences
from leitgraph.linking.statements import Said, direction, said

LETTERS = {"f": Said.FOERDERT, "h": Said.HEMMT, "d": Said.DENIED, "n": Said.NAMED}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Die Vorlage dient dem Leitziel „X“ mit dem Unterziel „Y“.", "ff"),
        ("Ebenso fördert sie das Ziel „X“, weil niemand mehr auf der Straße fahren muss.", "f"),
        ("Ebenso fördert sie das Ziel „X“, weil die Straße nicht mehr befahren wird.", "f"),
        ("Leitziel „X“, Unterziel „Y“ – Wirkung: fördernd; zwölf Plätze entstehen.", "ff"),
        ("Der Neubau fördert das Ziel „X“: Er schafft 22 Wohnungen.", "f"),
        ("Das Leitziel „X“ wird durch den Neubau gefördert.", "f"),
        ("Dem Leitziel „X“ dient die Vorlage.", "f"),
        ("Die Vorlage trägt zum Ziel „X“ bei.", "f"),
        ("Die Vorlage zahlt auf das Ziel „X“ ein.", "f"),
        ("Damit wird „X“ gestärkt.", "f"),
        ("Mit dem Vorhaben soll das Ziel „X“ unterstützt werden.", "f"),
        ("Zur Umsetzung des Ziels „X“ wird ein Steg gebaut.", "f"),
        ("Das Vorhaben dient nicht nur „X“, sondern auch „Y“.", "ff"),
        ("Die Schließung widerspricht dem Ziel „X“.", "h"),
        ("Der Bau läuft dem Ziel „X“ zuwider.", "h"),
        ("Hemmende Wirkung auf „X“: Es fallen Stellplätze weg.", "h"),
        ("Die Maßnahme fördert „X“, steht aber dem Ziel „Y“ entgegen.", "fh"),
        ("Die Maßnahme fördert „X“ und beeinträchtigt „Y“.", "fh"),
        ("Ziel „X“ (hemmend), Ziel „Y“ (fördernd)", "hf"),
        ("Es unterstützt „X“; „Y“ bleibt unberührt.", "fd"),
        ("Die Vorlage unterstützt „X“, „Y“ hingegen nicht.", "fd"),
        ("Die Vorlage leistet keinen Beitrag zum Ziel „X“.", "d"),
        ("Das Ziel „X“ wird nicht berührt.", "d"),
        ("Das Vorhaben beeinträchtigt das Ziel „X“ nicht.", "d"),
        ("Konflikte mit dem Ziel „X“ bestehen nicht.", "d"),
        ("Weder „X“ noch „Y“ werden gefördert.", "dd"),
        ("Unterziel „X“ – Wirkung: keine", "d"),
        ("Das INSEK nennt das Leitziel „X“.", "n"),
        ("Das INSEK verfolgt das Ziel „X“.", "n"),
        ("Laut INSEK soll „X“ gefördert werden.", "n"),
        ("Das Leitziel „X“ fördert den Handel.", "n"),
        ("Die Vorlage trägt den Titel „X“.", "n"),
        ("Variante B würde „X“ stärken.", "n"),
        ("Dient die Vorlage dem Ziel „X“?", "n"),
        ("Ein Einwender sieht das Ziel „X“ gefährdet.", "n"),
        ("Nach Auffassung des Heimatvereins widerspricht der Bau dem Ziel „X“.", "n"),
        ("Die Fraktion fordert, „X“ zu stärken.", "n"),
        ("Die Ziele lauten wie folgt: „X“, „Y“.", "nn"),
        ("Bezug: „X“", "n"),
    ],
)
def test_what_a_sentence_says_of_a_goal(sentence: str, expected: str) -> None:
    spans = [match.span(1) for match in re.finditer("„([XY])“", sentence)]
    assert said(sentence, spans) == [LETTERS[letter] for letter in expected]


def test_words_in_the_name_of_a_goal_say_nothing() -> None:
    sentence = "Genannt wird das Ziel „Handel fördern und stärken“."
    assert said(sentence, [(23, 48)]) == [Said.NAMED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fördert", Said.FOERDERT),
        ("fördert (gering)", Said.FOERDERT),
        ("positiv", Said.FOERDERT),
        ("++", Said.FOERDERT),
        ("Wirkung: hemmend", Said.HEMMT),
        ("negativ", Said.HEMMT),
        ("keine", None),
        ("neutral", None),
        ("Der Weg fördert den Handel.", None),
        ("", None),
    ],
)
def test_a_cell_that_tells_an_effect(text: str, expected: Said | None) -> None:
    assert direction(text, whole=True) is expected


def test_dates_and_abbreviations_end_no_sentence() -> None:
    text = (
        "Am 3. Mai 2024 beschloss der Rat nach Nr. 5 Abs. 2 den Bau, z. B. in der Str. der Jugend. "
        "Er heißt „Haus am See. Neu gedacht.“ und ist fertig.\nNeue Zeile"
    )
    assert [one.text for one in sentences(text)] == [
        "Am 3. Mai 2024 beschloss der Rat nach Nr. 5 Abs. 2 den Bau, z. B. in der Str. der Jugend.",
        "Er heißt „Haus am See. Neu gedacht.“ und ist fertig.",
        "Neue Zeile",
    ]


def test_a_very_long_sentence_is_read_in_time() -> None:
    text = "Die Vorlage dient " + "dem Ziel „X“, und zwar „Y“ " * 80 + "."
    spans = [match.span(1) for match in re.finditer("„([XY])“", text)]
    assert len(said(text, spans)) == 160
