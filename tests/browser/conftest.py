"""A real browser: Debian's Chromium, driven by Playwright; axe-core judges the pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

if TYPE_CHECKING:
    from tests.shell import Shell

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser that the system has; it is ended with the module."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium here: apt-get install chromium (.ci/run does so)")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=root)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, served: Shell) -> Iterator[Callable[..., Page]]:
    """Opens a page of the service; every window has cookies and settings of its own.

    A script that fails, and anything that the content security policy forbids, fails the test.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_(path: str, width: int = 1280, **settings: Any) -> Page:
        context = chromium.new_context(
            base_url=served.url,
            viewport={"width": width, "height": 900},
            locale=settings.pop("locale", "de-DE"),
            **settings,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda said: wrong.append(said.text) if "Content Security" in said.text else None,
        )
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Says what axe-core finds wrong with a page: rule and elements."""
    assert AXE.is_file(), "axe-core is missing: make tests/browser/node_modules (make test does so)"
    source = AXE.read_text("utf-8")

    def judge(page: Page) -> list[str]:
        page.evaluate(source)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
        assert len(result["passes"]) > 15, "axe has looked at nothing"
        return [
            f"{rule['id']}: {rule['help']}: {[node['target'] for node in rule['nodes'][:4]]}"
            for rule in result["violations"]
        ]

    return judge
