"""Asks for pages as a browser does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx2
import pytest

if TYPE_CHECKING:
    from tests.shell import Shell


@pytest.fixture(scope="module")
def browser(served: Shell) -> Iterator[httpx2.Client]:
    """Asks as a browser does."""
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "de"}
    with httpx2.Client(base_url=served.url, headers=headers, timeout=60) as client:
        yield client
