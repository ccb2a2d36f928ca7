"""The unpacked suite, and one service that its tests may write to."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from tests.shell import TOKEN
from tests.shell import service as running_service
from tests.w3c.suite import unpack


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the manifests; skips where the registry is not reached."""
    try:
        return unpack(tmp_path_factory.mktemp("sparql11"))
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"the source archive of rdflib, which carries the suite, did not come: {error}")


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory, bare_content: Path) -> Iterator[str]:
    """The address of a service that holds one city and may be written to."""
    settings = {"LEITGRAPH_CONTENT": str(bare_content), "LEITGRAPH_SEED_DEMO": "false"}
    with running_service(tmp_path_factory.mktemp("w3c"), **settings) as shell:
        yield shell.url


@pytest.fixture(scope="session")
def admin(bare: str) -> Iterator[httpx2.Client]:
    """Asks and writes."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx2.Client(base_url=bare, timeout=60, headers=headers) as asker:
        yield asker
