"""The W3C suite of SPARQL 1.1 over HTTP: nothing fails that the engine itself passes.

What is refused by design, or comes out otherwise on purpose, stands here by name.
"""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from tests.w3c.running import by_engine, failing, load, query_over_http, update_over_http
from tests.w3c.suite import QUERIES, UPDATES, cases

pytestmark = [pytest.mark.slow, pytest.mark.started]
QUERY_SYNTAX = {"PositiveSyntaxTest11", "NegativeSyntaxTest11"}
UPDATE_SYNTAX = {"PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11"}
_LOAD = "LOAD is refused: Leitgraph asks no other machine"
DESIGNED = {
    "update-silent/load-silent": _LOAD,
    "update-silent/load-into-silent": _LOAD,
    **dict.fromkeys(
        (f"syntax-update-1/test_{number}" for number in (1, 2, 3, 4, 37, 41, 47, 48, 49)), _LOAD
    ),
}
"""Tests that the engine passes and the service does not, each with the reason."""


def beyond_the_engine(found: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    """What fails over HTTP and not on the engine."""
    return {name: said for name, said in found.items() if name not in own}


def test_queries(admin: httpx2.Client, suite: Path) -> None:
    all_of_them = list(cases(suite, QUERIES | QUERY_SYNTAX))
    assert len(all_of_them) > 250
    load(admin, all_of_them)
    found = failing(all_of_them, query_over_http(admin))
    assert not beyond_the_engine(found, failing(all_of_them, by_engine))


def test_updates(admin: httpx2.Client, suite: Path) -> None:
    all_of_them = list(cases(suite, UPDATES | UPDATE_SYNTAX))
    assert len(all_of_them) > 130
    found = failing(all_of_them, update_over_http(admin, all_of_them))
    more = beyond_the_engine(found, failing(all_of_them, by_engine))
    assert more.keys() == DESIGNED.keys(), more
