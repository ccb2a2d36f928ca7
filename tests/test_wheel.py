"""The wheel: installed in an empty environment, away from the checkout, it has all it needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOALS = """SELECT (COUNT(DISTINCT ?k) AS ?cities) (COUNT(?z) AS ?goals) {
  ?z a insek:Leitziel ; insek:kommune ?k }"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout with the build backend that is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("leitgraph-*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_all_content_and_nothing_of_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    packed = {name.removeprefix("leitgraph/_content/") for name in names if "/_content/" in name}
    for kind in ("ontology", "shapes", "data"):
        there = {
            str(path.relative_to(ROOT))
            for path in (ROOT / kind).rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        assert there
        assert there == {name for name in packed if name.startswith(kind + "/")}
    queries = {f"queries/{path.name}" for path in (ROOT / "service" / "queries").glob("*.rq")}
    assert queries
    assert queries <= packed
    typst = {f"leitgraph/exporters/typst/{name}.typ" for name in ("page", "report")}
    assert typst <= set(names)
    assert not [name for name in names if name.startswith("tests/")]
    assert [name for name in names if name.endswith("licenses/LICENSE")]


@pytest.mark.slow
def test_an_installed_wheel_answers_over_all_cities(wheel: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", empty], check=True)
    python = str(empty / "bin" / "python")
    install = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-compile"]
    subprocess.run(
        [*install, "-c", str(ROOT / "constraints.txt"), str(wheel)], check=True, capture_output=True
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LEITGRAPH_")}

    def leitgraph(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [empty / "bin" / "leitgraph", *arguments],
            cwd=tmp_path,
            env=environment | {"PYTHONPATH": ""},
            input=text,
            capture_output=True,
            text=True,
        )

    answer = leitgraph("sparql", "-", "--format", "csv", text=GOALS)
    assert answer.returncode == 0, answer.stderr
    cities, goals = answer.stdout.splitlines()[1].split(",")
    assert (int(cities) >= 4, int(goals) >= 16) == (True, True)
    draft = '{"titel": "Ein Versuch", "nichtRelevantWeil": "reine Benennung"}'
    (tmp_path / "draft.json").write_text(draft)
    checked = leitgraph("check", "draft.json", "--city", "dresden", "--format", "json")
    assert '"verdict"' in checked.stdout, checked.stderr
    where = [python, "-c", "import leitgraph; print(leitgraph.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, capture_output=True, text=True).stdout
    assert found.startswith(str(empty))
