"""All that ships in a running graph, with rules that a test may change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from tests.check.verify.certified import CONTENT

from leitgraph.config import Settings
from leitgraph.writing import seed

if TYPE_CHECKING:
    from tests.conftest import Service


@pytest.fixture(scope="module")
def service(service_with: Callable[..., Service], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The shipped content, with rules that a test may change."""
    content = tmp_path_factory.mktemp("content")
    for kind in ("ontology", "data"):
        (content / kind).symlink_to(CONTENT / kind)
    (content / "queries").symlink_to(Settings().content_dir("queries"))
    shutil.copytree(CONTENT / "shapes", content / "shapes")
    started = service_with(content=content, seed_demo=True, draft_mb=1)
    started.run(seed.seed(started.graph, started.settings))
    return started
