"""A small graph of a city, to read drafts beside."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from tests.vorlage.read import BASE, GRAPH

from leitgraph.shacl.rules.neighbourhood import Layers


@pytest.fixture(scope="module")
def graph() -> Layers:
    store = ox.Store()
    store.load(GRAPH.encode(), ox.RdfFormat.TURTLE, base_iri=BASE + "/")
    return Layers(store)
