"""The check page as a browser fills and sends it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx2
from tests.web.markup import Page

from leitgraph.web.pages.check.fields import ROWS, SHORT

ROOT = Path(__file__).parents[4]
DRAFTS = sorted((ROOT / "data" / "demo" / "vorlagen").glob("[0-9]*.json"))
HEADINGS = {
    "konform": "Konform",
    "hinweise": "Hinweise",
    "klaerungsbeduerftig": "Klärungsbedürftig",
    "nicht-relevant": "Nicht relevant",
    "nicht-beurteilbar": "Nicht beurteilbar",
}
TURTLE = """@prefix insek: <https://w3id.org/insek/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<musterstadt/vorlage/%s> a insek:Vorlage ; dcterms:title "Ein Versuch"@de ;
    insek:kommune <musterstadt/kommune/stadt> ; insek:kennung "T1/25" .
"""


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
