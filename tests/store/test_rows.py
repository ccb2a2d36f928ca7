"""Rows are counted exactly in the bytes the engine writes, wherever the pieces end."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from leitgraph.queries.rows import counter_for

NASTY = [
    'x","y":{"z":[{',
    "},{",
    "\\",
    '\\"',
    "a\nb\r\nc",
    '"quoted", and "more"',
    "<result></result>",
    "tab\tand é 😀",
    "",
]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    made = ox.Store()
    for number, text in enumerate(NASTY * 3):
        node = ox.NamedNode(f"http://s/{number}")
        made.add(ox.Quad(node, ox.NamedNode("http://p"), ox.Literal(text)))
        inner = ox.Triple(node, ox.NamedNode("http://q"), ox.Literal(text))
        made.add(ox.Quad(node, ox.NamedNode("http://r"), inner))
    return made


@pytest.mark.parametrize("name", ["json", "csv", "tsv", "xml"])
@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT * { ?s ?p ?o }", 54),
        ("SELECT ?x { ?s ?p ?o }", 54),
        ("SELECT * { ?s <http://none> ?o }", 0),
        ("SELECT ?o { ?s <http://p> ?o }", 27),
    ],
)
def test_rows_are_counted(store: ox.Store, name: str, query: str, rows: int) -> None:
    form = getattr(ox.QueryResultsFormat, name.upper())
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    data = solutions.serialize(format=form)
    assert data is not None
    for seed in range(20):
        counter = counter_for(name)
        assert counter is not None
        chance, position, counted = random.Random(seed), 0, 0
        while position < len(data):
            size = chance.choice([1, 2, 3, 7, 50, 1000])
            counted += counter.count(data[position : position + size])
            position += size
        assert counted == rows
