"""A page of another origin asks, as YASGUI does: with preflight, and writes with a token."""

from __future__ import annotations

import http.server
import json
import shutil
import threading
from collections.abc import Iterator

import pytest
from tests.shell import TOKEN, Shell

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PAGE = b"<!doctype html><title>Fremde Seite</title>"
ASKED = """async ([url, token]) => {
  const form = "application/x-www-form-urlencoded; charset=UTF-8";
  const ask = (body, headers) => fetch(url + "/sparql", {method: "POST", body, headers});
  const read = await ask(
    new URLSearchParams({query: "SELECT * { ?z a insek:Leitziel } LIMIT 3"}).toString(),
    {"Content-Type": form, "Accept": "application/sparql-results+json", "X-Requested-With": "x"});
  const update = text => ask(text, {
    "Content-Type": "application/sparql-update", "Authorization": "Bearer " + token});
  const written = await update("INSERT DATA { <urn:seite> <urn:p> 1 }");
  const again = await fetch(url + "/sparql?format=json&query=" +
    encodeURIComponent("ASK { <urn:seite> <urn:p> 1 }"));
  await update("DELETE WHERE { <urn:seite> ?p ?o }");
  const missing = await ask("CLEAR DEFAULT", {"Content-Type": "application/sparql-update"});
  return {
    rows: (await read.json()).results.bindings.length,
    version: Number(read.headers.get("X-Graph-Version")) > 0,
    written: written.status,
    there: (await again.json()).boolean,
    missing: [missing.status, missing.headers.get("WWW-Authenticate")],
  };
}"""


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def other_origin() -> Iterator[str]:
    """The address of a page that another server gives."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not there")
def test_a_page_of_another_origin_reads_and_with_a_token_writes(
    service: Shell, other_origin: str
) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(other_origin)
        found = page.evaluate(ASKED, [service.url, TOKEN])
        browser.close()
    assert found == {
        "rows": 3,
        "version": True,
        "written": 200,
        "there": True,
        "missing": [401, 'Bearer realm="leitgraph"'],
    }, json.dumps(found)
