"""Jena's RDFConnection and RDF4J's SPARQLRepository, by Maven; both read, and write with a token.

Jena is given the token for when it is asked for it (401 with ``WWW-Authenticate: Bearer``); RDF4J
knows name and password only.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.shell import TOKEN, Shell

HERE = Path(__file__).parent / "java"
SECONDS = 400
COLOUR = re.compile("\x1b\\[[0-9;]*m")


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("mvn") and shutil.which("java")), reason="java and mvn are not there"
)
def test_jena_and_rdf4j_read_and_write(service: Shell, tmp_path: Path) -> None:
    project = shutil.copytree(HERE, tmp_path / "java")
    maven = ["mvn", "-q", "-B", "-Dstyle.color=never"]
    made = subprocess.run(
        [*maven, "compile"], cwd=project, capture_output=True, text=True, timeout=SECONDS
    )
    said = made.stdout + made.stderr
    if made.returncode and ("Could not transfer" in said or "offline" in said):
        pytest.skip("the registry of Maven is not reached")
    assert made.returncode == 0, said[-3000:]
    run = ["exec:java", "-Dexec.mainClass=Clients", f"-Dexec.args={service.url} {TOKEN}"]
    done = subprocess.run(
        [*maven, *run], cwd=project, capture_output=True, text=True, timeout=SECONDS
    )
    plain = COLOUR.sub("", done.stdout)  # Maven resets colours even where there are none
    found = dict(line.split("=", 1) for line in plain.splitlines() if "=" in line)
    assert found == {
        "jena.select": "16",
        "jena.ask": "true",
        "jena.construct": "16",
        "jena.fetch": "true",
        "jena.load": "2",
        "jena.update": "3",
        "jena.default": "true",
        "jena.dataset": "true",
        "jena.deleted": "true",
        "rdf4j.select": "16",
        "rdf4j.added": "2",
        "rdf4j.updated": "1",
        "rdf4j.default": "true",
        "rdf4j.removed": "true",
        "rdf4j.cleared": "0",
    }, done.stdout[-3000:] + done.stderr[-3000:]
