"""Word documents as departments write them: controls, boxes, tracked changes, nested tables."""

from __future__ import annotations

import io
import time
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from tests.cases.long import lengthened

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def saved(document: Document) -> bytes:
    """The document as a file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(document: Document) -> DocumentDraft:
    """The one Vorlage in it."""
    (found,) = read_document(saved(document), "", "v.docx")
    assert found.form == "docx"
    return found


def paper(*lines: str, title: str = "Ein Versuch") -> Document:
    """A document of these paragraphs."""
    document = docx.Document()
    for line in (f"Betreff: {title}", *lines):
        document.add_paragraph(line)
    return document


def inserted(document: Document, xml: str) -> None:
    """Put XML of Word at the end of the body."""
    body: Any = document.element.body
    body.insert(len(body) - 1, parse_xml(xml.replace("<w:", "<w:", 1).replace(">", f" {W}>", 1)))


def box(ticked: bool) -> str:
    """A box as a content control, drawn in a font that shows something else."""
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
        "</w:sdtPr><w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent></w:sdt>"
    )


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_headings_tables_and_labels_are_read_with_their_places() -> None:
    document = docx.Document()
    document.add_heading("Beschlussvorlage V0815/25", 0)
    table = document.add_table(2, 4)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells],
        ["Datum", "16.06.2025", "Amt", "66", "Betreff\nAusbau der Lindenstraße", "", "", ""],
        strict=True,
    ):
        cell.text = text
    document.add_heading("1. Finanzielle Auswirkungen", 1)
    document.add_paragraph("Gesamtkosten: 1.650.000,00 €")
    slices = document.add_table(4, 2)
    rows = [("Jahr", "Betrag in T€"), ("2025", "50"), ("2026", "750"), ("2027", "850")]
    for row, texts in zip(slices.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = texts
    document.add_heading("2. Alternativen", 1)
    document.add_paragraph("Eine neue Decke.")
    document.add_paragraph("Sie hielte nicht.")
    found = read(document)
    assert found.draft == {
        "kennung": "V0815/25",
        "art": "Beschlussvorlage",
        "titel": "Ausbau der Lindenstraße",
        "datum": "2025-06-16",
        "federfuehrung": "66",
        "gesamtbetrag": "1650000",
        "alternativen": "Eine neue Decke.\nSie hielte nicht.",
        "jahresscheiben": [
            {"jahr": 2025, "betrag": "50000"},
            {"jahr": 2026, "betrag": "750000"},
            {"jahr": 2027, "betrag": "850000"},
        ],
    }
    places = {one.field: one.place for one in found.recognised}
    assert places["kennung"] == "Absatz 1"
    assert places["titel"] == "Tabelle 1, Zeile 2"
    assert places["gesamtbetrag"] == "Absatz 3"
    assert places["jahresscheiben[1].betrag"] == "Tabelle 2, Zeile 3"
    passages = {one.field: one.passage for one in found.recognised}
    assert passages["gesamtbetrag"] == "Gesamtkosten: 1.650.000,00 €"
    assert passages["jahresscheiben[1].betrag"] == "2026 | 750"


def test_a_title_in_the_style_for_titles_needs_no_label() -> None:
    document = docx.Document()
    document.add_heading("Ausbau der Lindenstraße", 0)
    document.add_paragraph("Datum: 16.06.2025")
    assert read(document).draft == {"titel": "Ausbau der Lindenstraße", "datum": "2025-06-16"}


def test_a_heading_that_may_be_the_title_is_asked() -> None:
    document = docx.Document()
    document.add_heading("Ausbau der Lindenstraße", 1)
    found = read(document)
    assert found.draft == {}
    assert [(q.field, q.options) for q in found.questions] == [
        ("titel", ("Ausbau der Lindenstraße",))
    ]


@pytest.mark.parametrize(("yes", "no", "value"), [(True, False, True), (False, True, False)])
def test_boxes_of_content_controls_are_read_by_their_state(
    yes: bool, no: bool, value: bool
) -> None:
    document = paper()
    line = run("Klimarelevanz: ") + box(yes) + run(" ja  ") + box(no) + run(" nein")
    inserted(document, f"<w:p>{line}</w:p>")
    assert read(document).draft["klimarelevant"] is value


def test_boxes_of_old_forms_and_of_sign_fonts_are_read() -> None:
    document = paper()
    old = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
        "</w:ffData></w:fldChar></w:r>"
    )
    empty = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    inserted(document, f"<w:p>{old}{run(' öffentlich ')}{empty}{run(' nichtöffentlich')}</w:p>")
    assert read(document).draft["nichtoeffentlich"] is False


def test_what_was_chosen_or_filled_in_counts_and_a_placeholder_does_not() -> None:
    document = paper()
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('66')}</w:sdtContent></w:sdt>"
    hint = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run('Klicken Sie hier, um Text einzugeben.')}</w:sdtContent></w:sdt>"
    )
    inserted(document, f"<w:p>{run('Amt: ')}{filled}</w:p>")
    inserted(document, f"<w:p>{run('Deckung: ')}{hint}</w:p>")
    block = (
        f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('Produkt: 54.1.0')}</w:p></w:sdtContent></w:sdt>"
    )
    inserted(document, block)
    draft = read(document).draft
    assert draft == {"titel": "Ein Versuch", "federfuehrung": "66", "produkt": "54.1.0"}


def test_tracked_changes_are_read_as_if_accepted() -> None:
    document = paper()
    deleted = '<w:del w:id="1"><w:r><w:delText>1.000.000</w:delText></w:r></w:del>'
    added = f'<w:ins w:id="2">{run("1.650.000 €")}</w:ins>'
    inserted(document, f"<w:p>{run('Gesamtkosten: ')}{deleted}{added}</w:p>")
    assert read(document).draft["gesamtbetrag"] == "1650000"


def test_the_header_is_read_and_tables_within_tables() -> None:
    document = paper()
    document.sections[0].header.paragraphs[0].text = "Vorlage Nr.: V0815/25"
    outer = document.add_table(1, 1)
    inner = outer.rows[0].cells[0].add_table(1, 2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "Produkt", "54.1.0"
    found = read(document)
    assert found.draft == {"kennung": "V0815/25", "titel": "Ein Versuch", "produkt": "54.1.0"}
    assert found.recognised[0].place == "Kopfzeile"


def test_a_mandate_of_the_proposed_resolution_is_read_with_its_date() -> None:
    document = paper("Beschlussvorschlag:")
    document.add_paragraph("Der Stadtrat beschließt den Ausbau.", style="List Number")
    mandate = "Der Oberbürgermeister wird beauftragt, bis zum 30.06.2026 zu berichten."
    document.add_paragraph(mandate, style="List Number")
    assert read(document).draft["auftraege"] == [{"auftrag": mandate, "frist": "2026-06-30"}]


def long_paper() -> bytes:
    """A paper of forty pages, as a department attaches its estimates to it."""
    document = docx.Document()
    head = "Betreff: Neubau der Schule am Anger\nDatum: 16.06.2025\nGesamtkosten: 18.400.000 €"
    for number, page in enumerate(lengthened(head, 40).split("\n\f\n")):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call]
        for line in page.split("\n"):
            document.add_paragraph(line)
        table = document.add_table(12, 4, style="Table Grid")
        for row in table.rows:
            for cell in row.cells:
                cell.text = f"Position {number}: 1.234,56"
    return saved(document)


@pytest.mark.slow
def test_a_paper_of_forty_pages_is_read_in_a_second_and_a_half() -> None:
    body = long_paper()
    read_document(body, "")
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        (found,) = read_document(body, "")
        best = min(best, time.process_time() - started)
    assert found.pages == 40
    assert found.draft["titel"] == "Neubau der Schule am Anger"
    assert found.draft["gesamtbetrag"] == "18400000"
    assert best <= 1.5
