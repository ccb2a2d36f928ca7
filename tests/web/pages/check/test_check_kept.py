"""Drafts that are kept, and what the page says was mended: as a browser gets it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest
from tests.web.markup import Page
from tests.web.pages.check.filled import Filled, sent, typed, verdict

from leitgraph.check.history.progress import Last, since
from leitgraph.model import Finding, Report, Severity, Text, Verdict
from leitgraph.web.pages.check.form import Form

if TYPE_CHECKING:
    from tests.shell import Shell

ROOT = Path(__file__).parents[4]
WRONG_SUM = json.loads(
    (ROOT / "data" / "demo" / "vorlagen" / "08-summe-falsch.json").read_text("utf-8")
)
RIGHT = {"gesamtbetrag": "1650000"}


@pytest.fixture(scope="module")
def browser(served: Shell) -> Iterator[httpx2.Client]:
    """Asks as a browser does, and follows where it is led."""
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "de"}
    with httpx2.Client(
        base_url=served.url, headers=headers, timeout=60, follow_redirects=True
    ) as client:
        yield client


def saved(browser: httpx2.Client, fields: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The address of a draft that was saved, and the fields of its page."""
    answer = browser.post("/pruefen", data={"city": "musterstadt", **fields, "tun": "speichern"})
    assert answer.status_code == 200, answer.text
    assert answer.history[0].status_code == 303
    assert Page(answer.text).wrong == []
    return answer.url.path, Filled(answer.text).forms[-1]


def words(page: Page) -> str:
    """The text of a page with single blanks."""
    return " ".join(page.text.split())


def test_a_saved_draft_is_found_by_its_address_with_every_field(browser: httpx2.Client) -> None:
    fields = typed(WRONG_SUM) | {"date": "2025-06-16", "gegenstand": "eine Zeile\nnoch eine"}
    address, _ = saved(browser, fields)
    assert re.fullmatch(r"/pruefen/[A-Za-z0-9_-]{24}", address)
    answer = browser.get(address)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["referrer-policy"] == "same-origin"
    kept = Filled(answer.text).forms[-1]
    art = {"art": fields["art"].lower()}
    assert {name: kept[name] for name in fields} == fields | art
    assert kept["city"] == "musterstadt"
    assert "Dieser Entwurf ist gespeichert" in answer.text


def test_every_button_of_a_kept_draft_saves_it_also_with_an_error(browser: httpx2.Client) -> None:
    address, form = saved(browser, {"titel": "Anfang"})
    row = {"auftraege[0].auftrag": "Bericht"}
    page, filled = sent(
        browser, {**form, "titel": "Mitte", **row, "tun": "zeile:auftraege"}, path=address
    )
    assert "auftraege[1].auftrag" in filled.forms[-1]
    assert Filled(browser.get(address).text).forms[-1]["titel"] == "Mitte"
    wrong = {**filled.forms[-1], "titel": "Ende", "gesamtbetrag": "viel"}
    page, _ = sent(browser, wrong, status=422, path=address)
    assert "erwartet wird ein Betrag" in page.text
    kept = Filled(browser.get(address).text).forms[-1]
    assert (kept["titel"], kept["gesamtbetrag"]) == ("Ende", "viel")


def test_who_comes_second_overwrites_nothing_and_loses_nothing(browser: httpx2.Client) -> None:
    address, form = saved(browser, {"titel": "Gemeinsam"})
    sent(browser, {**form, "titel": "Zuerst", "tun": "zeile:auftraege"}, path=address)
    page, filled = sent(browser, {**form, "titel": "Danach"}, path=address)
    assert "wurde inzwischen an anderer Stelle geändert" in page.text
    assert filled.forms[-1]["titel"] == "Danach"
    assert Filled(browser.get(address).text).forms[-1]["titel"] == "Zuerst"
    told = browser.post(address, data={**filled.forms[-1], "tun": "speichern"})
    assert told.status_code == 409
    other = browser.post(address, data={**filled.forms[-1], "tun": "neu-speichern"})
    assert other.url.path not in {address, "/pruefen"}
    assert Filled(other.text).forms[-1]["titel"] == "Danach"


def test_a_draft_that_is_deleted_is_gone_and_what_is_typed_stays(browser: httpx2.Client) -> None:
    address, form = saved(browser, {"titel": "Bald weg"})
    assert browser.post(address, data={**form, "tun": "loeschen"}).url.path == "/pruefen"
    gone = browser.get(address)
    assert gone.status_code == 404
    assert Page(gone.text).wrong == []
    assert "gibt es nicht oder nicht mehr" in gone.text
    page, filled = sent(browser, form, path=address)
    assert verdict(page)
    assert "gibt es nicht oder nicht mehr" in page.text
    assert filled.forms[-1]["titel"] == "Bald weg"


@pytest.mark.parametrize("id_", ["x", "A" * 24, "..%2f..%2fetc", "%00"])
def test_no_other_address_shows_a_draft(browser: httpx2.Client, id_: str) -> None:
    assert browser.get(f"/pruefen/{id_}").status_code == 404


def test_a_draft_is_downloaded_and_fills_the_form_again(browser: httpx2.Client) -> None:
    fields = typed(WRONG_SUM)
    answer = browser.post("/pruefen", data={**fields, "city": "musterstadt", "tun": "entwurf"})
    assert answer.headers["content-disposition"] == 'attachment; filename="vorlage-v9008-25.json"'
    assert answer.json() == Form.read(fields.items()).draft()
    _, filled = sent(browser, {"tun": "lesen"}, ("v.json", answer.content))
    art = {"art": fields["art"].lower()}
    assert {name: filled.forms[-1][name] for name in fields} == fields | art


def test_what_was_mended_is_said_without_saving(browser: httpx2.Client) -> None:
    before, filled = sent(browser, typed(WRONG_SUM))
    assert "Seit der letzten Prüfung" not in before.text
    after, again = sent(browser, filled.forms[-1] | RIGHT)
    assert "1 behoben 0 neu" in words(after)
    assert "Behoben: Die Jahresscheiben ergeben zusammen 1.650.000,00 €" in words(after)
    worse, _ = sent(browser, again.forms[-1] | {"gesamtbetrag": "1"})
    assert "0 behoben 1 neu" in words(worse)


def test_a_finding_with_another_value_is_still_open(browser: httpx2.Client) -> None:
    _, filled = sent(browser, typed(WRONG_SUM))
    after, _ = sent(browser, filled.forms[-1] | {"gesamtbetrag": "1660000"})
    assert "0 behoben 0 neu 1 noch offen" in words(after)


def test_a_kept_draft_knows_its_last_check(browser: httpx2.Client) -> None:
    address, form = saved(browser, typed(WRONG_SUM))
    sent(browser, form, path=address)
    page = Page(browser.get(address).text)
    assert page.wrong == []
    assert "Klärungsbedürftig, 1 Befunde: Die Jahresscheiben ergeben" in words(page)
    form = Filled(browser.get(address).text).forms[-1]
    after, _ = sent(browser, form | RIGHT, path=address)
    assert "1 behoben 0 neu 0 noch offen" in words(after)


def test_another_paper_is_not_measured_by_the_last_one(browser: httpx2.Client) -> None:
    _, filled = sent(browser, typed(WRONG_SUM))
    other = json.dumps({"titel": "Etwas anderes"}).encode()
    page, _ = sent(browser, filled.forms[-1], ("v.json", other))
    assert "Seit der letzten Prüfung" not in page.text
    same = json.dumps(WRONG_SUM | RIGHT).encode()
    page, _ = sent(browser, filled.forms[-1], ("v.json", same))
    assert "1 behoben" in words(page)


@pytest.mark.parametrize(
    "last", ["x", "[]", "{}", '{"verdict": "konform", "when": 1, "findings": [[1]]}', "[" * 9999]
)
def test_a_last_check_that_is_none_is_no_error(browser: httpx2.Client, last: str) -> None:
    page, _ = sent(browser, {"titel": "Versuch", "zuletzt": last})
    assert "Seit der letzten Prüfung" not in page.text


def finding(rule: str, path: str | None = "p", value: str | None = None) -> Finding:
    """A finding of a rule."""
    return Finding(rule, Severity.WARNING, Text("de", "en"), Text("", ""), "", "f", path, value)


def report(*findings: Finding, unchecked: tuple[str, ...] = ()) -> Report:
    """A report with these findings."""
    facts = {"unchecked": list(unchecked)}
    return Report(Verdict.HINWEISE, findings, (), None, 1, "f", "2025-01-01", facts)


def test_findings_of_one_rule_are_told_apart_by_value() -> None:
    last = Last.read(Last.of(report(finding("a", value="1"), finding("a", value="2"))).dump())
    now = report(finding("a", value="2"))
    progress = since(last, now)
    assert [seen.value for seen in progress.mended] == ["1"]
    assert [progress.state(f) for f in now.findings] == ["open"]


def test_what_could_not_be_checked_is_not_called_mended() -> None:
    last = Last.of(report(finding("a"), finding("b")))
    now = report(finding("a", path=None), unchecked=("a",))
    progress = since(last, now)
    assert [seen.rule for seen in progress.mended] == ["b"]
    assert progress.state(now.findings[0]) == "open"
