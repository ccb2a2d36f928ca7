"""Formats of the engine's answers by short name: for tables (SELECT, ASK) and for graphs.

Which kind an answer is, is known only after the query was parsed, in a reader. So whoever asks
names a format for each kind beforehand; the reader takes the one that fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import pyoxigraph as ox

from leitgraph.errors import NotAcceptable

Format = ox.QueryResultsFormat | ox.RdfFormat

RESULTS: dict[str, tuple[str, ox.QueryResultsFormat]] = {
    "json": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "xml": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "csv": ("text/csv", ox.QueryResultsFormat.CSV),
    "tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
}
SHEETS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sheet": "text/csv; charset=utf-8",
}
"""Formats for spreadsheet programs: a workbook, and CSV with semicolons and decimal commas where
the language is German, which a double click opens."""
GRAPHS: dict[str, tuple[str, ox.RdfFormat]] = {
    "turtle": ("text/turtle", ox.RdfFormat.TURTLE),
    "ntriples": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "nquads": ("application/n-quads", ox.RdfFormat.N_QUADS),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "rdfxml": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
}
SHORTER = {
    "ttl": "turtle",
    "n3": "turtle",
    "nt": "ntriples",
    "n-triples": "ntriples",
    "nq": "nquads",
    "n-quads": "nquads",
    "rdf": "rdfxml",
    "rdf+xml": "rdfxml",
    "rdf-xml": "rdfxml",
    "json-ld": "jsonld",
    "ld+json": "jsonld",
    "srj": "json",
    "sparql-json": "json",
    "sparql-results+json": "json",
    "srx": "xml",
    "sparql-xml": "xml",
    "sparql-results+xml": "xml",
    "sparql": "xml",
    "excel": "xlsx",
    "csv-excel": "sheet",
    "csv-de": "sheet",
}
"""Other short names of the same formats, as other endpoints and clients call them."""
_EITHER = {"json": "jsonld", "xml": "rdfxml"}
"""Formats for graphs that clients mean by a name which is that of one for tables."""


class Formats(TypedDict):
    """Short names of the formats for a table and for a graph, as a payload holds them."""

    table: str | None
    graph: str | None


class Told(TypedDict):
    """The part of a payload that says which formats will do."""

    formats: Formats


@dataclass(frozen=True)
class Choice:
    """Short names of the formats for a table and for a graph; None: of that kind none will do."""

    table: str | None = "json"
    graph: str | None = "turtle"

    @classmethod
    def named(cls, short: str) -> Choice:
        """The format of this short name, of whichever kind it is; ``json`` and ``xml`` are both."""
        name = short.lower()
        name = SHORTER.get(name, name)
        graph = _EITHER.get(name, name)
        tabular = name in RESULTS or name in SHEETS
        return cls(name if tabular else None, graph if graph in GRAPHS else None)

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> Choice:
        """As a job is told: ``format`` (a short name), or ``formats`` (one for each kind)."""
        if payload.get("format"):
            return cls.named(str(payload["format"]))
        return cls(**payload.get("formats", {}))

    def payload(self) -> Told:
        """As ``of`` reads it."""
        return {"formats": {"table": self.table, "graph": self.graph}}

    def taken(self, *, tabular: bool) -> tuple[str, str, Format]:
        """Short name, media type and engine format of the answer; ``NotAcceptable`` without one."""
        offers: Mapping[str, tuple[str, Format]] = RESULTS if tabular else GRAPHS
        name = self.table if tabular else self.graph
        if name is None or name not in offers:
            media = ", ".join(media for media, _ in offers.values())
            raise NotAcceptable(
                f"Diese Antwort gibt es als: {media}.", f"This answer is on offer as: {media}."
            )
        return (name, *offers[name])
