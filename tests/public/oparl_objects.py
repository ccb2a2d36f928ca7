"""Objects of OParl, made up, and what is read from them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from leitgraph.errors import BadData
from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft

HOST = "https://rat.musterstadt.example/oparl/1"
SCHEMA = "https://schema.oparl.org/1.1/"
UNIT = {"id": f"{HOST}/org/66", "type": SCHEMA + "Organization", "name": "Amt für Brücken"}
ATTRIBUTES = {
    *("name", "reference", "date", "paperType", "consultation", "location", "mainFile"),
    *("auxiliaryFile", "underDirectionOf", "originatorOrganization", "originatorPerson"),
    *("relatedPaper", "superordinatedPaper", "subordinatedPaper", "keyword", "body", "license"),
    *("created", "modified", "web"),
}
COUNCIL = {"id": f"{HOST}/org/1", "type": SCHEMA + "Organization", "name": "Rat der Stadt"}


def paper(**given: Any) -> dict[str, Any]:
    """A Paper with what a council system has of each at least."""
    plain = {"id": f"{HOST}/papers/7", "type": SCHEMA + "Paper", "name": "Neue Brücke am Wehr"}
    return {**plain, "reference": "2031/0007", "date": "2031-05-12", **given}


def consultation(**given: Any) -> dict[str, Any]:
    return {"id": f"{HOST}/cons/3", "type": SCHEMA + "Consultation", **given}


def file(name: str, text: str) -> dict[str, str]:
    return {"id": f"{HOST}/files/{len(text)}", "type": SCHEMA + "File", "name": name, "text": text}


def read(data: Any, known: dict[str, str] | None = None) -> list[DocumentDraft]:
    body = json.dumps(data, ensure_ascii=False).encode()
    return read_document(body, "application/json", "lieferung.json", (known or {}).get)


def one(data: Any, known: dict[str, str] | None = None) -> DocumentDraft:
    (document,) = read(data, known)
    return document


def refused(data: Any) -> str:
    with pytest.raises(BadData) as error:
        read(data)
    return error.value.detail


def asked(document: DocumentDraft) -> dict[str, str]:
    return {question.field: question.text.de for question in document.questions}


def unread(document: DocumentDraft) -> list[str]:
    return [stretch.place for stretch in document.stretches if stretch.use == "unread"]
