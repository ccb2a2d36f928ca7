"""Each view of the registry, on a journal of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.bench import AXIOMS, Bench

from leitgraph.store.views import VIEWS


@pytest.fixture(params=sorted(VIEWS))
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(request.param, tmp_path)
    made.write(AXIOMS)
    yield made
    made.close()
