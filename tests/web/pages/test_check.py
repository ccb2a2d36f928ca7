"""The check page as a browser uses it: typing, sending files, reading what comes back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from tests import content
from tests.web.markup import Page

from leitgraph.fields import table
from leitgraph.fields.kinds import long
from leitgraph.vorlage import values
from leitgraph.vorlage.draft import from_json as draft_json
from leitgraph.vorlage.draft.fields import parse
from leitgraph.web.pages.check.fields import MAX_ROWS, ROWS, SHORT
from leitgraph.web.pages.check.form import Form, split, written
from leitgraph.web.pages.check.page import FIELDS

if TYPE_CHECKING:
    from tests.shell import Shell

ROOT = Path(__file__).parents[3]
DRAFTS = sorted((ROOT / "data" / "demo" / "vorlagen").glob("[0-9]*.json"))
HEADINGS = {
    "konform": "Konform",
    "hinweise": "Hinweise",
    "klaerungsbeduerftig": "Klärungsbedürftig",
    "nicht-relevant": "Nicht relevant",
}
LOADED = ["/static/style.css", "/static/icon.svg", "/static/suggest.js"]
TURTLE = """@prefix insek: <https://w3id.org/insek/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<musterstadt/vorlage/%s> a insek:Vorlage ; dcterms:title "Ein Versuch"@de ;
    insek:kommune <musterstadt/kommune/stadt> ; insek:kennung "T1/25" .
"""


@pytest.fixture(scope="module")
def browser(served: Shell) -> Iterator[httpx2.Client]:
    """Asks as a browser does."""
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "de"}
    with httpx2.Client(base_url=served.url, headers=headers, timeout=60) as client:
        yield client


class Filled(HTMLParser):
    """What a browser would send of a page's forms: for each form its fields as they stand."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict[str, str]] = []
        self.describes: dict[str, str] = {}
        self._select = ""
        self._area = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        name = found.get("name", "")
        if tag in {"input", "select", "textarea"} and "aria-describedby" in found:
            self.describes[name] = found["aria-describedby"]
        box = found.get("type") == "checkbox"
        if tag == "input" and found.get("type") != "file" and (not box or "checked" in found):
            self.forms[-1][name] = found.get("value", "")
        elif tag == "select":
            self._select = name
            self.forms[-1][name] = ""
        elif tag == "option" and self._select and "selected" in found:
            self.forms[-1][self._select] = found["value"]
        elif tag == "textarea":
            self._area = name
            self.forms[-1][name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            # A browser drops the line end right after the start tag.
            text = self.forms[-1][self._area]
            self.forms[-1][self._area] = text.removeprefix("\n")
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] += data


def typed(draft: dict[str, Any]) -> dict[str, str]:
    """A draft as a clerk would type it into the fields."""
    fields: dict[str, str] = {}
    for name, value in draft.items():
        if name in ROWS:
            for number, row in enumerate(value):
                entry = row if isinstance(row, dict) else {SHORT[name]: row}
                fields |= {f"{name}[{number}].{key}": str(text) for key, text in entry.items()}
        elif isinstance(value, list):
            fields[name] = "; ".join(value)
        else:
            fields[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return fields


def sent(
    browser: httpx2.Client,
    fields: dict[str, str],
    file: tuple[str, bytes] | None = None,
    status: int = 200,
    path: str = "/pruefen",
) -> tuple[Page, Filled]:
    """The page after sending the form, with what its form now holds."""
    given = {"city": "musterstadt", "date": "", "tun": "pruefen", **fields}
    name, content = file or ("", b"")
    files = {"datei": (name, content, "application/octet-stream")}
    answer = browser.post(path, data=given, files=files)
    assert answer.status_code == status, answer.text
    assert answer.headers["cache-control"] == "no-store"
    page, filled = Page(answer.text), Filled(answer.text)
    assert page.wrong == []
    return page, filled


def verdict(page: Page) -> str:
    """The heading of the result."""
    (found,) = [text for level, text in page.headings if text.startswith("Ergebnis: ")]
    return found.removeprefix("Ergebnis: ")


def test_the_sample_has_ten_drafts_of_all_four_verdicts() -> None:
    assert [path.stem for path in DRAFTS] == sorted(content.expected())
    assert len(DRAFTS) == 10
    assert {entry["verdict"] for entry in content.expected().values()} == set(HEADINGS)


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_draft_typed_into_the_form_gets_its_verdict_and_stays_typed(
    browser: httpx2.Client, path: Path
) -> None:
    fields = typed(json.loads(path.read_text("utf-8")))
    page, filled = sent(browser, fields)
    wanted = content.expected()[path.stem]
    assert verdict(page) == HEADINGS[wanted["verdict"]]
    for rule in wanted["rules"]:
        assert f"{rule}: " in page.text
    kept = filled.forms[-1]
    art = {"art": fields["art"].lower()}
    assert {name: kept[name] for name in fields} == fields | art
    assert kept["city"] == "musterstadt"


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


def test_the_empty_page_explains_itself(browser: httpx2.Client) -> None:
    answer = browser.get("/pruefen")
    page = Page(answer.text)
    assert (answer.status_code, page.wrong) == (200, [])
    assert (
        "Der Entwurf wird nicht gespeichert, solange Sie ihn nicht selbst speichern." in page.text
    )
    assert "entscheidet nicht" in page.text
    count = len(browser.get("/api/v1/rules").json()["rules"])
    assert f"geprüft wird gegen {count} Regeln" in page.text
    assert "Musterstadt (synthetisch)" in page.text
    names = {found.get("name") for found in page.inputs}
    assert set(draft_json.KNOWN) - set(ROWS) <= names
    assert {f"zielbezuege[{number}].ziel" for number in range(2)} <= names


def test_a_chosen_city_offers_its_goals_units_places_and_products(browser: httpx2.Client) -> None:
    answer = browser.get("/pruefen?city=musterstadt&date=2025-06-16").text
    assert Page(answer).wrong == []
    for offered in (
        '<option value="uz-2-8">2.2 ',
        '<option value="66">',
        '<option value="sb-4">',
        '<option value="54.1.0">',
    ):
        assert offered in answer
    goals = answer.partition('<datalist id="liste-ziel">')[2].partition("</datalist>")[0]
    assert goals.index('"uz-2-8"') < goals.index('"uz-3-1"')  # 3.1 was split in 2023
    assert "(nicht gültig)" in goals.partition('"uz-3-1"')[2].partition("</option>")[0]


def test_a_city_can_be_taken_over_without_losing_what_is_typed(browser: httpx2.Client) -> None:
    page, filled = sent(browser, {"titel": "Noch nicht fertig", "tun": "stadt"})
    assert filled.forms[-1]["titel"] == "Noch nicht fertig"
    assert "Ergebnis: " not in page.text
    assert "2.2 Fuß- und Radverkehr gemeinsam stärken" in page.text


def test_an_unknown_city_is_told_beside_its_field(browser: httpx2.Client) -> None:
    page, filled = sent(browser, {"city": "atlantis", "titel": "Versuch"}, status=404)
    assert "Von „atlantis“ ist hier keine Stadt bekannt." in page.text
    assert "f-city-fehler" in filled.describes["city"].split()
    assert filled.forms[-1]["titel"] == "Versuch"
    assert browser.get("/pruefen?city=atlantis").status_code == 404


def test_an_empty_form_is_told_kindly_at_its_fields(browser: httpx2.Client) -> None:
    page, filled = sent(browser, {"city": ""}, status=422)
    assert "Das Formular ist noch leer." in page.text
    assert "Bitte wählen Sie die Stadt." in page.text
    assert filled.describes["titel"].split() == ["f-titel-fehler"]
    assert {"#f-titel", "#f-city"} <= set(page.links)
    (invalid, other) = [f["name"] for f in page.inputs if f.get("aria-invalid") == "true"]
    assert (invalid, other) == ("city", "titel")


def test_an_error_is_announced_and_gets_the_focus(browser: httpx2.Client) -> None:
    answer = browser.post("/pruefen", data={"tun": "pruefen"}).text
    assert 'role="alert" tabindex="-1" id="fehler" autofocus' in answer
    assert answer.count("autofocus") == 1
    assert "<title>Fehler: Vorlage prüfen" in answer


@pytest.mark.parametrize(
    ("fields", "at", "says"),
    [
        ({"gesamtbetrag": "viel"}, "gesamtbetrag", "Das Feld „Gesamtbetrag in Euro“ kann nicht"),
        ({"gesamtbetrag": "-5"}, "gesamtbetrag", "ein Betrag ist nicht negativ"),
        ({"datum": "morgen"}, "datum", "erwartet wird ein Datum"),
        ({"date": "2025-13-01"}, "date", "Das Feld „Prüfen zum Datum“ kann nicht"),
        ({"klimawirkung": "egal"}, "klimawirkung", "möglich ist erheblich-positiv"),
        ({"art": "Brief"}, "art", "möglich ist beschlussvorlage"),
        (
            {"zielbezuege[1].begruendung": "ohne Ziel"},
            "zielbezuege[0].ziel",
            "Die Angabe „Zielbezüge, 1. Zeile, Ziel“ fehlt.",
        ),
        (
            {"jahresscheiben[0].jahr": "2025", "jahresscheiben[0].betrag": "1,650"},
            "jahresscheiben[0].betrag",
            "Tausender und Cent sind nicht zu unterscheiden",
        ),
        (
            {"allokationen[0].ziel": "uz-2-8", "allokationen[0].anteil": "halb"},
            "allokationen[0].anteil",
            "erwartet wird ein Anteil",
        ),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field_and_kept(
    browser: httpx2.Client, fields: dict[str, str], at: str, says: str
) -> None:
    page, filled = sent(browser, {"titel": "Versuch", **fields}, status=422)
    assert says in page.text
    assert [f["name"] for f in page.inputs if f.get("aria-invalid") == "true"] == [at]
    kept = list(filled.forms[-1].values())
    assert set(fields.values()) <= set(kept)
    (link,) = [link for link in page.links if link.startswith("#f-")]
    assert any(f["id"] == link[1:] and f["name"] == at for f in page.inputs if "id" in f)


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


def test_a_finding_says_what_where_why_and_what_to_do(browser: httpx2.Client) -> None:
    fields = typed(json.loads(DRAFTS[6].read_text("utf-8")))
    page, _ = sent(browser, fields)
    words = " ".join(page.words)
    assert "Zu klären (muss) 1" in words
    assert "galt nur bis 15.03.2023" in words
    where = "Zielbezüge, 1. Zeile, Ziel (3.1 Klimaschutz und Klimaanpassung voranbringen)"
    assert where in " ".join(page.text.split())
    assert "Was zu tun ist Beziehen Sie die Vorlage auf ein Ziel" in words
    assert "Quelle Leipzig, Fortschreibung" in words
    assert "#f-zielbezuege-0-ziel" in page.links
    assert "/id/musterstadt/ziel/uz-3-1" in page.links
    assert "/id/musterstadt/fassung/2023" in page.links
    assert re.search(r"Das ist in Ordnung \d\d", words)
    assert "Die Jahresscheiben ergeben genau den Gesamtbetrag." in words


def test_a_finding_about_a_row_leads_to_that_row(browser: httpx2.Client) -> None:
    fields = typed(json.loads(DRAFTS[5].read_text("utf-8")))
    (row,) = {name[:14] for name, value in fields.items() if value == "hemmt"}
    page, _ = sent(browser, fields)
    assert row == "zielbezuege[1]"
    assert "#f-zielbezuege-1-ziel" in page.links


def test_notes_on_the_input_stand_apart_and_unknown_fields_are_carried(
    browser: httpx2.Client,
) -> None:
    draft = {"titel": "Versuch", "farbe": "blau", "zitiert": ["V0000/00"]}
    page, filled = sent(browser, {}, ("v.json", json.dumps(draft).encode()))
    words = " ".join(page.words)
    assert "Zur Eingabe selbst 2" in words
    assert "„farbe“" in words
    assert "#f-zitiert" in page.links
    again, _ = sent(browser, {**filled.forms[-1], "zuletzt": ""})
    assert again.text == page.text


@pytest.mark.parametrize("list_", sorted(ROWS))
def test_a_row_is_added_and_everything_typed_stays(browser: httpx2.Client, list_: str) -> None:
    first = ROWS[list_][0]
    fields = {"titel": "Versuch", f"{list_}[0].{first}": "eins", f"{list_}[2].{first}": "zwei"}
    before = Filled(browser.get("/pruefen").text).forms[-1]
    count = len([name for name in before if name.startswith(list_) and name.endswith(first)])
    page, filled = sent(browser, {**fields, "tun": f"zeile:{list_}"})
    kept = filled.forms[-1]
    shown = [name for name in kept if name.startswith(list_) and name.endswith(f".{first}")]
    assert len(shown) == max(count, 2 + 1)
    assert [kept[name] for name in shown[:3]] == ["eins", "zwei", ""]
    assert kept["titel"] == "Versuch"
    assert "Ergebnis: " not in page.text
    full, filled = sent(browser, {**kept, shown[2]: "drei", "tun": f"zeile:{list_}"})
    assert [filled.forms[-1][f"{list_}[{n}].{first}"] for n in range(4)] == [
        "eins",
        "zwei",
        "drei",
        "",
    ]
    assert [f["name"] for f in full.inputs if "autofocus" in f] == [f"{list_}[3].{first}"]


def test_rows_end_somewhere(browser: httpx2.Client) -> None:
    fields = {f"allokationen[{n}].anteil": "1 %" for n in range(MAX_ROWS)}
    page, filled = sent(browser, {**fields, "tun": "zeile:allokationen"})
    assert f"allokationen[{MAX_ROWS - 1}].anteil" in filled.forms[-1]
    assert f"allokationen[{MAX_ROWS}].anteil" not in filled.forms[-1]
    assert page.text.count("Zeile hinzufügen") == len(ROWS) - 1


def test_a_file_with_more_rows_than_the_form_is_checked_all_the_same(
    browser: httpx2.Client,
) -> None:
    rows = [{"jahr": 2025, "betrag": "1"}] * (MAX_ROWS + 1)
    draft = {"titel": "Versuch", "gesamtbetrag": "61", "jahresscheiben": rows}
    page, filled = sent(browser, {"titel": "Getippt"}, ("v.json", json.dumps(draft).encode()))
    assert f"Das Formular zeigt höchstens {MAX_ROWS} Zeilen" in page.text
    assert "fi-001" in page.words
    assert filled.forms[-1]["titel"] == "Getippt"


def test_typed_text_is_text_wherever_it_is_shown(browser: httpx2.Client) -> None:
    evil = "</textarea><script>alert(1)</script>\"'><img src=x onerror=y>&amp;{{ 7*7 }}"
    fields = {"titel": evil, "gegenstand": "\n" + evil, "zielbezuege[0].begruendung": evil}
    fields |= {"zielbezuege[0].ziel": evil, "kennung": evil, "federfuehrung": evil, "raum": evil}
    page, filled = sent(browser, fields)
    assert page.loaded == LOADED
    assert {name: filled.forms[-1][name] for name in fields} == fields
    file, _ = sent(browser, {}, (evil + ".json", b"{"), 400)
    assert file.loaded == LOADED


def test_line_ends_stay_in_every_text_that_may_have_some(browser: httpx2.Client) -> None:
    names = [name for name, field in table.FIELDS.items() if long(field.kind)]
    names.append("zielbezuege[0].abwaegung")
    fields = dict.fromkeys(names, "eine Zeile\nnoch eine")
    page, filled = sent(browser, {"titel": "Versuch", **fields, "tun": "stadt"})
    assert {name: filled.forms[-1][name] for name in names} == fields
    shown = {found["name"] for found in page.inputs if "type" in found}
    assert not shown & set(names)


def test_stray_code_units_do_no_harm(browser: httpx2.Client) -> None:
    page, _ = sent(browser, {"titel": "a\x00b"})
    assert "ab" in page.words
    file = ("v.json", b'{"titel": "a\\ud800b"}')
    answer = browser.post("/pruefen", data={"city": "musterstadt"}, files={"datei": file})
    assert answer.status_code == 400, answer.text
    assert "Das JSON enthält halbe Zeichen" in answer.text
    assert Page(answer.text).wrong == []


def test_the_page_speaks_english(browser: httpx2.Client) -> None:
    english = {"Accept-Language": "en"}
    fields = {"city": "musterstadt", **typed(json.loads(DRAFTS[7].read_text("utf-8")))}
    answer = browser.post("/pruefen", data=fields, headers=english)
    page = Page(answer.text)
    assert (page.wrong, page.language) == ([], "en")
    assert "Result: Needs clarification" in [text for _, text in page.headings]
    assert "The yearly slices sum to €1,650,000.00" in page.text
    assert "What to do" in page.text
    empty = Page(browser.post("/pruefen", data={"city": ""}, headers=english).text)
    assert "The form is still empty." in empty.text
    assert "The draft is not stored unless you save it yourself." in empty.text


def test_the_language_is_changed_without_losing_what_is_typed(served: Shell) -> None:
    with httpx2.Client(base_url=served.url, headers={"Accept": "text/html"}) as other:
        fields = {"titel": "Getippt", "tun": "sprache"}
        page, filled = sent(other, fields, path="/pruefen?lang=en")
        assert page.language == "en"
        assert filled.forms[-1]["titel"] == "Getippt"
        assert Page(other.get("/pruefen").text).language == "en"


@pytest.mark.parametrize(
    ("form", "media", "ending", "holds"),
    [
        ("json", "application/json", "json", '"verdict": "klaerungsbeduerftig"'),
        ("text", "text/plain; charset=utf-8", "txt", "Ergebnis: klärungsbedürftig"),
        ("ttl", "text/turtle; charset=utf-8", "ttl", "sh:ValidationReport"),
    ],
)
@pytest.mark.parametrize("kind", ["typed", "file", "turtle"])
def test_the_report_can_be_downloaded(
    browser: httpx2.Client, form: str, media: str, ending: str, holds: str, kind: str
) -> None:
    path = DRAFTS[7]
    if kind == "typed":
        _, filled = sent(browser, typed(json.loads(path.read_text("utf-8"))))
    elif kind == "file":
        _, filled = sent(browser, {}, (path.name, path.read_bytes()))
    else:
        _, filled = sent(browser, {}, ("v.ttl", (TURTLE % "v9008-25").encode()))
    assert len(filled.forms) == 2
    answer = browser.post(f"/pruefen?format={form}", data=filled.forms[0])
    name = "t1-25" if kind == "turtle" else "v9008-25"
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == media
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="pruefung-{name}.{ending}"'
    )
    assert answer.headers["cache-control"] == "no-store"
    assert holds in answer.text


def test_a_download_of_nothing_or_in_no_format_is_the_page_with_a_message(
    browser: httpx2.Client,
) -> None:
    sent(browser, {}, status=422, path="/pruefen?format=json")
    page, _ = sent(browser, {"titel": "Versuch"}, status=422, path="/pruefen?format=xml")
    assert "Das Format „xml“ gibt es nicht" in page.text


def test_the_api_gives_the_same_findings(browser: httpx2.Client) -> None:
    body = DRAFTS[7].read_bytes()
    _, filled = sent(browser, {}, (DRAFTS[7].name, body))
    download = browser.post("/pruefen?format=json", data=filled.forms[0]).json()
    api = browser.post(
        "/api/v1/checks?city=musterstadt",
        content=body,
        headers={"Content-Type": "application/json", "Accept": "application/json"},
    ).json()
    for report in (download, api):
        del report["certificate"]["time"]
    assert download == api


def test_nothing_is_stored_and_no_token_counts(browser: httpx2.Client) -> None:
    before = browser.get("/api/v1/log").json()
    answer = browser.post(
        "/pruefen",
        data={"city": "musterstadt", "titel": "Spurlos"},
        headers={"Authorization": "Bearer falsch"},
    )
    assert answer.status_code == 200
    assert browser.get("/api/v1/log").json() == before
    assert "Spurlos" not in browser.get("/api/v1/log").text


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


@pytest.mark.parametrize("number", ["0", "1650000", "1.5", "1.650", "1650.125", "0.1", "1E+6"])
def test_a_number_of_a_file_stays_that_number_in_the_form(number: str) -> None:
    (value,) = parse(f'{{"n": {number}}}').values()
    assert values.amount("n", written(value)) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("20; 67", ["20", "67"]),
        ("20, 67,61.2", ["20", "67", "61.2"]),
        ("Amt für Schule, Jugend und Sport", ["Amt für Schule, Jugend und Sport"]),
        ("20\n67;", ["20", "67"]),
    ],
)
def test_several_in_one_field_are_parted_as_clerks_write_them(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_what_the_form_cannot_show_travels_with_it() -> None:
    odd = {
        "titel": "x",
        "mitwirkung": ["Amt A; Amt B"],
        "zielbezuege": [{"ziel": "a", "farbe": 1}],
        "gegenstand": ["a"],
        "neu": {"a": [1]},
    }
    form = Form.of_draft(odd)
    assert form.values == {"titel": "x"}
    assert form.draft() == odd


def test_a_goal_given_as_a_bare_text_fills_its_row() -> None:
    form = Form.of_draft({"titel": "x", "zielbezuege": ["uz-2-8"]})
    assert form.draft() == {"titel": "x", "zielbezuege": [{"ziel": "uz-2-8"}]}
