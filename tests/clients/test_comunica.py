"""Comunica from npm reads, and writes with a token.

Its 543 packages take minutes to come, so whoever wants to know installs them:
``npm install --ignore-scripts`` in ``tests/clients/comunica`` (Node 22 or newer).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.shell import TOKEN, Shell

HERE = Path(__file__).parent / "comunica"


@pytest.mark.slow
@pytest.mark.skipif(
    not (HERE / "node_modules/@comunica/query-sparql").is_dir(),
    reason="npm install --ignore-scripts was not run in tests/clients/comunica",
)
def test_comunica_reads_and_writes(service: Shell) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["node", "ask.mjs", service.url, TOKEN],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PATH": path},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"rows": 16, "written": True, "triples": True}
