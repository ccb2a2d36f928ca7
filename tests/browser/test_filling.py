"""A person fills the form, mends what the check finds, and takes the report along."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Page

Opened = Callable[..., Page]
FIELDS = {
    "f-kennung": "V4711/25",
    "f-datum": "16.06.2025",
    "f-titel": "Ausbau der Lindenstraße",
    "f-gegenstand": "Neue Gehwege und sichere Querungen zwischen Bahnhof und Hafen.",
}
MONEY = {
    "f-gesamtbetrag": "1.700.000 €",
    "f-investitionskosten": "1.650.000",
    "f-jahresscheiben-0-jahr": "2025",
    "f-jahresscheiben-0-betrag": "50.000",
    "f-jahresscheiben-1-jahr": "2026",
    "f-jahresscheiben-1-betrag": "1.600.000",
    "f-deckung": "Im Haushaltsplan 2025 veranschlagt.",
}


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press a key until the element with that id, or that text, has the focus."""
    for _ in range(400):
        page.keyboard.press(key)
        focused = page.evaluate(
            "[document.activeElement.id, document.activeElement.textContent.trim()]"
        )
        if wanted in focused:
            return
    raise AssertionError(f"{wanted} cannot be reached by {key}")


def focused(page: Page) -> str:
    """The id of the element that has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def type_into(page: Page, fields: dict[str, str]) -> None:
    """Reach each field by keyboard and type."""
    for id_, text in fields.items():
        tab_to(page, id_)
        page.keyboard.type(text)


def choose(page: Page, id_: str, typed: str, wanted: str) -> None:
    """Reach a field, type a few letters, and take what is offered, all by keyboard."""
    tab_to(page, id_)
    page.keyboard.type(typed)
    offered = page.locator(f"#{id_}-wahl [role=option]")
    offered.filter(has_text=wanted).first.wait_for()
    assert page.locator(f"#{id_}").get_attribute("aria-expanded") == "true"
    for _ in range(offered.count()):
        page.keyboard.press("ArrowDown")
        active = page.locator(f"#{id_}").get_attribute("aria-activedescendant")
        if wanted in page.locator(f"#{active}").inner_text():
            break
    page.keyboard.press("Enter")
    assert page.locator(f"#{id_}").get_attribute("aria-expanded") == "false"
    assert wanted.split(":")[0] in page.locator(f"#{id_}").input_value()


def replace(page: Page, text: str) -> None:
    """Type over what stands in the field that has the focus."""
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    """Reach a button by keyboard, press it, and get what comes: name and content."""
    tab_to(page, button)
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def test_a_person_fills_mends_and_downloads_with_the_keyboard_alone(opened: Opened) -> None:
    page = opened("/pruefen")
    tab_to(page, "f-city")
    page.keyboard.type("Muster")
    type_into(page, FIELDS)
    choose(page, "f-federfuehrung", "66", "66:")
    choose(page, "f-raum", "Stadtbezirk", "sb-4:")
    type_into(page, MONEY)
    choose(page, "f-zielbezuege-0-ziel", "Fuß- und Rad", "uz-2-8:")
    tab_to(page, "f-zielbezuege-0-richtung")
    page.keyboard.type("förd")
    tab_to(page, "f-zielbezuege-0-begruendung")
    page.keyboard.type("Neue Gehwege und Querungen machen die Wege zur Schule sicher.")
    tab_to(page, "Entwurf prüfen")
    page.keyboard.press("Enter")

    page.wait_for_selector("#urteil")
    assert page.locator("#urteil").inner_text() == "Ergebnis: Klärungsbedürftig"
    assert focused(page) == "urteil"
    findings = page.locator(".findings > li")
    before = findings.count()
    assert findings.filter(has_text="50.000,00 € Unterschied").count() == 1
    assert findings.filter(has_text="Folgekosten").count() >= 1

    tab_to(page, "Folgekosten pro Jahr in Euro")
    page.keyboard.press("Enter")
    assert focused(page) == "f-folgekostenProJahr"
    page.keyboard.type("33.000")
    tab_to(page, "f-gesamtbetrag", "Shift+Tab")
    replace(page, "1.650.000 €")
    page.keyboard.press("Enter")

    page.wait_for_selector("#seitdem")
    mended = page.locator(".mended li")
    assert mended.count() == 2
    assert mended.filter(has_text="50.000,00 € Unterschied").count() == 1
    assert mended.filter(has_text="Folgekosten").count() == 1
    assert "2 behoben" in page.locator(".progress").inner_text()
    assert page.locator(".findings .badge", has_text="noch offen").count() == before - 2

    name, content = downloaded(page, "PDF")
    assert (name, content[:5]) == ("pruefung-v4711-25.pdf", b"%PDF-")
    name, content = downloaded(page, "Textbaustein (DOCX)")
    assert name == "pruefung-v4711-25.docx"
    text = zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()
    assert "Ausbau der Lindenstraße" in text


def test_a_suggested_goal_is_accepted_with_one_key_and_checked(opened: Opened) -> None:
    page = opened("/pruefen?city=musterstadt")
    page.fill("#f-titel", "Neue Bäume und ein Radweg an der Lindenstraße")
    page.fill("#f-datum", "16.06.2025")
    page.keyboard.press("Enter")
    page.wait_for_selector("#vorschlaege")
    first = page.locator(".suggested > li").first
    label = first.locator("a").first.inner_text()
    assert first.locator("li").count() >= 1
    first.get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#urteil", state="detached")
    assert focused(page) == "f-zielbezuege-0-richtung"
    assert page.locator("#f-zielbezuege-0-ziel-hinweis").inner_text().strip() == label
    page.keyboard.type("förd")
    tab_to(page, "f-zielbezuege-0-begruendung")
    page.keyboard.type("Die Straße bekommt Bäume, die Kühlung und Schatten bringen.")
    tab_to(page, "Entwurf prüfen")
    page.keyboard.press("Enter")
    page.wait_for_selector("#seitdem")
    assert label not in page.locator(".suggested").all_inner_texts()


def test_a_list_closes_with_escape_and_leaves_what_was_typed(opened: Opened) -> None:
    page = opened("/pruefen?city=musterstadt")
    page.focus("#f-mitwirkung")
    page.keyboard.type("20; 6")
    page.wait_for_selector("#f-mitwirkung-wahl:not([hidden])")
    page.keyboard.press("Escape")
    assert page.locator("#f-mitwirkung-wahl").is_hidden()
    assert page.locator("#f-mitwirkung").input_value() == "20; 6"
    page.keyboard.type("7")
    page.wait_for_selector("#f-mitwirkung-wahl:not([hidden])")
    page.locator("#f-mitwirkung-wahl li", has_text="67:").first.click()
    assert page.locator("#f-mitwirkung").input_value() == "20; 67"


def test_a_draft_is_saved_and_taken_up_again_elsewhere(opened: Opened) -> None:
    page = opened("/pruefen?city=musterstadt")
    page.fill("#f-titel", "Noch nicht fertig")
    page.fill("#f-auftraege-0-auftrag", "Bericht an den Stadtrat")
    page.check("text=Verkehr")
    page.get_by_role("button", name="Entwurf speichern").first.click()
    page.wait_for_url("**/pruefen/*")
    address = page.url.removesuffix("#gespeichert")
    elsewhere = opened(address)
    assert elsewhere.locator("#f-titel").input_value() == "Noch nicht fertig"
    assert elsewhere.locator("#f-auftraege-0-auftrag").input_value() == "Bericht an den Stadtrat"
    assert elsewhere.get_by_label("Verkehr").is_checked()
    elsewhere.get_by_role("button", name="Entwurf prüfen").first.click()
    elsewhere.wait_for_selector("#urteil")
    page.goto(address)
    assert "Zuletzt geprüft am" in page.locator("#gespeichert").inner_text()
    page.get_by_role("button", name="Gespeicherten Entwurf löschen").first.click()
    page.wait_for_url("**/pruefen")
    assert opened(address).locator("#fehler").is_visible()


def test_the_form_works_without_scripts(opened: Opened) -> None:
    page = opened("/pruefen?city=musterstadt", java_script_enabled=False)
    page.fill("#f-titel", "Ohne Skript")
    page.fill("#f-zielbezuege-0-ziel", "uz-2-8")
    page.fill("#f-zielbezuege-1-ziel", "uz-2-7")
    page.click("button[value='zeile:zielbezuege']")
    assert page.locator("#f-zielbezuege-2-ziel").input_value() == ""
    assert page.locator("#f-titel").input_value() == "Ohne Skript"
    page.get_by_role("button", name="Entwurf prüfen").first.click()
    assert page.locator("#urteil").inner_text().startswith("Ergebnis: ")
