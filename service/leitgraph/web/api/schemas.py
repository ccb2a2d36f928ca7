"""What goes in beside the parameters: a draft, and the documents that one can be read from."""

from __future__ import annotations

from typing import Any

from leitgraph.fields.schema import draft_schema
from leitgraph.vorlage.documents import DOCUMENTS

SCHEMAS: dict[str, Any] = {"Vorlage": draft_schema()}
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

DRAFTS = (
    "application/json",
    "application/ld+json",
    "text/turtle",
    "application/n-triples",
    *DOCUMENTS,
)
"""Media types of what can be checked."""
BYTES: dict[str, Any] = {"type": "string", "format": "binary"}

PAPER: dict[str, Any] = {
    "schema": {
        "anyOf": [
            {"$ref": "#/components/schemas/Vorlage"},
            {
                "type": "object",
                "description": "OParl 1.1, Paper",
                "required": ["type"],
                "properties": {"type": {"const": "https://schema.oparl.org/1.1/Paper"}},
            },
        ]
    },
    "example": VORLAGE_EXAMPLE,
}
"""A document in JSON: a draft, or a paper as OParl has it."""


def draft_body(*others: str, required: bool = False) -> dict[str, Any]:
    """A draft as a body: as JSON, or in one of the other media types."""
    draft = {"schema": {"$ref": "#/components/schemas/Vorlage"}, "example": VORLAGE_EXAMPLE}
    content = {media: {"schema": BYTES} for media in others} | {"application/json": draft}
    return {"required": required, "content": content}
