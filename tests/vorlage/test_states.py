"""What a document says of each field: stated, surely absent, or not read for certain."""

from __future__ import annotations

from typing import Any

import pytest

from leitgraph.fields.table import FIELDS
from leitgraph.model import Text
from leitgraph.vorlage.reading import DocumentDraft, Question, State, Stretch, Use
from leitgraph.vorlage.states import MOST_UNREAD, not_understood, question_on, states_of

STATED, ABSENT, UNREAD = State.STATED, State.ABSENT, State.UNREAD


def document(
    draft: dict[str, Any] | None = None,
    asked: tuple[str, ...] = (),
    stretches: tuple[Stretch, ...] = (),
) -> DocumentDraft:
    questions = tuple(Question(field, Text("?", "?"), (), "Zeile 1", "Worte") for field in asked)
    return DocumentDraft(draft or {}, (), questions, "text", 1, "", stretches=stretches)


def test_of_an_empty_document_every_field_is_absent() -> None:
    assert set(states_of(document()).values()) == {ABSENT}
    assert set(states_of(document())) == set(FIELDS)


@pytest.mark.parametrize(
    ("draft", "asked", "states"),
    [
        ({"deckung": "Produkt 54.1.0"}, (), {"deckung": STATED}),
        ({"deckung": "  "}, (), {"deckung": ABSENT}),
        ({"klimarelevant": False}, (), {"klimarelevant": STATED}),
        ({}, ("deckung",), {"deckung": UNREAD}),
        (
            {"zielbezuege": [{"ziel": "2.1"}]},
            ("zielbezuege[0].richtung",),
            {"zielbezuege": STATED, "zielbezuege.richtung": UNREAD},
        ),
        ({}, ("zielbezuege[0].ziel",), {"zielbezuege": UNREAD, "zielbezuege.ziel": UNREAD}),
        (
            {"jahresscheiben": [{"jahr": "2026", "betrag": "1"}]},
            ("jahresscheiben[1].betrag",),
            {"jahresscheiben": UNREAD, "jahresscheiben.betrag": UNREAD},
        ),
        ({"raum": ["Mitte"]}, ("raum",), {"raum": STATED}),
        ({}, ("",), {"deckung": ABSENT}),
    ],
    ids=[
        "gelesen",
        "leer",
        "nein ist eine Angabe",
        "gefragt",
        "an einem genannten Ziel fehlt nur die Richtung",
        "vom Ziel selbst ist nichts sicher",
        "eine Liste von Beträgen ist ungelesen, wenn einer es ist",
        "ein weiterer Ort ist fraglich",
        "eine Frage zur Datei",
    ],
)
def test_a_field_is_stated_absent_or_unread(
    draft: dict[str, Any], asked: tuple[str, ...], states: dict[str, State]
) -> None:
    found = states_of(document(draft, asked))
    assert {name: found.get(name) for name in states} == states


@pytest.mark.parametrize(
    ("use", "field", "words", "state"),
    [
        ("text", "", "Die Finanzierung: Deckung aus Mehrerträgen der Gewerbesteuer.", UNREAD),
        ("unread", "deckung", "siehe Anlage", UNREAD),
        ("furniture", "", "Deckung:", ABSENT),
        ("text", "", "Der Belag wird erneuert.", ABSENT),
        ("text", "", "Die Abdeckung des Schachts fehlt.", ABSENT),
    ],
    ids=["im Text gesagt", "unter der Beschriftung", "leere Beschriftung", "anderes", "im Wort"],
)
def test_a_document_that_speaks_of_a_field_is_not_silent_on_it(
    use: Use, field: str, words: str, state: State
) -> None:
    paper = document(stretches=(Stretch(words, "Zeile 9", use, field),))
    assert states_of(paper)["deckung"] is state


def test_what_is_spoken_of_is_asked_with_its_passage() -> None:
    words = "Die Deckung erfolgt wie im Vorjahr."
    question = question_on("deckung", document(stretches=(Stretch(words, "Zeile 9", "text"),)))
    assert (question.field, question.place, question.passage) == ("deckung", "Zeile 9", words)
    assert question.text.de.startswith(f"Deckung: Im Dokument steht „{words}“")


def test_a_question_of_the_reader_is_not_asked_twice() -> None:
    paper = document(asked=("deckung",))
    assert question_on("deckung", paper) == paper.questions[0]


def test_what_was_not_understood_is_listed_and_bounded() -> None:
    many = tuple(Stretch(f"Zeile {n}", str(n), "unread") for n in range(MOST_UNREAD + 9))
    known = (Stretch("Beschlussvorschlag", "0", "furniture"), Stretch("Text", "0", "text"))
    found = not_understood(document(stretches=known + many))
    assert len(found) == MOST_UNREAD
    assert found[0] == {"place": "0", "text": "Zeile 0"}
