"""Word documents by what is seen of them: merged cells, hidden and struck words, raised digits."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.table import Table
from tests.vorlage.formats.test_docx import W, inserted, paper, read, run, saved

from leitgraph.vorlage.formats.docx import blocks_of

SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'


def styled(text: str, properties: str) -> str:
    """A run that looks so."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str) -> Document:
    """A paper with one more paragraph of these runs."""
    document = paper()
    inserted(document, f"<w:p>{''.join(runs)}</w:p>")
    return document


def table(document: Document, *rows: tuple[str, ...]) -> Table:
    """A table of these rows."""
    made: Table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return made


def texts(document: Document, kind: str = "text") -> list[str]:
    """The text of the blocks of a kind."""
    blocks, _ = blocks_of(saved(document), "v.docx")
    return [block.text for block in blocks if block.kind == kind]


def test_02_a_cell_merged_downwards_holds_its_text_for_all_its_rows() -> None:
    document = paper("Jahresscheiben")
    made = table(
        document,
        ("Haushaltsart", "Jahr", "Betrag"),
        ("Finanzhaushalt", "2026", "120.000 €"),
        ("", "2027", "80.000 €"),
        ("Ergebnishaushalt", "2026", "5.000 €"),
        ("", "2027", "6.000 €"),
    )
    for first in (1, 3):
        made.cell(first, 0).merge(made.cell(first + 1, 0))
    assert read(document).draft["jahresscheiben"] == [
        {"jahr": 2026, "betrag": "120000", "haushaltsart": "finanzhaushalt"},
        {"jahr": 2027, "betrag": "80000", "haushaltsart": "finanzhaushalt"},
        {"jahr": 2026, "betrag": "5000", "haushaltsart": "ergebnishaushalt"},
        {"jahr": 2027, "betrag": "6000", "haushaltsart": "ergebnishaushalt"},
    ]


def test_a_label_merged_downwards_is_read_once() -> None:
    document = paper()
    made = table(document, ("Ort", "Südstadt"), ("", "Oststadt"), ("Produkt", "54.1.0"))
    made.cell(0, 0).merge(made.cell(1, 0))
    (block,) = [one for one in blocks_of(saved(document), "")[0] if one.kind == "table"]
    assert [row.cells for row in block.rows][1] == ("Ort", "Oststadt")
    assert [row.own for row in block.rows][1] == ("", "Oststadt")
    assert read(document).draft["produkt"] == "54.1.0"


def test_cells_stand_below_the_heading_they_have_on_the_grid() -> None:
    document = paper("Jahresscheiben")
    made = table(
        document,
        ("Jahr", "Erläuterung", "", "Betrag in €"),
        ("2026", "Planung", "Vergabe", "40.000"),
        ("2027", "Bau", "", "60.000"),
    )
    made.cell(0, 1).merge(made.cell(0, 2))
    assert read(document).draft["jahresscheiben"] == [
        {"jahr": 2026, "betrag": "40000"},
        {"jahr": 2027, "betrag": "60000"},
    ]


def test_03_a_raised_digit_marks_a_note_and_is_no_digit() -> None:
    document = line(run("Gesamtkosten: 70.000"), styled("1", SUPERSCRIPT), run(" €"))
    inserted(
        document, f"<w:p>{run('Investitionskosten: 60.000 €')}{styled('2)', SUPERSCRIPT)}</w:p>"
    )
    inserted(document, f"<w:p>{run('Jahresscheiben')}</w:p>")
    made = table(document, ("Jahr", "Betrag in €"), ("2026", "70.000"))
    for cell in made.rows[1].cells:
        cell.paragraphs[0].add_run("1").font.superscript = True
    inserted(document, f"<w:p>{styled('1', SUPERSCRIPT)}{run(' mit Umsatzsteuer')}</w:p>")
    found = read(document)
    assert found.draft == {
        "titel": "Ein Versuch",
        "gesamtbetrag": "70000",
        "investitionskosten": "60000",
        "jahresscheiben": [{"jahr": 2026, "betrag": "70000"}],
    }
    assert found.questions == ()
    assert texts(document, "note") == ["mit Umsatzsteuer"]


@pytest.mark.parametrize(
    ("before", "raised", "read_as"),
    [
        ("1.200 m", "2", "1.200 m²"),
        ("40 m", "3", "40 m³"),
        ("am", "2", "am"),
        ("Kosten", "1, 2", "Kosten"),
        ("der 3", "te", "der 3te"),
    ],
)
def test_a_power_of_metres_stays(before: str, raised: str, read_as: str) -> None:
    assert texts(line(run(before), styled(raised, SUPERSCRIPT)))[-1] == read_as


def test_a_lowered_digit_is_read_on() -> None:
    lowered = styled("2", '<w:vertAlign w:val="subscript"/>')
    assert texts(line(run("CO"), lowered, run("-Bilanz")))[-1] == "CO2-Bilanz"


@pytest.mark.parametrize("look", ["<w:vanish/>", "<w:strike/>", "<w:dstrike/>"])
def test_04_hidden_and_struck_words_are_not_read(look: str) -> None:
    document = line(run("Gesamtkosten: "), styled("300.000 € ", look), run("210.000 €"))
    inserted(document, f"<w:p>{styled('Deckung: hier das Sachkonto angeben', look)}</w:p>")
    found = read(document)
    assert found.draft == {"titel": "Ein Versuch", "gesamtbetrag": "210000"}
    assert found.questions == ()


def test_a_style_hides_too_and_a_run_can_say_otherwise() -> None:
    document = paper()
    style: Any = document.styles.add_style("Ausfüllhinweis", 2)
    style.font.hidden = True
    paragraph = document.add_paragraph("Produkt: ")
    paragraph.add_run("Nummer eintragen ", style="Ausfüllhinweis")
    shown = paragraph.add_run("54.1.0", style="Ausfüllhinweis")
    shown.font.hidden = False
    assert read(document).draft["produkt"] == "54.1.0"


def test_boxes_drawn_with_letters_of_a_font_of_signs_are_boxes() -> None:
    fonts = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    document = line(
        run("Klimarelevanz: "), styled("x", fonts), run(" ja  "), styled("o", fonts), run(" nein")
    )
    assert texts(document)[-1] == "Klimarelevanz: ☒ ja ☐ nein"
    assert read(document).draft["klimarelevant"] is True


def test_11_a_prompt_is_no_value_even_where_it_lost_its_mark() -> None:
    document = paper("Produkt: Klicken oder tippen Sie hier, um Text einzugeben.")
    assert read(document).draft == {"titel": "Ein Versuch"}


def test_feet_and_contents_are_furniture() -> None:
    document = paper("Datum: 04.03.2026")
    document.sections[0].footer.paragraphs[0].text = "Datum: 01.01.2020"
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Finanzielle Auswirkungen ..... 3", style="toc 1")
    assert texts(document, "furniture") == [
        "Datum: 01.01.2020",
        "Finanzielle Auswirkungen ..... 3",
    ]
    assert read(document).draft == {"titel": "Ein Versuch", "datum": "2026-03-04"}


def test_footnotes_are_notes_at_the_end() -> None:
    document = paper()
    xml = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="1"><w:p>{run("Einschließlich der Planung.")}</w:p></w:footnote>'
        "</w:footnotes>"
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        xml.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert texts(document, "note") == ["Einschließlich der Planung."]


def test_a_table_in_a_cell_stands_below_its_row_and_the_others_go_on() -> None:
    document = paper()
    outer = table(document, ("Jahresscheiben", ""), ("Produkt", "54.1.0"))
    inner = outer.cell(0, 1).add_table(2, 2)
    for row, texts_ in zip(inner.rows, [("Jahr", "Betrag"), ("2026", "9.000 €")], strict=True):
        row.cells[0].text, row.cells[1].text = texts_
    assert read(document).draft == {
        "titel": "Ein Versuch",
        "jahresscheiben": [{"jahr": 2026, "betrag": "9000"}],
        "produkt": "54.1.0",
    }


def test_a_table_in_a_text_box_in_a_cell_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("Betreff: Ein Versuch")
    made = table(document, ("Anlage zum Antrag",))
    cells = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("Produkt", "54.1.0"))
    box = f"<w:txbxContent><w:tbl><w:tr>{cells}</w:tr></w:tbl></w:txbxContent>"
    paragraph: Any = made.cell(0, 0).paragraphs[0]._p
    inserted(document, f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>")
    body: Any = document.element.body
    paragraph.append(body[-2][0])
    assert read(document).draft == {"titel": "Ein Versuch", "produkt": "54.1.0"}


def test_the_status_beside_a_label_is_read_in_a_row_as_in_a_line() -> None:
    document = paper()
    table(document, ("Behandlung:", "nichtöffentlich"), ("Produkt:", "54.1.0"))
    assert read(document).draft == {
        "titel": "Ein Versuch",
        "nichtoeffentlich": True,
        "produkt": "54.1.0",
    }


def test_what_stands_below_a_number_is_not_of_it_in_the_form_of_a_city() -> None:
    document = docx.Document()
    for line_ in (
        "Landeshauptstadt Dresden",
        "Vorlage Nr.: V9876/25",
        "Datum: 4. März 2025",
        "Gegenstand: Neues Dach für die Mensa",
    ):
        document.add_paragraph(line_)
    assert read(document).draft == {
        "kennung": "V9876/25",
        "datum": "2025-03-04",
        "titel": "Neues Dach für die Mensa",
    }
