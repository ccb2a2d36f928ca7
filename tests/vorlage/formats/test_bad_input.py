"""What bad input gets: a clear sentence each, nothing lost, the service unharmed.

The table of issue 3, section 5, over HTTP: documents go to ``/api/v1/drafts``, drafts to
``/api/v1/checks``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.vorlage.formats import documents as made
from tests.vorlage.formats.documents import (
    DOCX,
    JSON,
    PDF,
    TEXT,
    ZIP,
    as_json,
    as_text,
    packed,
    protected,
    repacked,
    scanned,
)

from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.exporters.papers import pdf as paper_pdf
from leitgraph.vorlage.formats import kinds
from leitgraph.vorlage.formats.kinds import read_document

DEMO = Path(__file__).parents[3] / "data" / "demo" / "vorlagen"
DRAFT: dict[str, Any] = json.loads((DEMO / "01-strasse-in-ordnung.json").read_text("utf-8"))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
READ = f"Gelesen werden {kinds.names()}; die Angaben lassen sich auch in das Formular eintragen."
NO_PASSWORD = (
    "ist mit einem Passwort geschützt. Bitte ohne Passwort speichern, oder die Angaben in das "
    "Formular eintragen."
)


@cache
def word() -> bytes:
    """The draft as a Word document."""
    return paper_docx.write(DRAFT)


@cache
def paper() -> bytes:
    """The draft as a PDF."""
    return paper_pdf.write(DRAFT)


UNREADABLE: dict[str, tuple[bytes | Callable[[], bytes], str, int, str]] = {
    "empty": (b"", DOCX, 400, "Es fehlt das Dokument."),
    "only blanks": (b" \r\n\t", TEXT, 400, "Es fehlt das Dokument."),
    "picture": (b"\x89PNG\r\n\x1a\n", DOCX, 415, f"„v“ ist ein Bild. {READ}"),
    "Excel": (
        packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
        DOCX,
        415,
        f"„v“ ist eine Excel-Datei. {READ}",
    ),
    "OpenDocument": (
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
        DOCX,
        415,
        f"„v“ ist eine OpenDocument-Datei. {READ}",
    ),
    "RTF": (b"{\\rtf1 x}", DOCX, 415, f"„v“ ist eine RTF-Datei. {READ}"),
    "old Word": (OLD, DOCX, 415, f"„v“ ist eine Datei eines alten Office-Programms. {READ}"),
    "web page": (b"<!DOCTYPE html><p>x", TEXT, 415, f"„v“ ist eine HTML-Seite. {READ}"),
    "text called PDF": (
        b"Titel: x",
        PDF,
        415,
        "„v“ ist keine PDF-Datei, oder sie ist beschädigt.",
    ),
    "bytes called text": (b"ab\x00\x01\x02", TEXT, 415, f"„v“ ist keine Textdatei. {READ}"),
    "PDF with password": (lambda: protected(paper()), PDF, 400, f"„v“ {NO_PASSWORD}"),
    "Word with password": (
        OLD + "EncryptedPackage".encode("utf-16-le"),
        DOCX,
        400,
        f"„v“ {NO_PASSWORD}",
    ),
    "scan": (
        lambda: scanned(3),
        PDF,
        400,
        "„v“ enthält keinen Text; wahrscheinlich ist es eingescannt. Bitte die Angaben in das "
        "Formular eintragen, oder das Dokument mit Texterkennung speichern.",
    ),
    "Word with macros": (
        lambda: repacked(word(), **{"word/vbaProject.bin": b"x"}),
        DOCX,
        400,
        "„v“ enthält Makros und wird deshalb nicht gelesen. Bitte als Word-Dokument ohne Makros "
        "(.docx) speichern.",
    ),
    "entities in Word": (
        lambda: repacked(word(), **{"word/document.xml": ENTITY}),
        DOCX,
        400,
        "„v“ enthält XML, wie Word es nicht schreibt (DOCTYPE oder Entitäten), und wird nicht "
        "gelesen.",
    ),
    "Word without a document": (
        lambda: repacked(word(), **{"word/document.xml": b"<x/>"}),
        DOCX,
        400,
        "„v“ ist keine lesbare Word-Datei (DOCX); vielleicht ist sie beschädigt.",
    ),
    "half a Word file": (
        lambda: word()[:3000],
        DOCX,
        400,
        "„v“ ist beschädigt und lässt sich nicht auspacken.",
    ),
    "half a PDF": (
        lambda: paper()[:3000],
        PDF,
        400,
        "„v“ ist keine lesbare PDF-Datei; vielleicht ist sie beschädigt.",
    ),
    "zip bomb": (
        lambda: packed({"a.txt": bytes(210 << 20)}),
        ZIP,
        413,
        "„v“ wird beim Auspacken größer als 200 MB und wird nicht gelesen.",
    ),
    "bomb in Word": (
        lambda: repacked(word(), **{"word/media/a.xml": bytes(50 << 20)}),
        DOCX,
        413,
        "„v“ ist so gepackt, wie es nur Zip-Bomben sind, und wird nicht gelesen.",
    ),
    "PDF bomb": (
        lambda: made.swollen(200),
        PDF,
        413,
        "„v“ wächst beim Auspacken über jedes Maß und wird nicht gelesen.",
    ),
    "many files": (
        lambda: packed({f"{n}.txt": "" for n in range(2001)}),
        ZIP,
        413,
        "„v“ enthält mehr als 2000 Dateien.",
    ),
    "archive in an archive": (
        packed({"innen.zip": packed({"a.txt": "x"})}),
        ZIP,
        400,
        "„v“ enthält ein weiteres Archiv („innen.zip“); Archive in Archiven werden nicht gelesen.",
    ),
    "way out of the archive": (
        packed({"../a.txt": "x"}),
        ZIP,
        400,
        "„v“ enthält einen Eintrag, der aus dem Archiv herausführt oder doppelt ist "
        "(„../a.txt“), und wird nicht gelesen.",
    ),
    "absolute path": (
        packed({"/etc/passwd": "x"}),
        ZIP,
        400,
        "„v“ enthält einen Eintrag, der aus dem Archiv herausführt oder doppelt ist "
        "(„/etc/passwd“), und wird nicht gelesen.",
    ),
    "empty archive": (packed({}), ZIP, 400, "„v“ enthält keine Dateien."),
    "100 MB": (bytes(100 << 20), DOCX, 413, "Die Übertragung ist größer als 20 MB."),
    "wrong encoding": (
        "Titel: Straße".encode("latin-1"),
        TEXT,
        400,
        "„v“ ist nicht in UTF-8 geschrieben (Byte 11). Bitte als UTF-8 speichern, oder den Text in "
        "das Formular einfügen.",
    ),
    "broken JSON": (b'{"type": x', JSON, 400, "Das ist kein gültiges JSON (Zeile 1, Spalte 10)."),
    "deep JSON": (
        b'{"a":' + b"[" * 100_000,
        JSON,
        400,
        "Das JSON ist zu tief geschachtelt oder enthält unmögliche Zahlen.",
    ),
}
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
        {"gesamtbetrag": "rund 1,6 Mio. €"},
        "Gesamtbetrag: Die Angabe „Gesamtbetrag rund 1,6 Mio. €“ ist nicht eindeutig. Ist 1600000 "
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


def read(client: httpx2.Client, body: bytes, media: str) -> httpx2.Response:
    """What a document gets."""
    headers = {"Content-Type": media}
    return client.post("/api/v1/drafts?name=v", content=body, headers=headers)


def check(client: httpx2.Client, body: bytes, media: str = JSON, **more: str) -> httpx2.Response:
    """What a draft or a document gets when it is checked."""
    parameters = {"city": "musterstadt", **more}
    headers = {"Content-Type": media}
    return client.post("/api/v1/checks", params=parameters, content=body, headers=headers)


def unharmed(client: httpx2.Client) -> None:
    """The service answers as before."""
    report = check(client, word(), DOCX).json()
    assert (report["verdict"], report["findings"]) == ("konform", [])


@cache
def unreadable(name: str) -> tuple[bytes, str, int, str]:
    """A row of the table; documents that take their time are made when they are asked for."""
    made_or_given, media, status, words = UNREADABLE[name]
    body = made_or_given if isinstance(made_or_given, bytes) else made_or_given()
    return body, media, status, words


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told_in_a_clear_sentence(client: httpx2.Client, name: str) -> None:
    body, media, status, sentence = unreadable(name)
    answer = read(client, body, media)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["detail"]) == (status, sentence)
    unharmed(client)


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_check_refuses_it_as_well(client: httpx2.Client, name: str) -> None:
    body, media, status, _ = unreadable(name)
    answer = check(client, body, media)
    assert answer.status_code in {status, 400}
    assert answer.json()["detail"]


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
    assert report["verdict"] == "hinweise"


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
    assert sentence in [finding["message"] for finding in report["findings"]]
    assert "zb-001" in [finding["rule"] for finding in report["findings"]]


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
    assert len(UNREADABLE) == 30
    assert len(WRONG) + len(TOLD) + len(ASKED) == 13
