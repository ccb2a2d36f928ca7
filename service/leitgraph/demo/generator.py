"""The order in which the city is written, and how much of each part a given size gets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from leitgraph.demo.city import City
from leitgraph.demo.parts.budget import classification, lines
from leitgraph.demo.parts.checks import MOST, checks
from leitgraph.demo.parts.concepts import adopted, concepts
from leitgraph.demo.parts.coverage import coverage
from leitgraph.demo.parts.goals import goals
from leitgraph.demo.parts.indicators import data_set, district_indicators, indicators
from leitgraph.demo.parts.organisation import district_units, organisation
from leitgraph.demo.parts.participation import participation
from leitgraph.demo.parts.projects import programmes, projects
from leitgraph.demo.parts.space import space
from leitgraph.demo.parts.vorlagen import vorlagen
from leitgraph.demo.terms import Node

# Share of what is left after the fixed parts; Vorlagen and their resolutions take the rest.
_PROJECTS, _BUDGET, _SERIES = 0.11, 0.29, 0.08
_TINY = 10_000


def nodes(city: City) -> Iterator[Node]:
    """All nodes of the city, about ``city.triples`` triples in all."""
    used = 0
    # Not counted, so that a city of some size is the one it was before it said what it covers.
    yield from coverage(city)
    for node in chain(organisation(city), goals(city), adopted(city), concepts(city), space(city),
                      district_units(city), data_set(city), indicators(city),
                      participation(city), programmes(city), classification(city)):  # fmt: skip
        used += len(node[2])
        yield node
    left = city.triples - (used - city.aside)
    series = _SERIES if city.triples > _TINY else 0.0
    for bundles, quota in (
        (projects(city), left * _PROJECTS),
        (lines(city), left * _BUDGET),
        (district_indicators(city), left * series),
    ):
        goal = used - city.aside + quota
        while used - city.aside < goal:
            bundle = next(bundles, None)
            if bundle is None:
                break
            for node in bundle:
                used += len(node[2])
                yield node
    papers = vorlagen(city)
    checked: list[Node] = []
    while used - city.aside < city.triples - 30:
        bundle = next(papers)
        if len(checked) < MOST:
            checked.append(bundle[0])
        for node in bundle:
            used += len(node[2])
            yield node
    yield from checks(city, checked)  # not counted, as what the city covers
