"""Queries of the pages are valid SPARQL as they stand, and what is put in is a term."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from leitgraph.errors import BadParameter
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.web.pages.page_query import FOLDER, PageQuery, page_query

FILES = sorted(FOLDER.glob("*.rq"))


def test_there_are_queries() -> None:
    assert len(FILES) >= 10


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_is_valid_sparql_before_and_after_its_parameters_are_put_in(file: Path) -> None:
    query = page_query(file.stem)
    bound = query.bound(**dict.fromkeys(query.parameters, "http://ex/a"))
    for text in (query.text, bound):
        ox.Store().query(text, prefixes=dict(PREFIXES))
    assert "$" not in bound


def test_a_parameter_is_put_in_wherever_it_stands_but_not_into_texts_and_comments() -> None:
    query = PageQuery('# $a\nSELECT ?x { $a ?p ?x . ?x ?q "$a" FILTER (?x != $a) }')
    assert query.parameters == {"a"}
    assert query.bound(a="urn:b") == (
        '# $a\nSELECT ?x { <urn:b> ?p ?x . ?x ?q "$a" FILTER (?x != <urn:b>) }'
    )


@pytest.mark.parametrize("bad", ["", "a b", "urn:a> ?p ?o } #", "no-scheme", "urn:\ud800"])
def test_what_is_no_iri_is_refused(bad: str) -> None:
    with pytest.raises(BadParameter) as error:
        page_query("resource-known").bound(resource=bad)
    assert error.value.facts["parameter"] == "resource"


def test_a_parameter_that_is_missing_or_too_many_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        page_query("goals-of-city").bound()
    with pytest.raises(KeyError):
        page_query("triples").bound(kommune="urn:a")


def test_the_limit_is_that_of_the_file() -> None:
    assert page_query("goals-of-city").limit == 2001
    assert page_query("resource-outgoing").limit == 2001
