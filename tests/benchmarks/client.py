"""NamedQueries a server over one kept connection, and results in a form that compares."""

from __future__ import annotations

import http.client
import json
import time
from collections import Counter
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
from tests.benchmarks.servers import HOST, Server

SELECT = "application/sparql-results+json"
GRAPH = "application/n-triples"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {_XSD + name for name in ("integer", "decimal", "double", "float")}
_TEXT = {_XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


class Client:
    """One keep-alive connection to one server."""

    def __init__(self, server: Server, timeout: float = 300) -> None:
        self.server = server
        self.connection = http.client.HTTPConnection(HOST, server.port, timeout=timeout)

    def ask(self, query: str, accept: str = SELECT) -> tuple[float, bytes]:
        """Seconds until the whole answer was read, and the answer. ``TimeoutError`` is possible."""
        path = f"{self.server.path}?{urlencode({'query': query})}"
        return self.send("GET", path, b"", {"Accept": accept})

    def send(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[float, bytes]:
        """Any request; an answer that is no success is an error."""
        started = time.perf_counter()
        try:
            self.connection.request(method, path, body or None, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # Idle for too long, the server hung up: once more, on a new connection.
            self.connection.close()
            started = time.perf_counter()
            self.connection.request(method, path, body or None, headers)
            answer = self.connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - started
        if answer.status >= 300:
            raise RuntimeError(f"{self.server.name}: {answer.status} {content[:500]!r}")
        return seconds, content

    def close(self) -> None:
        """Give the connection up."""
        self.connection.close()


def accept_of(query: str) -> str:
    """The form of the answer to ask for."""
    return GRAPH if "\nCONSTRUCT" in query else SELECT


def comparable(query: str, content: bytes) -> Counter[Any]:
    """Rows (or triples) as a multiset, numbers by value: ``12.50`` is ``12.5``."""
    if accept_of(query) == GRAPH:
        parsed = ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
        return Counter({tuple(map(_term, quad.triple)): 1 for quad in parsed})
    answer = json.loads(content)
    names = answer["head"]["vars"]
    return Counter(
        tuple(_cell(row.get(name)) for name in names) for row in answer["results"]["bindings"]
    )


def _cell(cell: dict[str, str] | None) -> Any:
    if cell is None or cell["type"] == "uri":
        return cell and cell["value"]
    return literal(cell["value"], cell.get("datatype", ""), cell.get("xml:lang", ""))


def _term(term: Any) -> Any:
    if isinstance(term, ox.Literal):
        return literal(term.value, term.datatype.value, term.language or "")
    return term.value


def literal(value: str, datatype: str, language: str) -> Any:
    """A literal by what it means."""
    if datatype in _NUMBERS:
        return round(Decimal(value), 6)
    return value, "" if datatype in _TEXT else datatype, language.lower()
