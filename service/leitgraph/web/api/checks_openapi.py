"""What the OpenAPI document says about checks: formats of the report, and how one is verified."""

from __future__ import annotations

from typing import Any

from leitgraph.check.verify.verify import OUTCOMES
from leitgraph.exporters.registry import report_formats
from leitgraph.model import Severity, Verdict
from leitgraph.web.api import checks
from leitgraph.web.api.schemas import VORLAGE_EXAMPLE

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_NUMBER = {"type": "integer"}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_STEP = _object(
    ["level", "rule", "open", "text"], level=_NUMBER, rule=_TEXT, open=_NUMBER, text=_TEXT
)
SCHEMAS: dict[str, Any] = {
    "Finding": _object(
        ["rule", "severity", "message", "focus"],
        rule=_TEXT,
        severity={"type": "string", "enum": [s.value for s in Severity]},
        title=_TEXT,
        message=_TEXT,
        why=_TEXT,
        hint=_TEXT,
        source=_TEXT,
        focus=_TEXT,
        path=_MAYBE,
        value=_MAYBE,
        field=_TEXT,
        place=_TEXT,
        evidence=_list(_object(["text"], text=_TEXT, iri=_MAYBE)),
    ),
    "Certificate": _object(
        ["draft", "rules", "graph_version", "journal", "engines", "time", "findings", "sha256"],
        draft=_MAYBE,
        draft_bytes=_NUMBER,
        city=_TEXT,
        date=_MAYBE,
        today=_TEXT,
        media_type=_MAYBE,
        focus=_MAYBE,
        view={"type": "string", "enum": ["public", "admin"]},
        rules=_TEXT,
        ontology=_TEXT,
        kommune=_TEXT,
        profile=_MAYBE,
        graph_version=_NUMBER,
        journal=_TEXT,
        engines={"type": "object", "additionalProperties": _TEXT},
        time={"type": "string", "format": "date-time"},
        verdict=_TEXT,
        findings=_object(["de", "en"], de=_TEXT, en=_TEXT),
        sha256=_TEXT,
    ),
    "Report": _object(
        [
            *("verdict", "kennung", "title", "date", "focus", "findings", "passed", "praise"),
            *("unchecked", "maturity", "fassung", "graph_version", "language", "certificate"),
        ],
        verdict={"type": "string", "enum": [v.value for v in Verdict]},
        kennung=_TEXT,
        title=_TEXT,
        date=_TEXT,
        focus=_TEXT,
        findings=_list({"$ref": "#/components/schemas/Finding"}),
        passed=_list(_TEXT),
        praise=_list(_object(["rule", "text"], rule=_TEXT, text=_TEXT)),
        unchecked=_list(_TEXT),
        maturity={
            **_object(["level", "name", "next"], level=_NUMBER, name=_TEXT),
            "type": ["object", "null"],
        },
        fassung=_MAYBE,
        graph_version=_NUMBER,
        language={"type": "string", "enum": ["de", "en"]},
        suggestions={
            **_list({"$ref": "#/components/schemas/SuggestedGoal"}),
            "type": ["array", "null"],
        },
        certificate={"$ref": "#/components/schemas/Certificate"},
    ),
    "Verification": _object(
        ["outcome", "reasons"],
        outcome={"type": "string", "enum": list(OUTCOMES)},
        reasons=_list(_TEXT),
        gone=_list(_object(["rule", "message"], rule=_TEXT, message=_TEXT)),
        new=_list(_object(["rule", "message"], rule=_TEXT, message=_TEXT)),
        certificate={"$ref": "#/components/schemas/Certificate"},
    ),
}
SCHEMAS["Report"]["properties"]["maturity"]["properties"]["next"] = {
    **_STEP,
    "type": ["object", "null"],
}


def paths(cities: list[str], english: bool) -> dict[str, Any]:
    """The paths below ``/api/v1/checks``."""
    return {
        "/api/v1/checks": {"post": _check(cities, english)},
        "/api/v1/checks/verify": {"post": _verify(english)},
    }


def _check(cities: list[str], english: bool) -> dict[str, Any]:
    draft = {"schema": {"$ref": "#/components/schemas/Vorlage"}, "example": VORLAGE_EXAMPLE}
    read = {media: {"schema": _TEXT} for media in checks.READS}
    formats = report_formats()
    answers = {form.media: {"schema": _TEXT} for form in formats.values()}
    answers["application/json"] = {"schema": {"$ref": "#/components/schemas/Report"}}
    city = {"type": "string", "enum": cities}
    return _operation("Check a council paper" if english else "Eine Vorlage prüfen", answers) | {
        "parameters": [
            _parameter("city", city, "City" if english else "Kommune", required=True),
            _parameter("date", {"type": "string", "format": "date"}, "2025-06-30"),
            _parameter("vorlage", _TEXT, "Kennung / IRI"),
            _parameter("format", {"type": "string", "enum": list(formats)}),
            _parameter("suggestions", {"type": "string", "enum": ["0", "1"]}),
        ],
        "requestBody": {"content": read | {"application/json": draft}},
    }


def _verify(english: bool) -> dict[str, Any]:
    title = "Repeat the check of a report" if english else "Die Prüfung eines Berichts wiederholen"
    report = {"schema": {"$ref": "#/components/schemas/Report"}}
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    both = {"schema": _object(["report"], report=file, draft=file)}
    answer = {"schema": {"$ref": "#/components/schemas/Verification"}}
    return _operation(title, {"application/json": answer}) | {
        "requestBody": {
            "required": True,
            "content": {"application/json": report, "multipart/form-data": both},
        }
    }


def _operation(summary: str, answers: dict[str, Any]) -> dict[str, Any]:
    problem = {"$ref": "#/components/responses/problem"}
    return {
        "summary": summary,
        "responses": {"200": {"description": "OK", "content": answers}, "default": problem},
    }


def _parameter(
    name: str, schema: dict[str, Any], description: str = "", *, required: bool = False
) -> dict[str, Any]:
    found = {"name": name, "in": "query", "required": required, "schema": schema}
    return {**found, "description": description} if description else found
