"""Whoever runs the tests has settings of their own; the tests do not see them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.shell import clean

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


def test_variables_and_a_file_of_settings_around_the_tests_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "leitgraph.toml").write_text('readers = "viele"\n', "utf-8")
    alone = f"{__file__}::{test_settings_are_the_defaults.__name__}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", alone],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), **ODD},
        capture_output=True,
        text=True,
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_a_command_in_a_process_of_its_own_has_only_the_settings_it_is_given() -> None:
    environment = clean({"LEITGRAPH_READERS": "2"})
    given = {name: value for name, value in environment.items() if name.startswith("LEITGRAPH_")}
    assert given == {"LEITGRAPH_CONFIG": os.devnull, "LEITGRAPH_READERS": "2"}
