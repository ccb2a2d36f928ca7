"""What the shipped cities know by name."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from tests import content

from leitgraph.config import Settings
from leitgraph.linking.shelf import CityNames
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.store.inference.fixpoint import PUBLIC, derive
from leitgraph.store.rdf.layers import PUBLIC_LAYER

BASE = Settings().base


@pytest.fixture(scope="session")
def layers() -> Layers:
    """All shipped cities and the demo city as the public reads them."""
    data = Settings().content_dir("data")
    store, whole = ox.Store(), ox.Store()
    for path in [*sorted(data.glob("cities/*/*.ttl")), *sorted(data.glob("demo/*.ttl"))]:
        store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE + "/")
    derive(store, content.book().inference, PUBLIC)
    whole.bulk_extend(store.quads_for_pattern(None, None, None, PUBLIC_LAYER))
    return Layers(whole)


@pytest.fixture(scope="session")
def city(layers: Layers) -> Callable[[str], CityNames]:
    """The names of a shipped city."""
    kept: dict[str, CityNames] = {}
    return lambda slug: kept.setdefault(slug, CityNames(layers, f"{BASE}/{slug}"))
