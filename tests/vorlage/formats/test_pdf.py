"""PDF: wrapped cells, repeated headers, forms that were filled in, pages without text."""

from __future__ import annotations

import io
from typing import Any

import typst
from pypdf import PdfReader, PdfWriter
from tests.vorlage.formats.documents import protected

from leitgraph.exporters.papers import pdf as paper_pdf
from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft

DRAFT: dict[str, Any] = {"titel": "Ein Versuch", "kennung": "V0815/25", "gesamtbetrag": "1650000"}


def read(body: bytes) -> DocumentDraft:
    """The one Vorlage in it."""
    (found,) = read_document(body, "", "v.pdf")
    assert found.form == "pdf"
    return found


def printed(source: str) -> bytes:
    """A PDF of some Typst."""
    return bytes(typst.compile(source.encode()))


def test_cells_that_wrap_are_put_together_by_their_column() -> None:
    body = printed(
        """#set page(width: 15cm)
#set text(hyphenate: false)
Betreff: Neubau des Radwegs am Kirchweg zwischen dem Bahnhof und der Straße zum Hafen, zweiter
Bauabschnitt

#table(columns: (4cm, 2cm, 5cm), stroke: none,
  [Ziel], [Wirkung], [Begründung],
  [Fuß- und Radverkehr gemeinsam stärken], [fördert], [Schließt die Lücke zwischen dem Bahnhof und
  der Altstadt, die seit Jahren beklagt wird.],
  [3.6], [hemmt], [Versiegelt.])
"""
    )
    found = read(body)
    assert found.draft["titel"] == (
        "Neubau des Radwegs am Kirchweg zwischen dem Bahnhof und der Straße zum Hafen, zweiter "
        "Bauabschnitt"
    )
    assert found.draft["zielbezuege"] == [
        {
            "ziel": "Fuß- und Radverkehr gemeinsam stärken",
            "richtung": "foerdert",
            "begruendung": "Schließt die Lücke zwischen dem Bahnhof und der Altstadt, die seit "
            "Jahren beklagt wird.",
        },
        {"ziel": "3.6", "richtung": "hemmt", "begruendung": "Versiegelt."},
    ]


def test_what_repeats_at_the_edges_of_pages_does_not_break_a_text() -> None:
    body = printed(
        """#set page(height: 8cm, header: [Stadt Musterstadt, Vorlage V0815/25], footer: context [
Seite #counter(page).display() von 3])
Betreff: Ein Versuch

Sachverhalt

#for n in range(24) [Satz #n steht hier in der Begründung und geht weiter. ]

Deckung: Haushaltsplan
"""
    )
    found = read(body)
    assert found.pages >= 2
    assert "Musterstadt" not in found.draft["gegenstand"]
    assert "Seite" not in found.draft["gegenstand"]
    assert found.draft["gegenstand"].count("Satz") == 24
    assert found.draft["deckung"] == "Haushaltsplan"


def test_fields_of_a_form_that_was_filled_in_are_read() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(paper_pdf.write({"titel": "Ein Versuch"})))
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

    def field(name: str, value: str) -> Any:
        return writer._add_object(
            DictionaryObject(
                {
                    NameObject("/FT"): NameObject("/Tx"),
                    NameObject("/T"): TextStringObject(name),
                    NameObject("/V"): TextStringObject(value),
                }
            )
        )

    fields = ArrayObject([field("Produkt", "54.1.0"), field("Anzahl", "7"), field("Deckung", "")])
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    out = io.BytesIO()
    writer.write(out)
    found = read(out.getvalue())
    assert found.draft == {"titel": "Ein Versuch", "produkt": "54.1.0"}
    assert found.recognised[-1].place == "Formularfeld „Produkt“"


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(paper_pdf.write(DRAFT)))
    writer.encrypt("", "nur-fuer-den-eigentuemer", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert read(out.getvalue()).draft == DRAFT
    assert PdfReader(io.BytesIO(protected(paper_pdf.write(DRAFT)))).is_encrypted


def test_places_name_page_and_line() -> None:
    found = read(paper_pdf.write(DRAFT))
    places = {one.field: one.place for one in found.recognised}
    assert places["kennung"].startswith("Seite 1, Zeile ")


def test_boxes_of_a_form_are_read_beside_what_is_printed_there() -> None:
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        TextStringObject,
    )

    source = "#set page(width: 400pt, height: 300pt, margin: 0pt)\n" + "".join(
        f"#place(dx: {x}pt, dy: {y}pt)[{words}]\n"
        for x, y, words in (
            (20, 20, "Betreff: Ein Versuch"),
            (20, 60, "Klimarelevanz:"),
            (140, 60, "ja"),
            (220, 60, "nein"),
            (20, 100, "Deckung:"),
        )
    )
    writer = PdfWriter(clone_from=io.BytesIO(printed(source)))

    def widget(x: float, y: float, kind: str, said: dict[str, Any]) -> Any:
        rect = ArrayObject([FloatObject(v) for v in (x, 300 - y - 10, x + 10, 300 - y)])
        named = {NameObject(name): value for name, value in said.items()}
        return writer._add_object(
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject("/Widget"),
                    NameObject("/FT"): NameObject(kind),
                    NameObject("/Rect"): rect,
                    **named,
                }
            )
        )

    off, on = {"/AS": NameObject("/Off")}, {"/AS": NameObject("/2"), "/V": NameObject("/2")}
    fields = ArrayObject(
        [
            widget(120, 60, "/Btn", {"/T": TextStringObject("Kontroll1"), **off}),
            widget(200, 60, "/Btn", {"/T": TextStringObject("Kontroll2"), **on}),
            widget(
                90,
                100,
                "/Tx",
                {"/T": TextStringObject("Text7"), "/V": TextStringObject("Haushaltsplan")},
            ),
        ]
    )
    writer.pages[0][NameObject("/Annots")] = fields
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    out = io.BytesIO()
    writer.write(out)
    assert read(out.getvalue()).draft == {
        "titel": "Ein Versuch",
        "klimarelevant": False,
        "deckung": "Haushaltsplan",
    }
