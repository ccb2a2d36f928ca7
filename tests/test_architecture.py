"""The house keeps its order: imports in no circle at any level, no crowded folder, no long file.

All imports count, those inside functions and those for types only as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "service" / "leitgraph"
FOLDERS = sorted(
    path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py")
)
MODULES = 15
LINES = 350
RIDDLES = {
    *("answers", "archive", "asked", "asking", "attach", "crosses", "flights", "foreign"),
    *("hostlink", "keeper", "listed", "placing"),
}
"""Names that said nothing of what was in the file."""


def imports_of(package: str) -> dict[str, set[str]]:
    """Whom each module imports, wherever in the file it does."""
    graph = grimp.build_graph(package, cache_dir=None)
    return {one: graph.find_modules_directly_imported_by(one) for one in graph.modules}


def circles(imports: Mapping[str, Iterable[str]]) -> list[set[str]]:
    """All sets of two and more of which each leads to each other."""
    reach: dict[str, set[str]] = {}
    for start in imports:
        found: set[str] = set()
        next_ones = [start]
        while next_ones:
            for one in imports.get(next_ones.pop(), ()):
                if one not in found:
                    found.add(one)
                    next_ones.append(one)
        reach[start] = found
    together = {
        frozenset({one, *(other for other in reach[one] if one in reach.get(other, ()))})
        for one in imports
    }
    return sorted((set(one) for one in together if len(one) > 1), key=sorted)


def between_children(imports: Mapping[str, Iterable[str]], package: str) -> dict[str, set[str]]:
    """What the modules and folders right below a package import of each other."""

    def child(module: str) -> str:
        inside = module.removeprefix(package + ".") if module.startswith(package + ".") else ""
        return inside.partition(".")[0]

    found: dict[str, set[str]] = defaultdict(set)
    for module, imported in imports.items():
        found[child(module)] |= {child(one) for one in imported} - {"", child(module)}
    found.pop("", None)
    return dict(found)


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Those of the whole package."""
    return imports_of("leitgraph")


def test_no_module_leads_back_to_itself(imports: dict[str, set[str]]) -> None:
    assert circles(imports) == []
    assert len(imports) > 200
    assert "leitgraph.store.service" in imports["leitgraph.vorlage.documents"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_in_a_folder_leads_back_to_its_neighbour(
    imports: dict[str, set[str]], folder: str
) -> None:
    package = "leitgraph" if folder == "." else "leitgraph." + folder.replace("/", ".")
    assert package in imports
    assert circles(between_children(imports, package)) == []


def test_an_import_in_a_function_or_for_types_counts_as_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, text in {
        "rund/__init__.py": "",
        "rund/a.py": "def work():\n    from rund.haus import b\n",
        "rund/haus/__init__.py": "",
        "rund/haus/b.py": "import typing\nif typing.TYPE_CHECKING:\n    import rund.c\n",
        "rund/haus/d.py": "from rund import a\n",
        "rund/c.py": "from rund import a\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = imports_of("rund")
    assert circles(found) == [{"rund.a", "rund.c", "rund.haus.b"}]
    del found["rund.c"]
    assert circles(found) == []
    assert circles(between_children(found, "rund")) == [{"a", "haus"}]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_holds_few_modules(folder: str) -> None:
    modules = [path for path in (PACKAGE / folder).glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MODULES


@pytest.mark.parametrize("root", ["service", "tests"])
def test_a_file_is_soon_read(root: str) -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in (ROOT / root).rglob("*.py")
        if "node_modules" not in path.parts
    }
    assert len(lines) > 100
    assert {path: count for path, count in lines.items() if count > LINES} == {}


def test_a_name_says_what_is_in_the_file() -> None:
    names = [path.stem for path in PACKAGE.rglob("*.py")] + [Path(one).name for one in FOLDERS]
    assert RIDDLES & set(names) == set()
    assert names.count("reading") == 1
