"""Every kind of page, wide and narrow, light and dark: axe-core finds nothing to complain about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
DRAFT = ROOT / "data" / "demo" / "vorlagen" / "06-hemmt-ohne-abwaegung.json"
PAGES = [
    "/",
    "/stadt/auerbach",
    "/fragen",
    "/fragen/goals-of-a-city?stadt=auerbach",
    "/sparql-editor?query=ASK%20%7B%7D",
    "/pruefen",
    "/pruefen?city=musterstadt&date=2025-06-16",
    "/pruefen?city=atlantis",
    "/berichte/musterstadt/2024",
    "/verlauf?city=musterstadt&vorlage=V0001/19",
]
WIDTHS = [1280, 360]
SCHEMES = ["light", "dark"]
Opened = Callable[..., Page]
Axe = Callable[[Page], list[str]]


def fits(page: Page) -> bool:
    """True if nobody has to scroll sideways (WCAG 2.2, 1.4.10)."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible(opened: Opened, axe: Axe, path: str, width: int, scheme: str) -> None:
    page = opened(path, width, color_scheme=scheme)
    assert (axe(page), fits(page)) == ([], True)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_answer_and_a_kept_draft_are_accessible(
    opened: Opened, axe: Axe, width: int, scheme: str
) -> None:
    page = opened("/pruefen?city=musterstadt", width, color_scheme=scheme)
    page.set_input_files("#f-datei", DRAFT)
    page.get_by_role("button", name="Datei prüfen").first.click()
    assert page.locator("#urteil").inner_text() == "Ergebnis: Klärungsbedürftig"
    assert (axe(page), fits(page)) == ([], True)
    page.fill("#f-gesamtbetrag", "viel")
    page.keyboard.press("Enter")
    page.wait_for_selector("#fehler")
    assert (axe(page), fits(page)) == ([], True)
    page.fill("#f-gesamtbetrag", json.loads(DRAFT.read_text("utf-8"))["gesamtbetrag"])
    page.get_by_role("button", name="Entwurf speichern").first.click()
    page.wait_for_selector("#gespeichert")
    assert (axe(page), fits(page)) == ([], True)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_was_recognised_and_what_is_asked_are_accessible(
    opened: Opened, axe: Axe, width: int
) -> None:
    page = opened("/pruefen?city=musterstadt", width)
    page.get_by_text("Oder den Text der Vorlage einfügen").click()
    page.fill("#f-text", "Titel: Radweg\n\nFederführend: 66\n\nKlimawirkung: vielleicht\n")
    page.get_by_role("button", name="Lesen und zeigen").click()
    page.wait_for_selector("#erkannt")
    # What is meant of the climate, and the date, which the text does not bear.
    assert page.locator(".question").count() == 2
    assert page.locator(".found").count() == 2
    assert (axe(page), fits(page)) == ([], True)
    page.get_by_role("button", name="gering negativ").click()
    expect(page.locator(".question")).to_have_count(1)
    assert page.locator("#f-klimawirkung").input_value() == "gering-negativ"


def test_an_open_list_of_suggestions_is_accessible(opened: Opened, axe: Axe) -> None:
    page = opened("/pruefen?city=musterstadt", 360)
    page.focus("#f-zielbezuege-0-ziel")
    page.keyboard.type("Radverkehr")
    page.wait_for_selector("#f-zielbezuege-0-ziel-wahl:not([hidden])")
    page.keyboard.press("ArrowDown")
    assert (axe(page), fits(page)) == ([], True)
