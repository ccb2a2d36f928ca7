"""``docs/architecture.md`` speaks of files, folders and names that are there, and stays short."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "service" / "leitgraph"
TEXT = (ROOT / "docs" / "architecture.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)(?:: ([\w.]+))?`", TEXT)))
FOLDERS = sorted(set(re.findall(r"`([\w/]+/)`", TEXT)))
ROOMS = TEXT.partition("## Räume")[2].partition("\n## ")[0]
WALKS = {
    part.splitlines()[0]: part.splitlines()[1:]
    for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
    if not part.startswith("Räume")
}


def names(tree: ast.AST, before: str = "") -> set[str]:
    """Functions, classes and methods that a file defines, methods as ``Class.method``."""
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(before + node.name)
            found |= {before + node.name + "." + name for name in names(node)}
    return found


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_file_that_is_named_is_there_and_so_is_the_name_in_it(file: str, name: str) -> None:
    path = PACKAGE / file if not file.startswith("tests/") else ROOT / file
    assert path.is_file()
    if name:
        defined = names(ast.parse(path.read_text("utf-8")))
        last = {one.rpartition(".")[2] for one in defined}
        assert name in defined or name in last


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_that_is_named_is_there(folder: str) -> None:
    assert any(path.is_dir() for path in PACKAGE.rglob(folder.rstrip("/")))


def test_every_room_of_the_package_is_told_of() -> None:
    rooms = {path.name + "/" for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    told = set(re.findall(r"`(\w+/)`", ROOMS))
    assert rooms - told == {"demo/"}
    assert len(rooms) > 10


def test_three_walks_of_at_most_forty_lines_name_what_they_pass() -> None:
    assert len(WALKS) == 3
    for title, lines in WALKS.items():
        assert len(lines) <= 40, title
        assert len(set(re.findall(r"`[\w/]+\.py", "\n".join(lines)))) >= 8, title
