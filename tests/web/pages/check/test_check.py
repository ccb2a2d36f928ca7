"""The check page as a browser uses it: typing, sending files, reading what comes back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx2
import pytest
from tests import content
from tests.web.markup import Page
from tests.web.pages.check.filled import DRAFTS, HEADINGS, TURTLE, sent, typed, verdict

from leitgraph.vorlage.draft import from_json as draft_json
from leitgraph.web.pages.check.fields import ROWS


def test_the_sample_has_ten_drafts_of_all_verdicts_that_a_form_can_get() -> None:
    assert [path.stem for path in DRAFTS] == sorted(content.expected())
    assert len(DRAFTS) == 10
    assert {entry["verdict"] for entry in content.expected().values()} == (
        set(HEADINGS) - {"nicht-beurteilbar"}  # what a person filled in is never unread
    )


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
