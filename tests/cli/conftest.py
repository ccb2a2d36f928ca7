"""Commands on an empty data directory."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shell import Shell


@pytest.fixture
def alone(tmp_path: Path) -> Shell:
    """Commands with no service."""
    return Shell(tmp_path / "daten")
