"""A document sent to the check page: what was recognised, with its passage, and what is asked."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from tests.web.markup import Page
from tests.web.pages.check.filled import sent, typed, verdict

from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.web.pages.check.document import Document
from leitgraph.web.pages.check.form import Form
from leitgraph.web.pages.check.state import State

if TYPE_CHECKING:
    from tests.shell import Shell

ROOT = Path(__file__).parents[4]
DRAFT = json.loads(
    (ROOT / "data" / "demo" / "vorlagen" / "08-summe-falsch.json").read_text("utf-8")
)
TEXT = """Beschlussvorlage V77/25

Titel: Radweg an der Hafenstraße

Federführend: 66

Gesamtbetrag: 1,650

Klimawirkung: vielleicht

Finanzielle Auswirkungen
2026: 400.000 €
2027: 800.000 €
"""


@pytest.fixture(scope="module")
def browser(served: Shell) -> Iterator[httpx2.Client]:
    """Asks as a browser does."""
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "de"}
    with httpx2.Client(base_url=served.url, headers=headers, timeout=60) as client:
        yield client


def words(page: Page) -> str:
    """The text of a page with single blanks."""
    return " ".join(page.text.split())


def read(browser: httpx2.Client, text: str = TEXT) -> tuple[Page, dict[str, str]]:
    """The page after a text was sent as a file, and its form."""
    page, filled = sent(browser, {"tun": "lesen"}, ("v.txt", text.encode()))
    return page, filled.forms[-1]


def test_a_document_of_ours_fills_the_form_with_all_it_says(browser: httpx2.Client) -> None:
    page, filled = sent(browser, {"tun": "lesen"}, ("v.docx", paper_docx.write(DRAFT)))
    assert "Ergebnis: " not in page.text
    assert "Gelesen: v.docx," in words(page)
    wanted = typed(DRAFT) | {"art": "beschlussvorlage"}
    kept = filled.forms[-1]
    texts = ("kennung", "titel", "gegenstand", "federfuehrung", "mitwirkung", "raum", "produkt")
    assert {name: kept[name] for name in texts} == {name: wanted[name] for name in texts}
    rows = [name for name in wanted if name.startswith(("jahresscheiben", "zielbezuege"))]
    assert len(rows) == 12
    assert {name: kept[name] for name in rows} == {name: wanted[name] for name in rows}
    checked, _ = sent(browser, {**kept, "tun": "pruefen"})
    assert verdict(checked) == "Klärungsbedürftig"
    assert "fi-001: " in checked.text


def test_every_value_shows_its_passage_beside_the_field(browser: httpx2.Client) -> None:
    page, form = read(browser)
    assert form["federfuehrung"] == "66"
    assert "Im Dokument: Zeile 5 (zu 95 % sicher): Federführend: 66" in words(page)
    ids = [
        found["aria-describedby"].split() for found in page.inputs if "aria-describedby" in found
    ]
    assert ["f-federfuehrung-hinweis", "f-federfuehrung-fund"] in ids


def test_what_is_not_certain_is_asked_and_not_guessed(browser: httpx2.Client) -> None:
    page, form = read(browser)
    assert (form["gesamtbetrag"], form["klimawirkung"]) == ("", "")
    assert "Nicht sicher und darum gefragt:" in page.text
    assert page.text.count("Die Angabe „Gesamtbetrag: 1,650“ ist nicht eindeutig") == 2
    assert {"#f-gesamtbetrag", "#f-klimawirkung"} <= set(page.links)


def test_an_answer_is_put_into_its_field_and_no_longer_asked(browser: httpx2.Client) -> None:
    before, form = read(browser)
    number = next(
        line.partition('value="')[2].partition('"')[0]
        for line in before.source.split("<button")
        if ">erheblich positiv</button>" in line
    )
    page, filled = sent(browser, {**form, "tun": number})
    assert filled.forms[-1]["klimawirkung"] == "erheblich-positiv"
    assert "vielleicht" not in page.text
    assert "Gesamtbetrag: 1,650" in page.text
    (focused,) = [found["name"] for found in page.inputs if "autofocus" in found]
    assert focused == "klimawirkung"


OPEN = """Beschlussvorlage V78/25

Titel: Radweg an der Hafenstraße

Datum: 16.06.2025

Federführend: 66

Räumlicher Bezug: sb-4

Klimawirkung: keine

Kein Ziel berührt, weil: Der Weg wird nur neu beschildert, kein Ziel ist berührt.

Finanzielle Auswirkungen
Gesamtkosten: 1,650
2026: 400.000 €
2027: 800.000 €
"""


def test_a_question_beside_the_report_is_answered_by_a_click(browser: httpx2.Client) -> None:
    page, filled = sent(browser, {}, ("v.txt", OPEN.encode()))
    assert verdict(page) == "Nicht beurteilbar"
    assert "Offen: konnte nicht gelesen werden" in page.text
    asked = page.source.partition('class="asked"')[2].partition("</li>")[0]
    answers = [part.partition('"')[0] for part in asked.split('value="')[1:]]
    assert answers[0].startswith("pruefen:")
    assert answers[-1].endswith(":-")
    answered, again = sent(browser, {**filled.forms[-1], "tun": answers[0]})
    assert again.forms[-1]["gesamtbetrag"] != ""
    assert verdict(answered) == "Klärungsbedürftig"
    assert "fi-001: " in answered.text
    silent, after = sent(browser, {**filled.forms[-1], "tun": answers[-1]})
    assert after.forms[-1]["gesamtbetrag"] == ""
    assert verdict(silent) != "Nicht beurteilbar"


@pytest.mark.parametrize(("field", "left"), [("datum", 1), ("deckung", 0)])
def test_that_a_paper_has_no_date_is_no_answer(field: str, left: int) -> None:
    asked = {"field": field, "text": ["?", "?"], "options": [], "place": "", "passage": ""}
    document = Document.of({"name": "v.txt", "recognised": [], "questions": [asked]})
    assert document.answer("0", "-", Form()) == field
    assert len(document.questions) == left


@pytest.mark.parametrize("answer", ["antwort:", "antwort:9:0", "antwort:0:99", "antwort:x:y"])
def test_an_answer_that_was_not_offered_does_nothing(browser: httpx2.Client, answer: str) -> None:
    _, form = read(browser)
    _, filled = sent(browser, {**form, "tun": answer})
    assert filled.forms[-1] == form


def test_passages_follow_their_rows(browser: httpx2.Client) -> None:
    _, form = read(browser)
    assert form["jahresscheiben[1].jahr"] == "2027"
    gone = {f"jahresscheiben[0].{name}": "" for name in ("jahr", "betrag", "haushaltsart")}
    page, filled = sent(browser, {**form, **gone, "tun": "stadt"})
    assert filled.forms[-1]["jahresscheiben[0].jahr"] == "2027"
    cell = page.source.partition('id="f-jahresscheiben-0-betrag"')[2].partition("</div>")[0]
    assert "Zeile 13" in cell
    assert "400.000" not in cell


def test_a_finding_says_where_the_document_says_so(browser: httpx2.Client) -> None:
    _, form = read(browser, TEXT.replace("1,650", "1.000.000 €"))
    page, _ = sent(browser, {**form, "tun": "pruefen"})
    assert "fi-001: " in page.text
    assert "Im Dokument Zeile 12" in " ".join(page.words)


def test_a_text_is_pasted_and_read(browser: httpx2.Client) -> None:
    page, filled = sent(browser, {"text": TEXT, "tun": "lesen"})
    assert filled.forms[-1]["titel"] == "Radweg an der Hafenstraße"
    assert filled.forms[-1]["text"] == ""
    assert "Gelesen: eingefügter Text," in words(page)
    checked, _ = sent(browser, {"text": TEXT})
    assert verdict(checked) == "Klärungsbedürftig"


def test_reading_nothing_is_told_at_the_file(browser: httpx2.Client) -> None:
    page, filled = sent(browser, {"titel": "Getippt", "tun": "lesen"}, status=422)
    assert "Wählen Sie eine Datei, oder fügen Sie den Text der Vorlage ein." in page.text
    assert filled.forms[-1]["titel"] == "Getippt"


def test_a_paper_of_oparl_is_read(browser: httpx2.Client) -> None:
    paper = {
        "id": "https://rat.example/papers/1",
        "type": "https://schema.oparl.org/1.1/Paper",
        "name": "Radweg an der Hafenstraße",
        "reference": "V77/25",
    }
    _, filled = sent(browser, {"tun": "lesen"}, ("v.json", json.dumps(paper).encode()))
    assert filled.forms[-1]["titel"] == "Radweg an der Hafenstraße"
    assert filled.forms[-1]["kennung"] == "V77/25"


def test_of_several_papers_in_a_file_one_is_chosen(browser: httpx2.Client) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.docx", paper_docx.write(DRAFT))
        archive.writestr("c.pdf", b"%PDF-1.7 kaputt")
    typed_before = {"titel": "Getippt", "date": "2025-06-16"}
    page, filled = sent(browser, typed_before, ("alle.zip", packed.getvalue()))
    assert "In der Datei stehen 3 Vorlagen" in words(page)
    assert "c.pdf: " in words(page)
    assert filled.forms[-1]["titel"] == "Getippt"
    assert len(filled.forms) == 3
    chosen, shown = sent(browser, filled.forms[1])
    assert shown.forms[-1]["titel"] == DRAFT["titel"]
    assert shown.forms[-1]["date"] == "2025-06-16"
    assert "Gelesen: b.docx," in words(chosen)
    assert chosen.text.count("Im Dokument: ") > 20


def test_of_very_many_papers_the_first_are_offered_and_the_rest_is_counted() -> None:
    paper = {"draft": {"titel": "x" * (1 << 20)}, "recognised": [], "questions": [], "name": "v"}
    state = State()
    state.recognised([paper] * 9)
    assert (len(state.documents), state.left_out) == (3, 6)


@pytest.mark.parametrize(
    "read_", ["x", "{}", "[]", '{"recognised": 1, "questions": []}', '{"recognised": [{}]}']
)
def test_what_travelled_badly_is_left_out(browser: httpx2.Client, read_: str) -> None:
    page, filled = sent(browser, {"titel": "Versuch", "erkannt": read_, "tun": "stadt"})
    assert filled.forms[-1]["titel"] == "Versuch"
    assert "Gelesen:" not in page.text


def test_a_kept_draft_keeps_its_passages_and_questions(browser: httpx2.Client) -> None:
    _, form = read(browser)
    answer = browser.post("/pruefen", data={**form, "tun": "speichern"})
    page = Page(browser.get(answer.headers["location"]).text)
    assert page.wrong == []
    assert "Im Dokument: Zeile 5" in words(page)
    assert "Gesamtbetrag: 1,650" in page.text


def asked(field: str, *options: str) -> dict[str, Any]:
    """A document with one question."""
    question = {
        "field": field,
        "text": ["de", "en"],
        "options": options,
        "place": "",
        "passage": "",
    }
    return {"name": "v", "recognised": [], "questions": [question]}


def test_a_question_about_a_list_as_a_whole_is_answered_in_its_rows() -> None:
    document, form = Document.of(asked("jahresscheiben", "2026 1; 2027 2")), Form()
    ((_, question),) = document.asked(form)
    assert question.answers == ()
    assert document.answer("0", "0", form) == ""
    assert form == Form()
    form.put("jahresscheiben[0].jahr", "2026")
    assert list(document.asked(form)) == []


def test_an_answer_for_a_row_beyond_the_last_becomes_the_next() -> None:
    document, form = Document.of(asked("zielbezuege[7].ziel", "uz-2-8")), Form()
    assert document.answer("0", "0", form) == "zielbezuege[0].ziel"
    assert form.draft() == {"zielbezuege": [{"ziel": "uz-2-8"}]}


def test_what_travels_with_the_form_comes_back_the_same() -> None:
    document = Document.of(asked("titel", "A", "B"))
    assert Document.read(document.dump()) == document
