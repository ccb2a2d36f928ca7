"""The part of ``/openapi.json`` that tells of profiles of concepts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leitgraph.catalog.concept_profiles import ConceptProfile

_TEXT = {"type": "string"}
_COUNT = {"type": "integer"}


def paths(
    profiles: Mapping[str, ConceptProfile], cities: list[str], english: bool
) -> dict[str, Any]:
    """The operations, their texts in German or English."""
    wanted = "en" if english else "de"
    parameters = [
        _parameter("city", "City" if english else "Kommune", {"enum": cities}, required=True),
        _parameter("date", "Date of validity" if english else "Stichtag", {"format": "date"}),
        _parameter(
            "fassung",
            "Id of a version" if english else "Kennung einer Fassung",
            {"examples": ["2016"]},
        ),
    ]
    found: dict[str, Any] = {
        "/api/v1/profiles": {
            "get": _operation(
                "All profiles of concepts" if english else "Alle Konzeptprofile",
                {"type": "object"},
            )
        }
    }
    for name, profile in profiles.items():
        operation = _operation(profile.title.get(wanted), {"$ref": "#/components/schemas/Profile"})
        found[f"/api/v1/profiles/{name}"] = {
            "get": operation
            | {
                "operationId": f"profile-{name}",
                "description": profile.why.get(wanted),
                "parameters": parameters,
            }
        }
    return found


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


SCHEMAS: dict[str, Any] = {
    "Profile": _object(
        ["profile", "fassung", "date", "checked", "fulfilled", "criteria", "subjects", "findings"],
        profile=_TEXT,
        title=_TEXT,
        why=_TEXT,
        source=_TEXT,
        city=_TEXT,
        fassung=_TEXT,
        fassung_title=_TEXT,
        date=_TEXT,
        checked=_COUNT,
        fulfilled=_COUNT,
        criteria=_list(
            _object(
                ["id", "title", "severity", "checked", "met", "missing"],
                id=_TEXT,
                title=_TEXT,
                severity={"type": "string", "enum": ["muss", "sollte", "kann"]},
                checked=_COUNT,
                met=_COUNT,
                missing=_COUNT,
                hint=_TEXT,
                source=_TEXT,
            )
        ),
        subjects=_list(
            _object(
                ["iri", "label", "notation", "findings", "missing"],
                iri=_TEXT,
                label=_TEXT,
                notation=_TEXT,
                findings=_COUNT,
                missing=_list(_TEXT),
            )
        ),
        findings=_list(
            _object(
                ["criterion", "severity", "focus", "label", "message"],
                criterion=_TEXT,
                severity=_TEXT,
                focus=_TEXT,
                label=_TEXT,
                notation=_TEXT,
                message=_TEXT,
                hint=_TEXT,
                source=_TEXT,
                value=_TEXT,
            )
        ),
        graph_version=_COUNT,
        language=_TEXT,
    ),
}


def _operation(summary: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "summary": summary,
        "responses": {
            "200": {"description": "OK", "content": {"application/json": {"schema": schema}}},
            "default": {"$ref": "#/components/responses/problem"},
        },
    }


def _parameter(
    name: str, description: str, schema: dict[str, Any], *, required: bool = False
) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": required,
        "schema": {**_TEXT, **schema},
        "description": description,
    }
