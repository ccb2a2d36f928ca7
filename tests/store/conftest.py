"""A running graph with some goals in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.store.running import GOALS, G

if TYPE_CHECKING:
    from tests.conftest import Service


@pytest.fixture(scope="module")
def service(service_with: Callable[..., Service]) -> Service:
    started = service_with()
    started.run(started.load(GOALS, G))
    return started
