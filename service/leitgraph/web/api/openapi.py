"""``/openapi.json``: the interfaces as an OpenAPI 3.1 document, made from queries and settings."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from leitgraph import __version__
from leitgraph.catalog.queries import listed
from leitgraph.model import Parameter, Query
from leitgraph.queries.ask import formats
from leitgraph.queries.query import GRAPHS, RESULTS
from leitgraph.web.api import (
    checks_openapi,
    drafts_openapi,
    history_openapi,
    profiles,
    profiles_openapi,
    suggest_openapi,
)
from leitgraph.web.api.schemas import SCHEMAS
from leitgraph.web.problems import MEDIA
from leitgraph.web.site import Site, language, site

_TYPES: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "year": {"type": "integer", "minimum": 1, "maximum": 9999},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "examples": ["2025-06-30", "today"]},
}
_TEXT = {"type": "string"}
_DATASET = {
    "default-graph-uri": {"type": "array", "items": _TEXT},
    "named-graph-uri": {"type": "array", "items": _TEXT},
}
_SECURITY: list[dict[str, list[str]]] = [{"token": []}]


async def endpoint(request: Request) -> Response:
    """The document, its texts in the asker's language."""
    wanted = language(request)
    headers = {"Vary": "Accept-Language", "Content-Language": wanted}
    return JSONResponse(document(site(request), wanted), headers=headers)


def document(here: Site, wanted: str = "de") -> dict[str, Any]:
    """The OpenAPI document (version 3.1.0)."""
    english = wanted == "en"
    paths: dict[str, Any] = {**_fixed(here, english)}
    for query in listed(dict(here.asking.queries)):
        paths[f"/api/v1/queries/{query.slug}"] = {"get": _query(here, query, wanted)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Leitgraph",
            "version": __version__,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            "description": "A knowledge graph of the goals, budgets and resolutions of German "
            "cities. The demo city (musterstadt) is synthetic."
            if english
            else "Ein Wissensgraph der Ziele, Haushaltsmittel und Beschlüsse deutscher Städte. "
            "Die Demo-Stadt (musterstadt) ist synthetisch.",
        },
        "paths": paths,
        "components": {
            "schemas": {
                **SCHEMAS,
                **checks_openapi.SCHEMAS,
                **drafts_openapi.SCHEMAS,
                **history_openapi.SCHEMAS,
                **profiles_openapi.SCHEMAS,
                **suggest_openapi.SCHEMAS,
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {
                "problem": {
                    "description": "Problem (RFC 9457)",
                    "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
            },
        },
    }


def _fixed(here: Site, english: bool) -> dict[str, Any]:
    def said(german: str, other: str) -> str:
        return other if english else german

    table = _contents([media for media, _ in RESULTS.values()])
    graph = _contents([media for media, _ in GRAPHS.values()])
    formats_of_graphs = _parameter("format", ", ".join(GRAPHS))
    graphs = [
        _parameter("graph", said("IRI des Graphen", "IRI of the graph")),
        _parameter("default", said("Der Standardgraph", "The default graph")),
    ]
    ask = [
        _parameter("query", said("SPARQL-Abfrage", "SPARQL query")),
        _parameter("default-graph-uri", "SPARQL 1.1 Protocol, 2.1.4", many=True),
        _parameter("named-graph-uri", "SPARQL 1.1 Protocol, 2.1.4", many=True),
        _parameter("format", ", ".join([*RESULTS, *GRAPHS])),
    ]
    form = {
        "type": "object",
        "properties": {"query": _TEXT, "update": _TEXT, **_DATASET, "format": _TEXT},
    }
    sent = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-query": {"schema": _TEXT},
        "application/sparql-update": {"schema": _TEXT},
    }
    rdf = {"required": True, "content": graph}
    write = _operation(
        said("Graph schreiben", "Write a graph"), {"application/json": _ref("Written")}
    )
    write |= {"security": _SECURITY, "parameters": graphs[:1]}
    shown: dict[str, Any] = {"type": "string", "enum": ["public", "internal"]}
    facts = [
        _parameter("visibility", said("Wer den Graphen sieht", "Who sees it"), schema=shown),
        _parameter("label", said("Name des Graphen", "Name of the graph")),
        _parameter("source", said("Woher er stammt", "Where it comes from")),
    ]
    fill = write | {"requestBody": rdf, "parameters": [*graphs[:1], *facts]}
    list_of = {
        "queries": said("Alle benannten Fragen", "All named queries"),
        "cities": said("Alle Kommunen", "All cities"),
        "rules": said("Alle Regeln der Prüfung", "All rules of the check"),
        "log": said("Das Journal, Neuestes zuerst", "The journal, newest first"),
    }
    paths: dict[str, Any] = {
        "/sparql": {
            "get": _operation(said("Fragen", "Ask"), table | graph) | {"parameters": ask},
            "post": _operation(
                said("Fragen, oder ändern (nur Berechtigte)", "Ask, or update (admins only)"),
                table | graph | {"application/json": _ref("Written")},
            )
            | {"requestBody": {"required": True, "content": sent}, "security": [{}, *_SECURITY]},
        },
        "/graph-store": {
            "get": _operation(said("Graph lesen", "Read a graph"), graph)
            | {"parameters": [*graphs, formats_of_graphs]},
            "put": fill,
            "post": fill,
            "delete": write,
        },
        **checks_openapi.paths(list(here.cities), english),
        **drafts_openapi.paths(english),
        **history_openapi.paths(list(here.cities), english),
        **suggest_openapi.paths(list(here.cities), english),
        **profiles_openapi.paths(profiles.offered(here), list(here.cities), english),
    }
    for name, what in list_of.items():
        paths[f"/api/v1/{name}"] = {"get": _operation(what, {"application/json": _object()})}
    paths["/api/v1/log"]["get"]["parameters"] = [
        _parameter("limit", "1–500", schema={"type": "integer"}),
        _parameter("before", said("Nummer", "number"), schema={"type": "integer"}),
    ]
    for name, what in (
        ("health", said("Der Dienst antwortet", "The service answers")),
        ("ready", said("Der Graph ist geladen", "The graph is loaded")),
    ):
        paths[f"/{name}"] = {"get": _operation(what, {"application/json": _object()})}
    paths["/metrics"] = {"get": _operation("Prometheus", _contents(["text/plain"]))}
    return paths


def _query(here: Site, query: Query, wanted: str) -> dict[str, Any]:
    answers = _contents([media for media, _ in formats().values()])
    answers["application/json"] = _ref("Table")
    parameters = [_of_query(here, parameter, wanted) for parameter in query.parameters]
    form = {"type": "string", "enum": sorted(formats())}
    return _operation(query.title.get(wanted), answers) | {
        "operationId": query.slug,
        "description": query.description.get(wanted),
        "parameters": [*parameters, _parameter("format", "", schema=form)],
    }


def _of_query(here: Site, parameter: Parameter, wanted: str) -> dict[str, Any]:
    schema = dict(_TYPES.get(parameter.type, _TEXT))
    if parameter.type == "city":
        schema["enum"] = list(here.cities)
    if parameter.default is not None:
        schema["default"] = parameter.default
    if parameter.type == "code" and parameter.options:
        schema["description"] = f"vocab/{parameter.options}"
    return _parameter(
        parameter.name,
        parameter.label.get(wanted),
        required=parameter.required and parameter.default is None,
        schema=schema,
    )


def _operation(summary: str, answers: dict[str, Any]) -> dict[str, Any]:
    problem = {"$ref": "#/components/responses/problem"}
    return {
        "summary": summary,
        "responses": {"200": {"description": "OK", "content": answers}, "default": problem},
    }


def _parameter(
    name: str,
    description: str,
    *,
    required: bool = False,
    many: bool = False,
    schema: dict[str, Any] | None = None,
) -> dict[str, Any]:
    shape: dict[str, Any] = schema or _TEXT
    if many:
        shape = {"type": "array", "items": shape}
    found = {"name": name, "in": "query", "required": required, "schema": shape}
    return {**found, "description": description} if description else found


def _contents(media: list[str]) -> dict[str, Any]:
    return {name.partition(";")[0]: {"schema": _TEXT} for name in media}


def _object() -> dict[str, Any]:
    return {"schema": {"type": "object"}}


def _ref(name: str) -> dict[str, Any]:
    return {"schema": {"$ref": f"#/components/schemas/{name}"}}
