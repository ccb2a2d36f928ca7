"""Every part of a document is told once: read, running text, furniture, or not understood."""

from __future__ import annotations

from tests.vorlage.formats.documents import TEXT

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import Stretch

PAPER = """Stadt Musterau
Beschlussvorlage

Vorlage Nr.: V0815/26
Betreff: Neue Brücke am Mühlgraben
Farbe der Mappe: grün

Beratungsfolge
Gremium | Termin | Zuständigkeit
Stadtrat | 12.03.2026 | Entscheidung

Sachverhalt

Die alte Brücke ist seit zwei Jahren gesperrt, weil ihre Träger verrostet sind und
kein Fahrzeug mehr tragen. Ein Umweg von drei Kilometern ist die Folge.

Seite 1 von 2
Anlagen
"""


def stretches(text: str) -> tuple[Stretch, ...]:
    (document,) = read_document(text.encode(), TEXT)
    return document.stretches


def test_each_part_says_what_became_of_it() -> None:
    found = [(one.use, one.field, one.text) for one in stretches(PAPER)]
    assert found == [
        ("text", "", "Stadt Musterau"),
        ("field", "art", "Beschlussvorlage"),
        ("field", "kennung", "Vorlage Nr.: V0815/26"),
        ("field", "titel", "Betreff: Neue Brücke am Mühlgraben"),
        ("unread", "", "Farbe der Mappe: grün"),
        ("furniture", "beratungsfolge", "Beratungsfolge"),
        ("furniture", "beratungsfolge", "Gremium | Termin | Zuständigkeit"),
        ("field", "beratungsfolge", "Stadtrat | 12.03.2026 | Entscheidung"),
        ("furniture", "sachverhalt", "Sachverhalt"),
        (
            "text",
            "sachverhalt",
            "Die alte Brücke ist seit zwei Jahren gesperrt, weil ihre Träger verrostet sind und "
            "kein Fahrzeug mehr tragen. Ein Umweg von drei Kilometern ist die Folge.",
        ),
        ("furniture", "", "Anlagen"),
    ]


def test_no_word_of_a_document_is_lost_or_told_twice() -> None:
    words = " ".join(one.text.replace(" | ", " ") for one in stretches(PAPER)).split()
    assert sorted(words) == sorted(PAPER.replace("|", " ").replace("Seite 1 von 2", "").split())
