"""Asks the running service with all cities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx2
import pytest

if TYPE_CHECKING:
    from tests.shell import Shell


@pytest.fixture(scope="session")
def client(served: Shell) -> Iterator[httpx2.Client]:
    """Asks the service; nobody writes to it here."""
    with httpx2.Client(base_url=served.url, timeout=60) as asker:
        yield asker
