"""POST /api/v1/drafts, and the paper that a draft becomes; leitgraph read and check on files."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from tests.vorlage.formats.documents import DOCX, JSON, PDF, TEXT, ZIP, as_json
from tests.vorlage.formats.packages import packed

from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.exporters.papers import pdf as paper_pdf
from leitgraph.vorlage.formats.kinds import media_types

if TYPE_CHECKING:
    from tests.shell import Shell

DEMO = Path(__file__).parents[3] / "data" / "demo" / "vorlagen"
DRAFT: dict[str, Any] = json.loads((DEMO / "08-summe-falsch.json").read_text("utf-8"))


@cache
def word() -> bytes:
    """The draft as a Word document."""
    return paper_docx.write(DRAFT)


def test_a_document_gives_its_draft_with_places_and_passages(client: httpx2.Client) -> None:
    answer = client.post("/api/v1/drafts", content=word(), headers={"Content-Type": DOCX})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    (document,) = answer.json()["documents"]
    assert set(document) == {
        *("draft", "recognised", "questions", "form", "pages", "name", "remarks"),
        *("layout", "states", "unread"),
    }
    assert (document["draft"], document["form"], document["name"]) == (DRAFT, "docx", "")
    total = next(one for one in document["recognised"] if one["field"] == "gesamtbetrag")
    assert total == {
        "field": "gesamtbetrag",
        "value": "1700000",
        "place": "Tabelle 3, Zeile 1",
        "passage": "Gesamtbetrag 1.700.000,00 €",
        "confidence": 0.95,
    }


@pytest.mark.parametrize("said", [DOCX, "application/octet-stream", "application/x-unknown"])
def test_a_form_may_carry_the_document(client: httpx2.Client, said: str) -> None:
    answer = client.post("/api/v1/drafts", files={"datei": ("v.docx", word(), said)})
    (document,) = answer.json()["documents"]
    assert (document["draft"], document["name"]) == (DRAFT, "v.docx")


def test_a_form_without_a_file_or_with_two_is_refused(client: httpx2.Client) -> None:
    none = client.post("/api/v1/drafts", files={"datei": (None, "x")})
    assert (none.status_code, none.json()["detail"]) == (400, "Das Formular enthält keine Datei.")
    two = client.post("/api/v1/drafts", files=[("a", ("a", b"1")), ("b", ("b", b"2"))])
    assert two.status_code == 400
    wrong = client.post("/api/v1/drafts?stadt=x", content=word(), headers={"Content-Type": DOCX})
    assert (wrong.status_code, wrong.json()["parameter"]) == (422, "stadt")
    odd = client.post("/api/v1/drafts", content=b"x", headers={"Content-Type": "image/png"})
    assert odd.status_code == 415


def test_questions_are_put_in_the_language_asked_for(client: httpx2.Client) -> None:
    body = "Gesamtkosten: gut 5.000 €".encode()
    headers = {"Content-Type": "text/plain", "Accept-Language": "en"}
    answer = client.post("/api/v1/drafts", content=body, headers=headers)
    questions = [one["text"] for one in answer.json()["documents"][0]["questions"]]
    assert "Total: the entry “Gesamtkosten: gut 5.000 €” is not clear. Is 5000 meant?" in questions


@pytest.mark.parametrize(("form", "media"), [("docx", DOCX), ("pdf", PDF)])
def test_a_draft_becomes_a_paper_that_is_read_again(
    client: httpx2.Client, form: str, media: str
) -> None:
    headers = {"Content-Type": JSON}
    paper = client.post(f"/api/v1/drafts/{form}", content=as_json(DRAFT), headers=headers)
    assert paper.headers["content-type"] == media
    assert paper.headers["content-disposition"] == f'attachment; filename="vorlage.{form}"'
    answer = client.post("/api/v1/drafts", content=paper.content, headers={"Content-Type": media})
    assert answer.json()["documents"][0]["draft"] == DRAFT


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 400), (b"{", 400), (b"[]", 400), (b"{}", 422), (b"\xff", 400)]
)
def test_what_is_no_draft_becomes_no_paper(client: httpx2.Client, body: bytes, status: int) -> None:
    headers = {"Content-Type": JSON}
    for form in ("docx", "pdf"):
        answer = client.post(f"/api/v1/drafts/{form}", content=body, headers=headers)
        assert answer.status_code == status, answer.text


def test_the_interface_is_described(client: httpx2.Client) -> None:
    document = client.get("/openapi.json").json()
    operation = document["paths"]["/api/v1/drafts"]["post"]
    offered = set(operation["requestBody"]["content"])
    assert offered == {*media_types(), JSON, "multipart/form-data"}
    assert offered >= {DOCX, PDF, ZIP, TEXT}
    assert DOCX in document["paths"]["/api/v1/checks"]["post"]["requestBody"]["content"]
    assert document["paths"]["/api/v1/drafts/pdf"]["post"]["responses"]["200"]["content"][PDF]
    schemas = document["components"]["schemas"]
    shown = schemas["Documents"]["properties"]["documents"]["items"]["$ref"].rpartition("/")[2]
    assert schemas[shown]["required"][0] == "draft"


def test_the_page_fills_the_form_from_a_word_document(client: httpx2.Client) -> None:
    files = {"datei": ("v.docx", word(), DOCX)}
    data = {"city": "musterstadt", "tun": "lesen"}
    page = client.post("/pruefen", data=data, files=files, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert DRAFT["titel"] in page.text
    assert "Tabelle 3, Zeile 1" in page.text


def test_leitgraph_read_shows_what_was_recognised(served: Shell, tmp_path: Path) -> None:
    file = tmp_path / "v.docx"
    file.write_bytes(word())
    done = served("read", file)
    assert done.code == 0, done.err
    assert done.out.startswith("V9008/25 (docx)\n")
    (line,) = [line for line in done.out.splitlines() if line.strip().startswith("gesamtbetrag")]
    assert line.split() == ["gesamtbetrag", "1700000", "Tabelle", "3,", "Zeile", "1", "95", "%"]
    data = json.loads(served("read", file, "--format", "json").out)
    assert [document["draft"] for document in data["documents"]] == [DRAFT]


def test_leitgraph_read_asks_what_is_not_certain(served: Shell, tmp_path: Path) -> None:
    file = tmp_path / "v.txt"
    file.write_text("Betreff: Ein Versuch\nGesamtkosten: gut 5.000 €\n", "utf-8")
    done = served("read", file)
    assert "? Gesamtbetrag: Die Angabe „Gesamtkosten: gut 5.000 €“ ist nicht eindeutig." in done.out
    assert "Ist 5000 gemeint? [Zeile 2]" in done.out


def test_leitgraph_check_takes_documents(served: Shell, tmp_path: Path) -> None:
    for name, body in {"v.docx": word(), "v.pdf": paper_pdf.write(DRAFT)}.items():
        (tmp_path / name).write_bytes(body)
        done = served("check", tmp_path / name, "--city", "musterstadt", "--format", "json")
        report = json.loads(done.out)
        assert (done.code, report["verdict"]) == (1, "klaerungsbeduerftig")
        assert [finding["rule"] for finding in report["findings"]] == ["fi-001"]
        assert report["findings"][0]["place"]


def test_leitgraph_check_of_many_papers_needs_to_know_which(served: Shell, tmp_path: Path) -> None:
    file = tmp_path / "viele.zip"
    file.write_bytes(packed({"a.docx": word(), "b.json": as_json(DRAFT | {"kennung": "X1/25"})}))
    done = served("check", file, "--city", "musterstadt")
    assert done.code == 2
    assert "In der Datei stehen 2 Vorlagen (V9008/25, X1/25)" in done.err
    done = served("check", file, "--city", "musterstadt", "--vorlage", "X1/25", "--format", "json")
    assert json.loads(done.out)["verdict"] == "klaerungsbeduerftig"
