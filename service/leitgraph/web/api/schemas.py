"""The shapes of what goes in and out, for the OpenAPI document (JSON Schema 2020-12)."""

from __future__ import annotations

from typing import Any

from leitgraph.fields.schema import draft_schema

_TEXT = {"type": "string"}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


SCHEMAS: dict[str, Any] = {
    "Problem": _object(
        ["type", "title", "status", "detail"],
        type=_TEXT,
        title=_TEXT,
        status={"type": "integer"},
        detail=_TEXT,
        instance=_TEXT,
        line={"type": "integer"},
        column={"type": "integer"},
        parameter=_TEXT,
        findings=_list({"type": "object"}),
    ),
    "Written": _object(
        ["version", "added", "removed", "findings"],
        version={"type": "integer"},
        added={"type": "integer"},
        removed={"type": "integer"},
        findings=_list({"type": "object"}),
    ),
    "Table": _object(
        ["query", "columns", "rows", "count", "graph_version"],
        query=_TEXT,
        title=_TEXT,
        parameters={"type": "object"},
        graph_version={"type": "integer"},
        columns=_list(_object(["name", "label", "kind"], name=_TEXT, label=_TEXT, kind=_TEXT)),
        rows=_list({"type": "object"}),
        count={"type": "integer"},
    ),
    "Vorlage": draft_schema(),
}
VORLAGE_EXAMPLE: dict[str, Any] = {
    "kennung": "V9001/25",
    "titel": "Grundhafter Ausbau der Lindenstraße",
    "datum": "2025-06-16",
    "federfuehrung": "66",
    "raum": ["sb-4"],
    "gesamtbetrag": "1650000",
    "jahresscheiben": [{"jahr": 2025, "betrag": "1650000", "haushaltsart": "finanzhaushalt"}],
    "zielbezuege": [
        {"ziel": "uz-2-8", "richtung": "foerdert", "begruendung": "Gehwege werden sicher."}
    ],
}
