"""Askers of two real services: one as it comes, one with narrow limits that may be written to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from tests.shell import TOKEN, Shell
from tests.shell import service as running_service

ADMIN = {"Authorization": f"Bearer {TOKEN}"}
NARROW = {
    "LEITGRAPH_DEADLINE_PUBLIC": "2",
    "LEITGRAPH_DEADLINE_ADMIN": "10",
    "LEITGRAPH_ROWS_PUBLIC": "20000",
    "LEITGRAPH_UPLOAD_MB": "1",
    "LEITGRAPH_DRAFT_MB": "1",
    "LEITGRAPH_READERS": "2",
    "LEITGRAPH_READERS_MAX": "4",
}


@pytest.fixture(scope="session")
def client(served: Shell) -> Iterator[httpx2.Client]:
    """Asks the service with all cities; nobody writes to it here."""
    with httpx2.Client(base_url=served.url, timeout=60) as asker:
        yield asker


@pytest.fixture(scope="session")
def narrow_shell(
    tmp_path_factory: pytest.TempPathFactory, all_cities: Callable[[Path], Path]
) -> Iterator[Shell]:
    """A service with narrow limits, for writing and for faults."""
    with running_service(all_cities(tmp_path_factory.mktemp("narrow")), **NARROW) as shell:
        yield shell


@pytest.fixture(scope="session")
def narrow(narrow_shell: Shell) -> Iterator[httpx2.Client]:
    """Asks the narrow service as anybody."""
    with httpx2.Client(base_url=narrow_shell.url, timeout=60) as asker:
        yield asker


@pytest.fixture(scope="session")
def admin(narrow_shell: Shell) -> Iterator[httpx2.Client]:
    """Asks the narrow service as administrator."""
    with httpx2.Client(base_url=narrow_shell.url, timeout=60, headers=ADMIN) as asker:
        yield asker
