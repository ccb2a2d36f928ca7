"""Words are folded, stemmed and taken apart as a German reader would."""

from __future__ import annotations

import pytest

from leitgraph.search.words import LONGEST, Words, count, fold, key, tokens

CORPUS = [
    "Den Radverkehr fördern",
    "Konzept für den Verkehr, das Rad und den Fuß; Rad und Bau",
    "Sanierung der Schule, Schulen sanieren, der Bau einer Wohnung",
    "Das Haus an der Straße, Häuser und Straßen",
    "Klima und Anpassung; die Innenstadt und das Umfeld des Bahnhofs, am Bahnhof",
    "Der Hof und die Bahn, der Hof",
]
WORDS = Words.of(count(CORPUS))


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("Fußgänger", "fussganger"),
        ("FUSSGAENGER", "fussganger"),
        ("Grün", "grun"),
        ("gruen", "grun"),
        ("GRU\u0308N", "grun"),
        ("Steuer", "steuer"),
        ("Bauen", "bauen"),
        ("Quelle", "quelle"),
        ("Auerbach", "auerbach"),
        ("Café", "cafe"),
    ],
)
def test_umlauts_and_their_substitutes_are_one(word: str, plain: str) -> None:
    assert fold(word) == plain


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Radverkehrskonzept", ("radverkehr", "konzept")),
        ("Radverkehr", ("rad", "verkehr")),
        ("Wohnungsbau", ("wohnung", "bau")),
        ("Schulsanierung", ("schul", "sanierung")),
        ("Schulhäuser", ("schul", "hauser")),
        ("Strassenbau", ("strass", "bau")),
        ("Bahnhofsumfeld", ("bahnhof", "umfeld")),
        ("Klimaanpassungskonzepte", ("klima", "anpassung", "konzepte")),
    ],
)
def test_a_compound_is_split_at_words_of_the_corpus(word: str, pieces: tuple[str, ...]) -> None:
    assert WORDS.split(fold(word)) == pieces


@pytest.mark.parametrize("word", ["Konzept", "Innenstadt", "Verwaltung", "Hafenlicht", "Bau", "Xy"])
def test_what_is_no_compound_of_the_corpus_stays_whole(word: str) -> None:
    assert WORDS.split(fold(word)) == ()


def test_the_pieces_of_pieces_count_too() -> None:
    assert WORDS.parts("radverkehrskonzept") == ("radverkehr", "rad", "verkehr", "konzept")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wohnungen", "Wohnung"),
        ("Förderung", "fördern"),
        ("Sanierungen", "sanieren"),
        ("Straßen", "Strasse"),
        ("Verkehrs", "Verkehr"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert WORDS.stem(fold(one)) == WORDS.stem(fold(other))


def test_numbers_stay_in_one_piece() -> None:
    assert tokens("Produkt 54.1.0, V0001/19 und Nr. 7.") == [
        *("Produkt", "54.1.0", "V0001", "19", "und", "Nr", "7"),
    ]
    assert WORDS.stem("54.1.0") == "54.1.0"
    assert key("  GB \t OB ") == "gb ob"


def test_function_words_and_rare_short_ones_are_no_pieces() -> None:
    known = count(["Der Bau und das Eis, über den Weg"])
    assert known == {}
    assert count(["Bau am Weg", "Weg zum BAU, ein Bau"]) == {"weg": 2, "bau": 2}


@pytest.mark.parametrize(
    "text",
    ["", "\x00\x01", "🚲" * 50, "\u017f" * 200, "a" * 100_000, "Rad\u00adverkehr", "+-:^~*\"'()"],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    for token in tokens(text):
        assert len(fold(token)) <= 2 * LONGEST
        assert WORDS.parts(fold(token)) in ((), ("rad", "verkehr"))
