"""A file sent to the check page fills the form, or is told beside it and takes nothing along."""

from __future__ import annotations

import json
from pathlib import Path

import httpx2
import pytest
from tests import content
from tests.web.markup import Page
from tests.web.pages.check.filled import DRAFTS, HEADINGS, ROOT, TURTLE, sent, verdict

from leitgraph.web.pages.check.fields import MAX_ROWS
from leitgraph.web.pages.check.page import FIELDS


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_draft_sent_as_a_file_fills_the_form_which_gets_the_same_verdict(
    browser: httpx2.Client, path: Path
) -> None:
    by_file, filled = sent(browser, {"titel": "vorher"}, (path.name, path.read_bytes()))
    assert verdict(by_file) == HEADINGS[content.expected()[path.stem]["verdict"]]
    again, _ = sent(browser, {**filled.forms[-1], "zuletzt": ""})
    assert again.text == by_file.text


@pytest.mark.parametrize(
    "path", sorted((ROOT / "data" / "vorlagen").glob("*.json")), ids=lambda path: path.stem
)
def test_a_real_paper_fills_the_form_which_gets_the_same_report(
    browser: httpx2.Client, path: Path
) -> None:
    city = {"city": path.stem.split("-")[0]}
    by_file, filled = sent(browser, city, (path.name, path.read_bytes()))
    again, _ = sent(browser, {**filled.forms[-1], "zuletzt": ""})
    assert again.text == by_file.text


@pytest.mark.parametrize(
    ("file", "status", "says"),
    [
        (("v.pdf", b"%PDF-1.7 \xff"), 400, "„v.pdf“ ist keine lesbare PDF-Datei"),
        (("v.json", b"%PDF-1.7 \xff"), 400, "„v.json“ ist keine lesbare PDF-Datei"),
        (("v.docx", b"PK\x03\x04..."), 400, "„v.docx“ ist beschädigt"),
        (("v.png", b"\x89PNG\r\n\x1a\n"), 415, "„v.png“ ist ein Bild"),
        (("v.txt", b"Guten Tag"), 400, "In „v.txt“ wurde keine Angabe einer Vorlage erkannt"),
        (("v.json", b""), 400, "„v.json“ ist leer."),
        (("v.json", b'{"titel": "x",\n "datum" 3}'), 400, "(Zeile 2, Spalte 10)"),
        (("v.json", b"[1]"), 400, "Erwartet wird ein JSON-Objekt"),
        (("v.json", '{"titel": "Straße"}'.encode("latin-1")), 400, "nicht in UTF-8 geschrieben"),
        (("v.json", b"[" * 100_000), 400, "zu tief geschachtelt"),
        (("v.ttl", b"@prefix a: <b> .\nquatsch"), 400, "Zeile 2"),
        (("v.ttl", b"<a> <b> <c> ."), 400, "steht keine Vorlage"),
        (
            ("v.ttl", (TURTLE % "a" + TURTLE % "b").encode()),
            422,
            "In dem Entwurf stehen 2 Vorlagen",
        ),
        (
            ("v.jsonld", b'{"@context": "https://example.org/", "@type": "Vorlage"}'),
            400,
            "wird nicht aus dem Netz geholt",
        ),
    ],
)
def test_a_wrong_file_is_told_at_the_file_and_the_form_is_kept(
    browser: httpx2.Client, file: tuple[str, bytes], status: int, says: str
) -> None:
    page, filled = sent(browser, {"titel": "Getippt", "raum": "sb-4"}, file, status)
    assert says in page.text
    assert [f["name"] for f in page.inputs if f.get("aria-invalid") == "true"] == ["datei"]
    assert filled.forms[-1]["titel"] == "Getippt"
    assert filled.forms[-1]["raum"] == "sb-4"


def test_a_file_that_is_too_large_is_told_and_the_form_is_kept(narrow: httpx2.Client) -> None:
    file = ("v.json", b'{"titel": "' + b"x" * (1 << 20) + b'"}')
    page, filled = sent(narrow, {"titel": "Getippt", "city": "dresden"}, file, 413)
    assert "Die Übertragung ist größer als 1 MB." in page.text
    assert filled.forms[-1]["titel"] == "Getippt"
    assert filled.forms[-1]["city"] == "dresden"


def test_a_flood_is_refused_and_answered_with_the_page(narrow: httpx2.Client) -> None:
    file = ("v.json", b"x" * (30 << 20))
    page, _ = sent(narrow, {}, file, 413)
    assert "Die Übertragung ist größer als 1 MB." in page.text


def test_a_wrong_field_in_a_file_is_told_beside_the_filled_form(browser: httpx2.Client) -> None:
    draft = {"titel": "Versuch", "zielbezuege": [{"ziel": "uz-2-8", "richtung": "quer"}]}
    page, filled = sent(browser, {}, ("v.json", json.dumps(draft).encode()), 422)
    assert filled.forms[-1]["zielbezuege[0].richtung"] == "quer"
    assert "f-zielbezuege-0-richtung-fehler" in filled.describes["zielbezuege[0].richtung"]
    assert "#f-zielbezuege-0-richtung" in page.links


def test_turtle_is_checked_beside_the_form_it_does_not_fill(browser: httpx2.Client) -> None:
    page, filled = sent(browser, {"titel": "Getippt"}, ("v.ttl", (TURTLE % "t1-25").encode()))
    assert verdict(page) == "Klärungsbedürftig"
    assert "Dieser Entwurf ist RDF" in page.text
    assert filled.forms[-1]["titel"] == "Getippt"


def test_a_file_with_more_rows_than_the_form_is_checked_all_the_same(
    browser: httpx2.Client,
) -> None:
    rows = [{"jahr": 2025, "betrag": "1"}] * (MAX_ROWS + 1)
    draft = {"titel": "Versuch", "gesamtbetrag": "61", "jahresscheiben": rows}
    page, filled = sent(browser, {"titel": "Getippt"}, ("v.json", json.dumps(draft).encode()))
    assert f"Das Formular zeigt höchstens {MAX_ROWS} Zeilen" in page.text
    assert "fi-001" in page.words
    assert filled.forms[-1]["titel"] == "Getippt"


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"{}", "application/json", 415),
        (b"--x\r\nnichts", "multipart/form-data; boundary=x", 422),
        (b"nichts", "multipart/form-data; boundary=x", 400),
        (b"--x", "multipart/form-data", 400),
        (
            b"&".join(b"f%d=" % n for n in range(FIELDS + 1)),
            "application/x-www-form-urlencoded",
            400,
        ),
        (b"titel=" + b"x" * (5 << 20), "application/x-www-form-urlencoded", 400),
    ],
)
def test_a_body_that_is_no_form_is_told_on_the_page(
    browser: httpx2.Client, body: bytes, media: str, status: int
) -> None:
    answer = browser.post("/pruefen", content=body, headers={"Content-Type": media})
    assert answer.status_code == status, answer.text
    assert Page(answer.text).wrong == []
    assert 'role="alert"' in answer.text


def test_two_files_are_one_too_many(browser: httpx2.Client) -> None:
    files = [("datei", ("a.json", b"{}")), ("datei", ("b.json", b"{}"))]
    answer = browser.post("/pruefen", data={"city": "musterstadt"}, files=files)
    assert answer.status_code == 400
    assert "erlaubt sind eine Datei" in answer.text
