"""One service that may be written to, for clients that others wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.shell import Shell
from tests.shell import service as running_service


@pytest.fixture(scope="session")
def service(
    tmp_path_factory: pytest.TempPathFactory, all_cities: Callable[[Path], Path]
) -> Iterator[Shell]:
    """A service with all cities."""
    with running_service(all_cities(tmp_path_factory.mktemp("clients"))) as shell:
        yield shell
