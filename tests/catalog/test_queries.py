"""Every named query has a source in its rows, and its own examples are its tests.

The examples are asked of one graph that holds all that ships, as the service does after its first
start: what a page shows beside an example is what it answers.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest
from tests import content
from tests.queries.asking import (
    BASE,
    SETTINGS,
    TODAY,
    asked,
    everything,
    everywhere,
    shown,
    solutions,
)

from leitgraph.catalog.binding import bound
from leitgraph.catalog.queries import as_plain, listed
from leitgraph.queries.cells import to_cell
from leitgraph.store.sparql import guard

ASKED_FOR = {1, 2, 3, 5, 8, 9, 11, 13, 15, 17, 22, 26, 30, 32, 37}
AT_LEAST = {"listed": 19, "options": 3, "examples": 72}
"""How many there are; more may come, none may go."""
EXAMPLES = [pytest.param(*one, id=": ".join(one)) for one in content.query_examples()]


def test_all_queries_and_their_examples_are_collected() -> None:
    files = sorted(SETTINGS.content_dir("queries").glob("*.rq"))
    assert sorted(content.queries()) == [path.stem for path in files]
    found = len(listed(content.queries()))
    there = {"listed": found, "options": len(files) - found, "examples": len(EXAMPLES)}
    assert {what: n for what, n in there.items() if n < AT_LEAST[what]} == {}
    assert content.query_slugs(options=False) == [query.slug for query in listed(content.queries())]
    assert content.query_examples() == [
        (query.slug, example["what"])
        for query in content.queries().values()
        for example in query.examples
    ]


def test_the_questions_asked_for_are_all_answered() -> None:
    answered = {number for query in content.queries().values() for number in query.questions}
    assert answered >= ASKED_FOR
    assert "consultation-participation" in content.queries()


@pytest.mark.parametrize("slug", content.query_slugs(options=False))
def test_a_query_is_tried_where_the_case_is_and_where_it_is_not(slug: str) -> None:
    query = content.queries()[slug]
    counts = [_count(example) for example in query.examples]
    assert max(counts) > 0
    assert min(counts) == 0


def _count(example: dict[str, Any]) -> int:
    """How many rows an example has; at least, where it only says what is among them."""
    rows = example["contains"] if example["rows"] is None else example["rows"]
    return len(rows) if isinstance(rows, list) else int(rows)


@pytest.mark.parametrize("slug", content.query_slugs(options=False))
def test_an_example_is_the_same_on_any_day(slug: str) -> None:
    query = content.queries()[slug]
    dates = {p.name for p in query.parameters if p.default == "today"}
    for example in query.examples:
        assert dates <= set(example["parameters"])


@pytest.mark.parametrize("slug", content.query_slugs())
def test_a_query_says_in_two_languages_what_it_is(slug: str) -> None:
    query = content.queries()[slug]
    assert as_plain(query, "de")["title"] != as_plain(query, "en")["title"]
    assert as_plain(query, "de")["description"] != as_plain(query, "en")["description"]


@pytest.mark.parametrize("slug", content.query_slugs())
def test_a_query_file_is_valid_sparql_to_paste_anywhere(slug: str) -> None:
    query = content.queries()[slug]
    ox.Store().query(query.body, base_iri=BASE + "/")


@pytest.mark.parametrize(("slug", "what"), EXAMPLES)
def test_example(slug: str, what: str) -> None:
    example = content.query_example(slug, what)
    rows = asked(slug, **example["parameters"])
    expected = example["rows"]
    if isinstance(expected, list):
        shape = [shown([row], want)[0] for row, want in zip(rows, expected, strict=False)]
        assert shape == expected
    if expected is not None:
        assert len(rows) == _count(example)
    for want in example["contains"]:
        assert want in shown(rows, want)
    assert len({tuple(row.items()) for row in rows}) == len(rows)


@pytest.mark.parametrize("slug", content.query_slugs(options=False))
def test_every_row_over_all_cities_names_document_and_passage(slug: str) -> None:
    query = content.queries()[slug]
    rows = asked(query.slug, **everywhere(query))  # type: ignore[arg-type]
    assert rows
    for column in (c for c in query.columns if c.name == "fundstelle"):
        assert column.text == "beleg"
        for row in rows:
            # A check that was recorded is its own source.
            assert row["fundstelle"].split("/")[1] in {"fundstelle", "pruefung"}
            assert ", " in row["beleg"]


PARTIAL = re.compile(r"\d{4}(?:-\d{2})?")
KINDS: dict[str, type | tuple[type, ...]] = {
    "integer": int,
    "decimal": Decimal,
    "money": Decimal,
    "share": Decimal,
    "date": date,
    "year": int,
    "boolean": bool,
    "text": str,
}


@pytest.mark.parametrize("slug", content.query_slugs())
def test_every_value_is_of_the_kind_that_its_column_says(slug: str) -> None:
    query = content.queries()[slug]
    seen = 0
    for row in solutions(query, **everywhere(query)):  # type: ignore[arg-type]
        for column in query.columns:
            term, text = row[column.name], row[column.text] if column.text else None
            if term is None:
                continue
            seen += 1
            if column.kind in KINDS:
                assert isinstance(term, ox.Literal)
                value = to_cell(column, term, text, {}, "de").value
                # A month or a year is no day, and stands as precise as its source.
                if column.kind != "date" or not PARTIAL.fullmatch(str(value)):
                    assert isinstance(value, KINDS[column.kind]), (column.name, term)
                assert not column.values or term.value in column.values, (column.name, term)
            else:
                assert isinstance(term, ox.NamedNode), (column.name, term)
                assert column.text is None or text is not None, (column.name, term)
    assert seen


def test_options_offer_exactly_the_cities_whose_data_are_here() -> None:
    offered = {row["wert"] for row in asked("options-cities")}
    graphs = {
        str(node.value).removeprefix(BASE + "/").split("/graph/")[0]
        for node in everything().named_graphs()
        if isinstance(node, ox.NamedNode) and "/graph/" in node.value and BASE in node.value
    }
    assert offered == {f"{slug}/kommune/stadt" for slug in graphs}


@pytest.mark.parametrize("slug", content.query_slugs())
def test_without_values_the_defaults_are_bound(slug: str) -> None:
    query = content.queries()[slug]
    text = bound(query, {}, base=BASE, today=TODAY, codes=content.ontology().codes)
    ox.Store().query(text, base_iri=BASE + "/", prefixes=dict(guard.PREFIXES))
