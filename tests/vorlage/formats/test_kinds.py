"""Formats of documents: found by scan, told apart by what is in a file, named in one sentence."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.vorlage.formats.documents import FORMS, PAPER, as_json
from tests.vorlage.formats.packages import packed

from leitgraph.errors import BadData
from leitgraph.exporters.papers import pdf as paper_pdf
from leitgraph.vorlage.formats import kinds

DRAFT: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "data/demo/vorlagen/01-strasse-in-ordnung.json").read_text("utf-8")
)


def test_every_module_with_a_format_is_found_and_none_says_the_same_as_another() -> None:
    found = kinds.document_formats()
    assert {one.name for one in found} >= {"docx", "pdf", "text", "oparl", "zip"}
    for told in (
        [one.name for one in found],
        [one.media_type for one in found],
        [ending for one in found for ending in one.endings],
        [one.label.de for one in found],
        [one.label.en for one in found],
    ):
        assert len(set(told)) == len(told)
    assert kinds.endings()[".docx"] in kinds.media_types()
    assert kinds.endings()[".json"] not in kinds.media_types()


def test_the_sentence_names_every_format_once_and_archives_last() -> None:
    for english, word in ((False, " und "), (True, " and ")):
        sentence = kinds.names(english)
        labels = [one.label.en if english else one.label.de for one in kinds.document_formats()]
        assert sorted(sentence.replace(word, ", ").split(", ")) == sorted(labels)
        assert sentence.endswith(word + "ZIP")


def test_a_zip_that_begins_with_an_unpacked_pdf_is_a_zip() -> None:
    paper = paper_pdf.write(DRAFT)
    body = packed({"b.pdf": paper, "a.txt": "Titel: Ein Versuch"}, zipfile.ZIP_STORED)
    assert b"%PDF-" in body[:1024]
    found = kinds.read_document(body, "")
    assert [(one.name, one.form) for one in found] == [("a.txt", "text"), ("b.pdf", "pdf")]
    assert found[1].draft == DRAFT


def test_what_is_a_document_hangs_on_its_media_type_and_for_json_on_what_it_says() -> None:
    paper = as_json({"type": PAPER})
    assert kinds.is_document(b"x", "Text/Plain; charset=utf-8")
    assert kinds.is_document(paper, "application/json")
    assert kinds.is_document(paper, "")
    assert not kinds.is_document(as_json(DRAFT), "application/json")
    assert not kinds.is_document(as_json(DRAFT), "")
    assert not kinds.is_document(paper, "text/turtle")


def test_a_check_says_which_libraries_it_read_with() -> None:
    pdf, word, archive = (kinds.endings()[one] for one in (".pdf", ".docx", ".zip"))
    assert kinds.libraries(pdf) == ("pypdf",)
    assert kinds.libraries(word) == ("python-docx",)
    assert set(kinds.libraries(archive)) >= {"pypdf", "python-docx"}
    assert kinds.libraries("application/json") == ()


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_holds_nothing_that_json_does_not_know(form: str) -> None:
    media, write = FORMS[form]
    (document,) = kinds.read_document(write(DRAFT), media)
    assert document.draft == DRAFT
    assert json.loads(json.dumps(document.draft)) == document.draft


def test_numbers_of_json_stay_as_they_were_written() -> None:
    amounts = b'{"a": 1650000.10, "b": [0.1000000000000000055], "c": {"d": 7}}'
    (document,) = kinds.read_document(amounts, "application/json")
    assert document.draft == {"a": "1650000.10", "b": ["0.1000000000000000055"], "c": {"d": 7}}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b'{"titel": NaN}', "Das JSON ist zu tief geschachtelt oder enthält unmögliche Zahlen."),
        (
            b'{"titel": "\\ud800"}',
            "Das JSON enthält halbe Zeichen (\\ud800 bis \\udfff ohne ihr Gegenstück).",
        ),
    ],
)
def test_json_that_no_draft_could_hold_is_refused(body: bytes, sentence: str) -> None:
    with pytest.raises(BadData) as refused:
        kinds.read_document(body, "application/json")
    assert refused.value.detail == sentence
