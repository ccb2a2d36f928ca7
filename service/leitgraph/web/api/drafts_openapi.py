"""The part of ``/openapi.json`` on documents: reading them, and writing a draft as one."""

from __future__ import annotations

from typing import Any

from leitgraph.vorlage.paper import FORMS
from leitgraph.web.api.drafts import READS
from leitgraph.web.api.schemas import VORLAGE_EXAMPLE

_TEXT = {"type": "string"}
_PROBLEM = {"$ref": "#/components/responses/problem"}


def paths(english: bool) -> dict[str, Any]:
    """The operations, their texts in German or English."""

    def said(german: str, other: str) -> str:
        return other if english else german

    binary = {"schema": {"type": "string", "format": "binary"}}
    form = {
        "type": "object",
        "properties": {"datei": {"type": "string", "format": "binary"}},
    }
    name = {
        "name": "name",
        "in": "query",
        "required": False,
        "schema": _TEXT,
        "description": said("Name der Datei", "Name of the file"),
    }
    found = {"schema": {"$ref": "#/components/schemas/Documents"}}
    read = {
        "summary": said(
            "Ein Dokument lesen: erkannte Angaben mit Fundstelle, offene Fragen",
            "Read a document: what was recognised and where, open questions",
        ),
        "parameters": [name],
        "requestBody": {
            "required": True,
            "content": {media: binary for media in READS}
            | {"multipart/form-data": {"schema": form}},
        },
        "responses": {
            "200": {"description": "OK", "content": {"application/json": found}},
            "default": _PROBLEM,
        },
    }
    draft = {"schema": {"$ref": "#/components/schemas/Vorlage"}, "example": VORLAGE_EXAMPLE}
    write = {
        f"/api/v1/drafts/{short}": {
            "post": {
                "summary": said(
                    f"Einen Entwurf als Vorlage schreiben ({short.upper()})",
                    f"Write a draft as a council paper ({short.upper()})",
                ),
                "requestBody": {"required": True, "content": {"application/json": draft}},
                "responses": {
                    "200": {"description": "OK", "content": {media: binary}},
                    "default": _PROBLEM,
                },
            }
        }
        for short, (media, _) in FORMS.items()
    }
    return {"/api/v1/drafts": {"post": read}, **write}


def _listed(required: list[str], **properties: Any) -> dict[str, Any]:
    items = {"type": "object", "required": required, "properties": properties}
    return {"type": "array", "items": items}


SCHEMAS: dict[str, Any] = {
    "Documents": {
        "type": "object",
        "required": ["documents"],
        "properties": {
            "documents": _listed(
                ["draft", "recognised", "questions", "form", "pages", "name"],
                draft={"type": "object"},
                recognised=_listed(
                    ["field", "value", "place", "passage", "confidence"],
                    field=_TEXT,
                    value={},
                    place=_TEXT,
                    passage=_TEXT,
                    confidence={"type": "number", "minimum": 0, "maximum": 1},
                ),
                questions=_listed(
                    ["field", "text", "options", "place", "passage"],
                    field=_TEXT,
                    text=_TEXT,
                    options={"type": "array", "items": _TEXT},
                    place=_TEXT,
                    passage=_TEXT,
                ),
                form=_TEXT,
                pages={"type": "integer"},
                name=_TEXT,
            )
        },
    },
}
