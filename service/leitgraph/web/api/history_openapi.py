"""The part of ``/openapi.json`` that tells of the history of checks."""

from __future__ import annotations

from typing import Any

from leitgraph.check.batch.batch import OUTCOMES
from leitgraph.check.history.progress import CHANGES

_TEXT: dict[str, Any] = {"type": "string"}
_MAYBE: dict[str, Any] = {"type": ["string", "null"]}
_FINDINGS = {"type": "array", "items": {"$ref": "#/components/schemas/KeptFinding"}}


def paths(cities: list[str], english: bool) -> dict[str, Any]:
    """The operation, its texts in German or English."""

    def said(german: str, other: str) -> str:
        return other if english else german

    def parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
        found = {"name": name, "in": "query", "required": False, "description": description}
        return found | {"schema": schema}

    schema = {"schema": {"$ref": "#/components/schemas/History"}}
    return {
        "/api/v1/history": {
            "get": {
                "summary": said(
                    "Frühere Prüfungen einer Vorlage, und was seitdem behoben, neu, noch offen ist",
                    "Earlier checks of a paper, and what is mended, new, still open since",
                ),
                "parameters": [
                    parameter("city", said("Kommune", "City"), _TEXT | {"enum": cities}),
                    parameter("vorlage", said("Kennung oder IRI", "Kennung or IRI"), _TEXT),
                    parameter(
                        "draft",
                        said("Statt dessen: Id eines gespeicherten Entwurfs", "Or: id of a draft"),
                        _TEXT,
                    ),
                ],
                "security": [{}, {"token": []}],
                "responses": {
                    "200": {"description": "OK", "content": {"application/json": schema}},
                    "default": {"$ref": "#/components/responses/problem"},
                },
            }
        }
    }


SCHEMAS: dict[str, Any] = {
    "KeptFinding": {
        "type": "object",
        "required": ["rule", "message", "field", "value"],
        "properties": {"rule": _TEXT, "message": _TEXT, "field": _MAYBE, "value": _MAYBE},
    },
    "History": {
        "type": "object",
        "required": ["checks"],
        "properties": {
            "checks": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["first", "last", "verdict", "findings", "graph_version", "since"],
                    "properties": {
                        "number": {"type": "integer"},
                        "origin": _TEXT | {"enum": ["graph", "entwurf"]},
                        **{name: _TEXT for name in ("kennung", "title", "date", "rules")},
                        "first": _TEXT | {"format": "date-time"},
                        "last": _TEXT | {"format": "date-time"},
                        "times": {"type": "integer"},
                        "draft": _MAYBE,
                        "profile": _MAYBE,
                        "verdict": _TEXT | {"enum": list(OUTCOMES[:-1])},
                        "findings": _FINDINGS,
                        "unchecked": {"type": "array", "items": _TEXT},
                        "graph_version": {"type": "integer"},
                        "since": {
                            "type": ["object", "null"],
                            "properties": {
                                "number": {"type": "integer"},
                                **dict.fromkeys(("mended", "new", "open"), _FINDINGS),
                                "changes": {
                                    "type": "array",
                                    "items": _TEXT | {"enum": list(CHANGES)},
                                },
                                "told": {"type": "array", "items": _TEXT},
                            },
                        },
                    },
                },
            }
        },
    },
}
