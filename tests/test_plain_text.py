"""One spelling for all text that comes in."""

from __future__ import annotations

import unicodedata

import pytest

from leitgraph.plain_text import look_up_key, plain

SPELLINGS = {
    "umlauts in two signs": (unicodedata.normalize("NFD", "Für Grünflächen"), "Für Grünflächen"),
    "ligatures": (
        "Betreﬀ: Öﬀnung der Auﬄächen, ﬁnanziell",
        "Betreff: Öffnung der Aufflächen, finanziell",
    ),
    "soft hyphen in a word": ("Gewerbe\u00adpark", "Gewerbepark"),
    "soft hyphen at the end of a line": ("Gewerbe\u00ad\nparks", "Gewerbe-\nparks"),
    "blanks that do not break": ("2\u202f400\u00a0000,00\u2009€", "2 400 000,00 €"),
    "nothing of no width": ("\ufeffAmt\u200b 66\u200e", "Amt 66"),
    "hyphen that does not break": ("Ost\u2011West", "Ost-West"),
    "line ends": ("a\r\nb\rc\x0cd\u2028e", "a\nb\nc\nd\ne"),
    "boxes of other fonts": ("\uf0fe ja \uf0a8 nein \u2327 nie", "☒ ja ☐ nein ☒ nie"),
    "note mark behind a figure": (
        "850.000¹ € im Jahr 2027²) und 5 €³",
        "850.000 € im Jahr 2027 und 5 €",
    ),
    "raised digit of a unit": ("12 m² CO₂ – „so“", "12 m² CO₂ – „so“"),
    "controls and half signs": ("a\x00b\x1bc\ud800d\te", "abcd\te"),
}


@pytest.mark.parametrize(("text", "read"), SPELLINGS.values(), ids=SPELLINGS)
def test_text_is_read_as_it_is_seen(text: str, read: str) -> None:
    assert plain(text) == read
    assert plain(read) == read


@pytest.mark.parametrize(
    "spelling",
    [
        "Bürgerhaus „Alte Mühle“",
        "BUERGERHAUS  Alte Mühle.",
        unicodedata.normalize("NFD", "bürger\u00adhaus Alte\u00a0Mühle"),
        "»Bürgerhaus« Alte\nMühle",
    ],
)
def test_spellings_of_one_name_have_one_key(spelling: str) -> None:
    assert look_up_key(spelling) == "buergerhaus alte muehle"
