"""``leitgraph form learn``: what it cannot use is said plainly."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from leitgraph.cli import app

RUNNER = CliRunner()


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        (None, (), "ist kein Ordner mit Vorlagen"),
        ({}, (), "keine Vorlage als TXT, PDF oder DOCX"),
        ({"bild.png": b"x"}, (), "keine Vorlage als TXT, PDF oder DOCX"),
        ({"1.txt": b"x"}, ("--city", "Bad Muster"), "ist kein Kurzname"),
    ],
    ids=["no folder", "an empty folder", "nothing to be read", "a name with a blank"],
)
def test_what_cannot_be_learnt_from_is_said_in_a_sentence(
    tmp_path: Path, files: dict[str, bytes] | None, arguments: tuple[str, ...], said: str
) -> None:
    folder = tmp_path / "vorlagen"
    if files is not None:
        folder.mkdir()
        for name, body in files.items():
            (folder / name).write_bytes(body)
    done = RUNNER.invoke(app, ["form", "learn", str(folder), *arguments])
    assert done.exit_code != 0
    assert said in f"{done.output}{done.exception}"
