"""From an Accept header to a format for a table and one for a graph."""

from __future__ import annotations

import pytest

from leitgraph.errors import NotAcceptable
from leitgraph.queries.formats import GRAPHS, RESULTS, Choice
from leitgraph.web.transport.negotiation import best, choice, preferred


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        ("*/*", "json", "turtle"),
        ("text/csv", "csv", None),
        ("text/turtle", None, "turtle"),
        ("application/json", "json", None),
        ("text/html;q=0.9, application/json;q=0.5", "json", None),
        ("text/turtle, application/sparql-results+xml", "xml", "turtle"),
        ("text/turtle;q=0.1, application/n-triples", None, "ntriples"),
        ("application/*", "json", "ntriples"),
        ("text/*", "csv", "turtle"),
        ("TEXT/CSV;q=0.5, text/tab-separated-values", "tsv", None),
        ("text/csv;q=0, */*;q=0.1", "json", "turtle"),
        ("application/pdf", None, None),
        ("text/csv;q=viel", None, None),
        ("", None, None),
    ],
)
def test_the_best_of_each_kind_is_chosen(accept: str, table: str | None, graph: str | None) -> None:
    assert choice(accept) == Choice(table, graph)


@pytest.mark.parametrize(
    ("short", "table", "graph"),
    [
        ("csv", "csv", None),
        ("CSV", "csv", None),
        ("ttl", None, "turtle"),
        ("json-ld", None, "jsonld"),
        ("application/json", "json", "jsonld"),
        ("xml", "xml", "rdfxml"),
        ("application/sparql-results+json", "json", "jsonld"),
        ("text/plain", None, "ntriples"),
        ("pdf", None, None),
    ],
)
def test_a_short_name_wins_over_the_header(
    short: str, table: str | None, graph: str | None
) -> None:
    assert choice("application/sparql-results+xml, text/turtle", short) == Choice(table, graph)


@pytest.mark.parametrize("name", [*RESULTS, *GRAPHS])
def test_a_choice_goes_to_a_reader_and_comes_back(name: str) -> None:
    chosen = Choice.named(name)
    assert Choice.of(chosen.payload()) == Choice.of({"format": name}) == chosen
    assert chosen.taken(tabular=name in RESULTS)[0] == name


@pytest.mark.parametrize("name", sorted({*RESULTS, *GRAPHS} - {"json", "xml"}))
def test_a_name_of_one_kind_does_not_do_for_the_other(name: str) -> None:
    with pytest.raises(NotAcceptable):
        Choice.named(name).taken(tabular=name in GRAPHS)


def test_without_a_word_a_table_is_json_and_a_graph_turtle() -> None:
    assert Choice.of({"query": "ASK {}"}) == Choice("json", "turtle")


def test_media_types_are_ranked_by_quality_then_by_place() -> None:
    accept = "a/x;q=0.5, b/x, c/x;q=0.5;level=1, d/x;q=0, e/x"
    assert preferred(accept) == ["b/x", "e/x", "a/x", "c/x"]
    assert best("b/*;q=0.2, c/y", {"b/z": "eins", "c/x": "zwei"}) == "eins"
