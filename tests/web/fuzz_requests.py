"""Makes requests of schemathesis valid where JSON Schema cannot say what valid is.

Loaded by schemathesis (``SCHEMATHESIS_HOOKS``). Only requests that were made to be valid are
touched, and only in what their schema leaves open.
"""

from __future__ import annotations

import json
from typing import Any

import schemathesis
from schemathesis import Case, GenerationMode, HookContext, SerializationContext

from leitgraph.exporters.papers import docx, pdf
from leitgraph.web.api.schemas import VORLAGE_EXAMPLE

TABLES = ["ASK { ?s a insek:Leitziel }", "SELECT ?s { ?s a insek:Leitziel } LIMIT 3"]
GRAPHS = ["DESCRIBE <auerbach/ziel/l01>", "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3"]
UPDATE = "INSERT DATA { GRAPH <http://test/g> { <http://test/s> <http://test/p> 1 } }"
OF_TABLES = {"json", "xml", "csv", "tsv"}
JSON = "application/json"
PAPER = """Vorlage V9001/25
Titel: Grundhafter Ausbau der Lindenstraße
Datum: 16.06.2025
"""
SAMPLES = {
    docx.MEDIA: docx.write(VORLAGE_EXAMPLE),
    pdf.MEDIA: pdf.write(VORLAGE_EXAMPLE),
    "text/plain": PAPER.encode(),
}


@schemathesis.serializer("application/sparql-query", "application/sparql-update")
def sparql(context: SerializationContext, value: Any) -> Any:
    """SPARQL goes as it is."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Called before every request."""
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    if case.path == "/sparql":
        _ask(case)
    elif case.path == "/graph-store" and case.method.upper() == "GET":
        _one_graph(case)
    elif case.path == "/api/v1/history":
        _one_history(case)
    elif case.path.startswith("/api/v1/queries/"):
        _known(case)
    elif case.method.upper() == "POST":
        _document(case)


def _ask(case: Case[Any]) -> None:
    """No schema says what is SPARQL, and that a table has other formats than a graph."""
    if case.method.upper() == "GET":
        if "query" in case.query:
            case.query["query"] = _text(case.query)
    elif case.media_type == "application/sparql-query":
        case.body = TABLES[0]
    elif case.media_type == "application/sparql-update":
        case.body = UPDATE
    elif isinstance(case.body, dict) and "query" in case.body:
        case.body = _without("using-", {**case.body, "query": _text(case.body)})
    elif isinstance(case.body, dict):
        case.body = _without("default-graph", _without("named-graph", case.body))


def _without(prefix: str, said: dict[str, Any]) -> dict[str, Any]:
    """A question names its graphs by other fields than an update."""
    return {name: value for name, value in said.items() if not name.startswith(prefix)}


def _text(said: dict[str, Any]) -> str:
    form = said.get("format", "json")
    return (TABLES if form in OF_TABLES else GRAPHS)[len(str(said["query"])) % 2]


def _one_graph(case: Case[Any]) -> None:
    """Exactly one of two parameters; a schema of parameters knows each by itself."""
    if "graph" not in case.query:
        case.query["default"] = ""
    elif "default" in case.query:
        del case.query["default"]


def _one_history(case: Case[Any]) -> None:
    """Either ``draft``, or ``city`` and ``vorlage``."""
    if "draft" not in case.query:
        case.query.setdefault("city", "musterstadt")
        case.query.setdefault("vorlage", "V0001/19")


def _known(case: Case[Any]) -> None:
    """What is not in the graph is refused; what is in it, no schema says. Examples are."""
    for parameter in case.operation.query:
        schema = parameter.definition["schema"]
        if schema.get("format") == "iri-reference" and parameter.name in case.query:
            del case.query[parameter.name]
            if schema["examples"]:
                case.query[parameter.name] = schema["examples"][0]


def _document(case: Case[Any]) -> None:
    """No schema says what is a PDF; of what has no sample here, a draft in JSON is sent."""
    if case.path.endswith("/verify"):
        return
    if case.media_type == "multipart/form-data":
        case.body = {"datei": PAPER}
    elif case.media_type in SAMPLES:
        case.body = SAMPLES[str(case.media_type)]
    elif case.media_type != JSON or not isinstance(case.body, dict):
        case.media_type, case.body = JSON, json.loads(json.dumps(VORLAGE_EXAMPLE))
