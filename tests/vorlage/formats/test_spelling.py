"""What nobody sees in a text makes no difference: ligatures, umlauts in two signs, soft hyphens."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable

import docx
import pytest
import typst

from leitgraph.vorlage.formats.kinds import read_document

PLAIN = """Vorlagen-Nr.: V0711/26
Betreff: Öffnung der Grünflächen am Häfnerweg
Datum: 4. März 2026
Federführendes Amt: Grünflächenamt
Gesamtkosten: 1 250 000,00 €
Verpflichtungsermächtigung: 300.000 €
Räumlicher Bezug: Südstadt
"""
DRAFT = {
    "kennung": "V0711/26",
    "titel": "Öffnung der Grünflächen am Häfnerweg",
    "datum": "2026-03-04",
    "federfuehrung": "Grünflächenamt",
    "gesamtbetrag": "1250000",
    "verpflichtungsermaechtigung": "300000",
    "raum": ["Südstadt"],
}
SPELLINGS = {
    "ligatures": PLAIN.replace("ff", "ﬀ").replace("fl", "ﬂ"),
    "umlauts in two signs": unicodedata.normalize("NFD", PLAIN),
    "soft hyphens": PLAIN.replace("führen", "füh\u00adren").replace("flächen", "\u00adflächen"),
    "blanks that do not break": PLAIN.replace(" 250", "\u2009250")
    .replace(" 000", "\u202f000")
    .replace(" €", "\u00a0€"),
    "blanks of no width": PLAIN.replace(":", "\u200b:").replace("Betreff", "\ufeffBetreff"),
}


def as_text(text: str) -> bytes:
    """A text file."""
    return text.encode()


def as_word(text: str) -> bytes:
    """A paragraph for each line."""
    document, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    """A paragraph for each line, on a page that is wide enough."""
    return bytes(typst.compile(("#set page(width: 25cm)\n" + text.replace("\n", "\n\n")).encode()))


@pytest.mark.parametrize("form", [as_text, as_word, as_pdf], ids=["text", "docx", "pdf"])
@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_a_paper_reads_the_same_however_its_letters_are_written(
    text: str, form: Callable[[str], bytes]
) -> None:
    (found,) = read_document(form(text), "", "v")
    assert text != PLAIN
    assert found.draft == DRAFT
    assert found.questions == ()
