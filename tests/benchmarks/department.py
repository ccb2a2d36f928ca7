"""What a department waits for: reading a long document, suggestions, the form, all Vorlagen."""

from __future__ import annotations

import io
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, urlencode

import docx
from tests.benchmarks.checks import DRAFTS
from tests.benchmarks.client import Client
from tests.benchmarks.data import CITY
from tests.benchmarks.servers import Server

PAGES = 40
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPED = ("rad", "radverk", "Klimaschutz", "54.1", "66", "hafen", "Schulneu", "Wonung")
_PAPERS = """SELECT ?kennung {{ ?vorlage a insek:Vorlage ; insek:kennung ?kennung ;
  insek:kommune <{city}/kommune/stadt> }} ORDER BY ?kennung"""
MOST = 400
"""So many Vorlagen of a city are checked; the rest would take as long each."""


def measure(server: Server, rounds: int) -> dict[str, Any]:
    """Medians in seconds; ``papers`` and ``all`` say how many Vorlagen were checked how fast."""
    client = Client(server)
    try:
        found = {
            "document": _document(client, rounds),
            "suggest": _suggest(client, rounds),
            "goals": _goals(client, rounds),
            "form": _median(client, "GET", "/pruefen?city=musterstadt", b"", {}, rounds),
        }
        return found | _all(server, client)
    finally:
        client.close()


def paper(pages: int = PAGES) -> bytes:
    """A council paper in DOCX of that many pages, with its fields, a table, and much text."""
    document = docx.Document()
    for line in (
        "Vorlage MU-2025-0815", "Betreff: Radweg an der Hafenstraße", "Datum: 16.06.2025",
        "Federführendes Amt: 66", "Räumlicher Bezug: Hafenquartier",
        "Gesamtbetrag: 1.650.000,00 €", "PSP-Element: 7.0001784.700",
    ):  # fmt: skip
        document.add_paragraph(line)
    table = document.add_table(0, 2)
    for row in (("Jahr", "Betrag"), ("2025", "50.000 €"), ("2026", "1.600.000 €")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    sentence = "Der Radweg schließt eine Lücke im Netz und dient dem Klimaschutz der Stadt. "
    for number in range(pages):
        document.add_heading(f"{number + 1}. Begründung", 2)
        for _ in range(5):
            document.add_paragraph(sentence * 6)
        document.add_page_break()  # type: ignore[no-untyped-call]
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _median(
    client: Client, method: str, path: str, body: bytes, headers: dict[str, str], rounds: int
) -> float:
    return statistics.median(client.send(method, path, body, headers)[0] for _ in range(rounds + 1))


def _document(client: Client, rounds: int) -> float:
    body = paper()
    _, content = client.send("POST", "/api/v1/drafts", body, {"Content-Type": DOCX})
    draft = json.loads(content)["documents"][0]["draft"]
    assert len(draft["jahresscheiben"]) == 2, draft
    return _median(client, "POST", "/api/v1/drafts", body, {"Content-Type": DOCX}, rounds)


def _suggest(client: Client, rounds: int) -> float:
    times = []
    hits = 0
    for _ in range(rounds):
        for words in TYPED:
            asked = urlencode({"city": "musterstadt", "q": words})
            seconds, content = client.send("GET", f"/api/v1/suggest?{asked}", b"", {})
            times.append(seconds)
            hits += b'"iri"' in content
    assert hits
    return statistics.median(times)


def _goals(client: Client, rounds: int) -> float:
    path = "/api/v1/drafts/suggestions?city=musterstadt"
    headers = {"Content-Type": "application/json"}
    bodies = [json.dumps({"titel": json.loads(d)["titel"]}).encode() for d in DRAFTS.values()]
    return statistics.median(
        client.send("POST", path, body, headers)[0] for body in bodies for _ in range(rounds)
    )


def _all(server: Server, client: Client) -> dict[str, Any]:
    """All Vorlagen of the city by two clients: how many, and the seconds of one."""
    query = quote(_PAPERS.format(city=CITY))
    _, content = client.send("GET", f"/sparql?query={query}", b"", {"Accept": "text/csv"})
    papers = content.decode().split()[1:]
    path = "/api/v1/checks?city=musterstadt&vorlage="

    def check(mine: list[str]) -> int:
        own = Client(server)
        try:
            for kennung in mine:
                own.send("POST", path + quote(kennung, safe=""), b"", {})
        finally:
            own.close()
        return len(mine)

    chosen = papers[:MOST]
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        done = sum(pool.map(check, (chosen[::2], chosen[1::2])))
    each = (time.perf_counter() - started) / done
    return {"papers": len(papers), "checked": done, "each": each, "all": each * len(papers)}
