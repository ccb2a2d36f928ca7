"""What bad input gets: a clear sentence each, nothing lost, the service unharmed.

The table of issue 3, section 5, over HTTP: documents go to ``/api/v1/drafts``, drafts to
``/api/v1/checks``.
"""

from __future__ import annotations

import time
from typing import Any

import httpx2
import pytest
from tests.vorlage.formats import documents as made
from tests.vorlage.formats.documents import (
    DOCX,
    JSON,
    TEXT,
    ZIP,
    as_json,
    as_text,
)
from tests.vorlage.formats.packages import packed
from tests.vorlage.formats.unreadable import (
    DRAFT,
    READ,
    UNREADABLE,
    check,
    paper,
    read,
    unharmed,
    word,
)

from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.vorlage.formats.kinds import read_document

WRONG: dict[str, tuple[dict[str, Any], dict[str, str], int, str]] = {
    "unknown city": ({}, {"city": "atlantis"}, 404, "Die Stadt „atlantis“ ist nicht im Graphen."),
    "no title": ({"titel": " "}, {}, 422, "Der Titel der Vorlage fehlt (Feld „titel“)."),
    "negative amount": (
        {"gesamtbetrag": "-5.000 €"},
        {},
        422,
        "Das Feld „gesamtbetrag“ kann nicht gelesen werden („-5.000 €“): ein Betrag ist nicht "
        "negativ.",
    ),
    "amount that could be two": (
        {"gesamtbetrag": "1,650"},
        {},
        422,
        "Das Feld „gesamtbetrag“ kann nicht gelesen werden („1,650“): Tausender und Cent sind "
        "nicht zu unterscheiden.",
    ),
    "slices as text": (
        {"jahresscheiben": "2025: 50.000 €, 2026: 750.000 €"},
        {},
        422,
        "Das Feld „jahresscheiben“ kann nicht gelesen werden („2025: 50.000 €, 2026: 750.000 €“): "
        "erwartet wird eine Liste.",
    ),
    "no date": (
        {"datum": "demnächst"},
        {},
        422,
        "Das Feld „datum“ kann nicht gelesen werden („demnächst“): erwartet wird ein Datum wie "
        "2025-06-16 oder 16.06.2025.",
    ),
}
TOLD: dict[str, tuple[dict[str, Any], str]] = {
    "unknown GZ": (
        {"federfuehrung": "4711"},
        "Eine Einheit „4711“ ist in der Verwaltung nicht bekannt.",
    ),
    "before the first Fassung": (
        {"datum": "1990-01-01"},
        "Am 01.01.1990 galt noch keine Fassung des INSEK; die erste bekannte gilt ab 16.06.2016.",
    ),
}
ASKED: dict[str, tuple[dict[str, Any], str, tuple[str, ...]]] = {
    "negative amount": (
        {"gesamtbetrag": "-5.000 €"},
        "Gesamtbetrag: Im Dokument steht ein negativer Betrag („Gesamtbetrag -5.000 €“). Beträge "
        "stehen ohne Vorzeichen; welcher gilt?",
        (),
    ),
    "negative slice": (
        {"jahresscheiben": [{"jahr": 2025, "betrag": "-5.000 €"}]},
        "Jahresscheiben: Unter den Beträgen ist ein negativer (2025 -5000). Beträge stehen ohne "
        "Vorzeichen; welche gelten?",
        ("2025 -5000",),
    ),
    "amount that could be two": (
        {"gesamtbetrag": "1,650"},
        "Gesamtbetrag: Die Angabe „Gesamtbetrag 1,650“ ist nicht eindeutig. Ist 1650 oder 1.650 "
        "gemeint?",
        ("1650", "1.650"),
    ),
    "about so much": (
        {"gesamtbetrag": "gut 1,6 Mio. €"},
        "Gesamtbetrag: Die Angabe „Gesamtbetrag gut 1,6 Mio. €“ ist nicht eindeutig. Ist 1600000 "
        "gemeint?",
        ("1600000",),
    ),
    "no date": (
        {"datum": "Frühjahr 2026"},
        "Datum der Vorlage: Die Angabe „Datum der Vorlage Frühjahr 2026“ lässt sich nicht lesen; "
        "was ist gemeint?",
        (),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_entry_is_told_with_its_field(client: httpx2.Client, name: str) -> None:
    change, parameters, status, sentence = WRONG[name]
    answer = check(client, as_json(DRAFT | change), **parameters)
    assert (answer.status_code, answer.json()["detail"]) == (status, sentence)
    unharmed(client)


@pytest.mark.parametrize("name", TOLD)
def test_what_the_city_does_not_know_is_a_finding(client: httpx2.Client, name: str) -> None:
    change, sentence = TOLD[name]
    for body, media in (
        (as_json(DRAFT | change), JSON),
        (paper_docx.write(DRAFT | change), DOCX),
    ):
        findings = check(client, body, media).json()["findings"]
        assert sentence in [finding["message"] for finding in findings]


@pytest.mark.parametrize("name", ASKED)
def test_what_is_not_certain_in_a_document_is_asked_and_the_rest_is_kept(
    client: httpx2.Client, name: str
) -> None:
    change, sentence, options = ASKED[name]
    (field,) = change
    body = paper_docx.write(DRAFT | change)
    (document,) = read(client, body, DOCX).json()["documents"]
    (question,) = document["questions"]
    assert (question["field"], question["text"]) == (field, sentence)
    assert tuple(question["options"]) == options
    assert question["place"].startswith("Tabelle ")
    expected = {name: value for name, value in DRAFT.items() if name != field}
    assert document["draft"] == expected
    report = check(client, body, DOCX).json()
    told = [f for f in report["findings"] if f["rule"] == "eingabe"]
    assert [(f["message"], f["place"]) for f in told] == [(sentence, question["place"])]
    assert report["verdict"] == "nicht-beurteilbar"


@pytest.mark.parametrize(
    "written", ["1.650.000,00 €", "1650000", "1,65 Mio. €", "1650 T€", "EUR 1.650.000,--"]
)
def test_an_amount_is_the_same_however_it_is_written(client: httpx2.Client, written: str) -> None:
    draft = DRAFT | {"gesamtbetrag": written}
    for body, media in ((as_json(draft), JSON), (paper_docx.write(draft), DOCX)):
        report = check(client, body, media).json()
        assert report["findings"] == [], (written, media)


@pytest.mark.parametrize(
    "written",
    [
        "2025: 50.000 €, 2026: 750.000 € und 2027: 850.000 €",
        "50.000 € (2025), 750.000 € (2026), 850.000 € (2027)",
        "2025 50 T€; 2026 750 T€; 2027 0,85 Mio. €",
        "\n- 2025: 50.000,00 €\n- 2026: 750.000,00 €\n- 2027: 850.000,00 €",
    ],
)
def test_slices_as_text_are_read_in_a_document(client: httpx2.Client, written: str) -> None:
    text = f"Titel: Lindenstraße\nJahresscheiben: {written}\nDeckung: Haushaltsplan"
    (document,) = read(client, text.encode(), TEXT).json()["documents"]
    assert document["draft"]["jahresscheiben"] == [
        {"jahr": 2025, "betrag": "50000"},
        {"jahr": 2026, "betrag": "750000"},
        {"jahr": 2027, "betrag": "850000"},
    ]
    assert document["questions"] == []


def test_two_vorlagen_in_one_file_are_noticed(client: httpx2.Client) -> None:
    other = DRAFT | {"kennung": "V9999/25", "titel": "Eine andere Vorlage"}
    both = as_text(DRAFT) + b"\n\n" + as_text(other)
    documents = read(client, both, TEXT).json()["documents"]
    assert [document["draft"] for document in documents] == [DRAFT, other]
    answer = check(client, both, TEXT)
    assert (answer.status_code, answer.json()["detail"]) == (
        422,
        "In der Datei stehen 2 Vorlagen (V9001/25, V9999/25); nennen Sie die, die zu prüfen ist.",
    )
    assert answer.json()["parameter"] == "vorlage"
    for kennung in answer.json()["choices"]:
        report = check(client, both, TEXT, vorlage=kennung).json()
        assert report["verdict"] == "konform"


def test_one_bad_file_of_an_archive_does_not_take_the_others_along(client: httpx2.Client) -> None:
    files = {"a.docx": word(), "b.pdf": paper(), "c.png": b"\x89PNG\r\n", "__MACOSX/x": b"x"}
    documents = read(client, packed(files), ZIP).json()["documents"]
    assert [document["name"] for document in documents] == ["a.docx", "b.pdf", "c.png"]
    assert [document["draft"] for document in documents] == [DRAFT, DRAFT, {}]
    assert documents[2]["questions"][0]["text"] == f"„c.png“ ist ein Bild. {READ}"
    assert check(client, packed(files), ZIP, vorlage="b.pdf").json()["verdict"] == "konform"
    answer = check(client, packed(files), ZIP, vorlage="c.png")
    assert (answer.status_code, answer.json()["detail"]) == (400, f"„c.png“ ist ein Bild. {READ}")


def test_a_sparse_paper_of_oparl_is_read_and_asked_for_its_title(client: httpx2.Client) -> None:
    paper = as_json({"id": "https://ris.example/p/1", "type": made.PAPER})
    (document,) = read(client, paper, JSON).json()["documents"]
    assert (document["draft"], document["form"]) == ({}, "oparl")
    sentence = "Titel: Das Paper hat keinen Namen (name); wie heißt die Vorlage?"
    assert [question["text"] for question in document["questions"]] == [sentence]
    report = check(client, paper, JSON).json()
    # Who knows only that a paper is there asks for it, and holds nothing against it.
    assert {finding["rule"] for finding in report["findings"]} == {"eingabe"}
    assert report["verdict"] == "nicht-beurteilbar"


@pytest.mark.parametrize(
    "line",
    [
        "Das ist ein Satz der Vorlage, der weitergeht und noch ein wenig länger wird als andere",
        "Kennung: V0815/25\nTitel: Ein Versuch",
        "Jahr | Betrag in Euro\n2025 | 5.000",
        "Ziele:\n2.2 fördert: weil es hilft",
    ],
)
def test_ten_times_the_text_takes_about_ten_times_as_long(line: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        read_document(f"{line}\n".encode() * count, TEXT)
        return time.process_time() - started

    seconds(20)
    # The quickest of three: a busy machine makes the same work take longer, never shorter.
    long, short = (min(seconds(count) for _ in range(3)) for count in (3000, 300))
    assert long <= 30 * max(short, 0.02)


def test_the_tables_are_as_long_as_the_issue_asks() -> None:
    assert len(UNREADABLE) >= 30
    assert len(WRONG) + len(TOLD) + len(ASKED) >= 13
