"""The real cities as they lie in data/cities, loaded with the ontology beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from pyoxigraph import NamedNode, Store
from tests.data.reading import cities, load, ontology_files, slugs


@pytest.fixture(scope="session")
def city() -> Callable[[str], Store]:
    """All files of one city and the ontology, in one default graph; each city is loaded once."""

    @cache
    def of(slug: str) -> Store:
        files = sorted((cities() / slug).glob("*.ttl"))
        assert files, f"no Turtle under data/cities/{slug}"
        return load([*ontology_files(), *files])

    return of


@pytest.fixture(scope="session")
def bare() -> Callable[[str], Store]:
    """All files of one city and nothing else."""

    @cache
    def of(slug: str) -> Store:
        files = sorted((cities() / slug).glob("*.ttl"))
        assert files, f"no Turtle under data/cities/{slug}"
        return load(files)

    return of


@pytest.fixture(scope="session")
def every_city() -> Store:
    """All cities together, without the ontology: references from one city to another resolve."""
    store = load([file for slug in slugs() for file in sorted((cities() / slug).glob("*.ttl"))])
    assert len({q.subject for q in store if isinstance(q.subject, NamedNode)}) > 500
    return store
