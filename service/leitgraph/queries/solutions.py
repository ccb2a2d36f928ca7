"""The answer of a free SPARQL query as a table, for the exporters and for pages.

Reads what the engine wrote as ``application/sparql-results+json`` (SPARQL 1.1 Query Results JSON
Format, sections 3.2 and 3.3).
"""

from __future__ import annotations

import codecs
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from leitgraph.errors import BadData
from leitgraph.exporters.tables.base import Cell, Table
from leitgraph.model import Column, Query, Text


def table_of(data: bytes, language: str = "de") -> Table:
    """The table of a SELECT or ASK. Columns are named as the variables; ``BadData`` if broken."""
    try:
        answer = json.loads(data)
        if "boolean" in answer:
            word = Text("Antwort", "answer")
            columns: tuple[Column, ...] = (Column("answer", word, "boolean"),)
            return Table(_query(columns), language, [(Cell(bool(answer["boolean"])),)])
        names = [str(name) for name in answer["head"]["vars"]]
        bindings = answer["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadData(
            "Die Antwort ist keine Ergebnistabelle.", "The answer is no table of results."
        ) from error
    columns = tuple(Column(name, Text(name, name), "text") for name in names)
    return Table(_query(columns), language, _rows(bindings, names))


async def first_rows(
    frames: AsyncIterator[bytes], most: int, language: str = "de"
) -> tuple[Table, bool]:
    """The first rows of an answer under way, and whether there are more; the rest is not read."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    text, place, found = "", -1, list[dict[str, Any]]()
    async for frame in frames:
        text += decoder.decode(frame)
        if place < 0:
            # A name of a variable holds no quotation mark, so this is where the rows begin.
            before, mark, text = text.partition(_ROWS)
            if not mark:
                text = before
                continue
            head, place = before + mark + "]}}", 0
        place = _more_rows(text, place, most + 1 - len(found), found)
        if len(found) > most:
            break
        text, place = text[place:], 0
    if place < 0:
        return table_of(text.encode(), language), False
    table = table_of(head.encode(), language)
    names = [column.name for column in table.columns]
    return Table(table.query, language, list(_rows(found[:most], names))), len(found) > most


_ROWS = '"bindings":['
_DECODER = json.JSONDecoder()


def _more_rows(text: str, place: int, most: int, found: list[dict[str, Any]]) -> int:
    """Add the rows that are complete; the place after them."""
    for _ in range(most):
        start = place + (text[place : place + 1] == ",")
        try:
            row, place = _DECODER.raw_decode(text, start)
        except ValueError:
            break
        found.append(row)
    return place


def _query(columns: tuple[Column, ...]) -> Query:
    text = Text("SPARQL-Abfrage", "SPARQL query")
    return Query("sparql", text, text, (), "", columns=columns)


def _rows(bindings: list[dict[str, Any]], names: list[str]) -> Iterator[tuple[Cell, ...]]:
    for binding in bindings:
        yield tuple(_cell(binding.get(name)) for name in names)


def _cell(term: dict[str, Any] | None) -> Cell:
    if term is None:
        return Cell(None)
    if term["type"] == "triple":
        value = term["value"]
        parts = (value["subject"], value["predicate"], value["object"])
        return Cell("<< " + " ".join(str(_cell(part).value) for part in parts) + " >>")
    text = str(term["value"])
    return Cell(text, text) if term["type"] == "uri" else Cell(text)
