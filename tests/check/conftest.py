"""The demo city, to check papers against."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from tests import content
from tests.check.judging import DEMO, SETTINGS

from leitgraph.store.inference.fixpoint import PUBLIC, derive
from leitgraph.store.rdf.layers import PUBLIC_LAYER


@pytest.fixture(scope="module")
def demo() -> ox.Store:
    """The demo sample as the public layer, with what follows from it."""
    store = ox.Store()
    for path in sorted(DEMO.glob("*.ttl")):
        store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=SETTINGS.base + "/")
    assert len(store) > 5000
    assert derive(store, content.book().inference, PUBLIC) > 1000
    whole = ox.Store()
    whole.bulk_extend(store.quads_for_pattern(None, None, None, PUBLIC_LAYER))
    return whole
