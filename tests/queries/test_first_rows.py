"""The first rows of an answer under way, however its bytes are cut."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from leitgraph.errors import BadData
from leitgraph.exporters.tables.base import Cell
from leitgraph.queries.solutions import first_rows

NAMES = ["a", "b"]
ROWS = [{"a": {"type": "uri", "value": f"urn:x:{n}"}} for n in range(3)] + [
    {"b": {"type": "literal", "value": 'Größe: "]}}", {"a": [}\n', "xml:lang": "de"}},
    {"a": {"type": "literal", "value": "1"}, "b": {"type": "bnode", "value": "n"}},
]
SHOWN = [(Cell(f"urn:x:{n}", f"urn:x:{n}"), Cell(None)) for n in range(3)] + [
    (Cell(None), Cell('Größe: "]}}", {"a": [}\n')),
    (Cell("1"), Cell("n")),
]
WHOLE = json.dumps(
    {"head": {"vars": NAMES}, "results": {"bindings": ROWS}},
    ensure_ascii=False,
    separators=(",", ":"),
).encode()


class Frames:
    """Bytes in pieces of a size; knows how many were taken."""

    def __init__(self, data: bytes, size: int) -> None:
        self.data, self.size, self.taken = data, size, 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self.data), self.size):
            self.taken += 1
            yield self.data[start : start + self.size]


def read(data: bytes, most: int, size: int = 7) -> tuple[list[tuple[Cell, ...]], bool, int]:
    """Rows, whether there are more, and the pieces taken."""
    frames = Frames(data, size)
    table, more = asyncio.run(first_rows(aiter(frames), most))
    return list(table.rows), more, frames.taken


@pytest.mark.parametrize("size", [1, 2, 7, 64, 10_000])
def test_all_rows_come_whatever_the_pieces(size: int) -> None:
    assert read(WHOLE, 5, size)[:2] == (SHOWN, False)


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_only_the_first_rows_come_and_it_says_that_there_are_more(most: int) -> None:
    for size in (1, 9, 10_000):
        assert read(WHOLE, most, size)[:2] == (SHOWN[:most], True)


def test_what_comes_after_the_first_rows_is_not_read() -> None:
    many = {"head": {"vars": ["a"]}, "results": {"bindings": ROWS[:1] * 10_000}}
    data = json.dumps(many, separators=(",", ":")).encode()
    rows, more, taken = read(data, 10, 1000)
    assert (len(rows), more, taken) == (10, True, 1)


def test_an_answer_without_rows_is_an_empty_table() -> None:
    assert read(b'{"head":{"vars":["a"]},"results":{"bindings":[]}}', 5)[:2] == ([], False)


@pytest.mark.parametrize("word", [True, False])
def test_yes_or_no_is_one_cell(word: bool) -> None:
    data = json.dumps({"head": {}, "boolean": word}, separators=(",", ":")).encode()
    assert read(data, 5)[:2] == ([(Cell(word),)], False)


def test_what_is_no_answer_is_told() -> None:
    with pytest.raises(BadData, match="keine Ergebnistabelle"):
        read(b"nichts", 5)
