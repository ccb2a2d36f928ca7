"""A report over HTTP in every format, by ``format`` and by ``Accept``; and verified again."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pypdf
import pytest
from tests.web.test_checks import JSON, check
from tests.web.test_sparql import refused

DATA = Path(__file__).parents[2] / "data" / "demo"
DRAFT = (DATA / "vorlagen" / "07-veraltetes-ziel.json").read_bytes()
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "docx": DOCX,
    "json": "application/json",
    "junit": "application/xml; charset=utf-8",
    "oparl": "application/json",
    "pdf": "application/pdf",
    "sarif": "application/sarif+json",
    "text": "text/plain; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
}


@pytest.mark.parametrize("name", sorted(MEDIA))
def test_every_format_is_given_by_its_name(client: httpx2.Client, name: str) -> None:
    answer = check(client, DRAFT, format=name)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == MEDIA[name]
    assert answer.headers["content-language"] == "de"
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["x-graph-version"]) > 0


@pytest.mark.parametrize(
    ("accept", "media"),
    [(media, media) for name, media in MEDIA.items() if name != "oparl"]
    + [("text/xml", MEDIA["junit"]), ("image/png;q=0.9, application/pdf;q=0.1", MEDIA["pdf"])],
)
def test_a_format_is_given_by_its_media_type(
    client: httpx2.Client, accept: str, media: str
) -> None:
    answer = check(client, DRAFT, headers={"Accept": accept.partition("; charset")[0]})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)


def test_the_openapi_document_names_all_formats(client: httpx2.Client) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/api/v1/checks"]["post"]
    (parameter,) = (p for p in operation["parameters"] if p["name"] == "format")
    assert set(parameter["schema"]["enum"]) == set(MEDIA)
    offered = {media.partition(";")[0] for media in MEDIA.values()}
    assert set(operation["responses"]["200"]["content"]) == offered


def test_the_openapi_document_names_all_that_a_certificate_says(client: httpx2.Client) -> None:
    schema = client.get("/openapi.json").json()["components"]["schemas"]["Certificate"]
    said = check(client, DRAFT).json()["certificate"]
    assert set(said) == set(schema["properties"])
    assert set(schema["required"]) <= set(said)


def test_a_pdf_is_made_of_hostile_texts_as_of_any_other(client: httpx2.Client) -> None:
    titel = '#read("/etc/passwd") *x* $y$ 日本 \u202e'
    draft = json.loads(DRAFT) | {"titel": titel, "federfuehrung": "#panic()"}
    answer = check(client, json.dumps(draft), format="pdf")
    assert answer.status_code == 200, answer.text
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert '#read("/etc/passwd") *x* $y$ □□' in text
    assert "#panic()" in text


# ---- verify


def verify(client: httpx2.Client, report: Any, draft: bytes | None = None) -> httpx2.Response:
    body = report if isinstance(report, bytes) else json.dumps(report).encode()
    if draft is None:
        return client.post("/api/v1/checks/verify", content=body, headers=JSON)
    files = {"report": ("bericht.json", body), "draft": ("entwurf.json", draft)}
    return client.post("/api/v1/checks/verify", files=files)


def test_a_report_is_confirmed_over_http(client: httpx2.Client) -> None:
    report = check(client, DRAFT, headers={"Accept-Language": "en"}).json()
    answer = verify(client, report, DRAFT)
    assert answer.status_code == 200, answer.text
    assert answer.json()["outcome"] == "gleich"
    assert answer.json()["certificate"] == report["certificate"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_report_on_a_paper_of_the_graph_is_confirmed_without_a_draft(
    client: httpx2.Client,
) -> None:
    query = urlencode({"city": "dresden", "vorlage": "V1796/22"})
    report = client.post(f"/api/v1/checks?{query}").json()
    assert verify(client, report).json()["outcome"] == "gleich"


def test_a_changed_report_and_another_draft_are_refused(client: httpx2.Client) -> None:
    report = check(client, DRAFT).json()
    assert verify(client, {**report, "verdict": "konform"}, DRAFT).json()["outcome"] == (
        "veraendert"
    )
    assert verify(client, report, DRAFT + b"\n").json()["outcome"] == "veraendert"
    assert verify(client, report).json()["outcome"] == "nicht-wiederholbar"


def test_what_is_no_report_is_the_askers_error(client: httpx2.Client) -> None:
    refused(verify(client, b"{}"), 400, "bad-data")
    refused(verify(client, b"{"), 400, "bad-input")
    refused(verify(client, b" "), 400, "bad-input")
    refused(verify(client, b"", b""), 400, "bad-input")
    plain = {"Content-Type": "text/plain"}
    answer = client.post("/api/v1/checks/verify", content=b"x", headers=plain)
    refused(answer, 415, "unsupported-media-type")
    refused(client.get("/api/v1/checks/verify"), 405, "method-not-allowed")


def test_a_report_over_the_limit_is_too_large(narrow: httpx2.Client) -> None:
    refused(verify(narrow, b" " * (2 << 20)), 413, "too-large")
    refused(verify(narrow, b"{}", b" " * (2 << 20)), 413, "too-large")
    refused(verify(narrow, b"{}", b" " * (8 << 20)), 413, "too-large")
