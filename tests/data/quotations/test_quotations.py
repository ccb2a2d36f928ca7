"""Quotations: word by word in the document, short, of one subject with their fact, not a copy."""

from __future__ import annotations

import pytest
from tests.data.quotations import (
    SHARE,
    Quotation,
    copied,
    document,
    failing,
    of,
    quotations,
    register,
    share,
    too_long,
)
from tests.data.quotations.document import Document, content_words, same_word
from tests.data.reading import slugs

PAGE = Document(
    "Der Antrag wird um folgende Bereiche er\ngänzt:\n"
    "- Landschafts- und Denkmal-\npflege\n• Tourismus"
)


def test_a_quotation_is_found_across_line_breaks_hyphens_and_bullets() -> None:
    assert PAGE.has("um folgende Bereiche ergänzt: Landschafts- und Denkmalpflege")
    assert PAGE.has("Denkmalpflege Tourismus")


def test_other_words_other_order_and_halves_of_words_are_not_in_a_document() -> None:
    assert not PAGE.has("um weitere Bereiche ergänzt")
    assert not PAGE.has("Tourismus Denkmalpflege")
    assert not PAGE.has("Tour")
    assert not PAGE.has("")


def test_a_word_in_two_quotations_counts_once() -> None:
    text = Document("eins zwei drei vier fünf sechs sieben acht neun zehn")
    assert text.share(["zwei drei vier", "drei vier fünf", "elf"]) == 0.4


def test_a_run_of_words_is_found_and_a_shorter_one_is_not() -> None:
    text = Document("eins zwei drei vier fünf sechs")
    assert text.run("und zwei drei vier usw", 3) == "zwei drei vier"
    assert text.run("und zwei drei vier usw", 4) == ""


def test_content_words_have_stems_and_leave_out_what_any_two_sentences_share() -> None:
    assert content_words("Die Stadt soll GB 6 für das INSEK stärken") == {
        "gb",
        "6",
        "starken",
    }
    assert same_word("gewerbeflachen", "gewerbeflachenentwicklung")
    assert same_word("konsultierte", "konsultiert")
    assert not same_word("ziel", "zielsystem"), "short words are the same or not"
    assert not same_word("methodik", "methan")


def test_a_quotation_names_the_facts_it_has_no_word_of() -> None:
    facts = (("x/a", content_words("Referat 51")), ("x/b", content_words("Abteilung 5")))
    assert Quotation("x/f", "x/q", "Abteilung 5 Stadtentwicklung", "", facts).misses() == ["x/a"]
    assert too_long(Quotation("x/f", "x/q", "Wort " * 31, "", facts))


def test_words_that_a_scan_spoiled_count_as_the_passage_reads_them() -> None:
    facts = (("x/a", content_words("Waldeisenbahnstrecke")),)
    assert Quotation("x/f", "x/q", "Waldelsenhalmstrecke", "", facts).misses() == ["x/a"]
    read = "Gelesen als „Waldeisenbahnstrecke“."
    assert Quotation("x/f", "x/q", "Waldelsenhalmstrecke", read, facts).misses() == []


@pytest.mark.parametrize("file", register())
def test_every_quotation_stands_word_by_word_in_its_document(file: str) -> None:
    text = document(file)
    if text is None:
        pytest.skip(f"nicht gelaufen: {file} liegt nicht neben dem Arbeitsverzeichnis (../shared)")
    assert [(q.passage, q.text) for q in of(file) if not text.has(q.text)] == []


@pytest.mark.parametrize("file", register())
def test_at_most_a_fifth_of_a_document_is_quoted(file: str) -> None:
    text = document(file)
    if text is None:
        pytest.skip(f"nicht gelaufen: {file} liegt nicht neben dem Arbeitsverzeichnis (../shared)")
    assert share(file, text) <= SHARE


@pytest.mark.parametrize("file", register())
def test_facts_are_told_in_own_words(file: str) -> None:
    text = document(file)
    if text is None:
        pytest.skip(f"nicht gelaufen: {file} liegt nicht neben dem Arbeitsverzeichnis (../shared)")
    assert copied(file, text) == []


@pytest.mark.parametrize("city", slugs())
def test_every_quotation_is_short_and_has_a_word_of_each_fact_that_rests_on_it(city: str) -> None:
    assert failing(city) == []


def test_every_source_of_the_register_is_quoted() -> None:
    assert {source for sources in register().values() for source in sources} <= {
        quotation.source for quotation in quotations()
    }
