"""Values of parameters become terms and stay in their place."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests import content
from tests.queries.asking import BASE, TODAY

from leitgraph.catalog.binding import bound, terms
from leitgraph.catalog.queries import load_query
from leitgraph.errors import BadParameter
from leitgraph.model import Query
from leitgraph.store.sparql import guard

SAMPLE = """
#+ title: {de: Eine, en: One}
#+ description: {de: Eine., en: One.}
#+ view: options
#+ parameters:
#+   - {name: wort, type: string, label: {de: Wort, en: Word}}
#+   - {name: zahl, type: decimal, label: {de: Zahl, en: Number}}
#+ columns:
#+   - {name: wert, label: {de: Wert, en: Value}}
# VALUES ?wort { "in a comment" }
SELECT ?wert WHERE {
  VALUES ?wort { UNDEF }
  VALUES ?zahl { UNDEF }
  BIND ("VALUES ?wort { 1 }" AS ?falle)
  BIND (?wort AS ?wert)
}
"""


@pytest.fixture
def sample(tmp_path: Path) -> Query:
    """A query with a text, which may hold anything, and a number."""
    path = tmp_path / "a-query.rq"
    path.write_text(SAMPLE.strip(), "utf-8")
    return load_query(path)


@pytest.mark.parametrize("slug", content.query_slugs())
def test_without_values_the_defaults_are_bound(slug: str) -> None:
    query = content.queries()[slug]
    store = ox.Store()
    text = bound(query, {}, base=BASE, today=TODAY, codes=content.ontology().codes)
    store.query(text, base_iri=BASE + "/", prefixes=dict(guard.PREFIXES))


def test_no_parameter_is_overlooked() -> None:
    assert content.query_parameters() == [
        (query.slug, parameter.name, parameter.type)
        for query in content.queries().values()
        for parameter in query.parameters
    ]


@pytest.mark.parametrize(
    "attack",
    [
        '" } UNION { ?s ?p ?o } #',
        "> } SERVICE <http://evil.example/> { ?s ?p ?o } #",
        "x> . ?s ?p ?o . <y",
        "} } DROP ALL ; SELECT * { {",
        "2024'^^xsd:gYear",
        "\\u007D } ?s ?p ?o",
        "\ud800",
        "a\x00b",
        "UNDEF } VALUES ?x { 1",
        "?stadt",
        "_:b0",
    ],
)
@pytest.mark.parametrize(
    ("slug", "name"),
    [(slug, name) for slug, name, kind in content.query_parameters() if kind != "string"],
)
def test_an_attack_on_a_typed_parameter_is_refused(slug: str, name: str, attack: str) -> None:
    with pytest.raises(BadParameter) as refused:
        bound(
            content.queries()[slug],
            {name: attack},
            base=BASE,
            today=TODAY,
            codes=content.ontology().codes,
        )
    assert refused.value.status == 422
    assert refused.value.facts["parameter"] == name


@pytest.mark.parametrize(
    "value",
    ['"', '" } UNION { ?s ?p ?o } #', "\\", "zwei\nZeilen", "ümläut ✓", "'''", "{ } UNDEF"],
)
def test_a_text_comes_out_as_it_went_in(sample: Query, value: str) -> None:
    text = bound(sample, {"wort": value}, base=BASE, today=TODAY)
    found = ox.Store().query(text)
    assert isinstance(found, ox.QuerySolutions)
    assert [row[0] for row in found] == [ox.Literal(value)]


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("50000", "50000"),
        ("1650000.50", "1650000.50"),
        ("1.650.000,00", "1650000.00"),
        ("1.650.000", "1650000"),
        ("0,5", "0.5"),
        ("-3", "-3"),
        ("1.650", None),
        ("1e6", None),
        ("1 000", None),
        ("12,34,56", None),
    ],
)
def test_a_number_may_be_written_the_german_way(
    sample: Query, given: str, number: str | None
) -> None:
    if number is None:
        with pytest.raises(BadParameter):
            terms(sample, {"zahl": given}, base=BASE, today=TODAY)
        return
    term = terms(sample, {"zahl": given}, base=BASE, today=TODAY)["zahl"]
    assert term is not None
    assert term.value == number


def test_star_means_all_and_is_refused_where_a_value_is_needed() -> None:
    assert (
        terms(content.queries()["shares-not-100"], {"phase": "*"}, base=BASE, today=TODAY)["phase"]
        is None
    )
    with pytest.raises(BadParameter, match="Ab Euro"):
        terms(content.queries()["positions-without-goal"], {"ab": "*"}, base=BASE, today=TODAY)


def test_a_city_may_be_its_slug_and_an_iri_may_be_relative() -> None:
    found = terms(
        content.queries()["money-by-year"],
        {"stadt": "auerbach", "ziel": "auerbach/ziel/l01"},
        base=BASE,
        today=TODAY,
    )
    assert found["stadt"] == ox.NamedNode(f"{BASE}/auerbach/kommune/stadt")
    assert found["ziel"] == ox.NamedNode(f"{BASE}/auerbach/ziel/l01")
