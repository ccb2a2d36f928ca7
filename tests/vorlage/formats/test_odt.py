"""OpenDocument texts: the same paper as in Word, merged cells, boxes, hidden and deleted words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.vorlage.formats.documents import ODT
from tests.vorlage.formats.open_document import MIME, h, odt, of_word, p, table
from tests.vorlage.formats.packages import packed

from leitgraph.errors import BadData
from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.vorlage.formats.kinds import names, read_document
from leitgraph.vorlage.formats.odt import blocks_of
from leitgraph.vorlage.reading import DocumentDraft

DEMO = sorted((Path(__file__).parents[3] / "data" / "demo" / "vorlagen").glob("[0-9]*.json"))
LOOKS = """<style:style style:name="V"><style:text-properties text:display="none"/></style:style>
<style:style style:name="S"><style:text-properties style:text-line-through-style="solid"/>
</style:style>
<style:style style:name="N"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="C" style:parent-style-name="V"/>"""


def read(body: bytes) -> DocumentDraft:
    """The one Vorlage in it."""
    (found,) = read_document(body, "", "v.odt")
    assert found.form == "odt"
    return found


def texts(body: bytes, kind: str) -> list[str]:
    """The text of the blocks of a kind."""
    return [block.text for block in blocks_of(body, "v.odt")[0] if block.kind == kind]


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_the_same_paper_gives_the_same_draft_as_word(path: Path) -> None:
    word = paper_docx.write(json.loads(path.read_text("utf-8")))
    (expected,) = read_document(word, "", "v.docx")
    found = read(of_word(word))
    assert found.draft == expected.draft
    assert found.questions == expected.questions
    assert found.recognised == expected.recognised


def test_16_paragraphs_headings_and_lists_are_read_with_their_places() -> None:
    found = read(
        odt(
            p("Beschlussvorlage")
            + p("Vorlage Nr.: V0731/26")
            + p("Betreff: Neuer Steg am Weiher")
            + h("Finanzielle Auswirkungen")
            + p("Gesamtkosten:\t38.000 €"),
            pages=3,
        )
    )
    assert found.draft == {
        "art": "Beschlussvorlage",
        "kennung": "V0731/26",
        "titel": "Neuer Steg am Weiher",
        "gesamtbetrag": "38000",
    }
    assert found.pages == 3
    assert {one.field: one.place for one in found.recognised}["gesamtbetrag"] == "Absatz 5"


def test_cells_merged_downwards_and_across_stand_on_their_grid() -> None:
    down = '<table:table-cell table:number-rows-spanned="2">' + p("Finanzhaushalt")
    across = '<table:table-cell table:number-columns-spanned="2">' + p("Zusammen")
    covered = "<table:covered-table-cell/>"
    body = p("Betreff: Ein Versuch") + p("Jahresscheiben")
    body += table(
        ("Haushaltsart", "Jahr", "Betrag in €"),
        (down + "</table:table-cell>", "2026", "4.000"),
        (covered, "2027", "5.000"),
        (across + "</table:table-cell>", covered, "9.000"),
    )
    assert read(odt(body)).draft["jahresscheiben"] == [
        {"jahr": 2026, "betrag": "4000", "haushaltsart": "finanzhaushalt"},
        {"jahr": 2027, "betrag": "5000", "haushaltsart": "finanzhaushalt"},
    ]


@pytest.mark.parametrize("look", ["V", "S", "C"])
def test_hidden_and_struck_words_are_not_read(look: str) -> None:
    said = f'Gesamtkosten: <text:span text:style-name="{look}">900 €</text:span> 700 €'
    body = odt(p("Betreff: Ein Versuch") + f"<text:p>{said}</text:p>", LOOKS)
    assert read(body).draft == {"titel": "Ein Versuch", "gesamtbetrag": "700"}


def test_raised_digits_deleted_words_and_prompts_are_no_values() -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('Deckung: Haushaltsrest')}</text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )
    said = 'Gesamtkosten: 700<text:span text:style-name="N">1</text:span> €'
    prompt = "<text:p>Produkt: <text:placeholder>&lt;Nummer&gt;</text:placeholder></text:p>"
    note = (
        '<text:p>Text<text:note text:note-class="footnote"><text:note-citation>1'
        f"</text:note-citation><text:note-body>{p('Ohne Planung.')}</text:note-body></text:note>"
        "</text:p>"
    )
    body = odt(
        deleted + p("Betreff: Ein Versuch") + f"<text:p>{said}</text:p>{note}{prompt}", LOOKS
    )
    assert read(body).draft == {"titel": "Ein Versuch", "gesamtbetrag": "700"}
    assert texts(body, "note") == ["Ohne Planung."]


def test_boxes_are_read_by_their_state() -> None:
    def box(ticked: bool) -> str:
        state = "true" if ticked else "false"
        return (
            f'<loext:content-control loext:checkbox="true" loext:checked="{state}">?'
            "</loext:content-control>"
        )

    line = f"<text:p>Klimarelevanz: {box(True)} ja {box(False)} nein</text:p>"
    assert read(odt(p("Betreff: Ein Versuch") + line)).draft["klimarelevant"] is True


def test_headers_are_read_and_feet_are_furniture() -> None:
    master = f"<style:header>{p('Vorlage Nr.: V0731/26')}</style:header>"
    master += f"<style:footer>{p('Datum: 01.01.2020')}</style:footer>"
    body = odt(p("Betreff: Ein Versuch"), master=master)
    assert read(body).draft == {"kennung": "V0731/26", "titel": "Ein Versuch"}
    assert texts(body, "furniture") == ["Datum: 01.01.2020"]


def test_what_declares_entities_or_asks_for_a_password_is_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(BadData, match="DOCTYPE oder Entitäten"):
        read_document(packed({"mimetype": MIME, "content.xml": bomb}), ODT, "v.odt")
    manifest = "<m><encryption-data/></m>"
    secret = {"mimetype": MIME, "content.xml": "x", "META-INF/manifest.xml": manifest}
    with pytest.raises(BadData, match="Passwort"):
        read_document(packed(secret), ODT, "v.odt")


def test_it_is_named_among_what_is_read() -> None:
    assert names() == "DOCX, ODT, OParl-JSON, PDF, Text und ZIP"
