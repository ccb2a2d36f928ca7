"""The part of ``/openapi.json`` that tells of suggestions."""

from __future__ import annotations

from typing import Any

from leitgraph.search.entries import KINDS
from leitgraph.search.lookup import LONGEST, MOST
from leitgraph.suggest.hints import WEIGHTS
from leitgraph.suggest.suggest import MOST as MOST_GOALS
from leitgraph.web.api.checks import READS
from leitgraph.web.api.schemas import VORLAGE_EXAMPLE
from leitgraph.web.api.suggest import LIMIT

_TEXT = {"type": "string"}


def paths(cities: list[str], english: bool) -> dict[str, Any]:
    """The operations, their texts in German or English."""

    def said(german: str, other: str) -> str:
        return other if english else german

    vorlage = {"$ref": "#/components/schemas/Vorlage"}
    draft = {"application/json": {"schema": vorlage, "example": VORLAGE_EXAMPLE}}
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    found = [
        _parameter("q", said("Bisher getippt", "Typed so far"), {"maxLength": LONGEST})
        | {"required": True},
        _parameter("city", said("Kommune; ohne: alle", "City; without: all"), {"enum": cities}),
        _parameter("kind", said("Art", "Kind"), {"enum": list(KINDS)}),
        _parameter("date", said("Stichtag", "Date of validity"), {"format": "date"}),
        _parameter("limit", said("Höchstens so viele", "At most so many"), limit),
    ]
    return {
        "/api/v1/suggest": {
            "get": _operation(
                said(
                    "Ziele, Einheiten, Räume, Projekte, Produkte, Konzepte und Vorlagen beim "
                    "Tippen finden",
                    "Find goals, units, areas, projects, products, concepts and papers as you type",
                ),
                "Found",
            )
            | {"parameters": found},
        },
        "/api/v1/drafts/suggestions": {
            "post": _operation(
                said(
                    "Ziele, die ein Entwurf vermutlich berührt und nicht nennt",
                    "Goals that a draft probably touches and does not name",
                ),
                "Suggestions",
            )
            | {
                "parameters": [
                    _parameter("city", said("Kommune", "City"), {"enum": cities})
                    | {"required": True},
                    _parameter("date", said("Stichtag", "Date of validity"), {"format": "date"}),
                    _parameter("vorlage", said("Kennung / IRI", "Reference / IRI"), {}),
                ],
                "requestBody": {"content": {media: {"schema": _TEXT} for media in READS} | draft},
            }
        },
    }


_BOTH = {"type": "object", "required": ["de", "en"], "properties": {"de": _TEXT, "en": _TEXT}}
_EVIDENCE = {
    "type": "object",
    "required": ["kind", "text"],
    "properties": {
        "kind": {"type": "string", "enum": list(WEIGHTS)},
        "text": _BOTH,
        "words": {"type": "array", "items": _TEXT},
        **{name: _TEXT for name in ("iri", "label", "passage")},
    },
}
SCHEMAS: dict[str, Any] = {
    "Suggestions": {
        "type": "object",
        "required": ["city", "date", "focus", "graph_version", "suggestions"],
        "properties": {
            **{name: _TEXT for name in ("city", "date", "focus")},
            "graph_version": {"type": "integer"},
            "suggestions": {
                "type": "array",
                "maxItems": MOST_GOALS,
                "items": {"$ref": "#/components/schemas/SuggestedGoal"},
            },
        },
    },
    "SuggestedGoal": {
        "type": "object",
        "required": ["id", "iri", "label", "number", "score", "evidence"],
        "properties": {
            **{name: _TEXT for name in ("id", "iri", "label", "number")},
            "score": {"type": "number", "minimum": 0, "maximum": 1},
            "evidence": {"type": "array", "minItems": 1, "items": _EVIDENCE},
        },
    },
    "Found": {
        "type": "object",
        "required": ["suggestions"],
        "properties": {
            "suggestions": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "iri", "label", "number", "kind", "valid", "why"],
                    "properties": {
                        **{name: _TEXT for name in ("id", "iri", "label", "number", "why")},
                        "kind": {"type": "string", "enum": list(KINDS)},
                        "valid": {"type": "boolean"},
                    },
                },
            }
        },
    },
}


def _operation(summary: str, schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {
        "summary": summary,
        "responses": {
            "200": {"description": "OK", "content": content},
            "default": {"$ref": "#/components/responses/problem"},
        },
    }


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": {**_TEXT, **schema},
        "description": description,
    }
