"""The PDF is tagged, says language and title, and sets texts as they are, whatever they hold."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pypdf
import pytest
from tests import content
from tests.exporters.reports import CERTIFICATE, HOSTILE, mixed, nasty, written

from leitgraph.exporters.typeset import TEMPLATES, pdf, settable


def opened(data: bytes) -> tuple[Any, str]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    return reader, text


def roles(node: Any) -> Iterator[str]:
    """The roles of the structure tree in the order a screen reader meets them."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from roles(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        yield from roles(node.get("/K", []))


@pytest.fixture(scope="module")
def report() -> bytes:
    return written("pdf")


def test_it_is_tagged_and_says_language_and_title(report: bytes) -> None:
    reader, _ = opened(report)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "de-DE"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Prüfung der Vorlage"
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()
    english, _ = opened(written("pdf", language="en"))
    assert english.trailer["/Root"]["/Lang"] == "en-GB"


def test_a_screen_reader_meets_headings_lists_and_links_in_order(report: bytes) -> None:
    reader, _ = opened(report)
    tree = list(roles(reader.trailer["/Root"]["/StructTreeRoot"]))
    assert tree.count("/H2") == len(mixed().findings)
    assert tree.count("/H1") == 6
    assert "/L" in tree
    assert "/Link" in tree
    assert tree.index("/H1") < tree.index("/H2")


def test_it_prints_findings_praise_and_certificate(report: bytes) -> None:
    _, text = opened(report)
    assert "V0815/25 Radweg an der Hafenstraße" in text
    assert f"[zb-002, muss] {content.rules()['zb-002'].title.de}" in text
    assert "Feld: Ziele, 2. Zeile: Ziel" in text
    assert "Reifegrad: 0 von 5 – begonnen" in text
    assert "Das ist in Ordnung" in text
    assert "3.2 Erneuerbare Wärme nutzen: Gleiche Worte: Wärme" in text
    assert str(CERTIFICATE["rules"]) in text.replace(" ", "")
    assert "Die Prüfung gibt Hinweise" in text


def test_text_that_looks_like_markup_is_set_as_it_is() -> None:
    _, text = opened(written("pdf", nasty()))
    for shown in (
        '#panic() #read("/etc/passwd") *fett* _kursiv_ $x^2$ `code` @quelle <marke> \\ // c',
        "]]></failure><script>alert(1)</script>&amp;&lt;",
        "{?value} {{ x }} ${jndi:ldap://x} %s %d <w:p/>",
        "=WENN(1;2;3)",
    ):
        assert shown in text
    assert "root:" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_can_be_set_alone(text: str) -> None:
    made = pdf("report", document(text), title="Probe")
    reader, _ = opened(made)
    assert len(reader.pages) >= 1


def test_invisible_signs_go_and_what_has_no_glyph_becomes_a_box() -> None:
    assert settable("a\u202eb\u200b\u00ad") == "ab"
    assert settable("日 😀\x00") == "□ □□"
    assert settable("Ärger, „Maß“ – 50 € ≤ 3 ½ → Łódź Ελλάδα Привет") == (
        "Ärger, „Maß“ – 50 € ≤ 3 ½ → Łódź Ελλάδα Привет"
    )
    assert settable("A\u0308") == "Ä"


@pytest.mark.parametrize("start", range(0, 0x2600, 0x200))
def test_every_character_that_is_called_settable_can_be_set(start: int) -> None:
    block = [chr(code) for code in range(start, start + 0x200) if settable(chr(code)) == chr(code)]
    if not block:
        return
    made = pdf("report", document(" ".join(block)), title="Probe")
    assert made.startswith(b"%PDF-")


def test_most_of_the_characters_of_europe_can_be_set() -> None:
    known = [chr(code) for code in range(0x2600) if settable(chr(code)) == chr(code)]
    assert len(known) > 1200
    assert set("äöüßÄÖÜẞéèçñøåłőșžđ€§°²³µ–—„“«»…·•→≤≥×÷½‰№\u2212\u201a\u2018") <= set(known)


def test_equal_data_give_equal_bytes_and_bear_the_time_of_the_check(report: bytes) -> None:
    assert written("pdf") == report
    reader, _ = opened(report)
    assert reader.metadata.creation_date == datetime(2025, 6, 16, 9, 30, tzinfo=UTC)


def test_templates_read_no_files_and_no_packages() -> None:
    templates = sorted(TEMPLATES.glob("*.typ"))
    assert [path.stem for path in templates][:1] == ["page"]
    assert len(templates) >= 2
    for path in templates:
        words = re.sub(r"//.*", "", path.read_text("utf-8"))
        assert not re.search(r"#?(import|include|read|eval|plugin)\b|image\(|yaml\(|toml\(", words)


def document(text: str) -> dict[str, Any]:
    """The data of the report's template, the text wherever one can stand."""
    line = {"label": text, "text": text, "iri": text}
    return {
        "name": text,
        "head": [line],
        "groups": [
            {
                "heading": f"[{text}]",
                "findings": [{"title": f"[{text}]", "message": text, "lines": [line]}],
            }
        ],
        "praise": [text],
        "faultless": False,
        "lost": [],
        "lost-heading": text,
        "praise-heading": f"[{text}]",
        "suggestions": [line],
        "suggestions-heading": f"[{text}]",
        "certificate": [line],
        "certificate-heading": f"[{text}]",
        "disclaimer": text,
        "footer": text,
    }
