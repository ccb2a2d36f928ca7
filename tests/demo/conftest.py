"""The sample as it lies in data/demo, and a larger city, each loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from leitgraph.demo import BASE, generate

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "demo"


@pytest.fixture(scope="session")
def sample() -> Store:
    store = Store()
    files = sorted(SAMPLE.glob("*.ttl"))
    assert len(files) == 10
    for file in files:
        store.load(path=file, format=RdfFormat.TURTLE, base_iri=f"{BASE}/")
    return store


@pytest.fixture(scope="session")
def city() -> Store:
    """100,000 triples, seed 7."""
    store = Store()
    store.bulk_load(b"".join(generate(100_000, 7)), format=RdfFormat.N_TRIPLES)
    return store
