"""All shipped cities as readers see them, with their full-text index, in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests import content

from leitgraph.check.rulebook import RULEBOOK
from leitgraph.config import Settings
from leitgraph.model import Role
from leitgraph.search import shelf
from leitgraph.search.lookup import suggest
from leitgraph.store.host.job import ReaderContext, Warm
from leitgraph.store.inference.fixpoint import PUBLIC, derive
from leitgraph.store.rdf.layers import PUBLIC_LAYER
from leitgraph.suggest.suggest import goals as suggest_goals

CONTENT = Settings().content_dir("data")
DAY = "2025-06-16"
Found = list[dict[str, Any]]


class Silent:
    """Where a job may speak that nobody listens to."""

    def head(self, data: dict[str, Any]) -> None: ...

    def write(self, data: bytes) -> None: ...


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> ReaderContext:
    """A reader of everything that ships with Leitgraph."""
    files = [*CONTENT.glob("cities/*/*.ttl"), *CONTENT.glob("demo/*.ttl")]
    assert len(files) > 50
    return reader_of(files, tmp_path_factory.mktemp("data"))


def reader_of(files: list[Path], data: Path) -> ReaderContext:
    """A reader of some Turtle files and of what follows from them, with an index."""
    settings = Settings(data=data)
    store, whole = ox.Store(), ox.Store()
    for path in sorted(files):
        store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=settings.base + "/")
    derive(store, content.book().inference, PUBLIC)
    whole.bulk_extend(store.quads_for_pattern(None, None, None, PUBLIC_LAYER))
    context = ReaderContext(
        store=whole,
        settings=settings,
        warm=Warm(settings).keep(RULEBOOK, content.book()),
        version=1,
        role=Role.PUBLIC,
        name="",
        default_graph=[PUBLIC_LAYER],
        named_graphs=[],
    )
    shelf.job(context, {"scope": "public"}, b"", Silent())  # type: ignore[arg-type]
    return context


@pytest.fixture(scope="session")
def typed(shipped: ReaderContext) -> Callable[..., Found]:
    """What is found for what somebody typed."""

    def find(text: str, city: str = "musterstadt", **more: Any) -> Found:
        given = {"kind": "", "date": DAY, "limit": 10, "language": "de", **more}
        return suggest(shipped, text, city, **given)

    return find


@pytest.fixture(scope="session")
def goals(shipped: ReaderContext) -> Callable[..., Found]:
    """The goals suggested for a draft, as of ``DAY``."""

    def ask(draft: dict[str, Any], city: str = "musterstadt", **more: Any) -> Found:
        payload: Any = {"city": city, "date": DAY, "media_type": "application/json", **more}
        found: Found = suggest_goals(shipped, payload, json.dumps(draft).encode())["suggestions"]
        return found

    return ask
