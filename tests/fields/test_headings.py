"""A label that is the heading of a section too: only what answers it is the value of the field."""

from __future__ import annotations

import pytest

from leitgraph.vorlage.formats.kinds import read_document

HEADING = "Finanzielle Auswirkungen"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"{HEADING}: ☒ ja ☐ nein", True),
        (f"{HEADING} ☐ ja ☒ nein", False),
        (f"{HEADING}\n☒ ja\n☐ nein", True),
        (f"{HEADING}: keine", False),
        (f"{HEADING}: entfällt", False),
        (f"{HEADING}: Ja, siehe unten", True),
        (f"{HEADING}: unklar", None),
        (f"{HEADING}\nDie Stadt trägt die Hälfte.", None),
        (f"{HEADING}\nGesamtkosten: 1.650.000 €", None),
    ],
)
def test_a_heading_is_answered_or_asks_nothing(text: str, value: bool | None) -> None:
    (document,) = read_document(f"Titel: Ein Versuch\n{text}\n".encode(), "")
    assert document.draft.get("finanzielleAuswirkungen") is value
    assert document.questions == ()


@pytest.mark.parametrize(("answer", "value"), [("Ja, d", True), ("D", None)])
def test_what_stands_under_the_heading_is_still_read(answer: str, value: bool | None) -> None:
    said = f"{answer}ie Kosten betragen 1,65 Mio. € im Jahr 2026."
    (document,) = read_document(f"Titel: Ein Versuch\n{HEADING}: {said}\n".encode(), "")
    assert [(q.field, q.options) for q in document.questions] == [("gesamtbetrag", ("1650000",))]
    assert document.draft.get("finanzielleAuswirkungen") is value
