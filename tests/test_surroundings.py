"""The tests depend neither on settings around them nor, to be collected, on sound content."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.shell import ROOT, clean

from leitgraph.config import Settings

ODD = {
    "LEITGRAPH_BASE": "https://example.org/anderswo",
    "LEITGRAPH_CONTENT": "/nirgends",
    "LEITGRAPH_PORT": "keine Zahl",
    "LEITGRAPH_GATE": "off",
    "LEITGRAPH_CONFIG": "leitgraph.toml",
}


def test_settings_are_the_defaults() -> None:
    said = Settings().model_dump()
    assert said == {name: field.default for name, field in Settings.model_fields.items()}


@pytest.mark.slow
def test_variables_and_a_file_of_settings_around_the_tests_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "leitgraph.toml").write_text('readers = "viele"\n', "utf-8")
    alone = f"{__file__}::{test_settings_are_the_defaults.__name__}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", alone],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **ODD},
        capture_output=True,
        text=True,
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_a_command_in_a_process_of_its_own_has_only_the_settings_it_is_given() -> None:
    environment = clean({"LEITGRAPH_READERS": "2"})
    given = {name: value for name, value in environment.items() if name.startswith("LEITGRAPH_")}
    assert given == {"LEITGRAPH_CONFIG": os.devnull, "LEITGRAPH_READERS": "2"}


@pytest.mark.slow
def test_a_broken_file_of_the_content_keeps_no_test_from_being_collected(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for folder in ("data", "docs", "ontology", "service", "shapes", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    for page in (*ROOT.glob("*.md"), ROOT / "pyproject.toml"):
        shutil.copy(page, tmp_path)
    broken = 0
    for pattern in ("**/*.ttl", "service/queries/*.rq", "**/city.toml", "**/profil.toml"):
        for path in tmp_path.glob(pattern):
            path.write_text("{kaputt", "utf-8")
            broken += 1
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "--collect-only", "-q", "-q"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path / 'service'}{os.pathsep}{tmp_path}"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, broken > 100) == (0, True), done.stdout[-3000:]
